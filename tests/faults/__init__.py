"""What goes wrong outside the program, run as often as is asked for: each module has a function with a count, and a short test of it."""

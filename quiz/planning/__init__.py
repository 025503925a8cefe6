"""What is asked today: what is due and new, how much of it, and what an exam's date changes."""

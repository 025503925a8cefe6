"""The line mode: the whole program in lines of text, for pipes, screen readers and braille lines.

What is asked is written to standard output, and a response is one line of standard input.
"""

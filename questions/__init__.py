"""What is asked: banks of questions written in YAML, read with positions, and marked.

Nothing here knows of a database or of a screen.
"""

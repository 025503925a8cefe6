"""Figures of the history drawn with characters: pure functions from a figure and a size to lines of styled text."""

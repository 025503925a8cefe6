"""One file for each screen. Screens render and forward; what they show is computed elsewhere."""

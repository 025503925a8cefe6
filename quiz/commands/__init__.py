"""One file for each command. They load what they need when they run, so that ``--help`` loads nothing."""

"""The program: the screens, the line mode and the command line over ``questions`` and ``progress``."""

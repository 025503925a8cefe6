"""The start of the program: ``python -m quiz``, and the command ``quiz``."""

import signal


def main() -> None:
    """Run the command line. Whoever presses Ctrl+C while it is still being loaded sees no traceback."""
    if signal.getsignal(signal.SIGINT) is signal.default_int_handler:
        signal.signal(signal.SIGINT, signal.SIG_DFL)
    from quiz.cli import main as run

    run()


if __name__ == "__main__":
    main()

"""The start of the program: ``python -m quiz``, and the command ``quiz``."""

import gc
import signal

_MUCH = 200_000
"""How many objects more there may be before Python looks for garbage: all that is loaded stays, and is not worth looking through."""


def main() -> None:
    """Run the command line. Whoever presses Ctrl+C while it is still being loaded sees no traceback."""
    if signal.getsignal(signal.SIGINT) is signal.default_int_handler:
        signal.signal(signal.SIGINT, signal.SIG_DFL)
    gc.set_threshold(_MUCH)
    from quiz.cli import main as run

    try:
        run()
    finally:
        # At the end Python looks through all that was loaded once more, for garbage that the system takes back anyway.
        gc.freeze()


if __name__ == "__main__":
    main()

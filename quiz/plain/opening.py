"""The line mode on standard input and output, from its beginning to whatever ends it."""

from __future__ import annotations

import sys
from collections.abc import Callable
from contextlib import suppress

from progress.errors import ProgressError
from quiz.mishap import Mishap
from quiz.places import Places
from quiz.plain.interruptions import Ended, Interruptions
from quiz.plain.lines import NoMoreLines
from quiz.plain.session import Session
from quiz.streams import let_go_of_closed
from quiz.study import Study
from quiz.wish import Wish


def open_at_home(where: Places) -> int:
    """Begin at home; return the exit status."""
    from quiz.plain.home import Home  # all its commands come with it, and a sitting needs none of them

    return _open(where, lambda session: Home(session).stay())


def open_in_sitting(where: Places, wish: Wish) -> int:
    """Hold the sitting that is wished; return the exit status."""

    def run(session: Session) -> None:
        if session.study.notice:
            session.lines.say(f"Note: {session.study.notice}")
        if where.learner and not session.study.history():
            # A slip in a name would otherwise go unseen: the record would be someone's whom nobody knows.
            session.lines.say(f"Learner: {where.learner}, who has no sittings yet.")
        session.wish(wish)

    return _open(where, run)


def _open(where: Places, run: Callable[[Session], None]) -> int:
    study = Study.open(where)
    study.back_up()
    interruptions = Interruptions()
    session = Session(study, sys.stdin, sys.stdout, interruptions=interruptions)
    try:
        with interruptions.heeded():
            try:
                run(session)
            except (Ended, NoMoreLines, KeyboardInterrupt):
                with suppress(Ended):
                    session.lines.say(f"Left. {session.lost or 'Nothing is lost.'}")
                let_go_of_closed()
            except (ProgressError, OSError):
                raise
            except Exception as error:
                raise Mishap(session.keep()) from error
    finally:
        study.close()
    return 0

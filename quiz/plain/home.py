"""The line mode's home: commands, until the learner quits."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from progress.errors import NotFound, ProgressError
from questions.kinds import AnyQuestion
from quiz import phrases
from quiz.confusions import pair_numbered
from quiz.display import one_line
from quiz.filters.matching import fitting_sittings
from quiz.filters.search import filter_meant, learner_called, question_named, search
from quiz.places import learner_name
from quiz.plain import helps
from quiz.plain.classroom import class_told
from quiz.plain.fitting import fit_in_lines
from quiz.plain.items import Items
from quiz.plain.mixed_up import confusion_lines
from quiz.plain.pages import Pages, offer
from quiz.plain.plans import plan_in_lines
from quiz.plain.sureness import switch_how_sure
from quiz.plain.wishes import read_wish
from quiz.plain.words import card_lines, due_lines, found_line, past_lines, sitting_line
from quiz.schedule.why import why_asked
from quiz.sitting import shown_order
from quiz.undoing import How, Step

if TYPE_CHECKING:
    from quiz.plain.session import Session

_SHORT = {
    "r": "review", "n": "more", "p": "practice", "practise": "practice", "e": "exam", "c": "continue", "a": "again", "h": "history",
    "b": "browse", "search": "browse", "i": "items", "u": "undo", "l": "learner", "learners": "learner", "x": "plan", "q": "quit",
    "exit": "quit",
    "?": "help",
}  # fmt: skip
_ON_A_PAGE = 20


class Home:
    """Takes commands; the words after a command are handed on to it."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._study = session.study
        self._say = session.lines.say
        self._pages = Pages(session)
        self._commands: dict[str, Callable[[str], None]] = {
            "review": lambda rest: self._sit("review", rest),
            "more": lambda rest: self._sit("review", f"--new 10 {rest}"),
            "practice": lambda rest: self._sit("practice", rest),
            "exam": lambda rest: self._sit("exam", rest),
            "continue": self._go_on,
            "again": self._again,
            "history": self._history,
            "open": self._pages.open,
            "report": self._pages.report,
            "browse": self._browse,
            "items": lambda rest: Items(session).tell(rest),
            "accept": lambda rest: Items(session).accept(rest),
            "show": lambda rest: self._show(self._question(rest)),
            "flag": lambda rest: self._mark(rest, "flagged", "the flag"),
            "aside": lambda rest: self._mark(rest, "suspended", "setting aside"),
            "undo": lambda _: self._swap("undo"),
            "redo": lambda _: self._swap("redo"),
            "class": lambda rest: class_told(self._session, rest),
            "learner": self._learner,
            "confusions": lambda _: self._say(*confusion_lines(self._study.mixed_up(), self._study.library)),
            "drill": self._drill,
            "confidence": lambda rest: self._say(switch_how_sure(self._study, rest.casefold())),
            "fit": lambda rest: self._say(*fit_in_lines(self._study, rest)),
            "topics": lambda _: self._topics(),
            "due": lambda _: self._say(*due_lines(*self._study.ahead())),
            "plan": lambda rest: self._say(*plan_in_lines(self._study, rest)),
            "help": lambda _: self._say(helps.AT_HOME),
        }

    def stay(self) -> None:
        """Greet, and take commands until the learner quits."""
        self._session.at_home = True
        self._greet()
        while True:
            word, _, rest = self._session.lines.read("quiz> ").removeprefix(":").partition(" ")
            name = _SHORT.get(word.casefold(), word.casefold())
            self._session.read_banks_again()
            if name == "quit":
                return
            if name == "":
                self._say("Type review to begin, help for all commands, quit to leave.")
                continue
            self._obey(name, rest.strip())

    def _obey(self, name: str, rest: str) -> None:
        command = self._commands.get(name)
        if command is None:
            self._say(f"{name[:40]} is not a command; help lists them.")
            return
        try:
            command(rest)
        except ValueError as error:
            self._say(str(error))
        except ProgressError as failure:
            if not (self._session.lines.interactive or isinstance(failure, NotFound)):
                raise
            self._say(str(failure))

    def _greet(self) -> None:
        home, problems = self._study.home(), self._study.library.problems
        self._say(f"Canada–US relations. Learner: {one_line(home.learner.name)}.")
        if home.warning:
            self._say(f"Note: {home.warning}")
        if problems:
            self._say(f"Note: {phrases.count(len(problems), 'problem')} in the banks; quiz check says where.")
        self._say(*due_lines(home.overview, home.outlook)[:-1])
        if home.exam or home.unfinished:
            self._say("Something is unfinished: continue goes on with it.")
        self._say("Type review to begin, help for all commands.")

    # -- sittings

    def _sit(self, mode: str, rest: str) -> None:
        self._session.wish(read_wish(mode, rest, self._study.library))

    def _go_on(self, _rest: str) -> None:
        home = self._study.home()
        if home.exam is not None:
            exam = home.exam
            self._session.sit(lambda study: study.resume_exam(exam))
        elif home.unfinished is not None:
            sitting = home.unfinished
            self._session.sit(lambda study: study.resume(sitting))
        else:
            self._say("Nothing is unfinished.")

    def _again(self, _rest: str) -> None:
        missed = self._session.missed
        if missed:
            self._session.sit(lambda study: study.again(missed))
        else:
            self._say("You have missed nothing since you came.")

    def _drill(self, rest: str) -> None:
        if not rest.isdecimal():
            raise ValueError("Type drill and the number of a pair; confusions lists them.")
        pair = pair_numbered(self._study.mixed_up(), int(rest[:9]))
        self._session.sit(lambda study: study.drill(pair))

    # -- looking

    def _history(self, rest: str) -> None:
        if self._pages.tell(rest):
            return
        sittings = self._study.history()
        if rest.isdecimal():
            if not 1 <= int(rest[:9]) <= len(sittings):
                raise ValueError(f"There are {phrases.count(len(sittings), 'sitting')}, numbered from the newest.")
            self._say(*past_lines(self._study.past(sittings[int(rest) - 1].id), self._study.clock()))
            return
        if not sittings:
            self._say("No sittings yet.")
            return
        numbers = {each.id: number for number, each in enumerate(sittings, 1)}
        found = sittings if rest == "all" else fitting_sittings(filter_meant(rest, "sittings"), sittings)
        listed = found if rest else found[:_ON_A_PAGE]
        self._say(*(sitting_line(numbers[each.id], each, self._study.library) for each in listed))
        if not found:
            self._say("No sitting fits.")
        more = f"; history all lists {len(sittings)}" if len(listed) < len(found) else ""
        self._say(f"history and a number opens one{more}.", *([offer()] if not rest else []))

    def _browse(self, rest: str) -> None:
        pages = [word for word in rest.split() if word.startswith("page:")]
        number = pages[-1].removeprefix("page:") if pages else "1"
        words = " ".join(word for word in rest.split() if word not in pages)
        standing, now = self._study.as_asked(), self._study.clock()
        found = search(self._study.library, words, standing, now, self._study.tallies)
        whole = max(1, -(-len(found) // _ON_A_PAGE))
        page = min(max(1, int(number)), whole) if number.isdecimal() and len(number) < 6 else 1
        for question in found[(page - 1) * _ON_A_PAGE : page * _ON_A_PAGE]:
            self._say(found_line(question, standing, now))
        more = "" if found else "; fewer words find more"
        more += f", page {page} of {whole}; page:{page % whole + 1} in the search shows another" if whole > 1 else ""
        self._say(f"{phrases.count(len(found), 'question')}{more}.")

    def _question(self, name: str) -> AnyQuestion:
        return question_named(self._study.library, name)

    def _show(self, question: AnyQuestion) -> None:
        answers, chosen = self._study.answers_to(question.id), self._study.chosen_wrong(question)
        self._say(*card_lines(question, shown_order(question, 0, 0), answers, self._study.clock(), chosen))
        self._say(*why_asked(self._study, question.id))

    def _topics(self) -> None:
        for topic in self._study.home().overview.topics:
            self._say(
                f"{one_line(topic.title)}: {phrases.count(topic.questions, 'question')}, {topic.due} due, "
                f"{topic.learned} learned, recall {phrases.percent(topic.recall)}"
            )

    # -- changing

    def _mark(self, rest: str, mark: str, what: str) -> None:
        entry, _ = self._session.mark(self._question(rest), mark)
        self._session.steps.add(Step(entry, what))

    def _swap(self, how: How) -> None:
        step = self._session.swap(how)
        done = "Undone" if how == "undo" else "Redone"
        self._say(f"{done}: {step.what}." if step else f"There is nothing to {how}.")

    def _learner(self, name: str) -> None:
        study = self._study
        if name:
            name = learner_name(name)
            if learner_called(study.store.learners(), name) is None:
                self._say(f"{name} is new here, and was added.")
            study.switch_learner(study.store.learner_named(name, study.clock()))
            self._session.steps.forget()
            self._session.missed = ()
        for learner in study.store.learners():
            self._say(("* " if learner.id == study.learner.id else "  ") + one_line(learner.name))

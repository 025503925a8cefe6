"""How a sitting went: the score, each topic, what was missed; and again, only these."""

from __future__ import annotations

from typing import ClassVar

from textual import work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from questions.bank import Library
from quiz import phrases
from quiz.background import Failed
from quiz.display import display, fitted, one_line
from quiz.screens.base import QuizScreen
from quiz.sitting import Mode, Sitting, by_topic
from quiz.told import prompt_text
from quiz.widgets.keybar import KeyBar

_BAR = 20
_TITLE = 24


class ResultsScreen(QuizScreen[None]):
    """The end of a sitting."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter,escape", "home", "Home", id="results.home", tooltip="Back to the home screen"),
        Binding("a", "again", "Again, only these", id="results.again", tooltip="Practise just what was missed"),
        Binding("o", "open", "Every answer", id="results.open", tooltip="Read every answer as it was given"),
        Binding("u,ctrl+z", "app.undo", "Undo", id="results.undo", tooltip="Take back the last thing you did"),
    ]

    def __init__(self, sitting: Sitting) -> None:
        super().__init__()
        self.sitting = sitting
        self._beginning = False

    def compose(self) -> ComposeResult:
        with VerticalScroll(id="results"):
            yield Static("", id="headline")
            yield Static("", id="by-topic")
            yield Static("", id="missed")
        yield KeyBar()

    def on_mount(self) -> None:
        self._show()

    def on_screen_resume(self) -> None:
        self.fill()

    @work(exclusive=True, group="fill")
    async def fill(self) -> None:
        """Read the sitting again, since answers of it may have been undone."""
        try:
            self.sitting = await self.off_thread(lambda: self.study.results(self.sitting.id))
        except Failed as failure:
            self.notify(str(failure), severity="error", markup=False)
            return
        self._show()

    def _show(self) -> None:
        library = self.study.library
        self.query_one("#headline", Static).update(display(headline(self.sitting), "bold"))
        self.query_one("#by-topic", Static).update(Content("\n").join(_topics(self.sitting, library)))
        self.query_one("#missed", Static).update(Content("\n").join(_missed(self.sitting, library)))
        self.refresh_bindings()

    def check_action(self, action: str, _parameters: tuple[object, ...]) -> bool | None:
        if action == "again":
            return bool(self.sitting.missed)
        return bool(self.sitting.given) if action == "open" else True

    def action_home(self) -> None:
        self.dismiss()

    @work
    async def action_again(self) -> None:
        if self._beginning:
            return
        self._beginning = True
        try:
            sitting = await self.off_thread(lambda: self.study.again(self.sitting.missed))
        except Failed as failure:
            self.notify(str(failure), severity="error", markup=False)
        else:
            if sitting is not None:
                await self.program.hold(self.study, sitting, instead_of=self)
        finally:
            self._beginning = False

    def action_open(self) -> None:
        from quiz.screens.past import PastScreen

        sitting = self.sitting.id
        self.program.open(lambda: PastScreen(sitting))


def headline(sitting: Sitting) -> str:
    """Return how a sitting went, in a line."""
    tries = sitting.first_tries
    if not tries:
        return "Nothing was answered."
    right = sum(given.outcome == "right" for given in tries)
    score = f"score {phrases.percent(sitting.score)}"
    if sitting.mode is Mode.EXAM:
        return f"Exam: {right} of {len(tries)} right · {score}"
    rest = f" · {phrases.count(sitting.left, 'question')} left for later" if sitting.left else ""
    return f"{sitting.mode.capitalize()}: {right} of {len(tries)} right at the first try · {score}{rest}"


def _topics(sitting: Sitting, library: Library) -> list[Content]:
    lines = []
    for topic, tried, score in by_topic(sitting.first_tries):
        bank = library.bank(topic)
        filled = round(score * _BAR)
        bar = "█" * filled + "░" * (_BAR - filled)
        lines.append(display(f"{fitted(bank.title if bank else topic, _TITLE)} {bar} {phrases.percent(score):>5} of {tried}"))
    return lines


def _missed(sitting: Sitting, library: Library) -> list[Content]:
    if not sitting.missed:
        return [Content("Nothing missed." if sitting.given else "")]
    lines = [Content.styled("Missed" if sitting.mode is Mode.EXAM else "Missed at the first try", "bold")]
    outcomes = {given.question: given.outcome for given in sitting.first_tries}
    for id_ in sitting.missed:
        question = library.by_id.get(id_)
        if question is not None:
            sign = phrases.OUTCOMES[outcomes[id_]][0]
            asked, answer = one_line(prompt_text(question)), one_line(question.answer_text())
            lines.append(Content.assemble(f"{sign} ", display(asked), "  ", display(f"→ {answer}", "bold")))
    return lines

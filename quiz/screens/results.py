"""How a sitting went: the score, each topic, what was missed; and again, only these."""

from __future__ import annotations

from typing import ClassVar

from textual import work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Footer, Static

from quiz import phrases
from quiz.background import Failed
from quiz.display import display, one_line
from quiz.screens.base import QuizScreen
from quiz.sitting import Mode, Sitting, by_topic
from quiz.told import prompt_text

_BAR = 20


class ResultsScreen(QuizScreen[None]):
    """The end of a review or practice."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter,escape", "home", "Home", id="results.home"),
        Binding("a", "again", "Again, only these", id="results.again", tooltip="Practise just what was missed"),
        Binding("o", "open", "Every answer", id="results.open", tooltip="Read every answer as it was given"),
        Binding("u,ctrl+z", "app.undo", "Undo", id="results.undo", show=False),
    ]

    def __init__(self, sitting: Sitting) -> None:
        super().__init__()
        self.sitting = sitting

    def compose(self) -> ComposeResult:
        with VerticalScroll(id="results"):
            yield Static(display(_headline(self.sitting), "bold"), id="headline")
            yield Static(_topics(self), id="by-topic")
            yield Static(_missed(self), id="missed")
        yield Footer(show_command_palette=False)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        return bool(self.sitting.missed) if action == "again" else True

    def action_home(self) -> None:
        self.dismiss()

    @work
    async def action_again(self) -> None:
        try:
            sitting = await self.off_thread(lambda: self.study.again(self.sitting.missed))
        except Failed as failure:
            self.notify(str(failure), severity="error", markup=False)
            return
        if sitting is not None:
            self.program.show_sitting(sitting, replace=True)

    def action_open(self) -> None:
        from quiz.screens.past import PastScreen

        sitting = self.sitting.id
        self.program.open(lambda: PastScreen(sitting))


def _headline(sitting: Sitting) -> str:
    tries = sitting.first_tries
    if not tries:
        return "Nothing was answered."
    right = sum(given.outcome == "right" for given in tries)
    if sitting.mode is Mode.EXAM:
        return f"Exam: {right} of {len(tries)} right · score {phrases.percent(sitting.score)}"
    left = sitting.left
    rest = f" · {phrases.count(left, 'question')} left for later" if left else ""
    return f"{right} of {len(tries)} right at the first try · score {phrases.percent(sitting.score)}{rest}"


def _topics(screen: ResultsScreen) -> Content:
    lines = []
    for topic, tried, score in by_topic(screen.sitting.first_tries):
        bank = screen.study.library.bank(topic)
        title = one_line(bank.title if bank else topic)[:24]
        filled = round(score * _BAR)
        lines.append(display(f"{title:<24} {'█' * filled}{'░' * (_BAR - filled)} {phrases.percent(score):>5} of {tried}"))
    return Content("\n").join(lines)


def _missed(screen: ResultsScreen) -> Content:
    missed = screen.sitting.missed
    if not missed:
        return Content("Nothing missed." if screen.sitting.given else "")
    lines = [Content.styled("Missed" if screen.sitting.mode is Mode.EXAM else "Missed at the first try", "bold")]
    for id_ in missed:
        question = screen.study.library.by_id.get(id_)
        if question is not None:
            lines.append(Content.assemble("✗ ", display(one_line(prompt_text(question))), "  ", display(f"→ {one_line(question.answer_text())}", "bold")))
    return Content("\n").join(lines)

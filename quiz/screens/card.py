"""One question with its answer, its schedule, and every answer given to it."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual import work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from quiz import phrases
from quiz.background import Failed
from quiz.display import display
from quiz.screens.base import QuizScreen
from quiz.told import chosen_text, given_text, prompt_text, record_text
from quiz.widgets.keybar import KeyBar

if TYPE_CHECKING:
    from questions.kinds import AnyQuestion
    from quiz.reopening import Reopened
    from quiz.rereading import News


class CardScreen(QuizScreen[None]):
    """What the bank says of a question, and what the learner answered so far."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "dismiss", "Back", id="card.back", tooltip="Back to the list"),
        Binding("e", "edit", "Edit", id="card.edit", tooltip="The question in your editor; what you save is here at once"),
        Binding("u,ctrl+z", "app.undo", "Undo", id="card.undo", show=False, tooltip="Take back the last thing you did"),
    ]

    def __init__(self, question: AnyQuestion) -> None:
        super().__init__()
        self.question = question

    def compose(self) -> ComposeResult:
        with VerticalScroll(id="card"):
            yield Static(Content("\n").join(_question_lines(self.question)), id="question")
            yield Static("", id="why-due")
            yield Static("", id="answers-given")
        yield KeyBar()

    def on_mount(self) -> None:
        self.fill()

    def action_edit(self) -> None:
        self.edit(self.question.id)

    async def banks_changed(self, news: News) -> None:
        self.question = news.library.by_id.get(self.question.id, self.question)
        self.query_one("#question", Static).update(Content("\n").join(_question_lines(self.question)))
        self.fill()

    @work(exclusive=True, group="fill")
    async def fill(self) -> None:
        """Read the answers given to the question, and show them."""
        from quiz.schedule.why import why_asked

        given = self.query_one("#answers-given", Static)
        try:
            asked = self.question
            answers, chosen = await self.off_thread(lambda: (self.study.answers_to(asked.id), self.study.chosen_wrong(asked)))
            why = await self.off_thread(lambda: why_asked(self.study, asked.id))
        except Failed as failure:
            given.update(display(str(failure)))
            return
        self.query_one("#why-due", Static).update(display(" ".join(why)))
        lines = [display(chosen_text(chosen)), Content("")] if chosen else []
        lines.append(Content.styled("Your answers" if answers else "Not answered yet.", "bold"))
        for answer in answers:
            lines += self._answer_lines(answer)
        given.update(Content("\n").join(lines))

    def _answer_lines(self, reopened: Reopened) -> list[Content]:
        sign, word = phrases.OUTCOMES[reopened.answer.outcome]
        said = display(f"{sign} {word}: {given_text(reopened)}")
        return [said, display(f"  {record_text(reopened, self.study.clock())}", "dim")]


def _question_lines(question: AnyQuestion) -> list[Content]:
    lines = [display(f"{question.id} · {question.kind.replace('-', ' ')}", "dim"), display(prompt_text(question), "bold")]
    lines += [display(f"  ○ {option}") for option in question.options()]
    lines.append(Content.assemble(("Answer: ", "bold"), display(question.answer_text())))
    if question.hint:
        lines.append(Content.assemble(("Hint: ", "bold"), display(question.hint)))
    if question.explanation:
        lines.append(display(question.explanation))
    source = f"{question.source.title}, {question.source.publisher}" if question.source else ""
    said = " · ".join(part for part in (question.section and f"§ {question.section}", source) if part)
    if said:
        lines.append(display(said, "dim"))
    return lines

"""The exam plan: when, on what, how much; and below it what that means for every day until then."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, ClassVar

from textual import work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.message import Message
from textual.widgets import Input, OptionList, Static

from quiz import phrases
from quiz.background import Failed
from quiz.display import display, fitted
from quiz.planning.words import NO_PLAN, outlook_lines
from quiz.screens.base import QuizScreen
from quiz.widgets.keybar import KeyBar
from quiz.widgets.ticks import Tick, TickList

if TYPE_CHECKING:
    from quiz.planning.exam_plan import ExamPlan
    from quiz.planning.outlook import Outlook, TopicOutlook

_HOW = "Type the day of your exam; Space ticks its topics, none being all; Enter keeps it."
_TITLE = 26


class ExamTopics(TickList):
    """The topics of the exam."""

    class Ticked(Message):
        """A topic was ticked or unticked."""

    def on_option_list_option_selected(self, _message: OptionList.OptionSelected) -> None:
        self.post_message(self.Ticked())


class PlanScreen(QuizScreen[None]):
    """What is typed shows at once what it would mean; Enter keeps it."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "keep", "Keep", priority=True, id="plan.keep", tooltip="Keep this plan from now on"),
        Binding("f8", "drop", "No exam", id="plan.drop", tooltip="Drop the plan"),
        Binding("escape", "dismiss", "Home", id="plan.home", tooltip="Back to the home screen; what was not kept is forgotten"),
    ]

    def __init__(self) -> None:
        super().__init__()
        self._kept: ExamPlan | None = None

    def compose(self) -> ComposeResult:
        yield Static("Exam plan", id="heading")
        with Horizontal(id="plan-fields"):
            yield Static("Exam on ")
            yield Input(placeholder="year-month-day", id="day", max_length=10, compact=True)
            yield Static("  Target ")
            yield Input("90 %", id="target", max_length=6, compact=True)
        yield ExamTopics([Tick(bank.topic, bank.title) for bank in self.study.library.banks], ())
        yield Static("", id="outlook")
        yield KeyBar()

    def on_mount(self) -> None:
        self.fill()

    @work(exclusive=True, group="fill")
    async def fill(self) -> None:
        """Read the plan that is kept, and show it."""
        try:
            self._kept = await self.off_thread(self.study.plan)
        except Failed as failure:
            self._tell([str(failure)])
            return
        plan = self._kept
        if plan is not None:
            self.query_one("#day", Input).value = plan.day.isoformat()
            self.query_one("#target", Input).value = f"{plan.target * 100:g} %"
            self.query_one(ExamTopics).tick(plan.topics)
        self.refresh_bindings()
        self.look()

    def on_input_changed(self, _message: Input.Changed) -> None:
        self.look()

    def on_exam_topics_ticked(self) -> None:
        self.look()

    def _typed(self) -> ExamPlan | None:
        """Return the plan that is typed, None if no day is; raises ``ValueError`` with what to type instead."""
        from quiz.planning.exam_plan import plan_meant

        day, target = (self.query_one(f"#{name}", Input).value for name in ("day", "target"))
        if not day.strip():
            return None
        kept = self._kept
        if kept is not None and day.strip() == kept.day.isoformat() and not kept.bears(self.study.clock().day):
            return kept  # it is over, and no mistake of hers
        return plan_meant(day, self.query_one(ExamTopics).ticked, target, self.study.library, self.study.clock().day)

    @work(exclusive=True, group="look")
    async def look(self) -> None:
        """Show what would come of what is typed."""
        try:
            plan = self._typed()
            found = None if plan is None else await self.off_thread(partial(self.study.outlook, plan))
        except (ValueError, Failed) as error:
            self._show(None, [str(error)])
            return
        if found is None:
            self._show(None, [NO_PLAN, _HOW])
        else:
            unkept = "" if plan == self._kept else "Not kept yet: Enter keeps it."
            self._show(found, [*outlook_lines(found), unkept])

    def _show(self, outlook: Outlook | None, said: list[str]) -> None:
        topics = {each.topic: each for each in outlook.topics} if outlook is not None else {}
        banks = self.study.library.banks
        self.query_one(ExamTopics).tell({bank.topic: _topic_text(bank.title, topics.get(bank.topic)) for bank in banks})
        self._tell(said)

    def _tell(self, said: list[str]) -> None:
        self.query_one("#outlook", Static).update(display("\n".join(line for line in said if line)))

    def check_action(self, action: str, _parameters: tuple[object, ...]) -> bool | None:
        return self._kept is not None if action == "drop" else True

    def action_keep(self) -> None:
        try:
            plan = self._typed()
        except ValueError as error:
            self.say(str(error))
            return
        if plan is None:
            self.say("Type the day of your exam first, as year-month-day.")
            self.query_one("#day", Input).focus()
        else:
            self._keep(plan, "The plan is kept.")

    def action_drop(self) -> None:
        self._keep(None, "The plan is dropped.")

    @work(description="the exam plan")
    async def _keep(self, plan: ExamPlan | None, said: str) -> None:
        try:
            await self.off_thread(partial(self.study.keep_plan, plan))
        except Failed as failure:
            self.say(str(failure))
            return
        self.say(said)
        self.dismiss()


def _topic_text(title: str, topic: TopicOutlook | None) -> str:
    """Return a topic with how it stands; a topic that is not in the exam has no figures."""
    if topic is None:
        return title
    return f"{fitted(title, _TITLE)}  {topic.met:>3} of {topic.questions:>3} met   {phrases.percent(topic.expected):>5} expected"

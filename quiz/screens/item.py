"""One question: its figures, who chose what, and what learners dispute, which is accepted by a key."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from rich.text import Text
from textual import work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from quiz.background import Failed
from quiz.display import cell, display, one_line
from quiz.screens.base import QuizScreen
from quiz.widgets.keybar import KeyBar
from quiz.widgets.table import Column, RowTable

if TYPE_CHECKING:
    from quiz.items.accepting import Outdated
    from quiz.items.analysing import Disputed, Itemised
    from quiz.rereading import News

_COLUMNS = (Column("Disputed response"), Column("Learners", 8, True), Column("By the key of now", 17))
_TOLD = 8
"""Seconds for which it is told what was written, and where."""


class ItemScreen(QuizScreen[bool]):
    """Every version of a question above, the disputed responses below; its result is whether anything has changed."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "back", "Back", id="item.back", tooltip="Back to the list"),
        Binding("a", "accept", "Accept", id="item.accept", tooltip="Write into the bank that the disputed response is right"),
        Binding("e", "edit", "Edit", id="item.edit", tooltip="The question in your editor; what you save is here at once"),
        Binding("tab", "app.focus_next", "Scroll", id="item.scroll", tooltip="Go between the figures, to scroll them, and the responses"),
    ]

    def __init__(self, question: str, itemised: Itemised) -> None:
        super().__init__()
        self.question = question
        self._itemised = itemised
        self._disputed: tuple[Disputed, ...] = ()
        self._changed = self._accepting = False

    def compose(self) -> ComposeResult:
        with VerticalScroll(id="figures"):
            yield Static("", id="item")
        yield RowTable("disputed", _COLUMNS)
        yield KeyBar()

    def on_mount(self) -> None:
        self._show()
        self.query_one("#disputed" if self._disputed else "#figures").focus()

    def on_resize(self) -> None:
        self._show()

    async def banks_changed(self, _news: News) -> None:
        self._changed = True
        self.fill()

    @work(exclusive=True, group="fill")
    async def fill(self) -> None:
        """Read the answers of all learners again, and show what they say of the question."""
        from quiz.items.analysing import items_of

        study = self.study
        try:
            self._itemised = await self.off_thread(lambda: items_of(study.store, study.library))
        except Failed as failure:
            self.notify(str(failure), severity="error", markup=False)
            return
        self._show()

    def _show(self) -> None:
        from quiz.items.analysing import disputed
        from quiz.items.words import item_lines

        versions = [each for each in self._itemised.items if each.item.question == self.question]
        lines: list[Content] = []
        for each in versions:
            first, *rest = item_lines(each, all_tries=False, columns=self.size.width - 4)
            lines += [*([Content("")] if lines else []), display(first, "bold"), *map(display, rest)]
        self.query_one("#item", Static).update(Content("\n").join(lines))
        self._disputed = disputed(versions, self.study.library.by_id.get(self.question))
        table = self.query_one(RowTable)
        table.display = bool(self._disputed)
        table.fill([(str(number), _cells(each)) for number, each in enumerate(self._disputed)])
        if not self._disputed and self.focused is None:
            self.query_one("#figures").focus()
        self.refresh_bindings()

    def check_action(self, action: str, _parameters: tuple[object, ...]) -> bool | None:
        return bool(self._disputed) if action in ("accept", "app.focus_next") else True

    def action_back(self) -> None:
        self.dismiss(self._changed)

    def action_edit(self) -> None:
        self.edit(self.question)

    @work
    async def action_accept(self) -> None:
        current = self.query_one(RowTable).current
        if current is None or self._accepting:
            return
        self._accepting = True
        dispute = self._disputed[int(current)]
        try:
            told, past = await self.off_thread(lambda: self._accept(dispute))
        except Failed as failure:
            self.notify(str(failure), severity="error", markup=False)
            return
        finally:
            self._accepting = False
        self.notify(told, markup=False, timeout=_TOLD)
        self._changed = True
        if past:
            self._offer(past)
        else:
            self.fill()

    def _accept(self, dispute: Disputed) -> tuple[str, tuple[Outdated, ...]]:
        """Accept a response, and return what was done, or why not, and the past answers that can be marked anew."""
        from quiz.items.accepting import CannotAccept, accept, outdated

        study = self.study
        try:
            told = accept(study.library, self.question, dispute.response).told
        except CannotAccept as error:
            told = str(error)
        study.read_again(at_once=True)
        return told, outdated(study.store, study.library, self.question, study.store.learners())

    def _offer(self, past: tuple[Outdated, ...]) -> None:
        from quiz.items.accepting import outdated_text
        from quiz.screens.confirm import ConfirmDialog

        def mark_if(yes: bool | None) -> None:
            if yes:
                self._mark_anew(past)
            else:
                self.fill()

        self.app.push_screen(ConfirmDialog(f"{outdated_text(past)} Shall they be marked by the key of now?", "Mark anew"), mark_if)

    @work(description="marked anew")
    async def _mark_anew(self, past: tuple[Outdated, ...]) -> None:
        from quiz.items.accepting import mark_anew
        from quiz.phrases import count

        study = self.study
        try:
            marked = await self.off_thread(lambda: mark_anew(study.store, past, study.clock()))
        except Failed as failure:
            self.notify(str(failure), severity="error", markup=False)
            return
        self.notify(f"{count(marked, 'answer')} marked anew.", markup=False)
        self.fill()


def _cells(dispute: Disputed) -> tuple[Text, ...]:
    now = {"right": "right", "nearly": "nearly right", "partly": "partly right", "wrong": "wrong"}.get(dispute.now, "–")
    return cell(one_line(dispute.text)), cell(str(dispute.learners), right=True), cell(now)

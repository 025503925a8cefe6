"""A list of which any number can be ticked; a tick is a sign, not only a colour."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import ClassVar, NamedTuple

from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from quiz.display import clean, display


class Tick(NamedTuple):
    """What can be ticked: its key, and the text shown."""

    key: str
    text: str


class TickList(OptionList):
    """Space or a click ticks and unticks."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("space", "select", "Tick", show=False)]

    def __init__(self, ticks: Sequence[Tick], ticked: Sequence[str]) -> None:
        self._ticks = ticks
        self._ticked = set(ticked)
        super().__init__(*(Option(self._prompt(tick)) for tick in ticks), compact=True)

    @property
    def ticked(self) -> tuple[str, ...]:
        """The keys of what is ticked, from the top."""
        return tuple(tick.key for tick in self._ticks if tick.key in self._ticked)

    def tick(self, keys: Sequence[str]) -> None:
        """Tick these, and nothing else."""
        self._ticked = set(keys)
        self._tell()

    def tell(self, texts: Mapping[str, str]) -> None:
        """Show other texts beside the ticks, by their keys; each may be laid out in columns. What is highlighted stays so."""
        self._ticks = [Tick(tick.key, texts.get(tick.key, tick.text)) for tick in self._ticks]
        self._tell()

    def _tell(self) -> None:
        for index, tick in enumerate(self._ticks):
            self.replace_option_prompt_at_index(index, self._prompt(tick))

    def _prompt(self, tick: Tick) -> Content:
        return display(f" {'■' if tick.key in self._ticked else '□'} {clean(tick.text).replace(chr(10), ' ')}")

    def on_option_list_option_selected(self, message: OptionList.OptionSelected) -> None:
        message.stop()
        tick = self._ticks[message.option_index]
        self._ticked ^= {tick.key}
        self.replace_option_prompt_at_index(message.option_index, self._prompt(tick))

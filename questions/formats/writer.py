"""What it takes to write questions in the format of another program."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Generic, TypeVar

from questions.bank import Bank
from questions.kinds import AnyQuestion

Written = TypeVar("Written")


@dataclass(frozen=True, slots=True)
class Writer(Generic[Written]):
    """How a format is written: one question, the file that holds those of a bank, and whether it keeps their ids.

    Writing a question raises ``drafts.Unfit`` if the format has nothing like it.
    """

    question: Callable[[AnyQuestion], Written]
    file: Callable[[Bank, list[Written]], bytes]
    has_ids: bool = True

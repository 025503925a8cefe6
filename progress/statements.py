"""Statements of fixed shape: written with the tables of ``progress.tables``, and kept as text for SQLite.

To load SQLModel takes longer than to start the rest of the program. So what is asked of the record again and again is kept
as text in ``statements.json``, which a test holds to what the code says; on SQLite the tables are loaded only for what is
not in it. ``python -c 'from progress.statements import keep; keep()'`` writes the file anew.
"""

from __future__ import annotations

import importlib
import json
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, field
from functools import cache, cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from progress.later import later

if TYPE_CHECKING:
    import sqlalchemy as sa

    from progress import tables

    Executable = sa.Executable
else:
    sa, tables = later("sqlalchemy"), later("progress.tables")
    Executable = Any

__all__ = ["Statement", "Text", "sa", "statement", "tables", "text_of"]

KEPT = Path(__file__).with_name("statements.json")


@dataclass(frozen=True, slots=True, eq=False, weakref_slot=True)
class Text:
    """A statement as text for SQLite, which keeps truth values as 0 and 1: ``truths`` are the columns that hold one.

    ``values`` are those that stand in the statement itself.
    """

    sql: str
    truths: tuple[int, ...] = ()
    values: Mapping[str, Any] = field(default_factory=dict)


class Statement:
    """A statement, under the name by which its text is kept; ``build`` returns it for a sort of database."""

    every: dict[str, Statement] = {}  # noqa: RUF012 - all that there are

    def __init__(self, name: str, build: Callable[[str], Executable]) -> None:
        self.name = name
        self.made = cache(build)
        self.every[name] = self

    @cached_property
    def text(self) -> Text:
        """The statement as text for SQLite."""
        return _kept().get(self.name) or text_of(self.made("sqlite"))


def statement(build: Callable[[], Executable]) -> Statement:
    """Make a statement of the function that returns it, under the function's name."""
    return Statement(f"{build.__module__.removeprefix('progress.')}.{build.__qualname__}", lambda _dialect: build())


@cache
def _kept() -> Mapping[str, Text]:
    kept = json.loads(KEPT.read_text("utf-8"))
    return {name: Text(each["sql"], tuple(each["truths"]), each["values"]) for name, each in kept.items()}


@cache
def _sqlite() -> Any:
    from sqlalchemy.dialects import sqlite

    return sqlite.dialect(paramstyle="named")


def text_of(executable: Executable) -> Text:
    """Return a statement as text for SQLite."""
    made: Any = executable
    compiled = made.compile(dialect=_sqlite(), compile_kwargs={"render_postcompile": True})
    columns = getattr(made, "selected_columns", ())
    truths = tuple(index for index, column in enumerate(columns) if isinstance(column.type, sa.Boolean))
    asked = {name for name, bound in compiled.binds.items() if bound.required}
    return Text(str(compiled), truths, {name: value for name, value in compiled.params.items() if name not in asked})


def every_text() -> str:
    """Return what ``statements.json`` must hold."""
    for module in ("reading", "deriving.answers", "store", "merging"):
        importlib.import_module(f"progress.{module}")
    texts = {name: asdict(text_of(each.made("sqlite"))) for name, each in sorted(Statement.every.items())}
    return json.dumps(texts, indent=1, ensure_ascii=False) + "\n"


def keep() -> None:
    """Write ``statements.json`` anew, after a statement or a table was changed."""
    KEPT.write_text(every_text(), "utf-8")

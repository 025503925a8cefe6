"""Totals: of a sitting, of a study day, of what was predicted, of how sure the learner was, of what she took for what.

An answer counts in each of them by what its row says. They are sums of whole numbers, so that they are the same in any order.
"""

from __future__ import annotations

import json
import math
from collections.abc import Callable, Mapping
from hashlib import sha256
from typing import Any

from progress import log
from progress.database import Connection
from progress.deriving.sittings import sitting_row
from progress.records import MILLIONTHS, points_of
from progress.rows import Rows
from progress.statements import Executable, Statement, sa, tables

TWENTIETHS = 20
_SUREST = 1e-6
"""A prediction of 1 that fails would have an endless log loss."""

Row = Mapping[str, Any]
Values = dict[str, Any]


class Sums:
    """One table of totals: where an answer counts in it, if it does, and with what."""

    def __init__(
        self, table: str, names: tuple[str, ...], key: Callable[[Row], Values | None], amounts: Callable[[Row], dict[str, int]]
    ) -> None:
        def here() -> list[sa.ColumnElement[bool]]:
            return [getattr(tables, table).c[name] == sa.bindparam(f"of_{name}") for name in names]

        def change() -> Executable:
            summed: sa.Table = getattr(tables, table)
            more = {c.name: c + sa.bindparam(_MORE[c.name], type_=c.type) for c in summed.columns if c.name in _MORE}
            return sa.update(summed).where(*here()).values(more)

        def drop() -> Executable:
            summed: sa.Table = getattr(tables, table)
            return sa.delete(summed).where(*here(), summed.c.answers == 0)

        self._key, self._amounts = key, amounts
        self._here = tuple((name, f"of_{name}") for name in names)
        self._rows = Rows(table)
        self._change = Statement(f"{table}.add up", lambda _: change())
        self._drop = Statement(f"{table}.drop what is nothing", lambda _: drop())
        self._sitting = table == "SITTINGS"

    def count(self, connection: Connection, before: Row | None, after: Row | None) -> None:
        """Count an answer as it is ``after``, and no more as it was ``before``; None where it does not count."""
        old = None if before is None or before["undone"] else self._key(before)
        new = None if after is None or after["undone"] else self._key(after)
        if old is None and new is None:
            return
        was = self._amounts(before) if before is not None and old is not None else {}
        now = self._amounts(after) if after is not None and new is not None else {}
        if old is not None and old == new:
            self._put(connection, old, {name: now[name] - was[name] for name in now})
            return
        if new is not None:
            self._put(connection, new, now)
        if old is not None:
            self._put(connection, old, {name: -amount for name, amount in was.items()})

    def _put(self, connection: Connection, key: Values, more: dict[str, int]) -> None:
        if not any(more.values()):
            return
        here = {of: key[name] for name, of in self._here}
        shift = here | {_MORE[name]: amount for name, amount in more.items()}
        if connection.execute(self._change, shift).rowcount == 0:
            if self._sitting:
                # It is answered before its start is known: a log that was merged may have lost it.
                sitting_row(connection, key["learner"], key["sitting"])
                connection.execute(self._change, shift)
            else:
                self._rows.add(connection, key | more)
        elif more["answers"] < 0 and not self._sitting:
            connection.execute(self._drop, here)


_SUMMED = (
    "answers", "rights", "points", "took", "firsts", "first_rights", "first_points", "learned",
    "fingerprint", "recalled", "predicted", "squared", "loss",
)  # fmt: skip
_MORE = {name: f"more_{name}" for name in _SUMMED}


def _scored(row: Row) -> dict[str, int]:
    return {"answers": 1, "rights": int(row["outcome"] == "right"), "points": points_of(row["score"])}


def _of_day(row: Row) -> dict[str, int]:
    first, scored = int(row["first"]), _scored(row)
    firsts = {"firsts": first, "first_rights": first * scored["rights"], "first_points": first * scored["points"]}
    return scored | {"took": row["took"], "learned": row["learned"]} | firsts


def recalled(row: Row) -> bool:
    """Whether an answer counts as recalled: FSRS holds every rating but Again for a success."""
    return bool(row["rating"] > 1)


def _predicted(row: Row) -> dict[str, int]:
    predicted, squared, loss = judged(row["recall"], recalled(row))
    return {"answers": 1, "recalled": int(recalled(row)), "predicted": predicted, "squared": squared, "loss": loss}


def judged(recall: float, happened: bool) -> tuple[int, int, int]:
    """Return a prediction, its squared error and its log loss, in millionths."""
    chance = min(max(recall, _SUREST), 1 - _SUREST)
    loss = -math.log(chance if happened else 1 - chance)
    return round(chance * MILLIONTHS), round((chance - happened) ** 2 * MILLIONTHS), round(loss * MILLIONTHS)


def twentieth_of(recall: float) -> int:
    """Return the twentieth in which a prediction lies, from 0."""
    return min(int(recall * TWENTIETHS), TWENTIETHS - 1)


def _key(*names: str) -> Callable[[Row], Values]:
    return lambda row: {name: row[name] for name in names}


def _recall_key(row: Row) -> Values | None:
    if row["recall"] is None:
        return None
    return {"learner": row["learner"], "day": row["day"], "twentieth": twentieth_of(row["recall"])}


def _met_key(row: Row) -> Values | None:
    return _key("learner", "topic")(row) if row["first"] else None


def fingerprint_of(question: str) -> int:
    """Return the first 40 bits of the SHA-256 of a question's id: of very many, the sum is not too large for a database.

    A bank has the same of its questions (``questions.bank.fingerprint_of``).
    """
    return int.from_bytes(sha256(question.encode("utf-8", "surrogatepass")).digest()[:5])


def _confidence_key(row: Row) -> Values | None:
    return _key("learner", "day", "confidence")(row) if row["confidence"] else None


def _confusion_key(row: Row) -> Values | None:
    if row["kind"] != "choice" or row["outcome"] != "wrong" or (option := hash_of_option(row["response"])) is None:
        return None
    return _key("learner", "question")(row) | {"hash": option, "response": row["response"]}


def hash_of_option(response: str) -> str | None:
    """Return what stands for an option that was chosen; None if the response, as JSON, is none."""
    option = json.loads(response)
    return log.hash_of(option) if isinstance(option, str) else None


_TOTALS = (
    Sums("SITTINGS", ("sitting",), _key("sitting", "learner"), _scored),
    Sums("DAYS", ("learner", "day", "topic"), _key("learner", "day", "topic"), _of_day),
    Sums("WHOLE_DAYS", ("learner", "day"), _key("learner", "day"), _of_day),
    Sums("MET", ("learner", "topic"), _met_key, lambda row: {"answers": 1, "fingerprint": fingerprint_of(row["question"])}),
    Sums("RECALLS", ("learner", "day", "twentieth"), _recall_key, _predicted),
    Sums("CONFIDENCES", ("learner", "day", "confidence"), _confidence_key, _scored),
    Sums("CONFUSIONS", ("learner", "question", "hash"), _confusion_key, lambda _: {"answers": 1}),
)


def count(connection: Connection, before: Row | None, after: Row | None) -> None:
    """Bring all totals in line with an answer whose row was ``before`` and is ``after``; None if there is no row."""
    for sums in _TOTALS:
        sums.count(connection, before, after)

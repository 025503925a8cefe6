"""Answers as item analysis needs them, from the record or from the entries of logs that are not joined with it."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Sequence

from progress import log
from progress.copies import Copy, whose
from progress.deriving.streams import TELLING, owners
from progress.errors import Refused
from progress.log import Entry
from progress.records import EntryId, Try

_AMENDING = (log.Undone, log.Redone, log.Claimed, log.Regraded)
_Amending = log.Undone | log.Redone | log.Claimed | log.Regraded


def tries_of(entries: Iterable[Entry]) -> tuple[Try, ...]:
    """Return the answers that entries in the order of the log tell of, each as its learner's later entries leave it.

    It is what the record would derive from them; nothing is written. The entries must be such as ``read_copy`` returns, which
    has looked at each. One of which it is not known whose it is tells nothing.
    """
    entries = tuple(entries)
    learner_of, _ = owners(entry for entry in entries if entry.seq == 1 or entry.type in TELLING)
    answers: dict[EntryId, Try] = {}
    amendments: dict[tuple[str, EntryId], list[tuple[EntryId, _Amending]]] = defaultdict(list)
    amending = {each.type for each in _AMENDING}
    for entry in entries:
        learner = learner_of.get(entry.stream)
        if learner is None:
            continue
        if entry.type == log.Answered.type:
            answers[entry.id] = _try(entry, learner)
        elif entry.type in amending and isinstance(body := entry.read(), _AMENDING):
            amendments[learner, EntryId(body.stream, body.seq)].append((entry.id, body))
    if not amendments:
        return tuple(answers.values())

    def said_of(learner: str, target: EntryId) -> list[tuple[EntryId, _Amending]]:
        return amendments.get((learner, target), [])

    def undone(learner: str, target: EntryId) -> bool:
        said = [body for _, body in said_of(learner, target) if isinstance(body, log.Undone | log.Redone)]
        return bool(said) and isinstance(said[-1], log.Undone)

    def as_left(one: Try) -> Try:
        for id_, body in said_of(one.learner, one.id):
            if isinstance(body, log.Undone | log.Redone) or undone(one.learner, id_):
                continue
            if isinstance(body, log.Regraded):
                one = one._replace(version=body.wording, outcome=body.outcome, score=body.score)
            else:
                one = one._replace(claim=body.claim)
        return one._replace(undone=undone(one.learner, one.id))

    return tuple(as_left(one) if said_of(one.learner, one.id) else one for one in answers.values())


def _try(entry: Entry, learner: str) -> Try:
    # Not by `Entry.read`, which would look at every field a second time: that takes twice as long.
    said = json.loads(entry.body)
    names = ("question", "kind", "wording", "response", "outcome", "score", "took")
    question, kind, wording, response, outcome, score, took = (said[name] for name in names)
    return Try(entry.id, learner, question, kind, wording, entry.at, response, outcome, score, took)


def entries_of(copies: Sequence[Copy]) -> tuple[Entry, ...]:
    """Return the union of the entries of logs, in the order of the log; a log may be among them twice, or in parts.

    Raises:
        Refused: two of them say something else under the same number.
    """
    union: dict[EntryId, Entry] = {}
    for copy in copies:
        for entry in copy.entries:
            if union.setdefault(entry.id, entry).digest != entry.digest:
                raise Refused(
                    f"{copy.name}: entry {entry.seq} of {whose(copy.entries, entry.stream)} says something else in another of these files. "
                    "Ask for both to be exported again."
                )
    return tuple(sorted(union.values(), key=lambda entry: (entry.at, entry.stream, entry.seq)))

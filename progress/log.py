"""The log: everything a learner did, append-only, each entry chained by a digest to the one before it in its stream.

A stream is one learner on one device. Entries are ordered by time, stream and number, so that two copies of a log join
to the same one whichever is added first. Undoing is an entry too; nothing is ever taken out.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from json.encoder import encode_basestring
from typing import Any, ClassVar

from progress import forms
from progress.forms import Form
from progress.records import EntryId

FORMAT = 4
"""The version of what entries hold; a program that knows only earlier ones must not add to the log."""

NEEDS = "0.4.0"
"""The first version of the program that knows this format."""

LONGEST = 8_000_000
"""The most characters of an entry's body, or of a wording."""

GENESIS = bytes(32)
"""What the first entry of a stream is chained to."""


@dataclass(frozen=True, slots=True)
class StreamOpened:
    """The first entry of every stream: whose it is, and where it is written."""

    type: ClassVar = "stream-opened"
    learner: str
    name: str
    device: str
    format: int = FORMAT


@dataclass(frozen=True, slots=True)
class LearnerRenamed:
    """The learner is called something else from now on."""

    type: ClassVar = "learner-renamed"
    name: str


@dataclass(frozen=True, slots=True)
class SettingChanged:
    """A preference of the learner's."""

    type: ClassVar = "setting-changed"
    name: str
    value: str


@dataclass(frozen=True, slots=True)
class SittingStarted:
    """A sitting begins: ``questions`` are those planned, in order; ``seconds`` limits an exam; ``seed`` shuffles."""

    type: ClassVar = "sitting-started"
    sitting: str
    mode: str
    questions: tuple[str, ...]
    topics: tuple[str, ...] = ()
    seconds: int | None = None
    seed: int = 0


@dataclass(frozen=True, slots=True)
class Answered:
    """A response, as it was given to a question as it was shown, and what it was worth.

    ``wording`` is the content hash of the question as asked, ``shown`` its options in the order they were seen,
    ``response`` plain data (None: "I don't know"), ``took`` milliseconds, ``reason`` why the rating is what it is;
    ``confidence`` is how sure the learner said she was before she saw the answer, empty if she was not asked.
    """

    type: ClassVar = "answered"
    sitting: str
    question: str
    kind: str
    wording: str
    shown: tuple[str, ...]
    response: Any
    outcome: str
    score: float
    rule: str
    rating: int
    reason: str
    took: int
    hinted: bool = False
    confidence: str = ""


@dataclass(frozen=True, slots=True)
class Drafted:
    """In an exam, a response that may still be changed; ``spent`` is the exam's time used so far, in milliseconds."""

    type: ClassVar = "drafted"
    sitting: str
    question: str
    response: Any
    shown: tuple[str, ...]
    took: int
    spent: int
    later: bool = False


@dataclass(frozen=True, slots=True)
class SittingPaused:
    """The learner left; ``spent`` is the sitting's time used so far, in milliseconds."""

    type: ClassVar = "sitting-paused"
    sitting: str
    spent: int


@dataclass(frozen=True, slots=True)
class SittingEnded:
    """The sitting is over: ``how`` is ``finished`` or ``time-up``."""

    type: ClassVar = "sitting-ended"
    sitting: str
    how: str
    spent: int


@dataclass(frozen=True, slots=True)
class Undone:
    """An earlier entry shall not count."""

    type: ClassVar = "undone"
    stream: str
    seq: int


@dataclass(frozen=True, slots=True)
class Redone:
    """An entry that was undone shall count again."""

    type: ClassVar = "redone"
    stream: str
    seq: int


@dataclass(frozen=True, slots=True)
class Rerated:
    """The learner gives an answer another rating."""

    type: ClassVar = "rerated"
    stream: str
    seq: int
    rating: int
    reason: str


@dataclass(frozen=True, slots=True)
class Claimed:
    """What the learner says of an answer of hers: ``right`` (the marking is disputed) or ``guess``; with the rating it brings."""

    type: ClassVar = "claimed"
    stream: str
    seq: int
    claim: str
    rating: int
    reason: str


@dataclass(frozen=True, slots=True)
class Regraded:
    """An answer is marked anew because the key of its question was changed: ``wording`` is the question it is marked by."""

    type: ClassVar = "regraded"
    stream: str
    seq: int
    wording: str
    outcome: str
    score: float
    rule: str
    rating: int
    reason: str


@dataclass(frozen=True, slots=True)
class ScheduleChanged:
    """From now on the learner's cards are scheduled with these parameters of FSRS-6 and for this share of recall."""

    type: ClassVar = "schedule-changed"
    parameters: tuple[float, ...]
    retention: float


@dataclass(frozen=True, slots=True)
class QuestionMarked:
    """The learner sets a question aside (``suspended``) or flags it (``flagged``), or takes that back."""

    type: ClassVar = "question-marked"
    question: str
    mark: str
    on: bool


@dataclass(frozen=True, slots=True)
class LearnersJoined:
    """This learner and the ``other`` one are one person, who began on two devices that had not met."""

    type: ClassVar = "learners-joined"
    other: str


@dataclass(frozen=True, slots=True)
class EntriesLost:
    """Entries ``first`` to ``last`` of a stream of ``learner``'s could not be saved from a damaged record.

    ``digest`` is that of the last one, in hexadecimal: what the entry after it is chained to. A copy that has them
    still fits into the gap.
    """

    type: ClassVar = "entries-lost"
    stream: str
    first: int
    last: int
    digest: str
    learner: str


Body = (
    StreamOpened
    | LearnerRenamed
    | SettingChanged
    | SittingStarted
    | Answered
    | Drafted
    | SittingPaused
    | SittingEnded
    | Undone
    | Redone
    | Rerated
    | Claimed
    | Regraded
    | ScheduleChanged
    | QuestionMarked
    | LearnersJoined
    | EntriesLost
)

OUTDOING = (LearnerRenamed, SettingChanged, Drafted, Undone, Redone, Rerated, Claimed, Regraded, ScheduleChanged, QuestionMarked)
"""What a later entry of the same kind outdoes: here the order in which things were said is all that matters."""

UNDOABLE = frozenset({Answered.type, Rerated.type, Claimed.type, Regraded.type, QuestionMarked.type})
"""What can be taken back."""

BODIES: Mapping[str, type[Body]] = {
    body.type: body
    for body in (
        StreamOpened,
        LearnerRenamed,
        SettingChanged,
        SittingStarted,
        Answered,
        Drafted,
        SittingPaused,
        SittingEnded,
        Undone,
        Redone,
        Rerated,
        Claimed,
        Regraded,
        ScheduleChanged,
        QuestionMarked,
        LearnersJoined,
        EntriesLost,
    )
}


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry: ``at`` in milliseconds since 1970 UTC, ``offset`` of local time in minutes, ``body`` as canonical JSON."""

    stream: str
    seq: int
    at: int
    offset: int
    type: str
    body: str
    digest: bytes

    @property
    def id(self) -> EntryId:
        """Which entry this is."""
        return EntryId(self.stream, self.seq)

    def read(self) -> Body | None:
        """Return what the entry says, or None if a later program wrote a type that this one doesn't know.

        Raises:
            ValueError: it does not say what an entry of its type says.
        """
        form = form_of(self.type)
        body: Body | None = form.read(self.body) if form is not None else None
        return body


OUTCOMES, CONFIDENCES = forms.OUTCOMES, forms.CONFIDENCES


def form_of(type_: str) -> Form | None:
    """Return what the bodies of a type must look like; None if it is not known."""
    return _form(type_) if type_ in BODIES else None


@cache
def _form(type_: str) -> Form:
    return Form(BODIES[type_])


def check(body: Body) -> None:
    """Raise ``ValueError`` if a body says what cannot be; see ``Form.check``."""
    _form(body.type).check(body)


def stream_of(learner: str, device: str) -> str:
    """Return the name of the stream in which a learner's doings on a device are written."""
    return hashlib.sha256(f"{learner}\n{device}".encode()).hexdigest()[:32]


def entry_of(stream: str, seq: int, at: int, offset: int, body: Body, before: bytes) -> Entry:
    """Return the entry that holds ``body``, chained to the digest of the entry before it."""
    form = _form(body.type)
    text = canonical(dict(zip(form.names, form.said(body), strict=True)))
    return Entry(stream, seq, at, offset, body.type, text, digest(before, stream, seq, at, offset, body.type, text))


def digest(before: bytes, stream: str, seq: int, at: int, offset: int, type_: str, body: str) -> bytes:
    """Return the SHA-256 that ties an entry's content to the whole stream before it."""
    said = "\n".join((stream, str(seq), str(at), str(offset), type_, body))
    return hashlib.sha256(before + said.encode("utf-8", "surrogatepass")).digest()


def canonical(data: Any) -> str:
    """Return the one JSON text for these data: sorted keys, no spaces, every character as itself.

    Half characters (surrogates: what a terminal makes of bytes that are no UTF-8) are escaped; no database takes them.
    """
    if type(data) is str:
        text = encode_basestring(data)
    elif type(data) in (list, tuple) and all(type(item) is str for item in data):
        text = f"[{','.join(map(encode_basestring, data))}]"
    else:
        text = _JSON.encode(data)
    return text if text.isascii() else _HALF_CHARACTER.sub(lambda half: f"\\u{ord(half[0]):04x}", text)


def hash_of(body: str) -> str:
    """Return the content hash of a question's wording."""
    return hashlib.sha256(body.encode("utf-8", "surrogatepass")).hexdigest()[:32]


_JSON = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)
_HALF_CHARACTER = re.compile("[\ud800-\udfff]")

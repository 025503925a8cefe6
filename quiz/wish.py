"""What a sitting is wished to be, whether on the command line or in words at home."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from progress.records import SittingRecord
    from quiz.filters.language import Filter
    from quiz.sitting import Exam, Sitting
    from quiz.study import Study


class Wish(NamedTuple):
    """A mode, topics (none meaning all), and the numbers that were given: ``count``, ``minutes``, ``new``, ``seed``;
    of a practice also ``pair``, the one that is drilled.
    """

    mode: str
    topics: tuple[str, ...] = ()
    numbers: Mapping[str, int] = MappingProxyType({})
    fresh: bool = False
    """Whether to begin anew even if something of the kind was left."""
    only: Filter | None = None
    """Which questions; a review or an exam with a filter is always begun anew."""
    everything: bool = False
    """For a review, whether to ask too what would be set aside until a later day."""

    def begin(self, study: Study) -> Sitting | Exam | None:
        """Go on with what was left, if it is what is wished, else begin it; None if there is nothing to ask."""
        if self.mode == "practice":
            from quiz.confusions import pair_numbered

            if "pair" in self.numbers:
                return study.drill(pair_numbered(study.mixed_up(), self.numbers["pair"]))
            return study.practice(topics=self.topics, only=self.only, **self.numbers)
        left, exam = study.left()
        if self.mode == "exam":
            if exam is not None and self.only is None and self._wishes(exam, any_topic=not self.topics):
                return study.resume_exam(exam)
            return study.exam(topics=self.topics, only=self.only, **self.numbers)
        usual = not self.numbers and not self.everything and self.only is None
        if left is not None and left.mode == "review" and usual and self._wishes(left):
            return study.resume(left)
        return study.review(topics=self.topics, only=self.only, everything=self.everything, **self.numbers)

    def _wishes(self, left: SittingRecord, *, any_topic: bool = False) -> bool:
        return not self.fresh and (any_topic or set(left.topics) == set(self.topics))

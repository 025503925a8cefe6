"""All totals of many answers at once; see ``totals`` for the same, one answer after the other."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from operator import add
from typing import Any

from progress.deriving.totals import fingerprint_of, hash_of_option, judged, twentieth_of
from progress.records import points_of

Totals = dict[tuple[Any, ...], list[int]]

DAY = ("answers", "rights", "points", "took", "firsts", "first_rights", "first_points", "learned")
RECALL = ("answers", "recalled", "predicted", "squared", "loss")
SCORED = ("answers", "rights", "points")
MET = ("answers", "fingerprint")


class Summed:
    """The totals of answers by what they are summed over, each with its sums in the order of the names above."""

    def __init__(self, rows: Iterable[tuple[tuple[Any, ...], tuple[Any, ...]]]) -> None:
        """Sum up answers, each as ``GIVEN`` has it with what ``STATE`` has; those that are undone don't count."""
        days: Totals = defaultdict(lambda: [0] * len(DAY))
        met: Totals = defaultdict(lambda: [0] * len(MET))
        recalls: Totals = defaultdict(lambda: [0] * len(RECALL))
        confidences: Totals = defaultdict(lambda: [0] * len(SCORED))
        sittings: Totals = defaultdict(lambda: [0] * len(SCORED))
        confusions: dict[tuple[str, ...], int] = defaultdict(int)
        for given, (_, _, _, _, first, recall, learned) in rows:
            (
                _, _, learner, sitting, question, topic, kind, _, _, day, _, _, response,
                outcome, score, _, rating, _, _, _, took, _, confidence, undone,
            ) = given  # fmt: skip
            if undone:
                continue
            right, points = outcome == "right", points_of(score)
            of_day = days[learner, day, topic]
            of_day[0] += 1
            of_day[1] += right
            of_day[2] += points
            of_day[3] += took
            if first:
                of_day[4] += 1
                of_day[5] += right
                of_day[6] += points
                in_topic = met[learner, topic]
                in_topic[0] += 1
                in_topic[1] += fingerprint_of(question)
            of_day[7] += learned
            in_sitting = sittings[(sitting,)]
            in_sitting[0] += 1
            in_sitting[1] += right
            in_sitting[2] += points
            if confidence:
                sure = confidences[learner, day, confidence]
                sure[0] += 1
                sure[1] += right
                sure[2] += points
            if recall is not None:
                happened = rating > 1
                predicted, squared, loss = judged(recall, happened)
                told = recalls[learner, day, twentieth_of(recall)]
                told[0] += 1
                told[1] += happened
                told[2] += predicted
                told[3] += squared
                told[4] += loss
            if kind == "choice" and outcome == "wrong" and (option := hash_of_option(response)) is not None:
                confusions[learner, question, option, response] += 1
        self.days, self.met, self.recalls = days, met, recalls
        self.confidences, self.sittings, self.confusions = confidences, sittings, confusions
        self.whole_days: Totals = defaultdict(lambda: [0] * len(DAY))
        for (learner, day, _), sums in days.items():
            whole = self.whole_days[learner, day]
            whole[:] = map(add, whole, sums)

"""From a response to what the log is told of it: the verdict, the rating, the question as it was asked."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from progress.later import later
from progress.rating import Rated, Rating, rate
from questions.kinds import AnyQuestion
from questions.verdict import DONT_KNOW, NotAResponse, Response, Verdict
from questions.wording import to_json
from quiz.sitting import Exam, shown_order
from quiz.told import LEFT_BLANK

if TYPE_CHECKING:
    from progress import log
else:  # there is time for it while the first question is read
    log = later("progress.log")


class Marked(NamedTuple):
    """An answer that is marked, before it is written."""

    question: AnyQuestion
    shown: tuple[str, ...]
    response: Response
    verdict: Verdict
    rated: Rated
    took: int
    hinted: bool = False
    confidence: str = ""

    def entry(self, sitting: str) -> tuple[log.Answered, str]:
        """Return the entry for the log, and the question as it was asked."""
        wording = to_json(self.question)
        answered = log.Answered(
            sitting=sitting,
            question=self.question.id,
            kind=self.question.kind,
            wording=log.hash_of(wording),
            shown=self.shown,
            response=self.response,
            outcome=str(self.verdict.outcome),
            score=self.verdict.score,
            rule=self.verdict.rule,
            rating=int(self.rated.rating),
            reason=self.rated.reason,
            took=self.took,
            hinted=self.hinted,
            confidence=self.confidence,
        )
        return answered, wording


def rated_as(
    question: AnyQuestion,
    response: Response,
    verdict: Verdict,
    took: int,
    usual: int | None = None,
    *,
    hinted: bool = False,
    confidence: str = "",
) -> Rated:
    """Return how well the question was known, and why."""
    self_marked = question.kind == "flashcard" and _is_self_mark(response)
    return rate(
        verdict.outcome,
        verdict.score,
        took=took,
        usual=usual,
        hinted=hinted,
        confidence=confidence,
        given=response,
        self_marked=self_marked,
    )


def _is_self_mark(response: Response) -> bool:
    from questions.kinds import SELF_MARKS

    return response in SELF_MARKS


def marked_in_exam(question: AnyQuestion, exam: Exam) -> Marked:
    """Return what stands in an exam for a question, marked; blank is wrong."""
    standing, shown = exam.answer_to(question.id), shown_order(question, exam.seed, 0)
    if not standing.given or standing.response is None:
        blank = Verdict(DONT_KNOW.outcome, 0.0, LEFT_BLANK)
        return Marked(question, shown, None, blank, Rated(Rating.AGAIN, "it was left blank"), standing.took)
    try:
        verdict = question.mark(standing.response)
    except NotAResponse as error:  # the bank was changed since the response was drafted
        verdict = Verdict(DONT_KNOW.outcome, 0.0, f"Could not be marked: {error}")
    rated = rated_as(question, standing.response, verdict, standing.took)
    return Marked(question, shown, standing.response, verdict, rated, standing.took)

"""Past answers marked anew after the key of their question was changed. What was given stays; the marking is an entry of its own."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from progress import log
from progress.log import hash_of
from progress.rating import Rated, Rating
from progress.reading import Reader
from progress.records import AnswerRecord
from questions.bank import Library
from questions.kinds import AnyQuestion
from questions.verdict import NotAResponse, Outcome, Verdict
from questions.wording import to_json
from quiz.marking import rated_as
from quiz.reopening import with_another_key, wording_of

REASON = "the key was corrected"


@dataclass(frozen=True, slots=True)
class Anew:
    """An answer as it would be marked by the key of now; ``verdict`` is None if its response cannot be marked by it."""

    answer: AnswerRecord
    question: AnyQuestion
    verdict: Verdict | None
    rated: Rated | None = None

    @property
    def differs(self) -> bool:
        """Whether it would be worth more or less than it was."""
        return self.verdict is not None and (self.verdict.outcome, self.verdict.score) != (self.answer.outcome, self.answer.score)

    def entry(self) -> tuple[log.Regraded, str, str]:
        """Return what ``Store.regrade`` takes. Raises ``ValueError`` if the response cannot be marked."""
        if self.verdict is None or self.rated is None:
            raise ValueError("an answer that cannot be marked has no entry")
        wording = to_json(self.question)
        stream, seq = self.answer.id
        verdict, rated = self.verdict, self.rated
        marking = (str(verdict.outcome), verdict.score, verdict.rule, int(rated.rating), rated.reason)
        return log.Regraded(stream, seq, hash_of(wording), *marking), self.question.id, wording


@dataclass(frozen=True, slots=True)
class Corrected:
    """A question whose key is another than the one that answers to it were marked by."""

    question: AnyQuestion
    then: AnyQuestion
    answers: tuple[Anew, ...]


def corrected(reader: Reader, learner: str, library: Library, topics: Collection[str] = ()) -> tuple[Corrected, ...]:
    """Return each key that was changed after a learner had answered, with those answers; ``topics`` may be ids of questions too."""
    found: dict[tuple[str, str], Corrected] = {}
    for id_, hash_ in reader.marked_by(learner):
        today_id = library.renamed.get(id_, id_)
        if topics and not {today_id, today_id.partition("/")[0]} & set(topics):
            continue
        then = wording_of(reader, hash_)
        today = with_another_key(id_, then, library)
        if then is not None and today is not None:
            given = [each for each in reader.answers_to(learner, id_) if (each.marked_by or each.wording) == hash_ and not each.undone]
            answers = tuple(anew(each, today) for each in given)
            # Several wordings may have had one key.
            alike = found.get((today.id, then.answer_text()), Corrected(today, then, ()))
            found[today.id, then.answer_text()] = Corrected(today, alike.then, (*alike.answers, *answers))
    return tuple(found.values())


def anew(answer: AnswerRecord, question: AnyQuestion) -> Anew:
    """Return an answer marked by a question as it is now."""
    if answer.response is None:  # "I don't know" is that under every key
        verdict = Verdict(Outcome(answer.outcome), answer.score, answer.rule)
    else:
        try:
            verdict = question.mark(answer.response)
        except NotAResponse:
            return Anew(answer, question, None)
    if (verdict.outcome, verdict.score) == (answer.outcome, answer.score):
        return Anew(answer, question, verdict, Rated(Rating(answer.rating), answer.reason))
    rated = rated_as(question, answer.response, verdict, answer.took, hinted=answer.hinted)
    return Anew(answer, question, verdict, Rated(rated.rating, f"{rated.reason}; {REASON}"))

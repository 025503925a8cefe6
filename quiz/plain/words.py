"""What the line mode says: questions, what became of answers, results, past sittings."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from progress.moment import Moment
from questions.kinds import AnyQuestion
from quiz import phrases
from quiz.display import one_line
from quiz.planning.words import aside_text, home_text
from quiz.sitting import Exam, Sitting, by_topic
from quiz.told import (
    answer_texts,
    asked_text,
    before_text,
    chosen_text,
    given_text,
    heading,
    prompt_text,
    record_text,
    returns_text,
    source_text,
)

if TYPE_CHECKING:
    from progress.records import SittingRecord, Standing
    from questions.bank import Library
    from quiz.planning.outlook import Outlook
    from quiz.planning.today import Overview
    from quiz.reopening import Past, Reopened
    from quiz.study import Feedback

TURNED = "How well did you know it? 1 again, 2 hard, 3 good, 4 easy."

NOTHING_DUE = "Nothing is due and nothing is new here. For more new questions: quiz review --new 10, or at home: more. Or practise."
NOTHING_TO_ASK = "There is no question to ask here: those of these topics are all set aside, or of a kind that no exam has."


def question_lines(question: AnyQuestion, shown: Sequence[str], how: str = "") -> list[str]:
    """Return a question as the line mode asks it, ``how`` saying how to respond if not as usual."""
    lines = [prompt_text(question)]
    if question.kind == "match":
        lines += [f"  {number}. {left}" for number, left in enumerate(question.lefts(), 1)]
        lines += [f"  {chr(ord('a') + index)}) {option}" for index, option in enumerate(shown)]
    else:
        lines += [f"  {number}. {option}" for number, option in enumerate(shown, 1)]
    return [*lines, how or question.how()]


def feedback_lines(feedback: Feedback, now: Moment) -> list[str]:
    """Return what became of an answer: the word, the right answer, why, when it comes back."""
    question, verdict = feedback.question, feedback.verdict
    sign, word = phrases.OUTCOMES[verdict.outcome]
    score = f" ({phrases.percent(verdict.score)})" if verdict.outcome in ("partly", "nearly") else ""
    lines = [f"{sign} {word}{score}. {verdict.rule}"]
    if verdict.outcome != "right" or question.kind in ("short-answer", "number", "cloze"):
        lines.append(f"Answer: {question.answer_text()}")
    lines += [before_text(feedback), question.feedback(feedback.response), question.explanation, source_text(feedback)]
    return [line for line in [*lines, returns_text(feedback, now)] if line]


def tally(sitting: Sitting) -> str:
    """Return how a sitting goes, in a line."""
    tries = sitting.first_tries
    right = sum(given.outcome == "right" for given in tries)
    return f"{right} of {len(tries)} right at the first try, {phrases.count(sitting.left, 'question')} left."


def results_lines(sitting: Sitting, library: Library, now: Moment) -> list[str]:
    """Return how a sitting went."""
    tries = sitting.first_tries
    if not tries:
        return ["", "Nothing was answered."]
    right = sum(given.outcome == "right" for given in tries)
    lines = ["", f"Score: {phrases.percent(sitting.score)}. {right} of {len(tries)} right at the first try."]
    lines += _topic_lines(sitting, library)
    for id_ in sitting.missed:
        question = library.by_id.get(id_)
        if question is not None:
            lines.append(f"Missed: {one_line(prompt_text(question))} Answer: {one_line(question.answer_text())}")
    if sitting.left:
        over = "The time you gave yourself is over. " if sitting.until is not None and now.at >= sitting.until else ""
        lines.append(f"{over}{phrases.count(sitting.left, 'question')} left for later.")
    return lines


def exam_begun(exam: Exam, left: int) -> str:
    """Return what an exam is, when it is begun or gone on with."""
    whole = len(exam.planned)
    going_on = f"Going on with the exam: {whole - len(exam.unanswered)} of {whole} answered"
    begun = going_on if exam.spent or exam.answers else f"Exam: {phrases.count(whole, 'question')}"
    done = "" if exam.unanswered else " Every question is answered: :done hands in."
    return f"{begun}, {phrases.clock(left)} minutes left. No marks until you hand in. :? lists the commands.{done}"


def exam_state(exam: Exam, left: int) -> str:
    """Return where the learner is in an exam."""
    answered, later = len(exam.planned) - len(exam.unanswered), len(exam.for_later)
    flagged = ", this one flagged" if exam.answer_to(exam.question).later else ""
    state = f"{answered} answered" + (f", {later} for later" if later else "") + flagged
    return f"Question {exam.position + 1} of {len(exam.planned)}. {state}. {phrases.clock(left)} left."


def hand_in_question(exam: Exam) -> str:
    """Return what is asked before an exam is handed in."""
    later = f"{phrases.count(len(exam.for_later), 'question')} flagged for later. " if exam.for_later else ""
    if exam.unanswered:
        return f"{later}{phrases.count(len(exam.unanswered), 'question')} unanswered. Hand in all the same?"
    return f"Every question is answered. {later}Hand in?"


def exam_lines(past: Past, results: Sitting, library: Library, now: Moment) -> list[str]:
    """Return an exam that was handed in: every answer, then the score."""
    record = past.sitting
    score = f"Score: {phrases.percent(record.score)}. {record.rights} of {record.answers} right."
    return ["", *past_lines(past, now), "", score, *_topic_lines(results, library)]


def _topic_lines(sitting: Sitting, library: Library) -> list[str]:
    topics = by_topic(sitting.first_tries)
    if len(topics) < 2:
        return []
    return [f"{title(library, topic)}: {phrases.percent(score)} over {phrases.count(tried, 'question')}" for topic, tried, score in topics]


def title(library: Library, topic: str) -> str:
    """Return what a topic is called."""
    bank = library.bank(topic)
    return one_line(bank.title if bank else topic)


def past_lines(past: Past, now: Moment) -> list[str]:
    """Return a past sitting: every question as asked, every answer as given."""
    return [heading(past), *answers_lines(past.answers, now)]


def answers_lines(answers: Sequence[Reopened], now: Moment, *, own: bool = True) -> list[str]:
    """Return answers as they were given, each with its question as asked; ``own`` if it is their learner who reads them."""
    lines = []
    for number, reopened in enumerate(answers, 1):
        answer, question = reopened.answer, reopened.question
        sign, word = phrases.OUTCOMES[answer.outcome]
        score = f" ({phrases.percent(answer.score)})" if answer.outcome in ("partly", "nearly") else ""
        lines += ["", f"{number}. {asked_text(reopened)}"]
        lines += [f"   - {option}" for option in answer.shown]
        lines += [f"   {'Your answer' if own else 'Given'}: {given_text(reopened)}", f"   {sign} {word}{score}: {answer.rule}"]
        lines += [f"   {what}: {text}" for what, text in answer_texts(reopened)]
        lines.append(f"   {record_text(reopened, now, own=own)}")
        if question is not None and question.explanation:
            lines.append(f"   {question.explanation}")
    return lines


def found_line(question: AnyQuestion, standing: Standing, now: Moment) -> str:
    """Return a question in a line of the list that was searched for, with where it stands."""
    card = standing.cards.get(question.id)
    back = f"back {phrases.when(card.due, now)}" if card else "new"
    flag = ", flagged" if question.id in standing.flagged else ""
    state = "set aside" if question.id in standing.suspended else back
    return f"{question.id}: {one_line(prompt_text(question))} ({question.kind.replace('-', ' ')}, {state}{flag})"


def card_lines(
    question: AnyQuestion, shown: Sequence[str], answers: Sequence[Reopened], now: Moment, chosen: Mapping[str, int]
) -> list[str]:
    """Return a question with all that the bank says of it, every answer to it, the newest first, and which options were wrong."""
    source = f"{question.source.title}, {question.source.publisher}" if question.source else ""
    where = " · ".join(part for part in (question.section and f"§ {question.section}", source) if part)
    hint = question.hint and f"Hint: {question.hint}"
    lines = [question.id, *question_lines(question, shown), f"Answer: {question.answer_text()}", hint, question.explanation, where]
    lines.append(chosen_text(chosen))
    lines.append("Your answers:" if answers else "Not answered yet.")
    for each in answers:
        sign, word = phrases.OUTCOMES[each.answer.outcome]
        lines += [f"{sign} {word}: {given_text(each)}", f"   {record_text(each, now)}"]
    return [line for line in lines if line]


def sitting_line(number: int, sitting: SittingRecord, library: Library) -> str:
    """Return a past sitting in a line of the list."""
    topics = ", ".join(title(library, topic) for topic in sitting.topics) or "all topics"
    how = {"": ", not finished", "time-up": ", time was up"}.get(sitting.how, "")
    score = f"{sitting.rights} of {sitting.answers} right, score {phrases.percent(sitting.score)}"
    return f"{number}. {phrases.moment(sitting.started)}, {sitting.mode}, {topics}: {score}{how}"


def due_lines(overview: Overview, outlook: Outlook | None) -> list[str]:
    """Return what is due, where the learner stands with her exam plan if she has one, and last what comes."""
    aside = aside_text(overview)
    streak = f" {overview.streak}-day streak." if overview.streak else ""
    today = f"{overview.due} due, {overview.new} new, about {phrases.count(overview.minutes, 'minute')}.{streak}"
    said = [today, f"{aside}; review --all asks for all." if aside else "", home_text(outlook, overview)]
    return [*(line for line in said if line), "Next 14 days: " + " ".join(map(str, overview.forecast))]

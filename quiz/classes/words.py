"""A class in words: the matrix in columns, who is stuck and who is away in sentences. Every text comes back clean."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from progress.figures import Interval
from quiz import phrases
from quiz.classes.figures import DAYS_STUCK, FEWEST, FOUR_WEEKS, WEEK, Beside, Cell, Classroom, Student, Topic, topic_of
from quiz.display import fitted, one_line
from quiz.phrases import count, percent
from quiz.plain.wrapping import width, wrapped

MEASURES = {
    "score": "% right at the first try",
    "recall": "% of what was learned that is remembered now, as the schedule predicts",
    "learned": "questions known for now",
    "met": "questions met",
}
"""What the cells of the matrix can show."""
COLUMN = 4
"""How wide a column of the matrix is, blanks included."""
_COLUMNS, _TEXT = 79, 76
_NAME, _ALL, _SEEN = 18, 5, 6
_MOST_NAMED = 3
_MOST_HARD = 10
_SMALL_WORDS = frozenset({"and", "or", "of", "the", "a", "an", "in", "on", "for", "to", "et", "de", "la", "le", "les", "des", "du"})

EMPTY = (
    "Nobody has handed in a log yet. Each student writes one with quiz export --log NAME.quizlog; once the files lie in the folder, "
    "every student stands here by topic."
)
HOW_STUCK = f"Stuck on a question: answered wrong on {DAYS_STUCK} days or more, and the last time not right."
HOW_LOW = (
    "Low in a topic (!): at the first try lower than the others on the same questions, by more than chance, for all "
    f"comparisons of the class together (of those named, one in twenty by chance). ? is fewer than {FEWEST} questions."
)


def shortened(titles: Sequence[str]) -> list[str]:
    """Return names of three columns at most for the titles of topics, no two alike: initials, or how they begin."""
    found: list[str] = []
    for number, title in enumerate(titles, 1):
        found.append(next(name for name in _short_names(title, number) if name not in found))
    return found


def _short_names(title: str, number: int) -> Iterator[str]:
    words = [word for word in one_line(title).replace("-", " ").split() if any(map(str.isalnum, word))]
    chief = [word for word in words if word.casefold() not in _SMALL_WORDS] or words
    if len(chief) > 1:
        yield _three("".join(word[0].upper() for word in chief))
        yield _three(chief[0][:2] + chief[1][0].upper())
    if chief:
        yield _three(chief[0])
    yield str(number)
    yield from (f"{number}{letter}" for letter in "abcdefghijklmnopqrstuvwxyz")


def _three(text: str) -> str:
    while width(text) > COLUMN - 1:
        text = text[:-1]
    return text


def cell_text(cell: Cell, measure: str = "score") -> str:
    """Return a cell of the matrix: the figure, and behind it what must be known of it."""
    sign = "!" if cell.low else "?" if cell.few and measure == "score" and cell.met else ""
    return f"{_figure(cell, measure)}{sign}"


def topic_text(topic: Topic, measure: str = "score") -> str:
    """Return the median of the class in a topic."""
    return str(topic.students) if measure == "met" else _figure(topic, measure)


def _figure(cell: Cell | Topic, measure: str) -> str:
    if measure == "met":
        return str(cell.met) if isinstance(cell, Cell) and cell.met else "–"
    value = {"score": cell.score, "recall": cell.recall, "learned": cell.learned}[measure]
    if value is None or (measure == "learned" and cell.score is None and not value):
        return "–"
    return str(round(value)) if measure == "learned" else percent(value).removesuffix(" %")


def value_of(cell: Cell, measure: str) -> float | None:
    """Return the figure that a cell shows, None if there is none."""
    values = {"score": cell.score, "recall": cell.recall, "learned": float(cell.learned), "met": float(cell.met)}
    return values[measure]


def reading_text(done: int, of: int) -> str:
    """Return how far the logs of a class are read."""
    return f"Reading {min(done + 1, of)} of {of} logs …"


def seen_text(student: Student) -> str:
    """Return how many days ago a student was seen, as briefly as may be."""
    return "never" if student.away is None else "today" if not student.away else f"{student.away}d"


# -- the matrix, in lines


def matrix_lines(room: Classroom, measure: str = "score") -> Iterator[str]:
    """Yield the matrix in lines of less than eighty columns, in as many parts as the topics need, and what its signs mean."""
    short = shortened([topic.title for topic in room.topics])
    a_part = (_COLUMNS - _NAME - _ALL - _SEEN) // COLUMN
    for start in range(0, max(1, len(room.topics)), a_part):
        topics = room.topics[start : start + a_part]
        if start:
            yield ""
        yield _row("", short[start : start + a_part], "all", "seen")
        yield _row("The class: median", [topic_text(topic, measure) for topic in topics], topic_text(room.whole, measure), "")
        for student in room.students:
            cells = [cell_text(student.cell(topic.topic), measure) for topic in topics]
            yield _row(one_line(student.name), cells, cell_text(student.whole, measure), seen_text(student))
    yield ""
    yield from wrapped(f"{MEASURES[measure].capitalize()}; of the class, the median student’s. {_signs(measure)}".rstrip(), _COLUMNS)
    yield from wrapped(legend(room), _COLUMNS)


def _row(name: str, cells: Sequence[str], whole: str, seen: str) -> str:
    figures = "".join(f"{text:>{COLUMN}}" if text[-1:] in "!?" else f"{text:>{COLUMN - 1}} " for text in cells)
    return f"{fitted(name, _NAME - 1)} {figures}{whole:>{_ALL - 1}} {seen:>{_SEEN}}".rstrip()


def _signs(measure: str) -> str:
    few = f" A “?” stands behind a figure of fewer than {FEWEST} questions." if measure == "score" else ""
    return f"A “!” stands behind what is below the others by more than chance.{few}"


def legend(room: Classroom) -> str:
    """Return what the short names of the topics stand for."""
    short = shortened([topic.title for topic in room.topics])
    return ", ".join(f"{name} {one_line(topic.title)}" for name, topic in zip(short, room.topics, strict=True)) + "."


# -- who needs something, in sentences


def headline(room: Classroom) -> str:
    """Return how large the class is, and on how much the figures rest."""
    answers = sum(student.answers for student in room.students)
    tries = sum(student.whole.met for student in room.students)
    return f"{count(len(room.students), 'student')}, {count(answers, 'answer')}, {count(tries, 'first try', 'first tries')}"


def summary(room: Classroom, away_after: int) -> str:
    """Return who is low, stuck and away, as briefly as may be."""
    low = [one_line(student.name) for student in _worst_first(room) if student.low]
    stuck = [f"{one_line(student.name)} ({len(student.stuck)})" for student in _worst_first(room) if student.stuck]
    away = [f"{one_line(student.name)} ({seen_text(student)})" for student in room.away(away_after)]
    return " ".join(f"{what}: {_some(who) if who else 'nobody'}." for what, who in (("Low", low), ("Stuck", stuck), ("Away", away)))


def _worst_first(room: Classroom) -> list[Student]:
    return sorted(room.students, key=lambda each: (-len(each.low), -len(each.stuck)))


def stuck_lines(room: Classroom) -> Iterator[str]:
    """Yield who is stuck on what, and who is low in what, a student a line: first who is low, then who is stuck on most."""
    for student in _worst_first(room):
        if student.stuck or student.low:
            said = [low_text(room, student.cell(topic)) for topic in student.low]
            said += [f"stuck on {count(len(student.stuck), 'question')}: {_some(student.stuck)}"] if student.stuck else []
            yield f"{one_line(student.name)}: {'; '.join(said)}."


def low_text(room: Classroom, cell: Cell) -> str:
    """Return that a student is low in a topic, and the figures on which that rests."""
    return (
        f"low in {one_line(room.title(cell.topic))}, {percent(cell.score)}{_between(cell.interval)} of {count(cell.met, 'question')} "
        f"at the first try, where the others have {percent(cell.expected)}"
    )


def away_lines(room: Classroom, days: int) -> Iterator[str]:
    """Yield who was not seen for so many days, and what was due to each."""
    for student in room.away(days):
        if student.last is None:
            yield f"{one_line(student.name)}: nothing answered yet."
        else:
            ago = count(student.away or 0, "day")
            yield f"{one_line(student.name)}: last seen {phrases.date(student.last)}, {ago} ago; {student.due} due."


def hard_lines(room: Classroom, most: int = _MOST_HARD) -> Iterator[str]:
    """Yield the questions on which students are stuck, and who is."""
    names = {student.id: student.name for student in room.students}
    for each in room.hard[:most]:
        stuck = _some([names[id_] for id_ in each.students])
        yield f"{one_line(each.question)}: {count(len(each.students), 'student')} ({stuck})"
    if len(room.hard) > most:
        yield f"… and {count(len(room.hard) - most, 'more question', 'more questions')}."


def _some(texts: Sequence[str]) -> str:
    more = f" and {len(texts) - _MOST_NAMED} more" if len(texts) > _MOST_NAMED else ""
    return one_line(", ".join(texts[:_MOST_NAMED])) + more


def twin_lines(twins: Sequence[tuple[str, Sequence[str]]]) -> Iterator[str]:
    """Yield in which files each of the students is of whom there are several of one name."""
    if twins:
        yield ""
        yield "Several students have the same name. If they are one person, she joins them:"
        yield "quiz learner NAME --join NAME."
        yield from (f"  {one_line(name)} is in {one_line(', '.join(files))}." for name, files in twins)


def class_lines(room: Classroom, away_after: int, measure: str = "score") -> Iterator[str]:
    """Yield the whole class: the matrix, who is stuck, who is away."""
    if not room.students:
        yield EMPTY
        return
    yield f"{headline(room)}."
    yield ""
    yield from matrix_lines(room, measure)
    yield from needs_lines(room, away_after)


def needs_lines(room: Classroom, away_after: int) -> Iterator[str]:
    """Yield who is stuck, who is away, and the questions on which most are stuck."""
    parts = (
        ("Stuck, or low in a topic", list(stuck_lines(room)), "Nobody is stuck or low, as far as can be said."),
        (f"Away for more than {count(away_after, 'day')}", list(away_lines(room, away_after)), "Nobody is away."),
        ("Questions on which students are stuck", list(hard_lines(room)), "There are none."),
    )
    for title, lines, none in parts:
        yield ""
        yield f"{title}:"
        yield from (piece for line in lines or [none] for piece in wrapped(f"  {line}", _TEXT))
    yield ""
    yield from wrapped(HOW_STUCK, _TEXT)
    yield from wrapped(HOW_LOW, _TEXT)


# -- one student


def doing_text(student: Student) -> str:
    """Return what a student does, in a sentence."""
    if student.last is None:
        return "Nothing answered yet."
    ago = "today" if not student.away else "yesterday" if student.away == 1 else f"{student.away} days ago"
    overdue = f", {student.overdue} of them overdue" if student.overdue else ""
    row = f"{count(student.streak, 'day')} in a row; " if student.streak else ""
    return (
        f"{count(student.answers, 'answer')} on {count(student.days, 'day')}; last seen {phrases.date(student.last)} ({ago}); "
        f"{student.minutes[0]} min in the last {WEEK} days, {student.minutes[1]} in the last {FOUR_WEEKS}; "
        f"{row}{student.due} due{overdue}."
    )


def cell_line(student: Student, topic: Topic) -> str:
    """Return a student in a topic, in a sentence."""
    cell = student.cell(topic.topic)
    name, title = one_line(student.name), one_line(topic.title)
    if not cell.met and not cell.learned:
        return f"{name}, {title}: nothing met yet; the class’s median is {percent(topic.score)}."
    beside = f"; the others {percent(cell.expected)} of the same{', which is more than chance' if cell.low else ''}"
    few = f" (too few to say: it takes {FEWEST})" if cell.few else ""
    right = f"{percent(cell.score)}{_between(cell.interval)} of {count(cell.met, 'question')} right at the first try{few}"
    stuck = f"; stuck on {_some(cell.stuck)}" if cell.stuck else ""
    known = f"recall now {percent(cell.recall)}; {cell.learned} of {topic.questions} learned"
    return f"{name}, {title}: {right}{beside if cell.compared else ''}; {known}{stuck}."


def student_lines(room: Classroom, student: Student) -> Iterator[str]:
    """Yield all that is known of one student, beside the class."""
    yield one_line(student.name)
    yield from wrapped(doing_text(student), _TEXT)
    yield ""
    yield f"{'':21}{'met':>7}{'right':>7} {'95 %':<8}{'others':>7}{'class':>7}{'recall':>8}{'learned':>9}"
    for topic in (*room.topics, room.whole):
        cell = student.cell(topic.topic)
        met, sign = f"{cell.met}/{topic.questions}", "!" if cell.low else " "
        others = f"{_percent(cell.expected):>7}{_percent(topic.score):>7}{_percent(cell.recall):>8}{cell.learned:>9}"
        yield f"{fitted(one_line(topic.title), 21)}{met:>7}{_percent(cell.score):>6}{sign} {_range(cell.interval):<8}{others}".rstrip()
    yield ""
    yield from wrapped(
        "right: at the first try; others: what they scored on the same questions; class: the median student; recall: of what was "
        "learned, now, as the schedule predicts.",
        _TEXT,
    )
    for topic_id in student.low:
        yield from ("", *wrapped(f"{low_text(room, student.cell(topic_id)).capitalize()}: more than chance.", _TEXT))
    if student.stuck:
        yield from ("", *wrapped(f"Stuck on: {one_line(', '.join(student.stuck))}.", _TEXT))


def topic_lines(room: Classroom, topic: Topic) -> Iterator[str]:
    """Yield all that is known of one topic over the class, or of an empty name of all topics."""
    within = [topic.topic] if topic.topic else [each.topic for each in room.topics]
    names = {student.id: student.name for student in room.students}
    learned = "–" if topic.learned is None else f"{topic.learned:g}"
    right = f"the median student has {percent(topic.score)}{_between(topic.interval)} right at the first try"
    yield one_line(topic.title)
    yield from wrapped(
        f"{count(topic.students, 'student')}; {right}, would recall {percent(topic.recall)} now, and has learned {learned} of "
        f"{count(topic.questions, 'question')}.",
        _TEXT,
    )
    low = [f"{one_line(each.name)}: {low_text(room, each.cell(one))}." for each in room.students for one in each.low if one in within]
    stuck = [
        f"{one_line(each.question)}: {count(len(each.students), 'student')} ({_some([names[id_] for id_ in each.students])})"
        for each in room.hard
        if topic_of(each.question) in within
    ]
    for title, lines in (("Low", low), ("Questions on which students are stuck", stuck)):
        yield from ("", f"{title}:")
        yield from (piece for line in lines or ["None, as far as can be said."] for piece in wrapped(f"  {line}", _TEXT))


def given_line(student: Student, about: str, answers: int) -> str:
    """Return of whom and on what answers are."""
    return f"{one_line(student.name)}, {one_line(about)}: {count(answers, 'answer')}, the newest first."


# -- two compared


def compare_lines(rows: Sequence[Beside], room: Classroom, one: str, other: str) -> Iterator[str]:
    """Yield one student beside another, or beside the median if ``other`` is empty."""
    title = one_line(other) or "the class"
    yield f"{one_line(one)} beside {title}"
    yield ""
    yield f"{'':21}{fitted(one_line(one), 12)} {fitted(title, 12)} {'same':>4}  difference"
    for row in rows:
        topic = room.whole.title if not row.topic else room.title(row.topic)
        yield (
            f"{fitted(one_line(topic), 21)}{_percent(row.one.score):>4} {_range(row.one.interval):<7} "
            f"{_percent(row.other.score):>4} {_range(row.other.interval):<7} {row.shared:>4}  {_difference(row)}"
        ).rstrip()
    yield ""
    if other:
        told = "the difference is that on the questions that both have met (same)"
    else:
        told = "for the class it is the median student, and where the median of many such classes lies; the difference is hers from it"
    yield from wrapped(
        f"% right at the first try, and between which figures it lies (95 %); {told}. * is more than chance; among a dozen topics one "
        "may be so by chance all the same.",
        _TEXT,
    )


def _difference(row: Beside) -> str:
    if row.difference is None or row.interval is None:
        return "–"
    low, high = (f"{round(100 * end):+d}".replace("-", "−") for end in row.interval)
    return f"{round(100 * row.difference):+d}".replace("-", "−") + f" ({low} to {high})" + (" *" if row.apart else "")


def _percent(value: float | None) -> str:
    return percent(value).removesuffix(" %")


def _range(interval: Interval | None) -> str:
    return "" if interval is None else "–".join(str(round(100 * end)) for end in interval)


def _between(interval: Interval | None) -> str:
    return "" if interval is None else f" (95 %: {round(100 * interval[0])} to {round(100 * interval[1])})"

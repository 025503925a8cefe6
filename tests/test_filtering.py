"""What each filter finds in a small library, and what is said of one that means nothing."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from decimal import Decimal
from pathlib import Path

import pytest

from progress.moment import Moment
from progress.records import SittingRecord, Standing, Tally
from progress.schedule import DEFAULT, Card, Schedule, State
from questions.bank import Bank, Library
from questions.folding import folded
from questions.kinds import Choice, Number, ShortAnswer
from quiz.filters.finding import fitting
from quiz.filters.language import EVERYTHING, Wrong, parse
from quiz.filters.matching import fitting_sittings
from quiz.filters.search import pointed_at, search

NOON = Moment.of(datetime(2026, 11, 22, 17, tzinfo=UTC), -300)
QUESTIONS = (
    Choice(id="air/fog", prompt="What is smog?", answer="Smoke and fog", distractors=("Rain",), section="Air Quality"),
    Number(id="air/year", prompt="The year of the agreement (on air)?", answer=Decimal(1991), section="Air Quality"),
    Choice(id="water-quality/lake", prompt="Which lake?", answer="Érié", distractors=("Huron",), section="Lakes and rivers"),
    ShortAnswer(id="water-quality/act", prompt="Which treaty: 1909?", answer="Boundary Waters or so", hint="a<b"),
)
LIBRARY = Library.of(
    [
        Bank(topic="air", title="Air", path=Path("a.yaml"), questions=QUESTIONS[:2]),
        Bank(topic="water-quality", title="Water", path=Path("w.yaml"), questions=QUESTIONS[2:]),
    ]
)


def card(question: str, *, due: int, answered: int, stability: float = 5.0, state: State = State.REVIEW) -> Card:
    day = timedelta(days=1)
    return Card(question, state, None, stability, 5.0, NOON.at + due * day, NOON.at - answered * day, 2, 0)


CARDS = [
    card("air/fog", due=-2, answered=30, stability=4.0),  # recall 65 %
    card("air/year", due=6, answered=1, stability=9.0),  # recall 98 %
    card("water-quality/lake", due=0, answered=0, state=State.LEARNING),
]
STANDING = Standing(
    {each.question: each for each in CARDS},
    suspended=frozenset({"air/year"}),
    flagged=frozenset({"water-quality/lake"}),
    days=(),
    usual={},
    settings={},
    last=None,
    new_today=0,
)
ANSWERS = [  # question, day, score, claimed
    ("air/fog", "2026-08-31", 0.0, False),
    ("air/fog", "2026-09-01", 0.0, False),
    ("air/fog", "2026-10-23", 0.0, True),
    ("air/year", "2026-09-15", 0.0, False),
    ("air/year", "2026-11-21", 1.0, False),
    ("water-quality/lake", "2026-11-22", 0.5, False),
]


def tallies(span):
    """What the record counts within a span of days."""
    found = {}
    for question, day, score, claimed in ANSWERS:
        at = datetime.fromisoformat(f"{day}T17:00:00+00:00")
        if span[0] <= at.date() <= span[1]:
            tally = Tally(1, int(score == 0), score, at, score < 1, claimed)
            found[question] = found[question] + tally if question in found else tally
    return found


def found(text):
    return " ".join(question.id.partition("/")[2] for question in search(LIBRARY, text, STANDING, NOON, tallies))


@pytest.mark.parametrize(
    ("text", "questions"),
    [
        ("", "fog year lake act"),
        ('"smoke and fog"', "fog"),
        ('"fog smoke"', ""),
        ('"  smoke\tAND  fog "', "fog"),
        ('"smoke and', "fog"),
        ("“smoke", ""),
        ("rivers", "lake"),
        ("TOPIC:Air", "fog year"),
        ('topic:"water quality"', "lake act"),
        ("topic:nowhere", ""),
        ("kind:choice", "fog lake"),
        ('kind:"short answer"', "act"),
        ("id:lake", "lake"),
        ("id:water-quality/l", "lake"),
        ("section:air", "fog year"),
        ('section:"and RIVERS"', "lake"),
        ("is:flagged", "lake"),
        ("is:aside", "year"),
        ("is:new", "act"),
        ("is:due", "fog lake"),
        ("is:learned", "fog year"),
        ("is:missed", "fog lake"),
        ("is:disputed", "fog"),
        ("is:d is:f", "lake"),
        ("wrong>2", "fog"),
        ("wrong>=1", "fog year"),
        ("wrong=0", "lake act"),
        ("wrong:0", "lake act"),
        ("answers≤1", "lake act"),
        ("wrong > 2", "fog"),
        ("(wrong> 2)", "fog"),
        ("since: 2026-11-22", "lake"),
        ("-wrong >2 topic:air", "year"),
        ("score <50%", "fog"),
        ("due < -1", "fog"),
        ("answers<1", "act"),
        ("score<50%", "fog"),
        ("score<=0.5", "fog year lake"),
        ("score=0,5", "year lake"),
        ("recall<80%", "fog"),
        ("recall>=0.8", "year"),
        ("-recall<80%", "year lake act"),
        ("due<0", "fog"),
        ("due=0d", "lake"),
        ("due<7d", "fog year lake"),
        ("due<1w", "fog year lake"),
        ("due>0", "year"),
        ("since:2026-11", "year lake"),
        ("since:2026-11-22", "lake"),
        ("until:2026-09-01", "fog"),
        ("until:2026-08", "fog"),
        ("until:2025", ""),
        ("on:2026-9", "fog year"),
        ("on:2026-11-22", "lake"),
        ("-since:2026-11", "fog act"),
        ("wrong>=2 since:2026-09", "fog"),
        ("wrong>2 since:2026-09", ""),
        ("since:2026-09 wrong=1 until:2026-09", "fog year"),
        ("since:2026-09 (wrong=2 or answers=1)", "fog lake"),
        ("is:missed until:2026-10", "fog year"),
        ("on:2026-09 -is:missed", ""),
        ("since:2026 until:2025", ""),
        ("answers=0 since:2026-11", "fog act"),
        ("-answers>0 since:2026-11", "fog act"),
        ("(answers=0 or id:year) since:2026-11", "year"),
        ("-kind:choice", "year act"),
        ("--kind:choice", "fog lake"),
        ("-fog", "year lake act"),
        ('-"smoke and fog"', "year lake act"),
        ("topic:air -is:aside", "fog"),
        ("fog or lake", "fog lake"),
        ("fog OR lake", "fog lake"),
        ("topic:air fog or topic:water lake", "fog lake"),
        ("topic:air (fog or lake)", "fog"),
        ("-(fog or lake)", "year act"),
        ("(fog or lake) -(lake)", "fog"),
        ('"or"', "act"),
        ("or", "act"),
        ("or topic:water", "act"),
        ("(on air)", "year"),
        ("treaty: 1909", "act"),
        ('"a<b"', "act"),
        ("https://x", ""),
    ],
)
def test_a_filter_finds(text, questions):
    assert found(text) == questions


@pytest.mark.parametrize(
    "text", ["is:", "topic:", "wrong>", "since:", "-", "(", "()", "-()", '"', '""', "( -", "is: or wrong>", '-is:""', "   "]
)
def test_what_is_only_half_typed_is_everything(text):
    assert parse(text) == EVERYTHING


@pytest.mark.parametrize("text", ["fog or", "fog (", "fog -", 'fog "', "fog topic:", "fog or (", "(fog", "fog or wrong>"])
def test_what_is_only_half_typed_changes_nothing_of_the_rest(text):
    assert parse(text) == parse("fog")


@pytest.mark.parametrize(
    ("text", "column", "word", "message"),
    [
        ("wrnog>2", 1, "wrnog>2", "there is no such filter. Did you mean wrong?"),
        ("topic:air  wrnog>2 fog", 12, "wrnog>2", "there is no such filter. Did you mean wrong?"),
        ("topik:air", 1, "topik:air", "there is no such filter. Did you mean topic?"),
        ("-(fog or snice:2026)", 10, "snice:2026", "there is no such filter. Did you mean since?"),
        ('fog -topik:"a b" x', 6, 'topik:"a b"', "there is no such filter. Did you mean topic?"),
        (
            "x=2",
            1,
            "x=2",
            (
                "there is no such filter. There are: topic, kind, id, section, is, wrong, answers, score, recall, due, since, until, on. "
                "Put text in quotes."
            ),
        ),
        ("fog is:lerned", 5, "is:lerned", "is: has no such value. Did you mean learned?"),
        ("kind:chioce", 1, "kind:chioce", "kind: has no such value. Did you mean choice?"),
        (
            "is:xyz",
            1,
            "is:xyz",
            "is: has no such value. There are: flagged, aside, new, due, learned, missed, disputed.",
        ),
        ("topic>air", 1, "topic>air", "it is not compared. Write topic: and a value."),
        ("since>2026", 1, "since>2026", "it is not compared. Write since: and a value."),
        ("wrong>two", 1, "wrong>two", "it is compared with a whole number, as in wrong>2."),
        ("wrong>1.5", 1, "wrong>1.5", "it is compared with a whole number, as in wrong>2."),
        ("recall<80", 1, "recall<80", "it runs from 0 to 1, or from 0% to 100%, as in recall<80%."),
        ("score>101%", 1, "score>101%", "it runs from 0 to 1, or from 0% to 100%, as in score<80%."),
        ("fog wrong!=2", 5, "wrong!=2", "this is no comparison. There are < <= = >= and >; a dash before it says not, as in -wrong=2."),
        ("wrong ≠ 2", 1, "wrong ≠", "this is no comparison. There are < <= = >= and >; a dash before it says not, as in -wrong=2."),
        ("due<soon", 1, "due<soon", "the days until it is due are a whole number, as in due<7d or due<2w."),
        ("since:yesterday", 1, "since:yesterday", "this is no date. Write 2026, 2026-09 or 2026-09-15."),
        ("on:2026-02-30", 1, "on:2026-02-30", "this is no date. Write 2026, 2026-09 or 2026-09-15."),
        ("on:2026-00", 1, "on:2026-00", "this is no date. Write 2026, 2026-09 or 2026-09-15."),
        ("since:0000", 1, "since:0000", "this is no date. Write 2026, 2026-09 or 2026-09-15."),
        ("(" * 31, 31, "(", "groups stand at most 30 deep in one another."),
    ],
)
def test_an_error_points_at_its_word(text, column, word, message):
    assert parse(text) == Wrong(column, word, message)


def test_a_filter_of_sittings_is_told_what_applies_to_sittings():
    assert parse("mode:exam wrong>2", "sittings") == Wrong(
        11, "wrong>2", "it does not apply to sittings. There are: topic, mode, id, answers, score, since, until, on."
    )


def test_a_caret_stands_below_the_word_whatever_stands_before_it():
    assert pointed_at("漢字 wrnog>2", 4) == ["    漢字 wrnog>2", "         ^"]


def test_only_the_part_of_a_long_line_around_the_word_is_shown():
    shown, caret = pointed_at("fog " * 1_000 + "wrnog>2", 4_001)
    assert (shown[caret.index("^") :], len(caret)) == ("wrnog>2", 45)


def sitting(id_, mode, started, rights, questions):
    answers = len(questions)
    return SittingRecord(
        id=id_, mode=mode, questions=questions, topics=(), seconds=None, seed=1,
        started=Moment.of(datetime.fromisoformat(f"{started}:00:00+00:00"), -300), ended=None, how="", spent=0,
        answers=answers, rights=rights, score=rights / answers if answers else None,
    )  # fmt: skip


SITTINGS = (
    sitting("aa1", "exam", "2026-11-01T08", 1, ("air/fog", "water-quality/act")),
    sitting("bb2", "practice", "2026-09-15T17", 2, ("air/fog", "air/year")),
    sitting("cc3", "review", "2026-08-31T17", 0, ()),
)


@pytest.mark.parametrize(
    ("text", "sittings"),
    [
        ("", "aa1 bb2 cc3"),
        ("mode:exam", "aa1"),
        ("exam", "aa1"),
        ("topic:water", "aa1"),
        ("topic:air", "aa1 bb2"),
        ("id:bb", "bb2"),
        ("score<60%", "aa1"),
        ("answers>=2", "aa1 bb2"),
        ("since:2026-09", "aa1 bb2"),
        ("until:2026-09-15", "bb2 cc3"),
        ("on:2026-10-31", "aa1"),  # at four in the morning, before which it is still the day before
        ("-mode:exam since:2026-09", "bb2"),
        ("mode:review or score=1", "bb2 cc3"),
        ("answers<3 since:2026-10", "aa1"),
    ],
)
def test_a_filter_finds_sittings(text, sittings):
    assert " ".join(each.id for each in fitting_sittings(parse(text, "sittings"), SITTINGS)) == sittings


def test_tallies_are_read_only_when_a_filter_needs_them():
    asked = []
    fitting(parse("fog kind:choice is:due recall<80%"), LIBRARY, STANDING, NOON, lambda span: asked.append(span) or {})
    assert asked == []


def test_a_new_wording_is_found_by_its_new_text():
    folded(QUESTIONS[0])
    assert "haze" in folded(Choice(id="air/fog", prompt="What is haze?", answer="Smoke", distractors=("Rain",)))


def test_recall_is_compared_by_the_learners_own_schedule():
    own = Schedule((*DEFAULT.parameters[:20], 0.8))
    found = [
        [question.id for question in fitting(parse("recall<60%"), LIBRARY, STANDING._replace(schedule=schedule), NOON)]
        for schedule in (DEFAULT, own)
    ]
    assert found == [[], ["air/fog"]]

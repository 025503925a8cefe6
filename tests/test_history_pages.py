"""The pages of the history: what they tell of a small record, worked out by hand, and what they say as long as there is none."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from progress.moment import Moment
from progress.periods import Span
from progress.records import MILLIONTHS, POINTS, Behind, ConfidenceDay, RecallDay, SittingRecord, Standing, Tally, TopicDay, Totals
from progress.schedule import Card, Schedule, State, forgetting
from questions.bank import Bank, Library
from questions.kinds import Choice, Cloze
from quiz.history import changed, coming, doing, knowing, trust, work
from quiz.history.cells import in_words
from quiz.history.opening import period, periods
from quiz.history.page import Figure, Page, Seen
from quiz.history.seeing import PAGES

NOON = Moment.of(datetime(2026, 3, 30, 17, tzinfo=UTC), -300)
"""A Monday noon in Ottawa."""
TODAY = NOON.day


def bank(topic, questions=4):
    asked = tuple(
        Choice(id=f"{topic}/{number}", prompt=f"{topic} {number}?", answer="a", distractors=("b",)) for number in range(questions)
    )
    return Bank(topic=topic, title=topic.title(), path=Path(f"{topic}.yaml"), questions=asked)


LIBRARY = Library.of([bank("air"), bank("water")])


def day(ago, topic="air", *, answers=10, points=None, firsts=0, first_points=0.0, minutes=5.0, learned=0):
    points = float(answers) if points is None else points
    then = TODAY - timedelta(days=ago)
    took, scored, first_scored = round(minutes * 60_000), round(points * POINTS), round(first_points * POINTS)
    return TopicDay(then, topic, answers, int(points), scored, took, firsts, int(first_points), first_scored, learned)


def card(question, due=3, *, seen=5, stability=10.0, state=State.REVIEW):
    return Card(question, state, None, stability, 5.0, NOON.at + timedelta(days=due), NOON.at - timedelta(days=seen), 3, 0)


def standing(*cards, **fields):
    empty = Standing({each.question: each for each in cards}, frozenset(), frozenset(), (), {}, {}, None, 0)
    return empty._replace(**fields)


def seen(*days, cards=(), sittings=(), topic="", week=None, recalls=(), confidences=(), dues=None, **fields):
    totals = Totals(tuple(sorted(days, key=lambda each: each.day)), recalls, confidences)
    return Seen(totals, standing(*cards, **fields), sittings, LIBRARY, NOON, topic, week or {}, dues=dues or {})


def figure(page: Page, title: str) -> Figure:
    return next(each for each in page.figures if each.title == title)


def sitting(number, questions, score=0.5, answers=4):
    return SittingRecord(
        f"s{number}", "review", questions, (), None, 1, NOON.later(timedelta(days=-number)), None, "", 0, answers, 2, score
    )


@pytest.mark.parametrize("key", PAGES)
def test_a_newcomer_is_told_what_will_appear_and_when(key: str):
    page = PAGES[key](seen())
    assert (page.figures, page.sentences) == ((), ())
    assert "will appear" in page.empty
    assert " once " in page.empty


# -- doing


def test_first_tries_are_told_apart_from_repeats():
    page = doing.page(seen(day(0, answers=10, points=8.0, firsts=4, first_points=2.0)))
    assert [row.cells[:3] for row in figure(page, "First tries by day").rows] == [(TODAY, 4, 0.5)]
    assert [row.cells[:3] for row in figure(page, "Repeats by day").rows] == [(TODAY, 6, 1.0)]


def test_a_day_without_answers_has_no_score_and_nothing_behind_it():
    rows = figure(doing.page(seen(day(2), day(0))), "Repeats by day").rows
    assert (rows[1].cells, rows[1].behind) == ((TODAY - timedelta(days=1), 0, None, None, None), None)


def test_behind_a_week_are_the_answers_of_that_week():
    rows = figure(doing.page(seen(day(60), day(0))), "Repeats by week").rows
    assert rows[0].behind == Behind(date(2026, 1, 26), date(2026, 2, 1), firsts=False)


# 40 of 50 beside 20 of 50: 0.4 with 0.21 to 0.55 or so.
def test_a_difference_beyond_chance_is_called_better():
    page = doing.page(seen(day(30, answers=50, points=20.0), day(1, answers=50, points=40.0)))
    said = "Repeats: 80 % after 40 %, better: +40 points, more than chance (95 % interval +21 to +55 points)."
    assert said in page.sentences


def test_a_difference_within_chance_is_called_about_the_same():
    page = doing.page(seen(day(30, answers=10, points=7.0), day(1, answers=10, points=8.0)))
    assert "Repeats: 80 % after 70 %, about the same: +10 points, no more than chance may do" in " ".join(page.sentences)


def test_few_answers_are_not_compared():
    page = doing.page(seen(day(30, answers=4), day(1, answers=40)))
    assert "Repeats: too few answers to compare (4 and 40)." in page.sentences


def test_any_two_periods_are_compared():
    one, other = Span(date(2026, 1, 1), date(2026, 1, 31)), Span(date(2026, 3, 1), date(2026, 3, 30))
    page = doing.page(seen(day(70, answers=20, points=5.0), day(40), day(1, answers=20)), (one, other))
    assert "1 Mar to 30 Mar 2026 beside 1 Jan to 31 Jan 2026:" in page.sentences
    assert [row.behind for row in figure(page, "Two periods").rows][2:] == [
        Behind(one.first, one.last, firsts=False),
        Behind(other.first, other.last, firsts=False),
    ]


def test_topics_stand_in_the_order_of_the_banks_and_those_that_are_gone_come_last():
    page = doing.page(seen(day(3, "gone"), day(2, "water"), day(1, "air")))
    assert figure(page, "First tries by topic").column("Topic") == ("Air", "Water", "gone")


def test_a_topic_that_is_lower_than_the_others_by_more_than_chance_is_named():
    days = (day(1, "air", answers=40, points=10.0, firsts=40, first_points=10.0), day(1, "water", answers=40, firsts=40, first_points=36.0))
    assert "Lowest at first tries: Air, 25 % (14 % to 40 %)." in doing.page(seen(*days)).sentences


def test_one_topic_has_only_its_own_days_and_sittings():
    page = doing.page(seen(day(1, "air"), day(1, "water"), sittings=(sitting(1, ("air/1",)), sitting(2, ("water/1",))), topic="air"))
    assert sum(figure(page, "Repeats by day").column("Answers")) == 10
    assert [row.sitting for row in figure(page, "Sittings").rows] == ["s1"]


def test_sittings_without_answers_are_not_listed_and_the_newest_come_last():
    page = doing.page(seen(day(1), sittings=(sitting(1, ("air/1",)), sitting(2, ("air/1",), None, 0), sitting(3, ("air/1",)))))
    assert [row.sitting for row in figure(page, "Sittings").rows] == ["s3", "s1"]


# -- work


def test_the_streak_is_not_broken_before_today_is_over():
    days = {TODAY - timedelta(days=ago) for ago in (1, 2, 5, 6, 7)}
    assert work.streaks(days, TODAY) == (2, 3)


def test_a_day_missed_ends_the_streak():
    assert work.streaks({TODAY - timedelta(days=2)}, TODAY) == (0, 1)


def test_the_calendar_has_every_day_since_the_monday_of_the_first():
    rows = figure(work.page(seen(day(2, answers=4, minutes=2.0), day(0))), "Study days").rows
    assert rows[0].cells == (date(2026, 3, 23), 0, 0.0)
    assert [(row.cells, row.behind is None) for row in rows[-3:]] == [
        ((TODAY - timedelta(days=2), 4, 2.0), False),
        ((TODAY - timedelta(days=1), 0, 0.0), True),
        ((TODAY, 10, 5.0), False),
    ]


def test_the_calendar_goes_back_a_year():
    assert len(figure(work.page(seen(day(1000), day(0))), "Study days").rows) == 52 * 7 + 1


def test_minutes_are_told_by_week():
    rows = figure(work.page(seen(day(1, minutes=3.0), day(2, minutes=4.0), day(0, minutes=5.0))), "Minutes by week").rows
    assert [row.cells for row in rows] == [(date(2026, 3, 23), 7.0, 2, 20), (TODAY, 5.0, 1, 10)]


# -- coming


def test_what_is_overdue_is_counted_today():
    page = coming.page(seen(cards=(card("air/0", -3), card("air/1", 0), card("air/2", 1), card("air/3", 40))))
    assert [row.cells[1] for row in page.figures[0].rows][:3] == [2, 1, 0]
    assert page.sentences[0] == "Today 2 questions, about 1 minute; 1 of them overdue."
    assert page.sentences[-1] == "Later than that: 1 question."


def test_what_is_set_aside_or_in_no_bank_does_not_come_back():
    page = coming.page(seen(cards=(card("air/0", 1), card("air/1", 1), card("gone/1", 1)), suspended=frozenset({"air/1"})))
    assert [row.questions for row in page.figures[0].rows if row.questions] == [("air/0",)]


def test_minutes_go_by_the_usual_times():
    page = coming.page(seen(cards=(card("air/0", 1), card("air/1", 1)), usual={"choice": 40_000}))
    assert page.figures[0].column("Minutes")[1] == 2.0


def test_a_plan_may_bring_questions_back_on_another_day():
    page = coming.page(seen(cards=(card("air/0", 5), card("air/1", 5)), dues={"air/0": NOON.at + timedelta(days=2)}))
    assert [number for number, row in enumerate(page.figures[0].rows) if row.questions] == [2, 5]


# -- knowing


CURVE = forgetting()


def test_recall_is_told_by_topic_now_and_in_thirty_days():
    page = knowing.page(seen(cards=(card("air/0", seen=10), card("air/1", seen=20))))
    recall = figure(page, "Recall by topic").rows[0].cells
    assert recall[:5] == ("Air", 4, 2, 0, 2)
    assert recall[5:] == pytest.approx(((0.9 + CURVE(20, 10)) / 2, (CURVE(40, 10) + CURVE(50, 10)) / 2))


def test_recall_goes_by_the_learners_own_schedule():
    own = Schedule((*Schedule().parameters[:20], 0.5))
    page = knowing.page(seen(cards=(card("air/0", seen=20),), schedule=own))
    assert figure(page, "Recall by topic").rows[0].cells[5] == pytest.approx(forgetting(own)(20, 10))


def test_what_was_seen_today_has_no_recall_and_is_counted_apart():
    page = knowing.page(seen(cards=(card("air/0", seen=0), card("air/1", seen=10))))
    assert figure(page, "Recall by topic").rows[0].cells[:5] == ("Air", 4, 2, 1, 2)
    assert page.sentences[0] == "You would answer about 1 (0 to 1) of all 8 questions now, not counting 1 seen today and 6 never asked."


def test_nothing_is_predicted_on_the_first_day():
    page = knowing.page(seen(cards=(card("air/0", seen=0),)))
    assert page.sentences[0].startswith("All that you have met, you saw today")
    assert figure(page, "Least remembered").rows == ()


def test_the_learned_questions_with_the_lowest_recall_come_first():
    cards = (card("air/0", seen=10), card("air/1", seen=90), card("air/2", seen=95, state=State.RELEARNING), card("air/3", seen=50))
    page = knowing.page(seen(cards=cards))
    at_risk = figure(page, "Least remembered")
    assert [row.behind.question for row in at_risk.rows] == ["air/1", "air/3", "air/0"]
    assert "1 learned question at risk of being forgotten: recall below 80 %." not in page.sentences
    assert "2 learned questions at risk of being forgotten: recall below 80 %." in page.sentences


def test_a_question_with_blanks_is_told_with_gaps():
    blank = Cloze(id="air/0", prompt="It is {{smog}}.")
    library = Library.of([Bank(topic="air", title="Air", path=Path("air.yaml"), questions=(blank,))])
    page = knowing.page(replace(seen(cards=(card("air/0"),)), library=library))
    assert figure(page, "Least remembered").rows[0].cells[3] == blank.gapped()


def test_what_is_set_aside_is_counted_nowhere():
    page = knowing.page(seen(cards=(card("air/0"), card("air/1")), suspended=frozenset({"air/1", "air/2"})))
    assert figure(page, "Recall by topic").rows[0].cells[:3] == ("Air", 2, 1)


# -- trust


def recalled(chance, happened, answers):
    squared = happened * (1 - chance) ** 2 + (answers - happened) * chance**2
    sums = (round(each * MILLIONTHS) for each in (chance * answers, squared, answers * 0.5))
    return RecallDay(TODAY, int(chance * 20), answers, happened, *sums)


def test_predictions_stand_beside_what_happened():
    rows = figure(trust.page(seen(recalls=(recalled(0.9, 16, 20),))), "Predicted and recalled").rows
    assert rows[0].cells[:4] == ("90 to 95 %", pytest.approx(0.9), 20, 0.8)
    assert rows[0].behind == Behind(recall=(0.9, 0.95))


def test_behind_the_highest_predictions_are_those_of_certainty_too():
    rows = figure(trust.page(seen(recalls=(recalled(0.98, 20, 20),))), "Predicted and recalled").rows
    assert rows[0].behind.recall == (0.95, 1.01)


@pytest.mark.parametrize(
    ("happened", "fits"), [(180, "as far as chance lets one see"), (195, "more often than it need"), (150, "it asks too seldom")]
)
def test_it_is_said_whether_the_schedule_is_right(happened: int, fits: str):
    assert fits in trust.page(seen(recalls=(recalled(0.9, happened, 200),))).sentences[0]


def sure(confidence, answers, points):
    return ConfidenceDay(TODAY, confidence, answers, points, points * POINTS)


def test_confidence_stands_beside_what_was_right():
    page = trust.page(seen(confidences=(sure("sure", 10, 9), sure("guess", 4, 1))))
    rows = figure(page, "How sure you were, and what was right").rows
    assert [(row.cells[:3], row.behind.confidence) for row in rows] == [(("Sure", 10, 0.9), "sure"), (("Guess", 4, 0.25), "guess")]


@pytest.mark.parametrize(
    ("points", "said"), [(75, "you are sure too often"), (100, "you can rely on it"), (95, "may or may not be the 95 %")]
)
def test_it_is_said_whether_being_sure_is_worth_something(points: int, said: str):
    assert said in trust.page(seen(confidences=(sure("sure", 100, points),))).sentences[0]


def test_being_sure_that_tells_nothing_is_said():
    page = trust.page(seen(confidences=(sure("sure", 50, 40), sure("think", 50, 40))))
    assert page.sentences[-1] == "You scored about the same where you only thought so: being sure told little."


def test_it_is_told_how_confidence_is_switched_on():
    page = trust.page(seen(recalls=(recalled(0.9, 16, 20),)))
    assert "confidence on" in figure(page, "How sure you were, and what was right").note


def test_questions_that_mislead_are_listed():
    page = trust.page(seen(recalls=(recalled(0.9, 16, 20),), misled=frozenset({"air/1", "gone/1"})))
    assert [row.cells[0] for row in figure(page, "Sure, and wrong").rows] == ["air/1"]


# -- changed


def test_two_weeks_stand_beside_each_other():
    rows = figure(changed.page(seen(day(1, minutes=6.0, learned=3), day(6), day(7, learned=-1), day(20))), "Two weeks").rows
    assert [(row.cells[1:], row.behind) for row in rows] == [
        ((5.0, 10, 1, -1), Behind(date(2026, 3, 17), date(2026, 3, 23))),
        ((11.0, 20, 2, 3), Behind(date(2026, 3, 24), TODAY)),
    ]


def test_only_what_is_more_than_chance_is_called_better():
    told = changed.page(seen(day(8, answers=50, points=20.0), day(1, answers=50, points=40.0))).sentences
    assert "Repeats: 80 % after 40 %, better: +40 points, more than chance (95 % interval +21 to +55 points)." in told
    assert "First tries: too few answers to compare (0 and 0)." in told


def test_topics_that_were_begun_are_named():
    page = changed.page(seen(day(8, "air"), day(1, "air"), day(1, "water")))
    assert "You began Water." in page.sentences
    assert [row.behind for row in figure(page, "Topics begun").rows] == [Behind(topic="water")]


def test_what_was_missed_more_than_once_is_listed_the_most_often_missed_first():
    def tally(wrong):
        return Tally(5, wrong, 5.0 - wrong, NOON.at, missed=False, disputed=False)

    page = changed.page(seen(day(1), week={"air/0": tally(2), "air/1": tally(1), "air/2": tally(3)}))
    listed = figure(page, "Missed more than once")
    assert [row.cells[:3] for row in listed.rows] == [("air/2", 3, 5), ("air/0", 2, 5)]
    assert listed.rows[0].behind == Behind(date(2026, 3, 24), TODAY, question="air/2")


def test_what_is_at_risk_is_told_with_its_questions():
    page = changed.page(seen(day(1), cards=(card("air/0", seen=90), card("air/1"))))
    assert "1 learned question at risk of being forgotten: recall below 80 %." in page.sentences
    assert figure(page, "At risk now").rows[0].questions == ("air/0",)


# -- all of them


def full(topic=""):
    days = [day(ago, topic_, answers=6, points=4.5, firsts=2, first_points=1.0) for ago in range(0, 50, 3) for topic_ in ("air", "water")]
    cards = (card("air/0", seen=90), card("air/1", seen=0), card("water/0", -2))
    recalls, confidences = (recalled(0.9, 16, 20), recalled(0.7, 3, 4)), (sure("sure", 9, 8), sure("guess", 2, 1))
    sittings = (sitting(1, ("air/1",)), sitting(2, ("water/1",)))
    return seen(*days, cards=cards, recalls=recalls, confidences=confidences, sittings=sittings, topic=topic)


@pytest.mark.parametrize("topic", ["", "air", "water"])
@pytest.mark.parametrize("key", PAGES)
def test_every_row_has_a_cell_for_every_column_and_every_drawing_its_columns(key: str, topic: str):
    for each in PAGES[key](full(topic)).figures:
        names = [column.name for column in each.columns]
        assert {len(row.cells) for row in each.rows} <= {len(names)}
        assert len(set(names)) == len(names)
        if each.draw and each.rows:
            assert {each.draw.along, *each.draw.measured, each.draw.low or names[0], each.draw.high or names[0]} <= set(names)


@pytest.mark.parametrize("key", PAGES)
def test_every_row_with_a_number_leads_to_what_stands_behind_it(key: str):
    for each in PAGES[key](full()).figures:
        for row in each.rows:
            counts = [cell for cell, column in zip(row.cells, each.columns, strict=True) if column.unit in ("count", "share") and cell]
            assert not counts or row.behind or row.sitting or row.questions, (each.title, row)


@pytest.mark.parametrize("key", PAGES)
def test_the_order_of_the_rows_of_the_totals_does_not_matter(key: str):
    there = full()
    totals = Totals(there.totals.days[::-1], there.totals.recalls[::-1], there.totals.confidences[::-1])
    assert PAGES[key](replace(there, totals=totals)) == PAGES[key](there)


# -- periods in words


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2026", date(2026, 1, 1), date(2026, 12, 31)),
        ("2026-02", date(2026, 2, 1), date(2026, 2, 28)),
        ("2026-02-03", date(2026, 2, 3), date(2026, 2, 3)),
        ("2026-02..2026-03-05", date(2026, 2, 1), date(2026, 3, 5)),
    ],
)
def test_a_period_is_a_year_a_month_a_day_or_from_one_to_another(text: str, first: date, last: date):
    assert period(text) == Span(first, last)


@pytest.mark.parametrize("text", ["x", "2026-13", "2026-02-30", "0000", "2026..", "..2026", "2026-03..2026-02", "2026-03...2026-04"])
def test_what_is_no_period_is_told_with_how_it_is_written(text: str):
    with pytest.raises(ValueError, match="Write it as 2026-09"):
        period(text)


def test_a_period_is_compared_with_the_time_just_before_it():
    assert periods("2026-03", "") == (Span(date(2026, 1, 29), date(2026, 2, 28)), Span(date(2026, 3, 1), date(2026, 3, 31)))


def test_there_is_no_time_before_the_first_year():
    with pytest.raises(ValueError, match="no time before"):
        periods("0001", "")


@pytest.mark.parametrize(("minutes", "told"), [(0.0, "0"), (0.25, "0.2"), (9.96, "10.0"), (12.4, "12")])
def test_minutes_are_told_to_the_tenth_as_long_as_they_are_few(minutes: float, told: str):
    assert in_words(minutes, "minutes") == told

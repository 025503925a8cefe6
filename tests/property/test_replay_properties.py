"""Cards worked out from all their answers at once are those of one answer after the other, to the last bit."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from progress.deriving.histories import History
from progress.kept import Changed
from progress.moment import Moment
from progress.rating import Rating
from progress.schedule import DEFAULT, Card, Schedule, recall, review

START = Moment.of(datetime(2026, 3, 7, 22, tzinfo=UTC), -300)
own = st.builds(
    lambda first, forgetting, growth, retention: Schedule(
        (*first, *DEFAULT.parameters[4:8], growth, *DEFAULT.parameters[9:20], forgetting), retention
    ),
    st.tuples(*[st.floats(0.001, 100)] * 4),
    st.floats(0.1, 0.8),
    st.floats(0, 4.5),
    st.floats(0.7, 0.97),
)
passed = st.one_of(st.integers(0, 30), st.integers(-3_000, 3_000), st.integers(0, 200_000))
step = st.tuples(passed, st.sampled_from([-300, -300, -240, 330]), st.one_of(st.sampled_from(Rating), own))


@settings(max_examples=150, deadline=None)
@given(steps=st.lists(step, min_size=1, max_size=12))
def test_a_history_at_once_is_that_of_one_answer_after_the_other(steps: list[tuple[int, int, Rating | Schedule]]) -> None:
    # In the order of the log, whatever the clock said: as many minutes as are told may also lie between two answers.
    now, timed = START, []
    for minutes, offset, what in steps:
        now = Moment.of(now.at + timedelta(minutes=minutes), offset)
        timed.append((now, what))
    timed.sort(key=lambda each: each[0].at)

    answers, changes, states, counted = [], [], [], []
    card, by = None, DEFAULT
    for number, (when, what) in enumerate(timed, 1):
        if isinstance(what, Schedule):
            changes.append(Changed((when.milliseconds, "s", number), what))
            by, card = what, remembered(card, counted, what)
        else:
            row = ("s", number, "ann", "", "air/year", "air", "choice", when.milliseconds, when.offset, when.day.toordinal())
            answers.append((*row, "", "[]", '"a"', "right", 1.0, "", int(what), "", "", "", 0, 0, "", 0))
            counted.append((what, when))
            after = review(card, "air/year", what, when, by)
            expected = recall(card, when, by) if card else None
            states.append((int(after.state), after.stability, after.difficulty, Moment.of(after.due).milliseconds, expected))
            card = after
    if card is not None:
        found = History(answers, changes)
        assert [(state, stability, difficulty, due, told) for state, stability, difficulty, due, _, told, _ in found.states] == states
        assert found.card[3:7] == (int(card.state), card.step, card.stability, card.difficulty)
        assert found.card[9:11] == (card.repetitions, card.lapses)


def remembered(card: Card | None, counted: list[tuple[Rating, Moment]], by: Schedule) -> Card | None:
    anew: Card | None = None
    for rating, when in counted:
        anew = review(anew, "air/year", rating, when, by)
    return card._replace(stability=anew.stability, difficulty=anew.difficulty) if card and anew else card

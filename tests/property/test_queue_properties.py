"""What is asked today, read by a few indexes, is what would be asked if all that a learner ever did were read."""

from __future__ import annotations

import shutil
import tempfile
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from progress.log import Answered, hash_of
from progress.moment import Moment
from progress.rating import Rating
from progress.store import Store
from questions.bank import Bank, Library
from questions.kinds import Choice
from quiz.places import Places
from quiz.planning import load
from quiz.planning.exam_plan import ExamPlan
from quiz.planning.today import overview, plan_review
from quiz.renaming import renamed_memories
from quiz.study import Study

START = Moment.of(datetime(2026, 3, 7, 22, tzinfo=UTC), -300)


def bank(topic: str, questions: int) -> Bank:
    asked = [
        Choice(id=f"{topic}/{number}", prompt="?", answer="a", distractors=("b",), was=(f"once-{number}",)) for number in range(questions)
    ]
    return Bank(topic=topic, title=topic.title(), path=Path(topic), questions=tuple(asked))


LIBRARY = Library.of([bank("air", 9), bank("lakes", 7), bank("sea", 12)])
ASKED = [*LIBRARY.by_id, "air/gone", "gone/1"]
"""Two of them are in no bank any more."""


@pytest.fixture(scope="module")
def new_record(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("record") / "progress.db"
    store = Store.open(f"sqlite:///{path}", "laptop")
    store.learner_named("Ann", START)
    store.close()
    return path


given_answers = st.lists(
    st.tuples(
        st.sampled_from(range(len(ASKED))),
        st.sampled_from([Rating.AGAIN, Rating.GOOD, Rating.GOOD, Rating.EASY]),
        st.sampled_from([0, 1, 60, 700, 1500, 9000]),
        st.sampled_from([-300, -300, 0, 540]),
        st.booleans(),
        st.booleans(),
    ),
    max_size=30,
)


@settings(max_examples=15, deadline=None)
@given(given_answers, st.integers(0, 9), st.sampled_from([0, 1, 3, 14]), st.sampled_from([15, 1]), st.sampled_from([None, None, 5]))
def test_what_is_asked_today_does_not_depend_on_how_much_was_read(
    new_record: Path, answers: list[tuple[int, Rating, int, int, bool, bool]], aside: int, away: int, fewest: int, exam: int | None
) -> None:
    with tempfile.TemporaryDirectory() as name, pytest.MonkeyPatch.context() as patch:
        patch.setattr(load, "FEWEST", fewest)
        shutil.copy(new_record, name)
        places = Places(Path(name))
        store, now = Store.open(places.url, "laptop"), START
        study = Study(LIBRARY, store, store.learners()[0], places, lambda: now)
        sitting = store.start_sitting(study.learner.id, "review", [], now)
        for number, rating, passed, offset, sure, once in answers:
            now = Moment.of(now.at + timedelta(minutes=passed), offset)
            right = rating is not Rating.AGAIN
            question = ASKED[number].replace("/", "/once-") if once and number < len(LIBRARY) else ASKED[number]
            marked = ("a", "right", 1.0) if right else ("b", "wrong", 0.0)
            told = Answered(sitting, question, "choice", hash_of(question), ("a", "b"), *marked, "", rating, "", 4000)
            recorded = store.record_answer(study.learner.id, told, "{}", now)
            if sure and passed == 1:
                store.undo(study.learner.id, recorded.id, now)
        study.mark_question(ASKED[aside], "suspended", on=True)
        now = now.later(timedelta(days=away))
        if exam is not None:
            study.keep_plan(ExamPlan(now.day + timedelta(days=exam), ("lakes",)))
        for everything in (False, True):
            for new in (None, 3):
                quick, whole = (
                    plan_review(LIBRARY, standing, now, new=new, everything=everything) for standing in (study.today(), study.standing())
                )
                assert quick == whole
        memories = renamed_memories(store.memories(study.learner.id, now), LIBRARY.renamed, study.outdone())
        known = overview(LIBRARY, study.today(), now, *([] if exam else [memories, store.streak(study.learner.id, now.day)]))
        assert known == overview(LIBRARY, study.standing(), now)
        store.close()

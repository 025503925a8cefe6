"""Two records joined: nothing is lost from either, in any order, any number of times."""

from __future__ import annotations

import itertools
import shutil
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from progress import log
from progress.chain import breaks
from progress.copies import Copy
from progress.errors import Refused
from progress.moment import Moment
from progress.rating import Rated, Rating
from progress.records import EntryId
from progress.schedule import DEFAULT, Schedule
from progress.store import Store

At = Callable[..., Moment]


@pytest.fixture
def elsewhere(sqlite: Path, tmp_path: Path) -> Iterator[Callable[[str], Store]]:
    """Records of other machines, by the name of the device."""
    opened: list[Store] = []

    def open_(device: str) -> Store:
        file = tmp_path / f"{device}.db"
        shutil.copy(sqlite, file)
        opened.append(Store.open(f"sqlite:///{file}", device))
        return opened[-1]

    yield open_
    for store in opened:
        store.close()


def everything(store: Store) -> Copy:
    copies = [store.export(learner) for learner in store.learners()]
    wordings = {hash_: worded for copy in copies for hash_, worded in copy.wordings.items()}
    return Copy("the copy", store.entries(), wordings)


@pytest.fixture
def tablet(elsewhere: Callable[[str], Store], ann: Any, at: At) -> Store:
    """Ann's record as it was on Monday, carried to a tablet, where she went on; here she went on too."""
    first = ann.answers(now=at(minutes=1)).id
    tablet = elsewhere("tablet")
    tablet.merge(everything(ann.store))
    there = replace(ann, store=tablet)
    there.answers("air/rain", Rating.AGAIN, at(hours=2))
    there.undoes(first, at(hours=3))
    ann.answers("air/year", Rating.HARD, at(hours=1))
    ann.store.rerate(ann.id, first, Rated(Rating.EASY, "so"), at(hours=4))
    return tablet


def test_a_merge_leaves_what_both_had(ann: Any, tablet: Store) -> None:
    expected = {entry.id for entry in (*ann.store.entries(), *tablet.entries())}
    ann.store.merge(everything(tablet))
    assert {entry.id for entry in ann.store.entries()} == expected


def test_both_records_are_the_same_after_each_was_merged_with_the_other(ann: Any, tablet: Store) -> None:
    here, there = everything(ann.store), everything(tablet)
    ann.store.merge(there)
    tablet.merge(here)
    assert (ann.store.entries(), ann.store.derived()) == (tablet.entries(), tablet.derived())


def test_a_second_merge_changes_nothing(ann: Any, tablet: Store) -> None:
    ann.store.merge(everything(tablet))
    before = ann.store.entries(), ann.store.derived()
    assert ann.store.merge(everything(tablet)).entries == 0
    assert (ann.store.entries(), ann.store.derived()) == before


def test_what_is_merged_is_told_by_learner(ann: Any, tablet: Store) -> None:
    merged = ann.store.merge(everything(tablet))
    assert (merged.entries, dict(merged.answers)) == (3, {"Ann": 1})


def test_a_merge_derives_what_a_rebuild_would(ann: Any, tablet: Store) -> None:
    ann.store.merge(everything(tablet))
    merged = ann.store.derived()
    ann.store.rebuild()
    assert ann.store.derived() == merged


@pytest.mark.parametrize("order", list(itertools.permutations(range(3))), ids=str)
def test_the_order_of_merging_does_not_matter(elsewhere: Callable[[str], Store], order: tuple[int, ...], noon: Moment) -> None:
    copies = []
    for number, device in enumerate(("one", "two", "three")):
        store = elsewhere(device)
        learner = store.add_learner(f"Learner {number}", noon)
        sitting = store.start_sitting(learner.id, "review", ["air/year"], noon)
        body = log.Answered(sitting, "air/year", "choice", log.hash_of("{}"), (), "x", "right", 1.0, "", 3, "", 1)
        store.record_answer(learner.id, body, "{}", noon)
        copies.append(everything(store))
    ones, others = elsewhere("ones"), elsewhere("others")
    for number in range(3):
        ones.merge(copies[number])
        others.merge(copies[order[number]])
    assert (ones.entries(), ones.derived()) == (others.entries(), others.derived())


def test_the_wordings_come_along(ann: Any, elsewhere: Callable[[str], Store]) -> None:
    ann.answers()
    (answer,) = ann.store.answers(ann.sitting)
    fresh = elsewhere("fresh")
    fresh.merge(ann.store.export(ann.store.learners()[0]))
    assert fresh.wording(answer.wording) == '"air/year"'


def test_a_backup_is_asked_for_only_if_something_is_new(ann: Any, tablet: Store) -> None:
    asked: list[int] = []
    for _ in range(2):
        ann.store.merge(everything(tablet), lambda: asked.append(len(ann.store.entries())))
    assert asked == [len(ann.store.entries()) - 3]


# -- what is refused


def refused(store: Store, copy: Copy) -> str:
    before = store.entries(), store.derived()
    with pytest.raises(Refused) as error:
        store.merge(copy)
    assert (store.entries(), store.derived()) == before
    return str(error.value)


def test_an_entry_that_is_here_with_other_content_is_refused_by_name(ann: Any, tablet: Store, at: At) -> None:
    copy = everything(ann.store)
    ends = [entry for entry in copy.entries if entry.seq == max(each.seq for each in copy.entries)]
    before = next(entry for entry in copy.entries if entry.seq == ends[0].seq - 1 and entry.stream == ends[0].stream)
    forged = log.entry_of(ends[0].stream, ends[0].seq, ends[0].at, 0, log.SettingChanged("theme", "forged"), before.digest)
    other = replace(copy, entries=(*(entry for entry in copy.entries if entry.id != forged.id), forged))
    said = refused(ann.store, other)
    assert said.startswith(f"the copy: entry {forged.seq} of Ann’s log {forged.stream[:8]} is here already and says something else.")


def test_a_broken_chain_is_refused_where_it_breaks_and_what_is_sound_is_offered(ann: Any, tablet: Store) -> None:
    copy = everything(tablet)
    stream = next(entry.stream for entry in copy.entries if entry.type == "undone")
    broken = replace(copy, entries=tuple(entry for entry in copy.entries if entry.id != EntryId(stream, 2)))
    assert refused(ann.store, broken) == (
        f"the copy: the record is broken at entry 3 of Ann’s log {stream[:8]}: entries before it are missing. "
        f"{len(copy.entries) - 2} of {len(copy.entries) - 1} entries are sound; with --sound they are taken. Nothing was taken yet."
    )


def test_what_is_sound_of_a_broken_copy_can_be_taken(ann: Any, tablet: Store) -> None:
    copy = everything(tablet)
    stream = next(entry.stream for entry in copy.entries if entry.type == "undone")
    broken = replace(copy, entries=tuple(entry for entry in copy.entries if entry.id != EntryId(stream, 2)))
    assert ann.store.merge(broken.sound()).entries == 1
    assert breaks(ann.store.entries()) == ()


def test_a_sitting_of_another_learner_s_is_refused(ann: Any, elsewhere: Callable[[str], Store], noon: Moment) -> None:
    mallory = elsewhere("mallory")
    learner = mallory.add_learner("Mallory", noon)
    body = log.Answered(ann.sitting, "air/year", "choice", log.hash_of("{}"), (), "x", "right", 1.0, "", 3, "", 1)
    mallory.record_answer(learner.id, body, "{}", noon)
    assert "belongs to a sitting that is another’s here" in refused(ann.store, everything(mallory)).replace("'", "’")


def test_nobody_can_undo_what_another_did(ann: Any, elsewhere: Callable[[str], Store], noon: Moment, at: At) -> None:
    first = ann.answers().id
    mallory = elsewhere("mallory")
    learner = mallory.add_learner("Mallory", noon)
    mallory._append(learner.id, log.Undone(*first), at(days=1))
    ann.store.merge(everything(mallory))
    assert [answer.undone for answer in ann.store.answers(ann.sitting)] == [False]


# -- one person who began as two


@pytest.fixture
def two_anns(ann: Any, elsewhere: Callable[[str], Store], at: At) -> Store:
    """A tablet on which another Ann was added, who studied there; both have met here."""
    tablet = elsewhere("tablet")
    other = tablet.add_learner("Ann", at(minutes=5))
    sitting = tablet.start_sitting(other.id, "review", ["air/rain"], at(minutes=6))
    replace(ann, store=tablet, id=other.id, sitting=sitting).answers("air/rain", Rating.AGAIN, at(minutes=7))
    ann.answers(now=at(minutes=8))
    return tablet


def test_names_that_stand_for_two_learners_are_told(ann: Any, two_anns: Store) -> None:
    assert ann.store.merge(everything(two_anns)).twins == ("Ann",)


def test_learners_who_are_joined_are_one_with_all_that_both_did(ann: Any, two_anns: Store, at: At) -> None:
    ann.store.merge(everything(two_anns))
    one, other = ann.store.learners()
    joined = ann.store.join_learners(one.id, other.id, at(hours=1))
    assert ann.store.learners() == (joined,)
    assert set(ann.store.standing(joined.id, at(hours=1)).cards) == {"air/year", "air/rain"}


def test_joining_reaches_every_copy_in_any_order(ann: Any, two_anns: Store, elsewhere: Callable[[str], Store], at: At) -> None:
    before = everything(two_anns)
    ann.store.merge(before)
    one, other = ann.store.learners()
    ann.store.join_learners(other.id, one.id, at(hours=1))
    two_anns.start_sitting(two_anns.learners()[0].id, "review", [], at(hours=2))
    late = everything(two_anns)
    two_anns.merge(everything(ann.store))
    ann.store.merge(late)
    assert (ann.store.entries(), ann.store.derived()) == (two_anns.entries(), two_anns.derived())
    assert len(ann.store.learners()) == 1


def test_a_window_that_knows_a_joined_learner_by_her_old_id_goes_on(ann: Any, two_anns: Store, at: At) -> None:
    ann.store.merge(everything(two_anns))
    one, other = (learner.id for learner in ann.store.learners())
    joined = ann.store.join_learners(one, other, at(hours=1))
    for old in (one, other):
        replace(ann, id=old).answers(now=at(hours=2))
    assert len(ann.store.answers_to(joined.id, "air/year")) == 3


def test_a_joined_learner_is_found_by_either_id(ann: Any, two_anns: Store, at: At) -> None:
    ann.store.merge(everything(two_anns))
    one, other = (learner.id for learner in ann.store.learners())
    joined = ann.store.join_learners(one, other, at(hours=1))
    assert [ann.store.learner(id_) for id_ in (one, other, "nobody")] == [joined, joined, None]


@pytest.mark.parametrize("together", [0, 1_000_000])
def test_what_is_derived_entry_by_entry_is_what_is_derived_together(
    ann: Any, tablet: Store, elsewhere: Callable[[str], Store], at: At, monkeypatch: pytest.MonkeyPatch, together: int
) -> None:
    ann.store.change_schedule(ann.id, Schedule((0.5, *DEFAULT.parameters[1:]), 0.8), at(hours=5))
    ann.answers("air/acid", now=at(hours=6))
    tablet.mark_question(ann.id, "air/rain", "flagged", True, at(hours=7))
    monkeypatch.setattr("progress.merging._AS_LONG_AS", together)
    ann.store.merge(everything(tablet))
    merged = ann.store.derived()
    ann.store.rebuild()
    assert ann.store.derived() == merged


def test_a_merge_keeps_what_follows_for_the_other_learners(ann: Any, ben: Any, tablet: Store, at: At) -> None:
    ben.answers("air/year", now=at(minutes=9))
    before = ben.standing()
    ann.store.merge(everything(tablet))
    assert ben.standing() == before

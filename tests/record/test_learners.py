from __future__ import annotations

from collections.abc import Callable

from progress.log import GENESIS, StreamOpened, entry_of
from progress.moment import Moment
from progress.store import Store


def test_a_new_record_has_no_learners(store: Store) -> None:
    assert store.learners() == ()


def test_a_learner_who_was_added_is_there(store: Store, noon: Moment) -> None:
    ann = store.add_learner("Ann", noon)
    assert store.learners() == (ann,)


def test_learners_come_by_name_whatever_its_capitals(store: Store, noon: Moment) -> None:
    for name in ("ben", "Élodie", "Ann", "Zoë", "Ben"):
        store.add_learner(name, noon)
    assert [learner.name for learner in store.learners()] == ["Ann", "Ben", "ben", "Zoë", "Élodie"]


def test_a_learner_is_found_by_name_whatever_its_capitals(store: Store, noon: Moment) -> None:
    ann = store.learner_named("Ann", noon)
    assert [store.learner_named(name, noon) for name in ("ann", "ANN", " Ann ")] == [ann] * 3


def test_an_accent_typed_as_two_characters_is_the_same_name(store: Store, noon: Moment) -> None:
    assert store.learner_named("Zoe\u0308", noon) == store.learner_named("Zo\u00eb", noon)


def test_a_name_that_nobody_has_makes_a_new_learner(store: Store, noon: Moment) -> None:
    assert store.learner_named("Ann", noon).id != store.learner_named("Anne", noon).id


def test_two_programs_that_start_at_once_find_the_same_learner(open_store: Callable[[str], Store], noon: Moment) -> None:
    here, there = open_store("laptop"), open_store("desktop")
    assert here.learner_named("Ann", noon) == there.learner_named("ANN", noon)


def test_a_learner_may_take_another_name(store: Store, noon: Moment) -> None:
    ann = store.add_learner("Ann", noon)
    store.rename_learner(ann.id, "Anna", noon)
    assert [(learner.id, learner.name) for learner in store.learners()] == [(ann.id, "Anna")]


def test_a_name_given_later_counts_though_the_clock_was_put_back(store: Store, at: Callable[..., Moment]) -> None:
    ann = store.add_learner("Ann", at())
    store.rename_learner(ann.id, "Anna", at(hours=2))
    store.rename_learner(ann.id, "Annie", at(hours=1))
    assert store.learners()[0].name == "Annie"


def test_a_copy_from_before_a_renaming_does_not_bring_back_the_old_name(store: Store, at: Callable[..., Moment]) -> None:
    ann = store.add_learner("Ann", at())
    store.rename_learner(ann.id, "Anna", at(hours=1))
    opened_later = entry_of("copied", 1, at(hours=2).milliseconds, 0, StreamOpened(ann.id, "Ann", "desktop"), GENESIS)
    with store._write() as connection:
        store._insert(connection, opened_later, ann.id)
    assert store.learners()[0].name == "Anna"


def test_a_setting_is_kept(store: Store, noon: Moment) -> None:
    ann = store.add_learner("Ann", noon)
    store.change_setting(ann.id, "theme", "dark", noon)
    assert store.standing(ann.id, noon).settings == {"name": "Ann", "theme": "dark"}


def test_the_latest_setting_counts_though_the_clock_was_put_back(store: Store, at: Callable[..., Moment]) -> None:
    ann = store.add_learner("Ann", at())
    store.change_setting(ann.id, "theme", "dark", at(hours=2))
    store.change_setting(ann.id, "theme", "light", at(hours=1))
    assert store.standing(ann.id, at(hours=1)).settings["theme"] == "light"


def test_a_setting_of_one_learner_is_not_another_s(store: Store, noon: Moment) -> None:
    ann, ben = store.add_learner("Ann", noon), store.add_learner("Ben", noon)
    store.change_setting(ann.id, "theme", "dark", noon)
    assert "theme" not in store.standing(ben.id, noon).settings

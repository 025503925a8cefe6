"""A schedule of one's own: quiz fit, and fit in lines."""

from __future__ import annotations

import json
import re
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path
from random import Random
from typing import Any

import pytest
from benchmarks.simulated import FORGETFUL, log_of, study

from progress.errors import NotSaved
from progress.fitting import History, Review
from progress.moment import Moment
from progress.schedule import DEFAULT, Schedule
from progress.store import Store
from questions.bank import Library
from quiz.places import Places
from quiz.plain.home import Home
from quiz.schedule import personal
from quiz.schedule.personal import CHECKED, Checked, Fitted, fit, look, read_retention
from quiz.schedule.words import checked_line, fitted_lines, mine_lines
from quiz.study import Study

REVIEWS = 176
"""How many reviews Zoe has done."""


@pytest.fixture(scope="module")
def zoes_record(tmp_path_factory: pytest.TempPathFactory, empty_record: Path) -> Path:
    """A record with Ann, who did nothing, and Zoe, who forgets fast."""
    file = tmp_path_factory.mktemp("zoe") / "progress.db"
    shutil.copy(empty_record, file)
    store = Store.open(f"sqlite:///{file}", "laptop")
    store.merge(log_of(study(FORGETFUL, 150, Random(1)), "Zoe"))
    store.close()
    return file


@pytest.fixture
def zoe(data: Path, zoes_record: Path, clock: Any, monkeypatch: pytest.MonkeyPatch) -> Iterator[Study]:
    """Zoe at work, where a hundred reviews are enough."""
    monkeypatch.setattr("quiz.schedule.personal.ENOUGH", 100)
    shutil.copy(zoes_record, data / "progress.db")
    where = Places(data)
    store = Store.open(where.url, "laptop")
    (learner,) = (each for each in store.learners() if each.name == "Zoe")
    yield Study(Library.of([]), store, learner, where, clock)
    store.close()


def her_memory(_histories: object, _reviews: object) -> tuple[float, ...]:
    """An optimizer that has found the truth."""
    return FORGETFUL.memory.parameters


def what_she_has(_histories: object, _reviews: object) -> tuple[float, ...]:
    """An optimizer that finds nothing new."""
    return DEFAULT.parameters


def test_parameters_that_predict_better_are_adopted(zoe: Study) -> None:
    assert fit(zoe, optimizer=her_memory).adopted
    assert zoe.standing().schedule == FORGETFUL.memory


def test_the_optimizer_is_shown_nothing_of_what_is_held_out(zoe: Study) -> None:
    seen: list[tuple[History, ...] | list[Review]] = []

    def optimizer(histories: Any, reviews: Any) -> tuple[float, ...]:
        seen.extend((histories, reviews))
        return her_memory(histories, reviews)

    fit(zoe, optimizer=optimizer)
    assert (len(seen[1]), REVIEWS - REVIEWS // 5) == (141, 141)


def test_what_is_due_stays_due_when_parameters_are_adopted(zoe: Study) -> None:
    before = {question: card.due for question, card in zoe.standing().cards.items()}
    fit(zoe, optimizer=her_memory)
    after = zoe.standing().cards
    assert {question: card.due for question, card in after.items()} == before
    assert sum(card.stability for card in after.values()) < 100 < REVIEWS


def test_parameters_that_predict_no_better_are_not(zoe: Study) -> None:
    found = fit(zoe, optimizer=what_she_has)
    assert (found.adopted, zoe.standing().schedule) == (False, DEFAULT)
    assert fitted_lines(found)[-1] == "So you keep what you have."


def test_the_desired_retention_stays_when_parameters_are_adopted(zoe: Study) -> None:
    personal.change(zoe, Schedule(retention=0.8))
    fit(zoe, optimizer=her_memory)
    assert zoe.standing().schedule == Schedule(FORGETFUL.memory.parameters, 0.8)


def test_a_dry_run_changes_nothing(zoe: Study) -> None:
    found = fit(zoe, dry_run=True, optimizer=her_memory)
    assert (found.adopted, zoe.standing().schedule, zoe.standing().settings.get(CHECKED)) == (False, DEFAULT, None)
    assert fitted_lines(found, dry_run=True)[-1] == "That is more than chance: without --dry-run they would be yours."


def test_the_comparison_is_told_in_sentences_with_numbers(zoe: Study) -> None:
    first, second, third, last = fitted_lines(fit(zoe, optimizer=her_memory))
    assert first == "Parameters were fitted to 141 of your reviews; the last 35 reviews, one in 5, were held out."
    assert second.startswith("Those the fitted parameters predict 64.2 % better than the present ones (log loss 1.227 → 0.439; eight times")
    assert third == "Brier score 0.463 → 0.133; calibration error 58.5 % → 19.0 %."
    assert last.startswith("They are yours from now on.")


def test_the_last_comparison_is_remembered(zoe: Study) -> None:
    fit(zoe, optimizer=her_memory)
    checked = look(zoe).checked
    assert checked is not None
    said = "Compared on 2 Mar 2026, of 35 reviews held out: log loss 1.227 → 0.439; they became yours."
    assert checked_line(checked, zoe.clock()) == said


def test_another_retention_leaves_the_day_of_the_parameters(zoe: Study, clock: Any) -> None:
    fit(zoe, optimizer=her_memory)
    clock.passes(days=3)
    personal.change(zoe, Schedule(FORGETFUL.memory.parameters, 0.8))
    assert mine_lines(look(zoe), clock())[1] == "The parameters of memory by which that is reckoned are your own since 2 Mar 2026."


@pytest.mark.parametrize(
    "kept", ["", "{", "[]", "null", '{"at": "x"}', "[" * 1_500, json.dumps(dict.fromkeys(Checked.__dataclass_fields__, 1e300))]
)
def test_a_setting_that_is_no_comparison_is_as_none(zoe: Study, kept: str) -> None:
    zoe.store.change_setting(zoe.learner.id, CHECKED, kept, zoe.clock())
    assert look(zoe).checked is None


def test_too_few_reviews_say_how_long_it_takes(zoe: Study, clock: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("quiz.schedule.personal.ENOUGH", 300)
    monkeypatch.setattr("quiz.schedule.words.ENOUGH", 300)
    clock.now = Moment.of(max(card.reviewed for card in zoe.standing().cards.values()))
    found = fit(zoe, optimizer=her_memory)
    assert found == Fitted(look(zoe))
    assert fitted_lines(found)[0] == "Too few reviews to fit parameters of your own: 176 of 300; about 1 week more at your pace."


def test_a_record_nobody_may_write_says_so_before_anything_is_fitted(zoe: Study) -> None:
    zoe.store.refusal = "The record may only be read."
    with pytest.raises(NotSaved, match=r"The record may only be read\."):
        fit(zoe, optimizer=her_memory)


@pytest.mark.parametrize(("typed", "meant"), [("0.85", 0.85), ("85 %", 0.85), ("85%", 0.85), (" 70 ", 0.7), ("0.97", 0.97)])
def test_a_retention_is_read(typed: str, meant: float) -> None:
    assert read_retention(typed) == meant


@pytest.mark.parametrize("typed", ["", "x", "0.69", "98", "nan", "inf", "-1", "1e400", "85 % %"])
def test_what_is_no_retention_is_refused_with_what_may_be_asked_for(typed: str) -> None:
    with pytest.raises(ValueError, match=r"cannot be asked for: choose from 0\.70 to 0\.97"):
        read_retention(typed)


# -- the command


def test_a_newcomer_is_told_what_is_needed(quiz: Any) -> None:
    ran = quiz("fit")
    said = "Too few reviews to fit parameters of your own: 0 of 1,000; they grow as you review."
    assert (ran.status, ran.out.splitlines()[0]) == (0, said)


def test_the_command_fits_by_the_optimizer(zoe: Study, quiz: Any) -> None:
    pytest.importorskip("fsrs_rs_python", reason="fsrs-rs-python is not installed")
    ran = quiz("fit", "--learner", "Zoe", "--json")
    told = json.loads(ran.out)
    assert (ran.status, told["adopted"], told["personal"], told["comparison"]["reviews"]) == (0, True, True, 35)
    assert zoe.standing().schedule.parameters == tuple(told["fitted_parameters"])


def test_without_the_optimizer_it_says_what_to_install(zoe: Study, quiz: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "fsrs_rs_python", None)
    ran = quiz("fit", "--learner", "Zoe")
    needed = "To fit parameters to your answers one more package is needed: pip install 'canada-us-quiz[fit]'."
    assert (ran.status, ran.err) == (2, f"quiz: {needed} Everything else works without it.\n")


def test_a_retention_needs_no_optimizer_and_says_what_it_costs(quiz: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "fsrs_rs_python", None)
    ran = quiz("fit", "--retention", "0.95")
    first, second, third = ran.out.splitlines()
    assert first == "A question then comes back when the chance that you still know it has fallen to 95 % (now 90 %)."
    assert re.fullmatch(r"By a simulation of the next 90 days that is \d+ reviews a day instead of \d+, \d\d % more; .*", second)
    assert (ran.status, third) == (0, "It holds from now on; what is due stays due when it was.")
    assert json.loads(quiz("fit", "--retention", "0.95", "--json").out)["before"]["retention"] == 0.95


def test_a_retention_may_be_tried_without_a_change(quiz: Any) -> None:
    assert quiz("fit", "--retention", "0.8", "--dry-run").out.splitlines()[-1] == "Nothing was changed: --dry-run."
    assert json.loads(quiz("fit", "--json").out)["retention"] == 0.9


def test_default_goes_back_to_everyones_parameters(zoe: Study, quiz: Any) -> None:
    personal.change(zoe, Schedule(FORGETFUL.memory.parameters, 0.8))
    ran = quiz("fit", "--learner", "Zoe", "--default")
    assert ran.out.splitlines()[0] == "The parameters of memory are everyone's again."
    assert zoe.standing().schedule == DEFAULT


def test_who_has_that_already_is_told_so(quiz: Any) -> None:
    assert quiz("fit", "--default").out == "That is what you have already.\n"


def test_a_retention_that_cannot_be_is_wrong_use(quiz: Any) -> None:
    ran = quiz("fit", "--retention", "1.5")
    assert ran.err == "quiz: --retention: “1.5” cannot be asked for: choose from 0.70 to 0.97, as in 0.85 or 85 %.\n"


def test_why_is_told_with_a_question(quiz: Any, bank: Path) -> None:
    ran = quiz("show", "all-kinds/choice", "--why", "--banks", str(bank))
    assert ran.out.splitlines()[-1].startswith("You have not met it yet")


# -- in lines


def test_the_schedule_is_told_in_lines(talk: Any) -> None:
    said = talk(lambda session: Home(session).stay(), "fit")
    assert "A question comes back when the chance that you still know it has fallen to 90 %." in said


def test_a_retention_is_asked_for_in_lines(talk: Any, study: Study) -> None:
    talk(lambda session: Home(session).stay(), "fit 85 %")
    assert study.standing().schedule == Schedule(retention=0.85)
    assert "The parameters of memory" not in talk(lambda session: Home(session).stay(), "fit default")
    assert study.standing().schedule == DEFAULT


def test_what_is_no_retention_is_said_in_lines(talk: Any) -> None:
    assert "“soon” cannot be asked for" in talk(lambda session: Home(session).stay(), "fit soon")


def test_fitting_is_asked_for_in_lines(talk: Any) -> None:
    assert "Too few reviews" in talk(lambda session: Home(session).stay(), "fit now")


def test_why_is_told_in_a_sitting(talk: Any) -> None:
    said = talk.practise(":why")
    assert "You have not met it yet" in said
    assert "A practice asks questions whether they are due or not." in said


def test_why_is_told_where_a_question_is_shown(talk: Any) -> None:
    assert "You have not met it yet" in talk(lambda session: Home(session).stay(), "show choice")

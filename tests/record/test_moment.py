from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone

import pytest

from progress.moment import Moment, clock_warning, from_milliseconds, to_milliseconds


def local(year: int, month: int, day: int, hour: int, minute: int = 0, *, offset: int) -> Moment:
    zone = timezone(timedelta(minutes=offset))
    return Moment.of(datetime(year, month, day, hour, minute, tzinfo=zone), offset)


@pytest.mark.parametrize("offset", [-720, -300, -210, 0, 345, 840])
def test_three_fifty_nine_is_still_yesterday_s_study_day(offset: int) -> None:
    assert local(2026, 3, 10, 3, 59, offset=offset).day == date(2026, 3, 9)


@pytest.mark.parametrize("offset", [-720, -300, -210, 0, 345, 840])
def test_four_o_clock_begins_the_study_day(offset: int) -> None:
    assert local(2026, 3, 10, 4, offset=offset).day == date(2026, 3, 10)


def test_one_instant_lies_on_two_study_days_in_two_places() -> None:
    instant = datetime(2026, 3, 10, 8, 30, tzinfo=UTC)
    assert (Moment.of(instant, -240).day, Moment.of(instant, -300).day) == (date(2026, 3, 10), date(2026, 3, 9))


def test_the_first_hours_of_a_year_belong_to_the_old_one() -> None:
    assert local(2027, 1, 1, 2, offset=60).day == date(2026, 12, 31)


def test_the_study_day_ends_at_four_local_time() -> None:
    assert local(2026, 3, 10, 12, offset=-300).day_ends() == datetime(2026, 3, 11, 9, tzinfo=UTC)


def test_after_midnight_the_study_day_ends_within_hours() -> None:
    assert local(2026, 3, 11, 1, offset=-300).day_ends() == datetime(2026, 3, 11, 9, tzinfo=UTC)


def test_a_later_study_day_ends_so_many_days_later() -> None:
    assert local(2026, 2, 27, 12, offset=0).day_ends(2) == datetime(2026, 3, 2, 4, tzinfo=UTC)


def test_no_study_day_is_left_out_when_the_clocks_go_forward() -> None:
    # Ottawa, 8 March 2026: UTC−5 became UTC−4 at two in the morning.
    before, after = local(2026, 3, 8, 1, 59, offset=-300), local(2026, 3, 8, 4, offset=-240)
    assert (before.day, after.day, after.at - before.at) == (date(2026, 3, 7), date(2026, 3, 8), timedelta(hours=1, minutes=1))


def test_no_study_day_comes_twice_when_the_clocks_go_back() -> None:
    # Ottawa, 1 November 2026: UTC−4 became UTC−5 at two in the morning.
    before, after = local(2026, 11, 1, 1, 59, offset=-240), local(2026, 11, 1, 3, 59, offset=-300)
    assert (before.day, after.day, after.later(timedelta(minutes=1)).day) == (date(2026, 10, 31), date(2026, 10, 31), date(2026, 11, 1))


def test_a_moment_is_cut_to_milliseconds() -> None:
    assert Moment.of(datetime(2026, 3, 10, 12, 0, 0, 999_999, tzinfo=UTC)).at.microsecond == 999_000


def test_a_moment_comes_back_from_its_milliseconds() -> None:
    moment = local(2026, 3, 10, 12, 34, offset=-210).later(timedelta(milliseconds=567))
    assert Moment.of_milliseconds(moment.milliseconds, moment.offset) == moment


@pytest.mark.parametrize("milliseconds", [-1, 0, 1, 951_782_400_000, 253_402_300_799_999])
def test_milliseconds_lose_nothing_on_the_way(milliseconds: int) -> None:
    assert to_milliseconds(from_milliseconds(milliseconds)) == milliseconds


def test_milliseconds_count_from_the_start_of_1970() -> None:
    assert to_milliseconds(datetime(2000, 2, 29, tzinfo=UTC)) == 951_782_400_000  # date -u -d 2000-02-29 +%s


def test_now_knows_the_local_offset() -> None:
    now = Moment.now()
    assert now.local.utcoffset() == datetime.now().astimezone().utcoffset()


LAST = datetime(2026, 3, 10, 12, tzinfo=UTC)


@pytest.mark.parametrize("passed", [timedelta(minutes=-5), timedelta(), timedelta(days=400)])
def test_a_clock_that_may_be_right_is_let_pass(passed: timedelta) -> None:
    assert clock_warning(LAST, LAST + passed) is None


def test_a_clock_that_went_back_is_noticed() -> None:
    assert clock_warning(LAST, LAST - timedelta(minutes=5, milliseconds=1)) == (
        "The clock stands before your last answer (2026-03-10 12:00 UTC): "
        "check the computer's date. If it was wrong then, quiz repair takes back what it has dated ahead."
    )


def test_a_clock_that_jumped_far_ahead_is_noticed() -> None:
    assert clock_warning(LAST, LAST + timedelta(days=400, milliseconds=1)) == (
        "The clock stands more than a year after your last answer (2026-03-10): "
        "if that is wrong, mend the computer's date before you study."
    )


def test_a_newcomer_is_not_warned_of_the_clock() -> None:
    assert clock_warning(None, LAST) is None

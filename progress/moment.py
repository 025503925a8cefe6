"""Time as the log keeps it: UTC and the local offset then; and the study day, which ends at four in the morning."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, timezone

DAY_STARTS = time(4)
"""The local time at which a study day begins: who studies past midnight is still at today's work."""

_BACKWARDS = timedelta(minutes=5)
_FAR_AHEAD = timedelta(days=400)


@dataclass(frozen=True, slots=True, order=True)
class Moment:
    """An instant in UTC, in whole milliseconds, with the offset of local time from UTC in minutes at that instant."""

    at: datetime
    offset: int = 0

    @classmethod
    def now(cls) -> Moment:
        """Return the moment by the machine's clock and time zone."""
        local = datetime.now().astimezone()
        offset = local.utcoffset() or timedelta()
        return cls.of(local, round(offset.total_seconds() / 60))

    @classmethod
    def of(cls, at: datetime, offset: int = 0) -> Moment:
        """Return the moment of an aware time, cut to whole milliseconds."""
        utc = at.astimezone(UTC)
        return cls(utc.replace(microsecond=utc.microsecond // 1000 * 1000), offset)

    @classmethod
    def of_milliseconds(cls, milliseconds: int, offset: int = 0) -> Moment:
        """Return the moment that lies so many milliseconds after the start of 1970 in UTC."""
        return cls(from_milliseconds(milliseconds), offset)

    @property
    def milliseconds(self) -> int:
        """Milliseconds since the start of 1970 in UTC."""
        return to_milliseconds(self.at)

    @property
    def local(self) -> datetime:
        """The time on the learner's wall."""
        return self.at.astimezone(timezone(timedelta(minutes=self.offset)))

    @property
    def day(self) -> date:
        """The study day."""
        return (self.at + timedelta(minutes=self.offset - 60 * DAY_STARTS.hour)).date()

    def day_ends(self, days_later: int = 0) -> datetime:
        """Return when the study day ends, or the one so many days later; UTC."""
        starts = datetime.combine(self.day, DAY_STARTS, UTC)
        return starts + timedelta(days=days_later + 1, minutes=-self.offset)

    def later(self, passed: timedelta) -> Moment:
        """Return the moment that lies so much later, at the same offset."""
        return Moment.of(self.at + passed, self.offset)


_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MILLISECOND = timedelta(milliseconds=1)


def to_milliseconds(at: datetime) -> int:
    """Return an aware time as milliseconds since the start of 1970 in UTC."""
    return (at - _EPOCH) // _MILLISECOND


def from_milliseconds(milliseconds: int) -> datetime:
    """Return the UTC time that lies so many milliseconds after the start of 1970."""
    return _EPOCH + milliseconds * _MILLISECOND


_MINUTE_MILLISECONDS = 60_000
_DAY_MILLISECONDS = 24 * 60 * _MINUTE_MILLISECONDS
_FIRST_DAY = date(1970, 1, 1).toordinal()


def day_of(milliseconds: int, offset: int) -> int:
    """Return the study day of a time, as ``date.toordinal`` counts, by arithmetic alone: for very many times."""
    return (milliseconds + (offset - 60 * DAY_STARTS.hour) * _MINUTE_MILLISECONDS) // _DAY_MILLISECONDS + _FIRST_DAY


def clock_warning(last: datetime | None, now: datetime) -> str | None:
    """Return a sentence for the learner if the clock cannot be right beside the last entry, else None."""
    if last is None:
        return None
    if now < last - _BACKWARDS:
        return (
            f"The clock stands before your last answer ({last:%Y-%m-%d %H:%M} UTC): "
            "check the computer's date. If it was wrong then, quiz repair takes back what it has dated ahead."
        )
    if now > last + _FAR_AHEAD:
        return (
            f"The clock stands more than a year after your last answer ({last:%Y-%m-%d}): "
            "if that is wrong, mend the computer's date before you study."
        )
    return None

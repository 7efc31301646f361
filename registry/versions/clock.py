"""Time as commits write it: UTC, to the millisecond, never running backwards."""

from __future__ import annotations

import datetime as dt
import re

from ..model.errors import UsageError

_OFFSET = re.compile(r"^([+-])(\d{2}):(\d{2})$")


def now() -> str:
    """This moment, ``2024-12-31T10:00:00.000Z``."""
    return written(dt.datetime.now(dt.UTC))


def written(moment: dt.datetime) -> str:
    """A date-time with a zone, as commits write it."""
    moment = moment.astimezone(dt.UTC)
    return f"{moment:%Y-%m-%dT%H:%M:%S}.{moment.microsecond // 1000:03d}Z"


def read(text: str) -> dt.datetime:
    """The moment that :func:`written` wrote."""
    return dt.datetime.fromisoformat(text)


def after(previous: str, wanted: str | None = None) -> str:
    """The time of a new commit: the clock's (or the wanted one), but later than the commit before.

    Raises
    ------
    UsageError
        If the wanted time is none.
    """
    earliest = read(previous) + dt.timedelta(milliseconds=1)
    return written(max(_meant(wanted) if wanted else dt.datetime.now(dt.UTC), earliest))


def _meant(time: str) -> dt.datetime:
    """A date-time, in UTC if it names no zone."""
    try:
        moment = read(time)
        return moment.replace(tzinfo=dt.UTC) if moment.tzinfo is None else moment.astimezone(dt.UTC)
    except (ValueError, OverflowError):
        raise UsageError(f"{time!r} is no time; write it as 2024-12-31T10:00:00Z") from None


def offset_minutes(timezone: str) -> int:
    """Minutes east of UTC of ``+05:00``.

    Raises
    ------
    ValueError
    """
    match = _OFFSET.match(timezone)
    if not match or int(match[2]) > 14 or int(match[3]) > 59:
        raise ValueError(f"time zone {timezone!r} is not an offset like +05:00")
    return (int(match[2]) * 60 + int(match[3])) * (-1 if match[1] == "-" else 1)


def end_of(day: str, timezone: str) -> str:
    """First moment after a day, or after a date-time without zone, meant in the time zone, in UTC.

    Raises
    ------
    ValueError
        If there is no such day.
    """
    zone = dt.timezone(dt.timedelta(minutes=offset_minutes(timezone)))
    try:
        if len(day) == 10:
            next_day = dt.date.fromisoformat(day) + dt.timedelta(days=1)
            return written(dt.datetime.combine(next_day, dt.time(), zone))
        moment = dt.datetime.fromisoformat(day)
        moment = moment if moment.tzinfo else moment.replace(tzinfo=zone)
        return written(moment + dt.timedelta(milliseconds=1))
    except OverflowError:
        raise ValueError(f"{day!r} lies outside the calendar") from None


def local(time: str, timezone: str) -> str:
    """A commit's time as people in the time zone read it, ``2024-12-31 15:00``."""
    return f"{read(time) + dt.timedelta(minutes=offset_minutes(timezone)):%Y-%m-%d %H:%M}"

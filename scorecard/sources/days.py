"""The dates of the tables in, days out; each table's own form and no other: "01/12" is no date."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date

from scorecard.model.when import When

_US_DAY = re.compile(r"([0-9]{1,2})/([0-9]{1,2})/([0-9]{4})\Z")
_US_DAY_SHORT = re.compile(r"([0-9]{1,2})/([0-9]{1,2})/([0-9]{2})\Z")
_ISO = re.compile(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?\Z")
_MONTHS = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]  # not the locale's


def us_day(text: str) -> date | None:
    """Read `04/11/2026` or `4/1/2026`; None for anything else."""
    match = _US_DAY.match(text)
    return None if match is None else _day(int(match[3]), int(match[1]), int(match[2]))


def loose_us_day(text: str) -> date | None:
    """Read the three forms of the list of deleted sets: `04/11/2026`, `04/11/26`, `2026-04-11`."""
    short = _US_DAY_SHORT.match(text)
    if short is not None:
        return _day(2000 + int(short[3]), int(short[1]), int(short[2]))  # the list begins in 2022
    span = iso_span(text)
    return us_day(text) or (span.first if span is not None and span.first == span.last else None)


def iso_span(text: str) -> When | None:
    """Read `2026-04-11`, `2026-04` or `2026` as the days that it covers; None for anything else."""
    match = _ISO.match(text)
    if match is None:
        return None
    year, month, day = match.groups()
    if month is None:
        return When(date(int(year), 1, 1), date(int(year), 12, 31)) if int(year) > 0 else None
    first = _day(int(year), int(month), int(day or 1))
    if first is None:
        return None
    return When.day(first) if day else When(first, first.replace(day=monthrange(first.year, first.month)[1]))


def seen_of(text: str) -> When | None:
    """Read the day on which a text stood so; a bare year is its January (rubric, last section)."""
    span = iso_span(text)
    return When.month(int(text), 1) if span is not None and len(text) == 4 else span


def spoken(when: When | date) -> str:
    """Say a day or a month in words: `June 19, 2026`, `June 2020`."""
    first = when if isinstance(when, date) else when.first
    month = _MONTHS[first.month - 1]
    if isinstance(when, When) and when.is_month:
        return f"{month} {first.year}"
    return f"{month} {first.day}, {first.year}"


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None

"""A text with days in full in, the same text with days as cards print them out: `April 12, 2026` as `Apr 12, 2026`."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache

from scorecard.publishing.language import say, speaking, spoken, without_marks
from scorecard.publishing.words import MONTHS, SHORT_MONTHS, capital

_MONTH, _DAY, _YEAR = "\x02", "\x03", "\x04"  # no text of a project or of a catalog holds them


def short_days(text: str) -> str:
    """Write the days and months of a text short, in the language that is spoken."""
    pattern, months = _days(spoken())

    def short(found: re.Match[str]) -> str:
        if found["day"] is not None:
            month = months[found["month"].lower()]
            said = say("{month_short} {day}, {year}", month_short=month, day=found["day"], year=found["year"])
        else:
            month = months[found["month_alone"].lower()]
            said = say("{month_short} {year}", month_short=month, year=found["year_alone"])
        return capital(said) if found[0][:1].isupper() else said

    return pattern.sub(short, text)


@lru_cache(maxsize=4)
def _days(language: str) -> tuple[re.Pattern[str], Mapping[str, str]]:
    """Make the pattern of days and months in full, and short months by those in full, in small letters."""
    with speaking(language):
        months = {
            without_marks(say(month)).lower(): say(short) for month, short in zip(MONTHS, SHORT_MONTHS, strict=True)
        }
        whole = without_marks(say("{month} {day}, {year}", month=_MONTH, day=_DAY, year=_YEAR))
        alone = without_marks(say("{month} {year}", month=_MONTH, year=_YEAR))
    names = "|".join(map(re.escape, months))
    first = _pattern(whole, f"(?P<month>{names})", "(?P<day>[0-9]{1,2})", "(?P<year>[0-9]{4})")
    second = _pattern(alone, f"(?P<month_alone>{names})", "", "(?P<year_alone>[0-9]{4})")
    return re.compile(f"{first}|{second}", re.IGNORECASE), months


def _pattern(form: str, month: str, day: str, year: str) -> str:
    """Write the pattern of one form."""
    inside = re.escape(form).replace(_MONTH, month).replace(_DAY, day).replace(_YEAR, year)
    return rf"\b{inside}\b"

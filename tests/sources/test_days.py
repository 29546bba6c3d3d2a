"""The dates of the tables: each in its own form, and in no other."""

from __future__ import annotations

from datetime import date

import pytest

from scorecard.model.when import When
from scorecard.sources.days import iso_span, loose_us_day, seen_of, spoken, us_day


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("04/11/2026", date(2026, 4, 11)),
        ("4/1/2026", date(2026, 4, 1)),
        ("01/12", None),
        ("4/1/17", None),
        ("02/30/2024", None),
        ("2024-02-01", None),
        ("", None),
        ("04/11/2026 ", None),
        ("٠٤/١١/2026", None),
    ],
)
def test_days_of_the_inventory(text: str, expected: date | None) -> None:
    """Month, day and a year of four digits are a day; two digits are no year, and "01/12" is no date."""
    assert expected == us_day(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("01/14/24", date(2024, 1, 14)),
        ("06/21/2024", date(2024, 6, 21)),
        ("2025-07-20", date(2025, 7, 20)),
        ("2025-07", None),
        ("July 2025", None),
    ],
)
def test_days_of_the_deletions(text: str, expected: date | None) -> None:
    """The list of deleted sets writes days in three forms, and only there two digits are a year."""
    assert expected == loose_us_day(text)


def test_spans_and_the_day_of_a_text() -> None:
    """A bare year covers its days; as the day of a text it is its January."""
    assert When(date(2021, 1, 1), date(2021, 12, 31)) == iso_span("2021")
    assert When.month(2021, 1) == seen_of("2021")
    assert When.month(2026, 2) == seen_of("2026-02")
    assert When.day(date(2026, 2, 3)) == seen_of("2026-02-03")
    assert [None, None, None, None] == [iso_span(text) for text in ("", "2021-13", "0000", "2021-02-30")]


def test_days_in_words() -> None:
    """Days and months are said in American English, whatever the locale."""
    assert "June 19, 2026" == spoken(date(2026, 6, 19))
    assert "June 2020" == spoken(When.month(2020, 6))
    assert "December 1, 2020" == spoken(When.day(date(2020, 12, 1)))

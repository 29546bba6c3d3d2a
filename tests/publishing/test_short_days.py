"""Days in full in, days as cards print them out, in each language."""

from __future__ import annotations

import pytest

from scorecard.publishing.language import speaking
from scorecard.publishing.short_days import short_days


@pytest.mark.parametrize(
    ("language", "whole", "short"),
    [
        ("en", "Record of March 28, 2026: 15 days old.", "Record of Mar 28, 2026: 15 days old."),
        ("en", "June 2020: credited. It may be in force.", "Jun 2020: credited. It may be in force."),
        ("en", "May 3, 2020 and May 2021, but no May.", "May 3, 2020 and May 2021, but no May."),
        ("es", "Junio de 2020: se reconoce.", "Jun. 2020: se reconoce."),
        ("es", "Registro más reciente: 28 de marzo de 2026.", "Registro más reciente: 28 mar. 2026."),
    ],
)  # fmt: skip
def test_days_are_written_short(language: str, whole: str, short: str) -> None:
    """Months are cut, years and days stay, and what only looks like a month is left alone."""
    with speaking(language):
        assert short == short_days(whole)

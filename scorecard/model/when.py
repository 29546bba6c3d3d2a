"""A day, or a month whose day is not known."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True, order=True)
class When:
    """A span of days: one day, or a whole month.

    A month counts to its `last` day where it may be too late, from its `first`
    where it may be too old (contract, section 2).
    """

    first: date
    last: date

    @classmethod
    def day(cls, day: date) -> When:
        """Make the span of one day."""
        return cls(day, day)

    @classmethod
    def month(cls, year: int, month: int) -> When:
        """Make the span of one month; raises ValueError where there is no such month."""
        return cls(date(year, month, 1), date(year, month, monthrange(year, month)[1]))

    @property
    def is_month(self) -> bool:
        """Whether the day is not known."""
        return self.first != self.last

    def __str__(self) -> str:
        return self.first.isoformat()[:7] if self.is_month else self.first.isoformat()


@dataclass(frozen=True, slots=True)
class Place:
    """Line and column of a value in its file, counted from 1."""

    line: int
    column: int

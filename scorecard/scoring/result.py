"""What scoring gives: a pair per criterion, ranges per dimension and whole, bands and ranks."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from scorecard.model.answer import Answer
from scorecard.model.project import Edition
from scorecard.model.rubric import Criterion, Dimension, Gate, Rubric


class Outcome(StrEnum):
    """What a pair says (contract, section 1)."""

    KNOWN = "known"
    BOUNDED = "bounded"
    UNKNOWN = "unknown"
    NOT_APPLICABLE = "not_applicable"


@dataclass(frozen=True, slots=True)
class Pair:
    """The worst and the best level that an answer leaves possible, as rungs from the best (0); `best <= worst`."""

    worst: int
    best: int

    def cut_at(self, rung: int) -> Pair:
        """Leave nothing better than a rung."""
        return Pair(max(self.worst, rung), max(self.best, rung))


@dataclass(frozen=True, slots=True)
class Cap:
    """A limit that another criterion sets: its id, its best possible level, and the best level left here."""

    by: str
    leader_level: str
    level: str


@dataclass(frozen=True, slots=True)
class CriterionResult:
    """One criterion of one city.

    `own` is the pair before follows, `pair` after it; None is not applicable.
    `is_stale`: the evidence is too old to settle anything. `cap` is set where it
    cut the pair, `inherited_from` where the criterion does not apply because
    the one that it follows does not.
    """

    criterion: Criterion
    answer: Answer | None
    own: Pair | None
    pair: Pair | None
    is_stale: bool = False
    cap: Cap | None = None
    inherited_from: str | None = None

    @property
    def outcome(self) -> Outcome:
        """Read the outcome off the pair."""
        if self.pair is None:
            return Outcome.NOT_APPLICABLE
        if self.pair.worst == self.pair.best:
            return Outcome.KNOWN
        if self.pair.best == 0 and self.pair.worst == self.criterion.lowest:
            return Outcome.UNKNOWN
        return Outcome.BOUNDED

    @property
    def share_low(self) -> Fraction | None:
        """The share (0 to 1) of the points that is proved; None where not applicable."""
        return None if self.pair is None else self.criterion.levels[self.pair.worst].share

    @property
    def share_high(self) -> Fraction | None:
        """The share (0 to 1) of the points that is still possible; None where not applicable."""
        return None if self.pair is None else self.criterion.levels[self.pair.best].share


@dataclass(frozen=True, slots=True)
class Range:
    """What is proved and what is still possible, both 0 to 100."""

    low: Fraction
    high: Fraction

    @property
    def known_share(self) -> Fraction:
        """How much is settled, 0 to 1."""
        low, high = self.low, self.high
        size = low.denominator * high.denominator
        open_units = high.numerator * low.denominator - low.numerator * high.denominator
        return Fraction(100 * size - open_units, 100 * size)


@dataclass(frozen=True, slots=True)
class Bands:
    """The bands of low and high, as ids."""

    low: str
    high: str


@dataclass(frozen=True, slots=True)
class Standing:
    """A place among the ranked: `order` counts equal low and high as equal; `best` to `worst` is the rank.

    `sharing` counts the others with the same rank.
    """

    order: int
    best: int
    worst: int
    sharing: int = 0


@dataclass(frozen=True, slots=True)
class DimensionResult:
    """One dimension of one city in which something applies. `bands` is None where too little is known."""

    dimension: Dimension
    range: Range
    bands: Bands | None


@dataclass(frozen=True, slots=True)
class CityResult:
    """One city in one edition.

    `criteria` has every criterion, in the order of the rubric; `dimensions` every
    dimension, None where nothing applies. `range` is None where nothing applies at
    all, `bands` where too little is known. `gates_low` and `gates_high` are the
    gates that are not met on that side, whether or not the band would be better without them.
    """

    city: str
    edition: str
    is_draft: bool
    is_withdrawn: bool
    criteria: Mapping[str, CriterionResult]
    dimensions: Mapping[str, DimensionResult | None]
    range: Range | None
    bands: Bands | None
    gates_low: tuple[Gate, ...] = ()
    gates_high: tuple[Gate, ...] = ()

    @property
    def counts(self) -> bool:
        """Whether it enters lists, medians and ranks: neither a draft nor withdrawn."""
        return not self.is_draft and not self.is_withdrawn

    def range_in(self, dimension: str) -> Range | None:
        """Give the range of a dimension; None where nothing in it applies."""
        found = self.dimensions[dimension]
        return None if found is None else found.range

    def pairs(self) -> dict[str, Pair | None]:
        """Give the pair of every criterion, after follows, by its id."""
        return {criterion: result.pair for criterion, result in self.criteria.items()}


@dataclass(frozen=True, slots=True)
class EditionResult:
    """All cities of one edition, by id, drafts and withdrawn ones included but never ranked.

    `standings` holds the ranked cities only; `dimension_standings` the same per
    dimension id. `is_partial`: some city could not be scored, so nobody is ranked.
    """

    edition: Edition
    rubric: Rubric
    cities: Mapping[str, CityResult]
    standings: Mapping[str, Standing]
    dimension_standings: Mapping[str, Mapping[str, Standing]]
    is_partial: bool = False

    @property
    def has_public(self) -> bool:
        """Whether any city counts."""
        return any(result.counts for result in self.cities.values())

    def public(self) -> dict[str, CityResult]:
        """List the cities that count, by id: neither drafts nor withdrawn."""
        return {city: result for city, result in self.cities.items() if result.counts}

    def counts(self, city: str) -> bool:
        """Whether a city counts, without a list of all that do."""
        result = self.cities.get(city)
        return result is not None and result.counts

    def listed(self) -> list[str]:
        """List the ids of the cities that count as lists run: ranked first, by low, then high, best first, then id."""
        return sorted(self.public(), key=self._place)

    def _place(self, city: str) -> tuple[bool, Fraction, Fraction, str]:
        span = self.cities[city].range
        if span is None:
            return (True, Fraction(1), Fraction(1), city)
        return (city not in self.standings, -span.low, -span.high, city)

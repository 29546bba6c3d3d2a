"""A project and its results in, a key for each artifact out: a digest of all that its bytes depend on, and no more.

A key is found without rendering anything. So it must name every input: the
program, the libraries, templates, settings and rubrics (`shared`), a city's own
files (`cities`), and of the other cities just what a page prints: a rank, how
many are ranked, the rows of a list.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from hashlib import sha256

from scorecard.model.project import Project
from scorecard.model.rubric import Dimension
from scorecard.scoring.coded import WIDTH, codes_of
from scorecard.scoring.result import CityResult, DimensionResult, EditionResult
from scorecard.scoring.study import Study


def digest(parts: Iterable[object]) -> str:
    """Digest some parts; their order counts, and where one ends and the next begins."""
    return sha256("\0".join(map(str, parts)).encode()).hexdigest()[:32]


@dataclass(frozen=True, slots=True)
class _Column:
    """What lists print of one edition: who is in it, all of it, and the codes of all cities one after another."""

    roster: str
    whole: str
    codes: str
    width: int

    def of_criteria(self, first: int, count: int) -> Iterator[str]:
        """Take what all cities have at so many places of the rubric, letter by letter: a city at a time is slow."""
        return (self.codes[letter :: self.width] for letter in range(WIDTH * first, WIDTH * (first + count)))


@dataclass(frozen=True)
class Keys:
    """Makes keys. `shared` is empty where nothing is to be kept: then every key is empty, and no other input is asked.

    `cities` has the digest of each city's own files, `studies` what is known of each edition as a whole.
    """

    project: Project
    results: Mapping[str, EditionResult]
    shared: str = ""
    cities: Mapping[str, str] = field(default_factory=dict)
    studies: Mapping[str, Study] = field(default_factory=dict)

    @cached_property
    def base(self) -> str:
        """What every page depends on: `shared`, and what its masthead leads to."""
        newest = self.project.newest_edition()
        public = [name for name, result in self.results.items() if result.has_public]
        return digest([self.shared, newest.id if newest is not None else "", *public])

    def common(self, *names: object) -> str:
        """Make the key of what depends on no city."""
        return digest([self.base, *names]) if self.shared else ""

    def city(self, city: str, *names: object) -> str:
        """Make the key of what depends on a city's own files alone."""
        return digest([self.base, self.cities[city], *names]) if self.shared else ""

    def peers(self, edition: str) -> str:
        """Make the key of what shows groups of cities by size."""
        return (
            self.lists([edition], "peers", *self._sizes, *self.studies[edition].peers.values()) if self.shared else ""
        )

    @cached_property
    def _sizes(self) -> list[bool]:
        return [who.population is None for who in self.project.cities.values()]

    def national(self, editions: Iterable[str], *names: object) -> str:
        """Make the key of what shows all cities of some editions together, and where they lie."""
        return self.lists(editions, *names, *self._places_on_earth) if self.shared else ""

    @cached_property
    def _places_on_earth(self) -> list[str]:
        return [f"{who.latitude} {who.longitude}" for who in self.project.cities.values()]

    def workings(self, edition: str) -> str:
        """Make the key of what shows how criteria and coders work."""
        return self.lists([edition], "workings", *self.studies[edition].agreements.values()) if self.shared else ""

    def but_for_ranks(self, city: str, editions: Iterable[str], *names: object) -> str:
        """Make the key of what shows a city in some editions, but for the words that tell its ranks (ranks.py)."""
        return self.city(city, *names, *(one for edition in editions for one in self._is_ranked(city, edition)))

    def figures(self, city: str, edition: str, *names: object) -> str:
        """Make the key of what shows who a city is, and its range and bands in one edition, and nothing else of it."""
        if not self.shared:
            return ""
        who, withdrawn = self.project.cities[city], self.project.answers[edition][city].withdrawn
        one = self.results[edition].cities[city]
        return self.common(*names, edition, who, withdrawn, one.is_draft, _range(one))

    def _is_ranked(self, city: str, edition: str) -> Iterable[object]:
        result = self.results[edition]
        is_in = [city in one for one in (result.standings, *result.dimension_standings.values())]
        yield f"{edition} {result.is_partial} {is_in}"

    def lists(self, editions: Iterable[str], *names: object) -> str:
        """Make the key of what lists the cities of some editions by all that is known of them."""
        return self.common(*names, *(self._columns[one].whole for one in editions)) if self.shared else ""

    def dimension(self, edition: str, dimension: Dimension) -> str:
        """Make the key of the list by one dimension."""
        if not self.shared:
            return ""
        result, column = self.results[edition], self._columns[edition]
        places = list(result.rubric.criteria)
        first, count = places.index(dimension.criteria[0].id), len(dimension.criteria)
        codes = column.of_criteria(first, count)
        ranges = (_range(one.dimensions[dimension.id]) for one in result.cities.values())
        return self.common("dimension", edition, dimension.id, column.roster, *codes, *ranges)

    def criterion(self, editions: Iterable[str], criterion: str) -> str:
        """Make the key of the page of one criterion, which names the cities by how their answers came out."""
        if not self.shared:
            return ""
        parts: list[str] = []
        for edition in editions:
            place = list(self.results[edition].rubric.criteria).index(criterion)
            column = self._columns[edition]
            parts += [edition, column.roster, *column.of_criteria(place, 1)]
        return self.common("criterion", criterion, *parts)

    @cached_property
    def _columns(self) -> Mapping[str, _Column]:
        return {name: self._column(result) for name, result in self.results.items()}

    def _column(self, result: EditionResult) -> _Column:
        codes = "".join(codes_of(one.criteria) for one in result.cities.values())
        files = self.project.answers[result.edition.id]
        who = (f"{self._who(one)}\1{files[one.city].withdrawn}" for one in result.cities.values())
        roster = digest([result.is_partial, *who])
        figures = (_figures(one) for one in result.cities.values())
        return _Column(roster, digest([roster, *figures, codes]), codes, WIDTH * len(result.rubric.criteria))

    def _who(self, one: CityResult) -> str:
        who = self.project.cities[one.city]
        group = self.project.settings.peer_group(who.population)
        size = group.id if group is not None else ""
        return f"{one.city}\1{who.name}\1{who.state}\1{size}\1{one.is_draft}"


def _figures(one: CityResult) -> str:
    dimensions = "\1".join(_range(of_dimension) for of_dimension in one.dimensions.values())
    return f"{_range(one)}\1{dimensions}"


def _range(one: CityResult | DimensionResult | None) -> str:
    """Write the range and the bands of a city or of one of its dimensions."""
    if one is None or one.range is None:
        return "-"
    letters = "" if one.bands is None else f"{one.bands.low} {one.bands.high}"
    return f"{one.range.low}:{one.range.high}:{letters}"

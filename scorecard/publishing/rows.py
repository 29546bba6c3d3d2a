"""Cities of an edition in, the rows of lists out: by the whole score, or by one dimension."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from scorecard.model.project import City, Settings
from scorecard.model.rubric import Criterion, Dimension, Rubric
from scorecard.publishing.city_parts import short_name
from scorecard.publishing.draw import Bar, range_bar
from scorecard.publishing.history import city_path
from scorecard.publishing.language import say
from scorecard.publishing.rank_words import rank_place
from scorecard.publishing.words import band_words, capital, inside, score_figures
from scorecard.scoring.result import Bands, CityResult, EditionResult, Outcome, Range, Standing

_FEW = 4  # criteria of one dimension that a row names; more are counted


@dataclass(frozen=True, slots=True)
class RowFacts:
    """What lists are filtered and sorted by.

    `state` is a postal code, `size` the id of a peer group, None where there is
    none. `letters` are the ids of all bands that the range leaves possible.
    `low`, `high` (0 to 100) and `known` (a share) are decimals to sort by, None
    where nothing applies.
    """

    state: str
    size: str | None
    letters: str
    low: str | None
    high: str | None
    known: str | None


@dataclass(frozen=True, slots=True)
class CityRow:
    """One city in a list.

    `id` is the city's; `name` and `path` its link. `place` is its
    rank, or how many questions have an answer, or an edition. `bar` and
    `figures` are None where nothing applies. `words` is its band, or what was
    found where it has none. `facts` are for scripts.
    """

    id: str
    name: str
    path: str
    place: str
    bar: Bar | None
    figures: str | None
    words: str
    facts: RowFacts


@dataclass(frozen=True, slots=True)
class Standpoint:
    """What a list looks at: the whole score where `dimension` is None, else one dimension.

    `settings` have the peer groups. `is_first`: the first page of the site, whose
    rows lead to the cities' own pages.
    """

    result: EditionResult
    settings: Settings
    dimension: Dimension | None = None
    is_first: bool = False

    @property
    def standings(self) -> Mapping[str, Standing]:
        """The ranked cities, in the order of lists."""
        if self.dimension is None:
            return self.result.standings
        return self.result.dimension_standings[self.dimension.id]

    @property
    def criteria(self) -> Sequence[Criterion]:
        """The criteria that count here."""
        return tuple(self.result.rubric.criteria.values()) if self.dimension is None else self.dimension.criteria

    def range_of(self, city: CityResult) -> Range | None:
        """Find a city's range; None where nothing applies."""
        if self.dimension is None:
            return city.range
        one = city.dimensions[self.dimension.id]
        return one.range if one is not None else None

    def bands_of(self, city: CityResult) -> Bands | None:
        """Find a city's bands; None where too little is known."""
        if self.dimension is None:
            return city.bands
        one = city.dimensions[self.dimension.id]
        return one.bands if one is not None else None

    def unranked(self) -> list[str]:
        """List the public cities with a range and without a rank: by low, then high, best first, then id."""
        spans = {
            city: span
            for city, one in self.result.public().items()
            if city not in self.standings and (span := self.range_of(one)) is not None
        }
        return sorted(spans, key=lambda city: (-spans[city].low, -spans[city].high, city))

    def not_applicable(self) -> list[str]:
        """List the public cities to which nothing here applies, by id."""
        return [city for city, one in self.result.public().items() if self.range_of(one) is None]


def ranked_rows(view: Standpoint, cities: Mapping[str, City]) -> tuple[CityRow, ...]:
    """List the ranked cities with rank and band."""
    ranked = len(view.standings)
    return tuple(
        _row(view, cities[city], rank_place(standing, ranked), band_words(_bands(view, city), view.result.rubric))
        for city, standing in view.standings.items()
    )


def unranked_rows(view: Standpoint, cities: Mapping[str, City]) -> tuple[CityRow, ...]:
    """List the cities of which too little is known, with how many answers there are, and what was found."""
    rows = []
    criteria = [criterion.id for criterion in view.criteria]
    dimensions = view.result.rubric.dimensions if view.dimension is None else (view.dimension,)
    for city in view.unranked():
        one = view.result.cities[city]
        outcomes = [one.criteria[criterion].outcome for criterion in criteria]
        settling = outcomes.count(Outcome.KNOWN) + outcomes.count(Outcome.BOUNDED)
        asked = len(outcomes) - outcomes.count(Outcome.NOT_APPLICABLE)
        found = "; ".join(part for dimension in dimensions if (part := found_words(one, dimension)))
        place = say("{count} of {all}", count=settling, all=asked)
        rows.append(_row(view, cities[city], place, capital(found) or say("Nothing yet")))
    return tuple(rows)


def not_applicable_rows(view: Standpoint, cities: Mapping[str, City]) -> tuple[CityRow, ...]:
    """List the cities to which nothing applies."""
    place, words = say("{count} of {all}", count=0, all=0), say("No question applies")
    return tuple(_row(view, cities[city], place, words) for city in view.not_applicable())


def _bands(view: Standpoint, city: str) -> Bands | None:
    return view.bands_of(view.result.cities[city])


def _row(view: Standpoint, city: City, place: str, words: str) -> CityRow:
    rubric, span = view.result.rubric, view.range_of(view.result.cities[city.id])
    path = city_path(city.id) if view.is_first else city_path(city.id, view.result.edition.id)
    facts = row_facts(city, span, _bands(view, city.id), rubric, view.settings)
    return row_of(city, path, span, rubric, place=place, words=words, facts=facts)


def row_facts(city: City, span: Range | None, bands: Bands | None, rubric: Rubric, settings: Settings) -> RowFacts:
    """Gather what a row is filtered and sorted by."""
    group = settings.peer_group(city.population)
    size = group.id if group is not None else None
    if span is None:
        return RowFacts(city.state, size, "", None, None, None)
    low, high, known = (_decimal(one) for one in (span.low, span.high, span.known_share))
    return RowFacts(city.state, size, " ".join(_letters(bands, rubric)), low, high, known)


def _letters(bands: Bands | None, rubric: Rubric) -> Sequence[str]:
    if bands is None:
        return ()
    ids = [band.id for band in rubric.bands]
    return ids[ids.index(bands.high) : ids.index(bands.low) + 1]


def _decimal(value: Fraction) -> str:
    """Write a number finer than any is printed, so that a list that is sorted anew goes by what is exact."""
    return f"{float(value):.6g}"


def row_of(
    city: City, path: str, span: Range | None, rubric: Rubric, *, place: str, words: str, facts: RowFacts
) -> CityRow:
    """Make a row from its parts."""
    return CityRow(
        id=city.id,
        name=short_name(city),
        path=path,
        place=place,
        bar=range_bar(span, rubric) if span is not None else None,
        figures=score_figures(span, rubric) if span is not None else None,
        words=words,
        facts=facts,
    )


def found_words(city: CityResult, dimension: Dimension) -> str:
    """Name what is proved at least in part in one dimension; counted where it is much; empty where it is nothing.

    Criteria that follow another are left out where that one is named.
    """
    proved = [criterion for criterion in dimension.criteria if city.criteria[criterion.id].share_low]
    leading = [one for one in proved if one.follows is None or not city.criteria[one.follows.criterion].share_low]
    if len(leading) > _FEW:
        asked, title = len(dimension.criteria), inside(dimension.title)
        return say("{count} of {all} in {dimension}", count=len(leading), all=asked, dimension=title)
    return ", ".join(inside(one.title) for one in leading)

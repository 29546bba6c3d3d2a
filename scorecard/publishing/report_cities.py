"""All cities of an edition in, their list with ranges out, and the index that says on which pages each stands."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from scorecard.publishing.card_bars import bar_drawing
from scorecard.publishing.card_drawing import Gallery
from scorecard.publishing.city_parts import short_name
from scorecard.publishing.history import city_path
from scorecard.publishing.language import say, say_count
from scorecard.publishing.nation import BEST_KNOWN, MOST_LISTED, Nation
from scorecard.publishing.rank_words import rank_place
from scorecard.publishing.report_parts import Cell, Column, ReportLine, ReportTable, table
from scorecard.publishing.rows import CityRow, Standpoint, unranked_rows
from scorecard.publishing.words import band_words, known_share, score_figures, share_needed

_BAR = (156, 9)  # px: width and height
_COLUMNS = 3  # of the index, on a page
_LEAST_HIGH, _MOST_HIGH = 12, 46  # lines of such a column; a page has room for some more
_WIDE = 34  # letters of a line of the index


@dataclass(frozen=True, slots=True)
class Reference:
    """Where else a city stands: in words (`label`), and the `anchor`."""

    label: str
    anchor: str


@dataclass(frozen=True, slots=True)
class IndexLine:
    """A city in the index: its `name`, the `anchor` of its line in the list, and what `others` name it."""

    name: str
    anchor: str
    others: tuple[Reference, ...]


def listed(nation: Nation) -> list[str]:
    """List the cities that the report names one by one: all of them, or those of which most is settled.

    Returns:
        Ids, by low, then high, best first, then id; those to which nothing applies last.
    """
    nothing = [city for city, one in nation.public.items() if one.range is None]
    if len(nation.public) <= MOST_LISTED:
        return [*nation.spans, *nothing]
    best = set(sorted(nation.spans, key=lambda city: -nation.spans[city].known_share)[:BEST_KNOWN])
    return [city for city in nation.spans if city in best]


def city_tables(
    nation: Nation, cities: Sequence[str], gallery: Gallery, address: Callable[[str], str]
) -> tuple[ReportTable, ...]:
    """Make the list: the ranked cities, those of which too little is known, and those to which nothing applies.

    Args:
        nation: the edition.
        cities: that are listed.
        gallery: keeps their bars.
        address: of a path of the site.
    """
    chosen, view = set(cities), Standpoint(nation.result, nation.project.settings)
    need = share_needed(nation.result.rubric)
    names = {city: _named(city, nation, address) for city in cities}
    ranked = [_line(names[city], _ranked(city, nation, gallery)) for city in nation.result.standings if city in chosen]
    little = [
        _line(names[row.id], _little(row, nation, gallery))
        for row in unranked_rows(view, nation.project.cities)
        if row.id in chosen
    ]
    nothing = [_line(names[city], (Cell(say("Not applicable")),)) for city in view.not_applicable() if city in chosen]
    parts = (
        (_ranked_title(len(ranked)), say("At least {need} is settled.", need=need), _columns_ranked(), ranked),
        (_little_title(len(little)), _little_lede(need), _columns_little(), little),
        (_nothing_title(len(nothing)), say("No question applies."), _columns_nothing(), nothing),
    )
    return tuple(table(title, said, columns, lines) for title, said, columns, lines in parts if lines)


def _ranked_title(count: int) -> str:
    return say_count(count, "Ranked: {count} city", "Ranked: {count} cities")


def _little_title(count: int) -> str:
    return say_count(count, "Too little known to rank: {count} city", "Too little known to rank: {count} cities")


def _little_lede(need: str) -> str:
    return say("Less than {need} is settled. This says how much we found, not how the city does.", need=need)


def _nothing_title(count: int) -> str:
    return say_count(count, "Not applicable: {count} city", "Not applicable: {count} cities")


def _columns_ranked() -> tuple[Column, ...]:
    return (
        Column(say("City"), "148"),
        Column(say("0 to 100"), "168"),
        Column(say("Score"), "82", "number"),
        Column(say("Settled"), "52", "number"),
        Column(say("Band"), "160", "pad"),
        Column(say("Rank"), "70", "number"),
    )


def _columns_little() -> tuple[Column, ...]:
    return (
        Column(say("City"), "228"),
        Column(say("0 to 100"), "168"),
        Column(say("Score"), "112", "number"),
        Column(say("Settled"), "72", "number"),
        Column(say("Answers"), "100", "number"),
    )


def _columns_nothing() -> tuple[Column, ...]:
    return (Column(say("City"), "316"), Column(say("Score"), "364"))


def _named(city: str, nation: Nation, address: Callable[[str], str]) -> ReportLine:
    href = address(city_path(city, nation.result.edition.id))
    return ReportLine(city_anchor(city), short_name(nation.project.cities[city]), href, ())


def _line(of: ReportLine, cells: Iterable[Cell]) -> ReportLine:
    return replace(of, cells=tuple(cells))


def _ranked(city: str, nation: Nation, gallery: Gallery) -> Iterator[Cell]:
    yield from _range(city, nation, gallery)
    yield Cell(band_words(nation.public[city].bands, nation.result.rubric), "pad")
    yield Cell(rank_place(nation.result.standings[city], len(nation.result.standings)), "number")


def _little(row: CityRow, nation: Nation, gallery: Gallery) -> Iterator[Cell]:
    yield from _range(row.id, nation, gallery)
    yield Cell(row.place, "number")


def _range(city: str, nation: Nation, gallery: Gallery) -> Iterator[Cell]:
    span, rubric, (width, height) = nation.spans[city], nation.result.rubric, _BAR
    yield Cell("", f"bar {gallery.hang(bar_drawing(span, rubric, None, width=width, height=height))}")
    yield Cell(score_figures(span, rubric), "number strong")
    yield Cell(known_share(span, rubric), "number")


def city_anchor(city: str) -> str:
    """Name the place of a city in the list."""
    return f"city.{city}"


def index_columns(
    nation: Nation, cities: Sequence[str], others: Mapping[str, Sequence[Reference]]
) -> tuple[tuple[IndexLine, ...], ...]:
    """Make the index, by name, then id, in columns that stand three to a page.

    Args:
        nation: the edition.
        cities: that are listed.
        others: city id -> where else it stands.
    """
    names = {city: short_name(nation.project.cities[city]) for city in cities}
    ordered = sorted(names, key=lambda city: (names[city].casefold(), city))
    lines = [IndexLine(names[city], city_anchor(city), tuple(others.get(city, ()))) for city in ordered]
    room = min(_MOST_HIGH, max(_LEAST_HIGH, -(-sum(map(_height, lines)) // _COLUMNS)))
    columns: list[list[IndexLine]] = [[]]
    left = room
    for line in lines:
        if columns[-1] and _height(line) > left:
            columns.append([])
            left = room
        columns[-1].append(line)
        left -= _height(line)
    return tuple(tuple(column) for column in columns if column)


def _height(line: IndexLine) -> int:
    """Guess how many lines of print it takes, rather too many."""
    others = sum(len(one.label) + 6 for one in line.others)
    return -(-(len(line.name) + others + 6) // _WIDE)

"""All cities of an edition in, their list with ranges out, and the index that says on which pages each stands."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from scorecard.publishing.card_bars import bar_drawing
from scorecard.publishing.card_drawing import Gallery
from scorecard.publishing.city_parts import short_name
from scorecard.publishing.history import city_path
from scorecard.publishing.language import say, say_count
from scorecard.publishing.nation import Nation
from scorecard.publishing.report_parts import Cell, Column, ReportLine, ReportTable
from scorecard.publishing.rows import Standpoint
from scorecard.publishing.words import band_words, known_share, rank_place, score_figures, share_needed
from scorecard.scoring.result import CityResult

MOST_LISTED = 1000  # cities: of 25 pages; an edition with more lists those of which most is settled
BEST_KNOWN = 200
_BAR = (176, 9)  # px: width and height
_COLUMNS, _LEAST_HIGH, _MOST_HIGH = 3, 12, 46  # of the index: on a page, and lines of one; a page has room for some more
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
    chosen, result = set(cities), nation.result
    view = Standpoint(result, nation.project.settings)
    need = share_needed(result.rubric)
    parts = (
        (list(result.standings), say("At least {need} is settled.", need=need), _ranked_title),
        (view.unranked(), say("Less than {need} is settled. This says how much we found, not how good the city is.", need=need), _little_title),
        (view.not_applicable(), say("No question applies."), _nothing_title),
    )  # fmt: skip
    tables = []
    for of_part, said, title in parts:
        shown = [city for city in of_part if city in chosen]
        if shown:
            lines = tuple(_line(city, nation, gallery, address) for city in shown)
            tables.append(ReportTable(title(len(shown)), said, _columns(), lines))
    return tuple(tables)


def _ranked_title(count: int) -> str:
    return say_count(count, "Ranked: {count} city", "Ranked: {count} cities")


def _little_title(count: int) -> str:
    return say_count(count, "Too little known to rank: {count} city", "Too little known to rank: {count} cities")


def _nothing_title(count: int) -> str:
    return say_count(count, "Not applicable: {count} city", "Not applicable: {count} cities")


def _columns() -> tuple[Column, ...]:
    return (
        Column(say("City"), "166"),
        Column(say("0 to 100"), "190"),
        Column(say("Score"), "82", "number"),
        Column(say("Settled"), "56", "number"),
        Column(say("Band"), "116", "pad"),
        Column(say("Rank"), "70", "number"),
    )


def _line(city: str, nation: Nation, gallery: Gallery, address: Callable[[str], str]) -> ReportLine:
    one, who = nation.public[city], nation.project.cities[city]
    href = address(city_path(city, nation.result.edition.id))
    return ReportLine(city_anchor(city), short_name(who), href, tuple(_cells(one, nation, gallery)))


def _cells(one: CityResult, nation: Nation, gallery: Gallery) -> Iterator[Cell]:
    rubric, standing = nation.result.rubric, nation.result.standings.get(one.city)
    if one.range is None:
        yield from (Cell(""), Cell("–", "number"), Cell("–", "number"), Cell(say("Not applicable"), "pad"), Cell("–", "number"))
        return
    width, height = _BAR
    picture = gallery.hang(bar_drawing(one.range, rubric, width=width, height=height))
    yield Cell("", f"bar {picture}")
    yield Cell(score_figures(one.range, rubric), "number strong")
    yield Cell(known_share(one.range, rubric), "number")
    yield Cell("–" if one.bands is None else band_words(one.bands, rubric), "pad")
    yield Cell("–" if standing is None else rank_place(standing), "number")


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

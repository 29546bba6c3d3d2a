"""Groups of cities by size in, a city's place beside its peers out, and the page of all groups of an edition."""

from __future__ import annotations

from dataclasses import dataclass

from scorecard.model.project import City
from scorecard.model.rubric import Rubric
from scorecard.publishing.figures import FiguresPage, Line, Table, figures_page
from scorecard.publishing.frame import Link, Site, peers_path
from scorecard.publishing.words import counted, score_figures, share_needed
from scorecard.scoring.peers import Peers, Spread
from scorecard.scoring.printing import printed
from scorecard.scoring.result import CityResult, Range
from scorecard.scoring.study import Study

_WHOLE = "Whole score"


@dataclass(frozen=True, slots=True)
class PeerRow:
    """The `name` of the whole or of a dimension, `own` range, its peers' `median`, and the `count` that it is of."""

    name: str
    own: str
    median: str
    count: str


@dataclass(frozen=True, slots=True)
class PeersView:
    """A city beside its group: `who` they are, `rows` for the parts in which some are known, and `all_groups`."""

    who: str
    rows: tuple[PeerRow, ...]
    all_groups: Link


def peers_view(city: City, one: CityResult, study: Study) -> PeersView | None:
    """Show a city beside its peers; None where it has no group, or none of it is known."""
    group = study.settings.peer_group(city.population)
    found = study.peers.get(group.id) if group is not None else None
    if found is None:
        return None
    rubric = study.result.rubric
    rows = [_row(_WHOLE, one.range, found.whole, found, rubric)]
    for dimension in rubric.dimensions:
        spread = found.dimensions[dimension.id]
        rows.append(_row(dimension.title, one.range_in(dimension.id), spread, found, rubric))
    kept = tuple(row for row in rows if row is not None)
    link = Link("All groups by size", peers_path(study.result.edition.id))
    return PeersView(who(found), kept, link) if kept else None


def who(peers: Peers) -> str:
    """Say who the peers are: `Cities of over 500,000 people: 37 in this edition.`"""
    return f"{peers.group.title}: {counted(peers.cities, 'city', 'cities')} in this edition."


def _row(name: str, own: Range | None, spread: Spread | None, peers: Peers, rubric: Rubric) -> PeerRow | None:
    if spread is None:
        return None
    figures = "Not applicable" if own is None else score_figures(own, rubric)
    return PeerRow(name, figures, median(spread, rubric), known(spread, peers))


def median(spread: Spread, rubric: Rubric) -> str:
    """Write the median of the lows and that of the highs as a range: `15.8 to 100`."""
    return score_figures(Range(spread.low.median, spread.high.median), rubric)


def known(spread: Spread, peers: Peers) -> str:
    """Say how many are known well enough to count: `16 of 37`."""
    return f"{spread.count:,} of {peers.cities:,}"


def peers_page(study: Study, site: Site) -> FiguresPage:
    """Make the page of an edition's groups."""
    result, need = study.result, share_needed(study.result.rubric)
    lede = (
        "Cities beside others of their size. A median is that of the lows, and that of the highs; "
        f"it counts the cities of which at least {need} is settled in that part."
    )
    note = (
        "The middle half of the cities lies between the two quartiles, "
        "which are found as a spreadsheet’s QUARTILE.INC finds them."
    )
    return figures_page(
        site,
        peers_path(result.edition.id),
        result,
        title="How do cities of one size stand?",
        lede=lede,
        notes=(note,),
        tables=tuple(_table(one, result.rubric) for one in study.peers.values()),
        data=f"api/v1/editions/{result.edition.id}/peers.json",
    )


def _table(peers: Peers, rubric: Rubric) -> Table:
    parts = [(_WHOLE, peers.whole), *((one.title, peers.dimensions[one.id]) for one in rubric.dimensions)]
    return Table(
        anchor=peers.group.id,
        title=peers.group.title,
        lede=f"{counted(peers.cities, 'city', 'cities')} in this edition.",
        columns=("Part", "Known", "Median", "Lows, middle half", "Highs, middle half"),
        lines=tuple(Line(name, None, _cells(spread, rubric)) for name, spread in parts),
        empty="",
    )


def _cells(spread: Spread | None, rubric: Rubric) -> tuple[str, ...]:
    if spread is None:
        return ("0", "–", "–", "–")
    edges = [band.start for band in rubric.bands]
    halves = (f"{printed(one.lower, edges)} to {printed(one.upper, edges)}" for one in (spread.low, spread.high))
    return (f"{spread.count:,}", median(spread, rubric), *halves)

"""Groups of cities by size in, a city's place beside its peers out, and the page of all groups of an edition."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import count

from scorecard.model.project import City
from scorecard.model.rubric import Rubric
from scorecard.publishing.figures import FiguresPage, Line, Table, figures_page
from scorecard.publishing.frame import Link, Site
from scorecard.publishing.language import later, say, say_count
from scorecard.publishing.once import once
from scorecard.publishing.paths import peers_path
from scorecard.publishing.rank_words import MANY, about
from scorecard.publishing.words import score_figures, share_needed
from scorecard.scoring.peers import Peers, Spread, sizeless
from scorecard.scoring.result import CityResult, Range
from scorecard.scoring.study import Study

_WHOLE = later("Whole score")


@dataclass(frozen=True, slots=True)
class PeerRow:
    """The `name` of the whole or of a dimension, `own` range, its peers' `median`, and the `count` that it is of."""

    name: str
    own: str
    median: str
    count: str


@dataclass(frozen=True, slots=True)
class PeersView:
    """A city beside its `group`, of so many `cities`: `rows` for the parts where some are known, and `all_groups`."""

    group: str
    cities: str
    rows: tuple[PeerRow, ...]
    all_groups: Link


def peers_view(city: City, one: CityResult, study: Study) -> PeersView | None:
    """Show a city beside its peers; None where it has no group, or none of it is known."""
    words, rubric = peers_words(city, study), study.result.rubric
    if not words:
        return None
    own = {say(_WHOLE): one.range, **{part.title: one.range_in(part.id) for part in rubric.dimensions}}
    rows = [
        PeerRow(part, _own(own[part], rubric), *words[place : place + 2])
        for place, (part, _, _) in zip(count(1, 2), parts_known(city, study), strict=False)
    ]
    group = parts_known(city, study)[0][2].group.title
    return PeersView(group, words[0], tuple(rows), Link(say("All groups by size"), peers_path(study.result.edition.id)))


def peers_words(city: City, study: Study) -> tuple[str, ...]:
    """Say how many peers there are, then for each known part their median and how many are known; empty where none is.

    They are numbers and words of this program alone: whoever puts them in last need not escape them.
    """
    group = study.settings.peer_group(city.population)
    return () if group is None else _words_of_group(study, group.id)


@once  # thousands of cities have the same few groups
def _words_of_group(study: Study, group: str) -> tuple[str, ...]:
    known_parts, rubric = _parts_known(study, group), study.result.rubric
    if not known_parts:
        return ()
    cities = known_parts[0][2].cities
    words = [say_count(cities, "{count} city in this edition.", "{count} cities in this edition.")]
    for _, spread, peers in known_parts:
        words += [median(spread, rubric), known(spread, peers)]
    return tuple(words)


def parts_known(city: City, study: Study) -> list[tuple[str, Spread, Peers]]:
    """List the whole and the dimensions in which some of a city's peers are known, by their titles."""
    group = study.settings.peer_group(city.population)
    return [] if group is None else _parts_known(study, group.id)


def _parts_known(study: Study, group: str) -> list[tuple[str, Spread, Peers]]:
    found = study.peers.get(group)
    if found is None:
        return []
    dimensions = ((one.title, found.dimensions[one.id]) for one in study.result.rubric.dimensions)
    parts = [(say(_WHOLE), found.whole), *dimensions]
    return [(title, spread, found) for title, spread in parts if spread is not None]


def _own(own: Range | None, rubric: Rubric) -> str:
    return say("Not applicable") if own is None else score_figures(own, rubric)


def median(spread: Spread, rubric: Rubric) -> str:
    """Write the median of the lows and that of the highs as a range: `15.8 to 100`."""
    return score_figures(Range(spread.low.median, spread.high.median), rubric)


def known(spread: Spread, peers: Peers) -> str:
    """Say how many are known well enough to count: `16 of 37`; of many, `about 6,100 of 7,211`."""
    if peers.cities > MANY:
        return say("about {known} of {all}", known=about(spread.count), all=f"{peers.cities:,}")
    return say("{known} of {all}", known=f"{spread.count:,}", all=f"{peers.cities:,}")


def peers_page(study: Study, site: Site) -> FiguresPage:
    """Make the page of an edition's groups."""
    result, need = study.result, share_needed(study.result.rubric)
    lede = say(
        "Cities beside others of their size. A median is that of the lows, and that of the highs; "
        "it counts the cities of which at least {need} is settled in that part.",
        need=need,
    )
    return figures_page(
        site,
        peers_path(result.edition.id),
        result,
        title=say("How do cities of one size stand?"),
        lede=lede,
        notes=(peers_note(), *_left_out(study)),
        tables=tuple(_table(one, result.rubric) for one in study.peers.values()),
        data=f"api/v1/editions/{result.edition.id}/peers.json",
    )


def peers_note() -> str:
    """Say what the middle half is."""
    return say(
        "The middle half of the cities lies between the two quartiles, "
        "which are found as a spreadsheet’s QUARTILE.INC finds them."
    )


def _left_out(study: Study) -> Iterator[str]:
    """Say how many cities stand in no group."""
    left_out = sizeless(study.cities, study.result)
    if left_out:
        yield say_count(
            left_out,
            "{count} city has no population in our files, and no group here.",
            "{count} cities have no population in our files, and no group here.",
        )


def _table(peers: Peers, rubric: Rubric) -> Table:
    parts = [(say(_WHOLE), peers.whole), *((one.title, peers.dimensions[one.id]) for one in rubric.dimensions)]
    return Table(
        anchor=peers.group.id,
        title=peers.group.title,
        lede=say_count(
            peers.cities,
            "{count} city of this size in this edition.",
            "{count} cities of this size in this edition.",
        ),
        columns=(say("Part"), say("Known"), say("Median"), say("Lows, middle half"), say("Highs, middle half")),
        lines=tuple(Line(name, None, _cells(spread, rubric)) for name, spread in parts) if peers.cities else (),
        empty=say("No city of this edition is known to be of this size."),
    )


def _cells(spread: Spread | None, rubric: Rubric) -> tuple[str, ...]:
    if spread is None:
        return ("0", "–", "–", "–")
    halves = (score_figures(Range(one.lower, one.upper), rubric) for one in (spread.low, spread.high))
    return (f"{spread.count:,}", median(spread, rubric), *halves)

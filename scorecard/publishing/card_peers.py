"""A city and its edition as a whole in, what its card says of its peers out: who they are, and their medians."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from scorecard.model.project import City
from scorecard.publishing.advice import Advisor
from scorecard.publishing.bracket import bracket_of
from scorecard.scoring.peers import Spread
from scorecard.scoring.result import Range
from scorecard.scoring.study import Study


@dataclass(frozen=True, slots=True)
class Others:
    """What a card says of other cities of its edition rests on: a `study` of it as a whole, and its `advisor`."""

    study: Study
    advisor: Advisor


@dataclass(frozen=True, slots=True)
class CardPeers:
    """The peers of a city: their median and who they are in words (`said`), and the first alone (`label`).

    `whole` is the median of the whole and `dimensions` those of all dimensions by id. A median is
    that of the lows and that of the highs, None where no peer is known well enough.
    """

    said: str
    label: str
    whole: Range | None
    dimensions: Mapping[str, Range | None]


def card_peers(city: City, others: Others | None) -> CardPeers | None:
    """Find the peers of a city; None where it has no group, none of it is known enough, or not all could be scored."""
    if others is None:
        return None
    study = others.study
    group, bracket = study.settings.peer_group(city.population), bracket_of(city, study)
    if group is None or bracket is None:
        return None
    found = study.peers[group.id]
    medians = {name: median(one) for name, one in found.dimensions.items()}
    return CardPeers(f"{bracket.said} {bracket.group}: {bracket.count}.", bracket.label, median(found.whole), medians)


def median(spread: Spread | None) -> Range | None:
    """Give the median of the lows and that of the highs as a range."""
    return None if spread is None else Range(spread.low.median, spread.high.median)

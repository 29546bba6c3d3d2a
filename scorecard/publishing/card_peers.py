"""A city and its edition as a whole in, what its card says of its peers out: who they are, and their medians."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from scorecard.model.project import City
from scorecard.publishing.advice import Advisor
from scorecard.publishing.language import say
from scorecard.publishing.words import inside, score_figures
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
    """The peers of a city: who they are in words (`said`), the medians of the `whole` and of all `dimensions` by id.

    A median is that of the lows and that of the highs, None where no peer is known well enough.
    """

    said: str
    whole: Range
    dimensions: Mapping[str, Range | None]


def card_peers(city: City, others: Others | None) -> CardPeers | None:
    """Find the peers of a city; None where it has no group, none of it is known enough, or not all could be scored."""
    if others is None:
        return None
    study = others.study
    group = study.settings.peer_group(city.population)
    found = study.peers.get(group.id) if group is not None else None
    whole = median(found.whole) if found is not None else None
    if found is None or found.whole is None or whole is None:
        return None
    said = say(
        "Bracket: peers’ median, {median}. Peers: {group}; {known} of {all} are known well enough to count.",
        median=score_figures(whole, study.result.rubric),
        group=inside(found.group.title),
        known=f"{found.whole.count:,}",
        all=f"{found.cities:,}",
    )
    return CardPeers(said, whole, {name: median(one) for name, one in found.dimensions.items()})


def median(spread: Spread | None) -> Range | None:
    """Give the median of the lows and that of the highs as a range."""
    return None if spread is None else Range(spread.low.median, spread.high.median)

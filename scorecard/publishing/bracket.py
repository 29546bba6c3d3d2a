"""A city's peers in, the bracket of their median out, as it lies under the large bar of the city, with its words."""

from __future__ import annotations

from dataclasses import dataclass

from scorecard.model.project import City
from scorecard.publishing.draw import as_printed, position
from scorecard.publishing.language import say, without_marks
from scorecard.publishing.once import once
from scorecard.publishing.peers import known, median
from scorecard.scoring.peers import Peers, Spread
from scorecard.scoring.result import Range
from scorecard.scoring.study import Study


@dataclass(frozen=True, slots=True)
class Bracket:
    """The median of a city's peers: from the median of their lows to that of their highs, the city among them.

    `label` ends the text of the drawing. The bracket begins at `start` and is so much of the track
    `across`; its uprights stand at `first` and `last`, which are one where the medians are equal.
    `said` gives the figures, `group` who the peers are, `count` how many of them are known well enough.
    """

    label: str
    start: str
    across: str
    first: str
    last: str
    said: str
    group: str
    count: str

    def words(self) -> tuple[str, ...]:
        """List what other cities decide, in the order of the page."""
        return self.label, self.start, self.across, self.first, self.last, self.said, self.count


def bracket_of(city: City, study: Study) -> Bracket | None:
    """Place the bracket; None where the city has no group, or no city of it is known well enough."""
    group = study.settings.peer_group(city.population)
    return None if group is None else _of_group(study, group.id)


@once  # as the words of a group: there are few, of many cities
def _of_group(study: Study, group: str) -> Bracket | None:
    found = study.peers.get(group)
    return None if found is None or found.whole is None else _bracket(found, found.whole, study)


def _bracket(peers: Peers, spread: Spread, study: Study) -> Bracket:
    rubric = study.result.rubric
    figures, drawn = median(spread, rubric), as_printed(Range(spread.low.median, spread.high.median), rubric)
    return Bracket(
        label=without_marks(say("peers’ median {median}", median=figures)),
        start=position(drawn.low),
        across=position(drawn.high - drawn.low),
        first=position(drawn.low),
        last=position(drawn.high),
        said=say("Peers’ median {median}.", median=figures),
        group=peers.group.title,
        count=say("{count} known well enough", count=known(spread, peers)),
    )

"""A scored edition in, what is to be known of it as a whole out: how far it holds, peers, criteria, coders."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from scorecard.model.project import City, Project, Settings
from scorecard.scoring.agreement import Agreement, Coding, agreements, coding_of
from scorecard.scoring.alternatives import Alternative, Rule, alternatives
from scorecard.scoring.criteria import Working, workings
from scorecard.scoring.draws import Places, places_under_draws
from scorecard.scoring.peers import Peers, peers
from scorecard.scoring.ranks import unsettled
from scorecard.scoring.result import EditionResult


@dataclass(frozen=True)
class Study:
    """An edition, looked at as a whole; each part is worked out when it is first asked for.

    `codings` gives what people coded in the files that count. `draw` ranks under other
    weights, `under_rules` scores under other rules; a build remembers what both gave.
    """

    result: EditionResult
    settings: Settings
    cities: Mapping[str, City]
    codings: Callable[[], Iterable[Coding]]
    draw: Callable[[EditionResult], Mapping[str, Places]] = places_under_draws
    under_rules: Callable[[EditionResult], Mapping[Rule, Alternative]] = alternatives

    def prepare(self) -> None:
        """Work out now what pages of all cities need, so that processes forked later share it."""
        for part in (self.places, self.alternatives, self.unsettled, self.peers):
            len(part)

    @cached_property
    def places(self) -> Mapping[str, Places]:
        """The places that other weights leave possible, of the ranked cities, by id."""
        return self.draw(self.result)

    @cached_property
    def alternatives(self) -> Mapping[Rule, Alternative]:
        """The edition under other rules."""
        return self.under_rules(self.result)

    @cached_property
    def unsettled(self) -> Mapping[str, int]:
        """With how many others the order of each ranked city is not settled, by id."""
        spans = {city: self.result.cities[city].range for city in self.result.standings}
        return unsettled({city: span for city, span in spans.items() if span is not None})

    @property
    def pairs(self) -> tuple[int, int]:
        """How many pairs of ranked cities there are, and of how many the order is not settled."""
        ranked = len(self.unsettled)
        return ranked * (ranked - 1) // 2, sum(self.unsettled.values()) // 2

    @cached_property
    def peers(self) -> Mapping[str, Peers]:
        """Each group of cities by size, by its id."""
        return peers(self.settings, self.cities, self.result)

    @cached_property
    def workings(self) -> tuple[Working, ...]:
        """How each criterion works, in the order of the rubric."""
        return workings(self.result)

    @cached_property
    def agreements(self) -> Mapping[str, Agreement]:
        """How far coders agree, by criterion id."""
        return agreements(self.result.rubric, self.codings())


def studies(project: Project, results: Mapping[str, EditionResult]) -> dict[str, Study]:
    """Look at every edition of a project that stands in memory, by its id."""
    return {edition: study(project, result) for edition, result in results.items()}


def study(
    project: Project,
    result: EditionResult,
    draw: Callable[[EditionResult], Mapping[str, Places]] = places_under_draws,
) -> Study:
    """Look at one edition of a project that stands in memory."""

    def codings() -> Iterable[Coding]:
        files = project.answers[result.edition.id]
        return (coding_of(result.rubric, files[city]) for city in result.public())

    return Study(result, project.settings, project.cities, codings, draw)

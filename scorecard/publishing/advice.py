"""A city in its newest edition in, its advice out: what it can do, the way to the next band, what is worth knowing.

Advice rests on the city's own files, but for the cities that it names: `told` says
of them what is printed, so that a page is made again when that changes.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from scorecard.model.project import City, Project
from scorecard.model.rubric import Rubric
from scorecard.publishing.once import once
from scorecard.publishing.proofs import Proof, ProofOf, proofs_in_memory
from scorecard.publishing.told import Columns, Told
from scorecard.scoring.advice import Action, actions
from scorecard.scoring.examples import Examples
from scorecard.scoring.measured import Yardstick
from scorecard.scoring.path import NextBand, next_band
from scorecard.scoring.result import CityResult, EditionResult
from scorecard.scoring.settling import Question, questions
from scorecard.scoring.what_if import Sheet


@dataclass(frozen=True, slots=True)
class Advice:
    """What a city can do, the biggest gain first; the fewest of it to the next band; and what is worth knowing."""

    actions: tuple[Action, ...] = ()
    next_band: NextBand | None = None
    questions: tuple[Question, ...] = ()


@once
def yardstick(rubric: Rubric) -> Yardstick:
    """Make what all cities of a rubric are measured with."""
    return Yardstick(Sheet(rubric))


def advice_of(city: CityResult, rubric: Rubric) -> Advice:
    """Give advice to a city that has all its answers; none where nothing applies."""
    measured = yardstick(rubric).measure(city)
    if measured is None:
        return Advice()
    return Advice(actions(measured), next_band(measured), questions(measured))


def is_advised(project: Project, city: str, edition: str) -> bool:
    """Whether an edition is one in which a city can still act: its newest that counts, or a draft."""
    file = project.answers[edition][city]
    if not file.is_final:
        return file.is_draft and file.withdrawn is None
    newest = (
        one.id
        for one in reversed(project.settings.editions)
        if (other := project.answers.get(one.id, {}).get(city)) is not None and other.is_final
    )
    return next(newest) == edition


@dataclass(frozen=True, slots=True)
class Example:
    """Another city that does it, and the source that shows that."""

    city: City
    proof: Proof


class Advisor:
    """Gives advice in one edition, and names the cities of it that do what others could; one serves all cities."""

    def __init__(self, result: EditionResult, cities: Mapping[str, City], proof_of: ProofOf) -> None:
        self._result, self._cities, self._proof_of = result, cities, proof_of
        self._last: tuple[CityResult, Advice] | None = None

    def advise(self, city: CityResult) -> Advice:
        """Give advice to a city that has all its answers; asked for the same one again, it gives the same."""
        if self._last is None or self._last[0] is not city:
            self._last = (city, advice_of(city, self._result.rubric))
        return self._last[1]

    def examples(self, city: str, criterion: str) -> tuple[Example, ...]:
        """List up to three cities that do it, nearest first."""
        edition = self._result.edition.id
        named = self._index.of(self._cities[city], criterion)
        proofs = [(self._cities[one], self._proof_of(edition, one, criterion)) for one in named]
        return tuple(Example(one, proof) for one, proof in proofs if proof is not None)

    def told(self, advised: Mapping[str, City], columns: Columns | None = None) -> Told:
        """Digest what the advice to some cities says of others; where `columns` is None, all is worked out here."""
        return Told(self._result, advised, self._index, self._proof_of, columns)

    @cached_property
    def _index(self) -> Examples:
        return Examples(self._result, self._cities)


class Advisors:
    """The advisors of all editions; each is made when it is first asked."""

    def __init__(self, project: Project, results: Mapping[str, EditionResult], proof_of: ProofOf | None = None) -> None:
        """Take a project; where `proof_of` is None, it stands in memory with all its answers."""
        self._project, self._results = project, results
        self._proof_of = proof_of or proofs_in_memory(project, results)
        self._made: dict[str, Advisor] = {}

    def of(self, edition: str) -> Advisor:
        """Give the advisor of an edition."""
        if edition not in self._made:
            self._made[edition] = Advisor(self._results[edition], self._project.cities, self._proof_of)
        return self._made[edition]

    def told(self, columns: Columns | None = None) -> dict[str, Told]:
        """Give what advice says of other cities, by the editions in which some city can still act."""
        cities = self._project.cities
        advised = {
            name: {city: cities[city] for city in result.cities if is_advised(self._project, city, name)}
            for name, result in self._results.items()
        }
        return {name: self.of(name).told(one, columns) for name, one in advised.items() if one}

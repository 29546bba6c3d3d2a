"""A city's answers in, the source out that shows, for each criterion at its first level, that the city does it.

Other cities' pages name it. So it is kept of every city, in little room, when the
answers themselves are not in memory.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from scorecard.model.answer import CityEdition, Evidence, Holder
from scorecard.model.project import Project
from scorecard.publishing.language import later, say
from scorecard.publishing.links import host_of
from scorecard.scoring.measured import FIRST
from scorecard.scoring.pairs import deciding_evidence
from scorecard.scoring.result import CriterionResult, EditionResult

_LAWS: dict[Holder, str | None] = {
    "city": None,
    "county": later("{title}, by county law"),
    "state": later("{title}, by state law"),
}


class Proof(NamedTuple):
    """A source: its address, its title, else its publisher, else its host; and whose doing it is."""

    url: str
    title: str
    owed_to: Holder


ProofOf = Callable[[str, str, str], Proof | None]
"""Given edition, city and criterion, gives the source that leads; None where it is not certainly the first level."""


@dataclass(frozen=True, slots=True)
class Proofs:
    """The proofs of one city in one edition: each source once, and each criterion's place among them, -1 for none."""

    sources: tuple[Proof, ...]
    places: tuple[int, ...]

    def at(self, place: int) -> Proof | None:
        """Give the proof of the criterion at a place of the rubric."""
        source = self.places[place]
        return None if source < 0 else self.sources[source]


def proof_of(result: CriterionResult, evidence: Mapping[str, Evidence]) -> Proof | None:
    """Find the source that shows that a city does what a criterion asks."""
    if result.pair != FIRST or result.answer is None:
        return None
    leading = next((evidence[one] for one in deciding_evidence(result.answer) if one in evidence), None)
    if leading is None:
        return None
    title = leading.title or leading.publisher or host_of(leading.url)
    return Proof(leading.url, title, result.answer.owed_to)


def proof_words(proof: Proof) -> str:
    """Name a source, and say where it is not the city that does it: `RCW 10.116.020, by state law`."""
    return owner_words(proof.title, proof.owed_to)


def owner_words(name: str, owed_to: Holder) -> str:
    """Name a source or a city, and say where a practice is not the city's own: `Tacoma, WA, by state law`."""
    law = _LAWS[owed_to]
    return name if law is None else say(law, title=name)


def proofs_of(criteria: Mapping[str, CriterionResult], file: CityEdition) -> Proofs:
    """Gather the proofs of a city that is whole."""
    found = [proof_of(result, file.evidence) for result in criteria.values()]
    sources = {proof: place for place, proof in enumerate(dict.fromkeys(one for one in found if one is not None))}
    return Proofs(tuple(sources), tuple(-1 if one is None else sources[one] for one in found))


def proofs_in_memory(project: Project, results: Mapping[str, EditionResult]) -> ProofOf:
    """Find proofs in a project that stands in memory with all its answers."""

    def find(edition: str, city: str, criterion: str) -> Proof | None:
        return proof_of(results[edition].cities[city].criteria[criterion], project.answers[edition][city].evidence)

    return find


def kept_proofs(results: Mapping[str, EditionResult], kept: Mapping[str, Mapping[str, Proofs]]) -> ProofOf:
    """Find proofs that were kept: edition id -> city id -> its proofs."""
    places = {
        edition: {criterion: place for place, criterion in enumerate(result.rubric.criteria)}
        for edition, result in results.items()
    }

    def find(edition: str, city: str, criterion: str) -> Proof | None:
        return kept[edition][city].at(places[edition][criterion])

    return find

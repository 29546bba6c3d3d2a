"""Results in, the documents of `api/v1` out, as the contract gives them (section 7): keys in its order, exact twins."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from math import gcd
from typing import Any

from scorecard.model.answer import Evidence
from scorecard.model.project import Edition, Project
from scorecard.model.rubric import Criterion, Rubric
from scorecard.publishing.because import because
from scorecard.scoring.pairs import all_evidence, says_something
from scorecard.scoring.printing import exact
from scorecard.scoring.result import Bands, CriterionResult, EditionResult, Range, Standing

Document = dict[str, Any]
_NUMBERS = ("low", "low_exact", "high", "high_exact", "known_share", "known_share_exact")
_on_a_line = json.JSONEncoder(ensure_ascii=False, allow_nan=False).encode  # made once: a document has many records


def encoded(document: Document) -> bytes:
    """Write a document as UTF-8 with one final newline; NaN and infinity cannot get in."""
    return (json.dumps(document, ensure_ascii=False, allow_nan=False, indent=1) + "\n").encode()


def with_records(head: Document, name: str, records: Iterable[Document]) -> Iterator[bytes]:
    """Write a document that ends in a list of records, each on a line of its own, piece by piece."""
    yield f"{_on_a_line(head)[:-1]}, {json.dumps(name)}: [".encode()
    before = "\n"
    for record in records:
        yield f"{before}{_on_a_line(record)}".encode()
        before = ",\n"
    yield b"\n]}\n"


def edition_file(project: Project, result: EditionResult, only: frozenset[str] | None = None) -> Iterator[bytes]:
    """Write the document of one edition, piece by piece; arguments as of `edition_records`."""
    return with_records(edition_head(result.edition), "cities", edition_records(project, result, only))


def city_api_path(city: str) -> str:
    """Name the document of a city."""
    return f"api/v1/cities/{city}.json"


def city_file(
    project: Project, results: Mapping[str, EditionResult], city_id: str, *, with_drafts: bool = False
) -> bytes:
    """Write the document of one city."""
    document = city_document(project, results, city_id, with_drafts=with_drafts)
    return b"".join(with_records(document, "editions", document.pop("editions")))


def cities_with_records(project: Project, results: Mapping[str, EditionResult]) -> list[str]:
    """List the cities that have a file that is no draft in any edition, by id."""
    having = {city for result in results.values() for city, one in result.cities.items() if not one.is_draft}
    return sorted(having & project.cities.keys())


def edition_head(edition: Edition) -> Document:
    """Say which edition a document is about."""
    return {
        "edition": edition.id,
        "rubric": edition.rubric,
        "as_of": edition.as_of.isoformat(),
        "reconstructed": edition.is_reconstructed,
    }


def edition_records(project: Project, result: EditionResult, only: frozenset[str] | None = None) -> Iterator[Document]:
    """Write the records of one edition, by id.

    Args:
        project: which names the cities.
        result: the edition, scored.
        only: the cities to list, drafts among them; all that are no drafts where None.
    """
    listed = sorted(only if only is not None else [city for city, one in result.cities.items() if not one.is_draft])
    return (_record(project, result, city) for city in listed)


def city_document(
    project: Project, results: Mapping[str, EditionResult], city_id: str, *, with_drafts: bool = False
) -> Document:
    """Write one city: who it is, and its record with answers for each edition, oldest first; drafts if asked for."""
    city = project.cities[city_id]
    editions = []
    for result in sorted(results.values(), key=lambda result: result.edition.as_of):
        one = result.cities.get(city_id)
        if one is None or (one.is_draft and not with_drafts):
            continue
        record = {**edition_head(result.edition), **_record(project, result, city_id)}
        if not one.is_withdrawn:
            file = project.answers[result.edition.id][city_id]
            record["answers"] = {name: answer_record(answer, result.rubric) for name, answer in one.criteria.items()}
            record["evidence"] = {name: evidence_record(evidence) for name, evidence in file.evidence.items()}
        editions.append(record)
    return {"id": city.id, "name": city.name, "state": city.state, "agency": city.agency, "editions": editions}


def _record(project: Project, result: EditionResult, city_id: str) -> Document:
    city, one = project.cities[city_id], result.cities[city_id]
    if one.is_withdrawn:
        withdrawn = project.answers[result.edition.id][city_id].withdrawn
        told = {"on": str(withdrawn.on), "because": withdrawn.because} if withdrawn is not None else None
        return {"id": city.id, "name": city.name, "withdrawn": told}
    standing = result.standings.get(city_id)
    dimensions: Document = {}
    for dimension, of_dimension in one.dimensions.items():
        places = result.dimension_standings[dimension].get(city_id)
        dimensions[dimension] = (
            None
            if of_dimension is None
            else {**numbers_record(of_dimension.range), **bands_record(of_dimension.bands), **_places(places)}
        )
    return {
        "id": city.id,
        "name": city.name,
        "state": city.state,
        "status": "draft" if one.is_draft else "final",
        **numbers_record(one.range),
        **bands_record(one.bands),
        **_places(standing),
        "dimensions": dimensions,
    }


def numbers_record(span: Range | None) -> Document:
    """Write low, high and known share, each as the nearest double and exactly."""
    if span is None:
        return dict.fromkeys(_NUMBERS)
    return dict(zip(_NUMBERS, _numbers(*span.low.as_integer_ratio(), *span.high.as_integer_ratio()), strict=True))


@lru_cache(maxsize=1 << 14)  # of the dimensions of many cities, few ranges are unlike
def _numbers(low: int, low_below: int, high: int, high_below: int) -> tuple[float | str, ...]:
    """Write the numbers of a range, whose ends are given as numerator and denominator: fractions are slow to make."""
    size = 100 * low_below * high_below
    known = size - (high * low_below - low * high_below)  # as Range.known_share
    common = gcd(known, size)
    ends = ((low, low_below), (high, high_below), (known // common, size // common))
    return tuple(written for above, below in ends for written in (above / below, _exact(above, below)))


def _exact(above: int, below: int) -> str:
    """Write a fraction in lowest terms as `exact` does."""
    return str(above) if below == 1 else f"{above}/{below}"


def bands_record(bands: Bands | None) -> Document:
    """Write both bands; null where too little is known."""
    return {"band_low": bands.low if bands else None, "band_high": bands.high if bands else None}


def _places(standing: Standing | None) -> Document:
    return {
        "order": standing.order if standing else None,
        "rank_best": standing.best if standing else None,
        "rank_worst": standing.worst if standing else None,
    }


def answer_record(result: CriterionResult, rubric: Rubric) -> Document:
    """Write one answer."""
    levels, pair, answer = result.criterion.levels, result.pair, result.answer
    said = answer if answer is not None and says_something(answer) else None
    return {
        "outcome": result.outcome.value,
        "worst": None if pair is None else levels[pair.worst].id,
        "best": None if pair is None else levels[pair.best].id,
        "share_low": None if result.share_low is None else exact(result.share_low),
        "share_high": None if result.share_high is None else exact(result.share_high),
        "points": exact(result.criterion.points),
        "basis": None if said is None else said.basis,
        "evidence": [] if said is None else list(all_evidence(said)),
        "stale": result.is_stale,
        "because": because(result, rubric),
    }


def evidence_record(evidence: Evidence) -> Document:
    """Write one source."""
    return {
        "url": evidence.url,
        "title": evidence.title,
        "publisher": evidence.publisher,
        "seen": str(evidence.seen),
        "looked": None if evidence.looked is None else str(evidence.looked),
        "archived": evidence.archived,
        "sha256": evidence.sha256,
        "quote": evidence.quote,
    }


def rubric_file(rubric: Rubric) -> bytes:
    """Write the document of one rubric."""
    return encoded(rubric_document(rubric))


def rubric_document(rubric: Rubric) -> Document:
    """Write a rubric: all that scores, and its words."""
    return {
        "id": rubric.id,
        "family": rubric.family,
        "title": rubric.title,
        "about": rubric.about,
        "fresh_for_days": rubric.fresh_for_days,
        "band_from_known_share": exact(rubric.band_from_known_share),
        "bands": [{"id": band.id, "from": exact(band.start), "title": band.title} for band in rubric.bands],
        "gates": [
            {"id": gate.id, "best_band": gate.best_band, "requires": dict(gate.requires), "because": gate.because}
            for gate in rubric.gates
        ],
        "dimensions": [
            {
                "id": dimension.id,
                "title": dimension.title,
                "weight": exact(dimension.weight),
                "about": dimension.about,
                "kind": dimension.kind,
                "criteria": [_criterion(criterion) for criterion in dimension.criteria],
            }
            for dimension in rubric.dimensions
        ],
    }


def _criterion(criterion: Criterion) -> Document:
    follows, remedy = criterion.follows, criterion.remedy
    return {
        "id": criterion.id,
        "title": criterion.title,
        "claim": criterion.claim,
        "points": exact(criterion.points),
        "fresh_for_days": criterion.fresh_for_days,
        "measure": criterion.measure,
        "elements": dict(criterion.elements),
        "follows": None if follows is None else {"criterion": follows.criterion, "caps": dict(follows.caps)},
        "levels": [
            {
                "id": level.id,
                "share": exact(level.share),
                "title": level.title,
                "about": level.about,
                "at_least": level.at_least,
                "at_most": level.at_most,
            }
            for level in criterion.levels
        ],
        "why": criterion.why,
        "source": criterion.source,
        "remedy": None
        if remedy is None
        else {"action": remedy.action, "lever": remedy.lever, "effort": remedy.effort, "model": remedy.model},
    }

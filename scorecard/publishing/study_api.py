"""The study of an edition in, its documents of `api/v1` out: how far ranks hold, peers, criteria and coders."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from functools import partial
from hashlib import sha256

from scorecard.publishing.api import Document, bands_record, edition_head, encoded, numbers_record, with_records
from scorecard.publishing.artifact import Artifact
from scorecard.publishing.keys import Keys
from scorecard.scoring.agreement import Agreement
from scorecard.scoring.alternatives import Alternative
from scorecard.scoring.criteria import Working
from scorecard.scoring.draws import DRAWS, LEAST, MOST
from scorecard.scoring.peers import Peers, Quartiles, Spread, sizeless
from scorecard.scoring.printing import exact
from scorecard.scoring.study import Study


def study_documents(study: Study, keys: Keys) -> Iterator[Artifact]:
    """Yield the documents of one edition, beside that with its scores."""
    edition = study.result.edition.id
    yield Artifact(weights_path(edition), partial(weights_file, study), keys.lists([edition], "weights"))
    yield Artifact(peers_path(edition), partial(peers_file, study), keys.peers(edition))
    yield Artifact(criteria_path(edition), partial(criteria_file, study), keys.workings(edition))


def weights_path(edition: str) -> str:
    """Name the document that says how much the weights matter."""
    return f"api/v1/editions/{edition}/weights.json"


def peers_path(edition: str) -> str:
    """Name the document of groups of cities by size."""
    return f"api/v1/editions/{edition}/peers.json"


def criteria_path(edition: str) -> str:
    """Name the document that says how criteria and coders work."""
    return f"api/v1/editions/{edition}/criteria.json"


def weights_file(study: Study) -> Iterator[bytes]:
    """Write how much the weights matter, piece by piece, a record for each city that counts."""
    result = study.result
    pairs, not_settled = study.pairs
    head = {
        **edition_head(result.edition),
        "draws": DRAWS,
        "least": exact(LEAST),
        "most": exact(MOST),
        "seed": sha256(f"{result.rubric.id}\n{result.edition.id}".encode()).hexdigest(),
        "ranked": len(result.standings),
        "pairs": pairs,
        "pairs_not_settled": not_settled,
        "rules": [{"id": rule.value, "ranked": len(one.standings)} for rule, one in study.alternatives.items()],
    }
    return with_records(head, "cities", (_robustness(study, city) for city in sorted(result.public())))


def _robustness(study: Study, city: str) -> Document:
    standing, places = study.result.standings.get(city), study.places.get(city)
    return {
        "id": city,
        "rank_best": None if standing is None else standing.best,
        "rank_worst": None if standing is None else standing.worst,
        "drawn_best": None if places is None else places.best,
        "drawn_worst": None if places is None else places.worst,
        "not_settled": study.unsettled.get(city),
        "rules": {rule.value: _under(one, city) for rule, one in study.alternatives.items()},
    }


def _under(one: Alternative, city: str) -> Document:
    standing = one.standings.get(city)
    return {
        **numbers_record(one.ranges[city]),
        **bands_record(one.bands[city]),
        "rank_best": None if standing is None else standing.best,
        "rank_worst": None if standing is None else standing.worst,
    }


def peers_file(study: Study) -> bytes:
    """Write where groups of cities by size stand."""
    return encoded(
        {
            **edition_head(study.result.edition),
            "without_population": sizeless(study.cities, study.result),
            "groups": [_group(one) for one in study.peers.values()],
        }
    )


def _group(one: Peers) -> Document:
    return {
        "id": one.group.id,
        "title": one.group.title,
        "from_population": one.group.from_population,
        "cities": one.cities,
        "whole": _spread(one.whole),
        "dimensions": {dimension: _spread(found) for dimension, found in one.dimensions.items()},
    }


def _spread(one: Spread | None) -> Document | None:
    return None if one is None else {"cities": one.count, "low": _quartiles(one.low), "high": _quartiles(one.high)}


def _quartiles(one: Quartiles) -> Document:
    written: Document = {}
    for name, value in (("lower", one.lower), ("median", one.median), ("upper", one.upper)):
        written |= twin(name, value)
    return written


def twin(name: str, value: Fraction | None) -> Document:
    """Write a number as the nearest double and exactly."""
    return {name: None if value is None else float(value), f"{name}_exact": None if value is None else exact(value)}


def criteria_file(study: Study) -> bytes:
    """Write how the criteria of an edition work, and how far those who coded answers agree."""
    agreements = study.agreements
    return encoded(
        {
            **edition_head(study.result.edition),
            "cities": len(study.result.public()),
            "criteria": [_criterion(one, agreements[one.criterion]) for one in study.workings],
        }
    )


def _criterion(one: Working, agreement: Agreement) -> Document:
    correlation = None if one.correlation is None else Fraction(one.correlation, 100)
    return {
        "id": one.criterion,
        **twin("weight", one.weight),
        "applies": one.applies,
        "met": one.met,
        "may_be_met": one.may_meet,
        "open": one.open,
        "settled": one.settled,
        "correlated": one.correlated,
        "correlation": None if correlation is None else float(correlation),
        "met_by_all": one.is_met_by_all,
        "met_by_none": one.is_met_by_none,
        "read": agreement.read,
        "twice": agreement.twice,
        "agreed": agreement.agreed,
        **twin("alpha", agreement.alpha),
        "coders_disagree": agreement.is_weak,
    }

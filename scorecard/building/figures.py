"""A city's results in, its figures as one short text out, and back: all that is known of every city at once.

Of 18,000 cities a build reads this much before anything else. So what many of them
share is made once.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import date
from fractions import Fraction
from typing import Any

from scorecard.model.answer import CityEdition, Evidence, Pledge, Withdrawn
from scorecard.model.project import City
from scorecard.model.rubric import Dimension, Rubric
from scorecard.model.when import When
from scorecard.publishing.proofs import Proof, Proofs, proofs_of
from scorecard.publishing.whole_city import WholeCity
from scorecard.reading.project import Shared
from scorecard.scoring.agreement import NOT_CODED, Category, Coding, coding_of
from scorecard.scoring.coded import CodedCriteria, Decoder, codes_of, decoder_of
from scorecard.scoring.result import Bands, CityResult, DimensionResult, Range


@dataclass(frozen=True, slots=True)
class Surveyed:
    """What `figures` say: the city, and by edition its file without answers, its result without theirs, and more.

    `codings` say what people coded, `proofs` what shows that the city does something.
    `changes` are texts, of the editions into which there is a change to tell.
    """

    city: City
    files: Mapping[str, CityEdition]
    results: Mapping[str, CityResult]
    codings: Mapping[str, Coding]
    proofs: Mapping[str, Proofs]
    changes: Mapping[str, str]


def figures_of(
    city: City, whole: WholeCity, changes: Mapping[str, str], shared: Shared, *, is_light: bool = False
) -> bytes:
    """Write the figures of a city.

    Args:
        city: who it is.
        whole: its files and results.
        changes: edition id -> how it changed, where there is something to tell.
        shared: settings and rubrics.
        is_light: whether only what scores and ranks is written, without proofs.
    """
    editions = {
        one.id: _figures(whole.files[one.id], whole.results[one.id], shared.rubrics[one.rubric], is_light=is_light)
        for one in shared.settings.editions
        if one.id in whole.files
    }
    return _packed({"city": _city(city), "editions": editions, "changes": dict(changes)})


def no_figures() -> bytes:
    """Write the figures of a folder that holds no city."""
    return _packed(None)


def _packed(document: object) -> bytes:
    return json.dumps(document, ensure_ascii=False, separators=(",", ":")).encode()


def _city(city: City) -> dict[str, Any]:
    plain = {one.name: getattr(city, one.name) for one in fields(City)}
    return {name: str(value) if isinstance(value, Fraction) else value for name, value in plain.items()}


def _figures(file: CityEdition, one: CityResult, rubric: Rubric, *, is_light: bool) -> list[Any]:
    spans = [_span(one), *(_span(of_dimension) for of_dimension in one.dimensions.values())]
    gone = file.withdrawn
    withdrawn = None if gone is None else [gone.on.first.isoformat(), gone.on.last.isoformat(), gone.because]
    coding = coding_of(rubric, file)
    coded = [coding.read, coding.twice]
    proofs = proofs_of(one.criteria, file) if file.is_final and not is_light else Proofs((), ())
    shown = [proofs.sources, proofs.places]
    return [file.path, file.is_draft, withdrawn, spans, codes_of(one.criteria), coded, shown, _pledged(file)]


def _pledged(file: CityEdition) -> list[Any] | None:
    """Write the pledge and its sources; None where the file says nothing of it."""
    if file.pledge is None:
        return None
    signed, ids = file.pledge.signed, file.pledge.evidence
    return [_days(signed), [[_days(file.evidence[one].seen), *_source(file.evidence[one])] for one in ids]]


def _days(span: When | None) -> list[str] | None:
    return None if span is None else [span.first.isoformat(), span.last.isoformat()]


def _source(one: Evidence) -> list[str | None]:
    return [one.id, one.url, one.title, one.publisher, one.archived]


def _span(one: CityResult | DimensionResult | None) -> list[Any] | None:
    if one is None or one.range is None:
        return None
    low, high, bands = one.range.low, one.range.high, one.bands
    ends = [low.numerator, low.denominator, high.numerator, high.denominator]
    return ends if bands is None else [*ends, bands.low, bands.high]


class FiguresReader:
    """Reads the figures of many cities, one after the other."""

    def __init__(self, shared: Shared) -> None:
        """Take settings and rubrics; of an edition without its rubric there are no figures."""
        decoders = {rubric: decoder_of(one) for rubric, one in shared.rubrics.items()}
        editions = shared.settings.editions
        self._editions = {one.id: _Edition(decoders[one.rubric]) for one in editions if one.rubric in decoders}

    def read(self, figures: bytes) -> Surveyed | None:
        """Read figures as `figures_of` wrote them; None where the folder holds no city."""
        read = json.loads(figures)
        if read is None:
            return None
        who = read["city"]
        for name in ("latitude", "longitude"):
            who[name] = None if who[name] is None else Fraction(who[name])
        city = City(**{**who, "was": tuple(who["was"])})
        files, results, codings, proofs = {}, {}, {}, {}
        for edition, one in read["editions"].items():
            path, is_draft, withdrawn, spans, codes, coded, (sources, places), pledged = one
            gone = None if withdrawn is None else _withdrawn(*withdrawn)
            pledge, evidence = (None, {}) if pledged is None else _pledge(*pledged)
            file = CityEdition(city.id, edition, path, is_draft, evidence, {}, {}, withdrawn=gone, pledge=pledge)
            files[edition] = file
            results[edition] = self._editions[edition].result(file, spans, codes)
            codings[edition] = _coding(*coded)
            proofs[edition] = Proofs(tuple(Proof(*source) for source in sources), tuple(places))
        return Surveyed(city, files, results, codings, proofs, read["changes"])


class _Edition:
    """Puts the results of one edition together. Cities that did as well in a dimension share what says so."""

    def __init__(self, decoder: Decoder) -> None:
        self._decoder = decoder
        self._dimensions = decoder.rubric.dimensions
        self._made: dict[tuple[Any, ...], DimensionResult] = {}

    def result(self, file: CityEdition, spans: Sequence[Any], codes: str) -> CityResult:
        whole, *parts = spans
        return CityResult(
            city=file.city,
            edition=file.edition,
            is_draft=file.is_draft,
            is_withdrawn=file.withdrawn is not None,
            criteria=CodedCriteria(codes, self._decoder),
            dimensions={
                dimension.id: None if part is None else self._in_dimension(dimension, part)
                for dimension, part in zip(self._dimensions, parts, strict=True)
            },
            range=None if whole is None else _range(whole),
            bands=None if whole is None else _bands(whole),
        )

    def _in_dimension(self, dimension: Dimension, span: Sequence[Any]) -> DimensionResult:
        key = (dimension.id, *span)
        found = self._made.get(key)
        if found is None:
            found = self._made[key] = DimensionResult(dimension, _range(span), _bands(span))
        return found


def _range(span: Sequence[Any]) -> Range:
    return Range(Fraction(span[0], span[1]), Fraction(span[2], span[3]))


def _bands(span: Sequence[Any]) -> Bands | None:
    return Bands(span[4], span[5]) if len(span) > 4 else None


def _coding(read: Sequence[int], twice: Sequence[Sequence[Any]]) -> Coding:
    def category(rungs: Sequence[int] | None) -> Category:
        return None if rungs is None else (rungs[0], rungs[1])

    found = tuple((place, category(first), category(second)) for place, first, second in twice)
    return Coding(tuple(read), found) if read else NOT_CODED


def _withdrawn(first: str, last: str, because: str) -> Withdrawn:
    return Withdrawn(_when((first, last)), because)


def _pledge(signed: Sequence[str] | None, sources: Sequence[Sequence[Any]]) -> tuple[Pledge, dict[str, Evidence]]:
    evidence = {
        name: Evidence(name, url, _when(seen), title=title, publisher=publisher, archived=archived)
        for seen, name, url, title, publisher, archived in sources
    }
    return Pledge(None if signed is None else _when(signed), tuple(evidence)), evidence


def _when(days: Sequence[str]) -> When:
    first, last = days
    return When(date.fromisoformat(first), date.fromisoformat(last))

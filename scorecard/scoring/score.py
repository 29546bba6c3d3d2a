"""Criterion results in, exact ranges and bands out, for one city and for all cities of an edition."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from fractions import Fraction
from math import lcm

from scorecard.model.answer import CityEdition
from scorecard.model.project import Edition, Project
from scorecard.model.rubric import Band, Criterion, Dimension, Gate, Rubric
from scorecard.scoring.follows import leaders_first, work_out
from scorecard.scoring.ranks import standings
from scorecard.scoring.result import (
    Bands,
    CityResult,
    CriterionResult,
    DimensionResult,
    EditionResult,
    Pair,
    Range,
    Standing,
)


def tally(dimension: Dimension, pairs: Mapping[str, Pair | None]) -> Range | None:
    """Add up one dimension, 0 to 100, over the criteria that apply; None where none does.

    Args:
        dimension: whose criteria count.
        pairs: criterion id -> pair after follows; None where it does not apply.
    """
    possible = low = high = 0
    for criterion, (points, earned) in dimension.units.items():
        pair = pairs[criterion]
        if pair is not None:
            possible += points
            low += earned[pair.worst]
            high += earned[pair.best]
    return Range(Fraction(100 * low, possible), Fraction(100 * high, possible)) if possible else None


def weigh(ranges: Mapping[str, Range | None], weights: Mapping[str, Fraction]) -> Range | None:
    """Take the mean of the dimensions that apply, weighted; None where nothing that has weight applies."""
    applying = [(weights[dimension], span) for dimension, span in ranges.items() if span is not None]
    if not any(weight for weight, _ in applying):
        return None
    return Range(
        _mean([(weight, span.low) for weight, span in applying]),
        _mean([(weight, span.high) for weight, span in applying]),
    )


def _mean(weighted: Sequence[tuple[Fraction, Fraction]]) -> Fraction:
    """Take the mean of weight and value, in whole numbers until the end: adding fractions would cancel each time."""
    size = lcm(*(weight.denominator * value.denominator for weight, value in weighted))
    total = added = 0
    for weight, value in weighted:
        scale = size // (weight.denominator * value.denominator)
        added += weight.numerator * value.numerator * scale
        total += weight.numerator * value.denominator * scale
    return Fraction(added, total)


def band_of(value: Fraction, bands: Sequence[Band]) -> int:
    """Count from the best band (0) to the one that holds an exact score."""
    above, below = value.numerator, value.denominator
    for index, band in enumerate(bands):
        if above * band.start.denominator >= band.start.numerator * below:
            return index
    raise ValueError(f"no band starts at or below {value}")


def bands_of(span: Range, rubric: Rubric) -> Bands | None:
    """Read the bands off a range; None where less than `band_from_known_share` is known."""
    if span.known_share < rubric.band_from_known_share:
        return None
    low, high = (rubric.bands[band_of(value, rubric.bands)].id for value in (span.low, span.high))
    return Bands(low, high)


def shut_gates(rubric: Rubric, pairs: Mapping[str, Pair | None], *, at_worst: bool) -> tuple[Gate, ...]:
    """List the gates whose requirements are not all met, with every pair at its worst or at its best."""

    def is_met(criterion_id: str, level: str) -> bool:
        pair = pairs[criterion_id]
        if pair is None:
            return True
        return (pair.worst if at_worst else pair.best) <= rubric.criteria[criterion_id].rung(level)

    return tuple(gate for gate in rubric.gates if not all(is_met(*need) for need in gate.requires.items()))


def cap_band(band: str, gates: Iterable[Gate], bands: Sequence[Band]) -> str:
    """Hold a band down to the worst `best_band` among the gates."""
    ids = [one.id for one in bands]
    return ids[max([ids.index(band), *(ids.index(gate.best_band) for gate in gates)])]


def bands_with_gates(span: Range, rubric: Rubric, pairs: Mapping[str, Pair | None]) -> Bands | None:
    """Read the bands of the whole off its range, held down by gates; None where too little is known."""
    bands = bands_of(span, rubric)
    if bands is None:
        return None
    low, high = (shut_gates(rubric, pairs, at_worst=at_worst) for at_worst in (True, False))
    return Bands(cap_band(bands.low, low, rubric.bands), cap_band(bands.high, high, rubric.bands))


def score_city(
    rubric: Rubric,
    edition: Edition,
    answers: CityEdition,
    *,
    weights: Mapping[str, Fraction] | None = None,
    order: tuple[Criterion, ...] | None = None,
    results: Mapping[str, CriterionResult] | None = None,
) -> CityResult:
    """Score one city.

    Args:
        rubric: the edition's rubric.
        edition: whose `as_of` decides what is too old.
        answers: the city's file.
        weights: dimension id -> weight, 0 or more, for all dimensions; the rubric's own where None.
        order: `leaders_first(rubric)`, where many cities share it.
        results: `work_out` of this file, where that was done before.
    """
    if results is None:
        results = work_out(rubric, answers.answers, answers.evidence, edition.as_of, order)
    pairs = {criterion: result.pair for criterion, result in results.items()}
    ranges = {dimension.id: tally(dimension, pairs) for dimension in rubric.dimensions}
    whole = weigh(ranges, weights or {dimension.id: dimension.weight for dimension in rubric.dimensions})
    return CityResult(
        city=answers.city,
        edition=edition.id,
        is_draft=answers.is_draft,
        is_withdrawn=answers.withdrawn is not None,
        criteria=results,
        dimensions={dimension.id: _of_dimension(dimension, ranges, rubric) for dimension in rubric.dimensions},
        range=whole,
        bands=None if whole is None else bands_with_gates(whole, rubric, pairs),
        gates_low=shut_gates(rubric, pairs, at_worst=True),
        gates_high=shut_gates(rubric, pairs, at_worst=False),
    )


def _of_dimension(dimension: Dimension, ranges: Mapping[str, Range | None], rubric: Rubric) -> DimensionResult | None:
    span = ranges[dimension.id]
    return None if span is None else DimensionResult(dimension, span, bands_of(span, rubric))


def score_edition(project: Project, edition_id: str, *, weights: Mapping[str, Fraction] | None = None) -> EditionResult:
    """Score and rank all cities of one edition; drafts and withdrawn files are scored and not ranked."""
    edition, rubric = project.settings.edition(edition_id), project.rubric_of(edition_id)
    order = leaders_first(rubric)
    files = project.answers.get(edition_id, {})
    cities = {city: score_city(rubric, edition, files[city], weights=weights, order=order) for city in sorted(files)}
    return rank_edition(edition, rubric, cities)


def score_all(project: Project) -> dict[str, EditionResult]:
    """Score every edition, oldest first."""
    return {edition.id: score_edition(project, edition.id) for edition in project.settings.editions}


def rank_edition(edition: Edition, rubric: Rubric, cities: Mapping[str, CityResult]) -> EditionResult:
    """Rank the cities of one edition; `cities` holds their results by id, in the order of the ids."""
    final = {city: one for city, one in cities.items() if one.counts}

    def ranked(ones: Iterable[tuple[str, CityResult | DimensionResult | None]]) -> dict[str, Range]:
        """Who is known well enough for a band is for a rank."""
        return {
            city: one.range for city, one in ones if one is not None and one.range is not None and one.bands is not None
        }

    whole = ranked(final.items())
    per_dimension = {
        dimension.id: ranked((city, result.dimensions[dimension.id]) for city, result in final.items())
        for dimension in rubric.dimensions
    }
    return EditionResult(
        edition=edition,
        rubric=rubric,
        cities=cities,
        standings=standings(whole),
        dimension_standings={dimension: standings(spans) for dimension, spans in per_dimension.items()},
    )


def reweighed(result: EditionResult, weights: Mapping[str, Fraction]) -> EditionResult:
    """Score and rank an edition by other weights: what `score_edition` gives with them, from what it gave without.

    Args:
        result: the edition; of its criteria no more than the pairs are needed.
        weights: dimension id -> weight, 0 or more, for all dimensions.
    """
    cities = {city: _reweighed(one, result.rubric, weights) for city, one in result.cities.items()}
    return rank_edition(result.edition, result.rubric, cities)


def _reweighed(one: CityResult, rubric: Rubric, weights: Mapping[str, Fraction]) -> CityResult:
    whole = weigh({dimension: one.range_in(dimension) for dimension in one.dimensions}, weights)
    return replace(one, range=whole, bands=None if whole is None else bands_with_gates(whole, rubric, one.pairs()))


def without_ranks(result: EditionResult) -> EditionResult:
    """Take the ranks out of an edition of which some city could not be scored."""
    none: dict[str, Mapping[str, Standing]] = {dimension.id: {} for dimension in result.rubric.dimensions}
    return replace(result, standings={}, dimension_standings=none, is_partial=True)

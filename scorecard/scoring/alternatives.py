"""A scored edition in, what it would be under other defensible rules out, side by side: ranges, bands and ranks.

Equal weights; the geometric mean of the dimensions, in which a low one is not made
good by a high one; the data dimensions alone and the policy dimensions alone, where
the rubric says which those are; and the bands without gates.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_EVEN, Context, Decimal
from enum import StrEnum
from fractions import Fraction
from functools import lru_cache

from scorecard.model.rubric import Rubric
from scorecard.scoring.ranks import standings
from scorecard.scoring.result import Bands, CityResult, EditionResult, Range, Standing
from scorecard.scoring.score import bands_of, bands_with_gates, weigh

# Geometric means are no fractions. They are taken to 12 decimals, with `ln` and `exp` of a
# standard that rounds correctly (General Decimal Arithmetic), so that they are the same everywhere.
_DIGITS, _DECIMALS = 40, 12
_CONTEXT = Context(prec=_DIGITS, rounding=ROUND_HALF_EVEN)


class Rule(StrEnum):
    """Another way to make one number of the dimensions."""

    EQUAL = "equal-weights"
    GEOMETRIC = "geometric-mean"
    DATA = "data-only"
    POLICY = "policy-only"
    UNGATED = "without-gates"


@dataclass(frozen=True, slots=True)
class Alternative:
    """An edition under another rule.

    `ranges` and `bands` are by city, for the cities that count: None where nothing that
    has weight applies, and where too little is known. `standings` has the ranked.
    """

    rule: Rule
    ranges: Mapping[str, Range | None]
    bands: Mapping[str, Bands | None]
    standings: Mapping[str, Standing]


def rules_of(rubric: Rubric) -> tuple[Rule, ...]:
    """List the rules that differ from a rubric's own; none that it gives no ground for."""
    kinds = [dimension.kind for dimension in rubric.dimensions]
    is_one = len(kinds) == 1
    found = {
        Rule.EQUAL: len({dimension.weight for dimension in rubric.dimensions}) > 1,
        Rule.GEOMETRIC: not is_one,
        Rule.DATA: "data" in kinds and not is_one,
        Rule.POLICY: "policy" in kinds and not is_one,
        Rule.UNGATED: bool(rubric.gates),
    }
    return tuple(rule for rule, holds in found.items() if holds)


def alternatives(result: EditionResult) -> dict[Rule, Alternative]:
    """Score and rank an edition under every rule of `rules_of`; without gates only its bands differ."""
    return {rule: _alternative(rule, result) for rule in rules_of(result.rubric)}


def _alternative(rule: Rule, result: EditionResult) -> Alternative:
    rubric, cities = result.rubric, result.public()
    if rule is Rule.UNGATED:
        spans = {city: one.range for city, one in cities.items()}
        bands = {city: None if span is None else bands_of(span, rubric) for city, span in spans.items()}
        return Alternative(rule, spans, bands, result.standings)
    spans = {city: _range_of(rule, one, rubric) for city, one in cities.items()}
    bands = {city: None if span is None else _bands(span, cities[city], rubric) for city, span in spans.items()}
    ranked = {city: span for city, span in spans.items() if span is not None and bands[city] is not None}
    return Alternative(rule, spans, bands, {} if result.is_partial else standings(ranked))


def _bands(span: Range, one: CityResult, rubric: Rubric) -> Bands | None:
    if not rubric.gates:
        return bands_of(span, rubric)
    return bands_with_gates(span, rubric, one.pairs())


def _range_of(rule: Rule, one: CityResult, rubric: Rubric) -> Range | None:
    spans = {dimension.id: one.range_in(dimension.id) for dimension in rubric.dimensions}
    if rule is Rule.GEOMETRIC:
        return _geometric(spans, rubric)
    return weigh(spans, _weights(rule, rubric))


def _weights(rule: Rule, rubric: Rubric) -> dict[str, Fraction]:
    if rule is Rule.EQUAL:
        return {dimension.id: Fraction(1) for dimension in rubric.dimensions}
    kind = "data" if rule is Rule.DATA else "policy"
    return {one.id: one.weight if one.kind == kind else Fraction(0) for one in rubric.dimensions}


def _geometric(spans: Mapping[str, Range | None], rubric: Rubric) -> Range | None:
    applying = [(one.weight, span) for one in rubric.dimensions if (span := spans[one.id]) is not None and one.weight]
    if not applying:
        return None
    return Range(
        geometric_mean([(weight, span.low) for weight, span in applying]),
        geometric_mean([(weight, span.high) for weight, span in applying]),
    )


def geometric_mean(weighted: list[tuple[Fraction, Fraction]]) -> Fraction:
    """Take the weighted geometric mean of values of 0 or more, to 12 decimals; 0 where one of them is.

    Args:
        weighted: weight, above 0, and value.
    """
    if any(not value for _, value in weighted):
        return Fraction(0)
    first = weighted[0][1]
    if all(value == first for _, value in weighted):
        return first
    total = sum((weight for weight, _ in weighted), Fraction(0))
    exponent = Decimal(0)
    for weight, value in weighted:
        exponent = _CONTEXT.add(exponent, _CONTEXT.multiply(_decimal(weight / total), _logarithm(value)))
    return Fraction(_CONTEXT.exp(exponent).quantize(Decimal(1).scaleb(-_DECIMALS), context=_CONTEXT))


@lru_cache(maxsize=4096)
def _logarithm(value: Fraction) -> Decimal:
    return _CONTEXT.ln(_decimal(value))


def _decimal(value: Fraction) -> Decimal:
    return _CONTEXT.divide(Decimal(value.numerator), Decimal(value.denominator))

"""A scored edition in, what it would be under other defensible rules out, side by side: ranges, bands and ranks.

Equal weights; the geometric mean of the dimensions, in which a low one is not made
good by a high one; the data dimensions alone and the policy dimensions alone, where
the rubric says which those are; and the bands without gates.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_EVEN, Context, Decimal
from enum import StrEnum
from fractions import Fraction
from functools import lru_cache
from typing import NamedTuple

from scorecard.model.rubric import Gate, Rubric
from scorecard.scoring.ranks import standings
from scorecard.scoring.result import Bands, CityResult, EditionResult, Range, Standing
from scorecard.scoring.score import bands_of, cap_band, shut_gates, weigh

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
    found = {city: under_rules(one, result.rubric) for city, one in result.public().items()}
    return {
        rule: Alternative(
            rule,
            {city: ones[rule].range for city, ones in found.items()},
            {city: ones[rule].bands for city, ones in found.items()},
            ranked_under(rule, result, {city: ones[rule] for city, ones in found.items()}),
        )
        for rule in rules_of(result.rubric)
    }


class UnderRule(NamedTuple):
    """A city under a rule: its range, None where nothing that has weight applies, and bands, None without a rank."""

    range: Range | None
    bands: Bands | None


def under_rules(one: CityResult, rubric: Rubric) -> dict[Rule, UnderRule]:
    """Score a city under every rule of `rules_of`: that rests on the pairs of its criteria and the rubric alone."""
    gates = _gates(one, rubric)
    return {rule: _under_rule(rule, one, rubric, gates) for rule in rules_of(rubric)}


def _under_rule(rule: Rule, one: CityResult, rubric: Rubric, gates: _Gates) -> UnderRule:
    if rule is Rule.UNGATED:
        return UnderRule(one.range, _bands(one.range, rubric, _NO_GATES))
    span = _range_of(rule, one, rubric)
    return UnderRule(span, _bands(span, rubric, gates))


def ranked_under(rule: Rule, result: EditionResult, cities: Mapping[str, UnderRule]) -> Mapping[str, Standing]:
    """Rank an edition under a rule, given every city that counts under it."""
    if rule is Rule.UNGATED:
        return result.standings
    if result.is_partial:
        return {}
    return standings(
        {city: one.range for city, one in cities.items() if one.range is not None and one.bands is not None}
    )


_Gates = tuple[tuple[Gate, ...], tuple[Gate, ...]]
_NO_GATES: _Gates = ((), ())


def _gates(one: CityResult, rubric: Rubric) -> _Gates:
    """List the gates that are shut at worst and at best, whatever the weights."""
    if not rubric.gates:
        return _NO_GATES
    pairs = {need: one.criteria[need].pair for gate in rubric.gates for need in gate.requires}
    return shut_gates(rubric, pairs, at_worst=True), shut_gates(rubric, pairs, at_worst=False)


def _bands(span: Range | None, rubric: Rubric, gates: _Gates) -> Bands | None:
    bands = None if span is None else bands_of(span, rubric)
    if bands is None:
        return None
    return Bands(cap_band(bands.low, gates[0], rubric.bands), cap_band(bands.high, gates[1], rubric.bands))


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
    weights = tuple(weight.as_integer_ratio() for weight, _ in applying)
    return Range(
        geometric_mean(weights, [span.low for _, span in applying]),
        geometric_mean(weights, [span.high for _, span in applying]),
    )


def geometric_mean(weights: tuple[tuple[int, int], ...], values: Sequence[Fraction]) -> Fraction:
    """Take the weighted geometric mean of values of 0 or more, to 12 decimals; 0 where one of them is.

    Args:
        weights: of each value, above 0, as numerator and denominator.
        values: as many.
    """
    ratios = [value.as_integer_ratio() for value in values]
    if any(not numerator for numerator, _ in ratios):
        return Fraction(0)
    if all(ratio == ratios[0] for ratio in ratios):
        return values[0]
    exponent = Decimal(0)
    for share, ratio in zip(_shares(weights), ratios, strict=True):
        exponent = _CONTEXT.add(exponent, _CONTEXT.multiply(share, _logarithm(*ratio)))
    return Fraction(_CONTEXT.exp(exponent).quantize(Decimal(1).scaleb(-_DECIMALS), context=_CONTEXT))


@lru_cache(maxsize=256)
def _shares(weights: tuple[tuple[int, int], ...]) -> tuple[Decimal, ...]:
    """Give each weight's part of all."""
    total = sum((Fraction(*weight) for weight in weights), Fraction(0))
    return tuple(_decimal(*(Fraction(*weight) / total).as_integer_ratio()) for weight in weights)


@lru_cache(maxsize=4096)
def _logarithm(numerator: int, denominator: int) -> Decimal:
    return _CONTEXT.ln(_decimal(numerator, denominator))


def _decimal(numerator: int, denominator: int) -> Decimal:
    return _CONTEXT.divide(Decimal(numerator), Decimal(denominator))

"""A scored edition in, the same under other rules out."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scorecard.model.rubric import Kind, Rubric
from scorecard.scoring.alternatives import Rule, alternatives, geometric_mean, rules_of
from scorecard.scoring.result import Bands, Range, Standing
from scorecard.scoring.score import score_edition
from tests.scoring.small import criterion, file, gate, project, rubric


def kinds(which: Rubric, *names: Kind | None) -> Rubric:
    """Say what each dimension is about."""
    dimensions = tuple(replace(one, kind=kind) for one, kind in zip(which.dimensions, names, strict=True))
    return Rubric(which.id, which.family, which.title, None, 1095, Fraction(2, 5), which.bands, which.gates, dimensions)


PLAIN = rubric(
    ("records", "60", [criterion("a")]), ("rules", "30", [criterion("b")]), ("rest", "10", [criterion("c")]),
    gates=[gate("C", a="full")],
)  # fmt: skip
ALL = kinds(PLAIN, "data", "policy", None)


def test_only_rules_that_a_rubric_gives_ground_for_are_shown() -> None:
    """No kinds, no gates, equal weights, one dimension: each leaves out what would say the same or nothing."""
    assert tuple(Rule) == rules_of(ALL)
    assert (Rule.EQUAL, Rule.GEOMETRIC, Rule.UNGATED) == rules_of(PLAIN)
    assert (Rule.GEOMETRIC,) == rules_of(rubric(("x", "50", [criterion("a")]), ("y", "50", [criterion("b")])))
    assert () == rules_of(kinds(rubric(("x", "100", [criterion("a")])), "data"))


def test_each_rule_by_hand() -> None:
    """Records 50, rules 100, rest 0 to 100: 60 + 0 to 10 by the rubric; the gate on full records holds C."""
    result = score_edition(project(ALL, file({"a": "partial", "b": "full", "c": "unknown"})), "2026")
    found = alternatives(result)
    assert (Range(Fraction(60), Fraction(70)), Bands("C", "C")) == (result.cities["a"].range, result.cities["a"].bands)
    assert {
        Rule.EQUAL: Range(Fraction(50), Fraction(250, 3)),
        Rule.GEOMETRIC: Range(Fraction(0), Fraction("65.975395538645")),  # exp(0.6 ln 50 + 0.3 ln 100 + 0.1 ln 100)
        Rule.DATA: Range(Fraction(50), Fraction(50)),
        Rule.POLICY: Range(Fraction(100), Fraction(100)),
        Rule.UNGATED: Range(Fraction(60), Fraction(70)),
    } == {rule: one.ranges["a"] for rule, one in found.items()}
    assert {
        Rule.EQUAL: Bands("C", "C"),
        Rule.GEOMETRIC: None,
        Rule.DATA: Bands("C", "C"),
        Rule.POLICY: Bands("C", "C"),
        Rule.UNGATED: Bands("C", "B"),
    } == {rule: one.bands["a"] for rule, one in found.items()}


def test_who_is_ranked_is_decided_by_each_rule() -> None:
    """A city known by its records alone has a place among the data dimensions, and none in the whole."""
    files = [file({"b": "full"}, city="x"), file({"a": "full", "b": "none", "c": "none"}, city="y")]
    result = score_edition(project(ALL, *files), "2026")
    found = alternatives(result)
    assert ["y"] == list(result.standings)
    assert {"x": Standing(1, 1, 1), "y": Standing(2, 2, 2)} == found[Rule.POLICY].standings
    assert ["y"] == list(found[Rule.DATA].standings)


def test_drafts_are_in_no_alternative() -> None:
    """What does not count is neither ranged nor ranked under any rule."""
    result = score_edition(project(ALL, file({"a": "full", "b": "full", "c": "full"}, draft=True)), "2026")
    assert [{}] * len(Rule) == [one.ranges for one in alternatives(result).values()]


def test_a_dimension_that_does_not_apply_is_left_out_of_every_rule() -> None:
    """The geometric mean of what applies, no zero for what does not; nothing where only that has weight."""
    result = score_edition(project(ALL, file({"a": "n/a", "b": "partial", "c": "partial"})), "2026")
    found = alternatives(result)
    half = Range(Fraction(50), Fraction(50))
    assert (half, half, None) == tuple(found[rule].ranges["a"] for rule in (Rule.EQUAL, Rule.GEOMETRIC, Rule.DATA))


@pytest.mark.parametrize(
    ("weighted", "expected"),
    [
        ([(1, 4), (1, 9)], "6"),
        ([(1, 1), (3, 16)], "8"),
        ([(2, 50), (1, 0)], "0"),
        ([(1, "1/3"), (2, "1/3")], "1/3"),
        ([(1, 2), (1, 1)], "1.414213562373"),  # the square root of 2
    ],
)
def test_geometric_means_by_hand(weighted: list[tuple[int, str]], expected: str) -> None:
    """Weights are exponents; a zero makes it zero; equal values stay exact; all else has 12 decimals."""
    assert Fraction(expected) == geometric_mean(
        tuple((weight, 1) for weight, _ in weighted), [Fraction(value) for _, value in weighted]
    )


@given(st.lists(st.tuples(st.integers(1, 40), st.fractions(0, 100, max_denominator=60)), min_size=1, max_size=6))
def test_a_geometric_mean_lies_below_the_mean_and_within_its_values(weighted: list[tuple[int, Fraction]]) -> None:
    """Least value <= geometric mean <= mean, but for the 12th decimal."""
    values = [value for _, value in weighted]
    mean = Fraction(sum(weight * value for weight, value in weighted)) / sum(weight for weight, _ in weighted)
    found, slack = geometric_mean(tuple((weight, 1) for weight, _ in weighted), values), Fraction(1, 10**12)
    assert min(values) - slack <= found <= mean + slack

"""Cities in, exact ranges, bands and gates out: the hand-computed cases, the contract's worked example among them."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

import pytest

from scorecard.model.answer import Answer
from scorecard.model.rubric import Rubric
from scorecard.scoring.result import CityResult, Range
from scorecard.scoring.score import score_city, score_edition
from tests.scoring.small import EDITION, criterion, file, gate, project, rubric, score

HUNDRED = ", ".join(f"l{n} {n}/100" for n in range(100, -1, -1))  # a level for every whole score


def span(low: str, high: str) -> Range:
    """Make a range."""
    return Range(Fraction(low), Fraction(high))


def banded(result: CityResult) -> str | None:
    """Write the bands of the whole."""
    return None if result.bands is None else f"{result.bands.low} {result.bands.high}"


WORKED = rubric(
    (
        "availability",
        "60",
        [criterion("a", points="5"), criterion("b", "all 1, third 1/3, none 0", points="3")],
    ),
    ("policy", "40", [criterion("c"), criterion("d")]),
)


@pytest.mark.parametrize(
    ("b", "availability", "whole", "known"),
    [
        ("unknown", ("125/4", "275/4"), ("235/4", "325/4"), "31/40"),
        ("<=third", ("125/4", "175/4"), ("235/4", "265/4"), "37/40"),
    ],
)
def test_the_worked_example_of_the_contract(
    b: str, availability: tuple[str, str], whole: tuple[str, str], known: str
) -> None:
    """58.75 to 81.25 with 31/40 known; 66.25 at best where b is bounded by a third."""
    result = score(WORKED, {"a": "partial", "b": b, "c": "full", "d": "n/a"})
    ranges = {name: one.range for name, one in result.dimensions.items() if one is not None}
    assert {"availability": span(*availability), "policy": span("100", "100")} == ranges
    assert (span(*whole), Fraction(known)) == (result.range, result.range and result.range.known_share)


def test_points_weigh_inside_a_dimension_and_weights_between() -> None:
    """The mean of the dimensions does not depend on how many points each holds."""
    which = rubric(
        ("d", "25", [criterion("a", points="1/3"), criterion("b", points="2/3")]),
        ("e", "75", [criterion("c", points="1000")]),
    )
    result = score(which, {"a": "full", "b": "none", "c": "partial"})
    assert span("275/6", "275/6") == result.range  # 25 * 1/3 + 75 * 1/2


DROPPING = rubric(
    ("d", "50", [criterion("a"), criterion("b", points="3")]),
    ("e", "30", [criterion("c")]),
    ("f", "20", [criterion("g")]),
)


@pytest.mark.parametrize(
    ("answers", "expected"),
    [
        ({"a": "full", "b": "none", "c": "full", "g": "none"}, span("42.5", "42.5")),
        ({"a": "full", "b": "n/a", "c": "full", "g": "none"}, span("80", "80")),
        ({"a": "n/a", "b": "n/a", "c": "full", "g": "none"}, span("60", "60")),
        ({"a": "n/a", "b": "n/a", "c": "n/a", "g": "partial"}, span("50", "50")),
        ({"a": "n/a", "b": "n/a", "c": "n/a"}, span("0", "100")),
        ({}, span("0", "100")),
    ],
)
def test_what_does_not_apply_drops_out(answers: Mapping[str, Answer | str], expected: Range) -> None:
    """A criterion drops out of its dimension, and a dimension out of the whole, and the rest keeps its proportions."""
    assert expected == score(DROPPING, answers).range


def test_where_nothing_applies_everything_is_null() -> None:
    """No range, no band, no dimension; every criterion is there all the same."""
    result = score(DROPPING, dict.fromkeys(("a", "b", "c", "g"), "n/a"))
    assert (None, None, {"d": None, "e": None, "f": None}) == (result.range, result.bands, result.dimensions)
    assert ["a", "b", "c", "g"] == list(result.criteria)


def test_a_dimension_that_drops_out_is_null_alone() -> None:
    """The others keep their numbers."""
    result = score(DROPPING, {"a": "full", "b": "full", "c": "n/a", "g": "full"})
    assert [True, False, True] == [one is not None for one in result.dimensions.values()]


def test_other_weights_change_the_whole_alone() -> None:
    """`weights` replace the rubric's; a dimension of weight 0 still has its own numbers."""
    given = file({"a": "full", "b": "full", "c": "none", "g": "partial"})
    weights = {"d": Fraction(0), "e": Fraction(50), "f": Fraction(50)}
    result = score_city(DROPPING, EDITION, given, weights=weights)
    assert (span("25", "25"), 3) == (result.range, sum(one is not None for one in result.dimensions.values()))
    assert span("25", "25") == score_edition(project(DROPPING, given), "2026", weights=weights).cities["a"].range


def test_without_weight_nothing_is_left_of_the_whole() -> None:
    """Where only dimensions of weight 0 apply, the whole is null."""
    weights = {"d": Fraction(100), "e": Fraction(0), "f": Fraction(0)}
    given = file({"a": "n/a", "b": "n/a", "c": "full", "g": "full"})
    assert None is score_city(DROPPING, EDITION, given, weights=weights).range


@pytest.mark.parametrize(
    ("level", "expected"),
    [
        ("l100", "A"),
        ("l85", "A"),
        ("l84", "B"),
        ("l70", "B"),
        ("l69", "C"),
        ("l50", "C"),
        ("l30", "D"),
        ("l29", "F"),
        ("l0", "F"),
    ],
)
def test_a_band_begins_at_its_exact_value(level: str, expected: str) -> None:
    """Bands are half-open: `from` belongs to the band that it begins."""
    result = score(rubric(("d", "100", [criterion("a", HUNDRED)])), {"a": level})
    of_dimension = result.dimensions["d"]
    assert f"{expected} {expected}" == banded(result)
    assert (expected, expected) == (
        of_dimension and of_dimension.bands and (of_dimension.bands.low, of_dimension.bands.high)
    )


def test_a_band_may_begin_at_a_fraction() -> None:
    """Two thirds exactly are in the band from 200/3; a hair less is not, though no float tells them apart."""
    hair = "1/1000000000000000000000000"
    less = Fraction(2, 3) - Fraction(hair)
    which = rubric(("d", "100", [criterion("a", f"full 1, at 2/3, less {less}, none 0")]), band_text="A 200/3, B 0")
    assert ["A A", "B B"] == [banded(score(which, {"a": one})) for one in ("at", "less")]


@pytest.mark.parametrize(
    ("answers", "whole", "first", "second"),
    [
        ({"a": "full", "b": "unknown"}, None, "A A", None),
        ({"a": "full", "b": ">=partial"}, "B A", "A A", "C A"),
        ({"a": "<=partial", "b": "<=partial"}, "F C", "F C", "F C"),
        ({"a": "unknown", "b": ">=partial"}, None, None, "C A"),
    ],
)
def test_bands_need_the_known_share_each_for_itself(
    answers: Mapping[str, Answer | str], whole: str | None, first: str | None, second: str | None
) -> None:
    """The whole and each dimension have a band from exactly `band_from_known_share` on."""
    result = score(rubric(("d", "40", [criterion("a")]), ("e", "60", [criterion("b")]), known="1/2"), answers)
    found = [
        None if one is None or one.bands is None else f"{one.bands.low} {one.bands.high}"
        for one in result.dimensions.values()
    ]
    assert (whole, [first, second]) == (banded(result), found)


def test_a_known_share_exactly_at_the_threshold_has_a_band() -> None:
    """Two fifths known are enough where 2/5 are asked."""
    answers: dict[str, Answer | str] = {"a": "full"}
    dimensions = (("d", "40", [criterion("a")]), ("e", "60", [criterion("b")]))
    at, above = rubric(*dimensions, known="2/5"), rubric(*dimensions, known="400001/1000000")
    assert ["D A", None] == [banded(score(at, answers)), banded(score(above, answers))]


def gated(*requirements: dict[str, str], bands: tuple[str, ...] = ("C",)) -> Rubric:
    """Make a rubric with gates; `big` decides the score, x and y the gates."""
    gates = [gate(band, **needs) for band, needs in zip(bands, requirements, strict=True)]
    small = [criterion("x", points="1/1000"), criterion("y", points="1/1000")]
    return rubric(("d", "100", [criterion("big", HUNDRED, points="1000"), *small]), gates=gates)


@pytest.mark.parametrize(
    ("x", "y", "expected"),
    [
        ("full", "full", "A A"),
        ("partial", "full", "A A"),
        ("none", "full", "C C"),
        ("full", "partial", "C C"),
        ("unknown", "full", "C A"),
        (">=partial", "full", "A A"),
        ("<=partial", "full", "C A"),
        ("n/a", "full", "A A"),
        ("n/a", "n/a", "A A"),
        ("n/a", "none", "C C"),
        ("unknown", "none", "C C"),
    ],
)
def test_a_gate_holds_each_side_by_its_own_end_of_the_pair(x: str, y: str, expected: str) -> None:
    """Low needs the worst to reach the level, high the best; what does not apply meets it."""
    which = gated({"x": "partial", "y": "full"})
    assert expected == banded(score(which, {"big": "l99", "x": x, "y": y}))


@pytest.mark.parametrize(("big", "expected"), [("l99", "C C"), ("l60", "C C"), ("l40", "D D"), ("l10", "F F")])
def test_a_gate_never_lifts_a_band(big: str, expected: str) -> None:
    """It caps the band; one that is worse already stays."""
    assert expected == banded(score(gated({"x": "partial"}), {"big": big, "x": "none", "y": "none"}))


@pytest.mark.parametrize(
    ("x", "y", "expected"),
    [("none", "full", "C C"), ("full", "none", "D D"), ("none", "none", "D D"), ("none", "unknown", "D C")],
)
def test_of_two_gates_the_stricter_counts(x: str, y: str, expected: str) -> None:
    """Each side is held by the worst `best_band` among the gates that are not met."""
    which = gated({"x": "full"}, {"y": "full"}, bands=("C", "D"))
    assert expected == banded(score(which, {"big": "l99", "x": x, "y": y}))


def test_a_gate_leaves_dimensions_alone() -> None:
    """Only the whole's band is capped."""
    result = score(gated({"x": "partial"}), {"big": "l99", "x": "none", "y": "none"})
    of_dimension = result.dimensions["d"]
    assert "A" == (of_dimension and of_dimension.bands and of_dimension.bands.low)


def test_a_gate_needs_a_band_to_hold() -> None:
    """Too little known has no band, gates or not."""
    assert None is banded(score(gated({"x": "partial"}), {"x": "none"}))


def test_a_gate_sees_the_pair_after_follows() -> None:
    """A requirement that its leader rules out is not met on either side."""
    which = rubric(
        ("d", "100", [criterion("big", HUNDRED, points="1000"), criterion("x"), criterion("y", follows="x")]),
        gates=[gate("C", y="partial")],
    )
    assert "C C" == banded(score(which, {"big": "l100", "x": "none"}))

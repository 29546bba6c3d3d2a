"""Exact numbers in, printed text out: the hand-computed cases, and the laws of printing."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scorecard.scoring.printing import (
    exact,
    printed,
    printed_parts,
    printed_plain,
    printed_range,
    printed_share,
    signed_tenths,
    tenths_of,
    tenths_parts,
)

BANDS = [Fraction(one) for one in (85, 70, 50, 30, 0)]
SCORES = st.fractions(min_value=0, max_value=100, max_denominator=10**6)
OFFSETS = st.fractions(min_value=Fraction(-1, 5), max_value=Fraction(1, 5), max_denominator=10**6)


def _beside(edge: Fraction, offset: Fraction) -> Fraction:
    return min(Fraction(100), max(Fraction(0), edge + offset))


NEAR = st.builds(_beside, st.sampled_from([*BANDS, Fraction(100)]), OFFSETS)


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("0", "0"),
        ("100", "100"),
        ("99.96", "99.9"),
        ("99.9999999", "99.9"),
        ("69.97", "69.9"),
        ("69.95", "69.9"),
        ("69.949", "69.9"),
        ("70", "70.0"),
        ("70.04", "70.0"),
        ("0.04", "0.1"),
        ("1/1000000", "0.1"),
        ("0.05", "0.1"),
        ("0.15", "0.2"),
        ("58.75", "58.8"),
        ("81.25", "81.3"),
        ("58.749", "58.7"),
        ("1/3", "0.3"),
        ("29.96", "29.9"),
        ("84.99", "84.9"),
        ("49.96", "49.9"),
        ("59.96", "60.0"),
        ("-0.04", "-0.1"),
        ("-0.05", "-0.1"),
        ("-2.25", "-2.3"),
        ("-2.2", "-2.2"),
        ("-99.96", "-99.9"),
        ("-100", "-100"),
        ("-10", "-10.0"),
        ("-69.97", "-70.0"),
    ],
)
def test_a_number_has_one_decimal_and_never_reaches_what_it_has_not(value: str, expected: str) -> None:
    """Half goes away from zero, but not onto 0, 100 or a band's `from`; 0 and 100 are bare."""
    assert expected == printed(Fraction(value), BANDS)


@pytest.mark.parametrize(
    ("value", "edge", "expected"),
    [
        ("66.66", "200/3", "66.6"),
        ("66.64", "200/3", "66.6"),
        ("200/3", "200/3", "66.7"),
        ("66.67", "200/3", "66.7"),
        ("12.49", "12.5", "12.4"),
        ("12.46", "12.5", "12.4"),
        ("12.44", "12.45", "12.4"),
        ("12.449", "12.45", "12.4"),
        ("12.46", "12.47", "12.4"),
        ("99.95", "99.97", "99.9"),
    ],
)
def test_a_threshold_may_be_a_fraction(value: str, edge: str, expected: str) -> None:
    """The printed number stays below a `from` that has more decimals than it shows."""
    assert expected == printed(Fraction(value), [Fraction(edge)])


@pytest.mark.parametrize(
    ("low", "high", "expected"),
    [
        ("56.25", "100", "56.3 to 100"),
        ("50", "50", "50.0"),
        ("0", "0", "0"),
        ("0", "0.01", "0 to 0.1"),
        ("69.96", "70", "69.9 to 70.0"),
    ],
)
def test_a_range_is_one_number_where_both_ends_agree(low: str, high: str, expected: str) -> None:
    """Equal ends are printed once."""
    assert expected == printed_range(Fraction(low), Fraction(high), BANDS)


@pytest.mark.parametrize(
    ("share", "expected"),
    [("31/40", "77.5%"), ("1", "100%"), ("0", "0%"), ("0.3999", "39.9%"), ("2/5", "40.0%"), ("0.9999", "99.9%")],
)
def test_a_share_prints_as_percent(share: str, expected: str) -> None:
    """It keeps off the share that a band needs, as a score keeps off a band."""
    assert expected == printed_share(Fraction(share), [Fraction(2, 5)])


@pytest.mark.parametrize(
    ("parts", "expected"),
    [
        (["1/3", "1/3", "1/3"], ["0.4", "0.3", "0.3"]),
        (["100/3", "100/3", "100/3"], ["33.4", "33.3", "33.3"]),
        (["0", "50.04", "0.04"], ["0", "50.1", "<0.1"]),
        (["0.04", "0.04", "0.04"], ["0.1", "<0.1", "<0.1"]),
        (["0.03"], ["0.1"]),
        (["10", "-2.25", "-2.25"], ["10.0", "-2.2", "-2.3"]),
        (["-1/3", "-1/3", "-1/3"], ["-0.3", "-0.3", "-0.4"]),
        (["3", "-2.96"], ["3.0", "-2.9"]),
        (["3", "-3"], ["3.0", "-3.0"]),
        (["-0.04", "5.04"], ["<0.1", "5.0"]),
        (["100"], ["100"]),
        (["30", "39.97"], ["30.0", "39.9"]),
        ([], []),
    ],
)
def test_parts_are_rounded_by_largest_remainder(parts: list[str], expected: list[str]) -> None:
    """They add up as printed to the printed sum; what is not 0 and comes out as 0 says so."""
    assert expected == printed_parts([Fraction(one) for one in parts], BANDS)


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("5", "5"),
        ("5/2", "2.5"),
        ("1/3", "0.33"),
        ("2/3", "0.67"),
        ("0", "0"),
        ("1/1000", "0.01"),
        ("-1/1000", "-0.01"),
        ("-5/2", "-2.5"),
        ("100", "100"),
        ("12.005", "12.01"),
    ],
)
def test_points_and_weights_print_plainly(value: str, expected: str) -> None:
    """Whole numbers are bare, others have up to two decimals, and nothing but 0 prints 0."""
    assert expected == printed_plain(Fraction(value))


@pytest.mark.parametrize(("value", "expected"), [("4/2", "2"), ("235/4", "235/4"), ("0", "0"), ("-2/4", "-1/2")])
def test_exact_numbers_are_in_lowest_terms(value: str, expected: str) -> None:
    """`n`, or `n/d`."""
    assert expected == exact(Fraction(value))


@given(value=SCORES | NEAR)
def test_a_printed_number_is_never_onto_or_across_what_is_not_reached(value: Fraction) -> None:
    """For 0, 100 and every band: the printed number is on the side on which the exact one is."""
    text = printed(value, BANDS)
    shown = Fraction(Decimal(text))
    assert all((value < edge) == (shown < edge) for edge in [*BANDS, Fraction(100)])
    assert (value == 0, value == 100) == (text == "0", text == "100")
    assert abs(shown - value) <= Fraction(1, 10)


@given(one=SCORES | NEAR, other=SCORES | NEAR)
def test_printing_keeps_the_order(one: Fraction, other: Fraction) -> None:
    """What is lower is never printed higher."""
    low, high = sorted((one, other))
    assert Decimal(printed(low, BANDS)) <= Decimal(printed(high, BANDS))


@given(value=SCORES)
def test_a_difference_prints_like_its_opposite(value: Fraction) -> None:
    """Half goes away from zero on both sides."""
    assert printed(value) == printed(-value).removeprefix("-")


@given(parts=st.lists(st.fractions(min_value=-100, max_value=100, max_denominator=999), max_size=8))
def test_printed_parts_add_up_to_the_printed_sum(parts: list[Fraction]) -> None:
    """No part is off by a whole tenth, a part of 0 prints 0, and `<0.1` counts as 0."""
    texts = printed_parts(parts, BANDS)
    shown = [Fraction(0) if text == "<0.1" else Fraction(Decimal(text)) for text in texts]
    assert Fraction(Decimal(printed(sum(parts, Fraction(0)), BANDS))) == sum(shown)
    assert all(abs(part - one) < Fraction(1, 10) for part, one in zip(parts, shown, strict=True))
    assert [part == 0 for part in parts] == [text == "0" for text in texts]


@pytest.mark.parametrize(
    ("parts", "target", "expected"),
    [
        ("4.7 1.5", 62, [47, 15]),
        ("4.74 1.44", 62, [48, 14]),
        ("4.74 -1.44", 33, [47, -14]),
        ("0.04 0.04", 1, [1, 0]),
        ("1/3 1/3 1/3", 10, [4, 3, 3]),
        ("-1/3 -1/3 -1/3", -10, [-3, -3, -4]),
        ("0.02 0.02", 2, [1, 1]),
        ("0.02 0.02", 3, [2, 1]),
        ("5 0 -5", 1, [51, 0, -50]),
        ("5 0 -5", -1, [49, 0, -50]),
        ("0.02 0", -1, [0, -1]),
        ("0 0", 1, [1, 0]),
        ("0.02", -1, [-1]),
        ("", 0, []),
    ],
)
def test_parts_are_rounded_to_a_target(parts: str, target: int, expected: list[int]) -> None:
    """By largest remainder; a target off the sum is met without turning a sign, while anything else can give way."""
    assert expected == tenths_parts([Fraction(one) for one in parts.split()], target)


@pytest.mark.parametrize(
    ("tenths", "value", "expected"),
    [
        (62, "6.2", "+6.2"),
        (-3, "-0.3", "−0.3"),
        (0, "0", "0"),
        (0, "0.04", "<0.1"),
        (0, "-0.04", "−<0.1"),
        (1000, "100", "+100"),
    ],
)
def test_a_difference_has_its_sign(tenths: int, value: str, expected: str) -> None:
    """Plus, or the minus of print; what is not 0 is never printed as 0."""
    assert expected == signed_tenths(tenths, Fraction(value))


@st.composite
def _ways(draw: st.DrawFn) -> list[Fraction]:
    """Draw where a score stands, step by step."""
    return draw(st.lists(SCORES | NEAR, min_size=2, max_size=9))


@given(way=_ways(), edges=st.lists(st.sampled_from([(), BANDS]), min_size=2, max_size=2))
def test_printed_differences_add_up_to_the_difference_of_the_printed_ends(
    way: list[Fraction], edges: list[list[Fraction]]
) -> None:
    """Whatever the two ends are rounded by, parts make up the difference, each within two tenths, signs kept."""
    parts = [after - before for before, after in pairwise(way)]
    parts += [Fraction(0)] if edges[0] != edges[1] else []  # as a new rubric is a part of its own, also where it is 0
    target = tenths_of(way[-1], edges[1]) - tenths_of(way[0], edges[0])
    shown = tenths_parts(parts, target)
    assert target == sum(shown)
    assert all(abs(10 * part - one) < 3 for part, one in zip(parts, shown, strict=True))
    assert all(part * one >= 0 for part, one in zip(parts, shown, strict=True))

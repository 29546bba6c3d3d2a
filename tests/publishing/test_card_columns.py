"""Narrow columns for many criteria: nothing lost, nothing moved, about equal heights."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from scorecard.publishing.card_columns import COLUMNS, columns_of
from scorecard.publishing.card_rows import CardAnswer, CardAnswers, CardDimension


def dimension(title: str, letters: list[int]) -> CardDimension:
    """Make a dimension whose answers have findings of these lengths."""
    answers = (CardAnswer("1.svg", f"{title} {n}", "Known.", "x" * n, "1 of 1", "–", "–") for n in letters)
    return CardDimension(title, "weight 10", "0 to 100", tuple(answers))


@given(st.lists(st.lists(st.integers(1, 300), min_size=1, max_size=20), min_size=1, max_size=8))
def test_every_answer_stands_once_in_its_order(lengths: list[list[int]]) -> None:
    """Whatever the lengths, the columns read as the dimensions do."""
    dimensions = [dimension(str(place), letters) for place, letters in enumerate(lengths)]
    columns = columns_of(dimensions)
    read = [answer for column in columns for part in column for answer in part.answers]
    assert [answer for one in dimensions for answer in one.answers] == read
    assert len(columns) <= COLUMNS
    assert all(part.answers for column in columns for part in column)


def test_a_dimension_that_is_cut_goes_on_under_its_title() -> None:
    """The second part of a dimension is marked as such."""
    columns = columns_of([dimension("Availability", [20] * 30)])
    assert [[False], [True], [True]] == [[part.is_continued for part in column] for column in columns]
    assert {"Availability"} == {part.title for column in columns for part in column}


def test_columns_are_about_equal() -> None:
    """No column holds much more than another."""
    columns = columns_of([dimension(str(place), [20] * 8) for place in range(6)])
    sizes = [sum(len(part.answers) for part in column) for column in columns]
    assert max(sizes) - min(sizes) <= 2


def test_more_than_a_page_stays_in_one_flow() -> None:
    """What no page holds is left to the renderer, which breaks it over pages."""
    dimensions = tuple(dimension(str(place), [290] * 30) for place in range(6))
    assert (dimensions,) == columns_of(dimensions)
    assert CardAnswers(dimensions, (), (), is_dense=True, columns=(dimensions,)).is_flowing


def test_columns_stand_side_by_side() -> None:
    """What three columns hold is not parted by the renderer, which takes long to do so."""
    dimensions = tuple(dimension(str(place), [20] * 8) for place in range(6))
    assert not CardAnswers(dimensions, (), (), is_dense=True, columns=columns_of(dimensions)).is_flowing

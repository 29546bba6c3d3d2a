"""Groups by size in, quartiles out."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest

from scorecard.model.project import PeerGroup
from scorecard.scoring.peers import Quartiles, Spread, peers, quartiles
from scorecard.scoring.score import score_edition
from tests.scoring.small import criterion, file, project, rubric

ONE = rubric(("one", "100", [criterion("a"), criterion("b")]))
LARGE, SMALL = PeerGroup("large", "Large", 1000), PeerGroup("small", "Small", 0)


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ("7", ("7", "7", "7")),
        ("1 2", ("5/4", "3/2", "7/4")),
        ("3 1 2", ("3/2", "2", "5/2")),
        ("4 1 3 2", ("7/4", "5/2", "13/4")),
        ("1 2 3 4 100", ("2", "3", "4")),
    ],
)
def test_quartiles_are_those_of_a_spreadsheet(values: str, expected: tuple[str, str, str]) -> None:
    """QUARTILE.INC of the same numbers, in any order."""
    assert Quartiles(*map(Fraction, expected)) == quartiles([Fraction(one) for one in values.split()])


def test_a_group_is_of_its_size_and_known_enough() -> None:
    """Drafts, cities of unknown size and cities of another size are out; little known ones only count."""
    files = [
        file({"a": "full", "b": "none"}, city="p"),
        file({"a": "full", "b": "full"}, city="q"),
        file({"a": "full", "b": "unknown"}, city="r"),
        file({}, city="s"),
        file({"a": "none", "b": "none"}, city="small"),
        file({"a": "none", "b": "none"}, city="sizeless"),
        file({"a": "none", "b": "none"}, city="draft", draft=True),
    ]
    made = project(ONE, *files)
    sizes = {"p": 1000, "q": 2000, "r": 3000, "s": 4000, "small": 999, "draft": 5000}
    cities = {name: replace(city, population=sizes.get(name)) for name, city in made.cities.items()}
    settings = replace(made.settings, peers=(LARGE, SMALL))
    found = peers(settings, cities, score_edition(made, "2026"))
    low, high = Quartiles(Fraction(50), Fraction(50), Fraction(75)), Quartiles(*[Fraction(n) for n in (75, 100, 100)])
    assert [("large", 4), ("small", 1)] == [(name, one.cities) for name, one in found.items()]
    assert Spread(3, low, high) == found["large"].whole == found["large"].dimensions["one"]


def test_a_group_of_which_nothing_is_known_has_no_median() -> None:
    """None, not nought."""
    made = project(ONE, file({}))
    settings = replace(made.settings, peers=(SMALL,))
    cities = {"a": replace(made.cities["a"], population=5)}
    found = peers(settings, cities, score_edition(made, "2026"))["small"]
    assert (1, None, {"one": None}) == (found.cities, found.whole, found.dimensions)

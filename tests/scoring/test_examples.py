"""Cities that do it: who is named, in which order, held against sorting all of them."""

from __future__ import annotations

from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from scorecard.model.project import City
from scorecard.scoring.examples import MOST, Examples
from scorecard.scoring.result import EditionResult
from scorecard.scoring.score import rank_edition, score_city
from tests.scoring.small import EDITION, criterion, file, rubric

RUBRIC = rubric(("d", "100", [criterion("a"), criterion("b")]))
PEOPLE = st.none() | st.sampled_from((0, 1, 10, 20, 40, 40, 100, 160, 1600, 99_999))


def city(name: str, state: str = "WA", population: int | None = 100) -> City:
    """Make a city."""
    return City(name, name, state, "Police", population=population)


def edition(**levels: str) -> EditionResult:
    """Score cities that have answered criterion `a`; a name with `draft` or `gone` in it does not count."""
    files = {
        name: file({"a": level}, city=name, draft="draft" in name, withdrawn="gone" in name)
        for name, level in sorted(levels.items())
    }
    return rank_edition(EDITION, RUBRIC, {name: score_city(RUBRIC, EDITION, one) for name, one in files.items()})


def named(me: City, *others: City, level: str = "full") -> tuple[str, ...]:
    """Name the examples of a city, where all others have one level."""
    cities = {one.id: one for one in (me, *others)}
    result = edition(**{me.id: "none"}, **{one.id: level for one in others})
    return Examples(result, cities).of(me, "a")


def test_the_same_state_comes_first_then_the_nearest() -> None:
    """A far larger city of the state stands before a city of the same size elsewhere."""
    others = (city("twin", "OR"), city("far", population=9000), city("near", population=200), city("near2", "OR", 110))
    assert ("near", "far", "twin") == named(city("me"), *others)


def test_near_is_a_ratio() -> None:
    """Half the size is as near as twice; then the id decides."""
    others = (city("half", population=50), city("double", population=200), city("more", population=151))
    assert ("more", "double", "half") == named(city("me"), *others)


def test_whose_population_is_not_known_comes_last() -> None:
    """Where the city's own is not known, only the id decides."""
    others = (city("a1", population=None), city("b2", population=90_000), city("c3", population=100))
    assert ("c3", "b2", "a1") == named(city("me"), *others)
    assert ("a1", "b2", "c3") == named(city("me", population=None), *others)


def test_only_public_cities_that_certainly_do_it_are_named() -> None:
    """No draft, nobody withdrawn, nobody at another level, who may be at it, or who has not answered; never oneself."""
    cities = {name: city(name) for name in ("me", "draft1", "gone1", "may", "part", "yes")}
    result = edition(me="full", draft1="full", gone1="full", may=">=partial", part="partial", yes="full")
    examples = Examples(result, cities)
    assert (("yes",), ("me", "yes"), ()) == (
        examples.of(cities["me"], "a"), examples.of(cities["draft1"], "a"), examples.of(cities["me"], "b")
    )  # fmt: skip


def test_a_city_counts_where_the_list_of_those_that_do_has_it() -> None:
    """No draft, nobody withdrawn, nobody who is not in the edition."""
    result = edition(me="full", draft1="full", gone1="full")
    names = ("me", "draft1", "gone1", "elsewhere")
    assert ["me"] == [name for name in names if result.counts(name)] == list(result.public())


@given(people=st.lists(st.tuples(st.sampled_from(("WA", "OR")), PEOPLE), min_size=1, max_size=12), own=PEOPLE)
def test_the_index_finds_what_sorting_all_finds(people: list[tuple[str, int | None]], own: int | None) -> None:
    """The definition, written plainly, gives the same names in the same order."""
    me, others = city("me", "WA", own), [city(f"c{n}", *one) for n, one in enumerate(people)]

    def place(other: City) -> tuple[bool, bool, Fraction, str]:
        both = sorted((own or 0, other.population or 0))
        ratio = Fraction(both[1], both[0]) if both[0] else Fraction(0)
        return (other.state != "WA", bool(own) and not other.population, ratio, other.id)

    assert tuple(one.id for one in sorted(others, key=place)[:MOST]) == named(me, *others)

"""The fewest actions to the next band: by hand, and against every set of actions of small rubrics."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from scorecard.model.answer import CityEdition
from scorecard.model.rubric import Rubric
from scorecard.scoring.measured import FIRST, Measured, Yardstick
from scorecard.scoring.path import next_band
from scorecard.scoring.score import score_city
from scorecard.scoring.what_if import Filled, Sheet, State
from tests.scoring.small import EDITION, criterion, file, gate, rubric
from tests.scoring.strategies import files, rubrics
from tests.scoring.test_what_if import states
from tests.tries import tries

LAW = settings(max_examples=tries(100), deadline=None, suppress_health_check=(HealthCheck.too_slow,))
DONE = State(FIRST, counts=True)


def measured(which: Rubric, answers: CityEdition) -> Measured | None:
    """Measure a city by its file."""
    return Yardstick(Sheet(which)).measure(score_city(which, EDITION, answers))


def by_force(which: Rubric, answers: CityEdition) -> tuple[str, ...] | None:
    """Try every set of actions, the smallest first: the definition, and nothing clever."""
    start = Sheet(which).fill(states(which, answers))
    able = [name for name in which.criteria if start.pairs[name] not in (None, FIRST)]
    for count in range(1, len(able) + 1):
        found = [
            (-after.range.low, names)
            for names, after in sets_of(start, able, count)
            if after.range is not None and is_better(start, after)
        ]
        if found:
            places = list(which.criteria)
            return min(found, key=lambda one: (one[0], [places.index(name) for name in one[1]]))[1]
    return None


def sets_of(start: Filled, able: list[str], count: int) -> Iterator[tuple[tuple[str, ...], Filled]]:
    """Go through the sets of so many actions in which nothing is held down any more."""
    for names in combinations(able, count):
        after = start.after({one.id: DONE for one in start.sheet.order if one.id in names})
        if all(after.pairs[name] == FIRST for name in names):
            yield names, after


def is_better(start: Filled, after: Filled) -> bool:
    """Whether there is a band where there was none, or a better one for certain."""
    ids = [band.id for band in start.sheet.rubric.bands]
    if start.range is None or after.bands is None:
        return False
    return start.bands is None or ids.index(after.bands.low) < ids.index(start.bands.low)


@LAW
@given(data=st.data(), which=rubrics())
def test_no_smaller_set_of_actions_reaches_a_better_band(data: st.DataObject, which: Rubric) -> None:
    """Held against all subsets: the same criteria, with gates, follows and what does not apply."""
    answers = data.draw(files(which))
    city = measured(which, answers)
    found = None if city is None else next_band(city)
    assert by_force(which, answers) == (None if found is None else found.criteria)


FOUR = [criterion(name, points=points) for name, points in (("a", "4"), ("b", "3"), ("c", "2"), ("d", "1"))]


def way(which: Rubric, **answers: str) -> tuple[str, str, str] | None:
    """Show the way to the next band: the criteria, the new low and the band."""
    city = measured(which, file(dict(answers)))
    found = None if city is None else next_band(city)
    return None if found is None else (" ".join(found.criteria), str(found.range.low), found.bands.low)


def test_the_way_has_the_fewest_actions_then_the_highest_low() -> None:
    """By hand, of 10 points: from 10 to 30 one action will do, and `a` brings more than `b`; to 70, two."""
    which = rubric(("x", "100", FOUR))
    assert ("a", "50", "C") == way(which, a="none", b="none", c="none", d="full")
    assert ("a", "70", "B") == way(which, a="none", b="none", c="full", d="full")
    assert ("b", "100", "A") == way(which, a="full", b="none", c="full", d="full")


def test_of_equal_ways_the_first_in_the_rubric_is_told() -> None:
    """Any one of three would do."""
    which = rubric(("x", "100", [criterion("c"), criterion("a"), criterion("b")]))
    assert ("c", "100/3", "D") == way(which, a="none", b="none", c="none")


def test_a_gate_makes_its_requirement_part_of_the_way() -> None:
    """`d` brings one point in ten, and without it there is nothing above C."""
    which = rubric(("x", "100", FOUR), gates=[gate("C", d="full")])
    assert ("a d", "100", "A") == way(which, a="none", b="full", c="full", d="none")
    assert ("d", "100", "A") == way(which, a="full", b="full", c="full", d="none")


def test_a_leader_counts_as_an_action() -> None:
    """`b` brings all that is missing, and cannot be had without `a`, which brings nothing by itself."""
    which = rubric(
        ("x", "50", [criterion("b", follows="a")]), ("y", "50", [criterion("z")]), ("n", "0", [criterion("a")])
    )
    assert ("b a", "100", "A") == way(which, a="none", b="none", z="full")


def test_where_too_little_is_known_the_way_leads_to_any_band() -> None:
    """Half must be settled: `a` settles four points in ten, which is not enough; `a` and `b` do."""
    which = rubric(("x", "100", FOUR), known="1/2")
    assert ("a b", "70", "B") == way(which)


def test_what_is_settled_counts_before_what_is_gained() -> None:
    """`a` would gain most and is known; only `b` settles enough."""
    which = rubric(("x", "100", FOUR), known="9/10")
    assert ("b", "30", "D") == way(which, a="none", c="none")


def test_who_is_at_the_best_band_for_certain_or_cannot_have_one_has_no_way() -> None:
    """A is certain; nothing applies; a criterion that stays held down is all that is open."""
    which = rubric(("x", "100", FOUR))
    assert (None, None) == (
        way(which, a="full", b="full", c="full", d="none"),
        way(which, a="n/a", b="n/a", c="n/a", d="n/a"),
    )
    held = rubric(("x", "100", [criterion("a"), criterion("b", points="9", follows="a", caps={"full": "none"})]))
    assert None is way(held, a="full")

"""Two editions of a city in, its bridge out: hand-computed cases of each step, and the laws."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from scorecard.model.answer import Answer, CityEdition, Correction, Evidence, Holder, Vanished
from scorecard.model.project import Edition
from scorecard.model.rubric import Rubric
from scorecard.scoring.bridge import KINDS, Bridge, Kind, Side, bridge, newly_vanished
from scorecard.scoring.nation import Nation, OfKind, most_moved, move_of, nation_of
from scorecard.scoring.score import score_city
from scorecard.scoring.what_if import Sheet
from tests.scoring.independent_bridge import low, published, steps_by_files
from tests.scoring.small import EDITION, answer, criterion, file, rubric, seen, when
from tests.scoring.strategies import changed_files, edited, files, rubrics
from tests.tries import tries

OLD = Edition("2025", "small", date(2025, 6, 30))
THEN = seen(e="2025-04-11", old="2020-01-01")
NOW = seen(e="2026-04-11", old="2020-01-01")
LAW = settings(max_examples=tries(50), deadline=None, suppress_health_check=(HealthCheck.too_slow,))
SHORT = settings(LAW, max_examples=tries(20))

# `a` and `b` are worth 30 of 100 each, `c` 40.
BASE = rubric(("d", "60", [criterion("a"), criterion("b")]), ("e", "40", [criterion("c")]))
LAG = "month 1 <=31, quarter 4/5 <=92, older 0"
Answers = Mapping[str, Answer | str]
Told = list[tuple[str, str | None, str]]


def side(which: Rubric, edition: Edition, one: CityEdition) -> Side:
    """Make one end of a bridge."""
    return Side(Sheet(which), edition, one, score_city(which, edition, one))


def bridged(
    before: Answers,
    after: Answers,
    *,
    old: Rubric = BASE,
    new: Rubric = BASE,
    corrections: Sequence[tuple[str, str, str]] = (),
) -> Bridge | None:
    """Bridge two sets of answers; corrections are day, criterion and what it was."""
    made = tuple(Correction(when(on), name, answer(was), "Because.") for on, name, was in corrections)
    former = replace(file(before, evidence=THEN), corrections=made)
    return bridge(side(old, OLD, former), side(new, EDITION, file(after, evidence=NOW)))


def told(found: Bridge | None) -> Told:
    """Write the steps as kind, criterion and difference."""
    assert found is not None
    return [(step.kind, step.criterion, str(step.difference)) for step in found.steps]


VANISHED = replace(answer("none"), vanished=Vanished(when("2026-02-01"), None))


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ({}, {}, []),
        ({"a": "full", "c": "partial"}, {"c": "partial", "a": "full"}, []),
        # to and from not applicable: with `b` gone, `a` is all of its dimension
        ({"a": "full", "b": "none"}, {"a": "full", "b": "n/a"}, [("scope", "b", "30")]),
        ({"a": "full", "b": "n/a"}, {"a": "full", "b": "none"}, [("scope", "b", "-30")]),
        ({"a": "full", "b": "n/a"}, {"a": "full", "b": "unknown"}, [("scope", "b", "-30")]),
        # a whole dimension drops out
        ({"a": "full", "c": "full"}, {"a": "full", "c": "n/a"}, [("scope", "c", "-20")]),
        # too old or unconfirmed, now or then
        ({"a": "full"}, {"a": answer("full", "old")}, [("aged", "a", "-30")]),
        ({"a": answer("full", "old")}, {"a": "full"}, [("aged", "a", "30")]),
        ({"a": "full"}, {"a": answer("full", unconfirmed=True)}, [("aged", "a", "-30")]),
        ({"a": answer("full", unconfirmed=True)}, {"a": "partial"}, [("aged", "a", "15")]),
        # one pair within the other, either way
        ({}, {"a": "full"}, [("learned", "a", "30")]),
        ({"a": "full"}, {}, [("learned", "a", "-30")]),
        ({"a": ">=partial"}, {"a": "full"}, [("learned", "a", "15")]),
        ({"a": "<=partial"}, {"a": "none"}, [("learned", "a", "0")]),
        ({}, {"a": VANISHED}, [("learned", "a", "0")]),
        # what was published is not any more
        ({"a": "full"}, {"a": VANISHED}, [("vanished", "a", "-30")]),
        ({"a": "full"}, {"a": replace(VANISHED, is_unconfirmed=True)}, [("aged", "a", "-30")]),
        # the rest
        ({"a": "none"}, {"a": "full"}, [("changed", "a", "30")]),
        ({"a": "full"}, {"a": "none"}, [("changed", "a", "-30")]),
        ({"a": "<=partial"}, {"a": ">=partial"}, [("changed", "a", "15")]),
        # in the order of the contract, not of the rubric
        (
            {"a": "none", "b": "full", "c": "unknown"},
            {"a": "full", "b": "n/a", "c": "partial"},
            [("scope", "b", "-30"), ("learned", "c", "20"), ("changed", "a", "60")],
        ),
        # within a kind as in the rubric
        (
            {},
            {"c": "full", "b": "full", "a": "full"},
            [("learned", "a", "30"), ("learned", "b", "30"), ("learned", "c", "40")],
        ),
    ],
)
def test_each_answer_is_switched_by_the_first_kind_that_fits(before: Answers, after: Answers, expected: Told) -> None:
    """Hand-computed: what each step makes to the low of the whole."""
    assert expected == told(bridged(before, after))


@pytest.mark.parametrize(
    ("corrections", "expected"),
    [
        ([("2026-01-01", "a", "none")], [("corrected", None, "30")]),
        ([("2026-01-01", "a", "full")], [("corrected", None, "0")]),
        ([("2026-03-01", "a", "full"), ("2026-01-01", "a", "unknown")], [("corrected", None, "30")]),
        ([("2026-01-01", "a", "none"), ("2026-01-01", "a", "full")], [("corrected", None, "30")]),
        ([("2026-01-01", "b", "full"), ("2026-01-02", "c", "full")], [("corrected", None, "-70")]),
        ([("2026-01-01", "b", "n/a")], [("corrected", None, "-30")]),
    ],
)
def test_corrections_are_put_back_the_last_first(corrections: Sequence[tuple[str, str, str]], expected: Told) -> None:
    """What was published first is where the bridge starts; of several corrections of an answer, the oldest counts."""
    found = bridged({"a": "full", "b": "unknown"}, {"a": "full"}, corrections=corrections)
    assert found is not None
    assert (expected, Fraction(30)) == (told(found), found.low_to)


def lag_rubric(levels: str, *, points: str = "1", fresh: int = 1095) -> Rubric:
    """Make a rubric of a lag and one more question, each half of the score where points are equal."""
    return rubric(("d", "100", [criterion("lag", levels, points=points, fresh_for_days=fresh), criterion("x")]))


LAGGING: Answers = {"lag": "newest 2025-03-31", "x": "none"}  # seen on April 11, 2025
LAGGING_NOW: Answers = {"lag": "newest 2026-03-31", "x": "none"}


def test_a_threshold_that_was_edited_makes_old_answers_unknown_first() -> None:
    """A lag of 11 days earned all; under other thresholds it settles nothing, and the new answer is learned."""
    new = lag_rubric("month 1 <=30, quarter 4/5 <=92, older 0")
    found = bridged(LAGGING, LAGGING_NOW, old=lag_rubric(LAG), new=new)
    assert [("rubric", None, "-50"), ("learned", "lag", "50")] == told(found)


@pytest.mark.parametrize(
    ("new", "expected"),
    [
        (lag_rubric(LAG), [("rubric", None, "0")]),
        (lag_rubric(LAG, points="3"), [("rubric", None, "25")]),
        (lag_rubric("month 1 <=31, quarter 3/4 <=92, older 0"), [("rubric", None, "-50"), ("learned", "lag", "50")]),
        (lag_rubric("thirty 1 <=31, quarter 4/5 <=92, older 0"), [("rubric", None, "-50"), ("learned", "lag", "50")]),
        (lag_rubric("month 1 <=31, older 0"), [("rubric", None, "-50"), ("learned", "lag", "50")]),
        (rubric(("d", "100", [criterion("x")])), [("rubric", None, "-50")]),
        (
            rubric(("d", "100", [criterion("lag", LAG), criterion("x"), criterion("more"), criterion("again")])),
            [("rubric", None, "-25")],
        ),
        (rubric(("d", "40", [criterion("lag", LAG)]), ("e", "60", [criterion("x")])), [("rubric", None, "-10")]),
        (
            rubric(("d", "100", [criterion("x"), criterion("lag", LAG, follows="x")])),
            [("rubric", None, "-50")],
        ),
    ],
)
def test_old_answers_stand_under_the_new_rubric(new: Rubric, expected: Told) -> None:
    """Points, weights, follows and new questions make one step; what is not the same question is unknown in it."""
    assert expected == told(bridged(LAGGING, LAGGING_NOW, old=lag_rubric(LAG), new=new))


def test_words_and_points_make_no_other_question() -> None:
    """An answer to a question under another title, claim or weight is still an answer."""
    old, new = lag_rubric(LAG), lag_rubric(LAG)
    dimension = new.dimensions[0]
    renamed = tuple(replace(one, title="Other", claim="Other.") for one in dimension.criteria)
    reworded = replace(new, dimensions=(replace(dimension, criteria=renamed, title="Other"),))
    assert [("rubric", None, "0")] == told(bridged(LAGGING, LAGGING_NOW, old=old, new=reworded))


def test_a_longer_freshness_revives_old_answers_by_the_rubric() -> None:
    """What was too old under the old rubric counts again under the new one, by the old edition's day."""
    old, new = lag_rubric(LAG, fresh=30), lag_rubric(LAG, fresh=1095)
    assert [("rubric", None, "50")] == told(bridged(LAGGING, LAGGING_NOW, old=old, new=new))


def test_elements_that_differ_make_another_question() -> None:
    """A list of elements is part of what is asked; their titles are not."""
    levels = "all 1 >=2, few 0 >=0"
    asked = replace(criterion("a", levels), elements={"x": "X", "y": "Y"})
    for elements, expected in (
        ({"x": "X", "y": "Other words"}, [("rubric", None, "0")]),
        ({"x": "X", "z": "Z"}, [("rubric", None, "-100"), ("learned", "a", "100")]),
    ):
        new = rubric(("d", "100", [replace(asked, elements=elements)]))
        found = bridged({"a": "all"}, {"a": "all"}, old=rubric(("d", "100", [asked])), new=new)
        assert expected == told(found)


FOLLOWING = rubric(
    ("d", "100", [criterion("y", "some 1, few 0", follows="x", caps={"partial": "few"}), criterion("x")])
)


def test_a_criterion_that_moves_only_through_follows_is_in_its_leaders_step() -> None:
    """The follower's own answer is the same in both; what it loses is part of the step of the one that it follows."""
    found = bridged({"x": "full", "y": "some"}, {"x": "partial", "y": "some"}, old=FOLLOWING, new=FOLLOWING)
    assert [("changed", "x", "-75")] == told(found)


def test_an_own_pair_is_switched_even_where_a_cap_hides_it() -> None:
    """A follower that differs on its own is a step, and makes nothing where its leader leaves it nothing."""
    found = bridged({"x": "none", "y": "few"}, {"x": "none", "y": "<=some"}, old=FOLLOWING, new=FOLLOWING)
    assert [("learned", "y", "0")] == told(found)


def test_an_answer_that_leaves_all_open_differs_from_none_where_its_leader_does_not_apply() -> None:
    """Without an answer the follower does not apply; with one that says as little as nothing, it does, and earns 0."""
    which = rubric(("d", "60", [criterion("x"), criterion("y", follows="x")]), ("e", "40", [criterion("z")]))
    before: Answers = {"x": "n/a", "z": "full"}
    found = bridged(before, {**before, "y": ">=none"}, old=which, new=which)
    assert [("learned", "y", "-60")] == told(found)


def test_where_nothing_applies_on_the_way_the_low_before_is_carried_on() -> None:
    """Between two questions of which always one applies, there is a moment with none."""
    which = rubric(("d", "100", [criterion("a"), criterion("b")]))
    found = bridged({"a": "full", "b": "n/a"}, {"a": "n/a", "b": "none"}, old=which, new=which)
    assert [("scope", "a", "0"), ("scope", "b", "-100")] == told(found)


@pytest.mark.parametrize(
    ("since", "owed_to", "acted"),
    [
        ("2025-07-01", "city", "city"),
        ("2025-06-30", "city", None),
        ("2025-07", "city", "city"),
        ("2025-06", "city", None),
        (None, "city", None),
        ("2025-07-01", "state", "state"),
    ],
)
def test_somebody_acted_only_where_evidence_dates_it_after_the_old_day(
    since: str | None, owed_to: Holder, acted: Holder | None
) -> None:
    """A month counts where all of it lies after; what state law did, the city did not do."""
    after = replace(answer("full"), since=None if since is None else when(since), owed_to=owed_to)
    found = bridged({"a": "none", "b": "unknown"}, {"a": after, "b": after})
    assert found is not None
    expected: list[tuple[Kind, str | None, Holder | None]] = [("learned", "b", None), ("changed", "a", acted)]
    assert expected == [(step.kind, step.criterion, step.acted) for step in found.steps]


def test_no_bridge_crosses_families_or_starts_from_nothing() -> None:
    """None where a rubric is of another family, and where nothing applies at one end, also as published."""
    other = replace(BASE, family="other")
    nothing = dict.fromkeys("abc", "n/a")
    assert bridged({"a": "full"}, {"a": "full"}, new=other) is None
    assert bridged(nothing, {"a": "full"}) is None
    assert bridged({"a": "full"}, nothing) is None
    was = [("2026-01-01", "a", "n/a")]
    assert bridged({"a": "full", "b": "n/a", "c": "n/a"}, {"a": "full"}, corrections=was) is None


def test_a_regression_is_one_that_the_old_file_did_not_tell() -> None:
    """What had vanished before is no news."""
    before = file({"a": VANISHED, "b": "full"}, evidence=THEN)
    after = file({"a": VANISHED, "b": VANISHED, "c": VANISHED}, evidence=NOW)
    assert ["b", "c"] == list(newly_vanished(before, after, BASE.criteria))


def test_the_nation_is_the_mean_of_all_bridges() -> None:
    """Ends and parts are means over the cities that have a bridge; the others are counted by why they have none."""
    moves = {
        name: move_of(found)
        for name, before, after in (
            ("up", {}, {"a": "full"}),
            ("both ways", {"a": "full", "b": "none"}, {"a": "none", "b": "full", "c": "n/a"}),
            ("same", {"c": "full"}, {"c": "full"}),
        )
        if (found := bridged(before, after)) is not None
    }
    both = frozenset({*moves, "none"})
    nation = nation_of(moves, both | {"left"}, both)
    none = OfKind(Fraction(0), 0, 0)
    expected = Nation(
        cities=3,
        low_from=Fraction(70, 3),
        low_to=Fraction(40),
        up=2,
        down=0,
        same=1,
        kinds={
            **dict.fromkeys(KINDS, none),
            "scope": OfKind(Fraction(20, 3), 1, 0),
            "learned": OfKind(Fraction(10), 1, 0),
            "changed": OfKind(Fraction(0), 0, 0),
        },
        new=0,
        gone=1,
        nothing=1,
    )
    assert expected == nation
    assert ["up", "both ways"] == most_moved(moves)


def assert_adds_up(found: Bridge) -> None:
    """Hold the steps against the ends, and their order against the contract."""
    assert found.difference == sum((step.difference for step in found.steps), Fraction(0))
    places = [KINDS.index(step.kind) for step in found.steps]
    assert sorted(places) == places
    move = move_of(found)
    assert found.difference == sum(move.sums.values(), Fraction(0))


@LAW
@given(data=st.data(), old=rubrics())
def test_a_bridge_adds_up_and_is_what_whole_files_give(data: st.DataObject, old: Rubric) -> None:
    """Exact for any two editions; a second account, which mixes files and scores them whole, has the same steps."""
    new = data.draw(st.just(old) | edited(old) | rubrics())
    before, after = data.draw(changed_files(old)), data.draw(changed_files(new))
    one, other = side(old, OLD, before), side(new, EDITION, after)
    found = bridge(one, other)
    ends = (low(one, old, published(before)), other.result.range)
    assert (None in ends) == (found is None)
    if found is not None:
        assert_adds_up(found)
        assert other.result.range is not None
        assert other.result.range.low == found.low_to
        steps = [(step.kind, step.criterion, step.difference) for step in found.steps]
        assert steps_by_files(one, other) == steps


@SHORT
@given(data=st.data(), which=rubrics())
def test_the_same_edition_twice_makes_no_step(data: st.DataObject, which: Rubric) -> None:
    """Where nothing differs, nothing is said."""
    given = data.draw(files(which))
    found = bridge(side(which, EDITION, given), side(which, EDITION, given))
    assert found is None or found.steps == ()


@SHORT
@given(data=st.data(), which=rubrics())
def test_the_order_of_files_changes_nothing(data: st.DataObject, which: Rubric) -> None:
    """Answers and evidence in any order give the same bridge."""
    ends = [data.draw(changed_files(which)), data.draw(changed_files(which))]

    def mixed(one: CityEdition) -> CityEdition:
        answers = dict(data.draw(st.permutations(list(one.answers.items()))))
        evidence: dict[str, Evidence] = dict(data.draw(st.permutations(list(one.evidence.items()))))
        return replace(one, answers=answers, evidence=evidence)

    first = bridge(side(which, OLD, ends[0]), side(which, EDITION, ends[1]))
    second = bridge(side(which, OLD, mixed(ends[0])), side(which, EDITION, mixed(ends[1])))
    assert first == second


def test_every_kind_is_known() -> None:
    """In the contract's order."""
    expected: tuple[Kind, ...] = ("corrected", "rubric", "scope", "aged", "learned", "vanished", "changed")
    assert expected == KINDS

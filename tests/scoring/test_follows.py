"""Criteria that follow others in, cut pairs and `beyond-cap` findings out: the hand-computed cases."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from scorecard.model.answer import Answer
from scorecard.model.rubric import Criterion, Rubric
from scorecard.scoring.follows import beyond_caps, leaders_first
from tests.scoring.small import answer, criterion, opinion, rubric, score, seen

X = criterion("x", "full 1, most 3/4, some 1/2, none 0")
Y_LEVELS = "all 1, half 1/2, few 1/4, no 0"
EVIDENCE = seen(e="2026-04-11", old="2019-01-01")


def pair_of(which: Rubric, answers: Mapping[str, Answer | str], name: str = "y") -> str:
    """Write the worst and best level that are left of one criterion."""
    one = score(which, answers, EVIDENCE).criteria[name]
    if one.pair is None:
        return "n/a"
    return f"{one.criterion.levels[one.pair.worst].id} {one.criterion.levels[one.pair.best].id}"


def following(caps: Mapping[str, str], levels: str = Y_LEVELS) -> Rubric:
    """Make a rubric in which y follows x."""
    return rubric(("d", "100", [X, criterion("y", levels, follows="x", caps=caps)]))


CAPS = [
    # caps, x, y, what is left of y
    ({"some": "few"}, "full", "unknown", "no all"),
    ({"some": "few"}, "most", "unknown", "no all"),
    ({"some": "few"}, "some", "unknown", "no few"),
    ({"some": "few"}, "none", "unknown", "no no"),
    ({"most": "half"}, "some", "unknown", "no half"),  # not named: the nearest better one
    ({"full": "half"}, "some", "unknown", "no half"),
    ({"full": "all", "most": "half"}, "some", "unknown", "no half"),
    ({"full": "half", "some": "few"}, "most", "unknown", "no half"),
    ({"full": "half"}, "unknown", "unknown", "no half"),  # the best possible level is named itself
    ({}, "some", "unknown", "no all"),
    ({}, "none", "unknown", "no no"),
    ({"none": "half"}, "none", "unknown", "no no"),  # share 0 leaves the last level, whatever caps names
    ({"some": "few"}, "<=some", "unknown", "no few"),  # the best that is possible decides
    ({"some": "few"}, ">=some", "unknown", "no all"),
    ({"some": "few"}, "some..most", "unknown", "no all"),
    ({"some": "few"}, "some", ">=no", "no few"),
    ({"some": "few"}, "some", "<=half", "no few"),
    ({"some": "half"}, "some", "<=few", "no few"),
    ({"some": "few"}, "some", "no", "no no"),
    ({"some": "few"}, "some", "few..half", "few few"),
    ({"some": "few"}, "some", "n/a", "n/a"),
    ({"some": "few"}, "n/a", "unknown", "n/a"),
    ({"some": "few"}, "n/a", "all", "all all"),
    ({"some": "few"}, "n/a", "<=half", "no half"),
    ({"some": "few"}, "n/a", "n/a", "n/a"),
]


@pytest.mark.parametrize(("caps", "leader", "follower", "expected"), CAPS)
def test_the_leaders_best_possible_level_caps_the_follower(
    caps: Mapping[str, str], leader: str, follower: str, expected: str
) -> None:
    """Share 0 leaves the last level; else the level's cap, or that of the nearest better one named; else none."""
    assert expected == pair_of(following(caps), {"x": leader, "y": follower})


def test_share_zero_counts_though_it_is_not_the_last_level() -> None:
    """Two levels may earn nothing; either leaves the follower its last level."""
    leader = criterion("x", "full 1, poor 0, none 0")
    which = rubric(("d", "100", [leader, criterion("y", Y_LEVELS, follows="x", caps={"poor": "half"})]))
    assert "no no" == pair_of(which, {"x": "poor"})


@pytest.mark.parametrize(
    ("leader", "expected"),
    [
        (answer("none", "old"), "no all"),
        (answer("none", unconfirmed=True), "no all"),
        (answer("n/a", "old"), "no all"),
        (answer("n/a", unconfirmed=True), "no all"),
        (answer("full", second=opinion("none")), "no all"),
        (answer("some", second=opinion("none")), "no few"),
        (answer("full", settled=opinion("none")), "no no"),
    ],
    ids=["stale", "unconfirmed", "stale n/a", "unconfirmed n/a", "two coders", "two coders below", "settled"],
)
def test_a_leader_limits_by_what_it_settles(leader: Answer, expected: str) -> None:
    """An old or carried-over leader is unknown and sets no limit; two coders limit by the better of both."""
    assert expected == pair_of(following({"some": "few"}), {"x": leader})


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        (answer("all", "old"), "n/a"),
        (answer("all", unconfirmed=True), "n/a"),
        (answer("unknown"), "n/a"),
        (answer("unknown", "e"), "n/a"),
        (answer("all", settled=opinion("unknown")), "n/a"),
        (answer("unknown", settled=opinion("all", "e")), "all all"),
        (answer(">=no"), "no all"),
    ],
    ids=["stale", "unconfirmed", "unknown", "unknown with evidence", "settled unknown", "settled", "a bound"],
)
def test_a_leader_that_does_not_apply_takes_along_what_has_no_answer(given: Answer, expected: str) -> None:
    """Unknown, unconfirmed and too old answers are no answers for this step."""
    assert expected == pair_of(following({}), {"x": "n/a", "y": given})


@pytest.mark.parametrize(
    ("levels", "form", "expected"),
    [
        ("all 1 >=4, half 1/2 >=2, few 1/4 >=1, no 0 >=0", "has a b c d", "few few"),
        ("all 1 >=4, half 1/2 >=2, few 1/4 >=1, no 0 >=0", "has ? a b", "no few"),
        ("all 1 <=31, half 1/2 <=92, few 1/4 <=183, no 0", "newest 2026-04-10", "few few"),
    ],
)
def test_measured_facts_are_cut_and_no_mistake(levels: str, form: str, expected: str) -> None:
    """`present` and `newest` are facts: the cap cuts them, and nothing is reported."""
    which = following({"some": "few"}, levels)
    answers: dict[str, Answer | str] = {"x": "some", "y": form}
    assert expected == pair_of(which, answers)
    assert [] == list(beyond_caps(which, score(which, answers).criteria))


CHAIN = (
    X,
    criterion("y", Y_LEVELS, follows="x", caps={"some": "half"}),
    criterion("z", "best 1, good 1/2, bad 0", follows="y", caps={"half": "good"}),
)


@pytest.mark.parametrize("order", [(0, 1, 2), (2, 1, 0), (1, 2, 0), (2, 0, 1)])
@pytest.mark.parametrize(
    ("answers", "expected"),
    [
        ({"x": "full"}, ("no all", "bad best")),
        ({"x": "some"}, ("no half", "bad good")),
        ({"x": "none"}, ("no no", "bad bad")),
        ({"x": "n/a"}, ("n/a", "n/a")),
        ({"x": "n/a", "z": "good"}, ("n/a", "good good")),
        ({"x": "n/a", "y": "half"}, ("half half", "bad good")),
        ({"x": "none", "y": "no"}, ("no no", "bad bad")),
        ({"x": "some", "y": "n/a"}, ("n/a", "n/a")),
    ],
)
def test_chains_of_three_hold_in_any_order_of_the_file(
    order: tuple[int, ...], answers: Mapping[str, Answer | str], expected: tuple[str, str]
) -> None:
    """A leader's own cap counts before it leads, wherever the criteria stand."""
    which = rubric(("d", "100", [CHAIN[index] for index in order]))
    assert expected == (pair_of(which, answers, "y"), pair_of(which, answers, "z"))
    assert [CHAIN[index].id for index in order] == list(score(which, answers).criteria)


def test_leaders_stand_before_their_followers_across_dimensions() -> None:
    """A criterion may follow one of another dimension, also a later one."""
    which = rubric(("first", "50", [CHAIN[2], CHAIN[1]]), ("second", "50", [X]))
    assert ["x", "y", "z"] == [one.id for one in leaders_first(which)]


def test_a_long_chain_needs_no_recursion() -> None:
    """Three thousand criteria in a row are worked out."""
    chain: list[Criterion] = [criterion("c0")]
    chain += [criterion(f"c{n}", follows=f"c{n - 1}") for n in range(1, 3000)]
    which = rubric(("d", "100", chain[::-1]))
    assert "none none" == pair_of(which, {"c0": "none"}, "c2999")


@pytest.mark.parametrize(
    ("answers", "expected"),
    [
        ({"x": "some", "y": "half"}, [("y", "half", "few")]),
        ({"x": "some", "y": ">=half"}, [("y", "half", "few")]),
        ({"x": "some", "y": "half..all"}, [("y", "half", "few")]),
        ({"x": "some", "y": "few"}, []),
        ({"x": "some", "y": ">=few"}, []),
        ({"x": "some", "y": "<=all"}, []),
        ({"x": "some", "y": "n/a"}, []),
        ({"x": "none", "y": "few"}, [("y", "few", "no")]),
        ({"x": "none", "y": "n/a"}, [("y", "not_applicable", "no")]),
        ({"x": "<=none", "y": "n/a"}, [("y", "not_applicable", "no")]),
        ({"x": "none", "y": "no"}, []),
        ({"x": "none", "y": "unknown"}, []),
        ({"x": "n/a", "y": "all"}, []),
        ({"x": "unknown", "y": "all"}, []),
        ({"y": "all"}, []),
        ({"x": answer("none", "old"), "y": "all"}, []),
        ({"x": "none", "y": answer("all", "old")}, []),
        ({"x": "none", "y": answer("all", unconfirmed=True)}, []),
        ({"x": "some", "y": answer("all", settled=opinion("few"))}, []),
        ({"x": "some", "y": answer("few", settled=opinion("all"))}, [("y", "all", "few")]),
        ({"x": "some", "y": answer("few", second=opinion("all"))}, [("y", "all", "few")]),
    ],
)
def test_a_claim_beyond_the_cap_is_found(
    answers: Mapping[str, Answer | str], expected: list[tuple[str, str, str]]
) -> None:
    """A level or `no_worse_than` above the cap is a mistake, and `not_applicable` under a leader of share 0."""
    which = following({"some": "few"})
    found = beyond_caps(which, score(which, answers, EVIDENCE).criteria)
    assert expected == [(name, claim, cap.level) for name, claim, cap in found]


def test_the_result_tells_what_cut_it() -> None:
    """A cap is told where it cut, with the leader's best level, and not where it changed nothing."""
    which = following({"some": "few"})
    cut = score(which, {"x": "some"}).criteria["y"].cap
    assert ("x", "some", "few") == (cut and (cut.by, cut.leader_level, cut.level))
    assert None is score(which, {"x": "some", "y": "no"}).criteria["y"].cap
    assert "x" == score(which, {"x": "n/a"}).criteria["y"].inherited_from

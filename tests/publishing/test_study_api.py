"""The study of an edition in, its documents out."""

from __future__ import annotations

import json
from dataclasses import replace
from hashlib import sha256
from typing import Any

from scorecard.model.project import PeerGroup, Project
from scorecard.publishing.study_api import criteria_file, peers_file, weights_file
from scorecard.scoring.score import score_edition
from scorecard.scoring.study import Study, study
from tests.scoring.small import answer, criterion, file, gate, opinion, project, rubric

WHICH = rubric(
    ("records", "60", [criterion("a", points="5"), criterion("b", points="3")]),
    ("rules", "40", [criterion("c")]),
    gates=[gate("C", a="full")],
)
FILES = [
    file({"a": "partial", "b": "none", "c": answer("full", second=opinion("none"))}, city="x"),
    file({"a": "full", "b": "none", "c": "none"}, city="y"),
    file({"c": "full"}, city="little"),
    file({"a": "full", "b": "full", "c": "full"}, city="draft", draft=True),
    file({"a": "full", "b": "full", "c": "full"}, city="gone", withdrawn=True),
]
PROJECT = project(WHICH, *FILES)


def seen(made: Project = PROJECT) -> Study:
    """Look at the one edition."""
    return study(made, score_edition(made, "2026"))


def weights() -> dict[str, Any]:
    """Read the document about weights."""
    found: dict[str, Any] = json.loads(b"".join(weights_file(seen())))
    return found


def test_the_head_says_how_to_repeat_the_draws() -> None:
    """Number, ends and seed of the draws, who is ranked, and the pairs without a settled order."""
    head = {name: value for name, value in weights().items() if name != "cities"}
    assert {
        "edition": "2026", "rubric": "small", "as_of": "2026-06-30", "reconstructed": False,
        "draws": 2000, "least": "7/10", "most": "13/10", "seed": sha256(b"small\n2026").hexdigest(),
        "ranked": 3, "pairs": 3, "pairs_not_settled": 2,
        "rules": [{"id": "equal-weights", "ranked": 3}, {"id": "geometric-mean", "ranked": 2},
                  {"id": "without-gates", "ranked": 3}],
    } == head  # fmt: skip


def test_a_city_stands_under_every_rule() -> None:
    """x: records 5/16 or 31.25, rules open: 18.75 to 58.75; drafts and withdrawn cities have no record."""
    cities = weights()["cities"]
    assert ["little", "x", "y"] == [one["id"] for one in cities]
    of_x = cities[1]
    assert (18.75, 58.75, 2) == (
        of_x["rules"]["without-gates"]["low"],
        of_x["rules"]["without-gates"]["high"],
        of_x["not_settled"],
    )
    equal = of_x["rules"]["equal-weights"]
    assert ("125/8", "525/8", "1/2") == (equal["low_exact"], equal["high_exact"], equal["known_share_exact"])
    assert ("F", "C", "F", "C") == (
        equal["band_low"], equal["band_high"],
        of_x["rules"]["without-gates"]["band_low"], of_x["rules"]["without-gates"]["band_high"],
    )  # fmt: skip


def test_who_is_not_ranked_has_no_place() -> None:
    """Null, not nought, where too little is known."""
    nothing = replace(PROJECT, answers={"2026": {"little": file({}, city="little")}})
    (one,) = json.loads(b"".join(weights_file(seen(nothing))))["cities"]
    assert [None] * 5 == [one[name] for name in ("rank_best", "rank_worst", "drawn_best", "drawn_worst", "not_settled")]


def test_groups_say_how_many_are_known() -> None:
    """A median of two of three; null where none is known."""
    cities = {name: replace(one, population=50 if name == "little" else 1000) for name, one in PROJECT.cities.items()}
    groups = (PeerGroup("large", "Large", 500), PeerGroup("small", "Small", 0))
    made = replace(PROJECT, cities=cities, settings=replace(PROJECT.settings, peers=groups))
    document = json.loads(peers_file(seen(made)))
    large, small = document["groups"]
    assert ("large", 500, 2, 2) == (large["id"], large["from_population"], large["cities"], large["whole"]["cities"])
    assert ("225/8", 28.125) == (large["whole"]["low"]["median_exact"], large["whole"]["low"]["median"])
    assert (1, None, 1) == (small["cities"], small["dimensions"]["records"], small["dimensions"]["rules"]["cities"])


def test_criteria_say_how_they_work() -> None:
    """Counts of cities that count, weights that add up to 100, and what two coders read."""
    document = json.loads(criteria_file(seen()))
    found = {one["id"]: one for one in document["criteria"]}
    assert (3, ["a", "b", "c"]) == (document["cities"], list(found))
    assert 100 == sum(one["weight"] for one in found.values())
    assert {
        "id": "a", "weight": 37.5, "weight_exact": "75/2", "applies": 3, "met": 1, "may_be_met": 2, "open": 1,
        "settled": 2, "correlated": 2, "correlation": None, "met_by_all": False, "met_by_none": False,
        "read": 2, "twice": 0, "agreed": 0, "alpha": None, "alpha_exact": None, "coders_disagree": False,
    } == found["a"]  # fmt: skip
    assert (3, 1, 0, "0") == tuple(found["c"][name] for name in ("read", "twice", "agreed", "alpha_exact"))

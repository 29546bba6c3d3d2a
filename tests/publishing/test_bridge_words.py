"""Bridges in, their words out: sentences, and numbers that add up as printed, for every city of this repository."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from itertools import combinations
from pathlib import Path

import pytest

from scorecard.checking import load_project
from scorecard.publishing.bridge_words import (
    KIND_MEANINGS,
    KIND_TITLES,
    PrintedMove,
    left_out_sentence,
    move_sentences,
    moved_sentence,
    printed_move,
    printed_steps,
    silent_sentence,
)
from scorecard.publishing.changed import bridge_between
from scorecard.publishing.whole_city import loader
from scorecard.publishing.words import thresholds
from scorecard.scoring.bridge import KINDS, Bridge, Kind, Step
from scorecard.scoring.nation import Move, Nation, OfKind, move_of, nation_of
from scorecard.scoring.score import score_all

ROOT = Path(__file__).resolve().parents[2]
BANDS = tuple(Fraction(one) for one in (85, 70, 50, 30, 0))


def move(start: str, **sums: str) -> Move:
    """Make a move from where it starts and its parts."""
    parts: dict[Kind, Fraction] = {kind: Fraction(sums[kind]) for kind in KINDS if kind in sums}
    return Move(Fraction(start), Fraction(start) + sum(parts.values(), Fraction(0)), parts)


def number(text: str) -> Fraction:
    """Read a printed difference; what is less than 0.1 counts as 0."""
    return Fraction(0) if "<" in text else Fraction(Decimal(text.replace("−", "-")))


def assert_adds_up(printed: PrintedMove) -> None:
    """Hold the printed parts against the printed difference, and that against the printed ends."""
    assert number(printed.difference) == number(printed.low_to) - number(printed.low_from)
    assert number(printed.difference) == sum((number(part.printed) for part in printed.parts), Fraction(0))


@pytest.mark.parametrize(
    ("one", "said"),
    [
        (
            move("52.4", learned="4.7", changed="1.5"),
            "What we can prove went from 52.4 to 58.6. Of +6.2, we learned +4.7 and the answer changed for +1.5.",
        ),
        (move("52.4", vanished="-4.7"), "What we can prove went from 52.4 to 47.7. Records vanished for −4.7."),
        (move("52.4"), "What we can prove stayed at 52.4."),
        (
            move("52.4", aged="-3", learned="3"),
            "What we can prove stayed at 52.4: evidence aged for −3.0 and we learned +3.0.",
        ),
        (move("52.41", aged="0.01"), "What we can prove moved by less than 0.1 and still prints 52.4."),
        (
            move("9", corrected="2", learned="-3"),
            "What we can prove went from 9.0 to 8.0. Of −1.0, knowing less made −3.0 and corrections made +2.0.",
        ),
    ],
)
def test_a_move_is_said_in_two_sentences(one: Move, said: str) -> None:
    """From where to where, and of what, the biggest part first, each part in words of its own."""
    printed = printed_move(one, BANDS, BANDS)
    assert said == move_sentences(printed, answers=1)
    assert_adds_up(printed)


def test_a_mean_is_said_to_be_one() -> None:
    """And answers are many."""
    printed = printed_move(move("10", learned="1", changed="2"))
    said = (
        "On average, what we can prove went from 10.0 to 13.0. Of +3.0, answers changed for +2.0 and we learned +1.0."
    )
    assert said == move_sentences(printed, mean=True)


def test_two_rubrics_that_round_otherwise_are_told_as_a_change_of_rubric() -> None:
    """Where one prints 70.0 and the other 69.9 of the same score, no answer is made to carry the tenth."""
    printed = printed_move(move("69.96", learned="0.02"), (Fraction(0),), BANDS)
    assert ("70.0", "69.9") == (printed.low_from, printed.low_to)
    assert [("learned", "<0.1"), ("rubric", "−0.1")] == [(part.kind, part.printed) for part in printed.parts]
    assert_adds_up(printed)


def test_steps_add_up_to_their_kind_and_those_of_nothing_are_left_out() -> None:
    """The biggest first; what moves nothing is counted in a sentence."""
    third = Fraction(1, 3)
    steps = (
        Step("learned", "a", third),
        Step("learned", "b", Fraction(0)),
        *(Step("learned", one, third) for one in "cd"),
    )
    found = Bridge(Fraction(10), Fraction(11), steps)
    (part,) = printed_move(move_of(found)).parts
    assert [("a", "+0.4"), ("c", "+0.3"), ("d", "+0.3")] == [
        (one.criterion, text) for one, text in printed_steps(steps, part)
    ]
    assert "1 more answer differs without moving what we can prove." == silent_sentence(found)
    assert silent_sentence(Bridge(Fraction(1), Fraction(1), ())) is None


def test_the_nation_is_counted() -> None:
    """How many moved, and who is left out, and why."""
    none = dict.fromkeys(KINDS, OfKind(Fraction(0), 0, 0))
    nation = Nation(3, Fraction(1), Fraction(1), 1, 1, 1, none, new=2, gone=1, nothing=4)
    assert "1 city rose, 1 fell, 1 stayed." == moved_sentence(nation)
    said = "Left out: 2 not in 2025, 1 not in 2026 and 4 to which nothing applies."
    assert said == left_out_sentence(nation, "2025", "2026")


def test_every_kind_has_its_words() -> None:
    """In the order of the contract."""
    assert (list(KINDS), list(KINDS)) == (list(KIND_TITLES), list(KIND_MEANINGS))


def test_every_bridge_of_this_repository_adds_up() -> None:
    """For every city, between any two editions, exactly and as printed, by kind and by question; so does each mean."""
    project = load_project(ROOT)
    results = score_all(project)
    load = loader(project, results)
    wholes = {city: load(city) for city in project.cities}
    for old, new in combinations(project.settings.editions, 2):
        edges = [thresholds(project.rubrics[one.rubric]) for one in (old, new)]
        moves: dict[str, Move] = {}
        for city, whole in wholes.items():
            if old.id not in whole.files or new.id not in whole.files:
                continue
            found = bridge_between(whole, old, new, project.rubrics)
            assert found is not None
            span = whole.results[new.id].range
            assert span is not None
            total = found.low_from + sum((step.difference for step in found.steps), Fraction(0))
            assert span.low == found.low_to == total
            moves[city] = move_of(found)
            printed = printed_move(moves[city], *edges)
            assert_adds_up(printed)
            for part in printed.parts:
                shown = [number(text) for _, text in printed_steps(found.of_kind(part.kind), part)]
                assert number(part.printed) == sum(shown, Fraction(0))
        nation = nation_of(moves, frozenset(results[old.id].public()), frozenset(results[new.id].public()))
        assert nation.difference == sum((one.difference for one in nation.kinds.values()), Fraction(0))
        assert nation.cities > 50
        assert_adds_up(printed_move(nation))

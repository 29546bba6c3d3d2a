"""Results in, text for a terminal out."""

from __future__ import annotations

import pytest

from scorecard.model.answer import Answer
from scorecard.model.rubric import Rubric
from scorecard.publishing.rank_words import ordinal
from scorecard.publishing.terminal import columns, explain_city, explain_criterion, rank_text, score_table
from scorecard.scoring.result import Standing
from scorecard.scoring.score import score_edition
from tests.scoring.small import answer, criterion, file, gate, opinion, project, rubric, seen

WORKED = rubric(
    ("availability", "60", [criterion("a", points="5"), criterion("b", "all 1, third 1/3, none 0", points="3")]),
    ("policy", "40", [criterion("c"), criterion("d")]),
)
ANSWERS: dict[str, Answer | str] = {"a": "partial", "b": "unknown", "c": "full", "d": "n/a"}
EVIDENCE = seen(e="2026-04-11", f="2026-05-01", old="2019-01-01")


def explained(which: Rubric, given: dict[str, Answer | str], name: str | None = None) -> str:
    """Explain city `a`, or one of its criteria."""
    one = project(which, file(given, evidence=EVIDENCE))
    result = score_edition(one, "2026")
    return explain_city(one, result, "a") if name is None else explain_criterion(one, result, "a", name)


@pytest.mark.parametrize(
    ("number", "expected"),
    [
        (1, "1st"),
        (2, "2nd"),
        (3, "3rd"),
        (4, "4th"),
        (11, "11th"),
        (12, "12th"),
        (13, "13th"),
        (21, "21st"),
        (111, "111th"),
        (122, "122nd"),
    ],
)
def test_places_are_ordinals(number: int, expected: str) -> None:
    """The teens take `th`."""
    assert expected == ordinal(number)


@pytest.mark.parametrize(
    ("standing", "expected"),
    [(Standing(4, 3, 9), "3rd to 9th"), (Standing(3, 3, 3), "3rd"), (None, "unranked")],
)
def test_a_rank_prints_as_an_interval(standing: Standing | None, expected: str) -> None:
    """One place where both ends agree."""
    assert expected == rank_text(standing)


def test_the_table_of_scores() -> None:
    """Ranked first, then the unranked and those to which nothing applies; drafts say so."""
    files = [
        file(ANSWERS, city="worked"),
        file({}, city="unknown"),
        file(dict.fromkeys("abcd", "n/a"), city="nothing"),
        file(ANSWERS, city="draft", draft=True),
    ]
    one = project(WORKED, *files)
    result = score_edition(one, "2026")
    expected = """\
Edition 2026 · Small · counted to 2026-06-30

Rank      City              Low to high     Known  Band
1st       City worked, WA   58.8 to 81.3    77.5%  C Word C to B Word B
unranked  City unknown, WA  0 to 100        0%     no band
unranked  City nothing, WA  not applicable  –      no band
draft     City draft, WA    58.8 to 81.3    77.5%  C Word C to B Word B

1 of 3 cities ranked: a band and a rank need 40.0% of the score settled.
"""
    assert expected == score_table(one, result, [*result.listed(), "draft"])


def test_columns_stand_two_spaces_apart() -> None:
    """Each as wide as its widest text, without blanks at the end."""
    assert ["a    bb", "ccc  d"] == list(columns([("a", "bb"), ("ccc", "d")]))


def test_a_city_is_explained_down_to_exact_sums() -> None:
    """The sums of both sides in exact numbers, and every criterion with its outcome and points."""
    lines = explained(WORKED, ANSWERS).splitlines()
    assert "58.8 to 81.3 out of 100 · 77.5% settled · C Word C to B Word B" == lines[2]
    assert "Low: (60·125/4 + 40·100) / 100 = 235/4" == lines[3]
    assert "High: (60·275/4 + 40·100) / 100 = 325/4" == lines[4]
    assert "  b  unknown  none to all  0 to 3 of 3" in lines
    assert "  d  not_applicable  –     not counted" in lines


def test_where_nothing_applies_a_city_is_explained_in_words() -> None:
    """No sum, no zero."""
    assert "Not applicable. No question of this rubric applies here." in explained(WORKED, dict.fromkeys("abcd", "n/a"))


BIG = criterion("big", "l99 99/100, l40 2/5, none 0", points="1000")


@pytest.mark.parametrize(
    ("big", "x", "expected"),
    [
        ("l99", "none", "Gate gate-c holds the band of low and high at C: Because."),
        ("l99", "unknown", "Gate gate-c holds the band of low at C: Because."),
        ("<=l99", "none", None),
        ("l40", "none", None),
        ("l99", "full", None),
        ("unknown", "none", None),
    ],
)
def test_a_gate_is_told_where_it_holds_a_band(big: str, x: str, expected: str | None) -> None:
    """Not where the band is no better anyway, and not where there is none."""
    gated = rubric(("d", "100", [BIG, criterion("x", points="1/1000")]), gates=[gate("C", x="partial")], known="1/2")
    found = [line for line in explained(gated, {"big": big, "x": x}).splitlines() if line.startswith("Gate")]
    assert ([] if expected is None else [expected]) == found


LAG = rubric(("d", "100", [criterion("c", "month 1 <=31, quarter 4/5 <=92, older 0", fresh_for_days=366)]))


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        (answer("newest 2026-03-31"), "Answer (coded): newest record 2026-03-31, seen 2026-04-11: 11 days"),
        (
            answer("newest 2026-03-31", second=opinion("newest 2026-03-31", "f")),
            "Second coder: newest record 2026-03-31, seen 2026-05-01: 31 days; the pair spans\n  both.",
        ),
        (
            answer("unknown", settled=opinion("newest 2026-03-31", "f")),
            "Settled: newest record 2026-03-31, seen 2026-05-01: 31 days.",
        ),
        (answer("month", second=opinion("older"), settled=opinion("quarter")), "Second coder: level older.\n"),
        (
            answer("month", "old"),
            "Freshness: seen 2019-01-01, 2737 days before 2026-06-30; limit 366: too old to\n  count.",
        ),
        (answer("month", unconfirmed=True), "Freshness: carried over and not looked at again, so it settles nothing."),
        (answer("<=quarter"), "Outcome: bounded, older to quarter."),
        (answer("unknown"), "Answer: unknown; all levels are possible."),
        (answer("n/a"), "Outcome: not_applicable, –."),
    ],
)
def test_a_criterion_is_explained_step_by_step(given: Answer, expected: str) -> None:
    """Every form, coder and age, each lag by the evidence that it was seen in."""
    assert expected in explained(LAG, {"c": given}, "c")


def test_a_criterion_names_its_evidence_and_its_worth() -> None:
    """The sources behind it, and what all its points are worth of the 100."""
    told = explained(WORKED, ANSWERS, "a")
    assert (
        "Points: 2.5 of 5, of 8 that apply in Title of availability; all of them are\n  worth 75/2 of the 100." in told
    )
    assert "Evidence e: https://example.org/e\n  https://example.org/e\n  seen 2026-04-11\n" in told
    assert told.endswith("Answers: cities/a/2026.yaml\n")


def test_a_limit_by_another_criterion_is_told() -> None:
    """Which one, at which level, and what it leaves."""
    which = rubric(("d", "100", [criterion("x"), criterion("y", follows="x")]))
    told = explained(which, {"x": "none"}, "y")
    assert "Follows: At best “Level none”, because of Title of x: Level none." in told

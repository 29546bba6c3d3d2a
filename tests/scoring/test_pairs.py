"""Answers in, pairs and outcomes out: the hand-computed cases of every form, of coders, and of age."""

from __future__ import annotations

import pytest

from scorecard.model.answer import Answer
from scorecard.model.rubric import Criterion
from scorecard.scoring.pairs import deciding_evidence, lag_days
from scorecard.scoring.result import CriterionResult
from tests.scoring.small import answer, criterion, opinion, rubric, score, seen, when

FOUR = criterion("c", "full 1, most 3/4, some 1/4, none 0")
ELEMENTS = criterion("c", "all 1 >=4, some 1/2 >=2, few 0 >=0")
LAG = criterion("c", "month 1 <=31, quarter 4/5 <=92, older 0")


def result(one: Criterion, given: Answer | None, **days: str) -> CriterionResult:
    """Score one criterion by itself; the evidence is `e` of 2026-04-11 unless days are given."""
    answers = {} if given is None else {"c": given}
    return score(rubric(("d", "100", [one])), answers, seen(**(days or {"e": "2026-04-11"}))).criteria["c"]


def told(one: CriterionResult) -> str:
    """Write outcome, worst and best level."""
    if one.pair is None:
        return one.outcome.value
    levels = one.criterion.levels
    return f"{one.outcome.value} {levels[one.pair.worst].id} {levels[one.pair.best].id}"


@pytest.mark.parametrize(
    ("form", "expected"),
    [
        ("full", "known full full"),
        ("some", "known some some"),
        ("none", "known none none"),
        ("<=most", "bounded none most"),
        ("<=some", "bounded none some"),
        ("<=none", "known none none"),
        ("<=full", "unknown none full"),
        (">=full", "known full full"),
        (">=some", "bounded some full"),
        (">=none", "unknown none full"),
        ("some..most", "bounded some most"),
        ("some..some", "known some some"),
        ("none..full", "unknown none full"),
        ("unknown", "unknown none full"),
        ("n/a", "not_applicable"),
    ],
)
def test_every_form_of_an_answer_gives_its_pair_and_outcome(form: str, expected: str) -> None:
    """A level is itself, a bound reaches to the end of the levels, unknown is all of them."""
    assert expected == told(result(FOUR, answer(form)))


def test_no_answer_is_unknown() -> None:
    """What a file leaves out is the same as `unknown`."""
    assert told(result(FOUR, answer("unknown"))) == told(result(FOUR, None))


@pytest.mark.parametrize(
    ("form", "expected"),
    [
        ("has date place force reason", "known all all"),
        ("has date place force", "known some some"),
        ("has date place", "known some some"),
        ("has date", "known few few"),
        ("has", "known few few"),
        ("has date date date date", "known few few"),
        ("has date ? place", "bounded few some"),
        ("has date ? date", "known few few"),
        ("has date place ? force", "known some some"),
        ("has date place ? force reason", "bounded some all"),
        ("has ? date place force reason", "unknown few all"),
        ("has date ? date place force reason", "unknown few all"),
    ],
)
def test_elements_are_counted_once_and_unsure_ones_open_the_pair(form: str, expected: str) -> None:
    """The certain elements give the worst level, all distinct ones together the best."""
    assert expected == told(result(ELEMENTS, answer(form)))


@pytest.mark.parametrize("form", ["some", "<=some", ">=some", "n/a"])
def test_a_measured_criterion_takes_the_plain_forms_too(form: str) -> None:
    """A level, a bound and not applicable may be answered whatever the measure."""
    expected = {
        "some": "known some some",
        "<=some": "bounded few some",
        ">=some": "bounded some all",
        "n/a": "not_applicable",
    }
    assert expected[form] == told(result(ELEMENTS, answer(form)))


@pytest.mark.parametrize(
    ("newest", "day", "days", "expected"),
    [
        ("2026-04-11", "2026-04-11", 0, "known month month"),
        ("2026-03-11", "2026-04-11", 31, "known month month"),
        ("2026-03-10", "2026-04-11", 32, "known quarter quarter"),
        ("2026-01-09", "2026-04-11", 92, "known quarter quarter"),
        ("2026-01-08", "2026-04-11", 93, "known older older"),
        ("2019-01-01", "2026-04-11", 2657, "known older older"),
        ("2026-03", "2026-03-31", 30, "known month month"),
        ("2026-03", "2026-04-01", 31, "known month month"),
        ("2026-03", "2026-04-02", 32, "known quarter quarter"),
        ("2026-03-31", "2026-04", 30, "known month month"),
        ("2026-03", "2026-04", 60, "known quarter quarter"),
        ("2026-02", "2026-02", 27, "known month month"),
        ("2024-02", "2024-02", 28, "known month month"),
    ],
)
def test_lag_runs_from_the_first_day_of_the_newest_to_the_last_day_seen(
    newest: str, day: str, days: int, expected: str
) -> None:
    """A month counts as old as it may be, and a threshold takes in its own day."""
    assert days == lag_days(when(newest), when(day))
    assert expected == told(result(LAG, answer(f"newest {newest}"), e=day))


def test_lag_is_held_against_the_first_evidence_listed() -> None:
    """Later evidence, however new, does not move the day on which the newest record was seen."""
    given = answer("newest 2026-03-11", "first", "later")
    assert "known month month" == told(result(LAG, given, first="2026-04-11", later="2026-06-01"))


def test_a_second_coder_measures_lag_by_its_own_evidence() -> None:
    """A second answer and a settlement use the first evidence of their own, else the answer's."""
    days = {"e": "2026-03-20", "late": "2026-06-20"}
    own = answer("newest 2026-03-11", second=opinion("newest 2026-03-11", "late"))
    shared = answer("newest 2026-03-11", second=opinion("newest 2026-03-11"))
    settled = answer("newest 2026-03-11", settled=opinion("newest 2026-03-11", "late"))
    expected = ["unknown older month", "known month month", "known older older"]
    assert expected == [told(result(LAG, one, **days)) for one in (own, shared, settled)]


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        ("full", "full", "known full full"),
        ("full", "most", "bounded most full"),
        ("most", "full", "bounded most full"),
        ("full", "none", "unknown none full"),
        ("<=most", ">=some", "unknown none full"),
        ("some", "<=some", "bounded none some"),
        ("full", "unknown", "unknown none full"),
        ("unknown", "full", "unknown none full"),
        ("n/a", "n/a", "not_applicable"),
        ("n/a", "some", "unknown none full"),
        ("some", "n/a", "unknown none full"),
        ("n/a", "unknown", "unknown none full"),
    ],
)
def test_two_coders_span_both_of_their_pairs(first: str, second: str, expected: str) -> None:
    """Without a settlement all that either coder leaves possible is possible; one `n/a` of two leaves everything."""
    assert expected == told(result(FOUR, answer(first, "e", second=opinion(second))))


@pytest.mark.parametrize("settled", ["full", "some", "<=most", "unknown", "n/a"])
def test_a_settlement_decides_alone(settled: str) -> None:
    """What is settled counts as if it were the answer, whatever the coders said."""
    given = answer("none", second=opinion("n/a"), settled=opinion(settled))
    assert told(result(FOUR, answer(settled))) == told(result(FOUR, given))


FRESHNESS = [
    # as_of is 2026-06-30; 1095 days before it is 2023-07-01
    ("the very day", answer("full"), {"e": "2026-06-30"}, "known full full", False),
    ("exactly fresh_for_days", answer("full"), {"e": "2023-07-01"}, "known full full", False),
    ("one day more", answer("full"), {"e": "2023-06-30"}, "unknown none full", True),
    ("a month from its first day, in time", answer("full"), {"e": "2023-07"}, "known full full", False),
    ("a month from its first day, late", answer("full"), {"e": "2023-06"}, "unknown none full", True),
    ("a bound grows old", answer("<=some"), {"e": "2020-01-01"}, "unknown none full", True),
    ("not applicable grows old", answer("n/a"), {"e": "2020-01-01"}, "unknown none full", True),
    ("unknown cannot grow old", answer("unknown", "e"), {"e": "2020-01-01"}, "unknown none full", False),
    ("the newest of several", answer("full", "o", "n"), {"o": "2019-01", "n": "2024-01"}, "known full full", False),
    ("all of several", answer("full", "o", "n"), {"o": "2019-01", "n": "2020-01"}, "unknown none full", True),
    ("unconfirmed", answer("full", unconfirmed=True), {"e": "2026-04-11"}, "unknown none full", False),
    ("unconfirmed n/a", answer("n/a", unconfirmed=True), {"e": "2026-04-11"}, "unknown none full", False),
    (
        "unconfirmed, though settled",
        answer("full", settled=opinion("full"), unconfirmed=True),
        {"e": "2026-04-11"},
        "unknown none full",
        False,
    ),
    (
        "unused evidence does not help",
        answer("full", "o"),
        {"o": "2019-01-01", "unused": "2026-01-01"},
        "unknown none full",
        True,
    ),
    (
        "the second coder's evidence counts",
        answer("full", "o", second=opinion("full", "n")),
        {"o": "2019-01-01", "n": "2026-01-01"},
        "known full full",
        False,
    ),
    (
        "a settlement by newer evidence",
        answer("full", "o", settled=opinion("some", "n")),
        {"o": "2019-01-01", "n": "2026-01-01"},
        "known some some",
        False,
    ),
    (
        "a settlement by older evidence",
        answer("full", "n", settled=opinion("some", "o")),
        {"o": "2019-01-01", "n": "2026-01-01"},
        "unknown none full",
        True,
    ),
    (
        "a settlement with the answer's evidence",
        answer("full", "n", settled=opinion("some")),
        {"n": "2026-01-01"},
        "known some some",
        False,
    ),
]


@pytest.mark.parametrize(("case", "given", "days", "expected", "stale"), FRESHNESS, ids=[one[0] for one in FRESHNESS])
def test_old_and_unconfirmed_answers_settle_nothing(
    case: str, given: Answer, days: dict[str, str], expected: str, stale: bool
) -> None:
    """Past its days or carried over, an answer leaves all levels, `not_applicable` included."""
    found = result(FOUR, given, **days)
    assert (case, expected, stale) == (case, told(found), found.is_stale)


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        ("2025-06-29", "known full full"),
        ("2025-06-28", "unknown none full"),
        ("2025-06", "unknown none full"),  # its first day is too old, though its last is not
        ("2025-07", "known full full"),
    ],
)
def test_a_criterion_keeps_its_own_days(day: str, expected: str) -> None:
    """`fresh_for_days` of a criterion counts, not the rubric's."""
    assert expected == told(result(criterion("c", "full 1, none 0", fresh_for_days=366), answer("full"), e=day))


def test_fresh_for_zero_days_takes_the_cut_off_day_alone() -> None:
    """Zero days leave evidence of the very day."""
    one = criterion("c", "full 1, none 0", fresh_for_days=0)
    told_of = {day: told(result(one, answer("full"), e=day)) for day in ("2026-06-30", "2026-06-29")}
    assert {"2026-06-30": "known full full", "2026-06-29": "unknown none full"} == told_of


def test_deciding_evidence_names_each_source_once() -> None:
    """Both coders' evidence decides together; a settlement's own decides alone."""
    both = answer("full", "a", "b", second=opinion("none", "b", "c"))
    settled = answer("full", "a", settled=opinion("none", "z"))
    assert [("a", "b", "c"), ("z",)] == [deciding_evidence(both), deciding_evidence(settled)]

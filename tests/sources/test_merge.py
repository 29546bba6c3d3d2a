"""Which table's word counts, and what is said of the others."""

from __future__ import annotations

from datetime import date

import pytest

from scorecard.model.answer import Answer, Evidence, Finding
from scorecard.model.when import When
from scorecard.sources.merge import merge, outranks
from scorecard.sources.record import Fact, Remark, Round


def _fact(source: str, seen: date, level: str, criterion: str = "chokehold-ban", edition: str = "2026") -> Fact:
    record = Evidence(f"{source}-1", "https://a.example", When.day(seen))
    said = f"{source} said so." if source == "policies" else None
    answer = Answer(Finding(level=level), (record.id,), "inventory")
    return Fact("reno-nv", edition, criterion, answer, (record,), source, f"row of {source}", said)


def _remark(topic: str, text: str, criterion: str = "chokehold-ban") -> Remark:
    return Remark("reno-nv", "2026", criterion, text, "any", topic)


FRESH, OLD = date(2026, 1, 1), date(2020, 6, 1)


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        ([("policies", FRESH), ("laws", FRESH)], "laws"),
        ([("policies", OLD), ("laws", OLD)], "laws"),
        ([("policies", FRESH), ("laws", OLD)], "policies"),
        ([("vera", FRESH), ("opd", FRESH)], "opd"),
        ([("vera", FRESH), ("opd", OLD)], "vera"),
    ],
)
def test_who_outranks_whom(rounds: list[Round], facts: list[tuple[str, date]], expected: str) -> None:
    """What counts comes before what is too old; then law, inventory, directory, review."""
    merged = merge([_fact(source, seen, "full") for source, seen in facts], [], rounds)["reno-nv", "2026"]
    assert [expected] == [fact.source for fact in merged.used]
    assert [f"outranked by {expected}"] == [row.why for row in merged.outranked]
    assert [f"{expected}-1"] == list(merged.answers.evidence)


def test_the_outranked_is_said_in_the_note(rounds: list[Round]) -> None:
    """Where a law outranks the review, the note says what the review found."""
    merged = merge([_fact("policies", OLD, "none"), _fact("laws", FRESH, "full")], [], rounds)["reno-nv", "2026"]
    assert "policies said so." == merged.answers.answers["chokehold-ban"].note


def test_leads_are_not_said_where_a_law_settles_it(rounds: list[Round]) -> None:
    """A law that goes part of the way is said beside the review and beside nothing, not beside a law that is met."""
    leads = [_remark("lead", "[A](https://a)"), _remark("lead", "[B](https://b)")]
    text = "State law may go part of the way: [A](https://a); [B](https://b)."
    by_law = merge([_fact("laws", FRESH, "full")], leads, rounds)["reno-nv", "2026"]
    by_review = merge([_fact("policies", OLD, "none")], leads, rounds)["reno-nv", "2026"]
    alone = merge([], leads, rounds)["reno-nv", "2026"]
    assert [None, text, text] == [one.answers.answers["chokehold-ban"].note for one in (by_law, by_review, alone)]
    assert alone.answers.answers["chokehold-ban"].finding.is_unknown
    assert "inventory" == alone.answers.answers["chokehold-ban"].basis


def test_who_else_supplies_records_is_said_where_the_city_does_not_publish_all(rounds: list[Round]) -> None:
    """The remark on other suppliers is left out beside the best level; one remark per topic is kept."""
    remarks = [
        _remark("supplied", "Others.", "calls-published"),
        _remark("supplied", "Again.", "calls-published"),
        _remark("gone", "Gone.", "calls-published"),
    ]
    best = merge([_fact("opd", FRESH, "full", "calls-published")], remarks, rounds)["reno-nv", "2026"]
    partial = merge([_fact("opd", FRESH, "partial", "calls-published")], remarks, rounds)["reno-nv", "2026"]
    assert ["Gone.", "Others. Gone."] == [one.answers.answers["calls-published"].note for one in (best, partial)]


def test_an_edition_counts_where_one_answer_is_fresh(rounds: list[Round]) -> None:
    """Old findings alone make no file; beside one that counts they are carried along. 1,095 days are not too old."""
    old = _fact("policies", OLD, "full")
    assert not merge([old], [], rounds)["reno-nv", "2026"].counts
    merged = merge([old, _fact("opd", FRESH, "full", "calls-published")], [], rounds)["reno-nv", "2026"]
    assert merged.counts
    assert ["calls-published", "chokehold-ban"] == list(merged.answers.answers)
    for seen, counts in ((date(2023, 6, 20), True), (date(2023, 6, 19), False)):
        assert counts is merge([_fact("laws", seen, "full")], [], rounds)["reno-nv", "2026"].counts
    assert not merge([], [_remark("lead", "x")], rounds)["reno-nv", "2026"].counts


def test_editions_stand_apart_and_in_order(rounds: list[Round]) -> None:
    """Each edition is merged on its own; cities and editions come in order, whatever the order of the facts."""
    facts = [_fact("laws", FRESH, "full", edition=edition) for edition in ("2026", "2020", "2016")]
    assert [("reno-nv", "2016"), ("reno-nv", "2020"), ("reno-nv", "2026")] == list(merge(facts, [], rounds))
    assert "cities/reno-nv/2016.yaml" == next(iter(merge(facts, [], rounds).values())).answers.path


@pytest.mark.parametrize(
    ("new", "old", "expected"),
    [
        ("policies-2020-06", "law-x", False),
        ("law-x", "policies-2020-06", True),
        ("opd-a", "opd-b", True),
        ("opd-a", "portal", True),
        (None, "opd-a", False),
        ("opd-a", None, True),
        (None, None, True),
    ],
)
def test_what_may_replace_what_when_tables_come_alone(new: str | None, old: str | None, expected: bool) -> None:
    """A table imported alone replaces answers of its own kind and of lower ones; a remark replaces no answer."""

    def answer(name: str | None) -> Answer:
        return Answer(Finding(level="full") if name else Finding(), (name,) if name else (), "inventory")

    assert expected is outranks(answer(new), answer(old))

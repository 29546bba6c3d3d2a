"""Campaign Zero's review: which snapshot an edition takes, and what its cells say."""

from __future__ import annotations

import pytest

from scorecard.sources.lists import Lists
from scorecard.sources.policies import LIMITS, policies
from scorecard.sources.record import Found, Round, Row


def _row(line: int, snapshot: str, cells: str = "10101010", city: str = "Reno", state: str = "NV") -> Row:
    values = dict(zip(LIMITS, cells.replace("-", " "), strict=True))
    known = {"city": city, "state": state, "snapshot": snapshot, "policy_year": "2015"}
    source = {"source_url": "https://8cantwait.org"}
    return Row(line, {**known, **source, **{column: value.strip() for column, value in values.items()}})


def _found(lists: Lists, rounds: list[Round], *rows: Row) -> Found:
    return policies(rows, lists.of_kind("policies"), rounds, names=lists.names, path="policies.csv")


def _snapshots(found: Found) -> dict[str, str]:
    return {fact.edition: fact.evidence[0].id for fact in found.facts}


def test_each_edition_takes_its_snapshot(lists: Lists, rounds: list[Round]) -> None:
    """2016 takes July 2016 though September is there; 2020 and all later ones take June 2020."""
    found = _found(lists, rounds, _row(2, "2016-09"), _row(3, "2016-07"), _row(4, "2020-06"), _row(5, "2015-12"))
    later = dict.fromkeys(("2020", "2023", "2024", "2025", "2026"), "policies-2020-06")
    assert {"2016": "policies-2016-07", **later} == _snapshots(found)
    assert ["another snapshot of the same year comes first"] == [one.why for one in found.left_out]


def test_september_fills_in_where_july_has_no_row(lists: Lists, rounds: list[Round]) -> None:
    """A city that July 2016 lacks takes September 2016; one that June 2020 lacks takes nothing older."""
    assert {"2016": "policies-2016-09"} == {
        edition: name
        for edition, name in _snapshots(_found(lists, rounds, _row(2, "2016-09"))).items()
        if edition == "2016"
    }
    assert {"2016"} == set(_snapshots(_found(lists, rounds, _row(2, "2016-07"))))


def test_cells_are_levels_and_blanks_are_nothing(lists: Lists, rounds: list[Round]) -> None:
    """1 is the best level, 0 the last, blank no answer: not asked is not "no"."""
    found = _found(lists, rounds[:1], _row(2, "2016-07", "1-0-----"))
    assert {"deescalation": "full", "chokehold-ban": "none"} == {
        fact.criterion: fact.answer.finding.level for fact in found.facts
    }


def test_evidence_names_the_public_table_and_the_review(lists: Lists, rounds: list[Round]) -> None:
    """The public repository at its commit with the row's cells, then the review's own pages; both as of the month."""
    fact = _found(lists, rounds[1:2], _row(2, "2020-06")).facts[0]
    table, review = fact.evidence
    assert "fp-squirrels-in-my-pants/blob/b64d3388eda641da1ff679ea0b7ca79ea66d3c69/components" in table.url
    assert "Reno, NV: requires_deescalation 1; force_continuum 0;" in str(table.quote)
    assert str(table.quote).endswith("; policy of 2015")
    assert ["2020-06", "2020-06"] == [str(table.seen), str(review.seen)]
    assert "https://8cantwait.org" == review.url


def test_a_cell_that_is_neither_0_nor_1_is_a_problem(lists: Lists, rounds: list[Round]) -> None:
    """A cell like `x` is told with its line, and answers nothing."""
    found = _found(lists, rounds[1:2], _row(7, "2020-06", "x0000000"))
    assert [("policies.csv", 7, "odd-cell")] == [(one.path, one.line, one.code) for one in found.problems]
    assert "deescalation" not in {fact.criterion for fact in found.facts}


@pytest.mark.parametrize(("city", "state"), [("", "NV"), ("Reno", ""), ("Reno", "nv"), ("Reno", "../x")])
def test_a_row_without_a_city_is_a_problem(lists: Lists, rounds: list[Round], city: str, state: str) -> None:
    """A row whose city or state is missing or misspelled is told; no folder is named after it."""
    found = _found(lists, rounds, _row(7, "2020-06", city=city, state=state))
    assert [(7, "odd-cell")] == [(one.line, one.code) for one in found.problems]


@pytest.mark.parametrize("city", ["New York", "New York City"])
def test_spellings_meet(lists: Lists, rounds: list[Round], city: str) -> None:
    """The review's spelling of a city and another table's give one city."""
    assert {"new-york-ny"} == {
        fact.city for fact in _found(lists, rounds, _row(2, "2020-06", city=city, state="NY")).facts
    }

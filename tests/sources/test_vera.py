"""Vera's directory of June 2020: presence in part or in full, never absence."""

from __future__ import annotations

import pytest

from scorecard.model.answer import Finding
from scorecard.sources.lists import Lists
from scorecard.sources.record import Found, Round, Row
from scorecard.sources.vera import vera

FULL, AT_LEAST_PARTIAL = Finding(level="full"), Finding(no_worse_than="partial")


def _found(lists: Lists, rounds: list[Round], **cells: str) -> Found:
    plain = {"city": "Reno", "state": "NV", "uof_published": "", "arr_published": "", "cfs_published": ""}
    row = Row(2, {**plain, **cells})
    source = lists.of_kind("vera")[0]
    return vera([row], source, rounds, names=lists.names, cities={"reno-nv": "NV"}, path="vera.csv")


@pytest.mark.parametrize(
    ("cells", "criterion", "expected"),
    [
        ({"uof_published": "1", "uof_shootings_only": "0"}, "force-published", AT_LEAST_PARTIAL),
        ({"uof_published": "1", "uof_shootings_only": "1"}, "force-published", None),
        ({"uof_published": "1", "uof_shootings_only": "1"}, "shootings-published", AT_LEAST_PARTIAL),
        ({"arr_published": "1", "arr_download": "1"}, "arrests-published", FULL),
        ({"arr_published": "1", "arr_download": "0"}, "arrests-published", AT_LEAST_PARTIAL),
        ({"cfs_published": "1", "cfs_download": "1"}, "calls-published", FULL),
        ({"cfs_published": "1", "cfs_download": ""}, "calls-published", AT_LEAST_PARTIAL),
        ({"cfs_published": "0"}, "calls-published", None),
        ({"crime_published": "1", "map_published": "1"}, "calls-published", None),
    ],
)
def test_what_a_row_says(
    lists: Lists, rounds: list[Round], cells: dict[str, str], criterion: str, expected: Finding | None
) -> None:
    """Force at least in part, arrests and calls in full where they can be downloaded; crime and map nothing."""
    facts = {fact.criterion: fact.answer.finding for fact in _found(lists, rounds, **cells).facts}
    assert expected == facts.get(criterion)


def test_it_speaks_for_2020_alone(lists: Lists, rounds: list[Round]) -> None:
    """The directory answers the edition of its year, with its month as the day, and no other."""
    found = _found(lists, rounds, uof_published="1", uof_shootings_only="0", uof_url="https://reno.example/force")
    assert ["2020"] == [fact.edition for fact in found.facts]
    table, page = found.facts[0].evidence
    assert "Reno, NV; uof_published: 1; uof_shootings_only: 0" == table.quote
    assert ["2020-06", "2020-06"] == [str(table.seen), str(page.seen)]
    assert "https://reno.example/force" == page.url


@pytest.mark.parametrize(("cell", "said"), [("0", "lists none"), ("", "does not say")])
def test_a_zero_is_a_remark_and_a_blank_is_unknown(lists: Lists, rounds: list[Round], cell: str, said: str) -> None:
    """A zero is printed as what the directory lists, and lowers nothing; a blank is not a zero."""
    found = _found(lists, rounds, arr_published=cell)
    assert () == found.facts
    remarks = {one.criterion: one.text for one in found.remarks}
    assert remarks["arrests-published"].endswith(f" of June 2020 {said}.")


def test_cities_that_are_not_in_the_project_are_told(lists: Lists, rounds: list[Round]) -> None:
    """A city of the directory that no other table brings in gets nothing, and the report says so."""
    found = _found(lists, rounds, city="Fargo", state="ND", uof_published="1")
    assert [("", "the city is not one of this project", "Fargo, ND")] == [
        (one.city, one.why, one.row) for one in found.left_out
    ]
    assert [("vera.csv", 2, "odd-cell")] == [
        (one.path, one.line, one.code) for one in _found(lists, rounds, uof_published="yes").problems
    ]

"""What is not publication by the city, and what was listed once."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import pytest

from scorecard.sources.inventory import Listing
from scorecard.sources.listed import gone, supplied
from scorecard.sources.lists import Lists
from scorecard.sources.record import Remark, Round, Row

MakeListings = Callable[..., list[Listing]]
CITIES = {"reno-nv": "NV", "sparks-nv": "NV", "seattle-wa": "WA"}
STANFORD = {"supplying_entity": "Stanford Open Policing Project", "agency_originated": "yes", "TableType": "STOPS"}


def test_sets_of_others_are_said_to_be_theirs(lists: Lists, listings: MakeListings, round_2026: list[Round]) -> None:
    """What researchers supply is said for the city, what a state supplies for many agencies for every city in it."""
    state = {**STANFORD, "Agency": "MULTIPLE", "AgencyFull": "", "supplying_entity": "Nevada DPS"}
    found = supplied([listings(STANFORD, STANFORD, state, {})], lists, round_2026, cities=CITIES)
    said = {(one.city, one.criterion): one.text for one in found.remarks}
    assert {("reno-nv", "stops-published"), ("sparks-nv", "stops-published")} == set(said)
    assert (
        "Others supply such records: stops (Stanford Open Policing Project);"
        " stops (for many agencies of the state, Nevada DPS). That is not publication by the city; see [the inventory]("
    ) == said["reno-nv", "stops-published"].split("https")[0]


def _gone(lists: Lists, rounds: list[Round], tables: list[list[Listing]], *deleted: Mapping[str, str]) -> list[Remark]:
    rows = [
        Row(2, {"State": "Nevada", "Agency": "Reno", "AgencyFull": "Reno Police Department", **one}) for one in deleted
    ]
    return list(gone(tables, rows, lists, rounds, cities=CITIES).remarks)


def test_what_an_earlier_table_listed_is_said_to_be_gone(
    lists: Lists, listings: MakeListings, round_2026: list[Round]
) -> None:
    """A record type that an earlier table lists and this one does not may have vanished or moved."""
    old, new = lists.of_kind("opd")[-2:]
    tables = [
        listings({}, {"TableType": "STOPS"}, {"TableType": "ARRESTS", "supplying_entity": "MuckRock"}, source=old),
        listings({"TableType": "USE OF FORCE - INCIDENTS"}, source=new),
    ]
    (remark,) = _gone(lists, round_2026, tables)
    assert ("stops-published", "gone") == (remark.criterion, remark.topic)
    assert (
        "Stops: listed in the inventory of November 20, 2025, and not any more. The set may have moved." == remark.text
    )


@pytest.mark.parametrize("day", ["02/01/26", "02/01/2026", "2026-02-01"])
def test_a_deletion_is_said_with_its_day(
    lists: Lists, listings: MakeListings, round_2026: list[Round], day: str
) -> None:
    """The list of deleted sets writes days in three forms, types with underscores, and may lack the day."""
    deleted = {"TableType": "OFFICER_INVOLVED SHOOTINGS", "Date Outage Started": day}
    (remark,) = _gone(lists, round_2026, [listings({})], deleted)
    assert remark.text.startswith(
        "Officer-involved shootings: taken down by the publisher, the inventory noted on February 1, 2026."
    )
    in_status = {**deleted, "Date Outage Started": "", "OPD Status": f"Deleted from OPD {day}"}
    assert ([] if "-" in day else [remark]) == _gone(lists, round_2026, [listings({})], in_status)


def test_a_deletion_after_the_day_or_of_a_set_that_is_still_there_says_nothing(
    lists: Lists, listings: MakeListings, round_2026: list[Round]
) -> None:
    """What happened after the edition's day, to a county, or to one of several sets, is not said."""
    late = {"TableType": "STOPS", "Date Outage Started": "06/20/2026"}
    county = {"TableType": "STOPS", "Date Outage Started": "01/01/2026", "Agency": "Washoe County"}
    one_of_two = {"TableType": "USE OF FORCE", "Date Outage Started": "01/01/2026", "URL": "gone.example"}
    assert [] == _gone(lists, round_2026, [listings({})], late, county, one_of_two)


def test_a_set_that_is_listed_still_but_was_taken_down_since_its_check_is_told(
    lists: Lists, listings: MakeListings, round_2026: list[Round]
) -> None:
    """A table goes on listing a set for a while; the deletion is told where it came after the row's check."""
    down = {
        "TableType": "USE OF FORCE",
        "Date Outage Started": "05/01/2026",
        "URL": "data_reno.example",
        "dataset_id": "2",
    }
    row = {"URL": "data-reno.example"}
    assert ["force-published"] == [one.criterion for one in _gone(lists, round_2026, [listings(row)], down)]
    earlier = {**down, "Date Outage Started": "04/01/2026"}
    assert [] == _gone(lists, round_2026, [listings(row)], earlier)

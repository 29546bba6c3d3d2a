"""Whose a row of the inventory is, who publishes it, and whether its end can be believed."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from scorecard.sources.inventory import Listing, inventory_departments, read_listings, suppliers_of
from scorecard.sources.lists import Lists
from scorecard.sources.record import Row

MakeListings = Callable[..., list[Listing]]
BACKUP = "https://raw.githubusercontent.com/openpolicedata/opd-datasets/main/data/Reno.csv"


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        ({}, "own"),
        ({"supplying_entity": "Stanford Open Policing Project", "agency_originated": "yes"}, "other"),
        ({"supplying_entity": "MuckRock", "agency_originated": "yes"}, "other"),
        ({"supplying_entity": "California Office of the Attorney General", "agency_originated": "yes"}, "other"),
        ({"supplying_entity": "", "agency_originated": "no"}, "other"),
        ({"URL": BACKUP}, "other"),
        ({"URL": "https://cdn.muckrock.com/foia_files/2023/08/21/x.xlsx"}, "other"),
        ({"source_url": "https://www.muckrock.com/foi/reno-1/"}, "other"),
        ({"URL": "https://stacks.stanford.edu/file/x/nv_reno.csv"}, "other"),
        ({"URL": "https://www.openpolicedata.com/RenoNV/Arrests.php"}, "own"),
    ],
)
def test_only_the_department_itself_publishes(listings: MakeListings, cells: dict[str, str], expected: str) -> None:
    """Researchers, archives, the state and backups of deleted sets are not publication by the city."""
    assert [expected] == [one.publisher for one in listings(cells)]


def test_the_table_of_2023_takes_its_suppliers_from_later_ones(lists: Lists, listings: MakeListings) -> None:
    """A row without supplier column is its department's where all later rows of its address and id say so."""
    later = suppliers_of(
        [
            [
                Row(2, {"URL": "a", "dataset_id": "1", "supplying_entity": "", "agency_originated": ""}),
                Row(3, {"URL": "a", "dataset_id": "2", "supplying_entity": "MuckRock", "agency_originated": "yes"}),
                Row(4, {"URL": "a", "dataset_id": "3", "supplying_entity": "", "agency_originated": ""}),
            ],
            [
                Row(2, {"URL": "a", "dataset_id": "3", "supplying_entity": "MuckRock", "agency_originated": "yes"}),
                Row(3, {"URL": "a", "dataset_id": "4"}),
            ],
        ]
    )
    old = [
        Row(one.row.line, {name: cell for name, cell in one.row.cells.items() if name != "supplying_entity"})
        for one in listings(*({"URL": "a", "dataset_id": str(number)} for number in range(1, 5)))
    ]
    read = read_listings(old, lists.of_kind("opd")[0], lists.names, later)
    assert ["own", "other", "other", "not known"] == [one.publisher for one in read]


def test_a_supplier_that_was_added_later_counts(listings: MakeListings) -> None:
    """Where a later table names another supplier of the same set, an earlier blank was a mistake."""
    later = {("data.reno.example", "2"): {("MuckRock", "yes")}}
    assert ["other", "own"] == [one.publisher for one in listings({}, {}, later=later)]


@pytest.mark.parametrize(
    ("end", "check", "year", "expected"),
    [
        ("04/01/2026", "04/11/2026", "MULTIPLE", True),
        ("04/11/2026", "04/11/2026", "MULTIPLE", False),
        ("12/31/2026", "04/11/2026", "2026", False),
        ("12/31/2025", "04/11/2026", "2025", False),
        ("12/31/2025", "04/11/2026", "MULTIPLE", True),
        ("12/31/2025", "04/11/2026", "MULTI", True),
        ("12/30/2025", "04/11/2026", "2025", True),
        ("", "04/11/2026", "NONE", False),
        ("04/01/2026", "01/12", "MULTIPLE", False),
    ],
)
def test_which_ends_are_honest(listings: MakeListings, end: str, check: str, year: str, expected: bool) -> None:
    """An end counts where it lies before the check and is not the December 31 of a yearly table."""
    (one,) = listings({"coverage_end": end, "last_coverage_check": check, "Year": year})
    assert expected is one.end_is_honest


def test_a_check_that_is_no_date_is_no_date(listings: MakeListings) -> None:
    """`01/12` gives no day, rather than one in the year 1."""
    assert [None, date(2026, 4, 11)] == [one.seen for one in listings({"last_coverage_check": "01/12"}, {})]


def test_the_page_is_the_citys_own_address(listings: MakeListings) -> None:
    """The page is the address for people, else the address of the data where it can be linked, else none."""
    rows: list[dict[str, str]] = [
        {},
        {"source_url": "", "URL": "https://x.example/data.csv"},
        {"source_url": "", "URL": "data.x.example"},
    ]
    assert ["https://data.reno.example/2", "https://x.example/data.csv", None] == [one.page for one in listings(*rows)]


def test_types_are_joined_over_spellings(listings: MakeListings) -> None:
    """An underscore in a type is a hyphen, and double spaces are one."""
    assert ["OFFICER-INVOLVED SHOOTINGS"] == [
        one.type for one in listings({"TableType": "OFFICER_INVOLVED  SHOOTINGS"})
    ]


def test_departments_are_those_that_publish_something(lists: Lists, listings: MakeListings) -> None:
    """Only city departments with a set of their own are listed, each once."""
    rows = listings(
        {},
        {"TableType": "STOPS"},
        {"Agency": "Elko", "AgencyFull": "Elko Police Department", "supplying_entity": "MuckRock"},
        {"Agency": "Washoe County", "AgencyFull": "Washoe County Sheriff's Office"},
        {"State": "MULTIPLE", "Agency": "MULTIPLE", "AgencyFull": ""},
    )
    assert [("reno-nv", "Reno Police Department")] == [
        (one.city, one.agency) for one in inventory_departments(rows, lists.names)
    ]


def test_a_row_is_told_by_its_cells(listings: MakeListings) -> None:
    """The key quotes the cells of the row: its id where the table has ids, else address and data set."""
    new, old = listings({}, {"source_table_id": ""})
    assert new.key.endswith("last_coverage_check: 04/11/2026; source_table_id: ost_2")
    assert old.key.endswith("last_coverage_check: 04/11/2026; URL: data.reno.example; dataset_id: 3")

"""One city, one id, whatever the table calls it; and which agencies are a city's police."""

from __future__ import annotations

import pytest

from scorecard.sources.lists import Lists


@pytest.mark.parametrize(
    ("state", "spelling", "expected"),
    [
        ("WA", "Seattle", "seattle-wa"),
        ("NY", "New York", "new-york-ny"),
        ("NY", "New York City", "new-york-ny"),
        ("FL", "St. Petersburg", "st-petersburg-fl"),
        ("FL", "Saint Petersburg", "st-petersburg-fl"),
        ("MN", "Saint Paul", "st-paul-mn"),
        ("NC", "Charlotte-Mecklenburg", "charlotte-nc"),
        ("NC", "Charlotte", "charlotte-nc"),
        ("DC", "Washington D.C.", "washington-dc"),
        ("DC", "Washington", "washington-dc"),
        ("IN", "St. John", "st-john-in"),
        ("NC", "Winston-Salem", "winston-salem-nc"),
        ("HI", "Kāneʻohe", "kaneohe-hi"),
    ],
)
def test_spellings_of_one_city_give_one_id(lists: Lists, state: str, spelling: str, expected: str) -> None:
    """The spellings of census, review, inventory and researchers meet in one id."""
    assert expected == lists.names.city(state, spelling)


@pytest.mark.parametrize(
    ("state", "agency", "full", "expected"),
    [
        ("CA", "Menlo Park", "Menlo Park Police Department", True),
        ("NC", "Charlotte-Mecklenburg", "Charlotte-Mecklenburg Police Department", True),
        ("OH", "Columbus", "Columbus Division of Police", True),
        ("OR", "Portland", "Portland Police Bureau", True),
        ("FL", "Jacksonville", "Jacksonville Sheriff's Office", True),
        ("NJ", "Camden", "Camden County Police Department", True),
        ("VA", "Fairfax County", "Fairfax County Police Department", False),
        ("CA", "Orange County", "Orange County Sheriff’s Office", False),
        ("VT", "State Police", "Vermont State Police", False),
        ("CA", "MULTIPLE", "", False),
        ("CA", "", "Nowhere Police Department", False),
        ("CA", "../..", "Nowhere Police Department", False),
        ("CA", "NONE", "", False),
        ("CA", "California State University Chico", "California State University Chico Police", False),
        ("DE", "Delaware", "Delaware Department of Safety and Homeland Security", False),
    ],
)
def test_which_agencies_are_a_citys_police(lists: Lists, state: str, agency: str, full: str, expected: bool) -> None:
    """Counties, states, universities and shared tables are no city; a sheriff or a county department can be one."""
    assert expected == lists.names.is_city_police(state, agency, full)


def test_states_by_name_and_by_capitals(lists: Lists) -> None:
    """The inventory writes states out, the other tables write two capitals."""
    assert ["WA", "DC", "NY", None] == [
        lists.names.state(text) for text in ("Washington", "District of Columbia", "NY", "MULTIPLE")
    ]

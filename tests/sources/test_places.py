"""Who a city is."""

from __future__ import annotations

from fractions import Fraction

import pytest

from scorecard.sources.lists import Lists
from scorecard.sources.places import Department, cities_of, policy_departments, read_places
from scorecard.sources.record import Row

RENO = {"city": "Reno", "state": "NV", "population_2020": "264165", "latitude": "39.527", "longitude": "-119.813"}


def test_figures_come_from_the_census_and_the_agency_from_the_tables(lists: Lists) -> None:
    """A city takes name and figures of the census, exactly, and the agency of the first table that names it."""
    places, problems = read_places([Row(2, {**RENO, "geoid": "3260600"})], lists.names, "places.csv")
    assert [] == problems
    departments = [
        Department("reno-nv", "RENO", "NV", "Reno Police Department"),
        Department("reno-nv", "Reno", "NV", "Another name"),
        Department("wallkill-ny", "Wallkill", "NY", "Wallkill Police Department"),
    ]
    cities = cities_of(departments, places, lists.names)
    reno, wallkill = cities["reno-nv"], cities["wallkill-ny"]
    assert ("Reno", "3260600", 264165) == (reno.name, reno.geoid, reno.population)
    assert (Fraction("39.527"), Fraction("-119.813"), "Reno Police Department") == (
        reno.latitude,
        reno.longitude,
        reno.agency,
    )
    assert (None, None, None) == (wallkill.geoid, wallkill.population, wallkill.latitude)


def test_names_csv_may_name_the_agency(lists: Lists) -> None:
    """Where the tables disagree on the department's name, names.csv decides."""
    rows = [Row(2, {"city": "Pittsburgh", "state": "PA", "agency": "Pittsburgh Police Department"})]
    departments = policy_departments([*rows, *rows], lists.names)
    assert 1 == len(departments)
    assert "Pittsburgh Bureau of Police" == cities_of(departments, {}, lists.names)["pittsburgh-pa"].agency


def test_figures_that_are_no_numbers_are_told(lists: Lists) -> None:
    """A population in words is a problem of its row."""
    rows = [Row(4, {**RENO, "population_2020": "many"}), Row(5, {**RENO, "latitude": "north"})]
    problems = read_places(rows, lists.names, "places.csv")[1]
    assert [("places.csv", 4, "not-a-number"), ("places.csv", 5, "not-a-number")] == [
        (one.path, one.line, one.code) for one in problems
    ]


@pytest.mark.parametrize(
    ("column", "text"),
    [
        ("population_2020", "9" * 5000),
        ("population_2020", "-5"),
        ("population_2020", "１２"),
        ("latitude", "1e999999999"),
        ("latitude", "1/0"),
        ("longitude", "nan"),
        ("longitude", "12_0"),
    ],
)
def test_a_number_in_no_plain_form_is_a_problem(lists: Lists, column: str, text: str) -> None:
    """Powers, fractions and endless digits are refused in the line where they stand, at once."""
    _, problems = read_places([Row(7, {**RENO, column: text})], lists.names, "places.csv")
    assert [("places.csv", 7, "not-a-number")] == [(one.path, one.line, one.code) for one in problems]

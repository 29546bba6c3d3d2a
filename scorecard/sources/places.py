"""The census's cities and the tables' departments in, who each city is out."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from scorecard.model.project import City
from scorecard.problem import Problem
from scorecard.sources.names import Names
from scorecard.sources.record import Row

COLUMNS = (
    *("rank", "city", "state", "type", "population_2020", "population_2010"),
    *("latitude", "longitude", "geoid", "counties"),
)


_FORMS: Mapping[str, re.Pattern[str]] = {
    "population_2020": re.compile(r"[0-9]{1,12}\Z"),
    "latitude": re.compile(r"-?[0-9]{1,3}(?:\.[0-9]{1,12})?\Z"),
    "longitude": re.compile(r"-?[0-9]{1,3}(?:\.[0-9]{1,12})?\Z"),
}
"""How numbers are written; `1e999999` is none, nor `1/0`."""


@dataclass(frozen=True, slots=True)
class Department:
    """A city's police department as a table names it."""

    city: str
    name: str
    state: str
    agency: str


def read_places(rows: Sequence[Row], names: Names, path: str) -> tuple[dict[str, City], list[Problem]]:
    """Read the census's places by city id; their `agency` is empty."""
    places: dict[str, City] = {}
    problems: list[Problem] = []
    for row in rows:
        try:
            place = _place(row, names)
        except ValueError:
            what = f"population, latitude or longitude of {row['city']} is no number"
            problems.append(Problem(path, row.line, 1, "not-a-number", what, "write digits, with a point where needed"))
            continue
        places.setdefault(place.id, place)
    return places, problems


def _place(row: Row, names: Names) -> City:
    for column, pattern in _FORMS.items():
        if row[column] and not pattern.match(row[column]):
            raise ValueError(column)
    return City(
        id=names.city(row["state"], row["city"]),
        name=row["city"],
        state=row["state"],
        agency="",
        geoid=row["geoid"] or None,
        population=int(row["population_2020"]) if row["population_2020"] else None,
        latitude=Fraction(row["latitude"]) if row["latitude"] else None,
        longitude=Fraction(row["longitude"]) if row["longitude"] else None,
    )


def policy_departments(rows: Iterable[Row], names: Names) -> list[Department]:
    """List the departments of the review, each city once."""
    found: dict[str, Department] = {}
    for row in rows:
        city = names.city(row["state"], row["city"])
        found.setdefault(city, Department(city, row["city"], row["state"], row["agency"]))
    return list(found.values())


def cities_of(departments: Iterable[Department], places: Mapping[str, City], names: Names) -> dict[str, City]:
    """Say who each city is, by id in order.

    The census's name and figures come first; towns that it does not list have
    none. The first department of a city names the agency, unless `names.csv` does.
    """
    found: dict[str, City] = {}
    for one in departments:
        if one.city in found:
            continue
        place = places.get(one.city) or City(one.city, one.name, one.state, "")
        found[one.city] = replace(place, agency=names.agency(one.city) or one.agency)
    return dict(sorted(found.items()))

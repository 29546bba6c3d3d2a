"""All tables in, the answers of all cities and editions out; which table goes to which importer."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from scorecard.model.project import City
from scorecard.problem import Problem
from scorecard.sources.context import (
    OPENPDI_COLUMNS,
    STANFORD_ALLOWED,
    STANFORD_REQUIRED,
    TRACKING_REQUIRED,
    openpdi,
    stanford,
    work_list,
)
from scorecard.sources.inventory import (
    ALLOWED,
    REQUIRED,
    Listing,
    inventory_departments,
    read_listings,
    suppliers_of,
)
from scorecard.sources.laws import COLUMNS as LAW_COLUMNS
from scorecard.sources.laws import laws
from scorecard.sources.listed import DELETED_COLUMNS, gone, supplied
from scorecard.sources.lists import Lists, Source
from scorecard.sources.merge import Merged, merge
from scorecard.sources.opd import opd
from scorecard.sources.places import COLUMNS as PLACE_COLUMNS
from scorecard.sources.places import cities_of, policy_departments, read_places
from scorecard.sources.policies import COLUMNS as POLICY_COLUMNS
from scorecard.sources.policies import policies
from scorecard.sources.record import Found, LeftOut, Round, Row
from scorecard.sources.table import read_table
from scorecard.sources.vera import COLUMNS as VERA_COLUMNS
from scorecard.sources.vera import vera

KINDS = ("places", "policies", "laws", "opd", "deleted", "tracking", "vera", "stanford", "openpdi")
_COLUMNS: Mapping[str, tuple[Sequence[str], Sequence[str] | None]] = {
    "opd": (REQUIRED, ALLOWED),
    "deleted": (DELETED_COLUMNS, ()),
    "tracking": (TRACKING_REQUIRED, None),
    "policies": (POLICY_COLUMNS, ()),
    "laws": (LAW_COLUMNS, ()),
    "vera": (VERA_COLUMNS, ()),
    "places": (PLACE_COLUMNS, ()),
    "stanford": (STANFORD_REQUIRED, STANFORD_ALLOWED),
    "openpdi": (OPENPDI_COLUMNS, ()),
}
"""Kind -> columns that must stand in its tables, and those that may."""


@dataclass(frozen=True, slots=True)
class Gathered:
    """What all tables together say. `cities` are all that a table speaks of, by id in order."""

    cities: Mapping[str, City]
    merged: Mapping[tuple[str, str], Merged]
    left_out: tuple[LeftOut, ...]
    problems: tuple[Problem, ...]


def gather(
    tables: Mapping[str, bytes], lists: Lists, rounds: Sequence[Round], known: Mapping[str, City] | None = None
) -> Gathered:
    """Read all tables and merge what they say.

    Args:
        tables: file name, as in `tables.csv`, -> bytes; what is missing says nothing.
        lists: the lists of `sources/`.
        rounds: the editions with their rubrics.
        known: the only cities that get answers; None takes the cities of the review
            and every other whose department publishes something in the inventory.
    """
    read = _Tables(tables, lists)
    listings = read.listings()
    cities = dict(known) if known is not None else read.cities(listings)
    found = _found(read, listings, lists, rounds, cities)
    merged = merge(found.facts, found.remarks, rounds)
    outranked = tuple(row for one in merged.values() for row in one.outranked)
    problems = tuple(sorted({*read.problems, *found.problems}))
    return Gathered(cities, {} if problems else merged, tuple(sorted((*found.left_out, *outranked))), problems)


class _Tables:
    """The rows of all tables by file, read once."""

    def __init__(self, tables: Mapping[str, bytes], lists: Lists) -> None:
        self.problems: list[Problem] = []
        self._lists = lists
        self._rows: dict[str, list[Row]] = {}
        for file, kind in {source.file: source.kind for source in lists.sources}.items():
            if file in tables:
                self._rows[file], wrong = read_table(tables[file], file, *_COLUMNS[kind])
                self.problems += wrong

    def of_kind(self, kind: str) -> list[tuple[Source, list[Row]]]:
        """List the tables of a kind that are there."""
        return [(one, self._rows[one.file]) for one in self._lists.of_kind(kind) if one.file in self._rows]

    def rows(self, kind: str) -> list[Row]:
        """Give the rows of the one file of a kind; none where it is not there."""
        return next((rows for _, rows in self.of_kind(kind)), [])

    def listings(self) -> list[list[Listing]]:
        """Read the tables of the inventory."""
        tables = self.of_kind("opd")
        later = suppliers_of([rows for _, rows in tables])
        return [read_listings(rows, source, self._lists.names, later) for source, rows in tables]

    def cities(self, listings: Sequence[Sequence[Listing]]) -> dict[str, City]:
        """Say which cities the tables speak of, and who they are."""
        names = self._lists.names
        places, wrong = read_places(self.rows("places"), names, next(iter(self._lists.of_kind("places"))).file)
        self.problems += wrong
        own = [listing for table in listings for listing in table]
        departments = [*policy_departments(self.rows("policies"), names), *inventory_departments(own, names)]
        return cities_of(departments, places, names)


def _found(
    read: _Tables,
    listings: Sequence[Sequence[Listing]],
    lists: Lists,
    rounds: Sequence[Round],
    cities: Mapping[str, City],
) -> Found:
    names = lists.names
    agencies = {city.id: city.agency for city in cities.values()}
    states = {city.id: city.state for city in cities.values()}

    def each(kind: str, run: Callable[[Source, list[Row]], Found]) -> list[Found]:
        return [run(source, rows) for source, rows in read.of_kind(kind)]

    reviews = lists.of_kind("policies")
    review = policies(read.rows("policies"), reviews, rounds, names=names, path=reviews[0].file) if reviews else Found()
    parts = [
        *each("laws", lambda source, rows: laws(rows, source, rounds, cities=states, path=source.file)),
        opd(listings, lists, rounds, cities=states),
        *each("vera", lambda one, rows: vera(rows, one, rounds, names=names, cities=states, path=one.file)),
        _of_known(review, cities),
        supplied(listings, lists, rounds, cities=states),
        gone(listings, read.rows("deleted"), lists, rounds, cities=states),
        *each("stanford", lambda source, rows: stanford(rows, source, rounds, names=names, cities=states)),
        *each("openpdi", lambda source, rows: openpdi(rows, source, rounds, names=names, cities=states)),
    ]
    leads = work_list(read.rows("tracking"), names=names, agencies=agencies)
    return Found.all_of([*parts, Found(left_out=tuple(leads))])


def _of_known(found: Found, cities: Mapping[str, City]) -> Found:
    """Leave out what is said of cities that are not to get answers."""
    facts = tuple(fact for fact in found.facts if fact.city in cities)
    return Found(facts, found.remarks, tuple(row for row in found.left_out if row.city in cities), found.problems)

"""The rows of an OpenPoliceData table in, listings out: whose they are, who publishes them, when they were checked."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from scorecard.model.web import why_refused
from scorecard.sources.days import us_day
from scorecard.sources.lists import Source
from scorecard.sources.names import Names
from scorecard.sources.places import Department
from scorecard.sources.record import Row

REQUIRED = (
    *("State", "SourceName", "Agency", "AgencyFull", "TableType", "coverage_start", "coverage_end"),
    *("last_coverage_check", "source_url", "readme", "URL", "Year", "DataType", "date_field", "dataset_id"),
)
ALLOWED = (
    *("agency_field", "min_version", "py_min_version", "query"),
    *("agency_originated", "supplying_entity", "source_table_id", "Description"),
)
_ELSEWHERE = (
    re.compile(  # backups of deleted sets, records requests and researchers' copies, whatever the supplier says
        r"\b(?:(?:raw\.githubusercontent|github)\.com/openpolicedata|(?:cdn\.|www\.)?muckrock\.com|stanford\.edu)/",
        re.IGNORECASE,
    )
)
_YEAR = re.compile(r"[0-9]{4}\Z")
_SHARED = {"MULTI", "MULTIPLE", "NONE"}

Publisher = Literal["own", "other", "not known"]
Match = tuple[str, str]
"""Address and data set id, by which a row is found again in a later table."""


@dataclass(frozen=True, slots=True)
class Listing:
    """One row of the inventory. `city` is None where the agency is no city's police department.

    `publisher` is `own` where the department released the set itself; `seen` is
    the day of the last check, `end` the newest record found then, each None
    where it is blank or cannot be read. `year` is None for tables of many years.
    """

    row: Row
    source: Source
    state: str
    city: str | None
    type: str
    year: str | None
    publisher: Publisher
    supplier: str
    seen: date | None
    end: date | None
    page: str | None

    @property
    def is_shared(self) -> bool:
        """Whether the table is one of many agencies."""
        return self.row["Agency"] in _SHARED

    @property
    def end_is_honest(self) -> bool:
        """Whether the end says how recent the records were when somebody looked.

        It lies before the check, and is not the December 31 that a yearly table carries.
        """
        if self.end is None or self.seen is None or self.end >= self.seen:
            return False
        return self.year is None or (self.end.month, self.end.day) != (12, 31)

    @property
    def key(self) -> str:
        """Tell the row by its cells, as they stand in the table."""
        columns = ["SourceName", "TableType", "Year", "coverage_end", "last_coverage_check"]
        columns += ["source_table_id"] if self.row["source_table_id"] else ["URL", "dataset_id"]
        return "; ".join(f"{column}: {self.row[column]}" for column in columns if self.row[column])


def suppliers_of(tables: Sequence[Sequence[Row]]) -> dict[Match, set[tuple[str, str]]]:
    """Collect who supplies each set, from the tables that say so: address and id -> supplier and origin."""
    found: dict[Match, set[tuple[str, str]]] = {}
    for rows in tables:
        for row in rows:
            if "supplying_entity" in row.cells:
                found.setdefault((row["URL"], row["dataset_id"]), set()).add(
                    (row["supplying_entity"], row["agency_originated"])
                )
    return found


def read_listings(
    rows: Sequence[Row], source: Source, names: Names, later: Mapping[Match, set[tuple[str, str]]]
) -> list[Listing]:
    """Read one table.

    Args:
        rows: of the table.
        source: the table.
        names: joins its names.
        later: who supplies each set by all tables; a table without that column takes it
            from there (no match, nobody known), and a supplier that was added later counts.
    """
    return [_listing(row, source, names, later) for row in rows]


def _listing(row: Row, source: Source, names: Names, later: Mapping[Match, set[tuple[str, str]]]) -> Listing:
    state = names.state(row["State"]) or ""
    is_city = bool(state) and names.is_city_police(state, row["Agency"], row["AgencyFull"])
    said = set(later.get((row["URL"], row["dataset_id"]), set()))
    if "supplying_entity" in row.cells:
        said.add((row["supplying_entity"], row["agency_originated"]))
    return Listing(
        row=row,
        source=source,
        state=state,
        city=names.city(state, row["Agency"]) if is_city else None,
        type=" ".join(row["TableType"].replace("_", "-").split()),
        year=row["Year"] if _YEAR.match(row["Year"]) else None,
        publisher=_publisher(row, said),
        supplier=next((supplier for supplier, _ in sorted(said) if supplier), ""),
        seen=us_day(row["last_coverage_check"]),
        end=us_day(row["coverage_end"]),
        page=_page(row),
    )


def _publisher(row: Row, said: set[tuple[str, str]]) -> Publisher:
    if _ELSEWHERE.search(f"{row['URL']}/ {row['source_url']}/"):
        return "other"
    if not said:
        return "not known"
    return "own" if said == {("", "")} else "other"


def _page(row: Row) -> str | None:
    return next((row[column] for column in ("source_url", "URL") if why_refused(row[column]) is None), None)


def inventory_departments(listings: Sequence[Listing], names: Names) -> list[Department]:
    """List the city departments that publish something themselves, each city once, the newest table's name first."""
    found: dict[str, Department] = {}
    for one in sorted(listings, key=lambda listing: listing.source.day.first, reverse=True):
        if one.city is not None and one.publisher == "own":
            agency = one.row["AgencyFull"]
            found.setdefault(one.city, Department(one.city, one.row["Agency"], one.state, agency))
    return sorted(found.values(), key=lambda department: names.city(department.state, department.name))

"""Listings and deletions in, remarks out: who else supplies a set, and what was listed once and is not any more."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from scorecard.sources.days import loose_us_day, spoken
from scorecard.sources.inventory import Listing
from scorecard.sources.lists import Lists, Source
from scorecard.sources.opd import table_for
from scorecard.sources.record import Found, Remark, Round, Row

DELETED_COLUMNS = (
    *("OPD Status", "State", "SourceName", "Agency", "AgencyFull", "TableType", "coverage_start", "coverage_end"),
    *("Year", "Error", "Date Outage Started", "Last Outage Confirmation", "Date Outage Ended"),
    *("Date Last Contacted", "Contact Details", "source_url", "URL", "dataset_id"),
)
_STATUS_DAY = re.compile(r"[0-9]{1,2}/[0-9]{1,2}/[0-9]{2,4}")
_NOT_THE_CITY = "That is not publication by the city."
_MAY_BE_MOVED = "It may have moved."


def supplied(
    tables: Sequence[Sequence[Listing]], lists: Lists, rounds: Sequence[Round], *, cities: Mapping[str, str]
) -> Found:
    """Say what others supply: researchers and archives for the department, a state for many agencies at once."""
    remarks: list[Remark] = []
    for one in rounds:
        for listing in table_for(tables, one[0].as_of):
            if listing.supplier and listing.publisher == "other":
                remarks += _supplied(listing, lists, one[0].id, cities)
    return Found(remarks=tuple(remarks))


def _supplied(listing: Listing, lists: Lists, edition: str, cities: Mapping[str, str]) -> Iterator[Remark]:
    rule = lists.types.get(listing.type)
    criterion = (rule.published or rule.unit) if rule is not None else ""
    if not criterion:
        return
    where = f"[The inventory]({listing.source.url})"
    if listing.is_shared and listing.state:
        text = f"{where} lists {listing.base_type} of many agencies of the state, supplied by {_the(listing.supplier)}."
        here = [city for city, state in cities.items() if state == listing.state]
        yield from (Remark(city, edition, criterion, f"{text} {_NOT_THE_CITY}", "opd", "state") for city in here)
    elif listing.city is not None and listing.city in cities:
        text = f"{where} lists {listing.base_type} of this department, supplied by {_the(listing.supplier)}."
        topic = f"supplied by {listing.supplier}"
        yield Remark(listing.city, edition, criterion, f"{text} {_NOT_THE_CITY}", "opd", topic)


def _the(supplier: str) -> str:
    return supplier if supplier in {"MuckRock", "OpenPoliceData", "Mapping Police Violence"} else f"the {supplier}"


def gone(
    tables: Sequence[Sequence[Listing]],
    deleted: Sequence[Row],
    lists: Lists,
    rounds: Sequence[Round],
    *,
    cities: Mapping[str, str],
) -> Found:
    """Say what was listed and is not any more: it may have vanished or moved, which a person has to find out."""
    remarks: list[Remark] = []
    for one in rounds:
        table = table_for(tables, one[0].as_of)
        if table:
            there = {place for listing in table for place in _places(listing, lists)}
            said = {**_listed_before(tables, table[0].source, lists), **_taken_down(deleted, lists, one[0].as_of)}
            remarks += [
                Remark(city, one[0].id, criterion, text, "opd", "gone")
                for (city, criterion), text in said.items()
                if city in cities and (city, criterion) not in there
            ]
    return Found(remarks=tuple(remarks))


def _places(listing: Listing, lists: Lists) -> Iterator[tuple[str, str]]:
    rule = lists.types.get(listing.type)
    if listing.city is not None and rule is not None and rule.published:
        yield listing.city, rule.published


def _listed_before(tables: Sequence[Sequence[Listing]], now: Source, lists: Lists) -> dict[tuple[str, str], str]:
    found: dict[tuple[str, str], str] = {}
    for table in tables:
        if table and table[0].source.day.last < now.day.first:
            day = spoken(table[0].source.day)
            for listing in table:
                for place in _places(listing, lists):
                    if listing.publisher != "other":
                        what = listing.base_type.capitalize()
                        found[place] = f"{what}: listed in the inventory of {day}, and not any more. {_MAY_BE_MOVED}"
    return found


def _taken_down(deleted: Sequence[Row], lists: Lists, as_of: date) -> dict[tuple[str, str], str]:
    found: dict[tuple[str, str], str] = {}
    for row in deleted:
        day, state = _day_of(row), lists.names.state(row["State"])
        kind = row["TableType"].replace("_", "-")
        rule = lists.types.get(kind)
        if day is None or day > as_of or state is None or rule is None or not rule.published:
            continue
        if lists.names.is_city_police(state, row["Agency"], row["AgencyFull"]):
            what = kind.split(" - ")[0].capitalize()
            text = f"{what}: the inventory noted on {spoken(day)} that the publisher had taken it down. {_MAY_BE_MOVED}"
            found[lists.names.city(state, row["Agency"]), rule.published] = text
    return found


def _day_of(row: Row) -> date | None:
    """Read the day on which the loss was noticed; else the day in the status."""
    in_status = _STATUS_DAY.search(row["OPD Status"])
    return loose_us_day(row["Date Outage Started"]) or (loose_us_day(in_status.group()) if in_status else None)

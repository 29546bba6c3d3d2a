"""Listings and deletions in, remarks out: who else supplies a set, and what was listed once and is not any more."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from scorecard.sources.days import loose_us_day, spoken
from scorecard.sources.inventory import Listing
from scorecard.sources.lists import Lists, Source
from scorecard.sources.names import capitalized
from scorecard.sources.opd import table_for
from scorecard.sources.record import Found, Remark, Round, Row

DELETED_COLUMNS = (
    *("OPD Status", "State", "SourceName", "Agency", "AgencyFull", "TableType", "coverage_start", "coverage_end"),
    *("Year", "Error", "Date Outage Started", "Last Outage Confirmation", "Date Outage Ended"),
    *("Date Last Contacted", "Contact Details", "source_url", "URL", "dataset_id"),
)
_STATUS_DAY = re.compile(r"[0-9]{1,2}/[0-9]{1,2}/[0-9]{2,4}")
_MAY_BE_MOVED = "The set may have moved."


def supplied(
    tables: Sequence[Sequence[Listing]], lists: Lists, rounds: Sequence[Round], *, cities: Mapping[str, str]
) -> Found:
    """Say what others supply: researchers and archives for the department, a state for many agencies at once."""
    said: dict[tuple[str, str, str], dict[str, None]] = {}
    pages: dict[str, str] = {}
    for one in rounds:
        for listing in table_for(tables, one[0].as_of):
            pages[one[0].id] = f"[the inventory]({listing.source.url})"
            rule = lists.types.get(listing.type)
            criterion = (rule.published or rule.unit) if rule is not None else ""
            if rule is None or not criterion or not listing.supplier or listing.publisher != "other":
                continue
            whose = "for many agencies of the state, " if listing.is_shared else ""
            what = f"{rule.subject} ({whose}{listing.supplier})"
            for city in _about(listing, cities):
                said.setdefault((city, one[0].id, criterion), {})[what] = None
    return Found(
        remarks=tuple(
            Remark(city, edition, criterion, _supplied_text(list(whats), pages[edition]), "opd", "supplied")
            for (city, edition, criterion), whats in said.items()
        )
    )


def _about(listing: Listing, cities: Mapping[str, str]) -> list[str]:
    if listing.is_shared:
        return [city for city, state in cities.items() if listing.state and state == listing.state]
    return [listing.city] if listing.city is not None and listing.city in cities else []


def _supplied_text(whats: Sequence[str], page: str) -> str:
    return f"Others supply such records: {'; '.join(whats)}. That is not publication by the city; see {page}."


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
            down = _addresses_down(deleted, one[0].as_of)
            there = {place for listing in table if not _is_down(listing, down) for place in _places(listing, lists)}
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
                        what = capitalized(lists.types[listing.type].subject)
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
            what = capitalized(rule.subject)
            text = f"{what}: taken down by the publisher, the inventory noted on {spoken(day)}. {_MAY_BE_MOVED}"
            found[lists.names.city(state, row["Agency"]), rule.published] = text
    return found


def _addresses_down(deleted: Sequence[Row], as_of: date) -> dict[str, date]:
    days = ((_address(row), _day_of(row)) for row in deleted)
    return {address: day for address, day in days if day is not None and day <= as_of}


def _is_down(listing: Listing, down: Mapping[str, date]) -> bool:
    """Whether the set was taken down after the check of its row: the table still lists it for a while."""
    day = down.get(_address(listing.row))
    return day is not None and listing.seen is not None and listing.seen < day


def _address(row: Row) -> str:
    """Make addresses comparable: the list of deleted sets writes `_` for some `-`."""
    return f"{row['URL']} {row['dataset_id']}".replace("-", "_")


def _day_of(row: Row) -> date | None:
    """Read the day on which the loss was noticed; else the day in the status."""
    in_status = _STATUS_DAY.search(row["OPD Status"])
    return loose_us_day(row["Date Outage Started"]) or (loose_us_day(in_status.group()) if in_status else None)

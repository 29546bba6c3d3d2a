"""Rows of the inventory in, evidence out: the table at its commit and the department's page, with the row's own day."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from scorecard.model.answer import Evidence
from scorecard.model.when import When
from scorecard.sources.days import spoken
from scorecard.sources.inventory import Listing
from scorecard.sources.names import capitalized, slug


class Records:
    """The evidence of one city in one edition; ids follow the order of the table.

    A page has no publisher: the inventory does not say whose page it is.
    """

    def __init__(self, used: Sequence[Listing], labels: Mapping[str, str]) -> None:
        self._tables: dict[int, Evidence] = {}
        self._pages: dict[tuple[str, date], Evidence] = {}
        taken: set[str] = set()
        for listing in used:
            name = _new_id(listing, taken)
            seen = When.day(listing.seen or date.min)
            what = capitalized(labels[listing.type]) + (f", {listing.year}" if listing.year else "")
            title = f"{what}, in the inventory of {spoken(listing.source.day)}"
            url = listing.source.url or ""
            self._tables[listing.row.line] = Evidence(
                f"opd-{name}", url, seen, title, "OpenPoliceData", quote=listing.key
            )
            if listing.page is not None and (listing.page, seen.first) not in self._pages:
                page = Evidence(f"page-{name}", listing.page, seen, f"{what}: the page that the inventory names")
                self._pages[listing.page, seen.first] = page

    def of(self, rows: Sequence[Listing]) -> tuple[Evidence, ...]:
        """List the records of an answer: the tables, then each page once, as it was seen last."""
        pages: dict[str, Evidence] = {}
        for listing in rows:
            if listing.page is not None and listing.seen is not None:
                page = self._pages[listing.page, listing.seen]
                if listing.page not in pages or page.seen > pages[listing.page].seen:
                    pages[listing.page] = page
        return (*(self._tables[listing.row.line] for listing in rows), *pages.values())


def _new_id(listing: Listing, taken: set[str]) -> str:
    base = slug(listing.type) + (f"-{listing.year}" if listing.year else "")
    name, number = base, 1
    while name in taken:
        number += 1
        name = f"{base}-{number}"
    taken.add(name)
    return name

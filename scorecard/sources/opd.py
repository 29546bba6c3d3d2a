"""The listings of the inventory in, what it proves for each city and edition out: presence, never absence."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date

from scorecard.model.answer import Answer, Finding
from scorecard.model.rubric import Criterion
from scorecard.model.when import When
from scorecard.sources.inventory import Listing
from scorecard.sources.lists import Ask, Lists, TypeRule
from scorecard.sources.opd_records import Records
from scorecard.sources.record import Fact, Found, LeftOut, Round

_NOTHING = TypeRule("", "", (), "", (), "", "", "")
_WEB_PAGE = "HTML"  # the inventory's word for a set that is a web page
_ROW = "row"  # the part that a table with one row per action proves; see types.csv

Fit = tuple[Listing, Sequence[str]]
"""A row, and what it proves of a criterion."""


@dataclass(frozen=True, slots=True)
class Proved:
    """What some rows prove of a criterion."""

    criterion: str
    finding: Finding
    rows: Sequence[Listing]


def opd(
    tables: Sequence[Sequence[Listing]], lists: Lists, rounds: Sequence[Round], *, cities: Collection[str]
) -> Found:
    """Turn the inventory into answers; an edition takes the newest table that speaks for its day.

    Args:
        tables: the listings of each table.
        lists: says what a type proves, and what a criterion asks.
        rounds: the editions.
        cities: the ids of those that get answers.
    """
    found: list[Found] = []
    for one in rounds:
        table = table_for(tables, one[0].as_of)
        by_city: dict[str, list[Listing]] = {}
        for listing in table:
            if listing.city is not None and listing.city in cities:
                by_city.setdefault(listing.city, []).append(listing)
            else:
                why = (
                    "not a city's police department" if listing.city is None else "the city is not one of this project"
                )
                found.append(Found(left_out=(LeftOut("", one[0].id, "opd", why, listing.key),)))
        found += [_CityYear(city, rows, lists, one).found() for city, rows in sorted(by_city.items())]
    return Found.all_of(found)


def table_for(tables: Sequence[Sequence[Listing]], as_of: date) -> Sequence[Listing]:
    """Find the newest table that speaks for a day; empty where none does."""
    fit = [table for table in tables if table and table[0].source.speaks_for(as_of)]
    return max(fit, key=lambda table: table[0].source.day.first, default=())


@dataclass(slots=True)
class _CityYear:
    """One city in one edition: its rows, and what they prove."""

    city: str
    rows: Sequence[Listing]
    lists: Lists
    round: Round
    left: list[LeftOut] = field(default_factory=list)

    def found(self) -> Found:
        """Answer every criterion of the list that the rubric has."""
        own = [listing for listing in self.rows if self._is_usable(listing)]
        proved = [one for ask in self.lists.asks.values() for one in self._answer(ask, own)]
        used = {listing.row.line for one in proved for listing in one.rows}
        for listing in own:
            if listing.row.line not in used:
                self._leave_out(listing, self._why_unused(listing))
        return Found(tuple(self._with_evidence(proved)), left_out=tuple(self.left))

    def _why_unused(self, listing: Listing) -> str:
        rule = self._rule(listing)
        if rule.proves_records:
            return "other rows prove as much, or were checked later"
        return f"{rule.label}: {rule.why[:1].lower()}{rule.why[1:].rstrip('.')}"

    def _is_usable(self, listing: Listing) -> bool:
        if listing.publisher == "other":
            why = "not published by the department" + (f": {listing.supplier}" if listing.supplier else "")
        elif listing.publisher == "not known":
            why = "who published it is not known: no later table has the address"
        elif listing.seen is None:
            why = "the day of the check cannot be read"
        elif listing.seen > self.round[0].as_of:
            why = "checked only after the edition's day"
        elif listing.type not in self.lists.types:
            why = "the type is not in types.csv"
        else:
            return True
        self._leave_out(listing, why)
        return False

    def _leave_out(self, listing: Listing, why: str) -> None:
        self.left.append(LeftOut(self.city, self.round[0].id, "opd", why, listing.key))

    def _rule(self, listing: Listing) -> TypeRule:
        return self.lists.types.get(listing.type, _NOTHING)

    def _answer(self, ask: Ask, own: Sequence[Listing]) -> Iterator[Proved]:
        criterion = self.round[1].criteria.get(ask.criterion)
        if criterion is None:
            return
        if ask.asks == "lag":
            yield from self._lag(ask, own)
            return
        fits, needs = self._fits(ask, own), ask.needs
        is_all = set(needs) <= {part for _, parts in fits for part in parts}
        if not is_all and ask.asks == "parts":
            needs = (_ROW,)
        rows = _cover(fits, needs)
        finding = _finding(ask, criterion, is_all=is_all)
        if rows and finding is not None:
            yield Proved(ask.criterion, finding, rows)

    def _fits(self, ask: Ask, own: Sequence[Listing]) -> list[Fit]:
        """Pair each row that speaks for a criterion with what it proves of it."""
        rules = [(listing, self._rule(listing)) for listing in own]
        if ask.asks == "format":
            fit = [pair for pair in rules if pair[1].format == ask.criterion and pair[0].row["DataType"] != _WEB_PAGE]
            core = [pair for pair in fit if pair[1].published]  # what the rubric asks about comes before crashes
            return [(one, ask.needs) for one, _ in core or fit]
        if ask.asks == "records":
            return [(one, rule.records) for one, rule in rules if rule.published == ask.criterion]
        return [(one, rule.parts) for one, rule in rules if rule.unit == ask.criterion]

    def _lag(self, ask: Ask, own: Sequence[Listing]) -> Iterator[Proved]:
        """Take the newest honest end, unless a table beyond it has only a nominal one."""
        fit = [listing for listing in own if self._rule(listing).lag == ask.criterion and listing.end is not None]
        honest = [listing for listing in fit if listing.end_is_honest]
        for listing in fit:
            if not listing.end_is_honest:
                self._leave_out(listing, f"{ask.criterion}: its end is nominal, or not before the check")
        newest = max(honest, key=lambda one: (one.end, one.seen, -one.row.line), default=None)
        if newest is None or newest.end is None:
            return
        if any(one.end > newest.end for one in fit if one.end is not None):
            self._leave_out(newest, f"{ask.criterion}: a newer table has only a nominal end")
            return
        yield Proved(ask.criterion, Finding(newest=When.day(newest.end)), [newest])

    def _with_evidence(self, proved: Sequence[Proved]) -> Iterator[Fact]:
        used = {listing.row.line: listing for one in proved for listing in one.rows}
        labels = {name: rule.label for name, rule in self.lists.types.items()}
        records = Records([listing for _, listing in sorted(used.items())], labels)
        for one in proved:
            evidence = records.of(one.rows)
            note = None
            if one.finding.newest is None and all(listing.row["DataType"] == _WEB_PAGE for listing in one.rows):
                note = "The inventory reads it from a web page; it names no file to download."
            answer = Answer(one.finding, tuple(record.id for record in evidence), basis="inventory", note=note)
            row = " | ".join(listing.key for listing in one.rows)
            yield Fact(self.city, self.round[0].id, one.criterion, answer, evidence, "opd", row)


def _finding(ask: Ask, criterion: Criterion, *, is_all: bool) -> Finding | None:
    """Give the best level where everything is there, else a bound; None where the rubric has no such level."""
    level = ask.best if is_all else ask.some
    if level not in {one.id for one in criterion.levels}:
        return None
    return Finding(level=level) if is_all else Finding(no_worse_than=level)


def _cover(fits: Sequence[Fit], needs: Sequence[str]) -> list[Listing]:
    """Choose the rows that prove most, the newest check first, until nothing more is proved."""
    missing = set(needs)
    chosen: list[Listing] = []
    while True:
        gains = [(len(missing & set(parts)), listing) for listing, parts in fits]
        gain, best = max(gains, key=lambda one: (one[0], _recent(one[1])), default=(0, None))
        if best is None or gain == 0:
            return chosen
        chosen.append(best)
        missing -= next(set(parts) for listing, parts in fits if listing is best)


def _recent(listing: Listing) -> tuple[date, date, int]:
    return (listing.seen or date.min, listing.end or date.min, -listing.row.line)

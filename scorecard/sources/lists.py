"""The lists of `sources/` in (CSV that people edit), typed records out, or problems with their lines."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from scorecard.model.web import why_refused
from scorecard.model.when import When
from scorecard.problem import Problem
from scorecard.sources.days import iso_span
from scorecard.sources.names import Alias, Names
from scorecard.sources.record import Row
from scorecard.sources.table import read_table

TABLES = "tables.csv"
TYPES = "types.csv"
CRITERIA = "criteria.csv"
NAMES = "names.csv"
STATES = "states.csv"
COLUMNS: Mapping[str, Sequence[str]] = {
    TABLES: (
        *("table", "kind", "file", "day", "from", "to", "repository", "path"),
        *("commit", "sha256", "licence", "credit", "get"),
    ),
    TYPES: ["type", "label", "published", "records", "unit", "parts", "lag", "format", "why"],
    CRITERIA: ["criterion", "asks", "needs", "all", "some"],
    NAMES: ["state", "spelling", "city", "agency", "is_city_police", "why"],
    STATES: ["state", "code"],
}


@dataclass(frozen=True, slots=True)
class Source:
    """One table: where it comes from, the day whose state it shows, and the days (`as_of`) for which it speaks."""

    table: str
    kind: str
    file: str
    day: When
    first_as_of: date | None
    last_as_of: date | None
    repository: str
    path: str
    commit: str
    sha256: str
    credit: str

    @property
    def url(self) -> str | None:
        """The table in its public repository, at its commit; None where it was compiled from many pages."""
        if not self.repository:
            return None
        return f"https://github.com/{self.repository}/blob/{self.commit}/{self.path.replace(' ', '%20')}"

    def speaks_for(self, as_of: date) -> bool:
        """Whether the table may be used in an edition of that day."""
        return (self.first_as_of or date.min) <= as_of <= (self.last_as_of or date.max)


@dataclass(frozen=True, slots=True)
class TypeRule:
    """What a row of one table type of the inventory proves, empty where it proves nothing of the kind.

    `label` says the type in words, `why` gives the reason for the line.
    """

    label: str
    published: str
    records: tuple[str, ...]
    unit: str
    parts: tuple[str, ...]
    lag: str
    format: str
    why: str

    @property
    def subject(self) -> str:
        """The label without its sub-table: `use of force`."""
        return self.label.split(",")[0]

    @property
    def proves_records(self) -> bool:
        """Whether it speaks for more than the format."""
        return bool(self.published or self.unit or self.lag)


@dataclass(frozen=True, slots=True)
class Ask:
    """What a criterion asks of the inventory, and the levels: `best` where all of `needs` is there, else `some`."""

    criterion: str
    asks: str
    needs: tuple[str, ...]
    best: str
    some: str


@dataclass(frozen=True, slots=True)
class Lists:
    """All lists. `types` is keyed by table type, `asks` by criterion in the order of the file."""

    sources: tuple[Source, ...]
    types: Mapping[str, TypeRule]
    asks: Mapping[str, Ask]
    names: Names

    def of_kind(self, kind: str) -> tuple[Source, ...]:
        """List the tables of one kind, in the order of the file."""
        return tuple(source for source in self.sources if source.kind == kind)


def read_lists(files: Mapping[str, bytes]) -> tuple[Lists, list[Problem]]:
    """Read the five lists; `files` maps their names to their bytes."""
    rows: dict[str, list[Row]] = {}
    problems: list[Problem] = []
    for name, columns in COLUMNS.items():
        path = f"sources/{name}"
        if name not in files:
            problems.append(Problem(path, 1, 1, "missing-file", "the list is missing", "put it back"))
        rows[name], wrong = read_table(files[name], path, columns) if name in files else ([], [])
        problems += wrong
    states = {row["state"]: row["code"] for row in rows[STATES]}
    names = Names(states, tuple(_alias(row) for row in rows[NAMES]))
    sources = tuple(source for row in rows[TABLES] if (source := _source(row, problems)) is not None)
    types = {row["type"]: _type_rule(row) for row in rows[TYPES]}
    asks = {
        row["criterion"]: Ask(row["criterion"], row["asks"], tuple(row["needs"].split()), row["all"], row["some"])
        for row in rows[CRITERIA]
    }
    return Lists(sources, types, asks, names), problems


def _alias(row: Row) -> Alias:
    verdict = {"yes": True, "no": False}.get(row["is_city_police"])
    return Alias(row["state"], row["spelling"], row["city"], row["agency"], verdict)


def _type_rule(row: Row) -> TypeRule:
    records, parts = tuple(row["records"].split()), tuple(row["parts"].split())
    label = row["label"] or row["type"].lower()
    return TypeRule(label, row["published"], records, row["unit"], parts, row["lag"], row["format"], row["why"])


def _source(row: Row, problems: list[Problem]) -> Source | None:
    path = f"sources/{TABLES}"
    day, first, last = (iso_span(row[column]) for column in ("day", "from", "to"))
    for column, span in (("day", day), ("from", first), ("to", last)):
        if span is None and (row[column] or column == "day"):
            what = f'"{row[column]}" in {column} is not a date'
            problems.append(Problem(path, row.line, 1, "not-a-date", what, "write it as 2026-06-19"))
    if day is None:
        return None
    source = Source(
        row["table"], row["kind"], row["file"], day, first.first if first else None, last.last if last else None,
        row["repository"], row["path"], row["commit"], row["sha256"], row["credit"],
    )  # fmt: skip
    wrong = why_refused(source.url) if source.url else None
    if wrong is not None:
        what = f"repository, commit and path give no address: {wrong}"
        problems.append(Problem(path, row.line, 1, "not-a-url", what, "correct them"))
    return source

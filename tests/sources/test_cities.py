"""All tables together: which cities there are, and how a table is read."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence

from scorecard.model.project import City
from scorecard.sources.cities import gather
from scorecard.sources.inventory import REQUIRED
from scorecard.sources.lists import Lists
from scorecard.sources.places import COLUMNS as PLACE_COLUMNS
from scorecard.sources.policies import COLUMNS, LIMITS
from scorecard.sources.record import Round
from scorecard.sources.report import Report


def _csv(columns: Sequence[str], *rows: Mapping[str, str]) -> bytes:
    out = io.StringIO()
    writer = csv.DictWriter(out, list(columns), restval="")
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue().encode()


INVENTORY = (*REQUIRED, "agency_originated", "supplying_entity", "source_table_id")
PLAIN = {
    "State": "Nevada",
    "Agency": "Sparks",
    "AgencyFull": "Sparks Police Department",
    "TableType": "USE OF FORCE",
    "coverage_end": "04/01/2026",
    "last_coverage_check": "04/11/2026",
    "Year": "MULTIPLE",
    "DataType": "CSV",
    "URL": "https://sparks.example/",
}
TABLES = {
    "use_of_force_policies.csv": _csv(
        COLUMNS,
        {"city": "Reno", "state": "NV", "agency": "Reno PD", "snapshot": "2020-06", **dict.fromkeys(LIMITS, "1")},
    ),
    "opd/opd_source_table_2026-06-19.csv": _csv(
        INVENTORY,
        PLAIN,
        {**PLAIN, "Agency": "Elko", "AgencyFull": "Elko Police Department", "supplying_entity": "MuckRock", "URL": "x"},
    ),
    "us_cities.csv": _csv(PLACE_COLUMNS, {"city": "Reno", "state": "NV", "population_2020": "264165"}),
}


def test_cities_are_those_of_the_review_and_those_that_publish(lists: Lists, rounds: list[Round]) -> None:
    """A city comes in by the review, or by a set that its department publishes; not by what others supply."""
    gathered = gather(TABLES, lists, rounds)
    assert () == gathered.problems
    assert {"reno-nv": 264165, "sparks-nv": None} == {city.id: city.population for city in gathered.cities.values()}
    made = {place for place, merged in gathered.merged.items() if merged.counts}
    assert {("reno-nv", "2020"), ("sparks-nv", "2026")} == made


def test_only_known_cities_get_answers_where_they_are_named(lists: Lists, rounds: list[Round]) -> None:
    """An import into a project of its own cities brings in no others."""
    known = {"sparks-nv": City("sparks-nv", "Sparks", "NV", "Sparks Police Department")}
    gathered = gather(TABLES, lists, rounds, known)
    assert {"sparks-nv"} == {city for city, _ in gathered.merged}
    assert known == gathered.cities


def test_problems_of_all_tables_come_together(lists: Lists, rounds: list[Round]) -> None:
    """With any problem in any table there are no answers at all, and every problem is told."""
    broken = {
        "use_of_force_policies.csv": TABLES["use_of_force_policies.csv"].replace(b",1,", b",2,", 1),
        "us_cities.csv": b"rank\n",
    }
    gathered = gather({**TABLES, **broken}, lists, rounds)
    assert {} == gathered.merged
    assert {"odd-cell", "missing-column"} == {problem.code for problem in gathered.problems}


def test_the_report_tells_what_was_used_and_what_was_not(lists: Lists, rounds: list[Round]) -> None:
    """Per city: answers by edition and table, rows left out by reason; then totals; and the same as records."""
    gathered = gather(TABLES, lists, rounds)
    report = Report(gathered.merged, gathered.left_out, files={"cities/reno-nv/2020.yaml": "new"})
    text = report.text()
    assert "reno-nv\n  2020: 8 answers (policies 8)\n  2023: 8 answers (policies 8); none of it counts any more" in text
    assert "sparks-nv\n  2026: 4 answers (opd 4)\n" in text
    assert "  2020, 1 city file: chokehold-ban 1," in text
    assert "  opd: 1 · the city is not one of this project\n1 new file, 0 changed files\n" in text
    records = report.records()
    assert {"city": "sparks-nv", "edition": "2026", "criterion": "force-published", "from": "opd"} in [
        {key: value for key, value in one.items() if key != "row"} for one in _listed(records["used"])
    ]
    assert {"cities/reno-nv/2020.yaml": "new"} == records["files"]


def _listed(value: object) -> list[dict[str, str]]:
    assert isinstance(value, list)
    return value

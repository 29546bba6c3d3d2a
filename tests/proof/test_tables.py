"""The committed cities against the public tables: rebuilt byte for byte, and every answer followed to its row.

The tables are no part of the repository: `make proof TABLES=DIR` says where they are.
"""

from __future__ import annotations

import csv
import os
import re
import shutil
from collections import Counter
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from scorecard.importing import run_import
from scorecard.model.answer import Answer, Evidence
from scorecard.model.project import Project
from scorecard.reading.project import read_project

pytestmark = pytest.mark.proof

ROOT = Path(__file__).parents[2]
LIMITS = {
    "requires_deescalation": "deescalation",
    "force_continuum": "force-continuum",
    "bans_chokeholds": "chokehold-ban",
    "warning_before_shooting": "warning-before-shooting",
    "restricts_moving_vehicles": "moving-vehicles",
    "exhaust_alternatives": "exhaust-alternatives",
    "duty_to_intervene": "duty-to-intervene",
    "comprehensive_reporting": "comprehensive-reporting",
}
INVENTORY = {"2023": "2023-12-31", "2024": "2024-12-31", "2025": "2025-12-31", "2026": "2026-06-19"}
AnswerWithPlace = tuple[str, str, str, Answer, dict[str, Evidence]]


@pytest.fixture(scope="session")
def tables() -> Path:
    """The folder with the public tables."""
    folder = os.environ.get("TABLES")
    if not folder:
        pytest.skip("the public tables are not at hand: make proof TABLES=DIR")
    return Path(folder)


@pytest.fixture(scope="session")
def project() -> Project:
    """This repository's own project."""
    reading = read_project(ROOT)
    assert () == reading.problems
    assert reading.project is not None
    return reading.project


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return [{key: value.strip() for key, value in row.items()} for row in csv.DictReader(file)]


def _answers(project: Project) -> Iterator[AnswerWithPlace]:
    for edition, cities in project.answers.items():
        for city, one in cities.items():
            for criterion, answer in one.answers.items():
                if answer.basis == "inventory" and not answer.finding.is_unknown:
                    yield edition, city, criterion, answer, dict(one.evidence)


def _from(project: Project, start: str) -> list[AnswerWithPlace]:
    return [one for one in _answers(project) if one[3].evidence[0].startswith(start)]


def _day(text: str) -> date:
    month, day, year = text.split("/")
    return date(int(year), int(month), int(day))


def test_the_committed_cities_are_what_the_tables_give(tables: Path, tmp_path: Path) -> None:
    """Without their answers the cities are written back byte for byte, and once more nothing changes."""
    root = tmp_path / "project"
    shutil.copytree(ROOT / "cities", root / "cities", ignore=shutil.ignore_patterns("20*.yaml"))
    shutil.copytree(ROOT / "rubrics", root / "rubrics")
    shutil.copy(ROOT / "scorecard.yaml", root)
    run_import("tables", [tables], root)
    committed = {path.relative_to(ROOT): path.read_bytes() for path in ROOT.glob("cities/*/*.yaml")}
    written = {path.relative_to(root): path.read_bytes() for path in root.glob("cities/*/*.yaml")}
    assert sorted(committed) == sorted(written)
    assert [] == [str(path) for path, raw in committed.items() if raw != written[path]]
    assert "0 new files, 0 changed files" in run_import("tables", [tables], root)
    assert written == {path.relative_to(root): path.read_bytes() for path in root.glob("cities/*/*.yaml")}


@pytest.mark.parametrize(("edition", "snapshot", "cities"), [("2016", "2016-07", 94), ("2020", "2020-06", 100)])
def test_totals_per_policy_limit_are_those_of_the_table(
    tables: Path, project: Project, edition: str, snapshot: str, cities: int
) -> None:
    """For each limit, as many cities are credited, and as many are not, as the review's snapshot says."""
    rows = [row for row in _rows(tables / "use_of_force_policies.csv") if row["snapshot"] == snapshot]
    assert cities == len(rows)
    for column, criterion in LIMITS.items():
        expected = Counter({"1": "full", "0": "none"}[row[column]] for row in rows)
        found = Counter(
            answer.finding.level for one, _, name, answer, _ in _answers(project) if (one, name) == (edition, criterion)
        )
        assert expected == found


def test_every_answer_of_the_review_is_its_row(tables: Path, project: Project) -> None:
    """Also where it is too old to count, an answer of the review says what its row says, cell by cell."""
    rows = {(row["snapshot"], row["city"], row["state"]): row for row in _rows(tables / "use_of_force_policies.csv")}
    columns = {criterion: column for column, criterion in LIMITS.items()}
    found = _from(project, "policies-")
    assert len(found) > 1500
    for _, _, criterion, answer, evidence in found:
        table = evidence[answer.evidence[0]]
        city, state = re.fullmatch(r"(.*), ([A-Z]{2})", str(table.quote).split(": ")[0]).groups()  # type: ignore[union-attr]  # the quote has this form, or the test fails
        row = rows[str(table.seen), city, state]
        assert {"full": "1", "none": "0"}[str(answer.finding.level)] == row[columns[criterion]]
        assert f"{columns[criterion]} {row[columns[criterion]]};" in f"{table.quote};"


def test_every_answer_of_the_inventory_is_a_row_of_the_departments_own(tables: Path, project: Project) -> None:
    """The cells quoted lead to one row: published by the department, checked on the day that the evidence names."""
    inventories = {edition: _rows(tables / f"opd/opd_source_table_{day}.csv") for edition, day in INVENTORY.items()}
    suppliers: dict[tuple[str, str], set[str]] = {}
    for edition in ("2024", "2025", "2026"):
        for row in inventories[edition]:
            said = row["supplying_entity"] + row["agency_originated"]
            suppliers.setdefault((row["URL"], row["dataset_id"]), set()).add(said)
    found = _from(project, "opd-")
    assert len(found) > 1000
    for edition, _, criterion, answer, evidence in found:
        records = [evidence[name] for name in answer.evidence if name.startswith("opd-")]
        row = {}
        for record in records:
            quoted = dict(re.findall(r"(\w+): (.*?)(?:; (?=\w+: )|$)", str(record.quote)))
            matches = [row for row in inventories[edition] if all(row[key] == cell for key, cell in quoted.items())]
            assert len(matches) == 1, record.quote
            (row,) = matches
            assert suppliers.get((row["URL"], row["dataset_id"])) == {""}
            assert not re.search(
                "githubusercontent.com/openpolicedata|muckrock|stanford", row["URL"] + row["source_url"]
            )
            assert row["Agency"] not in {"MULTI", "MULTIPLE", "NONE"}
            assert _day(row["last_coverage_check"]) == record.seen.first
        if criterion.endswith("-lag"):
            assert _day(row["coverage_end"]) == answer.finding.newest.first  # type: ignore[union-attr]  # a lag has a newest day, or the test fails
            assert _day(row["coverage_end"]) < _day(row["last_coverage_check"])
            assert not (row["coverage_end"].startswith("12/31/") and row["Year"].isdigit())


def test_every_answer_of_the_directory_is_its_row(tables: Path, project: Project) -> None:
    """Vera's answers are of June 2020 and the edition 2020, and positive."""
    rows = {f"{row['city']}, {row['state']}": row for row in _rows(tables / "vera_pd_data_directory.csv")}
    found = _from(project, "vera-")
    assert len(found) > 70
    for edition, _, criterion, answer, evidence in found:
        cells = str(evidence[answer.evidence[0]].quote).split("; ")
        row = rows[cells[0]]
        assert "2020" == edition
        assert all(row[cell.split(": ")[0]] == cell.split(": ")[1] for cell in cells[1:])
        section = {"arrests-published": "arr", "calls-published": "cfs"}.get(criterion, "uof")
        assert "1" == row[f"{section}_published"]
        assert ("full" == answer.finding.level) is (row.get(f"{section}_download") == "1")
        assert ("shootings-published" == criterion) is (section == "uof" and row["uof_shootings_only"] == "1")


def test_every_answer_by_law_is_a_law_that_was_read_and_in_force(tables: Path, project: Project) -> None:
    """State law answers where the row says so, its day has come, and its text was seen by the edition's day."""
    rows = [row for row in _rows(tables / "state_limits.csv") if row["use"] == "answer"]
    found = _from(project, "law-")
    assert len(found) > 250
    for edition, city, criterion, answer, evidence in found:
        law = evidence[answer.evidence[0]]
        as_of = project.settings.edition(edition).as_of
        matches = [
            row
            for row in rows
            if (row["state"], row["limit"]) == (city[-2:].upper(), criterion) and row["url"] == law.url
        ]
        assert len(matches) == 1
        assert str(law.title).startswith(matches[0]["citation"])
        assert ("full", "state") == (answer.finding.level, answer.owed_to)
        assert int(edition) >= 2023
        effective = matches[0]["effective_date"]
        assert (effective if len(effective) > 4 else None) == (str(answer.since) if answer.since is not None else None)
        assert (effective if len(effective) > 4 else f"{effective}-12-31") <= as_of.isoformat()
        assert law.seen.last <= as_of


def test_nothing_says_that_something_is_not_published(project: Project) -> None:
    """No public table proves absence: availability, detail and recency have no upper bound and no last level."""
    for _, _, criterion, answer, _ in _answers(project):
        if criterion not in LIMITS.values():
            assert answer.finding.no_better_than is None
            assert answer.finding.level not in {"none", "no", "older"}

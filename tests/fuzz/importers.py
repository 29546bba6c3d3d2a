"""The bytes of a table in, its problems out; fails where importing it ends in anything but texts or placed problems.

The first byte chooses the kind of table.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import cache
from pathlib import Path

from scorecard.importing import Standing, import_tables
from scorecard.model.project import City, Edition
from scorecard.problem import Problem
from scorecard.reading.rubric import read_rubric
from scorecard.reading.text import parse
from scorecard.reading.words import Log
from scorecard.sources.cities import _COLUMNS, KINDS
from scorecard.sources.lists import COLUMNS, Lists, read_lists
from scorecard.sources.record import Round
from tests.fuzz.reader import refuse_odd

ROOT = Path(__file__).resolve().parents[2]
RENO = City("reno-nv", "Reno", "NV", "Reno Police Department")
CELLS: Mapping[str, str] = {
    **dict.fromkeys(("State",), "Nevada"),
    **dict.fromkeys(("city", "City", "place", "Agency", "SourceName", "Source"), "Reno"),
    **dict.fromkeys(("state",), "NV"),
    **dict.fromkeys(("agency", "AgencyFull"), "Reno Police Department"),
    **dict.fromkeys(("url", "URL", "source_url", "uof_url"), "https://data.reno.example/1"),
    **dict.fromkeys(("snapshot", "text_as_of", "as_of"), "2020-06"),
    **dict.fromkeys(("last_coverage_check", "coverage_start", "Date Outage Started"), "04/01/2020"),
    **dict.fromkeys(("start", "end", "effective_date"), "2015-01-01"),
    "coverage_end": "03/01/2020", "Year": "MULTIPLE", "TableType": "USE OF FORCE", "DataType": "CSV",
    "limit": "chokehold-ban", "use": "answer", "scope": "city", "citation": "NRS 289 [1]", "NO DATA": "x",
    "population_2020": "264165", "latitude": "39.5", "longitude": "-119.8", "geoid": "3260600",
}  # fmt: skip


def seeds() -> list[bytes]:
    """Give a small table of each kind to start from."""
    return [bytes([number]) + _table(kind) for number, kind in enumerate(KINDS)]


def _table(kind: str) -> bytes:
    columns = _COLUMNS[kind][0]
    return "\n".join([",".join(columns), ",".join(CELLS.get(one, "1") for one in columns), ""]).encode()


def run(raw: bytes) -> list[Problem]:
    """Import a table of one kind into the cities of this project, and of all kinds into none."""
    kind = KINDS[raw[0] % len(KINDS)] if raw else KINDS[0]
    problems: list[Problem] = []
    for source in lists().of_kind(kind)[-1:]:
        for standing in (None, Standing({RENO.id: RENO}, {})):
            made = import_tables({source.file: raw[1:]}, lists(), rounds(), {}, standing)
            made.report.text()
            made.report.records()
            problems += made.problems
    refuse_odd(problems)
    return problems


@cache
def lists() -> Lists:
    """Read the lists of this repository."""
    found, problems = read_lists({name: (ROOT / "sources" / name).read_bytes() for name in COLUMNS})
    refuse_odd(problems)
    return found


@cache
def rounds() -> list[Round]:
    """Make four editions with the rubric that the importers answer."""
    path = ROOT / "rubrics" / "public-record-2026.yaml"
    rubric = read_rubric(parse(path.read_text(encoding="utf-8"), path.name)[0], path.stem, Log(path.name))
    if rubric is None:
        raise ValueError(path)
    return [(Edition(str(year), rubric.id, date(year, 12, 31)), rubric) for year in (2016, 2020, 2025, 2026)]

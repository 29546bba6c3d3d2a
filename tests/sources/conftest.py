"""What the tests of the importers share: the lists of the project, editions, and makers of synthetic rows."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path

import pytest

from scorecard.model.project import Edition
from scorecard.model.rubric import Rubric
from scorecard.reading.fields import Log
from scorecard.reading.rubric import read_rubric
from scorecard.reading.text import parse
from scorecard.sources.inventory import Listing, Match, read_listings
from scorecard.sources.lists import COLUMNS, Lists, Source, read_lists
from scorecard.sources.record import Round, Row

ROOT = Path(__file__).parents[2]
MakeListings = Callable[..., list[Listing]]


@pytest.fixture(scope="session")
def list_files() -> Mapping[str, bytes]:
    """The lists of `sources/` by name."""
    return {name: (ROOT / "sources" / name).read_bytes() for name in COLUMNS}


@pytest.fixture(scope="session")
def lists(list_files: Mapping[str, bytes]) -> Lists:
    """The lists of the project, read."""
    found, problems = read_lists(list_files)
    assert [] == problems
    return found


@pytest.fixture(scope="session")
def rubric() -> Rubric:
    """The rubric that the cities are scored with."""
    path = ROOT / "rubrics" / "public-record-2026.yaml"
    log = Log(path.name)
    found = read_rubric(parse(path.read_text(encoding="utf-8"), path.name)[0], path.stem, log)
    assert [] == log.problems
    assert found is not None
    return found


@pytest.fixture(scope="session")
def rounds(rubric: Rubric) -> list[Round]:
    """The six editions of the project with their rubric."""
    days = {"2016": date(2016, 9, 30), "2026": date(2026, 6, 19)}
    days |= {str(year): date(year, 12, 31) for year in (2020, 2023, 2024, 2025)}
    return [(Edition(name, rubric.id, day), rubric) for name, day in sorted(days.items())]


@pytest.fixture(scope="session")
def round_2026(rounds: list[Round]) -> list[Round]:
    """The newest edition alone."""
    return rounds[-1:]


@pytest.fixture(scope="session")
def source_2026(lists: Lists) -> Source:
    """The newest table of the inventory."""
    return lists.of_kind("opd")[-1]


@pytest.fixture
def listings(lists: Lists, source_2026: Source) -> MakeListings:
    """Make listings of a synthetic inventory: one dict of cells per row, the rest is a plain row of Reno's police."""

    def make(
        *rows: Mapping[str, str],
        source: Source = source_2026,
        later: Mapping[Match, set[tuple[str, str]]] | None = None,
    ) -> list[Listing]:
        cells = [
            {
                "State": "Nevada",
                "SourceName": "Reno",
                "Agency": "Reno",
                "AgencyFull": "Reno Police Department",
                "TableType": "USE OF FORCE",
                "coverage_start": "01/01/2015",
                "coverage_end": "04/01/2026",
                "last_coverage_check": "04/11/2026",
                "Year": "MULTIPLE",
                "source_table_id": f"ost_{number}",
                "agency_originated": "",
                "supplying_entity": "",
                "source_url": f"https://data.reno.example/{number}",
                "URL": "data.reno.example",
                "DataType": "CSV",
                "dataset_id": str(number),
                **row,
            }
            for number, row in enumerate(rows, start=2)
        ]
        made = [Row(number, one) for number, one in enumerate(cells, start=2)]
        return read_listings(made, source, lists.names, later or {})

    return make

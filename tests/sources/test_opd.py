"""What the inventory proves: presence in its detail, never absence."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date

import pytest

from scorecard.model.answer import Finding
from scorecard.model.when import When
from scorecard.sources.inventory import Listing
from scorecard.sources.lists import Lists
from scorecard.sources.opd import opd
from scorecard.sources.record import Fact, Found, Round

MakeListings = Callable[..., list[Listing]]
Answers = Callable[..., dict[str, Fact]]


@pytest.fixture
def found(lists: Lists, listings: MakeListings, round_2026: list[Round]) -> Callable[..., Found]:
    """What synthetic rows of Reno give in 2026."""

    def find(*rows: Mapping[str, str]) -> Found:
        return opd([listings(*rows)], lists, round_2026, cities=["reno-nv"])

    return find


@pytest.fixture
def answers(found: Callable[..., Found]) -> Answers:
    """The answers that synthetic rows of Reno give in 2026, by criterion."""
    return lambda *rows: {fact.criterion: fact for fact in found(*rows).facts}


def _types(*names: str) -> list[dict[str, str]]:
    return [{"TableType": name} for name in names]


FULL, AT_LEAST_PARTIAL = Finding(level="full"), Finding(no_worse_than="partial")


@pytest.mark.parametrize(
    ("types", "criterion", "expected"),
    [
        (["USE OF FORCE"], "force-published", FULL),
        (["USE OF FORCE - SUBJECTS"], "force-published", None),
        (["OFFICER-INVOLVED SHOOTINGS"], "shootings-published", AT_LEAST_PARTIAL),
        (["OFFICER-INVOLVED SHOOTINGS"], "force-published", None),
        (["OFFICER-INVOLVED SHOOTINGS - INCIDENTS", "DEATHS IN CUSTODY"], "shootings-published", FULL),
        (["COMPLAINTS"], "complaints-published", FULL),
        (["COMPLAINTS - BACKGROUND"], "complaints-published", FULL),
        (["COMPLAINTS - PENALTIES"], "complaints-published", None),
        (["STOPS"], "stops-published", FULL),
        (["TRAFFIC STOPS"], "stops-published", AT_LEAST_PARTIAL),
        (["PEDESTRIAN STOPS"], "stops-published", AT_LEAST_PARTIAL),
        (["TRAFFIC STOPS", "PEDESTRIAN STOPS"], "stops-published", FULL),
        (["ARRESTS"], "arrests-published", AT_LEAST_PARTIAL),
        (["TRAFFIC CITATIONS"], "arrests-published", AT_LEAST_PARTIAL),
        (["ARRESTS", "PEDESTRIAN CITATIONS"], "arrests-published", FULL),
        (["TRAFFIC ARRESTS"], "arrests-published", None),
        (["CALLS FOR SERVICE"], "calls-published", FULL),
        (["EMPLOYEE"], "workforce-published", FULL),
        (["LAWSUITS"], "settlements-published", AT_LEAST_PARTIAL),
        (["USE OF FORCE"], "force-unit", Finding(no_worse_than="incident")),
        (["USE OF FORCE - INCIDENTS", "USE OF FORCE - SUBJECTS"], "force-unit", Finding(no_worse_than="incident")),
        (
            ["USE OF FORCE - INCIDENTS", "USE OF FORCE - SUBJECTS", "USE OF FORCE - OFFICERS"],
            "force-unit",
            Finding(level="rows"),
        ),
        (["USE OF FORCE - INCIDENTS", "USE OF FORCE - SUBJECTS/OFFICERS"], "force-unit", Finding(level="rows")),
        (["USE OF FORCE", "USE OF FORCE - SUBJECTS/OFFICERS"], "force-unit", Finding(no_worse_than="incident")),
        (["USE OF FORCE - SUBJECTS"], "force-unit", None),
        (["COMPLAINTS"], "complaints-unit", Finding(no_worse_than="complaint")),
        (["COMPLAINTS - BACKGROUND", "COMPLAINTS - ALLEGATIONS"], "complaints-unit", Finding(level="allegation")),
        (["STOPS", "SEARCHES"], "stops-unit", Finding(no_worse_than="stop")),
        (["INCIDENTS"], "machine-readable", Finding(level="yes")),
        (["SOMETHING NEW"], "machine-readable", None),
    ],
)
def test_what_each_type_proves(answers: Answers, types: list[str], criterion: str, expected: Finding | None) -> None:
    """Every record type that the criterion names gives `full`, else a bound; a type that is not mapped nothing."""
    fact = answers(*_types(*types)).get(criterion)
    assert expected == (fact.answer.finding if fact is not None else None)


def test_no_answer_ever_says_that_something_is_not_there(answers: Answers, lists: Lists) -> None:
    """The inventory lowers no criterion: no answer is the last level or an upper bound, none says `none`."""
    for fact in answers(*_types(*lists.types)).values():
        finding = fact.answer.finding
        assert finding.no_better_than is None
        assert finding.level not in {"none", "no", "older"}
        assert "inventory" == fact.answer.basis


def test_a_web_page_is_not_machine_readable(answers: Answers) -> None:
    """A set that is only a web page counts as published and says so, and answers nothing on machine-readable."""
    found = answers({"DataType": "HTML"})
    assert FULL == found["force-published"].answer.finding
    assert "web page" in str(found["force-published"].answer.note)
    assert "machine-readable" not in found
    assert "machine-readable" in answers({"DataType": "HTML"}, {"DataType": "Socrata"})


def test_evidence_is_the_table_and_the_page_with_the_rows_own_day(answers: Answers) -> None:
    """Two records: the table at its commit with the row's key, and the city's page; both as of the row's check."""
    table, page = answers({})["force-published"].evidence
    assert table.url.startswith(
        "https://github.com/openpolicedata/opd-data/blob/d99afaded61a7dbe2d3b687a9e2d2f84174d247c/"
    )
    assert "source_table_id: ost_2" in str(table.quote)
    assert "https://data.reno.example/2" == page.url
    assert [When.day(date(2026, 4, 11))] * 2 == [table.seen, page.seen]
    assert [table.id, page.id] == list(answers({})["force-published"].answer.evidence)


def test_one_row_that_proves_all_is_the_only_evidence(answers: Answers) -> None:
    """The row that proves most comes first, then the newest check; what adds nothing is no evidence."""
    rows = [
        {"TableType": "TRAFFIC STOPS", "last_coverage_check": "05/01/2026"},
        {"TableType": "STOPS", "last_coverage_check": "01/01/2024"},
        {"TableType": "STOPS", "last_coverage_check": "02/01/2026", "Year": "2025"},
    ]
    assert ["opd-stops-2025", "page-stops-2025"] == [one.id for one in answers(*rows)["stops-published"].evidence]


def test_each_page_stands_once(answers: Answers) -> None:
    """Where two rows name one page, an answer lists it once, as it was seen last."""
    rows = [
        {"TableType": "ARRESTS", "source_url": "https://x.example/", "last_coverage_check": "01/01/2026"},
        {"TableType": "CITATIONS", "source_url": "https://x.example/", "last_coverage_check": "02/01/2026"},
    ]
    evidence = answers(*rows)["arrests-published"].evidence
    assert ["opd-citations", "opd-arrests", "page-citations"] == [one.id for one in evidence]


def test_ids_of_evidence_are_unique(answers: Answers) -> None:
    """Two rows of one type and year get two ids, in the order of the table."""
    rows = [{"coverage_end": "01/01/2026", "last_coverage_check": "05/01/2026"}, {"coverage_end": "03/01/2026"}]
    found = answers(*rows)
    assert "opd-use-of-force" == found["force-published"].evidence[0].id
    assert "opd-use-of-force-2" == found["force-lag"].evidence[0].id


@pytest.mark.parametrize(
    ("cells", "why"),
    [
        ({"supplying_entity": "MuckRock"}, "not published by the department: MuckRock"),
        ({"last_coverage_check": "01/12"}, "the day of the check cannot be read"),
        ({"last_coverage_check": "06/20/2026"}, "checked only after the edition's day"),
        ({"TableType": "SOMETHING NEW"}, "the type is not in types.csv"),
        ({"Agency": "Washoe County"}, "not a city's police department"),
        ({"Agency": "Elko", "AgencyFull": "Elko Police Department"}, "the city is not one of this project"),
    ],
)
def test_rows_that_cannot_be_used_are_left_out_with_a_reason(
    found: Callable[..., Found], cells: dict[str, str], why: str
) -> None:
    """A row of somebody else, without a day, or seen too late gives nothing, and the report says why."""
    result = found(cells)
    assert () == result.facts
    assert [why] == [one.why for one in result.left_out]


def test_every_row_is_used_or_left_out_with_a_reason(found: Callable[..., Found]) -> None:
    """No row goes missing: what no answer leans on is told."""
    older = {"last_coverage_check": "01/01/2026", "coverage_end": "12/01/2025"}
    result = found({"TableType": "CRASHES"}, {}, older, {"TableType": "STOPS"})
    assert [
        "crashes: no criterion asks for crashes",
        "other rows prove as much, or were checked later",
    ] == [one.why for one in result.left_out]


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ([("04/01/2026", "04/11/2026", "MULTIPLE")], ("2026-04-01", "2026-04-11")),
        (
            [("03/01/2026", "04/11/2026", "MULTIPLE"), ("02/01/2026", "05/11/2026", "MULTIPLE")],
            ("2026-03-01", "2026-04-11"),
        ),
        ([("12/31/2025", "04/11/2026", "2025")], None),
        ([("12/31/2026", "04/11/2026", "2026")], None),
        ([("04/11/2026", "04/11/2026", "MULTIPLE")], None),
        ([("12/30/2024", "04/11/2026", "2024"), ("12/31/2025", "04/11/2026", "2025")], None),
        ([("12/30/2025", "04/11/2026", "2025"), ("12/31/2024", "04/11/2026", "2024")], ("2025-12-30", "2026-04-11")),
    ],
)
def test_lag_takes_the_newest_honest_end(
    answers: Answers, rows: list[tuple[str, str, str]], expected: tuple[str, str] | None
) -> None:
    """The newest end that is honest counts, with its own check; a newer table with a nominal end leaves it open."""
    cells = [{"coverage_end": end, "last_coverage_check": check, "Year": year} for end, check, year in rows]
    fact = answers(*cells).get("force-lag")
    assert expected == (None if fact is None else (str(fact.answer.finding.newest), str(fact.evidence[0].seen)))


def test_an_edition_takes_the_newest_table_of_its_day(
    lists: Lists, listings: MakeListings, rounds: list[Round]
) -> None:
    """Each edition uses one table, the newest of its day; before the first table there is nothing."""
    tables = [listings({"last_coverage_check": "07/06/2023"}, source=source) for source in lists.of_kind("opd")]
    facts = opd(tables, lists, rounds, cities=["reno-nv"]).facts
    used = {fact.edition: fact.evidence[0].url.split("/")[6][:7] for fact in facts}
    assert {"2023": "ec35ad4", "2024": "5d9c0a6", "2025": "fbf27fa", "2026": "d99afad"} == used


def test_levels_that_a_rubric_does_not_have_are_not_given(
    lists: Lists, listings: MakeListings, round_2026: list[Round]
) -> None:
    """A rubric with other criteria or levels gets no answer that it could not read."""
    edition, rubric = round_2026[0]
    unit = rubric.criteria["force-unit"]
    short = replace(unit, levels=unit.levels[:1] + unit.levels[2:])
    cut = replace(rubric, dimensions=(replace(rubric.dimensions[1], criteria=(short,)),))
    facts = opd([listings({})], lists, [(edition, cut)], cities=["reno-nv"]).facts
    assert () == facts

"""What researchers hold, and where a coder should look."""

from __future__ import annotations

from scorecard.sources.context import OPENPDI_FIELDS, openpdi, stanford, work_list
from scorecard.sources.lists import Lists
from scorecard.sources.record import Round, Row

CITIES = {"reno-nv": "NV", "st-paul-mn": "MN"}


def test_stanfords_copy_is_said_with_its_days(lists: Lists, rounds: list[Round]) -> None:
    """The project's copy of a city's stops is said for editions after it was listed; state patrols are no city."""
    cells = {"place": "Saint Paul", "state": "MN", "scope": "city", "start": "2001-01-01", "end": "2016-12-13"}
    rows = [Row(2, cells), Row(3, {**cells, "scope": "state"}), Row(4, {**cells, "place": "Elko", "state": "NV"})]
    remarks = stanford(rows, lists.of_kind("stanford")[0], rounds, names=lists.names, cities=CITIES).remarks
    assert ["2023", "2024", "2025", "2026"] == [one.edition for one in remarks]
    assert {("st-paul-mn", "stops-published")} == {(one.city, one.criterion) for one in remarks}
    assert remarks[0].text.endswith("holds its own copy of stops, from January 1, 2001 to December 13, 2016.")
    only = stanford(
        [Row(2, {**cells, "stops_limited_to": "citations"})],
        lists.of_kind("stanford")[0],
        rounds,
        names=lists.names,
        cities=CITIES,
    )
    assert "stops (citations only)" in only.remarks[0].text


def test_openpdis_fields_are_counted(lists: Lists, rounds: list[Round]) -> None:
    """The number of standard fields is said for 2020, and whether the subject's race is one."""
    rows = [
        Row(2, {"city": "Reno", "state": "NV", "subject_race": "1", "date": "1"}),
        Row(3, {"city": "St. Paul", "state": "MN", "date": "1"}),
        Row(4, {"city": "Elko", "state": "NV", "date": "1"}),
    ]
    remarks = openpdi(rows, lists.of_kind("openpdi")[0], rounds, names=lists.names, cities=CITIES).remarks
    assert [("reno-nv", "2020"), ("st-paul-mn", "2020")] == [(one.city, one.edition) for one in remarks]
    count = f"found {{}} of {len(OPENPDI_FIELDS)} standard fields in its force records by December 17, 2020"
    assert remarks[0].text.endswith(f"{count.format(2)}, the subject's race among them.")
    assert remarks[1].text.endswith(f"{count.format(1)}, the subject's race not among them.")


def test_agencies_without_data_are_work_and_no_answer(lists: Lists) -> None:
    """A volunteer's `NO DATA` is listed with its day for whoever codes next; a state's own line is nobody's city."""
    rows = [
        Row(2, {"Source": "Reno", "State": "Nevada", "NO DATA": "X", "Last Checked Date": "8/17/2022"}),
        Row(3, {"Source": "St. Paul Police Department", "State": "Minnesota", "NO DATA": "X", "Last Checked Date": ""}),
        Row(4, {"Source": "Reno", "State": "Nevada", "NO DATA": "", "Last Checked Date": "8/17/2022"}),
        Row(5, {"Source": "Nevada", "State": "Nevada", "NO DATA": "X", "Last Checked Date": "8/17/2022"}),
        Row(6, {"Source": "Elko", "State": "Nevada", "NO DATA": "X", "Last Checked Date": "8/17/2022"}),
    ]
    agencies = {"reno-nv": "Reno Police Department", "st-paul-mn": "St. Paul Police Department"}
    assert [
        ("reno-nv", "work list: no data found August 17, 2022"),
        ("st-paul-mn", "work list: no data found, day not known"),
    ] == [(one.city, one.why) for one in work_list(rows, names=lists.names, agencies=agencies)]

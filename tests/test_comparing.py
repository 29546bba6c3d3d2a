"""`scorecard compare` as a user types it: cities side by side, one edition with another, as text and as JSON."""

from __future__ import annotations

import json
import shutil
from collections.abc import Sequence
from pathlib import Path

import pytest

from scorecard.cli import main
from scorecard.publishing.compare_cities import columns_of

ROOT = Path(__file__).resolve().parent.parent
EVERYTHING = ROOT / "tests" / "projects" / "everything"


def printed(capsys: pytest.CaptureFixture[str], *words: str, project: Path = EVERYTHING) -> str:
    """Run a command that works, and give what it prints."""
    assert 0 == main([*words, "--project", str(project)])
    return capsys.readouterr().out


def test_cities_stand_side_by_side(capsys: pytest.CaptureFixture[str]) -> None:
    """Range, known share, band, rank and dimensions, whether the order is settled, and the answers that differ."""
    out = printed(capsys, "compare", "quebec-all", "papa-zero")
    expected = """\
Edition 2026 · Every <b>&"' state · counted to 2026-06-30

                      Quebec, VT                    Papa, UT
Low to high           100                           0
Settled               100%                          100%
Band                  A Leading                     F Minimal
Rank                  1st of 9                      9th of 9
Availability (50)     100                           0
Detail & speed (30)   100                           0
Policy limits (20)    100                           0

Order
Quebec, VT is above Papa, UT: 100 at least, against 0 at most.

Where answers differ: 10 of 10 questions
"""
    assert out.startswith(expected)


@pytest.mark.parametrize(
    ("cities", "said"),
    [
        (
            ["alpha-falls", "bravo-bay"],
            "Alpha Falls, WA and Bravo Bay, OR: the ranges overlap, so no order is settled.",
        ),
        (["golf-exempt", "bravo-bay"], "nothing applies to one of them, so there is no order."),
        (["quebec-all", "india-capped"], "is above"),
    ],
)
def test_each_pair_says_whether_its_order_is_settled(
    capsys: pytest.CaptureFixture[str], cities: Sequence[str], said: str
) -> None:
    """Ranges that overlap settle nothing."""
    assert said in " ".join(printed(capsys, "compare", *cities).split())


@pytest.mark.parametrize(
    "words",
    [
        ("compare", "alpha-falls", "hotel-hostile"),
        ("compare", "delta-long", "echo-letters", "alpha-falls", "india-capped", "kilo-carried"),
        ("compare", "foxtrot-unknown", "golf-exempt"),
        ("compare", "--editions", "2025", "2026"),
        ("compare", "--editions", "2025", "2026", "alpha-falls"),
        ("compare", "--editions", "2025", "2026", "hotel-hostile"),
        ("compare", "--editions", "2025", "2026", "kilo-carried"),
        ("explain", "alpha-falls"),
    ],
)
def test_no_line_is_wider_than_a_terminal(capsys: pytest.CaptureFixture[str], words: Sequence[str]) -> None:
    """80 columns, also with long names, and where many cities are named."""
    out = printed(capsys, *words)
    assert [] == [line for line in out.splitlines() if columns_of(line) > 80 and not line.startswith(("Low:", "High:"))]


@pytest.mark.parametrize(("text", "columns"), [("abc", 3), ("Łódź", 4), ("e\u0301", 1), ("東京", 4)])
def test_columns_are_those_of_a_terminal(text: str, columns: int) -> None:
    """Wide letters take two, a mark on a letter none."""
    assert columns == columns_of(text)


def test_two_editions_are_compared(capsys: pytest.CaptureFixture[str]) -> None:
    """The mean, its parts, who moved most, and what is gone, with its day and reason."""
    out = printed(capsys, "compare", "--editions", "2025", "2026")
    text = " ".join(out.split())
    assert "3 cities are in both editions. On average, what we can prove went from 16.0 to 23.3." in text
    assert "1 city rose, 2 fell, 0 stayed. Left out: 11 not in 2025 and 1 not in 2026." in text
    assert "+52.3 Alpha Falls, WA (12.5 to 64.8): we learned +37.3" in text
    assert "Use of force, February 1, 2026. It was: Open data set. It is now: Not published." in text


def test_one_city_is_compared_step_by_step(capsys: pytest.CaptureFixture[str]) -> None:
    """Each step with its amount and what it went from and to; what moves nothing is named."""
    out = printed(capsys, "compare", "--editions", "2025", "2026", "alpha-falls")
    assert "  +13.9  force-published  partial to full → full\n" in out
    assert "Corrections made +5.0\n" in out
    assert "1 more answer differs without moving what we can prove: duty-to-intervene." in out
    assert "The city acted: Stops and searches (since February 10, 2026)." in out


def test_an_explanation_ends_with_the_bridge(capsys: pytest.CaptureFixture[str]) -> None:
    """From the edition before it; nothing where there is none."""
    out = " ".join(printed(capsys, "explain", "alpha-falls").split())
    assert "Since 2025: What we can prove went from 12.5 to 64.8. Of +52.3, we learned +37.3" in out
    assert "Since" not in printed(capsys, "explain", "bravo-bay")


def test_json_is_the_document_of_the_api(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    """Of two editions as in `api/v1/changes`; with a city, its record alone; of cities, their records and pairs."""
    project = Path(shutil.copytree(EVERYTHING, tmp_path / "project"))
    assert 0 == main(["build", "--no-cards", "--project", str(project), "--out", str(tmp_path / "site")])
    capsys.readouterr()
    whole = printed(capsys, "compare", "--editions", "2025", "2026", "--format", "json")
    assert (tmp_path / "site/api/v1/changes/2025-to-2026.json").read_text(encoding="utf-8") == whole
    one = json.loads(printed(capsys, "compare", "--editions", "2025", "2026", "kilo-carried", "--format", "json"))
    assert one in json.loads(whole)["cities"]
    cities = json.loads(printed(capsys, "compare", "quebec-all", "papa-zero", "--format", "json"))
    assert [{"cities": ["quebec-all", "papa-zero"], "settled": True, "above": "quebec-all"}] == cities["pairs"]
    assert ["papa-zero", "quebec-all"] == [record["id"] for record in cities["cities"]]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["alpha-falls"], "compare takes two or more cities, or --editions OLD NEW with one city or none"),
        ([], "compare takes two or more cities"),
        (["alpha-fals", "bravo-bay"], 'there is no city alpha-fals (did you mean "alpha-falls"?)'),
        (["bravo-bay", "bravo-bay"], "bravo-bay is named twice"),
        (["oscar-older", "bravo-bay"], "oscar-older has no answers in 2026; it has some in 2023"),
        (["november-withdrawn", "bravo-bay"], "november-withdrawn 2026 was withdrawn; its file says why"),
        (["a", "b", "--edition", "2062"], "there is no city a"),
        (["alpha-falls", "bravo-bay", "--edition", "2062"], "2062 is no edition; use one of 2023, 2025, 2026, 2027"),
        (["--editions", "2025", "2062"], "2062 is no edition"),
        (["--editions", "2026", "2025"], "2026 is newer than 2025; write --editions 2025 2026"),
        (["--editions", "2026", "2026"], "2026 cannot be compared with itself; name two editions"),
        (["--editions", "2023", "2026"], "2023 is of the family old, 2026 of every; there is no comparison across"),
        (["--editions", "2025", "2026", "bravo-bay"], "bravo-bay has no answers in 2025; it has some in 2026"),
        (["--editions", "2025", "2026", "bravo-bay", "alpha-falls"], "--editions takes one city or none"),
        (["--editions", "2025", "2026", "--edition", "2026"], "--edition is for cities side by side"),
    ],
)
def test_what_cannot_be_compared_is_told(capsys: pytest.CaptureFixture[str], words: Sequence[str], said: str) -> None:
    """With what there is instead."""
    assert 2 == main(["compare", *words, "--project", str(EVERYTHING)])
    assert said in capsys.readouterr().err

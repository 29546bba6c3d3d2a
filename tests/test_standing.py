"""A project in the middle of a round in, where every city stands out: counts, then each city and what comes next."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from scorecard.cli import main
from scorecard.standing import NEXT

CITY = 'name: "{0}"\nstate: WA\nagency: "{0} Police"\n'
EVIDENCE = 'evidence:\n  portal: {url: "https://data.example.org/x", seen: 2026-04}\n'
REPLIED = "status: draft\nreply: {sent: 2026-05-01, received: 2026-05-20, "
FILES = {
    "a-draft": "status: draft\n",
    "b-sent": "status: draft\nreply: {sent: 2026-05-01, until: 2026-06-01}\n",
    "c-open": f"{REPLIED}points: {{a: {{says: x}}, b: {{says: y, disposition: accepted}}}}}}\n",
    "d-decided": f"{REPLIED}points: {{a: {{says: x, disposition: rejected}}}}}}\n",
    "e-final-with-a-name-that-is-rather-long-for-a-column": "status: final\nreply: {sent: 2026-05-01}\n",
    "f-withdrawn": 'status: final\nwithdrawn: {on: 2026-08-01, because: "x"}\n',
    "g-broken": "status: finished\n",
}


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A project with a city in each state."""
    minimal = Path(__file__).resolve().parent / "projects" / "minimal"
    (tmp_path / "rubrics").mkdir()
    (tmp_path / "rubrics" / "worked.yaml").write_bytes((minimal / "rubrics" / "worked.yaml").read_bytes())
    (tmp_path / "scorecard.yaml").write_text(
        'title: "T"\npublisher: "P"\ncontact: "data@example.org"\nbase_url: "https://example.org/"\n'
        "editions:\n  2026: {rubric: worked, as_of: 2026-06-30}\n  2027: {rubric: worked, as_of: 2027-06-30}\n"
    )
    for city, text in FILES.items():
        folder = tmp_path / "cities" / city
        folder.mkdir(parents=True)
        (folder / "city.yaml").write_text(CITY.format(city.title()))
        (folder / "2026.yaml").write_text(text)
    return tmp_path


def told(project: Path, capsys: pytest.CaptureFixture[str], *words: str) -> str:
    """Ask where the cities stand."""
    assert main(["status", "--project", str(project), *words]) == 0
    return capsys.readouterr().out


def test_every_state_is_told_with_its_cities(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The counts add up, and each city stands in one state."""
    read = json.loads(told(project, capsys, "--format", "json"))
    assert "2026" == read["edition"]
    states = {one["city"]: one["state"] for one in read["cities"]}
    assert states == {
        "a-draft": "draft",
        "b-sent": "sent",
        "c-open": "open",
        "d-decided": "decided",
        "e-final-with-a-name-that-is-rather-long-for-a-column": "final",
        "f-withdrawn": "withdrawn",
        "g-broken": "broken",
    }
    assert list(NEXT) == list(read["counts"])
    assert len(FILES) == sum(read["counts"].values())
    opened = next(one for one in read["cities"] if one["city"] == "c-open")
    assert (2, 1, "2026-05-20") == (opened["points"], opened["undecided"], opened["received"])


def test_the_text_has_counts_first_and_80_columns(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Each state says what comes next."""
    text = told(project, capsys)
    lines = text.splitlines()
    assert "Edition 2026: 7 cities" == lines[0]
    assert "     1  with problems" == lines[1]
    assert [] == [line for line in lines if len(line) > 80]
    assert "sent 2026-05-01, until 2026-06-01" in text
    assert "1 of 2 points open" in text
    assert text.count("  Next: ") == 7


def test_a_lock_makes_final_files_published(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """What `publish` wrote is the end of the round."""
    (project / "editions").mkdir()
    (project / "editions" / "2026.lock").write_text("")
    read = json.loads(told(project, capsys, "--format", "json"))
    assert (0, 1) == (read["counts"]["final"], read["counts"]["published"])


def test_drafts_outside_the_project_are_counted(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A city with a draft for the next edition stands in that round."""
    folder = project.parent / f"{project.name}-private" / "a-draft"
    folder.mkdir(parents=True)
    (folder / "2027.yaml").write_text("status: draft\n")
    settings = project / "scorecard.yaml"
    settings.write_text(f"{settings.read_text()}drafts: ../{folder.parent.name}\n")
    assert "Edition 2027: 1 city\n     1  draft, not sent\n" in told(project, capsys)
    assert "Edition 2026: 7 cities\n" in told(project, capsys, "--edition", "2026")


def test_an_edition_that_is_not_there_is_told(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """With those that are."""
    assert main(["status", "--project", str(project), "--edition", "2025"]) == 2
    assert "2025 is no edition; use one of 2026, 2027" in capsys.readouterr().err

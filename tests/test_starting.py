"""What a user wants to start in: the files that are made, that they check, and that nothing is overwritten."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from scorecard.checking import load_project
from scorecard.problem import CommandLineError, OutputNotWritable, ProblemsFound
from scorecard.scoring.score import score_edition
from scorecard.starting import STARTING_RUBRIC, new_city, new_edition, new_project

MINIMAL = Path(__file__).resolve().parent / "projects" / "minimal"


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """Copy the minimal project, whose 2026 is the newest edition."""
    return Path(shutil.copytree(MINIMAL, tmp_path / "project"))


def files(folder: Path) -> dict[str, bytes]:
    """Read every file of a folder."""
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_a_new_project_checks_and_has_a_score(tmp_path: Path) -> None:
    """It holds settings, the rubric, a page and one invented city, of which something is known and something is not."""
    said = new_project(tmp_path / "mine")
    assert "next: cd " in said
    project = load_project(tmp_path / "mine")
    newest = project.newest_edition()
    assert newest is not None
    one = score_edition(project, newest.id).cities["example-city-xx"]
    assert one.range is not None
    assert 0 < one.range.low < one.range.high <= 100
    assert project.settings.is_demonstration


def test_a_new_project_lists_every_criterion_to_fill_in(tmp_path: Path) -> None:
    """Each criterion of the rubric stands in the city's file, as an answer or as a comment with its levels."""
    new_project(tmp_path / "mine")
    project = load_project(tmp_path / "mine")
    (path,) = (tmp_path / "mine/cities/example-city-xx").glob("2*.yaml")
    text = path.read_text(encoding="utf-8")
    assert [] == [one for one in project.rubrics[STARTING_RUBRIC].criteria if f"{one}:" not in text]


@pytest.mark.parametrize("name", ["scorecard.yaml", "notes.txt", ".hidden"])
def test_a_folder_that_holds_something_is_left_alone(tmp_path: Path, name: str) -> None:
    """A project is started in a new folder, or an empty one."""
    (tmp_path / name).write_text("mine")
    with pytest.raises(CommandLineError, match="is not empty; name a new folder"):
        new_project(tmp_path)
    assert {name: b"mine"} == files(tmp_path)


def test_an_empty_repository_is_an_empty_folder(tmp_path: Path) -> None:
    """A folder that `git clone` has just made will do."""
    (tmp_path / ".git").mkdir()
    new_project(tmp_path)
    assert ["example-city-xx"] == list(load_project(tmp_path).cities)


def test_a_project_below_a_file_cannot_be_written(tmp_path: Path) -> None:
    """Where the disk refuses, the error says which path."""
    (tmp_path / "file").write_text("")
    with pytest.raises(OutputNotWritable, match=r"cannot write .*scorecard\.yaml"):
        new_project(tmp_path / "file" / "mine")


@pytest.mark.parametrize(
    ("city", "name", "state"),
    [("st-paul-mn", "St Paul", "MN"), ("new-york", "New York", "XX"), ("boise", "Boise", "XX"), ("a1", "A1", "XX")],
)
def test_a_new_city_checks_as_a_draft(project: Path, city: str, name: str, state: str) -> None:
    """Name and state are read off the id where they can be; its answers are a draft of the newest edition."""
    said = new_city(project, city)
    assert [f"{project}/cities/{city}/city.yaml", f"{project}/cities/{city}/2026.yaml"] == said.splitlines()[:2]
    assert said.splitlines()[2].startswith("next: check name and agency")
    read = load_project(project)
    assert (name, state) == (read.cities[city].name, read.cities[city].state)
    assert read.answers["2026"][city].is_draft


@pytest.mark.parametrize("city", ["Seattle", "../x", "con", "unknown", "a b", "", "seattle-wa", "seattle-city-wa", "é"])
def test_a_city_that_cannot_be_is_refused(project: Path, city: str) -> None:
    """Words that are no ids, ids that are taken, and former ids are refused, and nothing is written."""
    before = files(project)
    with pytest.raises(CommandLineError):
        new_city(project, city)
    assert before == files(project)


def test_a_new_edition_carries_answers_over_as_unconfirmed(project: Path) -> None:
    """Each answer keeps its evidence and settles nothing; the file is a draft, and its head says so."""
    assert "2 files carried over" in new_edition(project, "2027", old="2026", as_of=None)
    read = load_project(project)
    old, new = read.answers["2026"]["seattle-wa"], read.answers["2027"]["seattle-wa"]
    assert ["a", "c", "d"] == list(new.answers)
    assert [True] == list({answer.is_unconfirmed for answer in new.answers.values()})
    assert [old.answers[name].finding for name in new.answers] == [one.finding for one in new.answers.values()]
    assert (old.evidence, True) == (new.evidence, new.is_draft)
    text = (project / "cities/seattle-wa/2027.yaml").read_text()
    assert text.startswith("# Carried over from 2026.")
    assert "import" not in text
    one = score_edition(read, "2027").cities["seattle-wa"]
    assert one.range is not None
    assert [0, 100] == [one.range.low, one.range.high]


def test_withdrawn_and_draft_files_are_not_carried_over(project: Path) -> None:
    """Only what counts in the old edition goes on."""
    (project / "cities/tacoma-wa/2026.yaml").write_text("status: draft\nanswers:\n  a: unknown\n")
    assert "0 files carried over" in new_edition(project, "2025b", old="2025", as_of="2026-01-31")
    assert "1 file carried over" in new_edition(project, "2027", old="2026", as_of=None)


def test_second_coders_and_settlements_go_on(project: Path) -> None:
    """An answer is carried over with its second answer, its settlement and the evidence of both."""
    path = project / "cities/seattle-wa/2025.yaml"
    path.write_text(path.read_text().split("withdrawn:")[0])
    new_edition(project, "2027", old="2025", as_of=None)
    new = load_project(project).answers["2027"]["seattle-wa"]
    stops = new.answers["stops"]
    assert stops.second is not None
    assert stops.settled is not None
    assert ("some", "full") == (stops.second.finding.level, stops.settled.finding.level)
    assert ["portal", "manual"] == list(new.evidence)
    assert (None, (), None) == (new.reply, new.corrections, new.answers["arrests"].vanished)


ONE_LINE = "editions:\n  2026: {rubric: worked, as_of: 2026-06-30}"
BELOW = """\
editions:
  2026:
    rubric: worked  # one
    as_of: 2026-06-30  # two
  # later

# more
x-note: y
"""


def in_form(text: str, form: str) -> str:
    """Write the settings as another editor, or another hand, would."""
    head = text.partition("editions:")[0]
    return {
        "as it is": text,
        "four spaces": text.replace("\n  2", "\n    2"),
        "windows": text.replace("\n", "\r\n"),
        "byte order mark": "\ufeff" + text,
        "last, without an end": head + ONE_LINE,
        "below each other": head + BELOW,
    }[form]


FORMS = ("as it is", "four spaces", "windows", "byte order mark", "last, without an end", "below each other")


@pytest.mark.parametrize("form", FORMS)
def test_settings_keep_every_byte_but_for_one_line(project: Path, form: str) -> None:
    """Comments, order, indentation and line endings of `scorecard.yaml` stay; the edition is one line more."""
    path = project / "scorecard.yaml"
    if form in {"last, without an end", "below each other"}:
        (project / "cities/seattle-wa/2025.yaml").unlink()
    path.write_bytes(in_form(path.read_text(), form).encode())
    before = path.read_bytes()
    new_edition(project, "2027", old=None, as_of="2027-03-31")
    after = path.read_bytes()
    added = [line for line in after.splitlines() if line not in before.splitlines()]
    assert [b"2027: {rubric: worked, as_of: 2027-03-31}"] == [line.strip() for line in added]
    assert before.splitlines() == [line for line in after.splitlines() if line not in added]
    assert (b"\r\n" in before) == (b"\r\n" in after)
    assert after.count(b"\n") == after.count(b"\r\n") or b"\r" not in after
    assert ["2026", "2027"] == [edition.id for edition in load_project(project).settings.editions][-2:]


@pytest.mark.parametrize(
    ("edition", "old", "as_of", "said"),
    [
        ("2026", None, None, "is in scorecard.yaml already"),
        ("2027", "2062", None, r'2062 is no edition; use one of 2025, 2026 \(did you mean "2026"\?\)'),
        ("spring", None, None, "say when facts stop counting in spring: --as-of DATE"),
        ("2027", None, "2027-03", "is not a day"),
        ("2027", None, "soon", "is not a day"),
        ("2027", None, "2026-06-30", "another edition has the cut-off day"),
        ("2024", "2026", None, "is before 2026-06-30"),
        ("Spring", None, "2027-01-01", "is not an id"),
        ("city", None, "2027-01-01", "is reserved"),
    ],
)
def test_an_edition_that_cannot_be_is_refused(
    project: Path, edition: str, old: str | None, as_of: str | None, said: str
) -> None:
    """What does not fit is told, and nothing is written."""
    before = files(project)
    with pytest.raises(CommandLineError, match=said):
        new_edition(project, edition, old=old, as_of=as_of)
    assert before == files(project)


def test_editions_in_braces_are_left_to_the_user(project: Path) -> None:
    """A list of editions on one line is not edited by guess."""
    path = project / "scorecard.yaml"
    head = path.read_text().split("editions:")[0]
    path.write_text(head + "editions: {2026: {rubric: worked, as_of: 2026-06-30}}\n")
    (project / "cities/seattle-wa/2025.yaml").unlink()
    before = files(project)
    with pytest.raises(CommandLineError, match="add the new one by hand"):
        new_edition(project, "2027", old="2026", as_of=None)
    assert before == files(project)


def test_nothing_is_started_in_a_project_with_problems(project: Path) -> None:
    """Cities and editions are added to what is whole."""
    (project / "cities/tacoma-wa/2026.yaml").write_text("answers:\n  a: nonsense\n")
    before = files(project)
    with pytest.raises(ProblemsFound):
        new_city(project, "boise-id")
    with pytest.raises(ProblemsFound):
        new_edition(project, "2027", old="2026", as_of=None)
    assert before == files(project)

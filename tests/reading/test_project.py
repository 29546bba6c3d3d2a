"""A project folder in: what is read from the disk, what is refused, and that mutations never end in an error."""

from __future__ import annotations

import os
import shutil
from datetime import date
from fractions import Fraction
from pathlib import Path
from time import process_time

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from scorecard.checking import check_project
from scorecard.model.when import When
from scorecard.problem import Problem
from scorecard.reading.disk import read_bytes
from scorecard.reading.project import Reading, read_project, read_shared
from tests.tries import tries

MINIMAL = Path(__file__).resolve().parent.parent / "projects" / "minimal"
CITY_FILE = "cities/seattle-wa/2025.yaml"


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """Copy the minimal project."""
    return Path(shutil.copytree(MINIMAL, tmp_path / "project"))


def told(reading: Reading) -> list[tuple[str, str]]:
    """List path and code of every problem."""
    return [(one.path, one.code) for one in reading.problems]


def test_every_key_of_a_city_file_is_read(project: Path) -> None:
    """The forms of answers, reply, corrections, pledge and withdrawal come out as they were written."""
    read = read_project(project)
    assert read.project is not None
    assert () == read.problems
    file = read.project.answers["2025"]["seattle-wa"]
    stops, fields, lag, arrests = (file.answers[name] for name in ("stops", "stop-fields", "stop-lag", "arrests"))
    assert ("full", "inventory", "state", "All *rows*.") == (
        stops.finding.level,
        stops.basis,
        stops.owed_to,
        stops.note,
    )
    assert (When.day(date(2025, 3, 1)), ("portal",)) == (stops.since, stops.evidence)
    assert stops.second is not None
    assert stops.settled is not None
    assert ("some", ("manual",)) == (stops.second.finding.level, stops.second.evidence)
    assert ("full", "The set was there.") == (stops.settled.finding.level, stops.settled.because)
    assert (("date",), ("place",)) == (fields.finding.present, fields.finding.unsure)
    assert When.month(2025, 10) == lag.finding.newest
    assert arrests.vanished is not None
    assert (True, "2025-02") == (arrests.is_unconfirmed, str(arrests.vanished.on))
    assert "Updated monthly: see #4." == file.evidence["portal"].quote
    assert file.reply is not None
    assert file.reply.points["stop-lag"].disposition == "accepted"
    assert ["some"] == [one.was.finding.level for one in file.corrections]
    assert file.pledge is not None
    assert file.withdrawn is not None
    assert not file.is_final


def test_settings_order_editions_by_day_and_peers_by_size(project: Path) -> None:
    """Editions run from the oldest, peer groups from the largest; the address ends in a slash."""
    read = read_project(project).project
    assert read is not None
    assert ["2025", "2026"] == [edition.id for edition in read.settings.editions]
    assert ["large", "small"] == [group.id for group in read.settings.peers]
    assert "https://example.org/records/" == read.settings.base_url
    assert read.settings.is_demonstration
    assert [True, False] == [edition.is_reconstructed for edition in read.settings.editions]


def test_numbers_are_exact(project: Path) -> None:
    """`62.5`, `4/5` and `0.4` are fractions; coordinates too."""
    read = read_project(project).project
    assert read is not None
    rubric = read.rubrics["records-2025"]
    assert (Fraction(125, 2), Fraction(2, 5)) == (rubric.bands[0].start, rubric.band_from_known_share)
    assert Fraction(4, 5) == rubric.criteria["stop-lag"].levels[1].share
    assert Fraction(-122335, 1000) == read.cities["seattle-wa"].longitude


@pytest.mark.parametrize(("old", "new"), [(b"\n", b"\r\n"), (b"\n", b"\r"), (b"status", b"\xef\xbb\xbfstatus")])
def test_line_endings_and_a_byte_order_mark_change_nothing(project: Path, old: bytes, new: bytes) -> None:
    """A file saved on another computer reads the same."""
    path, before = project / CITY_FILE, read_project(project)
    path.write_bytes(path.read_bytes().replace(old, new))
    after = read_project(project)
    assert before.project is not None
    assert after.project is not None
    assert before.project.answers == after.project.answers
    assert () == after.problems


def test_x_keys_are_free_and_unused_evidence_is_no_problem(project: Path) -> None:
    """Keys that start with `x-` hold whatever a person likes."""
    with (project / "cities/tacoma-wa/2026.yaml").open("a") as file:
        file.write("x-todo: {call: [them, again]}\n")
    assert () == read_project(project).problems


def test_links_pipes_and_folders_are_not_read(project: Path, tmp_path: Path) -> None:
    """What could lead outside the project, or never end, is a problem at its path."""
    (tmp_path / "secret.yaml").write_text("name: secret\n")
    (project / "cities/tacoma-wa/2026.yaml").unlink()
    (project / "cities/tacoma-wa/2026.yaml").symlink_to(tmp_path / "secret.yaml")
    os.mkfifo(project / "cities/tacoma-wa/2025.yaml")
    (project / "cities/linked-wa").symlink_to(tmp_path)
    (project / "rubrics/gone.yaml").symlink_to("/nowhere")
    (project / "cities/folder-wa/city.yaml").mkdir(parents=True)
    (project / "pages").symlink_to(tmp_path)
    expected = [
        ("cities/folder-wa/city.yaml", "not-a-file"),
        ("cities/linked-wa", "not-a-file"),
        ("cities/tacoma-wa/2025.yaml", "not-a-file"),
        ("cities/tacoma-wa/2026.yaml", "not-a-file"),
        ("pages", "not-a-file"),
        ("rubrics/gone.yaml", "not-a-file"),
    ]
    assert expected == told(read_project(project))


@pytest.mark.parametrize("folder", ["cities", "rubrics"])
def test_a_folder_of_the_project_is_no_link(project: Path, tmp_path: Path, folder: str) -> None:
    """Cities and rubrics lie in the project itself."""
    (project / folder).rename(tmp_path / "elsewhere")
    (project / folder).symlink_to(tmp_path / "elsewhere")
    assert (folder, "not-a-file") in told(read_project(project))


@pytest.mark.parametrize(
    ("path", "code"),
    [
        ("cities/Seattle/city.yaml", "not-an-id"),
        ("cities/con/city.yaml", "reserved-id"),
        ("cities/-x/city.yaml", "not-an-id"),
        ("cities/a--b/city.yaml", "not-an-id"),
        ("cities/unknown/city.yaml", "reserved-id"),
        ("cities/" + "a" * 81 + "/city.yaml", "not-an-id"),
        ("cities/new\nline/city.yaml", "not-an-id"),
        ("cities/\x1b[31m/city.yaml", "not-an-id"),
        ("cities/seattle-wa/2024.yaml", "unknown-edition"),
        ("cities/seattle-wa/2026.yml", "wrong-ending"),
        ("cities/seattle-wa/2026.YAML", "wrong-ending"),
        ("rubrics/other.yml", "wrong-ending"),
        ("rubrics/Other.yaml", "not-an-id"),
        ("cities/boise-id/2026.yaml", "missing-city"),
        ("cities/boise-id.yaml", "wrong-place"),
        ("pages/About us.md", "not-an-id"),
        ("pages/about.markdown", "wrong-ending"),
        ("pages/about.Spanish.md", "unknown-word"),
        ("pages/about.es.md", "unknown-page"),
    ],
)
def test_names_of_files_and_folders_are_checked(project: Path, path: str, code: str) -> None:
    """A name that cannot be an address, or that nobody would read, is one problem, printed on one line."""
    (project / path).parent.mkdir(parents=True, exist_ok=True)
    (project / path).write_text("answers:\n")
    problems = read_project(project).problems
    assert [code] == [one.code for one in problems]
    assert str(problems[0]).isprintable()


def test_dot_files_and_prose_beside_the_data_are_left_alone(project: Path) -> None:
    """An editor's and a file manager's own files, and a README, are no problem."""
    for path in (
        "cities/.DS_Store",
        "cities/README.md",
        "rubrics/.x.yaml.swp",
        "cities/seattle-wa/notes.txt",
        ".git/x",
    ):
        (project / path).parent.mkdir(exist_ok=True)
        (project / path).write_text("x")
    assert () == read_project(project).problems


def test_a_former_id_belongs_to_one_city(project: Path) -> None:
    """Two cities cannot both have been the same one; the problem stands at the second's value."""
    path = project / "cities/tacoma-wa/city.yaml"
    path.write_text(path.read_text() + "was:\n  - tacoma\n  - seattle-city-wa\n")
    problems = read_project(project).problems
    assert [("cities/tacoma-wa/city.yaml", 6, 5, "repeated-id")] == [
        (p.path, p.line, p.column, p.code) for p in problems
    ]


def test_drafts_outside_are_read_only_where_asked_for_and_stay_drafts(project: Path, tmp_path: Path) -> None:
    """Files of the drafts folder overlay the project's and are drafts, whatever they say; else none is opened."""
    drafts = tmp_path / "drafts/cities/tacoma-wa"
    drafts.mkdir(parents=True)
    (drafts / "2026.yaml").write_text("status: final\nanswers:\n  a: unknown\n")
    closed, opened = read_project(project), read_project(project, with_drafts=True)
    assert closed.project is not None
    assert opened.project is not None
    assert not closed.project.answers["2026"]["tacoma-wa"].is_draft
    assert opened.project.answers["2026"]["tacoma-wa"].is_draft
    assert frozenset({"../drafts/cities/tacoma-wa/2026.yaml"}) == opened.drafts
    assert [] == [path for path in closed.inputs if "drafts" in path]


def test_a_broken_draft_is_known_as_a_draft(project: Path) -> None:
    """A file that says `status: draft` is one even where its answers are wrong; one that cannot be read is not."""
    (project / "cities/tacoma-wa/2026.yaml").write_text("status: draft\nanswers:\n  a: nonsense\n")
    (project / "cities/seattle-wa/2026.yaml").write_text("status: draft\nanswers: [\n")
    checked = check_project(project)
    assert 2 == len(checked.problems)
    assert ["cities/seattle-wa/2026.yaml"] == [one.path for one in checked.outside_drafts()]


@pytest.mark.parametrize("path", ["scorecard.yaml", "rubrics/worked.yaml", "cities/tacoma-wa/city.yaml"])
def test_an_empty_file_is_told_as_such(project: Path, path: str) -> None:
    """A file without a word is one problem, except for answers, where it means that nothing is known."""
    (project / path).write_text("# later\n")
    assert [(path, "missing-key")] == told(read_project(project))


def test_an_empty_file_of_answers_knows_nothing(project: Path) -> None:
    """A city with an empty file for an edition has no answers there, and no problem."""
    (project / "cities/tacoma-wa/2026.yaml").write_text("")
    read = read_project(project)
    assert () == read.problems
    assert read.project is not None
    assert {} == read.project.answers["2026"]["tacoma-wa"].answers


def test_a_file_of_many_mistakes_is_told_within_seconds(project: Path) -> None:
    """Thousands of misspelled names are all told; suggestions stop before they take minutes."""
    lines = [f"  e{n}: {{url: https://a.example, seen: 2026-01-01}}" for n in range(500)]
    wrong = [f"  force-{n}: {{level: x, evidence: [ee{n}]}}" for n in range(1500)]
    (project / "cities/tacoma-wa/2026.yaml").write_text("\n".join(["evidence:", *lines, "answers:", *wrong]) + "\n")
    start = process_time()
    assert 1500 == len(read_project(project).problems)
    assert process_time() - start < 5


def test_a_chain_of_hundreds_of_criteria_is_read_within_seconds(project: Path) -> None:
    """Follows may form a long chain, and a circle at its end is told once."""
    levels = "levels: [{id: a, share: 1, title: A}, {id: b, share: 0, title: B}]"
    follows = [f"follows: {{criterion: c{n + 1}}}, " for n in range(500)] + ["follows: {criterion: c499}, "]
    criteria = [f"    - {{id: c{n}, title: C, claim: C, points: 1, {one}{levels}}}" for n, one in enumerate(follows)]
    path = project / "rubrics/worked.yaml"
    head = (
        path.read_text().split("dimensions:")[0]
        + "dimensions:\n  - id: d\n    title: D\n    weight: 100\n    criteria:\n"
    )
    path.write_text(head + "\n".join(criteria) + "\n")
    start = process_time()
    problems = read_project(project).problems
    assert ["c499 follows c500 follows c499: a circle"] == [
        one.what for one in problems if one.code != "unknown-criterion"
    ]
    assert process_time() - start < 5


SOURCES = {path.relative_to(MINIMAL).as_posix(): path.read_bytes() for path in sorted(MINIMAL.rglob("*.yaml"))}
WORDS = r""": | #| #1|[|]|{|}|- |"|'|&a |*a|!t |~|-1|1/0|not_applicable|unknown|[[a]]|{a: b}|../../etc/passwd|\u0000
|2026-13|0000-00-00|yes|<<: |? |con|2026-02-30|1.5|0"""
JUNK = st.sampled_from(
    [
        *(word.strip("\n").encode() for word in WORDS.split("|")),
        *(b"", b"\n", b"\r", b"|", b"\t", b"\x00", b"\xff", "\u202e".encode(), b"9" * 5000, b"x" * 300, b"---\n"),
    ]
)


@settings(max_examples=tries(100), deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.data())
def test_a_mutated_project_gives_problems_and_never_an_error(tmp_path: Path, data: st.DataObject) -> None:
    """Whatever a hand or a disk does to a file, checking ends in a list of problems, each on one line with a place."""
    root = tmp_path / "mutated"
    if not root.exists():
        shutil.copytree(MINIMAL, root)
    name = data.draw(st.sampled_from(sorted(SOURCES)))
    raw = SOURCES[name]
    for _ in range(data.draw(st.integers(1, 3))):
        start = data.draw(st.integers(0, len(raw)))
        end = min(len(raw), start + data.draw(st.integers(0, 30)))
        raw = raw[:start] + data.draw(JUNK) + raw[end:]
    (root / name).write_bytes(raw)
    try:
        problems: tuple[Problem, ...] = check_project(root).problems
    finally:
        (root / name).write_bytes(SOURCES[name])
    assert [] == [one for one in problems if one.line < 1 or one.column < 1 or not str(one).isprintable()]


def test_a_page_has_a_limit(project: Path) -> None:
    """A page that would take long to draw is one problem."""
    (project / "pages").mkdir()
    (project / "pages" / "long.md").write_text("x" * 60_001)
    assert [("pages/long.md", "too-large")] == told(read_project(project))


@pytest.mark.parametrize(
    "name", ["Łódź", "São Paulo", "ʻŌkina-Åre", "Лодзь", "Αθήνα", "北京 City", "A Лодзь", "Coeur d'Alene"]
)
def test_a_name_in_any_one_script_is_fine(project: Path, name: str) -> None:
    """Letters of every script are welcome, word by word."""
    path = project / "cities/tacoma-wa/city.yaml"
    path.write_text(f'name: "{name}"\nstate: WA\nagency: "Police of {name}"\n', encoding="utf-8")
    assert () == read_project(project).problems


def test_a_file_that_vanishes_while_it_is_read_is_a_problem(tmp_path: Path) -> None:
    """A file that was listed and is gone is told, and so is one that may not be read."""
    raw, problems = read_bytes(tmp_path / "gone.yaml", "gone.yaml")
    assert (None, ["not-a-file"]) == (raw, [one.code for one in problems])


def test_a_device_is_no_file() -> None:
    """What never ends is not opened for reading."""
    raw, problems = read_bytes(Path("/dev/zero"), "zero.yaml")
    assert (None, ["it is no plain file"]) == (raw, [one.what for one in problems])


def test_a_page_may_have_translations(project: Path) -> None:
    """The language stands in the name of the file, and the page has its texts by language."""
    (project / "pages").mkdir()
    (project / "pages" / "about.md").write_text("# About\n")
    (project / "pages" / "about.es.md").write_text("# Acerca de\n")
    (page,) = read_shared(project).pages
    assert ("about", "# About\n", {"es": "# Acerca de\n"}) == (page.id, page.text, page.translations)

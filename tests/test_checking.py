"""A project folder in: problems that only scoring can find, and how problems are sorted between drafts and cities."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from scorecard.checking import check_city, check_project, city_of, find_project, load_project
from scorecard.problem import CommandLineError, Problem, ProblemsFound, closing_line, counted, did_you_mean, one_line
from scorecard.scoring.score import score_city

BROKEN = Path(__file__).resolve().parent / "projects" / "broken"
MINIMAL = Path(__file__).resolve().parent / "projects" / "minimal"
EVIDENCE = """\
evidence:
  new: {url: "https://data.example.org/force", seen: 2026-04-11}
  old: {url: "https://data.example.org/force", seen: 2020-01-01}
answers:
"""


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """Start a project whose criteria follow each other."""
    (tmp_path / "rubrics").mkdir()
    (tmp_path / "cities/a").mkdir(parents=True)
    shutil.copy(BROKEN / "whole.yaml", tmp_path / "rubrics/whole.yaml")
    shutil.copy(MINIMAL / "cities/tacoma-wa/city.yaml", tmp_path / "cities/a/city.yaml")
    settings = (MINIMAL / "scorecard.yaml").read_text().split("editions:")[0]
    (tmp_path / "scorecard.yaml").write_text(f"{settings}editions:\n  2026: {{rubric: whole, as_of: 2026-06-30}}\n")
    return tmp_path


@pytest.mark.parametrize(
    ("answers", "columns"),
    [
        ("force: {level: some, evidence: [new]}\n  force-fields: {level: all, evidence: [new]}", [(6, 25)]),
        ("force: {level: none, evidence: [new]}\n  force-fields: {no_worse_than: all, evidence: [new]}", [(6, 33)]),
        ("force: {no_better_than: none, evidence: [new]}\n  lag: {level: month, evidence: [new]}", [(6, 16)]),
        (
            "force: {level: none, evidence: [new]}\n  lag: {level: not_applicable, reason: None., evidence: [new]}",
            [(6, 16)],
        ),
        ("force: {level: some, evidence: [new]}\n  lag: {level: not_applicable, reason: None., evidence: [new]}", []),
        ("force: {level: some, evidence: [new]}\n  force-fields: {present: [date, place], evidence: [new]}", []),
        ("force: {level: none, evidence: [new]}\n  lag: {newest: 2026-04-01, evidence: [new]}", []),
        ("force: {level: some, evidence: [new]}\n  force-fields: {no_better_than: all, evidence: [new]}", []),
        ("force: {level: some, evidence: [new]}\n  force-fields: {level: all, evidence: [old]}", []),
        ("force: {level: some, evidence: [old]}\n  force-fields: {level: all, evidence: [new]}", []),
        ("force: {level: some, evidence: [new]}\n  force-fields: {level: all, evidence: [new], unconfirmed: true}", []),
        ("force: unknown\n  force-fields: {level: all, evidence: [new]}", []),
        ("lag: {level: month, evidence: [new]}\n  force: {level: none, evidence: [new]}", [(5, 16)]),
    ],
)
def test_claims_beyond_what_is_followed_are_problems(
    project: Path, answers: str, columns: list[tuple[int, int]]
) -> None:
    """A level, a lower bound or not applicable beyond the cap is told at its place; facts and old findings are cut."""
    (project / "cities/a/2026.yaml").write_text(f"{EVIDENCE}  {answers}\n")
    problems = check_project(project).problems
    expected = [("cities/a/2026.yaml", *place, "beyond-cap") for place in columns]
    assert expected == [(one.path, one.line, one.column, one.code) for one in problems]


def test_a_scored_city_is_checked_without_working_it_out_again(project: Path) -> None:
    """What scoring holds of a city is enough to find its claims beyond a cap, and scoring takes what the check has."""
    lines = "force: {level: none, evidence: [new]}\n  lag: {level: month, evidence: [new]}"
    (project / "cities/a/2026.yaml").write_text(f"{EVIDENCE}  {lines}\n")
    checked = check_project(project)
    assert checked.project is not None
    rubric, edition = checked.project.rubric_of("2026"), checked.project.settings.edition("2026")
    answers = checked.project.answers["2026"]["a"]
    scored = score_city(rubric, edition, answers)
    assert ["beyond-cap"] == [one.code for one in checked.problems]
    assert checked.problems == tuple(check_city(rubric, answers, scored.criteria))
    assert scored == score_city(rubric, edition, answers, results=scored.criteria)


def test_a_project_with_problems_is_not_loaded(project: Path) -> None:
    """All problems come with the error, sorted and each once."""
    (project / "cities/a/2026.yaml").write_text("answers:\n  x: unknown\n  y: unknown\n")
    with pytest.raises(ProblemsFound, match="2 problems in 1 file; nothing was written") as raised:
        load_project(project)
    assert [2, 3] == [one.line for one in raised.value.problems]


def test_the_project_is_the_next_folder_upwards(project: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    """From any folder inside, the nearest `scorecard.yaml` counts; elsewhere there is none."""
    assert project == find_project(project / "cities" / "a")
    with pytest.raises(CommandLineError, match=r"no scorecard\.yaml in"):
        find_project(tmp_path_factory.mktemp("elsewhere"))


@pytest.mark.parametrize(
    ("path", "city"),
    [
        ("cities/a-wa/2026.yaml", "a-wa"),
        ("cities/a-wa/city.yaml", "a-wa"),
        ("../private/cities/a-wa/2026.yaml", "a-wa"),
        ("../private/a-wa/2026.yaml", "a-wa"),
        ("rubrics/r.yaml", None),
        ("scorecard.yaml", None),
        ("cities/linked", None),
    ],
)
def test_a_path_tells_its_city(path: str, city: str | None) -> None:
    """Files of the project and of the drafts folder belong to the city whose folder holds them."""
    assert city == city_of(path)


def test_what_is_printed_of_problems() -> None:
    """Counts have their plural, lines are single, and only close names are suggested."""
    problem = Problem("a.yaml", 1, 2, "code", "what", "mend")
    assert "a.yaml:1:2: code: what; mend" == str(problem)
    assert "1 problem in 1 file; nothing was written" == closing_line((problem,))
    assert ["1 city", "2 cities", "0 files"] == [
        counted(1, "city", "cities"),
        counted(2, "city", "cities"),
        counted(0, "file"),
    ]
    assert "a b \\x1b[31m \\u202e é" == one_line("a\nb \x1b[31m \u202e é")
    assert [' (did you mean "Full"?)', "", ""] == [
        did_you_mean("fulll", ["Full"]),
        did_you_mean("x", ["Full"]),
        did_you_mean("x", []),
    ]


def test_a_problem_is_one_line_whatever_it_quotes() -> None:
    """No text of a file or a table can start a line of its own, or move the cursor of a terminal."""
    told = str(Problem("a\n.csv", 2, 1, "odd-cell", 'the column "\x1b[2J" is not known', "did you mean \u202e"))
    assert 'a .csv:2:1: odd-cell: the column "\\x1b[2J" is not known; did you mean \\u202e' == told

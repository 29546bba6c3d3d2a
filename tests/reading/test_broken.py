"""Files that are wrong in one way each in; exactly the problem that their first line expects out, all in one run."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from scorecard.checking import check_project
from scorecard.codes import CODES
from scorecard.problem import Problem
from tests.without_progress import without_progress

BROKEN = Path(__file__).resolve().parent.parent / "projects" / "broken"
EXPECT = re.compile(r"# expect: (\d+):(\d+) ([a-z0-9-]+)(?: (did you mean \".+\"))?$")
LINE = re.compile(r"[^:]+:[1-9]\d*:[1-9]\d*: [a-z0-9-]+: .+; .+$")
CITY = 'name: "A city"\nstate: WA\nagency: "A department"\n'
SETTINGS = """\
title: "A scorecard"
publisher: "Example Coalition"
contact: "data@example.org"
base_url: "https://example.org/scorecard/"
editions:
  2026: {rubric: whole, as_of: 2026-06-30}
"""
MADE = {  # what cannot hold a comment in its first line: name, bytes, place and code
    "edition-latin-1": (b"status: final\nx-note: caf\xe9\n", "2:12 not-utf-8"),
    "edition-utf-16": ("status: final\n".encode("utf-16"), "1:1 not-utf-8"),
    "edition-huge": (b"# " + b"x" * 262_144, "1:1 too-large"),
    "edition-many-values": (b"x-list: [" + b"1," * 20_001 + b"]\n", "1:40002 too-large"),
    "edition-null": (b"status: fin\0al\n", "1:12 invisible-character"),
    "edition-bidi": ('x-note: "a \u202e b"\n'.encode(), "1:12 invisible-character"),
    "edition-second-mark": (b"\xef\xbb\xbf\xef\xbb\xbfstatus: final\n", "1:1 invisible-character"),
    "edition-wide-columns": ('evidence: {é: {url: "https://é.example/", seen: 2026-99}}\n'.encode(), None),
}


def names(kind: str) -> list[str]:
    """List the broken files of a kind."""
    return sorted(path.stem for path in BROKEN.glob(f"{kind}-*.yaml"))


def place_in_project(name: str) -> str:
    """Say where a broken file goes in the project."""
    kind = name.partition("-")[0]
    homes = {
        "rubric": f"rubrics/{name}.yaml",
        "edition": f"cities/{name}/2026.yaml",
        "city": f"cities/{name}/city.yaml",
    }
    return homes.get(kind, "scorecard.yaml")


def expected(name: str) -> tuple[str, int, int, str]:
    """Read the expectation of a broken file."""
    match = EXPECT.match((BROKEN / f"{name}.yaml").read_text().split("\n", 1)[0])
    assert match is not None, name
    return place_in_project(name), int(match[1]), int(match[2]), match[3]


def found(problem: Problem) -> tuple[str, int, int, str]:
    """Reduce a problem to what is expected of it."""
    return problem.path, problem.line, problem.column, problem.code


def write(root: Path, path: str, content: str | bytes) -> None:
    """Write a file of the project."""
    target = root / path
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(content.encode() if isinstance(content, str) else content)


def start(root: Path) -> Path:
    """Start a project that is whole."""
    write(root, "scorecard.yaml", SETTINGS)
    write(root, "rubrics/whole.yaml", (BROKEN / "whole.yaml").read_bytes())
    write(root, "cities/fine/city.yaml", CITY)
    write(root, "cities/fine/2026.yaml", "answers:\n")
    return root


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Put all broken files into one project."""
    root = start(tmp_path_factory.mktemp("broken"))
    for name in [*names("rubric"), *names("edition"), *names("city")]:
        path = place_in_project(name)
        write(root, path, (BROKEN / f"{name}.yaml").read_bytes())
        if name.startswith("edition"):
            write(root, f"cities/{name}/city.yaml", CITY)
        elif name.startswith("city"):
            write(root, f"cities/{name}/2026.yaml", "answers:\n  force: unknown\n")
    for name, (content, _) in MADE.items():
        write(root, place_in_project(name), content)
        write(root, f"cities/{name}/city.yaml", CITY)
    return root


def all_expected() -> Iterator[tuple[str, int, int, str]]:
    """Go through the expectations of the one project."""
    yield from map(expected, [*names("rubric"), *names("edition"), *names("city")])
    for name, (_, wanted) in MADE.items():
        for place in [wanted] if wanted is not None else ["1:12 not-an-id", "1:49 not-a-date"]:
            line, column, code = re.split("[: ]", place)
            yield place_in_project(name), int(line), int(column), code


def test_a_project_of_broken_files_tells_each_problem_once_and_no_other(project: Path) -> None:
    """More than a hundred mistakes give as many problems, each at its own place, without cascades."""
    wanted = sorted(all_expected())
    assert len(wanted) > 100
    assert wanted == sorted(found(one) for one in check_project(project).problems)


def test_the_commands_print_every_problem_on_one_line_and_write_nothing(project: Path) -> None:
    """`check`, `score` and `build` print place, code and mending on standard error, count, and exit with 1."""
    before = sorted(project.rglob("*"))
    count = len(list(all_expected()))
    files = len({path for path, *_ in all_expected()})
    for command in (["check"], ["score"], ["build", "--no-cards"]):
        run = subprocess.run(
            [sys.executable, "-m", "scorecard", *command, "--project", str(project)], capture_output=True, check=False
        )
        *lines, last = without_progress(run.stderr.decode())
        assert (1, b"") == (run.returncode, run.stdout)
        assert [] == [line for line in lines if not LINE.match(line)]
        assert lines == sorted(lines, key=lambda line: (line.split(":")[0], *map(int, line.split(":")[1:3])))
        assert f"{count} problems in {files} files; nothing was written" == last
        assert count == len(lines)
    assert before == sorted(project.rglob("*"))


@pytest.mark.parametrize("name", [*names("rubric"), *names("edition"), *names("city")])
def test_a_name_that_is_close_is_suggested(project: Path, name: str) -> None:
    """Where a file expects a suggestion, the mending ends in it; elsewhere nothing is suggested."""
    match = EXPECT.match((BROKEN / f"{name}.yaml").read_text().split("\n", 1)[0])
    assert match is not None
    problem = next(one for one in check_once(project) if one.path == place_in_project(name))
    suggested = re.search(r"\((did you mean \".+\")\?\)", problem.mend)
    assert match[4] == (suggested[1] if suggested else None)


_CHECKED: dict[Path, tuple[Problem, ...]] = {}


def check_once(root: Path) -> tuple[Problem, ...]:
    """Check a project, the first time it is asked for."""
    if root not in _CHECKED:
        _CHECKED[root] = check_project(root).problems
    return _CHECKED[root]


@pytest.mark.parametrize("name", names("settings"))
def test_broken_settings_are_one_problem_and_the_files_of_the_edition_are_none(tmp_path: Path, name: str) -> None:
    """A mistake in `scorecard.yaml` is told there; cities and rubrics beside it are not blamed."""
    root = start(tmp_path)
    shutil.copy(BROKEN / f"{name}.yaml", root / "scorecard.yaml")
    problems = check_project(root, with_drafts=True).problems
    assert [expected(name)] == [found(one) for one in problems]
    assert LINE.match(str(problems[0]))


def test_every_code_that_a_project_can_raise_is_among_the_broken_files() -> None:
    """A new rule needs a new broken file; codes of folders, tables, forms and builds have their own."""
    elsewhere = """
        not-a-file wrong-ending wrong-place template-error unknown-edition missing-city foreign-file missing-table
        another-table unknown-table missing-file missing-column unknown-column repeated-column ragged-row odd-cell
        not-editable unknown-page another-form another-question another-reply unknown-city not-a-workbook
        not-a-pdf-form has-macros external-link has-formula
    """
    shown = {code for *_, code in all_expected()} | {expected(name)[3] for name in names("settings")}
    assert set(CODES) - set(elsewhere.split()) == shown

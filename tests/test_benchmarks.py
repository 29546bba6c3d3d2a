"""Numbers of agencies in, synthetic projects out: the same anywhere, without problems, changed in one place.

What is timed is not tested here; that whole processes are watched, and that other generators get the same content, is.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from benchmarks.ready import write_ready
from benchmarks.synthetic import EDITION, RUBRIC, change_one_answer, change_rubric, write_project
from benchmarks.watched import watch
from scorecard.checking import check_project, load_project
from scorecard.scoring.score import score_all

ROOT = Path(__file__).resolve().parent.parent
CITY = "synthetic-agency-00003"


def contents(folder: Path) -> dict[str, bytes]:
    """Read every file below a folder."""
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def change_answer(project: Path) -> None:
    """Change an answer of one agency."""
    change_one_answer(project, CITY)


def test_a_synthetic_project_has_no_problem(tmp_path: Path) -> None:
    """Whatever is drawn for an agency is an answer that the rubric allows."""
    assert () == check_project(write_project(tmp_path / "project", 40)).problems


def test_a_synthetic_project_says_what_it_is(tmp_path: Path) -> None:
    """Its pages are marked as a demonstration, and each agency is called synthetic."""
    project = load_project(write_project(tmp_path / "project", 5))
    assert project.settings.is_demonstration
    assert [f"Synthetic agency 0000{number}" for number in range(1, 6)] == [one.name for one in project.cities.values()]


def test_the_same_number_gives_the_same_bytes(tmp_path: Path) -> None:
    """In another process with another hash seed nothing differs, and a larger project begins with a smaller one."""
    few, many = contents(write_project(tmp_path / "few", 5)), tmp_path / "many"
    command = [sys.executable, "-m", "benchmarks.synthetic", str(many), "7"]
    subprocess.run(command, cwd=ROOT, env={"PYTHONHASHSEED": "7"}, check=True)
    later = ("cities/synthetic-agency-00006/", "cities/synthetic-agency-00007/")
    assert few == {path: content for path, content in contents(many).items() if not path.startswith(later)}


def test_most_synthetic_agencies_are_ranked(tmp_path: Path) -> None:
    """Scores lie apart over all bands, and most are known well enough for a rank."""
    results = score_all(load_project(write_project(tmp_path / "project", 60)))[EDITION]
    bands = {one.bands.low for one in results.cities.values() if one.bands is not None}
    assert {"B", "C", "D", "F"} <= bands
    assert 60 * 0.85 < len(results.standings) < 60


@pytest.mark.parametrize(
    ("change", "changed"),
    [(change_answer, f"cities/{CITY}/{EDITION}.yaml"), (change_rubric, f"rubrics/{RUBRIC}.yaml")],
)
def test_a_change_is_one_change(tmp_path: Path, change: Callable[[Path], None], changed: str) -> None:
    """A build after it has one file to read anew, with one word or number that differs, other scores and no problem."""
    project = write_project(tmp_path / "project", 5)
    before, scores = contents(project), score_all(load_project(project))[EDITION].cities[CITY]
    change(project)
    after = contents(project)
    assert [changed] == [path for path in after if before[path] != after[path]]
    words = zip(before[changed].split(), after[changed].split(), strict=True)
    assert 1 == sum(old != new for old, new in words)
    assert scores.range != score_all(load_project(project))[EDITION].cities[CITY].range


def test_what_was_not_made_here_is_not_changed(tmp_path: Path) -> None:
    """A file without the answer that is changed is named, and stays as it was."""
    project = write_project(tmp_path / "project", 3)
    path = project / "cities" / CITY / f"{EDITION}.yaml"
    path.write_text("answers: {}\n", encoding="utf-8")
    with pytest.raises(ValueError, match="was not made by"):
        change_one_answer(project, CITY)
    assert "answers: {}\n" == path.read_text(encoding="utf-8")


def test_other_generators_get_every_page_of_an_agency(tmp_path: Path) -> None:
    """The first page and two for each agency, which share one record; nothing in it is left to be worded or drawn."""
    paths = write_ready(write_project(tmp_path / "project", 3), tmp_path / "ready")
    cities = [f"cities/synthetic-agency-0000{number}" for number in (1, 2, 3)]
    assert ["index.html", *(f"{one}{page}" for one in cities for page in ("/2026/index.html", "/index.html"))] == paths
    pages = [json.loads(path.read_bytes()) for path in sorted((tmp_path / "ready" / "content").iterdir())]
    assert sorted(paths) == sorted(page["path"] for page in pages)
    records = {path.stem for path in (tmp_path / "ready" / "data").iterdir()}
    assert {"index", *(one.removeprefix("cities/") for one in cities)} == records == {page["of"] for page in pages}


def test_a_watched_command_has_its_children_counted(tmp_path: Path) -> None:
    """Seconds of processor are those of the command and of what it started and waited for."""
    work = "sum(range(10_000_000))"
    child = f"import subprocess, sys; subprocess.run([sys.executable, '-c', '{work}'], check=True)"
    alone, with_child = (watch([sys.executable, "-c", code], tmp_path) for code in ("pass", child))
    assert alone.cpu < with_child.cpu
    assert 0 < alone.wall


def test_a_watched_command_that_fails_says_why(tmp_path: Path) -> None:
    """A build or a peer that does not end well is no figure."""
    with pytest.raises(subprocess.CalledProcessError) as caught:
        watch([sys.executable, "-c", "import sys; sys.exit('no such page')"], tmp_path)
    assert "no such page\n" == caught.value.stderr

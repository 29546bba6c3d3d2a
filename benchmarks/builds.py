"""A project in, what whole builds of it take out: all new, nothing changed, one answer changed, the rubric changed."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.synthetic import change_one_answer, change_rubric
from benchmarks.watched import Run, watch

COLD, UNCHANGED, ONE_ANSWER, RUBRIC = "cold", "unchanged", "one answer changed", "rubric changed"


@dataclass(frozen=True, slots=True)
class Build:
    """One build: what went before it (`kind`), what it took, the files of the site and how many were written anew."""

    kind: str
    run: Run
    files: int
    written: int


def time_builds(project: Path, site: Path, *, jobs: int) -> list[Build]:
    """Build four times: without cache and site, again, after one answer of one agency, after points of one criterion.

    Args:
        project: a synthetic one; its middle agency and its rubric are changed.
        site: where to; what is there is deleted first.
        jobs: how many processes.
    """
    cities = sorted(path.name for path in (project / "cities").iterdir())

    def one_answer() -> None:
        change_one_answer(project, cities[len(cities) // 2])

    def rubric() -> None:
        change_rubric(project)

    delete_output(project, site)
    steps: Sequence[tuple[str, Callable[[], None] | None]] = (
        (COLD, None), (UNCHANGED, None), (ONE_ANSWER, one_answer), (RUBRIC, rubric),
    )  # fmt: skip
    built = []
    for kind, change in steps:
        if change is not None:
            change()
        before = _files(site)
        run = build(project, site, jobs=jobs)
        after = _files(site)
        written = sum(before.get(path) != state for path, state in after.items())
        built.append(Build(kind, run, len(after), written))
    return built


def build(project: Path, site: Path, *, jobs: int) -> Run:
    """Build pages and data in a process of its own, without cards."""
    words = ["build", "--no-cards", "--project", str(project), "--out", str(site), "--jobs", str(jobs)]
    return watch([sys.executable, "-m", "scorecard", *words], Path.cwd())


def delete_output(project: Path, site: Path) -> None:
    """Delete site and cache."""
    for folder in (site, site.parent / ".scorecard", project / ".scorecard"):
        shutil.rmtree(folder, ignore_errors=True)


def _files(site: Path) -> dict[str, tuple[int, int]]:
    """Tell inode and time of change of each file, which stay where a build left it alone."""
    found = {}
    for folder, _, names in os.walk(site):
        for name in names:
            state = Path(folder, name).stat()
            found[os.path.relpath(Path(folder, name), site)] = (state.st_ino, state.st_mtime_ns)
    return found

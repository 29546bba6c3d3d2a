"""A project in, how much of a build each of its phases takes in one process out: read, score, pages, tables, write."""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import chain
from pathlib import Path

from scorecard import __version__
from scorecard.checking import load_project
from scorecard.packaged import packaged
from scorecard.publishing.api_index import documents
from scorecard.publishing.artifact import Artifact
from scorecard.publishing.keys import Keys
from scorecard.publishing.site import site_pages
from scorecard.publishing.tables import rows_in_memory, tables
from scorecard.scoring.score import score_all

PHASES = ("read", "score", "pages", "tables", "write")


@dataclass(slots=True)
class Phases:
    """Seconds of processor by phase, in the order of `PHASES`; `files` that were written."""

    seconds: dict[str, float] = field(default_factory=lambda: dict.fromkeys(PHASES, 0.0))
    files: int = 0

    @contextmanager
    def timed(self, phase: str) -> Iterator[None]:
        """Add what happens inside to a phase."""
        start = time.process_time()
        yield
        self.seconds[phase] += time.process_time() - start

    @property
    def whole(self) -> float:
        """Seconds of all phases."""
        return sum(self.seconds.values())


def time_phases(project_dir: Path, folder: Path) -> Phases:
    """Build without cards, one phase after another where one needs all of the last, else file by file.

    Args:
        project_dir: the folder with `scorecard.yaml`.
        folder: an empty folder, which takes the site.
    """
    phases = Phases()
    with phases.timed("read"):
        project = load_project(project_dir)
    with phases.timed("score"):
        results = score_all(project)
    pages = site_pages(project, results, templates=packaged("templates"), cards=set(), tool_version=__version__)
    keys = Keys(project, results)
    data = chain(documents(project, results, keys), tables(project, results, keys, rows_in_memory(project, results)))
    for phase, artifacts in (("pages", pages), ("tables", data)):
        for path, content in _made(artifacts, phase, phases):
            with phases.timed("write"):
                target = folder / path
                target.parent.mkdir(parents=True, exist_ok=True)
                target.write_bytes(content)
            phases.files += 1
    return phases


def _made(artifacts: Iterable[Artifact], phase: str, phases: Phases) -> Iterator[tuple[str, bytes]]:
    waiting = iter(artifacts)
    while True:
        with phases.timed(phase):
            artifact = next(waiting, None)
            content = artifact.content() if artifact is not None else b""
        if artifact is None:
            return
        yield artifact.path, content

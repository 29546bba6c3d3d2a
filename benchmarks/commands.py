"""A command line in, how long whole processes of it take out: start of Python, imports and writing included."""

from __future__ import annotations

import shutil
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median

_READ = ("rubrics", "cities", "pages", "templates")


@dataclass(frozen=True, slots=True)
class Timed:
    """How long each run took, in seconds (or any other number that is summed up in the same way)."""

    seconds: tuple[float, ...]

    @property
    def runs(self) -> int:
        """Count the runs."""
        return len(self.seconds)

    def summary(self) -> tuple[float, float, float]:
        """Give median, least and most."""
        return median(self.seconds), min(self.seconds), max(self.seconds)


def copy_project(root: Path, target: Path) -> Path:
    """Copy what a build reads, so that no cache of the checkout helps and none is left in it."""
    target.mkdir()
    shutil.copy2(root / "scorecard.yaml", target)
    for name in _READ:
        if (root / name).is_dir():
            shutil.copytree(root / name, target / name)
    return target


def time_command(command: Sequence[str], project: Path, scratch: Path, *, runs: int) -> Timed:
    """Run a command in processes of its own, one after another.

    Args:
        command: what stands after `scorecard`; a build writes into an empty folder each time.
        project: the folder with `scorecard.yaml`.
        scratch: an empty folder that takes the sites.
        runs: how many count; one more goes before them, so that the files are in memory.

    Raises:
        subprocess.CalledProcessError: a run did not end with 0.
    """
    seconds = []
    for _ in range(runs + 1):
        site = scratch / "site"
        out = ["--out", str(site)] if command[0] == "build" else []
        argv = [sys.executable, "-m", "scorecard", *command, "--project", str(project), *out]
        start = time.perf_counter()
        subprocess.run(argv, check=True, capture_output=True)  # noqa: S603  # this very program
        seconds.append(time.perf_counter() - start)
        for folder in (site, project / ".scorecard"):
            shutil.rmtree(folder, ignore_errors=True)
    return Timed(tuple(seconds[1:]))

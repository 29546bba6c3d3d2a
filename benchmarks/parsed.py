"""A project in, how long its pages take from parsed input out: read, checked and scored before the clock starts.

    python -m benchmarks.parsed PROJECT SITE JOBS

Prints seconds on the clock and of processors, as JSON. All pages are made, and each city's documents of the API: its
figures and its advice. Places under other weights and rules are worked out on the clock, as in a build: when a page is
first to print them.
"""

from __future__ import annotations

import json
import resource
import subprocess
import sys
import time
from pathlib import Path

from benchmarks.watched import Run
from scorecard import __version__
from scorecard.building.making import make_files
from scorecard.building.writer import writing
from scorecard.checking import load_project
from scorecard.packaged import packaged
from scorecard.publishing.changes_file import changes_in_memory
from scorecard.publishing.credits import add_up, named_in
from scorecard.publishing.keys import Keys
from scorecard.publishing.site import Pages
from scorecard.publishing.templating import templates_of
from scorecard.publishing.whole_city import loader
from scorecard.scoring.score import score_all
from scorecard.scoring.study import studies


def time_parsed(project: Path, site: Path, *, jobs: int) -> Run:
    """Make the pages in a process of its own, and give what it tells."""
    argv = [sys.executable, "-m", "benchmarks.parsed", str(project), str(site), str(jobs)]
    told = json.loads(subprocess.run(argv, check=True, capture_output=True).stdout)  # noqa: S603  # this very program
    return Run(told["wall"], told["cpu"], None)


def main() -> None:
    """Read, then make the pages and say how long that took."""
    root, site, jobs = Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3])
    project = load_project(root)
    results = score_all(project)
    files = [file for by_city in project.answers.values() for file in by_city.values() if file.is_final]
    pages = Pages(
        project,
        results,
        studies(project, results),
        engine=templates_of(packaged("templates")),
        cards=frozenset(),
        tool_version=__version__,
        keys=Keys(project, results),
        load=loader(project, results),
        credits_of_all=lambda: add_up(named_in(file) for file in files),
        changes=changes_in_memory(project, results),
    )
    pages.prepare()  # places under other weights are scoring, and the peers are given theirs
    start, used = time.perf_counter(), _cpu()
    with writing(site, root) as writer:
        make_files(pages, (), writer, jobs, lambda _what, _done, _of: None)
        writer.finish({"tool": __version__, "input": "", "built_with": {}}, ())
    print(json.dumps({"wall": time.perf_counter() - start, "cpu": _cpu() - used}))


def _cpu() -> float:
    both = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return sum(one.ru_utime + one.ru_stime for one in both)


if __name__ == "__main__":
    main()

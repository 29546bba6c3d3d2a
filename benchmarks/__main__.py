"""The committed project and synthetic ones in; how long commands, pages, cards and builds take out, as tables.

    scripts/run.sh .venv/bin/python -m benchmarks [--quick | --full] [--only pages|cards|builds]

Nothing here is a test: no figure is a verdict. README.md says what is measured and how to read it.
"""

from __future__ import annotations

import argparse
import os
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks import printed
from benchmarks.batches import time_batches
from benchmarks.builds import time_builds
from benchmarks.cards import card_jobs, hide_fonts, time_cards, time_first_card
from benchmarks.chromium import missing_chromium, time_chromium
from benchmarks.commands import copy_project, time_command
from benchmarks.generators import find_peers
from benchmarks.pages import time_pages
from benchmarks.phases import time_phases
from benchmarks.synthetic import write_project
from scorecard.building.render import PangoMissing, pango_version

ROOT = Path(__file__).resolve().parent.parent
PARTS = ("pages", "cards", "builds")


@dataclass(frozen=True, slots=True)
class Extent:
    """How much is measured.

    `rounds` maps a number of agencies to how often it is built; `commands` and
    `cards` are runs of each command and cards a round, `card_rounds` the rounds; `batch`
    are the cards of a whole batch.
    """

    rounds: dict[int, int]
    commands: int
    cards: int
    card_rounds: int
    batch: int


QUICK = Extent({100: 1}, 1, 3, 1, 6)
USUAL = Extent({100: 5, 2_000: 3}, 5, 12, 5, 100)
FULL = Extent({100: 5, 2_000: 3, 18_000: 1}, 5, 12, 5, 100)


def main() -> int:
    """Measure, and print tables as they come; the versions stand last."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description="Time commands, pages, cards and builds.")
    much = parser.add_mutually_exclusive_group()
    much.add_argument("--quick", action="store_true", help="one run of each: to see that it works, not to compare")
    much.add_argument(
        "--full", action="store_true", help="18,000 agencies as well: takes hours, and some 20 GiB of disk"
    )
    parser.add_argument("--only", choices=PARTS, help="one part alone")
    parser.add_argument("--of", type=Path, default=ROOT, metavar="DIR", help="the project whose commands are timed")
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1, metavar="N", help="processes of a build")
    options = parser.parse_args()
    extent = QUICK if options.quick else FULL if options.full else USUAL
    pango = _pango()
    with TemporaryDirectory(prefix="scorecard-benchmark-") as folder:
        scratch = Path(folder)
        hide_fonts(scratch)
        if options.only in {None, "builds"}:
            _commands(options.of, scratch, extent, with_cards=pango is not None and not options.quick)
            _builds(extent, options.jobs)
        if options.only in {None, "cards"} and pango is not None:
            _cards(options.of, scratch, extent)
        if options.only in {None, "pages"}:
            _pages(extent, options.jobs)
    print(printed.table(["with", "version"], printed.versions(pango)))
    return 0


def _commands(of: Path, scratch: Path, extent: Extent, *, with_cards: bool) -> None:
    """Time the commands on a copy of a project that people wrote."""
    project, rows = copy_project(of, scratch / "project"), []
    for words in (("check",), ("build", "--no-cards"), *([("build",)] if with_cards else [])):
        line = f"scorecard {' '.join(words)}"
        runs = extent.commands if words != ("build",) else max(1, extent.commands // 2)
        rows.append(printed.command_row(line, time_command(words, project, scratch, runs=runs)))
        _say(f"{line}: measured")
    print(printed.table(["command", *printed.SPREAD], rows))


def _builds(extent: Extent, jobs: int) -> None:
    for size, rounds in extent.rounds.items():
        with _made(size) as scratch:
            project, built = scratch / "project", []
            for turn in range(1, rounds + 1):
                built.append(time_builds(project, scratch / "site", jobs=jobs))
                _say(f"builds of {size:,} agencies: round {turn} of {rounds}")
            print(printed.builds_table(f"{size:,} agencies, no cards", built))
            shutil.rmtree(scratch / "site")
            phases = time_phases(project, scratch / "site")
            print(printed.phases_table(f"{size:,} agencies, one process", phases))


def _pages(extent: Extent, jobs: int) -> None:
    peers, missing = find_peers()
    for line in missing:
        _say(line)
    for size, rounds in extent.rounds.items() if peers else ():
        with _made(size) as scratch:
            sides = time_pages(scratch / "project", peers, scratch, jobs=jobs, rounds=rounds, tell=_say)
            print(printed.pages_table(f"{size:,} agencies", sides))


def _cards(of: Path, scratch: Path, extent: Extent) -> None:
    project = copy_project(of, scratch / "cards")
    rows = printed.card_rows(time_cards(project, count=extent.cards, rounds=extent.card_rounds))
    rows += printed.version_rows(time_first_card(project, rounds=extent.card_rounds))
    _say("cards: measured")
    many = card_jobs(project, extent.batch)
    rows += printed.batch_rows(time_batches(many, rounds=max(1, extent.card_rounds // 2), alone=min(5, len(many))))
    _say("batches of cards: measured")
    missing = missing_chromium()
    if missing is not None:
        _say(missing)
    else:
        (scratch / "chromium").mkdir()
        jobs = card_jobs(project, extent.cards)
        rows += printed.chromium_rows(time_chromium(jobs, scratch / "chromium", rounds=extent.card_rounds))
    print(printed.table(["card", *printed.SPREAD], rows))


@contextmanager
def _made(size: int) -> Iterator[Path]:
    """Give a folder with a synthetic project in it, for as long as it is needed."""
    with TemporaryDirectory(prefix="scorecard-benchmark-") as folder:
        write_project(Path(folder, "project"), size)
        _say(f"{size:,} synthetic agencies: written")
        yield Path(folder)


def _pango() -> str | None:
    try:
        return pango_version()
    except PangoMissing as error:
        _say(f"No card is measured. {error}")
        return None


def _say(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main())

"""Cards in, how long they take in one process, in two, and in one each out; beside two processes that only spin."""

from __future__ import annotations

import os
import resource
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.commands import Timed
from scorecard.building.cards import render_cards
from scorecard.building.render import NO_FONTS
from scorecard.publishing.card_job import CardJob

_SPIN = "sum(number * number for number in range(6_000_000))"
_BASE = "build:///"


@dataclass(frozen=True, slots=True)
class Batches:
    """Ratios, one a round.

    `two` is the time with one process at once divided by that with two; `spinning`
    the same for two processes that only reckon, which is what the machine allows.
    `batch` is a card's time in a batch divided by that in a process of its own,
    `command` that divided by what WeasyPrint's own command takes for the same
    HTML, style sheet, fonts and pictures; both in seconds of the processor.
    """

    two: Timed
    spinning: Timed
    batch: Timed
    command: Timed


@dataclass(frozen=True, slots=True)
class _Spent:
    """Seconds by the clock (`wall`), and of the `processor` in all processes together."""

    wall: float
    processor: float


def time_batches(jobs: Sequence[CardJob], *, rounds: int, alone: int) -> Batches:
    """Draw the same cards in turn with one process, two, and for some of them one each, of ours and of WeasyPrint's.

    Args:
        jobs: what to draw.
        rounds: how often.
        alone: how many are drawn in a process of their own.
    """
    two, spinning, batch, command = [], [], [], []
    with TemporaryDirectory(prefix="scorecard-cards-") as scratch:
        folders = [_written(job, Path(scratch) / str(number)) for number, job in enumerate(jobs[:alone])]
        for _ in range(rounds):
            one = _draw(jobs, 1)
            two.append(one.wall / _draw(jobs, 2).wall)
            spinning.append(2 * _spin(1) / _spin(2))
            card = one.processor / len(jobs)
            batch.append(card / (sum(_draw([job], 1).processor for job in jobs[:alone]) / alone))
            command.append(card / (sum(map(_draw_by_command, folders)) / alone))
    return Batches(Timed(tuple(two)), Timed(tuple(spinning)), Timed(tuple(batch)), Timed(tuple(command)))


def _draw(jobs: Sequence[CardJob], at_once: int) -> _Spent:
    start, used = time.perf_counter(), _processor_of_children()
    drawn = sum(1 for _ in render_cards(jobs, jobs_at_once=at_once))
    if drawn != len(jobs):
        raise ValueError("not every card came out")
    return _Spent(time.perf_counter() - start, _processor_of_children() - used)


def _written(job: CardJob, folder: Path) -> Path:
    """Write a card as files that WeasyPrint's command reads: addresses of the build become those of files beside it."""
    files = {
        "card.html": job.html.replace(_BASE, "").encode(),
        "card.css": job.style.css.replace(_BASE, "").encode(),
        **{f"pictures/{name}": svg.encode() for name, svg in job.pictures.items()},
        **{f"fonts/{name}": font for name, font in job.style.fonts.items()},
    }
    for name, content in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(content)
    return folder


def _draw_by_command(folder: Path) -> float:
    used = _processor_of_children()
    argv = ["-m", "weasyprint", "card.html", "card.pdf", "-s", "card.css", "--pdf-variant", "pdf/ua-1"]
    fonts = {"FONTCONFIG_FILE": str(NO_FONTS)}
    done = subprocess.run(  # noqa: S603  # our own Python
        [sys.executable, *argv], cwd=folder, env=os.environ | fonts, check=True, capture_output=True, text=True
    )
    if "ERROR" in done.stderr:
        raise ValueError(f"the card is not whole: {done.stderr}")
    return _processor_of_children() - used


def _processor_of_children() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def _spin(processes: int) -> float:
    start = time.perf_counter()
    spinning = [subprocess.Popen([sys.executable, "-c", _SPIN]) for _ in range(processes)]  # noqa: S603  # our own Python
    for process in spinning:
        process.wait()
    return time.perf_counter() - start

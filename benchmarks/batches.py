"""Cards in, how long they take in one process, in two, and in one each out; beside two processes that only spin."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass

from benchmarks.commands import Timed
from scorecard.building.cards import render_cards
from scorecard.publishing.card_job import CardJob

_SPIN = "sum(number * number for number in range(6_000_000))"


@dataclass(frozen=True, slots=True)
class Batches:
    """Ratios, one a round.

    `two` is the time with one process at once divided by that with two; `spinning`
    the same for two processes that only reckon, which is what the machine allows.
    `batch` is a card's time in a batch divided by that in a process of its own.
    """

    two: Timed
    spinning: Timed
    batch: Timed


def time_batches(jobs: Sequence[CardJob], *, rounds: int, alone: int) -> Batches:
    """Draw the same cards in turn with one process, two, and for some of them one each.

    Args:
        jobs: what to draw.
        rounds: how often.
        alone: how many are drawn in a process of their own.
    """
    two, spinning, batch = [], [], []
    for _ in range(rounds):
        one = _seconds(jobs, 1)
        two.append(one / _seconds(jobs, 2))
        spinning.append(2 * _spin(1) / _spin(2))
        each = sum(_seconds([job], 1) for job in jobs[:alone]) / alone
        batch.append(one / len(jobs) / each)
    return Batches(Timed(tuple(two)), Timed(tuple(spinning)), Timed(tuple(batch)))


def _seconds(jobs: Sequence[CardJob], at_once: int) -> float:
    start = time.perf_counter()
    drawn = sum(1 for _ in render_cards(jobs, jobs_at_once=at_once))
    if drawn != len(jobs):
        raise ValueError("not every card came out")
    return time.perf_counter() - start


def _spin(processes: int) -> float:
    start = time.perf_counter()
    spinning = [subprocess.Popen([sys.executable, "-c", _SPIN]) for _ in range(processes)]  # noqa: S603  # our own Python
    for process in spinning:
        process.wait()
    return time.perf_counter() - start

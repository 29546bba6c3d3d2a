"""Ten thousand fuzzed files in: no traceback, no signal, no odd refusal, and little time and memory for each."""

from __future__ import annotations

import subprocess
import sys
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import pytest

pytestmark = pytest.mark.proof

ROOT = Path(__file__).resolve().parents[2]
FILES, BATCH = 10_000, 250
MOST_SECONDS, MOST_MEGABYTES = 2, 300


@dataclass(frozen=True, slots=True)
class Ran:
    """What became of a batch: a line for each file, and how the first that broke did so, None where none did."""

    lines: tuple[str, ...]
    broke: str | None


def ran(first: int) -> Ran:
    """Run a batch in a process of its own; the file after the last line is the one that broke it."""
    command = [sys.executable, "-m", "tests.fuzz.child", str(first), str(first + BATCH)]
    run = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    lines = tuple(run.stdout.splitlines())
    if run.returncode == 0 and len(lines) == BATCH:
        return Ran(lines, None)
    return Ran(lines, f"file {first + len(lines)}: status {run.returncode}: {run.stderr[-300:]}")


def test_no_file_breaks_what_reads_it() -> None:
    """Every file ends in records or in problems with file, line, column and code, in 2 seconds and 300 MB."""
    with ThreadPoolExecutor(2) as pool:
        batches = list(pool.map(ran, range(0, FILES, BATCH)))
    assert [] == [one.broke for one in batches if one.broke is not None]
    told = [line.split() for one in batches for line in one.lines]
    assert len(told) == FILES
    slow = [line for line in told if float(line[2]) > MOST_SECONDS or int(line[3]) > MOST_MEGABYTES]
    assert [] == slow
    refused = Counter(line[1] for line in told if line[4] != "0")
    assert {"importers", "markdown", "reader"} == set(refused)
    assert sum(refused.values()) > FILES / 3

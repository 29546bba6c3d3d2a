"""A command line in, what a whole process of it takes out: seconds, processor, memory of it and of its children.

Memory is the sum of PSS: what a process shares with others is counted once, in parts. It is looked at about every
50 ms in `/proc`; a system without that (macOS) tells no memory. Processor is that of the process and of the children
that it waited for.
"""

from __future__ import annotations

import os
import subprocess
import tempfile
import threading
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

_PROC = Path("/proc")
_EVERY = 0.05


@dataclass(frozen=True, slots=True)
class Run:
    """One run: `wall` and `cpu` in seconds, `peak_mib` the most memory at once, None where that is not told."""

    wall: float
    cpu: float
    peak_mib: float | None


def watch(argv: Sequence[str], folder: Path) -> Run:
    """Run a command to its end.

    Args:
        argv: the command line.
        folder: where it runs.

    Raises:
        subprocess.CalledProcessError: it did not end with 0; what it said is in `stderr`.
    """
    with tempfile.TemporaryFile() as said:
        start = time.perf_counter()
        process = subprocess.Popen(  # noqa: S603  # this very program, or one that the benchmarks compare with
            argv, cwd=folder, stdout=said, stderr=said, start_new_session=True
        )
        memory = _Memory(process.pid)
        memory.start()
        _, status, used = os.wait4(process.pid, 0)
        wall = time.perf_counter() - start
        memory.stop()
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode != 0:
            said.seek(0)
            raise subprocess.CalledProcessError(process.returncode, argv, stderr=said.read().decode(errors="replace"))
    return Run(wall, used.ru_utime + used.ru_stime, memory.most)


class _Memory(threading.Thread):
    """Looks at the memory of all processes of a session until it is stopped."""

    def __init__(self, session: int) -> None:
        super().__init__(daemon=True)
        self.session = session
        self.most: float | None = None
        self.ended = threading.Event()

    def run(self) -> None:
        pause = 0.0
        while _PROC.is_dir() and not self.ended.wait(pause):
            start = time.perf_counter()
            found = sum(_pss_mib(pid) for pid in _of_session(self.session))
            self.most = max(self.most or 0.0, found)
            # Looking into a large process holds it up, so it is left alone for ten times as long.
            pause = max(_EVERY, 10 * (time.perf_counter() - start))

    def stop(self) -> None:
        self.ended.set()
        self.join()


def _of_session(session: int) -> Iterator[int]:
    for entry in os.scandir(_PROC):
        if not entry.name.isdigit():
            continue
        try:
            # The name of a program may hold blanks and brackets; state, parent, group and session come after it.
            words = Path(entry.path, "stat").read_text(encoding="ascii", errors="replace").rpartition(")")[2].split()
        except OSError:  # it ended meanwhile
            continue
        if int(words[3]) == session:
            yield int(entry.name)


def _pss_mib(pid: int) -> float:
    try:
        lines = (_PROC / str(pid) / "smaps_rollup").read_text(encoding="ascii").splitlines()
    except OSError:
        return 0.0
    return sum(int(line.split()[1]) for line in lines if line.startswith("Pss:")) / 1024

"""Cards to draw in, PDFs out as they are done: batches in child processes, so that one bad card cannot take the rest.

Each child draws one batch, with limits on memory, processor time and time. Where
one dies, what it had finished is kept, the card it was at is tried once more
alone, and the others go on. Never threads: WeasyPrint is not made for them.
"""

from __future__ import annotations

import os
import selectors
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter, deque
from collections.abc import Generator, Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import IO

import scorecard
from scorecard.building.card_messages import Batch, Kind, taken
from scorecard.building.process import held_back
from scorecard.building.render import NO_FONTS, PangoMissing
from scorecard.problem import CardFailed, counted
from scorecard.publishing.card_job import CardJob

CHILD = ("-m", "scorecard.building.card_child")
BATCH = 24  # half a second to start a process, against about 4 to draw so many
_PASSED_ON = ("LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH", "DYLD_FALLBACK_LIBRARY_PATH")

Outcome = bytes | str
"""What becomes of a card: its PDF, or why it could not be drawn."""


@dataclass(frozen=True, slots=True)
class Limits:
    """What one card may use: memory of its process, processor time, and time on the clock."""

    memory_bytes: int = 2 << 30  # a card of 45 criteria takes 0.4 GB of addresses
    cpu_seconds: int = 60  # and half a second
    wall_seconds: float = 180.0  # on a busy machine, start of the process included


@dataclass(frozen=True, slots=True)
class _Task:
    job: CardJob
    is_second_try: bool = False


@dataclass(slots=True)
class _Child:
    process: subprocess.Popen[bytes]
    pipe: IO[bytes]
    errors: IO[bytes]
    left: deque[_Task]
    deadline: float
    buffer: bytearray = field(default_factory=bytearray)
    is_late: bool = False

    @property
    def answers(self) -> int:
        """The file number from which its answers are read."""
        return self.pipe.fileno()


def render_cards(
    jobs: Iterable[CardJob],
    *,
    jobs_at_once: int,
    limits: Limits = Limits(),
    child: Sequence[str] = CHILD,
    scratch: Path | None = None,
) -> Generator[tuple[CardJob, bytes]]:
    """Draw cards in child processes and yield each with its PDF, in the order in which they are done.

    Args:
        jobs: what to draw; read as children become free, so that it may be a stream.
        jobs_at_once: how many child processes run, at least 1.
        limits: what one card may use.
        child: what Python is to run; it speaks as `card_child` does.
        scratch: where temporary files go; None: where the system keeps its own.

    Raises:
        CardFailed: some could not be drawn, twice; raised after all others were yielded, and names them. At once
            where the fault is not a card's: in the style sheet, a font, or the installation.
        PangoMissing: Pango cannot be loaded.
    """
    return failing_last(draw_cards(jobs, jobs_at_once=jobs_at_once, limits=limits, child=child, scratch=scratch))


def draw_cards(
    jobs: Iterable[CardJob],
    *,
    jobs_at_once: int,
    limits: Limits = Limits(),
    child: Sequence[str] = CHILD,
    scratch: Path | None = None,
) -> Generator[tuple[CardJob, Outcome]]:
    """Draw as `render_cards` does, but give for a card that could not be drawn why, after all others."""
    with tempfile.TemporaryDirectory(prefix="scorecard-cards-", dir=scratch) as folder:
        foreman = _Foreman(iter(jobs), limits, child, Path(folder))
        try:
            while foreman.hire(jobs_at_once):
                yield from foreman.listen()
        finally:
            foreman.stop()
    yield from foreman.failed


def failing_last(outcomes: Generator[tuple[CardJob, Outcome]]) -> Generator[tuple[CardJob, bytes]]:
    """Pass the PDFs on as they come.

    Raises:
        CardFailed: at the end, where there was anything but PDFs; names every such card, and why.
    """
    failed: list[tuple[CardJob, str]] = []
    with closing(outcomes):
        for job, outcome in outcomes:
            if isinstance(outcome, str):
                failed.append((job, outcome))
            else:
                yield job, outcome
    if failed:
        raise CardFailed(_told(failed))


def _told(failed: Sequence[tuple[CardJob, str]]) -> str:
    by_reason: dict[str, list[str]] = {}
    for name, why in sorted((job.name, why) for job, why in failed):
        by_reason.setdefault(why, []).append(name)
    reasons = "; ".join(f"{', '.join(names)}: {why}" for why, names in by_reason.items())
    kinds = Counter(job.kind for job, _ in failed)
    what = " and ".join(counted(count, kind) for kind, count in sorted(kinds.items(), reverse=True))
    return f"{what} could not be made; nothing was published; {reasons}"


class _Foreman:
    """Keeps children at work, listens to all of them, and notes what failed."""

    def __init__(self, jobs: Iterator[CardJob], limits: Limits, command: Sequence[str], folder: Path) -> None:
        self.failed: list[tuple[CardJob, str]] = []
        self._jobs = jobs
        self._again: deque[_Task] = deque()  # second tries, each to be alone in its process
        self._rest: deque[_Task] = deque()  # what a dead child had not begun
        self._limits, self._command, self._folder = limits, command, folder
        self._environment = child_environment(folder)
        self._selector = selectors.DefaultSelector()

    def hire(self, at_once: int) -> bool:
        """Start children until so many are at work or nothing is left; say whether any is at work."""
        while len(self._selector.get_map()) < max(1, at_once):
            batch = self._next_batch()
            if not batch:
                break
            with held_back():
                child = self._start(batch)
                self._selector.register(child.answers, selectors.EVENT_READ, child)
        return bool(self._selector.get_map())

    def listen(self) -> Iterator[tuple[CardJob, bytes]]:
        """Wait for answers, deaths or a deadline, and yield the cards that came in."""
        children: list[_Child] = [key.data for key in self._selector.get_map().values()]
        patience = max(0.0, min(child.deadline for child in children) - time.monotonic())
        ready: list[_Child] = [key.data for key, _ in self._selector.select(patience)]
        for child in ready:
            yield from self._hear(child)
        for child in children:
            if child not in ready and time.monotonic() > child.deadline:
                child.is_late = True
                child.process.kill()  # its end is heard in the next round

    def stop(self) -> None:
        """End every child that is still at work."""
        for key in list(self._selector.get_map().values()):
            key.data.process.kill()
            self._dismiss(key.data)
        self._selector.close()

    def _next_batch(self) -> list[_Task]:
        if self._again:
            return [self._again.popleft()]
        if self._rest:
            batch = [self._rest.popleft()]
            while self._rest and len(batch) < BATCH and self._rest[0].job.style is batch[0].job.style:
                batch.append(self._rest.popleft())
            return batch
        first = list(islice(self._jobs, BATCH))
        same_style = [job for job in first if job.style is first[0].style]
        self._rest.extend(_Task(job) for job in first if job.style is not first[0].style)
        return [_Task(job) for job in same_style]

    def _start(self, batch: Sequence[_Task]) -> _Child:
        errors = tempfile.TemporaryFile(dir=self._folder)  # noqa: SIM115  # closed by _dismiss
        with tempfile.TemporaryFile(dir=self._folder) as work:
            work.write(self._packed(batch))
            work.seek(0)
            process = subprocess.Popen(  # noqa: S603  # our own Python, our own module
                [sys.executable, *self._command, str(os.getpid())],
                stdin=work,
                stdout=subprocess.PIPE,
                stderr=errors,
                env=self._environment,
            )
        if process.stdout is None:
            raise ValueError("a child was started without a pipe")
        return _Child(process, process.stdout, errors, deque(batch), time.monotonic() + self._limits.wall_seconds)

    def _packed(self, batch: Sequence[_Task]) -> bytes:
        cards = tuple((task.job.html, task.job.pictures) for task in batch)
        return Batch(batch[0].job.style, cards, self._limits.memory_bytes, self._limits.cpu_seconds).packed()

    def _hear(self, child: _Child) -> Iterator[tuple[CardJob, bytes]]:
        heard = os.read(child.answers, 1 << 20)
        child.buffer += heard
        while (answer := taken(child.buffer)) is not None:
            kind, content = answer
            if kind is Kind.NO_PANGO:
                raise PangoMissing(content.decode())
            if kind is Kind.NO_STYLE:
                raise CardFailed(f"no report card can be made; nothing was published: {content.decode()}")
            task = child.left.popleft()
            child.deadline = time.monotonic() + self._limits.wall_seconds
            if kind is Kind.DRAWN:
                yield task.job, content
            else:
                self._note(task, content.decode(errors="replace"))
        if not heard:
            self._bury(child)

    def _bury(self, child: _Child) -> None:
        """Note the card at which a child died, and hand what it had not begun to others."""
        self._selector.unregister(child.answers)
        status = child.process.wait()
        try:
            if child.left and status > 0:  # no card's fault: those are told in answers, and a kill has a signal
                raise CardFailed(f"no report card can be made; nothing was published: {self._why(child, status)}")
            if child.left:
                self._note(child.left.popleft(), self._why(child, status))
                self._rest.extend(child.left)
        finally:
            self._close(child)

    def _why(self, child: _Child, status: int) -> str:
        if child.is_late:
            return f"it took longer than {self._limits.wall_seconds:g} seconds"
        if status == -signal.SIGXCPU:
            return f"it took more than {self._limits.cpu_seconds} seconds of processor time"
        child.errors.seek(0)
        last = child.errors.read().decode(errors="replace").strip().rpartition("\n")[2]
        ended = f"its process was ended by {signal.Signals(-status).name}" if status < 0 else "its process ended early"
        return f"{ended}: {last}" if last else ended

    def _note(self, task: _Task, why: str) -> None:
        if task.is_second_try:
            self.failed.append((task.job, why))
        else:
            self._again.append(_Task(task.job, is_second_try=True))

    def _dismiss(self, child: _Child) -> None:
        self._selector.unregister(child.answers)
        child.process.wait()
        self._close(child)

    @staticmethod
    def _close(child: _Child) -> None:
        child.errors.close()
        child.pipe.close()


def child_environment(folder: Path) -> Mapping[str, str]:
    """Let a child see our modules, no fonts and no programs, and a folder for temporary files that goes with us."""
    ours = str(Path(scorecard.__file__).parent.parent)
    passed_on = {name: os.environ[name] for name in _PASSED_ON if name in os.environ}
    return {
        **passed_on,
        "PYTHONPATH": os.pathsep.join([ours, *(path for path in sys.path if path)]),
        "PYTHONHASHSEED": "0",
        "LC_ALL": "C.UTF-8",
        "FONTCONFIG_FILE": str(NO_FONTS),
        "HOME": str(folder),
        "TMPDIR": str(folder),
        "PATH": str(folder),  # it needs no program; with a compiler in reach, Python asks that for libraries, slowly
    }

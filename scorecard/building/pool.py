"""Items in, what a function makes of each out: in forked processes, which share what this one has read so far.

A fork costs some milliseconds and copies nothing, so that neither the project nor
the templates travel. Results come back through pipes as they are made; an item is
handed out when a process is free, so that neither items nor results pile up.
"""

from __future__ import annotations

import os
import signal
from collections.abc import Callable, Generator, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from itertools import islice
from multiprocessing import connection, get_context
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from typing import TypeVar

from scorecard.building.process import end_with_parent, held_back, raise_lost_interrupt, seldom_swept
from scorecard.problem import WorkerDied

Item = TypeVar("Item")
Made = TypeVar("Made")
_AHEAD = 2  # items that a process has in hand, so that it need not wait for the next one


@dataclass(frozen=True, slots=True)
class _Done:
    """One item is finished."""


@dataclass(slots=True)
class _Worker:
    process: BaseProcess
    pipe: Connection
    in_hand: list[object]


def in_processes(
    work: Callable[[Item], Iterable[Made]], items: Iterable[Item], *, jobs: int
) -> Generator[Made, None, None]:
    """Yield what `work` makes of every item, as it is made; in this process where `jobs` is 1.

    Args:
        work: called once an item; what it makes can be pickled. It may not rely on the order of items.
            As text, an item says what it is, for the case that a process dies of it.
        items: read as processes become free, so that it may be a stream.
        jobs: how many processes, at least 1; fewer where there are fewer items.

    Raises:
        WorkerDied: a process was ended from outside, by a lack of memory for example.
        Exception: what `work` raised, once.
    """
    if jobs == 1:
        for item in items:
            yield from work(item)
        return
    crew = _Crew(work, iter(items))
    try:
        crew.hire(jobs)
        while crew.workers:
            raise_lost_interrupt()
            yield from crew.listen()
    finally:
        crew.stop()


class _Crew:
    def __init__(self, work: Callable[[Item], Iterable[Made]], items: Iterator[Item]) -> None:
        self.workers: list[_Worker] = []
        self._work, self._items = work, items

    def hire(self, jobs: int) -> None:
        """Fork so many processes, each for an item that is there."""
        context = get_context("fork")
        for item in islice(self._items, jobs):
            ours, theirs = context.Pipe()
            inherited = [ours, *(worker.pipe for worker in self.workers)]
            process = context.Process(target=_serve, args=(self._work, theirs, inherited, os.getpid()), daemon=True)
            worker = _Worker(process, ours, [])
            with held_back():
                process.start()
                self.workers.append(worker)
            theirs.close()
            self._hand(worker, item)
        for worker in self.workers:
            self._refill(worker)

    def listen(self) -> Iterator[Made]:
        """Wait for results and yield them."""
        ready = connection.wait([worker.pipe for worker in self.workers])
        for worker in [one for one in self.workers if one.pipe in ready]:
            try:
                said = worker.pipe.recv()
            except (EOFError, OSError) as error:  # it died between two results, or in the middle of one
                raise WorkerDied(_end_of(worker)) from error
            if isinstance(said, BaseException):
                raise said
            if isinstance(said, _Done):
                worker.in_hand.pop(0)
                self._refill(worker)
            else:
                yield said

    def stop(self) -> None:
        """End every process that is still there."""
        for worker in self.workers:
            worker.process.kill()
            _let_go(worker)
        self.workers.clear()

    def _refill(self, worker: _Worker) -> None:
        for item in islice(self._items, _AHEAD - len(worker.in_hand)):
            self._hand(worker, item)
        if not worker.in_hand:
            self.workers.remove(worker)
            _let_go(worker)

    @staticmethod
    def _hand(worker: _Worker, item: object) -> None:
        worker.in_hand.append(item)
        try:
            worker.pipe.send(item)
        except (BrokenPipeError, ConnectionResetError) as error:
            raise _failure(worker) from error


def _let_go(worker: _Worker) -> None:
    """Wait for the end of a process, which its closed pipe tells it, and close what is left of it.

    Left to Python, that happens where an interrupt would be passed over.
    """
    worker.pipe.close()
    worker.process.join()
    with held_back():
        worker.process.close()


def _failure(worker: _Worker) -> BaseException:
    """Find what a process that ended said last; where that was no failure, it was ended from outside."""
    with suppress(EOFError, OSError):  # it died in the middle of it
        while worker.pipe.poll():
            said = worker.pipe.recv()
            if isinstance(said, BaseException):
                return said
    return WorkerDied(_end_of(worker))


def _end_of(worker: _Worker) -> str:
    worker.process.join()
    code = worker.process.exitcode or 0
    ended = f"was ended by {signal.Signals(-code).name}" if code < 0 else "ended early"
    return f"a process {ended} at {worker.in_hand[0]}; nothing was published"


def _serve(
    work: Callable[[Item], Iterable[Made]], pipe: Connection, inherited: Iterable[Connection], parent: int
) -> None:
    """Work for the other end of a pipe until it closes it: the whole life of a process."""
    end_with_parent(parent)
    for one in inherited:
        one.close()  # or no end of a pipe would ever be seen
    seldom_swept()  # what came by the fork stays; looking at it again would only copy its memory
    while True:
        try:
            item = pipe.recv()
        except EOFError:
            return
        try:
            for made in work(item):
                pipe.send(made)
        except (BrokenPipeError, ConnectionResetError):
            return  # the parent is gone
        except Exception as error:  # noqa: BLE001  # whatever it is, the parent raises it
            pipe.send(error)
            return
        pipe.send(_Done())

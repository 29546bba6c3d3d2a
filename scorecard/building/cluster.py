"""Cards to draw in, PDFs out as workers of a Dask cluster finish them: the children of `cards.py`, on other machines.

A worker that is lost loses nothing: its batches are drawn again elsewhere. What has
come in is never asked for twice, so every card comes out once.
"""

from __future__ import annotations

import logging
import socket
import time
import uuid
import warnings
from collections import deque
from collections.abc import Generator, Iterable, Iterator, Mapping, Sequence
from hashlib import sha256
from itertools import groupby, islice
from queue import Empty, SimpleQueue
from typing import Any
from urllib.parse import urlsplit

from scorecard import __version__
from scorecard.building.cards import BATCH, CHILD, Limits, Outcome, failing_last
from scorecard.building.cluster_worker import NOTHING, Answer, Terms, draw_batch, kept, tools_of_worker, version_of_tool
from scorecard.building.drawing_tools import difference, drawing_tools
from scorecard.building.render import CardNotDrawn, pango_version
from scorecard.problem import CardFailed, CommandLineError
from scorecard.publishing.card_job import CardJob, CardStyle

_LIMITS = Limits()
_AHEAD = 2  # batches for each thread of a worker: one at work, one at hand; more would only fill memory
_CONNECT_SECONDS = 10.0
_LISTEN_SECONDS = 1.0  # between two looks at which workers are there
_NO_DASK = "--engine dask needs Dask: pip install 'police-data-scorecard[cluster]'"
_LOUD = {"distributed", "tornado", "asyncio"}  # first words of the names under which Dask logs


def render_on_cluster(
    jobs: Iterable[CardJob],
    *,
    scheduler: str,
    limits: Limits = _LIMITS,
    batch: int = BATCH,
    patience_seconds: float = 60.0,
    child: Sequence[str] = CHILD,
) -> Generator[tuple[CardJob, bytes]]:
    """Draw cards on a cluster and yield each with its PDF, as `render_cards` does, in the order in which they come.

    Args:
        jobs: what to draw; read as workers become free, so that it may be a stream.
        scheduler: its address, as `tcp://10.0.0.1:8786`.
        limits: what one card may use.
        batch: how many cards a worker is sent at once; what a lost worker had of a batch is drawn again.
        patience_seconds: how long to wait where there is no worker at all.
        child: what Python is to run on the workers; it speaks as `card_child` does.

    Raises:
        CommandLineError: Dask is not installed, or no scheduler answers.
        CardFailed: some could not be drawn; raised after all others were yielded, and names them. At once where the
            fault is not a card's, where a worker would draw other bytes, or where workers or scheduler are gone.
        PangoMissing: Pango cannot be loaded here. A builder draws nothing, but compares itself with the workers.
    """
    client = _connected(scheduler)
    try:
        pango_version()
        overseer = _Overseer(client, limits, child, patience_seconds)
        overseer.compare_tools()
        yield from failing_last(overseer.outcomes(_batches(iter(jobs), batch)))
    finally:
        client.close(timeout=2)


def _connected(scheduler: str) -> Any:
    try:
        import distributed  # noqa: PLC0415  # slow, and not everywhere there
    except ImportError as error:
        raise CommandLineError(_NO_DASK) from error
    _hush()
    try:
        _greeted(scheduler)
        with warnings.catch_warnings(action="ignore"):  # it warns of unlike versions; we compare those that matter
            connect: Any = distributed.Client  # Dask's own types are not complete
            return connect(scheduler, timeout=_CONNECT_SECONDS, set_as_default=False, name="scorecard")
    except (OSError, ValueError) as error:
        raise CommandLineError(f"no Dask scheduler answers at {scheduler}") from error


def _greeted(scheduler: str) -> None:
    """Wait for the first byte of a scheduler: it greets who connects, and Dask would wait for a silent one for ever.

    Raises:
        OSError: there is no connection, or no greeting. Over TLS the greeting is Dask's own to wait for.
    """
    address = urlsplit(scheduler)
    if address.scheme != "tcp":
        return
    with socket.create_connection((address.hostname or "", address.port or 0), timeout=_CONNECT_SECONDS) as probe:
        if not probe.recv(1):
            raise ConnectionError("the connection was closed")


def _hush() -> None:
    """Keep Dask from writing to the terminal; what it would say of lost workers is no news to us."""
    for name in [*_LOUD, *logging.root.manager.loggerDict]:
        if name.split(".")[0] in _LOUD:
            logger = logging.getLogger(name)
            logger.handlers[:] = [logging.NullHandler()]
            logger.propagate = False


class _Overseer:
    """Keeps the workers in work, listens for what they finish, and sends out again what was lost."""

    def __init__(self, client: Any, limits: Limits, child: Sequence[str], patience_seconds: float) -> None:
        self._client, self._patience_seconds = client, patience_seconds
        # The name tells apart the tasks of two builds on one cluster.
        self._terms = Terms(uuid.uuid4().hex, _tools_here(), limits, tuple(child))
        self._sent = 0
        self._at_work: dict[str, tuple[Any, Sequence[CardJob]]] = {}
        self._again: deque[Sequence[CardJob]] = deque()
        self._styles: dict[str, Any] = {}
        self._ended: SimpleQueue[Any] = SimpleQueue()
        self._seen = time.monotonic()  # when there was a worker

    def compare_tools(self) -> None:
        """Refuse to begin where a machine of the cluster would draw other bytes, or cannot draw at all."""
        try:
            version = self._client.run_on_scheduler(version_of_tool)
            workers = self._client.run(tools_of_worker, self._terms.build, on_error="return")
        except OSError as error:
            raise CardFailed(f"{NOTHING}: the scheduler was lost") from error
        except (ImportError, AttributeError) as error:
            raise CardFailed(f"{NOTHING}: the scheduler has another scorecard, or none: {error}") from error
        if version != __version__:
            raise CardFailed(f"{NOTHING}: the scheduler has scorecard {version} and not {__version__}")
        for worker, tools in workers.items():
            if isinstance(tools, OSError):
                continue  # just lost; what takes its place is asked with its first batch
            if isinstance(tools, Exception):
                raise CardFailed(f"{NOTHING}: the worker at {worker} cannot draw: {_named(tools)}")
            found = difference(self._terms.tools, tools)
            if found is not None:
                raise CardFailed(f"{NOTHING}: the worker at {worker} has {found}")

    def outcomes(self, batches: Iterator[Sequence[CardJob]]) -> Generator[tuple[CardJob, Outcome]]:
        """Yield each card with what became of it."""
        while self._send(batches):
            yield from self._listen()

    def _send(self, batches: Iterator[Sequence[CardJob]]) -> bool:
        """Send batches until enough are ahead or nothing is left; say whether any is out."""
        wanted = _AHEAD * max(1, self._threads())
        while len(self._at_work) < wanted:
            batch = self._again.popleft() if self._again else next(batches, None)
            if batch is None:
                break
            self._sent += 1
            cards = [(job.html, dict(job.pictures)) for job in batch]
            key = f"scorecard-{self._terms.build}-{self._sent}"
            future = self._client.submit(draw_batch, self._style(batch[0].style), cards, self._terms, key=key)
            self._at_work[key] = (future, batch)
            future.add_done_callback(self._ended.put)
        return bool(self._at_work)

    def _threads(self) -> int:
        """Count the threads of all workers; 0 while there is none.

        Raises:
            CardFailed: none was there for longer than our patience, or the scheduler is gone.
        """
        if self._client.status == "closed":
            raise CardFailed(f"{NOTHING}: the scheduler was lost")
        try:
            threads = int(sum(self._client.nthreads().values()))
        except (
            OSError,
            RuntimeError,
        ):  # it does not answer; the client tries for a while, and closes, perhaps just now
            threads = 0
        if threads:
            self._seen = time.monotonic()
        elif time.monotonic() - self._seen > self._patience_seconds:
            raise CardFailed(f"{NOTHING}: the scheduler had no worker for {self._patience_seconds:g} seconds")
        return threads

    def _style(self, style: CardStyle) -> Any:
        """Give the task that holds a style on the cluster, by its content."""
        content = repr((style.css, sorted((name, sha256(font).hexdigest()) for name, font in style.fonts.items())))
        key = f"scorecard-style-{sha256(content.encode()).hexdigest()}"
        if key not in self._styles:
            self._styles[key] = self._client.submit(kept, (style.css, dict(style.fonts)), key=key)
        return self._styles[key]

    def _listen(self) -> Iterator[tuple[CardJob, Outcome]]:
        """Wait a while for a batch to end, and yield its cards; what was lost is sent again by and by."""
        from distributed import CancelledError, KilledWorker  # noqa: PLC0415  # slow, and not everywhere there

        try:
            ended = self._ended.get(timeout=_LISTEN_SECONDS)
        except Empty:
            return
        batch = self._at_work.pop(ended.key)[1]
        try:
            answer = ended.result(timeout=_CONNECT_SECONDS)
        except TimeoutError:  # it was done, but lost on its way; Dask has it drawn again
            self._at_work[ended.key] = (ended, batch)
            self._ended.put(ended)
        except CancelledError:  # the scheduler was started anew, and knows of nothing
            self._styles.clear()
            self._again.append(batch)
        except KilledWorker:  # several workers died with it
            if len(batch) > 1:
                self._again.extend([job] for job in batch)
            else:
                yield batch[0], "every worker that drew it died"
        except Exception as error:  # whatever a worker may raise ends as one sentence
            raise CardFailed(f"{NOTHING}: a worker failed: {_named(error)}") from error
        else:
            yield from _told(batch, answer)


def _tools_here() -> Mapping[str, str]:
    try:
        return drawing_tools()
    except CardNotDrawn as error:
        raise CardFailed(f"{NOTHING}: this machine cannot draw: {error}") from error


def _told(batch: Sequence[CardJob], answer: Answer) -> Iterator[tuple[CardJob, Outcome]]:
    if answer.refusal is not None:
        raise CardFailed(answer.refusal)
    yield from zip(batch, answer.outcomes, strict=True)


def _batches(jobs: Iterator[CardJob], size: int) -> Iterator[Sequence[CardJob]]:
    """Cut a stream into batches, each of one style."""
    while cards := list(islice(jobs, size)):
        for _, alike in groupby(cards, key=lambda job: id(job.style)):
            yield list(alike)


def _named(error: BaseException) -> str:
    return f"{type(error).__name__}: {error}"

"""A batch of cards on standard input, answers on standard output: the process in which cards are drawn.

Run by `cards.py` as `python -m scorecard.building.card_child`. It limits its own
memory and processor time, and sends each card as soon as it is done.
"""

from __future__ import annotations

import os
import resource
import sys
from collections.abc import Callable
from typing import BinaryIO

from scorecard.building.card_messages import Batch, Kind, answer
from scorecard.building.process import end_with_parent
from scorecard.building.render import CardNotDrawn, PangoMissing, Renderer

Send = Callable[[Kind, bytes], None]


def main() -> None:
    """Draw the batch on standard input."""
    end_with_parent(int(sys.argv[1]))
    answers = _take_over_output()

    def send(kind: Kind, content: bytes) -> None:
        answers.write(answer(kind, content))
        answers.flush()

    batch = Batch.unpacked(sys.stdin.buffer.read())
    _limit(resource.RLIMIT_CORE, 0)
    _limit(resource.RLIMIT_AS, batch.memory_bytes)
    draw_all(batch, send)


def draw_all(batch: Batch, send: Send) -> None:
    """Draw each card and send it, or why it could not be drawn; in order."""
    _allow_cpu(batch.cpu_seconds)
    try:
        renderer = Renderer(batch.style)
    except PangoMissing as error:
        send(Kind.NO_PANGO, str(error).encode())
        return
    except CardNotDrawn as error:
        send(Kind.NO_STYLE, str(error).encode())
        return
    for html, pictures in batch.cards:
        _allow_cpu(batch.cpu_seconds)
        try:
            pdf = renderer.render(html, pictures).pdf
        except CardNotDrawn as error:
            send(Kind.REFUSED, str(error).encode())
        except MemoryError:
            send(Kind.REFUSED, b"it needs too much memory")
        else:
            send(Kind.DRAWN, pdf)


def _allow_cpu(seconds: int) -> None:
    """Allow so much more processor time from now on; beyond it the system ends the process (SIGXCPU)."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    _limit(resource.RLIMIT_CPU, int(used.ru_utime + used.ru_stime) + 1 + seconds)


def _limit(what: int, most: int) -> None:
    hard = resource.getrlimit(what)[1]
    try:
        resource.setrlimit(what, (most if hard == resource.RLIM_INFINITY else min(most, hard), hard))
    except ValueError:  # macOS refuses a limit of memory; the time limits of the parent stand all the same
        sys.stderr.write(f"limit {what} cannot be set here\n")


def _take_over_output() -> BinaryIO:
    """Keep standard output for answers alone; whatever a library prints goes to standard error."""
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    return answers


if __name__ == "__main__":
    main()

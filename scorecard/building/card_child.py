"""A batch of cards on standard input, PDFs on standard output: the process in which cards are drawn.

Run by `cards.py` as `python -m scorecard.building.card_child`. It limits its own
memory and processor time, and sends each card as soon as it is done.
"""

from __future__ import annotations

import json
import os
import resource
import struct
import sys
from base64 import b64decode
from collections.abc import Callable, Iterable, Mapping
from typing import BinaryIO

from scorecard.building.render import CardNotDrawn, PangoMissing, Renderer
from scorecard.publishing.card import CardStyle

HEAD = struct.Struct(">cQ")  # kind, length
DRAWN, REFUSED, NO_PANGO = b"d", b"r", b"p"

Send = Callable[[bytes, bytes], None]


def main() -> None:
    """Draw the batch that `cards.py` wrote: style, cards and limits, as JSON."""
    answers = _take_over_output()

    def send(kind: bytes, content: bytes) -> None:
        answers.write(HEAD.pack(kind, len(content)) + content)
        answers.flush()

    batch = json.load(sys.stdin.buffer)
    _limit(resource.RLIMIT_CORE, 0)
    _limit(resource.RLIMIT_AS, batch["memory_bytes"])
    style = CardStyle(batch["css"], {name: b64decode(font) for name, font in batch["fonts"].items()})
    draw_all(style, batch["cards"], batch["cpu_seconds"], send)


def draw_all(style: CardStyle, cards: Iterable[tuple[str, Mapping[str, str]]], cpu_seconds: int, send: Send) -> None:
    """Draw each card and send it, or why it could not be drawn; in order."""
    allow_cpu(cpu_seconds)
    try:
        renderer = Renderer(style)
    except PangoMissing as error:
        send(NO_PANGO, str(error).encode())
        return
    for html, pictures in cards:
        allow_cpu(cpu_seconds)
        try:
            pdf = renderer.render(html, pictures).pdf
        except CardNotDrawn as error:
            send(REFUSED, str(error).encode())
        except MemoryError:
            send(REFUSED, b"it needs too much memory")
        else:
            send(DRAWN, pdf)


def allow_cpu(seconds: int) -> None:
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

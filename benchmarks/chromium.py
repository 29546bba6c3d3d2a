"""Cards in, how long Chromium takes to print the same HTML and CSS out: one browser that stays open, page after page.

It is the other way to a PDF from HTML. Its output is not the same: it knows no running heads and no PDF/UA-1 (it writes
tags), so its time is a mark on the scale, not a goal.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from benchmarks.commands import Timed
from benchmarks.generators import HOW_TO_GET, PEERS, TOOLS
from scorecard.building.render import Renderer
from scorecard.publishing.card_job import CardJob

_MODULES = TOOLS / "node" / "node_modules"
_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


@dataclass(frozen=True, slots=True)
class Chromium:
    """An open browser: its `version`, and the pages that it prints."""

    version: str
    process: subprocess.Popen[str]

    def print_all(self) -> list[float]:
        """Print every card once, and give the seconds of each."""
        if self.process.stdin is None or self.process.stdout is None:
            raise ValueError("the browser is not listening")
        self.process.stdin.write("again\n")
        self.process.stdin.flush()
        return [float(one) for one in _answer(self.process)]


@dataclass(frozen=True, slots=True)
class Printed:
    """The same cards, drawn in rounds: `ours` and `theirs` in seconds each, `ratios` of the time of both loops."""

    version: str
    ours: Timed
    theirs: Timed
    ratios: Timed


def missing_chromium() -> str | None:
    """Say what is missing to print with Chromium; None where all is there."""
    if shutil.which("node") is None or not (_MODULES / "playwright-core").is_dir() or _program() is None:
        return f"Chromium, or what drives it, is not at hand and is left out: {HOW_TO_GET}"
    return None


def time_chromium(jobs: Sequence[CardJob], folder: Path, *, rounds: int) -> Printed:
    """Draw some cards here and print them with Chromium, one loop after the other.

    Args:
        jobs: the cards, all of one style.
        folder: an empty folder; takes pages, fonts and pictures, and the PDFs.
        rounds: how often both loops run; one more goes before them and does not count.
    """
    renderer = Renderer(jobs[0].style)
    ours: list[float] = []
    theirs: list[float] = []
    ratios: list[float] = []
    with chromium(jobs, folder) as browser:
        for turn in range(rounds + 1):
            mine, its = [_seconds(renderer, job) for job in jobs], browser.print_all()
            if turn > 0:
                ours += mine
                theirs += its
                ratios.append(sum(mine) / sum(its))
        return Printed(browser.version, Timed(tuple(ours)), Timed(tuple(theirs)), Timed(tuple(ratios)))


@contextmanager
def chromium(jobs: Sequence[CardJob], folder: Path) -> Iterator[Chromium]:
    """Open a browser for some cards, and close it.

    Args:
        jobs: the cards, all of one style.
        folder: an empty folder; takes pages, fonts and pictures, and the PDFs.
    """
    addresses = list(_pages(jobs, folder))
    argv = ["node", str(PEERS / "chromium" / "print.mjs"), str(_MODULES), str(_program()), str(folder), *addresses]
    # The fonts of the machine are not hidden from the browser, which does not start without any.
    env = {name: value for name, value in os.environ.items() if name != "FONTCONFIG_FILE"}
    with subprocess.Popen(argv, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=env) as process:  # noqa: S603  # a peer
        try:
            yield Chromium(_answer(process), process)
        finally:
            if process.stdin is not None:
                process.stdin.close()


def _seconds(renderer: Renderer, job: CardJob) -> float:
    start = time.perf_counter()
    renderer.render(job.html, job.pictures)
    return time.perf_counter() - start


def _pages(jobs: Sequence[CardJob], folder: Path) -> Iterator[str]:
    """Write what the cards ask for as files, which a browser reads fastest, and give the addresses of the cards."""
    style = jobs[0].style
    for name in ("fonts", "pictures"):
        (folder / name).mkdir()
    for name, font in style.fonts.items():
        (folder / "fonts" / name).write_bytes(font)
    (folder / "style.css").write_text(style.css.replace("build:///", ""), encoding="utf-8")
    for at, job in enumerate(jobs):
        for name, picture in job.pictures.items():
            (folder / "pictures" / f"{at}-{name}").write_text(picture, encoding="utf-8")
        html = job.html.replace("build:///pictures/", f"pictures/{at}-")
        page = folder / f"{at}.html"
        page.write_text(
            re.sub("</head>", '<link rel="stylesheet" href="style.css"></head>', html, count=1), encoding="utf-8"
        )
        yield page.as_uri()


def _program() -> str | None:
    found = (shutil.which(name) for name in (os.environ.get("CHROMIUM", ""), *_NAMES) if name)
    return next((program for program in found if program is not None), None)


def _answer(process: subprocess.Popen[str]) -> Any:
    line = process.stdout.readline() if process.stdout is not None else ""
    if not line:
        raise subprocess.CalledProcessError(process.wait(), "chromium")
    return json.loads(line)

"""The committed project in; how long its commands take and how a card compares with plain WeasyPrint out, as a table.

    scripts/run.sh .venv/bin/python -m benchmarks [--quick]

Nothing here is a test: no figure is a verdict. README.md says what is measured and how to read it.
"""

from __future__ import annotations

import argparse
import os
import platform
import sys
from collections.abc import Callable
from importlib.metadata import version
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.cards import Cards, hide_fonts, time_cards
from benchmarks.commands import Timed, copy_project, time_command
from scorecard import __version__
from scorecard.building.render import PangoMissing, pango_version

ROOT = Path(__file__).resolve().parent.parent


def main() -> int:
    """Measure, and print one table for the versions and one for the figures."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description="Time the commands and the cards.")
    parser.add_argument("--quick", action="store_true", help="one run of each: to see that it works, not to compare")
    parser.add_argument("--of", type=Path, default=ROOT, metavar="DIR", help="the project to measure")
    options = parser.parse_args()
    runs, builds, cards, rounds = (1, 1, 3, 1) if options.quick else (9, 5, 12, 5)
    with TemporaryDirectory(prefix="scorecard-benchmark-") as folder:
        scratch = Path(folder)
        hide_fonts(scratch)
        project = copy_project(options.of, scratch / "project")

        def command(*words: str, runs: int) -> list[str]:
            return _line(f"scorecard {' '.join(words)}", time_command(words, project, scratch, runs=runs), _in_seconds)

        figures = [command("check", runs=runs), command("build", "--no-cards", runs=builds)]
        pango = _pango()
        if pango is not None:
            figures.append(command("build", runs=max(1, builds // 2)))
            figures += card_lines(time_cards(project, count=cards, rounds=rounds))
    _table(["what", "median", "least", "most", "runs"], figures)
    _table(["with", "version"], _versions(pango))
    return 0


def _pango() -> str | None:
    try:
        return pango_version()
    except PangoMissing as error:
        _say(f"No card was measured. {error}")
        return None


def card_lines(cards: Cards) -> list[list[str]]:
    """Write a card's time, plain WeasyPrint's, and the ratio of the two."""
    return [
        _line("a card, warm", cards.ours, lambda value: f"{1000 * value:.0f} ms"),
        _line("the same, plain WeasyPrint", cards.plain, lambda value: f"{1000 * value:.0f} ms"),
        _line("ratio of the two loops", cards.ratios, lambda value: f"{value:.2f}"),
    ]


def _in_seconds(value: float) -> str:
    return f"{value:.2f} s"


def _line(what: str, timed: Timed, printed: Callable[[float], str]) -> list[str]:
    _say(f"{what}: measured")
    return [what, *(printed(value) for value in timed.summary()), str(timed.runs)]


def _versions(pango: str | None) -> list[list[str]]:
    libraries = ("PyYAML", "Jinja2", "Markdown", "nh3", "weasyprint", "pydyf", "fonttools")
    rows = [["scorecard", __version__], ["Python", platform.python_version()], ["Pango", pango or "missing"]]
    rows += [[name, version(name)] for name in libraries]
    return [*rows, ["machine", f"{platform.system()} {platform.machine()}, {os.cpu_count()} cores"]]


def _table(head: list[str], rows: list[list[str]]) -> None:
    widths = [max(len(row[column]) for row in [head, *rows]) for column in range(len(head))]
    for row in [head, ["-" * width for width in widths], *rows]:
        print("| " + " | ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)) + " |")
    print()


def _say(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main())

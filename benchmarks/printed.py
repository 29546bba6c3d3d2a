"""What was measured in, tables of text out."""

from __future__ import annotations

import os
import platform
from collections.abc import Callable, Sequence
from importlib.metadata import version

from benchmarks.batches import Batches
from benchmarks.builds import COLD, Build
from benchmarks.cards import Cards, Versions
from benchmarks.chromium import Printed
from benchmarks.commands import Timed
from benchmarks.pages import Side
from benchmarks.phases import Phases
from benchmarks.watched import Run
from scorecard import __version__

Rows = list[list[str]]
SPREAD = ("median", "least", "most", "runs")
_LIBRARIES = ("PyYAML", "Jinja2", "Markdown", "nh3", "weasyprint", "pydyf", "fonttools")


def table(head: Sequence[str], rows: Rows) -> str:
    """Lay out a table."""
    widths = [max(len(row[column]) for row in [head, *rows]) for column in range(len(head))]
    lines = [head, ["-" * width for width in widths], *rows]
    shown = (" | ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)) for row in lines)
    return "".join(f"| {line} |\n" for line in shown)


def pages_table(title: str, sides: Sequence[Side]) -> str:
    """Show the build and each peer, then the build divided by each peer, round by round."""
    ours = sides[0].ours
    rows = [_run_row("scorecard build --no-cards (all of the site)", ours)]
    rows.append(_run_row("scorecard, pages from parsed input", sides[0].parsed))
    rows += [_run_row(f"{side.peer.name} (pages of cities, first page)", side.theirs) for side in sides]
    ratios = [
        row for side in sides for row in (_ratio_row(side, side.ours, ""), _ratio_row(side, side.parsed, ", parsed"))
    ]
    return (
        table([title, *SPREAD, "processor", "memory"], rows)
        + "\n"
        + table(["scorecard / peer", *SPREAD, "processor", "memory", "bytes per page: ours, peer's, ratio"], ratios)
    )


def _ratio_row(side: Side, runs: Sequence[Run], what: str) -> list[str]:
    pairs = list(zip(runs, side.theirs, strict=True))
    wall = Timed(tuple(one.wall / other.wall for one, other in pairs))
    cpu = Timed(tuple(one.cpu / other.cpu for one, other in pairs))
    ours, theirs = _peak(runs), _peak(side.theirs)
    memory = f"{ours / theirs:.2f}" if ours and theirs else "not told"
    size = side.size
    each = f"{size.ours / size.pages:,.0f}, {size.theirs / size.pages:,.0f}, {size.ratio:.3f}"
    return [f"{side.peer.name}{what}", *spread(wall, _plain), f"{cpu.summary()[0]:.2f}", memory, each]


def builds_table(title: str, rounds: Sequence[Sequence[Build]]) -> str:
    """Show builds by what went before them, with their share of the time of a cold one in the same round."""
    rows = []
    for at, first in enumerate(rounds[0]):
        same = [builds[at] for builds in rounds]
        shares = Timed(tuple(one.run.wall / _cold(builds).wall for one, builds in zip(same, rounds, strict=True)))
        share = "" if first.kind == COLD else f"{shares.summary()[0]:.3f}"
        written = f"{same[-1].written:,} of {same[-1].files:,}"
        rows.append([*_run_row(first.kind, [one.run for one in same]), share, written])
    return table([title, *SPREAD, "processor", "memory", "of cold", "files written"], rows)


def _cold(builds: Sequence[Build]) -> Run:
    return next(one.run for one in builds if one.kind == COLD)


def phases_table(title: str, phases: Phases) -> str:
    """Show the phases of one build in one process, and their shares."""
    rows = [[name, f"{took:.2f} s", f"{took / phases.whole:.0%}"] for name, took in phases.seconds.items()]
    return table([title, "processor", "share"], rows)


def card_rows(cards: Cards) -> Rows:
    """Show a card's time, plain WeasyPrint's, and the ratio of the two."""
    return [
        ["a card, warm", *spread(cards.ours, _in_ms)],
        ["the same, plain WeasyPrint", *spread(cards.plain, _in_ms)],
        ["ratio of the two loops", *spread(cards.ratios, _plain)],
    ]


def version_rows(cards: Versions) -> Rows:
    """Show the card as first shipped, as shipped now, and how they compare; in seconds of the processor."""
    return [
        ["the card as first shipped, processor", *spread(cards.first, _in_ms)],
        ["the same page, drawn as now, processor", *spread(cards.redrawn, _in_ms)],
        ["the card as shipped now, processor", *spread(cards.now, _in_ms)],
        ["ratio of now and first", *spread(cards.ratios, _plain)],
        ["ratio of now and first, page alone", *spread(cards.page_ratios, _plain)],
    ]


def batch_rows(batches: Batches) -> Rows:
    """Show what two processes gain over one, and a batch over a process for each card."""
    return [
        ["cards: one process at once / two", *spread(batches.two, _plain)],
        ["two processes that only spin: one after the other / both at once", *spread(batches.spinning, _plain)],
        ["a card in a batch / in a process of its own, processor", *spread(batches.batch, _plain)],
        ["a card in a batch / by WeasyPrint's own command, processor", *spread(batches.command, _plain)],
    ]


def chromium_rows(printed: Printed) -> Rows:
    """Show a card's time, Chromium's, and the ratio of the two."""
    return [
        ["a card, warm, by turns with Chromium", *spread(printed.ours, _in_ms)],
        [f"the same, Chromium {printed.version}", *spread(printed.theirs, _in_ms)],
        ["ratio of the two loops", *spread(printed.ratios, _plain)],
    ]


def command_row(what: str, timed: Timed) -> list[str]:
    """Show how long a command takes."""
    return [what, *spread(timed, _in_seconds)]


def versions(pango: str | None) -> Rows:
    """List what was measured with."""
    rows = [["scorecard", __version__], ["Python", platform.python_version()], ["Pango", pango or "missing"]]
    rows += [[name, version(name)] for name in _LIBRARIES]
    return [*rows, ["machine", f"{platform.system()} {platform.machine()}, {os.cpu_count()} cores"]]


def spread(timed: Timed, write: Callable[[float], str]) -> list[str]:
    """Write median, least, most and the number of runs."""
    return [*(write(value) for value in timed.summary()), str(timed.runs)]


def _run_row(what: str, runs: Sequence[Run]) -> list[str]:
    wall, cpu = Timed(tuple(run.wall for run in runs)), Timed(tuple(run.cpu for run in runs))
    most = _peak(runs)
    memory = f"{most:,.0f} MiB" if most is not None else "not told"
    return [what, *spread(wall, _in_seconds), _in_seconds(cpu.summary()[0]), memory]


def _peak(runs: Sequence[Run]) -> float | None:
    return max((run.peak_mib for run in runs if run.peak_mib is not None), default=None)


def _in_seconds(value: float) -> str:
    return f"{value:.2f} s"


def _in_ms(value: float) -> str:
    return f"{1000 * value:.0f} ms"


def _plain(value: float) -> str:
    return f"{value:.2f}"

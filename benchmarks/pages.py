"""A project in, how long the build takes and how long other generators take for the same pages out, by turns."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.builds import build, delete_output
from benchmarks.generators import Bytes, Peer, compare_bytes
from benchmarks.parsed import time_parsed
from benchmarks.ready import write_ready
from benchmarks.watched import Run


@dataclass(frozen=True, slots=True)
class Side:
    """A peer and this project, run by turns: `ours` and `theirs`, a run a round; `size` has the bytes of the pages.

    `parsed` are runs of ours that start from parsed input and end with the pages.
    """

    peer: Peer
    ours: Sequence[Run]
    parsed: Sequence[Run]
    theirs: Sequence[Run]
    size: Bytes


def time_pages(
    project: Path, peers: Sequence[Peer], scratch: Path, *, jobs: int, rounds: int, tell: Callable[[str], None]
) -> list[Side]:
    """Build the site, then let each peer make the pages of the cities and the first page; and again.

    This project reads, checks and scores what people wrote, and writes all other pages and the data files as well.
    A peer starts from ready strings, and writes these pages alone.

    Args:
        project: the folder with `scorecard.yaml`.
        peers: who is compared with.
        scratch: an empty folder.
        jobs: how many processes of ours.
        rounds: how often all are run.
        tell: called with what was done.
    """
    paths = write_ready(project, scratch / "ready")
    tell(f"{len(paths)} pages made ready for other generators")
    folders = [peer.prepare(scratch / "ready", scratch / f"peer-{at}") for at, peer in enumerate(peers)]
    ours: list[Run] = []
    parsed: list[Run] = []
    theirs: list[list[Run]] = [[] for _ in peers]
    site = scratch / "site"
    for turn in range(1, rounds + 1):
        delete_output(project, site)
        parsed.append(time_parsed(project, site, jobs=jobs))
        delete_output(project, site)
        ours.append(build(project, site, jobs=jobs))
        for peer, folder, runs in zip(peers, folders, theirs, strict=True):
            shutil.rmtree(folder / "site", ignore_errors=True)
            runs.append(peer.run(folder))
        tell(f"round {turn} of {rounds}")
    return [
        Side(peer, ours, parsed, runs, compare_bytes(site, folder / "site", paths))
        for peer, folder, runs in zip(peers, folders, theirs, strict=True)
    ]

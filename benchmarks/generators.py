"""Ready pages in, other generators that make the same pages out: how each is prepared, run, and compared by bytes.

Each peer gets the content of `benchmarks/ready.py`, templates of the same structure (benchmarks/peers/), and the
settings that suit it best: it writes these pages and nothing else.
"""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.watched import Run, watch

ROOT = Path(__file__).resolve().parent.parent
PEERS = ROOT / "benchmarks" / "peers"
TOOLS = ROOT / ".proof" / "peers"
_ELEVENTY = TOOLS / "node" / "node_modules" / "@11ty" / "eleventy"
_PELICAN = TOOLS / "venv" / "bin" / "pelican"
HOW_TO_GET = "scripts/benchmark_tools.sh installs it"


@dataclass(frozen=True, slots=True)
class Peer:
    """Another generator: `name` and `version`, its `argv`, and what is laid out for it.

    `templates` maps folders below benchmarks/peers/ to where they are put in its working folder.
    """

    name: str
    version: str
    argv: Sequence[str]
    templates: Mapping[str, str]

    def prepare(self, ready: Path, folder: Path) -> Path:
        """Lay out templates and content in a new folder, and give it; the site comes to `site/` in it."""
        for source, target in self.templates.items():
            shutil.copytree(PEERS / source, folder / target, dirs_exist_ok=True)
        for name in ("content", "data"):
            # Linked, not copied: no peer writes into what it reads.
            shutil.copytree(ready / name, folder / name, copy_function=os.link)
        return folder

    def run(self, folder: Path) -> Run:
        """Make the site in a folder that was prepared and has none."""
        return watch(self.argv, folder)


@dataclass(frozen=True, slots=True)
class Bytes:
    """What two generators wrote for the same pages: how many pages, and the bytes of all."""

    pages: int
    ours: int
    theirs: int

    @property
    def ratio(self) -> float:
        """Bytes per page of the peer, of ours."""
        return self.theirs / self.ours


def find_peers() -> tuple[list[Peer], list[str]]:
    """Find the peers that are installed, and say in a line each which are not."""
    peers, missing = [], []
    for name, found in (("Hugo", _hugos()), ("Eleventy", _eleventy()), ("Pelican", _pelican())):
        these = list(found)
        peers += these
        if not these:
            missing.append(f"{name} is not at hand and is left out: {HOW_TO_GET}")
    return peers, missing


def compare_bytes(ours: Path, theirs: Path, paths: Sequence[str]) -> Bytes:
    """Compare the sizes of the same pages in two sites.

    Raises:
        FileNotFoundError: a page is missing in one of them.
    """
    sizes = [((ours / path).stat().st_size, (theirs / path).stat().st_size) for path in paths]
    return Bytes(len(paths), sum(one for one, _ in sizes), sum(other for _, other in sizes))


def _hugos() -> Iterator[Peer]:
    """Find the system's Hugo and the one of the lock; they differ in version, and in how they use memory."""
    packaged = sorted(TOOLS.glob("venv/lib/python*/site-packages/hugo/binaries/hugo*"))
    on_path = shutil.which("hugo")
    for program in [*([on_path] if on_path else []), *(str(path) for path in packaged[:1])]:
        version = _said([program, "version"]).split()[1].split("-")[0].split("+")[0].removeprefix("v")
        yield Peer(f"Hugo {version}", version, [program, "--quiet"], {"hugo": "."})


def _eleventy() -> Iterator[Peer]:
    node = shutil.which("node")
    if node is None or not _ELEVENTY.is_dir():
        return
    version = _said([node, str(_ELEVENTY / "cmd.cjs"), "--version"]).strip()
    # Node.js stops at a few GiB by itself, whatever the machine has.
    argv = [node, "--max-old-space-size=16384", str(_ELEVENTY / "cmd.cjs"), "--config=eleventy.config.cjs"]
    yield Peer(f"Eleventy {version}", version, argv, {"eleventy": ".", "templates": "templates"})


def _pelican() -> Iterator[Peer]:
    if not _PELICAN.is_file():
        return
    version = _said([str(_PELICAN), "--version"]).strip()
    argv = [str(_PELICAN), "--settings", "pelicanconf.py", "--quiet"]
    laid_out = {"pelican": ".", "templates": "theme/templates"}
    yield Peer(f"Pelican {version}", version, argv, laid_out)


def _said(argv: Sequence[str]) -> str:
    return subprocess.run(argv, check=True, capture_output=True, text=True, cwd=PEERS).stdout  # noqa: S603  # a peer

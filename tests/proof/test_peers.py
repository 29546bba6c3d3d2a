"""Made-up agencies in, the same pages by other generators out: the comparison of the benchmarks is of equal work."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from benchmarks.builds import build
from benchmarks.generators import compare_bytes, find_peers
from benchmarks.ready import write_ready
from benchmarks.synthetic import write_project

pytestmark = pytest.mark.proof

PEERS = {peer.name: peer for peer in find_peers()[0]}
ENTITIES = {"&quot;": '"', "&#34;": '"', "&#43;": "+"}


@pytest.mark.parametrize("name", ["Hugo", "Eleventy", "Pelican"])
def test_a_peer_makes_the_same_pages(name: str, tmp_path: Path) -> None:
    """Word for word, every page of every agency and the first page; within a tenth in bytes; and no other page."""
    peers = [peer for peer in PEERS.values() if peer.name.startswith(name)]
    if not peers:
        pytest.skip(f"{name} is not at hand; scripts/benchmark_tools.sh installs it")
    project = write_project(tmp_path / "project", 20)
    paths = write_ready(project, tmp_path / "ready")
    build(project, tmp_path / "site", jobs=1)
    for peer in peers:
        made = peer.prepare(tmp_path / "ready", tmp_path / peer.name)
        peer.run(made)
        assert sorted(paths) == sorted(page.relative_to(made / "site").as_posix() for page in files(made / "site"))
        assert [] == [path for path in paths if words(tmp_path / "site" / path) != words(made / "site" / path)]
        assert 0.9 < compare_bytes(tmp_path / "site", made / "site", paths).ratio < 1.1


def files(folder: Path) -> list[Path]:
    """List the files below a folder."""
    return [path for path in folder.rglob("*") if path.is_file()]


def words(page: Path) -> list[str]:
    """Read a page as words; generators differ in blank lines, and in how they write a quotation mark."""
    text = page.read_text(encoding="utf-8")
    return re.sub("|".join(ENTITIES), lambda found: ENTITIES[found[0]], text).split()

"""A small project in two versions, and what must hold of its site and its folders whatever was done to a build."""

from __future__ import annotations

import fcntl
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from hashlib import sha256
from pathlib import Path
from typing import Any

from tests.without_progress import without_progress

CHECKOUT = Path(__file__).resolve().parents[2]
MINIMAL = CHECKOUT / "tests/projects/minimal"
PROGRAM = (sys.executable, "-m", "scorecard")
# Besides the folders of outputs, what stays in .scorecard; the cache is of three files until a build has closed it.
KEPT = {"cache.sqlite", "cache.sqlite-wal", "cache.sqlite-shm", "lock"}
STAYS = {"lock", "previous"}  # besides ledgers, what stays in the folder of an output


def small_project(folder: Path) -> Path:
    """Copy the smallest project."""
    return Path(shutil.copytree(MINIMAL, folder))


def set_version(project: Path, number: int) -> None:
    """Change a name, so that pages, tables and cards of one city and all lists differ from version to version."""
    path = project / "cities/tacoma-wa/city.yaml"
    first = (MINIMAL / "cities/tacoma-wa/city.yaml").read_text()
    path.write_text(first.replace("name: Tacoma", f"name: Tacoma {number}"))


def environment(**others: str) -> dict[str, str]:
    """Give the environment of a child that runs this checkout's program."""
    return {**os.environ, "PYTHONPATH": str(CHECKOUT), **others}


def run(*arguments: str, program: Sequence[str] = PROGRAM, **others: str) -> subprocess.CompletedProcess[str]:
    """Run the program as a user would, with more variables in its environment."""
    command = [*program, *arguments]
    return subprocess.run(command, env=environment(**others), capture_output=True, text=True, check=False)


def said(done: subprocess.CompletedProcess[str]) -> list[str]:
    """Give the lines on standard error but for those of progress, which a slow machine adds."""
    return without_progress(done.stderr)


def digests(folder: Path) -> dict[str, str]:
    """Digest every file of a folder, by path."""
    found = sorted(path for path in folder.rglob("*") if path.is_file() or path.is_symlink())
    return {path.relative_to(folder).as_posix(): sha256(path.read_bytes()).hexdigest() for path in found}


def listed(folder: Path) -> dict[str, str]:
    """Read what the manifest of a site lists, with its own digest, as `digests` gives it."""
    manifest = (folder / "manifest.json").read_bytes()
    files = {path: one["sha256"] for path, one in json.loads(manifest)["files"].items()}
    return dict(sorted({**files, "manifest.json": sha256(manifest).hexdigest()}.items()))


def is_whole(site: Path) -> bool:
    """Whether a site is its manifest: no file too many, none too few, none changed."""
    return digests(site) == listed(site)


def leftovers(project: Path, temporary: Path) -> list[str]:
    """List what a dead build left: in `.scorecard`, or in the folder for temporary files, if that is one."""
    inside = project / ".scorecard"
    works = [path for path in inside.iterdir() if path.name.startswith("build-")]
    found = [path for path in inside.iterdir() if path not in works and path.name not in KEPT]
    for work in works:
        sites = (project / "site", work / "previous")
        known = {f"ledger-{sha256(_manifest(site)).hexdigest()[:16]}.json" for site in sites}
        found += [path for path in work.iterdir() if path.name not in STAYS | known]
    return sorted(str(path) for path in [*found, *(temporary.iterdir() if temporary.is_dir() else ())])


def _manifest(site: Path) -> bytes:
    path = site / "manifest.json"
    return path.read_bytes() if path.exists() else b""


def is_free(project: Path) -> bool:
    """Whether nobody holds the lock of the output."""
    (path,) = (project / ".scorecard").glob("build-*/lock")
    with path.open("a") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
    return True


def killed(folder: Path, *arguments: str) -> dict[str, Any]:
    """Let `kills.py` work on a small project, with a folder of its own for temporary files; give what it tells."""
    project, temporary = small_project(folder / "project"), folder / "temporary"
    temporary.mkdir()
    command = [sys.executable, "-m", "tests.building.kills", str(project), str(temporary), "--jobs", "2", *arguments]
    where = environment(TMPDIR=str(temporary))
    done = subprocess.run(command, env=where, cwd=CHECKOUT, capture_output=True, text=True, check=False)
    if done.returncode:
        raise AssertionError(done.stderr)
    told: dict[str, Any] = json.loads(done.stdout)
    return told

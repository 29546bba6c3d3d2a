"""The folder of a site in, held alone: locked, checked that it is ours, and cleaned up after a build that died."""

from __future__ import annotations

import errno
import fcntl
import json
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import IO, Any

from scorecard.building.disk import bytes_of, recover, remove
from scorecard.building.ledger import MANIFEST, ledger_path
from scorecard.problem import BuildRunning, OutputNotWritable, ProblemsFound

STAGING, PREVIOUS, ASIDE, RETIRED = "staging", "previous", "aside", "retired"  # sites, whole or not
MADE, SCRATCH = "made", "scratch"
_LOCK, _LENT = "lock", "lent-"
_PATIENCE_SECONDS = 2.0  # for processes of a dead build, which end with it, but not in the same instant
SCORECARD = ".scorecard"  # the folder in a project that is never published nor committed
_SOURCES = ("scorecard.yaml", "rubrics", "cities", "templates", "pages", "editions")


@contextmanager
def held(out: Path, root: Path) -> Iterator[tuple[Path, Path]]:
    """Hold an output alone: its folder and the folder of its work, resolved and cleaned up."""
    out, root = out.resolve(), root.resolve()
    _refuse_sources(out, root)
    with _told(out):
        out.parent.mkdir(parents=True, exist_ok=True)
        is_first = not (root / SCORECARD).exists()
        work = _work_folder(out, root)
        with _locked(work, out):
            recover(out, work / ASIDE, work / PREVIOUS)
            sweep(work)
            _sweep_lent(root / SCORECARD)
            _refuse_foreign(out, work)
            try:
                yield out, work
            except ProblemsFound:
                if is_first:  # nothing is written, not even that
                    remove(root / SCORECARD)
                raise


def sweep(work: Path) -> None:
    """Take away what only a running build needs."""
    for name in (STAGING, RETIRED, MADE, SCRATCH):
        remove(work / name)
    for path in work.glob("*.new"):
        path.unlink()


@contextmanager
def _told(out: Path) -> Iterator[None]:
    """Turn what the disk refuses into one sentence with the path."""
    try:
        yield
    except OSError as error:
        where = error.filename or out
        raise OutputNotWritable(
            f"cannot write {where}: {error.strerror or error}; the old site is untouched"
        ) from error


def _refuse_sources(out: Path, root: Path) -> None:
    sources = [root / name for name in _SOURCES]
    if out == root or any(
        source == out or source.is_relative_to(out) or out.is_relative_to(source) for source in sources
    ):
        raise OutputNotWritable(f"{out} holds the sources of the site; choose another folder with --out")


def _refuse_foreign(out: Path, work: Path) -> None:
    if out.is_symlink() or (out.exists() and not out.is_dir()):
        raise OutputNotWritable(f"{out} is no folder; choose another one with --out")
    manifest = bytes_of(out / MANIFEST)
    if manifest is not None and ledger_path(work, manifest).exists():  # a build wrote it, to the byte
        return
    if out.is_dir() and manifest_of(out) is None and any(not entry.name.startswith(".") for entry in out.iterdir()):
        raise OutputNotWritable(f"{out} holds files that no build wrote; choose an empty folder with --out")


def manifest_of(out: Path) -> dict[str, Any] | None:
    """Read the manifest of a site; None where there is none that a build wrote."""
    try:
        found = json.loads((out / MANIFEST).read_bytes())
    except (FileNotFoundError, NotADirectoryError, ValueError, RecursionError):
        return None
    return found if _is_manifest(found) else None


def _is_manifest(found: object) -> bool:
    if not isinstance(found, dict) or "tool" not in found or not isinstance(found.get("files"), dict):
        return False
    listed = all(isinstance(one, dict) and isinstance(one.get("sha256"), str) for one in found["files"].values())
    return listed and isinstance(found.get("built_with", {}), dict)


def _work_folder(out: Path, root: Path) -> Path:
    """Find a place on the file system of the output, since only there an exchange is one step."""
    inside = root / SCORECARD
    folder = out.parent / f".{out.name}.scorecard"
    if not out.is_relative_to(inside) and _is_usable(inside) and inside.stat().st_dev == out.parent.stat().st_dev:
        folder = inside / f"build-{sha256(str(out).encode()).hexdigest()[:12]}"
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def _is_usable(inside: Path) -> bool:
    """Whether `.scorecard` is there and can be written, as in a project that is only lent for reading it cannot.

    Raises:
        OutputNotWritable: a link stands there, which may lead anywhere.
    """
    if inside.is_symlink():
        raise OutputNotWritable(f"{inside} is a link; take it away, and a folder will be put there")
    try:
        inside.mkdir(exist_ok=True)
    except OSError as error:
        if error.errno not in {errno.EROFS, errno.EACCES}:
            raise
    return os.access(inside, os.W_OK)


@contextmanager
def _locked(work: Path, out: Path) -> Iterator[None]:
    """Hold the lock of an output; it goes with the process, so a dead build leaves none."""
    with (work / _LOCK).open("a+") as lock:
        patient_until = time.monotonic() + _PATIENCE_SECONDS
        while not _taken(lock):
            if _holder_lives(lock) or time.monotonic() > patient_until:
                raise BuildRunning(f"another build is writing to {out}; try again when it has ended")
            time.sleep(0.02)
        with suppress(OSError):  # a full disk: then a second build waits a little before it says so
            lock.truncate(0)
            os.write(lock.fileno(), str(os.getpid()).encode())
        yield


def _taken(lock: IO[str], kind: int = fcntl.LOCK_EX) -> bool:
    try:
        fcntl.flock(lock, kind | fcntl.LOCK_NB)
    except OSError as error:
        if error.errno not in {errno.EWOULDBLOCK, errno.EACCES}:
            raise
        return False
    return True


def _holder_lives(lock: IO[str]) -> bool:
    """Whether the process that took a lock is there; if not, those that it forked hold it for an instant more."""
    lock.seek(0)
    try:
        os.kill(int(lock.read()), 0)
    except (ValueError, ProcessLookupError):  # no number yet: it took the lock just now
        return False
    except PermissionError:
        return True
    return True


@contextmanager
def lent(root: Path) -> Iterator[Path]:
    """Lend a folder in `.scorecard`, or elsewhere where there is none; builds take away what was left behind."""
    inside = root / SCORECARD
    if not _is_usable(inside):
        with TemporaryDirectory(prefix="scorecard-") as folder:
            yield Path(folder)
        return
    with (inside / _LOCK).open("a") as lock:
        fcntl.flock(lock, fcntl.LOCK_SH)
        with TemporaryDirectory(prefix=_LENT, dir=inside) as folder:
            yield Path(folder)


def _sweep_lent(inside: Path) -> None:
    left = list(inside.glob(f"{_LENT}*"))
    if left:
        with (inside / _LOCK).open("a") as lock:
            if _taken(lock):  # else somebody who lent a folder is at work
                for folder in left:
                    remove(folder)

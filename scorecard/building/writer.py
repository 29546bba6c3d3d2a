"""Artifacts in, a whole site on the disk out, or the old one untouched; the only writer of the output.

A build takes a lock, writes into a staging folder beside its cache, then
exchanges staging and site in one step. The former site is kept until the next
build, so that a reader in the middle of a page finds its files.
"""

from __future__ import annotations

import ctypes
import errno
import fcntl
import json
import os
import shutil
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import Any

from scorecard.problem import BuildRunning, OutputNotWritable, Problem, ProblemsFound

MANIFEST = "manifest.json"
_AT_FDCWD, _RENAME_EXCHANGE = -100, 2  # linux/fcntl.h and linux/fs.h
_STAGING, _PREVIOUS, _ASIDE, _LOCK = "staging", "previous", "aside", "lock"


@dataclass(slots=True)
class SiteWriter:
    """Writes one generation of a site; made by `writing`."""

    out: Path
    staging: Path
    files: dict[str, dict[str, Any]] = field(default_factory=dict)

    def write(self, path: str, content: bytes) -> None:
        """Write one file of the new site; a path that was written already is a fault of the program."""
        if path in self.files:
            raise ValueError(f"two artifacts have the path {path}")
        target = self.staging / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content)
        self.files[path] = {"size": len(content), "sha256": sha256(content).hexdigest()}

    def finish(self, head: Mapping[str, Any], keep: Iterable[str]) -> list[str]:
        """Carry foreign files over, write the manifest, and put the new site in the place of the old one.

        Returns:
            The foreign files that `keep` does not name.
        """
        carried = self._carry_over()
        manifest = {**head, "files": dict(sorted(self.files.items()))}
        text = json.dumps(manifest, ensure_ascii=False, allow_nan=False, indent=1)
        (self.staging / MANIFEST).write_bytes(f"{text}\n".encode())
        _sync(self.staging)
        _exchange(self.staging, self.out)
        kept = set(keep)
        return [path for path in carried if path not in kept and Path(path).parts[0] not in kept]

    def _carry_over(self) -> list[str]:
        old = _manifest_of(self.out)
        own = {*(old["files"] if old else ()), MANIFEST}
        carried, clashes = [], []
        for path in _tree(self.out):
            if path in own:
                continue
            if path in self.files or path == MANIFEST:
                what = "a file stands here that no build wrote"
                clashes.append(Problem(f"{self.out.name}/{path}", 1, 1, "foreign-file", what, "move it away"))
                continue
            target = self.staging / path
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(self.out / path, target, follow_symlinks=False)
            carried.append(path)
        if clashes:
            raise ProblemsFound(clashes)
        return carried


@contextmanager
def writing(out: Path, root: Path) -> Iterator[SiteWriter]:
    """Open a writer: check the output folder, take the lock, clean up after a build that died.

    Args:
        out: the folder of the site.
        root: the project; `.scorecard/` in it, or beside `out` where that is another
            file system, holds lock and staging.

    Raises:
        BuildRunning: another build is writing.
        OutputNotWritable: the folder is not ours, holds the sources, or cannot be written.
    """
    out, root = out.resolve(), root.resolve()
    _refuse_sources(out, root)
    with _told(out):
        out.parent.mkdir(parents=True, exist_ok=True)
        work = _work_folder(out, root)
        with _locked(work, out):
            _recover(work, out)
            _refuse_foreign(out)
            staging = work / _STAGING
            staging.mkdir()
            try:
                yield SiteWriter(out, staging)
                if staging.exists():
                    staging.replace(work / _PREVIOUS)
            finally:
                _remove(staging)


def has_cards(out: Path) -> bool:
    """Whether the site in a folder has report cards."""
    manifest = _manifest_of(out)
    return manifest is not None and any(path.endswith("/card.pdf") for path in manifest["files"])


def _recover(work: Path, out: Path) -> None:
    """Clean up after a build that died; without an exchange in one step it may have left the site aside."""
    aside = work / _ASIDE
    if aside.exists() and not out.exists():
        aside.replace(out)
    for name in (_STAGING, _PREVIOUS, _ASIDE):
        _remove(work / name)


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
    sources = [root / name for name in ("scorecard.yaml", "rubrics", "cities", "templates", "pages", "editions")]
    if out == root or any(
        source == out or source.is_relative_to(out) or out.is_relative_to(source) for source in sources
    ):
        raise OutputNotWritable(f"{out} holds the sources of the site; choose another folder with --out")


def _refuse_foreign(out: Path) -> None:
    if out.is_symlink() or (out.exists() and not out.is_dir()):
        raise OutputNotWritable(f"{out} is no folder; choose another one with --out")
    if out.is_dir() and _manifest_of(out) is None and any(not entry.name.startswith(".") for entry in out.iterdir()):
        raise OutputNotWritable(f"{out} holds files that no build wrote; choose an empty folder with --out")


def _manifest_of(out: Path) -> dict[str, Any] | None:
    """Read the manifest of a site; None where there is none that a build wrote."""
    try:
        found = json.loads((out / MANIFEST).read_bytes())
    except (FileNotFoundError, NotADirectoryError, ValueError):
        return None
    is_ours = isinstance(found, dict) and isinstance(found.get("files"), dict) and "tool" in found
    return found if is_ours else None


def _tree(folder: Path) -> list[str]:
    """List the files and links below a folder, by their paths in it."""
    found: list[str] = []
    for parent, folders, names in os.walk(folder):
        links = [name for name in folders if (Path(parent) / name).is_symlink()]
        found.extend((Path(parent) / name).relative_to(folder).as_posix() for name in [*names, *links])
    return sorted(found)


def _work_folder(out: Path, root: Path) -> Path:
    """Find a place on the file system of the output, since only there an exchange is one step."""
    inside = root / ".scorecard"
    inside.mkdir(exist_ok=True)
    if inside.stat().st_dev == out.parent.stat().st_dev:
        folder = inside / f"build-{sha256(str(out).encode()).hexdigest()[:12]}"
    else:
        folder = out.parent / f".{out.name}.scorecard"
    folder.mkdir(parents=True, exist_ok=True)
    return folder


@contextmanager
def _locked(work: Path, out: Path) -> Iterator[None]:
    """Hold the lock of an output; it goes with the process, so a dead build leaves none."""
    with (work / _LOCK).open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise BuildRunning(f"another build is writing to {out}; try again when it has ended") from error
        yield


def _exchange(new: Path, out: Path) -> None:
    """Put `new` in the place of `out`; afterwards `new` holds what was there, if anything was."""
    if not out.exists():
        new.replace(out)
        return
    try:
        _rename_exchange(new, out)
    except OSError as error:
        if error.errno not in {errno.ENOSYS, errno.EINVAL, errno.ENOTSUP}:
            raise
        aside = new.with_name(_ASIDE)
        out.replace(aside)  # between these two steps there is no site; a build started then puts it back
        new.replace(out)
        aside.replace(new)
    _sync_one(out.parent)


def _rename_exchange(one: Path, other: Path) -> None:
    libc = ctypes.CDLL(None, use_errno=True)
    if not hasattr(libc, "renameat2"):
        raise OSError(errno.ENOSYS, os.strerror(errno.ENOSYS), str(other))
    done = libc.renameat2(_AT_FDCWD, os.fsencode(one), _AT_FDCWD, os.fsencode(other), _RENAME_EXCHANGE)
    if done != 0:
        number = ctypes.get_errno()
        raise OSError(number, os.strerror(number), str(other))


def _sync(folder: Path) -> None:
    """Bring a whole tree to the disk, so that a power cut after the exchange cannot leave empty files."""
    for parent, _, names in os.walk(folder):
        for name in names:
            if not (Path(parent) / name).is_symlink():
                _sync_one(Path(parent) / name)
        _sync_one(Path(parent))


def _sync_one(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _remove(folder: Path) -> None:
    if folder.exists():
        shutil.rmtree(folder)

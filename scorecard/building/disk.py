"""Folders in, one step out: exchange two, bring one to the disk, list, link and remove; what the writer stands on."""

from __future__ import annotations

import ctypes
import errno
import os
import shutil
from collections.abc import Container, Iterable
from contextlib import suppress
from hashlib import file_digest
from pathlib import Path

_AT_FDCWD, _RENAME_EXCHANGE = -100, 2  # linux/fcntl.h and linux/fs.h
_NO_EXCHANGE = {errno.ENOSYS, errno.EINVAL, errno.ENOTSUP}
_NO_LINK = {errno.EXDEV, errno.EPERM, errno.EMLINK, errno.ENOTSUP, errno.ENOSYS}


def exchange(new: Path, out: Path, aside: Path) -> None:
    """Put `new` in the place of `out`; afterwards `new` holds what was there, if anything was.

    One step where the system can exchange two folders. Else there are three, with
    the old folder `aside` between them; `recover` ends what was begun.
    """
    if not out.exists():
        new.replace(out)
    else:
        try:
            _rename_exchange(new, out)
        except OSError as error:
            if error.errno not in _NO_EXCHANGE:
                raise
            out.replace(aside)  # between these two steps there is no site; whatever starts next puts it back
            new.replace(out)
            aside.replace(new)


def recover(out: Path, aside: Path, former: Path) -> None:
    """End an exchange in three steps that was cut off: what stands `aside` is the site, or already the former one."""
    if not aside.exists():
        return
    if out.exists():
        remove(former)
        aside.replace(former)
    else:
        aside.replace(out)


def _rename_exchange(one: Path, other: Path) -> None:
    libc = ctypes.CDLL(None, use_errno=True)
    if not hasattr(libc, "renameat2"):
        raise OSError(errno.ENOSYS, os.strerror(errno.ENOSYS), str(other))
    done = libc.renameat2(_AT_FDCWD, os.fsencode(one), _AT_FDCWD, os.fsencode(other), _RENAME_EXCHANGE)
    if done != 0:
        number = ctypes.get_errno()
        raise OSError(number, os.strerror(number), str(other))


def sync(tree: Path, files: Iterable[str], folders: Iterable[str]) -> None:
    """Bring what changed in a tree to the disk, so that a power cut after the exchange cannot leave empty files."""
    handle = os.open(tree, os.O_RDONLY)
    try:
        libc = ctypes.CDLL(None, use_errno=True)
        if hasattr(libc, "syncfs"):  # one call for thousands of files
            if libc.syncfs(handle) != 0:
                number = ctypes.get_errno()
                raise OSError(number, os.strerror(number), str(tree))
            return
    finally:
        os.close(handle)
    for path in (*files, *folders):
        if not (tree / path).is_symlink():
            sync_folder(tree / path)


def sync_folder(path: Path) -> None:
    """Bring one folder or file to the disk."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def link_or_copy(old: str, new: str) -> bool:
    """Give a file a second name, and say so; else, where the file system has no such names, copy it with its times."""
    try:
        os.link(old, new, follow_symlinks=False)
    except OSError as error:
        if error.errno not in _NO_LINK:
            raise
        shutil.copy2(old, new, follow_symlinks=False)
        return False
    return True


def write_all(handle: int, content: bytes, name: str) -> None:
    """Write a content whole; what goes wrong names the file."""
    view = memoryview(content)
    try:
        while view:
            view = view[os.write(handle, view) :]
    except OSError as error:
        raise OSError(error.errno, error.strerror, name) from error


def bytes_of(path: str | Path) -> bytes | None:
    """Read a file whole; None where there is none."""
    try:
        with open(path, "rb", buffering=0) as file:  # noqa: PTH123  # tens of thousands
            return file.read()
    except (FileNotFoundError, NotADirectoryError, IsADirectoryError):
        return None


def digest_of(path: Path) -> str | None:
    """Give the SHA-256 of a plain file; None where there is none."""
    try:
        handle = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
        with open(handle, "rb") as file:  # noqa: PTH123  # it is open already
            return file_digest(file, "sha256").hexdigest()
    except OSError:
        return None


def others_in(folder: Path, known: Container[str]) -> list[str]:
    """List the files and links below a folder that are not known, by their paths in it, sorted."""
    found, left = list[str](), [""]
    while left:
        inside = left.pop()
        with suppress(FileNotFoundError), os.scandir(f"{folder}/{inside}") as entries:  # gone: nothing is in it
            for entry in entries:
                path = f"{inside}{entry.name}"
                if entry.is_dir(follow_symlinks=False):
                    left.append(f"{path}/")
                elif path not in known:
                    found.append(path)
    return sorted(found)


def remove(folder: Path) -> None:
    """Take a folder away, if it is there."""
    if folder.exists():
        shutil.rmtree(folder)

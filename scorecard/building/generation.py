"""An empty folder or the former site in, the new one out: only what differs is touched, and nothing is believed.

A file of the former site stays where it is, by its number, the very file of the
site that is to be taken over: one file with two names. Every other one is taken
away, changed or not, and no file is ever written into where it stands. So no harm
that was done to the former site can get into the new one.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import chain
from pathlib import Path

from scorecard.building.disk import link_or_copy
from scorecard.building.ledger import Entry


@dataclass(slots=True)
class Brought:
    """What was done: `folders` in which something changed, and files that were `copied` for want of second names."""

    folders: set[str] = field(default_factory=set)
    copied: list[str] = field(default_factory=list)


def take_former(former: Path, retired: Path, staging: Path) -> None:
    """Give what is in the former site to the new one, in one step for whoever looks for the former one.

    The folder itself is a new one: who has the former one open finds no file in it
    any more, and never some of the one and some of the other.
    """
    staging.mkdir()
    if former.is_dir() and not former.is_symlink():
        former.replace(retired)
        for name in os.listdir(retired):  # noqa: PTH208  # names alone
            (retired / name).replace(staging / name)
        retired.rmdir()


def bring(folder: Path, site: Path, kept: Mapping[str, Entry], made: Mapping[str, str]) -> Brought:
    """Bring a folder to what a site is to be.

    Args:
        folder: empty, or with a former site; on the file system of `site`.
        site: that stands now.
        kept: what is taken over from it, by path, as it was found to stand there.
        made: what is new, by path: where it stands now; it is moved.
    """
    done = Brought()
    _Bringing(str(folder), str(site), kept, made).bring("", done, is_new=False)
    return done


class _Bringing:
    """What is to stand in each folder of a site, and what brings it there."""

    def __init__(self, folder: str, site: str, kept: Mapping[str, Entry], made: Mapping[str, str]) -> None:
        self._folder, self._site, self._kept, self._made = folder, site, kept, made
        self._files: dict[str, list[str]] = {}  # by folder: the paths of files in it
        self._folders: dict[str, list[str]] = {"": []}  # by folder: those of folders in it
        for path in chain(kept, made):
            self._files.setdefault(path.rpartition("/")[0], []).append(path)
        for at in self._files:
            self._inside(at)

    def _inside(self, at: str) -> list[str]:
        """List the folders in one; it is noted in that above it."""
        found = self._folders.get(at)
        if found is None:
            self._inside(at.rpartition("/")[0]).append(at)
            found = self._folders[at] = []
        return found

    def bring(self, at: str, done: Brought, *, is_new: bool) -> None:
        """Bring a folder to what it is to be, and those in it.

        Args:
            at: its path; it is there.
            done: to which all that changes is added.
            is_new: whether nothing is in it.
        """
        there = set[str]() if is_new else self._pruned(at, done)
        for path in self._files.get(at, ()):
            if path in self._made:
                os.rename(self._made[path], f"{self._folder}/{path}")  # noqa: PTH104  # tens of thousands
                done.folders.add(at)
            elif path not in there:
                if not link_or_copy(f"{self._site}/{path}", f"{self._folder}/{path}"):
                    done.copied.append(path)
                done.folders.add(at)
        for one in self._folders[at]:
            if one not in there:
                os.mkdir(f"{self._folder}/{one}")  # noqa: PTH102  # tens of thousands
                done.folders.add(at)
            self.bring(one, done, is_new=one not in there)

    def _pruned(self, at: str, done: Brought) -> set[str]:
        """Take away what is not to stay in a folder, and list the rest.

        A file stays that has the number of the one in the site: two files of one file system never have
        the same. So what a listing tells is enough, and only where it tells another number the file is
        asked itself: there are file systems, put together from others, whose listings tell other ones.
        """
        there = set[str]()
        with os.scandir(f"{self._folder}/{at}") as found:
            entries = list(found)
        for entry in entries:
            path = f"{at}/{entry.name}" if at else entry.name
            if entry.is_dir(follow_symlinks=False):
                stays = path in self._folders
            else:
                known = self._kept.get(path)
                stays = known is not None and (entry.inode() == known.inode or known.is_of(entry.path))
            if stays:
                there.add(path)
            elif path not in self._made or entry.is_dir(follow_symlinks=False):  # else it is moved into its place
                _remove(entry)
                done.folders.add(at)
        return there


def _remove(entry: os.DirEntry[str]) -> None:
    if entry.is_dir(follow_symlinks=False):
        shutil.rmtree(entry.path)
    else:
        os.unlink(entry.path)  # noqa: PTH108  # tens of thousands

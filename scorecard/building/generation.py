"""An empty folder or the former site in, the new one out: only what differs is touched, and nothing is believed.

A file of the former site stays where it is, by its number, the very file of the
site that is to be taken over: one file with two names. Every other one is taken
away, changed or not, and no file is ever written into where it stands. So no harm
that was done to the former site can get into the new one.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
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
        folder: empty, or with a former site.
        site: that stands now.
        kept: what is taken over from it, by path.
        made: what is new, by path: where it stands now; it is moved.
    """
    done = Brought()
    wanted = _with_those_above({*_folders(kept), *_folders(made)})
    there = _prune(folder, kept, made, wanted, done)
    for above in sorted(wanted - there.folders):  # from the top down
        os.mkdir(f"{folder}/{above}")  # noqa: PTH102  # tens of thousands
        done.folders.add(above.rpartition("/")[0])
    for path in kept:
        if path not in there.files:
            if not link_or_copy(f"{site}/{path}", f"{folder}/{path}"):
                done.copied.append(path)
            done.folders.add(path.rpartition("/")[0])
    for path, now in made.items():
        os.rename(now, f"{folder}/{path}")  # noqa: PTH104  # tens of thousands
        done.folders.add(path.rpartition("/")[0])
    return done


def _folders(paths: Iterable[str]) -> set[str]:
    return {path.rpartition("/")[0] for path in paths}


def _with_those_above(folders: set[str]) -> set[str]:
    found = {""}
    for folder in folders:
        while folder not in found:
            found.add(folder)
            folder = folder.rpartition("/")[0]  # noqa: PLW2901  # up to the top
    return found


@dataclass(frozen=True, slots=True)
class _There:
    files: set[str] = field(default_factory=set)
    folders: set[str] = field(default_factory=set)


def _prune(folder: Path, kept: Mapping[str, Entry], made: Mapping[str, str], wanted: set[str], done: Brought) -> _There:
    """Take away what is not to stay, from the leaves up, and list the rest."""
    there = _There()

    def inside(at: str) -> None:
        with os.scandir(f"{folder}/{at}") as found:
            entries = list(found)
        for entry in entries:
            path = f"{at}/{entry.name}" if at else entry.name
            if entry.is_dir(follow_symlinks=False):
                inside(path)
            elif path in kept and kept[path].is_of(entry.path):
                there.files.add(path)
            elif path not in made:  # else the new file is put in its place
                os.unlink(entry.path)  # noqa: PTH108  # tens of thousands
                done.folders.add(at)
        if at in wanted:
            there.folders.add(at)
        else:
            os.rmdir(f"{folder}/{at}")  # noqa: PTH106  # tens of thousands
            done.folders.add(at.rpartition("/")[0])

    inside("")
    return there

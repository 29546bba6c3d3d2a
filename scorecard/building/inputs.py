"""A project folder in, a digest of every source out: what a build depends on, found without reading any of it as YAML.

A folder of a city is digested with the names and kinds of all that is in it, so that
a file that appears, vanishes or becomes a link is seen as well as one that changes.
"""

from __future__ import annotations

import os
import platform
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path

import scorecard
from scorecard.packaged import packaged
from scorecard.problem import Problem, one_line
from scorecard.publishing.keys import digest
from scorecard.publishing.pictures import OUTLINE
from scorecard.reading.disk import entries, read_bytes
from scorecard.reading.one_city import CityFolder
from scorecard.reading.project import Shared, find_cities, read_shared

_LIBRARIES = ("Jinja2", "Markdown", "MarkupSafe", "nh3", "Pillow", "pyarrow", "PyYAML", "segno", "uharfbuzz")
_CARD_LIBRARIES = ("weasyprint", "pydyf", "fonttools")


@dataclass(frozen=True, slots=True)
class CitySource:
    """One city: its `folders` (the drafts folder's last), the `files` in them by path with their SHA-256, and `key`."""

    id: str
    folders: tuple[CityFolder, ...]
    files: Mapping[str, str]
    key: str


@dataclass(frozen=True, slots=True)
class Inputs:
    """All sources of a build.

    `shared` is read, `cities` are found, by id, and not read. `problems` are those of
    both. `key` is the digest of all that is not a city's own: program, libraries,
    settings, rubrics and prose.
    """

    shared: Shared
    cities: Mapping[str, CitySource]
    problems: tuple[Problem, ...]
    key: str

    @property
    def files(self) -> dict[str, str]:
        """Every source file, by path, with its SHA-256."""
        found = dict(self.shared.inputs)
        for city in self.cities.values():
            found.update(city.files)
        return dict(sorted(found.items()))

    @property
    def whole(self) -> str:
        """The digest of all sources together."""
        told = (str(problem) for problem in self.problems)
        return digest([self.key, *(f"{city.id} {city.key}" for city in self.cities.values()), *told])


def find_inputs(root: Path, *, with_drafts: bool) -> Inputs:
    """Read what all cities share, and digest the files of each.

    Args:
        root: the folder that holds `scorecard.yaml`.
        with_drafts: whether the drafts folder that the settings name is opened.
    """
    shared = read_shared(root)
    folders, problems = find_cities(root, shared.settings, with_drafts=with_drafts)
    by_city: dict[str, list[CityFolder]] = {}
    for folder in folders:
        by_city.setdefault(folder.path.name, []).append(folder)
    key = digest([program_key(), *(f"{path} {one}" for path, one in sorted(shared.inputs.items()))])
    cities = {city: _source(city, by_city[city], key) for city in sorted(by_city)}
    return Inputs(shared, cities, (*shared.problems, *problems), key)


def _source(city: str, folders: Sequence[CityFolder], key: str) -> CitySource:
    files: dict[str, str] = {}
    parts = [key, city]
    for folder in folders:
        parts += [folder.shown, str(folder.is_known)]
        for name, kind, content in _inside(folder):
            parts += [name, kind, content]
            if content:
                files[f"{folder.shown}/{one_line(name)}"] = content
    return CitySource(city, tuple(folders), files, digest(parts))


def _inside(folder: CityFolder) -> Iterator[tuple[str, str, str]]:
    """Go through a folder by name: name, kind, and the SHA-256 of what is read as YAML."""
    for entry in entries(folder.path, folder.shown, []):
        kind = "link" if entry.is_symlink() else "folder" if entry.is_dir() else "file"
        content = ""
        if kind == "file" and entry.name.endswith(".yaml"):
            raw, _ = read_bytes(entry.path, folder.shown)  # the problem is told when the file is read as YAML
            content = "" if raw is None else sha256(raw).hexdigest()
        yield entry.name, kind, content


@cache
def program_key() -> str:
    """Digest this program and what it makes pages with: modules, tables, what pictures need, Python and libraries."""
    package = Path(scorecard.__file__).parent
    modules = sorted(path for path in package.rglob("*.py") if path.is_file())
    fonts = sorted((packaged("templates") / "shared" / "fonts").glob("*.ttf"))
    listed = packaged("source_lists") / "tables.csv"
    contents = (sha256(path.read_bytes()).hexdigest() for path in [*modules, listed, OUTLINE, *fonts])
    names = (path.relative_to(package).as_posix() for path in modules)
    return digest([*names, *contents, *(f"{name} {one}" for name, one in _made_with().items())])


@cache
def templates_key(folder: Path) -> str:
    """Digest a templates folder: every plain file in it."""
    found: list[str] = []
    for parent, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(names):
            path = Path(parent, name)
            if not name.startswith(".") and path.is_file() and not path.is_symlink():
                found += [path.relative_to(folder).as_posix(), sha256(path.read_bytes()).hexdigest()]
    return digest(found)


def versions(drawn_with: Mapping[str, str] | None) -> dict[str, str]:
    """Name what the site is built with; what draws cards only where there are some.

    Args:
        drawn_with: libraries of the system that draw cards, with versions; None where no cards are made.
    """
    for_cards = {**_versions_of(_CARD_LIBRARIES), **drawn_with} if drawn_with is not None else {}
    return dict(sorted({**_made_with(), **for_cards}.items()))


@cache
def _made_with() -> Mapping[str, str]:
    return {"Python": platform.python_version(), "SQLite": sqlite3.sqlite_version, **_versions_of(_LIBRARIES)}


def _versions_of(libraries: Sequence[str]) -> dict[str, str]:
    return {name: version(name) for name in libraries}

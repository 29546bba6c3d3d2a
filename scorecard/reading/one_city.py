"""One city's folder in, who it is and its answers out, with every problem of its files; other cities do not matter."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from scorecard.model.answer import CityEdition
from scorecard.model.project import City
from scorecard.model.rubric import Rubric
from scorecard.model.when import Place
from scorecard.problem import Problem, did_you_mean, one_line
from scorecard.reading.answers import read_city_edition
from scorecard.reading.city import read_city
from scorecard.reading.disk import entries, files
from scorecard.reading.file import FileRead, read_file
from scorecard.reading.settings import SettingsRead
from scorecard.reading.text import Listing, Node, Scalar, Table


@dataclass(frozen=True, slots=True)
class CityFolder:
    """Where the files of one city lie; the folder's name is the city's id.

    `shown` is the folder as problems show it. `is_overlay`: it lies in the drafts
    folder, so that all in it is a draft. `is_known`: the project itself has a
    `city.yaml` for it, so that an overlay needs none.
    """

    path: Path
    shown: str
    is_overlay: bool = False
    is_known: bool = False


@dataclass(frozen=True, slots=True)
class FormerId:
    """An id that a city once had, and where that stands."""

    city: str
    former: str
    path: str
    place: Place


@dataclass(frozen=True, slots=True)
class CityRead:
    """What one city's folder holds.

    `city` is None where its `city.yaml` is missing or broken; `has_city_file` tells
    which. `answers` holds edition id -> answers, of the files without a problem.
    `inputs` maps the path of each file that was read to its SHA-256. `drafts` are the
    paths of drafts, those that have problems too.
    """

    id: str
    city: City | None
    has_city_file: bool
    answers: Mapping[str, CityEdition]
    problems: tuple[Problem, ...]
    inputs: Mapping[str, str]
    drafts: frozenset[str]
    former: tuple[FormerId, ...]


@dataclass(slots=True)
class _Found:
    """What was read of one city so far."""

    folder: CityFolder
    problems: list[Problem] = field(default_factory=list)
    inputs: dict[str, str] = field(default_factory=dict)
    drafts: set[str] = field(default_factory=set)
    answers: dict[str, CityEdition] = field(default_factory=dict)
    former: tuple[FormerId, ...] = ()
    has_city_file: bool = False


def read_city_folder(folder: CityFolder, settings: SettingsRead, rubrics: Mapping[str, Rubric]) -> CityRead:
    """Read `city.yaml` and every edition's file of one city.

    Args:
        folder: where they lie.
        settings: what `scorecard.yaml` says; names the editions.
        rubrics: rubric id -> rubric, of those that could be read.
    """
    found = _Found(folder)
    inside = entries(folder.path, folder.shown, found.problems)
    names = [path.name for path in files(inside, folder.shown, ".yaml", found.problems)]
    city = _city(found, has_files=bool(names))
    for name in names:
        if name != "city.yaml":
            _answers(found, name.removesuffix(".yaml"), settings, rubrics)
    return CityRead(
        id=folder.path.name,
        city=city,
        has_city_file=found.has_city_file,
        answers=found.answers,
        problems=tuple(found.problems),
        inputs=found.inputs,
        drafts=frozenset(found.drafts),
        former=found.former,
    )


def _city(found: _Found, *, has_files: bool) -> City | None:
    folder = found.folder
    found.has_city_file = os.path.lexists(folder.path / "city.yaml")
    if not found.has_city_file:
        if has_files and not folder.is_known:
            what = f"{folder.path.name} has answers and no city.yaml"
            mend = "write one with name, state and agency"
            found.problems.append(Problem(f"{folder.shown}/city.yaml", 1, 1, "missing-city", what, mend))
        return None
    file = _read(found, "city.yaml")
    city = read_city(file.node, folder.path.name, file.log) if file.is_whole else None
    if city is not None:
        found.former = tuple(
            FormerId(city.id, word.value, file.log.path, word.place) for word in _former_ids(file.node)
        )
    found.problems.extend(file.log.problems)
    return city


def _former_ids(node: Node | None) -> Iterator[Scalar]:
    entry = node.entry("was") if isinstance(node, Table) else None
    if entry is not None and isinstance(entry.value, Listing):
        yield from (item for item in entry.value.items if isinstance(item, Scalar))


def _answers(found: _Found, name: str, settings: SettingsRead, rubrics: Mapping[str, Rubric]) -> None:
    file, is_overlay = _read(found, f"{name}.yaml"), found.folder.is_overlay
    edition = next((one for one in settings.editions if one.id == name), None)
    if is_overlay or _says_draft(file.node):
        found.drafts.add(file.log.path)
    if edition is None and settings.named and name not in settings.named:
        listed = f"{', '.join(settings.named)}{did_you_mean(name, settings.named)}"
        mend = f"add it to scorecard.yaml, or use one of {listed}"
        file.log.report(Place(1, 1), "unknown-edition", f'"{name}" is no edition', mend)
    elif edition is not None and file.is_whole and edition.rubric in rubrics:
        rubric, city = rubrics[edition.rubric], found.folder.path.name
        answers = read_city_edition(file.node, city, edition, rubric, file.log, is_overlay=is_overlay)
        if answers is not None:
            found.answers[edition.id] = answers
    found.problems.extend(file.log.problems)


def _says_draft(node: Node | None) -> bool:
    entry = node.entry("status") if isinstance(node, Table) else None
    return entry is not None and isinstance(entry.value, Scalar) and entry.value.value == "draft"


def _read(found: _Found, name: str) -> FileRead:
    file = read_file(found.folder.path / name, f"{found.folder.shown}/{one_line(name)}")
    if file.digest is not None:
        found.inputs[file.log.path] = file.digest
    return file

"""A project folder in, a `Project` out, and every problem of every file; the one reader of the disk."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path

from scorecard.model.answer import CityEdition
from scorecard.model.project import City, Edition, Page, Project, Settings
from scorecard.model.rubric import Rubric
from scorecard.model.when import Place
from scorecard.problem import Problem, did_you_mean
from scorecard.reading.answers import read_city_edition
from scorecard.reading.city import read_city
from scorecard.reading.disk import files, folders, read_bytes
from scorecard.reading.fields import Log, check_id
from scorecard.reading.rubric import read_rubric
from scorecard.reading.settings import read_settings
from scorecard.reading.text import Node, decode, parse


@dataclass(frozen=True, slots=True)
class Reading:
    """What a project folder holds.

    `project` has all that could be read; it is None only where `scorecard.yaml`
    could not. `inputs` maps the path of each file that was read to its SHA-256.
    """

    project: Project | None
    problems: tuple[Problem, ...]
    inputs: Mapping[str, str]


@dataclass(slots=True)
class _Found:
    """What was read so far."""

    root: Path
    problems: list[Problem] = field(default_factory=list)
    inputs: dict[str, str] = field(default_factory=dict)
    rubrics: dict[str, Rubric] = field(default_factory=dict)
    cities: dict[str, City] = field(default_factory=dict)
    city_files: set[str] = field(default_factory=set)
    answers: dict[str, dict[str, CityEdition]] = field(default_factory=dict)


def read_project(root: Path, *, with_drafts: bool = False) -> Reading:
    """Read a project.

    Args:
        root: the folder that holds `scorecard.yaml`.
        with_drafts: whether the drafts folder that the settings name is opened.
    """
    found = _Found(root)
    rubric_ids = [path.stem for path in files(root / "rubrics", ".yaml")]
    settings, editions = _settings(found, rubric_ids)
    for path in files(root / "rubrics", ".yaml"):
        _rubric(found, path)
    _cities(found, root / "cities", {edition.id: edition for edition in editions}, is_overlay=False)
    if with_drafts and settings is not None and settings.drafts is not None:
        _drafts(found, settings, editions)
    found.problems.extend(_clashes(found))
    pages = tuple(_pages(found))
    project = None
    if settings is not None:
        ordered = {edition.id: dict(sorted(found.answers.get(edition.id, {}).items())) for edition in settings.editions}
        project = Project(settings, found.rubrics, dict(sorted(found.cities.items())), ordered, pages)
    return Reading(project, tuple(sorted(set(found.problems))), dict(sorted(found.inputs.items())))


def _settings(found: _Found, rubric_ids: list[str]) -> tuple[Settings | None, tuple[Edition, ...]]:
    log, node, is_whole = _read_node(found, found.root / "scorecard.yaml")
    if not is_whole:
        return None, ()
    settings, editions = read_settings(node, rubric_ids, log)
    found.problems.extend(log.problems)
    return settings, editions


def _rubric(found: _Found, path: Path) -> None:
    log, node, is_whole = _read_node(found, path)
    if is_whole and check_id(path.stem, Place(1, 1), log) is not None:
        rubric = read_rubric(node, path.stem, log)
        if rubric is not None:
            found.rubrics[path.stem] = rubric
    found.problems.extend(log.problems)


def _cities(found: _Found, parent: Path, editions: Mapping[str, Edition], *, is_overlay: bool) -> None:
    for folder in folders(parent, _shown(found, parent), found.problems):
        log = Log(_shown(found, folder))
        if check_id(folder.name, Place(1, 1), log) is None:
            found.problems.extend(log.problems)
            continue
        _city(found, folder)
        for path in files(folder, ".yml"):
            what = "a file that ends in .yml is not read"
            found.problems.append(Problem(_shown(found, path), 1, 1, "wrong-ending", what, "rename it to .yaml"))
        for path in files(folder, ".yaml"):
            if path.name != "city.yaml":
                _answers(found, path, editions, is_overlay=is_overlay)


def _city(found: _Found, folder: Path) -> None:
    path = folder / "city.yaml"
    if not path.exists() and not path.is_symlink():
        if folder.name not in found.city_files and any(True for _ in files(folder, ".yaml")):
            what = f"{folder.name} has answers and no city.yaml"
            mend = "write one with name, state and agency"
            found.problems.append(Problem(_shown(found, path), 1, 1, "missing-city", what, mend))
        return
    found.city_files.add(folder.name)
    log, node, is_whole = _read_node(found, path)
    city = read_city(node, folder.name, log) if is_whole else None
    if city is not None:
        found.cities[folder.name] = city
    found.problems.extend(log.problems)


def _answers(found: _Found, path: Path, editions: Mapping[str, Edition], *, is_overlay: bool) -> None:
    log, node, is_whole = _read_node(found, path)
    edition = editions.get(path.stem)
    if edition is None and editions:
        mend = f"add it to scorecard.yaml, or use one of {', '.join(editions)}{did_you_mean(path.stem, editions)}"
        log.report(Place(1, 1), "unknown-edition", f'"{path.stem}" is no edition', mend)
    elif edition is not None and is_whole and edition.rubric in found.rubrics:
        rubric, city = found.rubrics[edition.rubric], path.parent.name
        answers = read_city_edition(node, city, edition, rubric, log, is_overlay=is_overlay)
        if answers is not None:
            found.answers.setdefault(edition.id, {})[city] = answers
    found.problems.extend(log.problems)


def _drafts(found: _Found, settings: Settings, editions: tuple[Edition, ...]) -> None:
    folder = found.root / str(settings.drafts)
    inner = folder / "cities"
    parent = inner if inner.is_dir() else folder
    _cities(found, Path(os.path.normpath(parent)), {edition.id: edition for edition in editions}, is_overlay=True)


def _clashes(found: _Found) -> Iterator[Problem]:
    """Report former ids that a city or another former id uses."""
    owners: dict[str, str] = {city: city for city in found.city_files}
    for city in found.cities.values():
        for former in city.was:
            if former in owners:
                path = f"cities/{city.id}/city.yaml"
                what = f'the former id "{former}" belongs to {owners[former]}'
                yield Problem(path, 1, 1, "repeated-id", what, "take it out of `was`")
            owners.setdefault(former, city.id)


def _pages(found: _Found) -> Iterator[Page]:
    for path in files(found.root / "pages", ".md"):
        shown = _shown(found, path)
        raw, problems = read_bytes(path, shown)
        found.problems.extend(problems)
        log = Log(shown)
        name = check_id(path.stem, Place(1, 1), log)
        found.problems.extend(log.problems)
        if raw is not None:
            found.inputs[shown] = sha256(raw).hexdigest()
            text, wrong = decode(raw, shown)
            found.problems.extend(wrong)
            if name is not None and not wrong:
                yield Page(name, text)


def _read_node(found: _Found, path: Path) -> tuple[Log, Node | None, bool]:
    """Read and parse one file; the last value tells whether it may be read on."""
    log = Log(_shown(found, path))
    raw, problems = read_bytes(path, log.path)
    log.problems.extend(problems)
    if raw is None:
        return log, None, False
    found.inputs[log.path] = sha256(raw).hexdigest()
    text, problems = decode(raw, log.path)
    log.problems.extend(problems)
    if problems:
        return log, None, False
    node, problems = parse(text, log.path)
    log.problems.extend(problems)
    return log, node, node is not None or not problems


def _shown(found: _Found, path: Path) -> str:
    return os.path.relpath(path, found.root).replace(os.sep, "/")

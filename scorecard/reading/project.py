"""A project folder in, a `Project` out, and every problem of every file; the one reader of the disk."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path

from scorecard.model.answer import CityEdition
from scorecard.model.project import City, Page, Project
from scorecard.model.rubric import Rubric
from scorecard.model.when import Place
from scorecard.problem import Problem, did_you_mean, one_line
from scorecard.reading.answers import read_city_edition
from scorecard.reading.city import read_city
from scorecard.reading.decoding import decode
from scorecard.reading.disk import entries, files, folders, read_bytes
from scorecard.reading.rubric import read_rubric
from scorecard.reading.settings import SettingsRead, read_settings
from scorecard.reading.text import Listing, Node, Scalar, Table, parse
from scorecard.reading.words import Log, check_id


@dataclass(frozen=True, slots=True)
class Reading:
    """What a project folder holds.

    `project` has all that could be read; it is None only where `scorecard.yaml`
    could not. `inputs` maps the path of each file that was read to its SHA-256.
    `drafts` are the paths of drafts, those that have problems too.
    """

    project: Project | None
    problems: tuple[Problem, ...]
    inputs: Mapping[str, str]
    drafts: frozenset[str]


@dataclass(slots=True)
class _Found:
    """What was read so far. `was` holds former ids: city, former id, and where that stands."""

    root: Path
    problems: list[Problem] = field(default_factory=list)
    inputs: dict[str, str] = field(default_factory=dict)
    drafts: set[str] = field(default_factory=set)
    rubrics: dict[str, Rubric] = field(default_factory=dict)
    cities: dict[str, City] = field(default_factory=dict)
    city_files: set[str] = field(default_factory=set)
    was: list[tuple[str, str, str, Place]] = field(default_factory=list)
    answers: dict[str, dict[str, CityEdition]] = field(default_factory=dict)


def read_project(root: Path, *, with_drafts: bool = False) -> Reading:
    """Read a project.

    Args:
        root: the folder that holds `scorecard.yaml`.
        with_drafts: whether the drafts folder that the settings name is opened.
    """
    found = _Found(root)
    rubric_entries = entries(root / "rubrics", "rubrics", found.problems)
    rubric_paths = list(files(rubric_entries, "rubrics", ".yaml", found.problems))
    read = _settings(found, [path.stem for path in rubric_paths])
    for path in rubric_paths:
        _rubric(found, path)
    _cities(found, root / "cities", read, is_overlay=False)
    if read.settings is not None and read.settings.drafts is not None:
        _drafts(found, read, read.settings.drafts, is_opened=with_drafts)
    found.problems.extend(_clashes(found))
    pages = tuple(_pages(found))
    project = None
    if read.settings is not None:
        ordered = {one.id: dict(sorted(found.answers.get(one.id, {}).items())) for one in read.settings.editions}
        project = Project(read.settings, found.rubrics, dict(sorted(found.cities.items())), ordered, pages)
    problems, inputs = tuple(sorted(set(found.problems))), dict(sorted(found.inputs.items()))
    return Reading(project, problems, inputs, frozenset(found.drafts))


def _settings(found: _Found, rubric_ids: list[str]) -> SettingsRead:
    log, node, is_whole = _read_node(found, found.root / "scorecard.yaml")
    read = read_settings(node, rubric_ids, log) if is_whole else SettingsRead(None, (), (), Place(1, 1))
    found.problems.extend(log.problems)
    return read


def _rubric(found: _Found, path: Path) -> None:
    log, node, is_whole = _read_node(found, path)
    if is_whole and check_id(path.stem, Place(1, 1), log) is not None:
        rubric = read_rubric(node, path.stem, log)
        if rubric is not None:
            found.rubrics[path.stem] = rubric
    found.problems.extend(log.problems)


def _cities(found: _Found, parent: Path, read: SettingsRead, *, is_overlay: bool) -> None:
    shown = _shown(found, parent)
    inside = entries(parent, shown, found.problems)
    for folder in folders(inside, shown, found.problems):
        log = Log(_shown(found, folder))
        if check_id(folder.name, Place(1, 1), log) is None:
            found.problems.extend(log.problems)
            continue
        own = entries(folder, log.path, found.problems)
        paths = list(files(own, log.path, ".yaml", found.problems))
        _city(found, folder, has_files=bool(paths))
        for path in paths:
            if path.name != "city.yaml":
                _answers(found, path, read, is_overlay=is_overlay)
    if not is_overlay:
        for path in files(inside, shown, ".yaml", found.problems):
            what, mend = "a file here is not read", f"move it to {shown}/{path.stem}/city.yaml, or to an edition there"
            found.problems.append(Problem(_shown(found, path), 1, 1, "wrong-place", what, mend))


def _city(found: _Found, folder: Path, *, has_files: bool) -> None:
    path = folder / "city.yaml"
    if not os.path.lexists(path):
        if folder.name not in found.city_files and has_files:
            what = f"{folder.name} has answers and no city.yaml"
            mend = "write one with name, state and agency"
            found.problems.append(Problem(_shown(found, path), 1, 1, "missing-city", what, mend))
        return
    found.city_files.add(folder.name)
    log, node, is_whole = _read_node(found, path)
    city = read_city(node, folder.name, log) if is_whole else None
    if city is not None:
        found.cities[folder.name] = city
        found.was.extend((folder.name, word.value, log.path, word.place) for word in _former_ids(node))
    found.problems.extend(log.problems)


def _former_ids(node: Node | None) -> Iterator[Scalar]:
    entry = node.entry("was") if isinstance(node, Table) else None
    if entry is not None and isinstance(entry.value, Listing):
        yield from (item for item in entry.value.items if isinstance(item, Scalar))


def _answers(found: _Found, path: Path, read: SettingsRead, *, is_overlay: bool) -> None:
    log, node, is_whole = _read_node(found, path)
    edition = next((one for one in read.editions if one.id == path.stem), None)
    if is_overlay or _says_draft(node):
        found.drafts.add(log.path)
    if edition is None and read.named and path.stem not in read.named:
        mend = f"add it to scorecard.yaml, or use one of {', '.join(read.named)}{did_you_mean(path.stem, read.named)}"
        log.report(Place(1, 1), "unknown-edition", f'"{path.stem}" is no edition', mend)
    elif edition is not None and is_whole and edition.rubric in found.rubrics:
        rubric, city = found.rubrics[edition.rubric], path.parent.name
        answers = read_city_edition(node, city, edition, rubric, log, is_overlay=is_overlay)
        if answers is not None:
            found.answers.setdefault(edition.id, {})[city] = answers
    found.problems.extend(log.problems)


def _says_draft(node: Node | None) -> bool:
    entry = node.entry("status") if isinstance(node, Table) else None
    return entry is not None and isinstance(entry.value, Scalar) and entry.value.value == "draft"


def _drafts(found: _Found, read: SettingsRead, drafts: str, *, is_opened: bool) -> None:
    folder = found.root / drafts
    if Path(os.path.realpath(folder)).is_relative_to(os.path.realpath(found.root)):
        log = Log("scorecard.yaml")
        what = f'the drafts folder "{drafts}" lies inside the project'
        log.report(read.drafts_at, "drafts-inside", what, "name a folder outside, like ../private")
        found.problems.extend(log.problems)
    elif is_opened:
        inner = folder / "cities"
        parent = inner if inner.is_dir() else folder
        _cities(found, Path(os.path.normpath(parent)), read, is_overlay=True)


def _clashes(found: _Found) -> Iterator[Problem]:
    """Report former ids that a city or another former id uses; a city's draft may repeat its own."""
    owners: dict[str, str] = {city: city for city in found.city_files}
    for city, former, path, place in found.was:
        if owners.setdefault(former, city) != city:
            what = f'the former id "{former}" belongs to {owners[former]}'
            yield Problem(path, place.line, place.column, "repeated-id", what, "take it out of `was`")


def _pages(found: _Found) -> Iterator[Page]:
    inside = entries(found.root / "pages", "pages", found.problems)
    for path in files(inside, "pages", ".md", found.problems):
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
    return one_line(os.path.relpath(path, found.root).replace(os.sep, "/"))

"""A project folder in, a `Project` out, and every problem of every file.

What all cities share is read first, then each city's folder on its own, so that
cities may be read in any order and by any process; `gather` puts them together.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path

from scorecard.model.answer import CityEdition
from scorecard.model.project import City, Page, Project
from scorecard.model.rubric import Rubric
from scorecard.model.when import Place
from scorecard.problem import Problem, one_line
from scorecard.reading.decoding import decode
from scorecard.reading.disk import entries, files, folders, read_bytes
from scorecard.reading.file import FileRead, read_file
from scorecard.reading.one_city import CityFolder, CityRead, read_city_folder
from scorecard.reading.rubric import read_rubric
from scorecard.reading.settings import SettingsRead, read_settings
from scorecard.reading.translations import LANGUAGE
from scorecard.reading.words import MAX_PAGE, Log, check_id, shortened


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


@dataclass(frozen=True, slots=True)
class Shared:
    """What all cities share: settings, rubrics by id and pages; problems and inputs are those of their files."""

    settings: SettingsRead
    rubrics: Mapping[str, Rubric]
    pages: tuple[Page, ...]
    problems: tuple[Problem, ...]
    inputs: Mapping[str, str]


@dataclass(slots=True)
class _Found:
    """What was read of the shared files so far."""

    root: Path
    problems: list[Problem] = field(default_factory=list)
    inputs: dict[str, str] = field(default_factory=dict)


def read_project(root: Path, *, with_drafts: bool = False) -> Reading:
    """Read a project.

    Args:
        root: the folder that holds `scorecard.yaml`.
        with_drafts: whether the drafts folder that the settings name is opened.
    """
    shared = read_shared(root)
    cities, problems = find_cities(root, shared.settings, with_drafts=with_drafts)
    return gather(shared, (read_city_folder(one, shared.settings, shared.rubrics) for one in cities), problems)


def read_shared(root: Path) -> Shared:
    """Read everything but the cities."""
    found = _Found(root)
    inside = entries(root / "rubrics", "rubrics", found.problems)
    paths = list(files(inside, "rubrics", ".yaml", found.problems))
    settings = _settings(found, [path.stem for path in paths])
    own = settings.settings.language if settings.settings is not None else None
    rubrics = {path.stem: rubric for path in paths if (rubric := _rubric(found, path, own)) is not None}
    pages = tuple(_pages(found))
    return Shared(settings, rubrics, pages, tuple(found.problems), found.inputs)


def find_cities(
    root: Path, settings: SettingsRead, *, with_drafts: bool = False
) -> tuple[list[CityFolder], list[Problem]]:
    """Find the folders of all cities, by id: the project's own, then those of the drafts folder.

    Returns:
        The folders, and what is wrong with their names and with what lies beside them.
    """
    problems: list[Problem] = []
    inside = entries(root / "cities", "cities", problems)
    own = [CityFolder(path, shown) for path, shown in _named(inside, "cities", problems)]
    for path in files(inside, "cities", ".yaml", problems):
        what, mend = "a file here is not read", f"move it to cities/{path.stem}/city.yaml, or to an edition there"
        problems.append(Problem(f"cities/{one_line(path.name)}", 1, 1, "wrong-place", what, mend))
    if settings.settings is not None and settings.settings.drafts is not None:
        drafts = _drafts(root, settings.settings.drafts, settings.drafts_at, problems)
        if with_drafts and drafts is not None:
            return [*own, *_overlays(root, drafts, own, problems)], problems
    return own, problems


def gather(shared: Shared, cities: Iterable[CityRead], problems: Iterable[Problem] = ()) -> Reading:
    """Put a project together.

    Args:
        shared: what all cities share.
        cities: in the order of `find_cities`; a later one overlays an earlier one of the same id.
        problems: those that finding the cities gave.
    """
    told, inputs = [*shared.problems, *problems], dict(shared.inputs)
    known: dict[str, City] = {}
    answers: dict[str, dict[str, CityEdition]] = {}
    drafts: set[str] = set()
    reads = list(cities)
    for read in reads:
        told.extend(read.problems)
        inputs.update(read.inputs)
        drafts.update(read.drafts)
        if read.city is not None:
            known[read.id] = read.city
        for edition, one in read.answers.items():
            answers.setdefault(edition, {})[read.id] = one
    told.extend(clashes(reads))
    settings, project = shared.settings.settings, None
    if settings is not None:
        ordered = {one.id: dict(sorted(answers.get(one.id, {}).items())) for one in settings.editions}
        project = Project(settings, shared.rubrics, dict(sorted(known.items())), ordered, shared.pages)
    return Reading(project, tuple(sorted(set(told))), dict(sorted(inputs.items())), frozenset(drafts))


def clashes(cities: Iterable[CityRead]) -> Iterator[Problem]:
    """Report former ids that a city or another former id uses; a city's draft may repeat its own."""
    reads = list(cities)
    owners = {read.id: read.id for read in reads if read.has_city_file}
    for one in (former for read in reads for former in read.former):
        if owners.setdefault(one.former, one.city) != one.city:
            what = f'the former id "{one.former}" belongs to {owners[one.former]}'
            yield Problem(one.path, one.place.line, one.place.column, "repeated-id", what, "take it out of `was`")


def _settings(found: _Found, rubric_ids: list[str]) -> SettingsRead:
    file = _read(found, found.root / "scorecard.yaml", "scorecard.yaml")
    is_whole = file.is_whole
    read = read_settings(file.node, rubric_ids, file.log) if is_whole else SettingsRead(None, (), (), Place(1, 1))
    found.problems.extend(file.log.problems)
    return read


def _rubric(found: _Found, path: Path, own: str | None) -> Rubric | None:
    file, rubric = _read(found, path, f"rubrics/{one_line(path.name)}"), None
    if file.is_whole and check_id(path.stem, Place(1, 1), file.log) is not None:
        rubric = read_rubric(file.node, path.stem, file.log, own=own)
    found.problems.extend(file.log.problems)
    return rubric


def _named(inside: list[os.DirEntry[str]], shown: str, problems: list[Problem]) -> Iterator[tuple[Path, str]]:
    """Go through the folders whose name is an id, each with its path as problems show it."""
    for path in folders(inside, shown, problems):
        log = Log(f"{shown}/{one_line(path.name)}")
        if check_id(path.name, Place(1, 1), log) is not None:
            yield path, log.path
        problems.extend(log.problems)


def _drafts(root: Path, named: str, at: Place, problems: list[Problem]) -> Path | None:
    """Find where the drafts' cities lie; None, and a problem, where that is inside the project."""
    folder = root / named
    if Path(os.path.realpath(folder)).is_relative_to(os.path.realpath(root)):
        what = f'the drafts folder "{named}" lies inside the project'
        log = Log("scorecard.yaml")
        log.report(at, "drafts-inside", what, "name a folder outside, like ../private")
        problems.extend(log.problems)
        return None
    inner = folder / "cities"
    return Path(os.path.normpath(inner if inner.is_dir() else folder))


def _overlays(root: Path, drafts: Path, own: list[CityFolder], problems: list[Problem]) -> Iterator[CityFolder]:
    shown = one_line(os.path.relpath(drafts, root).replace(os.sep, "/"))
    known = {one.path.name for one in own if os.path.lexists(one.path / "city.yaml")}
    for path, path_shown in _named(entries(drafts, shown, problems), shown, problems):
        yield CityFolder(path, path_shown, is_overlay=True, is_known=path.name in known)


def _pages(found: _Found) -> Iterator[Page]:
    """Read the prose pages; `about.es.md` is `about.md` in Spanish."""
    inside = entries(found.root / "pages", "pages", found.problems)
    texts: dict[str, dict[str, str]] = {}
    for path in files(inside, "pages", ".md", found.problems):
        shown = f"pages/{one_line(path.name)}"
        log = Log(shown)
        stem, _, language = path.stem.partition(".")
        name = check_id(stem, Place(1, 1), log)
        if language and not LANGUAGE.match(language):
            what = f'"{shortened(language)}" is no language'
            log.report(Place(1, 1), "unknown-word", what, f"name it {stem}.md, or {stem}.es.md for Spanish")
        found.problems.extend(log.problems)
        text = _prose(found, path, shown)
        if not log.problems and name is not None and text is not None:
            texts.setdefault(name, {})[language] = text
    for name, by_language in texts.items():
        own = by_language.pop("", None)
        if own is None:
            shown, mend = f"pages/{name}.{next(iter(by_language))}.md", f"add pages/{name}.md"
            what = "it translates a page that is not there"
            found.problems.append(Problem(shown, 1, 1, "unknown-page", what, mend))
        else:
            yield Page(name, own, by_language)


def _prose(found: _Found, path: Path, shown: str) -> str | None:
    """Read the text of a page; None where there is a problem."""
    raw, problems = read_bytes(path, shown)
    found.problems.extend(problems)
    if raw is None:
        return None
    found.inputs[shown] = sha256(raw).hexdigest()
    text, wrong = decode(raw, shown)
    if len(text) > MAX_PAGE:
        what = f"the page has more than {MAX_PAGE} characters"
        wrong.append(Problem(shown, 1, 1, "too-large", what, "make two pages of it"))
    found.problems.extend(wrong)
    return None if wrong else text


def _read(found: _Found, path: Path, shown: str) -> FileRead:
    file = read_file(path, shown)
    if file.digest is not None:
        found.inputs[shown] = file.digest
    return file

"""What to compare on the command line in, the text that does so out: cities side by side, or two editions."""

from __future__ import annotations

import pickle
from argparse import Namespace
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from operator import attrgetter
from pathlib import Path

from scorecard.building.look import look
from scorecard.building.progress import Tell
from scorecard.building.survey import CityFound
from scorecard.checking import check_project
from scorecard.choosing import check_cities, choose_edition, project_folder, whole_project
from scorecard.model.project import Edition, Project
from scorecard.model.rubric import Rubric
from scorecard.problem import CommandLineError, ProblemsFound
from scorecard.publishing.changed import Change, bridge_between, bridge_record, change_into, former_of_city
from scorecard.publishing.changes_file import Between, changes_file, record_line
from scorecard.publishing.compare_cities import compare_cities, compared_document
from scorecard.publishing.compare_editions import Bridged, bridge_paragraph, compare_city, compare_editions
from scorecard.publishing.whole_city import WholeCity
from scorecard.reading.project import Shared
from scorecard.scoring.nation import nation_of
from scorecard.scoring.score import score_city, score_edition


def compare(options: Namespace, tell: Tell) -> Iterator[str]:
    """Compare cities of an edition, or two editions."""
    if options.editions is not None and options.edition is not None:
        raise CommandLineError("--edition is for cities side by side; --editions names both")
    if options.editions is None and len(options.city) < 2:
        raise CommandLineError("compare takes two or more cities, or --editions OLD NEW with one city or none")
    if options.editions is not None and len(options.city) > 1:
        raise CommandLineError("--editions takes one city or none; compare cities of one edition without it")
    root = project_folder(options.project)
    if options.editions is not None and not options.city:
        yield from _all_cities(root, options, tell)
        return
    project = whole_project(check_project(root), drafts_count=False)
    check_cities(options.city, set(project.cities))
    if options.editions is None:
        yield _cities(project, options)
    else:
        old, new = _two_editions(project, options.editions)
        yield _one_city(project, old, new, options.city[0], options.format)


def _cities(project: Project, options: Namespace) -> str:
    twice = next((city for city in options.city if options.city.count(city) > 1), None)
    if twice is not None:
        raise CommandLineError(f"{twice} is named twice")
    edition = choose_edition(project, options.edition)
    for city in options.city:
        _check_has(project, city, edition)
    result = score_edition(project, edition)
    write = compared_document if options.format == "json" else compare_cities
    return write(project, result, options.city)


def _check_has(project: Project, city: str, edition: str) -> None:
    file = project.answers[edition].get(city)
    if file is None:
        having = [one.id for one in project.settings.editions if city in project.answers[one.id]]
        has = f"; it has some in {', '.join(having)}" if having else ""
        raise CommandLineError(f"{city} has no answers in {edition}{has}")
    if file.withdrawn is not None:
        raise CommandLineError(f"{city} {edition} was withdrawn; its file says why")


def _two_editions(project: Project, wanted: Sequence[str]) -> tuple[Edition, Edition]:
    old, new = (project.settings.edition(choose_edition(project, one)) for one in wanted)
    if old.id == new.id:
        raise CommandLineError(f"{old.id} cannot be compared with itself; name two editions")
    if old.as_of > new.as_of:
        raise CommandLineError(f"{old.id} is newer than {new.id}; write --editions {new.id} {old.id}")
    families = [project.rubrics[one.rubric].family for one in (old, new)]
    if families[0] != families[1]:
        what = f"{old.id} is of the family {families[0]}, {new.id} of {families[1]}"
        raise CommandLineError(f"{what}; there is no comparison across families of rubrics")
    return old, new


def whole_city(project: Project, city: str, editions: Sequence[Edition]) -> WholeCity:
    """Score one city alone, in the editions that it has."""
    files = {one.id: project.answers[one.id][city] for one in editions if city in project.answers[one.id]}
    scored = {
        one.id: score_city(project.rubrics[one.rubric], one, files[one.id]) for one in editions if one.id in files
    }
    return WholeCity(files, scored)


def _one_city(project: Project, old: Edition, new: Edition, city: str, output: str) -> str:
    for one in (old, new):
        _check_has(project, city, one.id)
    whole = whole_city(project, city, (old, new))
    change, found = change_into(whole, old, new, project.rubrics)
    if found is None:
        raise CommandLineError(f"{city}: nothing applies in one of {old.id} and {new.id}, so nothing can be compared")
    if output == "json":
        return record_line(bridge_record(project.cities[city], found)).decode() + "\n"
    return compare_city(Bridged(city, whole, old, new, found, change), project)


@dataclass(frozen=True, slots=True)
class _Told:
    """What a city tells of two editions: in which it has a final file, and where in both, its change and its record."""

    has_old: bool
    has_new: bool
    change: Change | None
    record: bytes


def _all_cities(root: Path, options: Namespace, tell: Tell) -> Iterator[str]:
    """Compare two editions of all cities: each is read and bridged by itself, so that no answers pile up."""
    chosen: list[Edition] = []

    def ask(shared: Shared) -> Callable[[CityFound], bytes]:
        if shared.settings.settings is None:
            raise ProblemsFound(shared.problems)
        chosen[:] = _two_editions(Project(shared.settings.settings, shared.rubrics, {}, {}), options.editions)
        return partial(_bridged, chosen[0], chosen[1], shared.rubrics)

    figures = look(root, tell, also=ask)
    old, new = chosen
    told: dict[str, _Told] = {city: pickle.loads(figures.also[city]) for city in sorted(figures.also)}  # noqa: S301  # ours
    before, after = (frozenset(city for city, one in told.items() if has(one)) for has in (_HAS_OLD, _HAS_NEW))
    changes = {city: one.change for city, one in told.items() if one.change is not None}
    moves = {city: change.move for city, change in changes.items() if change.move is not None}
    found = Between(old, new, nation_of(moves, before, after), changes)
    if options.format == "text":
        yield compare_editions(found, figures.project)
    else:
        records = (one.record for one in told.values() if one.record)
        yield from (chunk.decode() for chunk in changes_file(found, figures.project, records))


_HAS_OLD, _HAS_NEW = attrgetter("has_old"), attrgetter("has_new")


def _bridged(old: Edition, new: Edition, rubrics: Mapping[str, Rubric], found: CityFound) -> bytes:
    """Bridge one city, packed for the process that asked."""
    files = found.whole.files
    has_old, has_new = (one.id in files and files[one.id].is_final for one in (old, new))
    if found.city is None or not has_old or not has_new:
        return pickle.dumps(_Told(has_old, has_new, None, b"")) if has_old or has_new else b""
    change, bridge = change_into(found.whole, old, new, rubrics)
    record = b"" if bridge is None else record_line(bridge_record(found.city, bridge))
    return pickle.dumps(_Told(True, True, change, record))


def since_before(project: Project, city: str, edition: str) -> str:
    """Say why a city's edition differs from the one before it; empty where no bridge leads there."""
    new, editions, rubrics = project.settings.edition(edition), project.settings.editions, project.rubrics
    whole = whole_city(project, city, editions)
    old = former_of_city(whole, new, editions, rubrics)
    found = None if old is None else bridge_between(whole, old, new, rubrics)
    if old is None or found is None:
        return ""
    return bridge_paragraph(found, old, new, [rubrics[one.rubric] for one in (old, new)], city)

"""The changes of all cities in, the documents `api/v1/changes/OLD-to-NEW.json` out, a record a line."""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

from scorecard.model.project import City, Edition, Project
from scorecard.model.rubric import Rubric
from scorecard.publishing.artifact import Artifact
from scorecard.publishing.changed import (
    Change,
    bridge_record,
    change_into,
    former_of,
    former_of_city,
    read,
    twin,
    written,
)
from scorecard.publishing.keys import Keys, digest
from scorecard.publishing.whole_city import WholeCity, loader
from scorecard.scoring.nation import Nation, nation_of
from scorecard.scoring.result import EditionResult

RecordOf = Callable[[str, str], bytes]
"""Given an edition and a city that has a bridge into it from its former one, gives its record of the API."""


@dataclass(frozen=True)
class Changes:
    """How all cities changed: edition id -> city id -> text, with the cities that have something to tell, by id.

    `record_of` gives the bridge of a city into an edition, step by step.
    """

    texts: Mapping[str, Mapping[str, str]]
    record_of: RecordOf

    def into(self, edition: str) -> dict[str, Change]:
        """Read the changes into an edition, by city."""
        return {city: read(text) for city, text in self.texts.get(edition, {}).items()}

    def lines(self) -> Iterator[str]:
        """Go through all that there is to tell; in each text stands a digest of its record."""
        for edition, of in self.texts.items():
            yield from (f"{edition} {city} {text}" for city, text in of.items())


@dataclass(frozen=True, slots=True)
class Between:
    """What happened between two editions.

    `nation` sums up; `changes` are those of the cities that are in both, by id.
    """

    old: Edition
    new: Edition
    nation: Nation
    changes: Mapping[str, Change]


def change_text(
    whole: WholeCity, city: City, edition: Edition, editions: Collection[Edition], rubrics: Mapping[str, Rubric]
) -> tuple[str, bytes]:
    """Tell how a city changed into an edition in which it counts, and write the record of its bridge.

    Returns:
        Both empty where there is nothing to tell; the record alone where there is no bridge.
    """
    old = former_of_city(whole, edition, editions, rubrics)
    change, found = change_into(whole, old, edition, rubrics)
    if old is None and not change.corrected:
        return "", b""
    if found is None:
        return written(change), b""
    record = record_line(bridge_record(city, found))
    return written(replace(change, record=digest([record]))), record


def record_line(record: Mapping[str, Any]) -> bytes:
    """Write a record on one line."""
    return json.dumps(record, ensure_ascii=False, allow_nan=False).encode()


def changes_in_memory(project: Project, results: Mapping[str, EditionResult]) -> Changes:
    """Find all changes of a project that stands in memory with all its answers."""
    load, editions, rubrics = loader(project, results), project.settings.editions, project.rubrics

    def found(edition: Edition, city: str) -> tuple[str, bytes]:
        return change_text(load(city), project.cities[city], edition, editions, rubrics)

    texts = {
        edition.id: {city: text for city in sorted(results[edition.id].public()) if (text := found(edition, city)[0])}
        for edition in editions
    }
    return Changes(texts, lambda edition, city: found(project.settings.edition(edition), city)[1])


def pairs(project: Project, public: Collection[str]) -> list[tuple[Edition, Edition]]:
    """List the editions with a city that counts, newest first, each after the one of its family before it, if any."""
    having = [one for one in project.settings.editions if one.id in public]
    found = ((former_of(one, having, project.rubrics), one) for one in reversed(having))
    return [(old, new) for old, new in found if old is not None]


def between(old: Edition, new: Edition, results: Mapping[str, EditionResult], changes: Changes) -> Between:
    """Sum up what happened between two editions that follow on each other."""
    before, after = (frozenset(results[one.id].public()) for one in (old, new))
    found = {city: one for city, one in changes.into(new.id).items() if one.former == old.id}
    moves = {city: one.move for city, one in found.items() if one.move is not None}
    return Between(old, new, nation_of(moves, before, after), found)


def changes_path(old: Edition, new: Edition) -> str:
    """Name the document of two editions."""
    return f"api/v1/changes/{old.id}-to-{new.id}.json"


def change_documents(
    project: Project, results: Mapping[str, EditionResult], changes: Changes, keys: Keys
) -> Iterator[Artifact]:
    """Yield a document for every edition that can be compared with one before it."""
    public = [name for name, result in results.items() if result.has_public]
    for old, new in pairs(project, public):
        path = changes_path(old, new)
        key = keys.lists([old.id, new.id], path, *changes.texts.get(new.id, {}).items())
        yield Artifact(path, partial(_published_file, project, results, changes, old, new), key)


def _published_file(
    project: Project, results: Mapping[str, EditionResult], changes: Changes, old: Edition, new: Edition
) -> Iterator[bytes]:
    found = between(old, new, results, changes)
    with_bridge = (city for city, one in found.changes.items() if one.move is not None)
    return changes_file(found, project, (changes.record_of(new.id, city) for city in with_bridge))


def changes_file(found: Between, project: Project, records: Iterable[bytes]) -> Iterator[bytes]:
    """Write the document of two editions, piece by piece; `records` are those of the cities, by id."""
    head = {
        "from": found.old.id,
        "to": found.new.id,
        "family": project.rubric_of(found.new.id).family,
        "nation": nation_document(found.nation),
    }
    yield f'{json.dumps(head, ensure_ascii=False, allow_nan=False)[:-1]}, "cities": ['.encode()
    yield from _lines(records)
    yield b'\n], "regressions": ['
    yield from _lines(map(record_line, regression_records(found)))
    yield b"\n]}\n"


def _lines(records: Iterable[bytes]) -> Iterator[bytes]:
    before = b"\n"
    for record in records:
        yield before + record
        before = b",\n"


def nation_document(nation: Nation) -> dict[str, Any]:
    """Write the sum of all bridges."""
    return {
        "cities": nation.cities,
        **twin("low_from", nation.low_from if nation.cities else None),
        **twin("low_to", nation.low_to if nation.cities else None),
        **twin("difference", nation.difference if nation.cities else None),
        "up": nation.up,
        "down": nation.down,
        "same": nation.same,
        "kinds": {
            kind: {**twin("difference", one.difference if nation.cities else None), "up": one.up, "down": one.down}
            for kind, one in nation.kinds.items()
        },
        "left_out": {"new": nation.new, "gone": nation.gone, "nothing_applies": nation.nothing},
    }


def regression_records(found: Between) -> Iterator[dict[str, Any]]:
    """Write the regressions, by city, then as they stand in the rubric."""
    for city, change in found.changes.items():
        for one in change.gone:
            yield {
                "city": city,
                "criterion": one.criterion,
                "was": one.was,
                "is": one.is_now,
                "on": str(one.on),
                "because": one.because,
                **twin("difference", one.difference),
            }

"""A project and its results in, the index of its cities out, as one script for search and comparison in all languages.

It is an index of our own, since what is asked of it is little: the start of a name,
without accents or capitals, a slip of the finger allowed. MiniSearch would add 18 KB
of script and an index several times as large as the names; `find.js` is 3 KB, and
looks through 18,000 names faster than anyone types. Most names of cities give away
their ids and agencies, which are left out then.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

from scorecard.model.project import City, Project
from scorecard.publishing.states import state_name
from scorecard.scoring.result import EditionResult

NAMES_PATH = "search/names.js"
_AGENCY = "{} Police Department"


def city_names(project: Project, results: Mapping[str, EditionResult]) -> Iterator[bytes]:
    """Write the cities that count in any edition, by state: `scorecardNames` maps a code to its name and its cities.

    A city is its name, where its id and its agency follow from it and it is in the newest
    edition; else `[name, id, agency, is_older]`, 0 for each that follows or does not hold.
    """
    yield b"const scorecardNames = {"
    between = "\n"
    for state, entries in sorted(_by_state(project, results).items()):
        written = json.dumps([state_name(state), entries], ensure_ascii=True, separators=(",", ":"))
        yield f"{between}{json.dumps(state)}:{written}".encode()
        between = ",\n"
    yield b"\n};\n"


def named(project: Project, results: Mapping[str, EditionResult]) -> Iterator[str]:
    """Tell all that goes into the index, city by city."""
    newest = _newest(project, results)
    for city in _counting(results):
        who = project.cities[city]
        yield f"{city}\1{who.name}\1{who.state}\1{who.agency}\1{city in newest}"


def _counting(results: Mapping[str, EditionResult]) -> list[str]:
    return sorted({city for result in results.values() for city in result.public()})


def _newest(project: Project, results: Mapping[str, EditionResult]) -> Mapping[str, object]:
    newest = project.newest_edition()
    return results[newest.id].public() if newest is not None else {}


def _by_state(project: Project, results: Mapping[str, EditionResult]) -> dict[str, list[Any]]:
    newest = _newest(project, results)
    found: dict[str, list[Any]] = {}
    for city in _counting(results):
        who = project.cities[city]
        found.setdefault(who.state, []).append(_entry(who, is_older=city not in newest))
    return found


def _entry(who: City, *, is_older: bool) -> Any:
    follows = who.name.isascii() and who.id == id_of(who.name, who.state)
    has_usual_agency = who.agency == _AGENCY.format(who.name)
    if follows and has_usual_agency and not is_older:
        return who.name
    return [who.name, 0 if follows else who.id, 0 if has_usual_agency else who.agency, int(is_older)]


def id_of(name: str, state: str) -> str:
    """Give the id that most cities have, as `find.js` does: `Fort Worth`, `TX` is `fort-worth-tx`."""
    return f"{re.sub('[^a-z0-9]+', '-', name.lower()).strip('-')}-{state.lower()}"

"""One city's files in, all that others need to know of it out: who it is, its figures, its rows, as one short text.

The survey of a city does not depend on any other city, so that it can be made in
any process and kept from build to build. What it leaves out, the answers
themselves, is read again when the city's own pages are made.
"""

from __future__ import annotations

import json
import pickle
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from scorecard.building.figures import figures_of, no_figures
from scorecard.checking import check_city
from scorecard.model.answer import CityEdition
from scorecard.model.project import City
from scorecard.model.rubric import Rubric
from scorecard.problem import Problem
from scorecard.publishing.changes_file import change_text
from scorecard.publishing.credits import Named, named_in
from scorecard.publishing.tables import Rows, rows
from scorecard.publishing.whole_city import WholeCity
from scorecard.reading.one_city import CityFolder, CityRead, read_city_folder
from scorecard.reading.project import Shared
from scorecard.scoring.follows import leaders_first
from scorecard.scoring.result import CityResult
from scorecard.scoring.score import score_city


@dataclass(frozen=True, slots=True)
class CityFound:
    """A city that was read whole: who it is, its files and results by edition, and all problems.

    `reads` are the folders that it was read from, the drafts folder's last.
    """

    city: City | None
    whole: WholeCity
    problems: tuple[Problem, ...]
    reads: tuple[CityRead, ...]


def find_city(folders: Sequence[CityFolder], shared: Shared) -> CityFound:
    """Read, check and score one city.

    Args:
        folders: its folder in the project, and after it that in the drafts folder, if there are such.
        shared: settings and rubrics.
    """
    reads = tuple(read_city_folder(folder, shared.settings, shared.rubrics) for folder in folders)
    problems = [problem for read in reads for problem in read.problems]
    city = next((read.city for read in reversed(reads) if read.city is not None), None)
    found = {edition: file for read in reads for edition, file in read.answers.items()}
    files: dict[str, CityEdition] = {}
    results: dict[str, CityResult] = {}
    for edition in shared.settings.editions:
        if edition.id in found:
            rubric, file = shared.rubrics[edition.rubric], found[edition.id]
            files[edition.id] = file
            results[edition.id] = score_city(rubric, edition, file, order=leaders_first(rubric))
            problems += check_city(rubric, file, results[edition.id].criteria)
    return CityFound(city, WholeCity(files, results), tuple(problems), reads)


@dataclass(frozen=True, slots=True)
class Survey:
    """What others need to know of a city without a problem: two texts.

    `figures` is small and is kept in memory for all cities: who it is, and range,
    bands, codes and proofs by edition. `rows` is what each edition adds to the tables.
    `files` are its files as Python packs them, so that this build need not read
    them twice; empty where the survey comes from an earlier one.
    """

    figures: bytes
    rows: bytes
    files: bytes = b""


def survey_of(found: CityFound, shared: Shared, *, is_light: bool = False) -> Survey:
    """Write the survey of a city; drafts add nothing to the tables. A light one has what scores and ranks alone."""
    if found.city is None:
        return Survey(no_figures(), _packed_rows({}))
    all_editions, rubrics, files = shared.settings.editions, shared.rubrics, found.whole.files
    final = [] if is_light else [one for one in all_editions if one.id in files and files[one.id].is_final]
    told = {one.id: change_text(found.whole, found.city, one, all_editions, rubrics) for one in final}
    changes = {edition: text for edition, (text, _) in told.items() if text}
    figures = figures_of(found.city, found.whole, changes, shared, is_light=is_light)
    if is_light:
        return Survey(figures, b"")
    added = {one.id: [*_added(found, one.id, rubrics[one.rubric]), told[one.id][1]] for one in final}
    return Survey(figures, _packed_rows(added), _packed_files(files))


def _packed_files(files: Mapping[str, CityEdition]) -> bytes:
    """Pack files for a process of the same build; where their answers stand is needed for problems alone."""
    return pickle.dumps({edition: replace(file, places={}) for edition, file in files.items()})


def read_whole(packed: bytes, shared: Shared) -> WholeCity:
    """Unpack the files of a city, and score them again.

    Args:
        packed: as `survey_of` of this very build gave them: never what stood on a disk that others write to.
        shared: settings and rubrics.
    """
    files: dict[str, CityEdition] = pickle.loads(packed)  # noqa: S301  # see above
    results = {}
    for edition in shared.settings.editions:
        if edition.id in files:
            rubric = shared.rubrics[edition.rubric]
            results[edition.id] = score_city(rubric, edition, files[edition.id], order=leaders_first(rubric))
    return WholeCity(files, results)


def _packed(document: object) -> bytes:
    return json.dumps(document, ensure_ascii=False, separators=(",", ":")).encode()


def _added(found: CityFound, edition: str, rubric: Rubric) -> list[bytes]:
    file, one = found.whole.files[edition], found.whole.results[edition]
    added, named = rows(rubric, one, file), named_in(file)
    return [added.answers, added.evidence, _packed([named.sources, named.repositories])]


def _packed_rows(added: Mapping[str, Sequence[bytes]]) -> bytes:
    """Put a line with the lengths of all parts before them, so that each is found without reading the others."""
    lengths = {edition: [len(part) for part in parts] for edition, parts in added.items()}
    return b"".join([_packed(lengths), b"\n", *(part for parts in added.values() for part in parts)])


def _parts(rows_text: bytes, edition: str) -> list[bytes]:
    """Find the parts of an edition, as `_packed_rows` put them: answers, evidence, what it rests on, the bridge."""
    start = rows_text.index(b"\n") + 1
    found: list[bytes] = []
    for one, lengths in json.loads(rows_text[:start]).items():
        for length in lengths:
            if one == edition:
                found.append(rows_text[start : start + length])
            start += length
    return found


def read_rows(rows_text: bytes, edition: str) -> Rows:
    """Read what one edition of a city adds to the tables."""
    answers, evidence, *_ = _parts(rows_text, edition)
    return Rows(answers, evidence)


def read_named(rows_text: bytes, edition: str) -> Named:
    """Read what one edition of a city rests on."""
    sources, repositories = json.loads(_parts(rows_text, edition)[2])
    return Named(tuple((publisher, address) for publisher, address in sources), tuple(repositories))


def read_bridge(rows_text: bytes, edition: str) -> bytes:
    """Read the record of the bridge that leads into one edition of a city; empty where none does."""
    return _parts(rows_text, edition)[3]

"""One city's files in, all that others need to know of it out: who it is, its figures, its rows, as one short text.

The survey of a city does not depend on any other city, so that it can be made in
any process and kept from build to build. What it leaves out, the answers
themselves, is read again when the city's own pages are made.
"""

from __future__ import annotations

import json
import pickle
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields, replace
from datetime import date
from fractions import Fraction
from typing import Any

from scorecard.checking import check_city
from scorecard.model.answer import CityEdition, Evidence, Pledge, Withdrawn
from scorecard.model.project import City
from scorecard.model.rubric import Rubric
from scorecard.model.when import When
from scorecard.problem import Problem
from scorecard.publishing.changes_file import change_text
from scorecard.publishing.credits import Named, named_in
from scorecard.publishing.proofs import Proof, Proofs, proofs_of
from scorecard.publishing.tables import Rows, rows
from scorecard.publishing.whole_city import WholeCity
from scorecard.reading.one_city import CityFolder, CityRead, read_city_folder
from scorecard.reading.project import Shared
from scorecard.scoring.agreement import NOT_CODED, Category, Coding, coding_of
from scorecard.scoring.coded import CodedCriteria, Decoder, codes_of
from scorecard.scoring.follows import leaders_first
from scorecard.scoring.result import Bands, CityResult, DimensionResult, Range
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


@dataclass(frozen=True, slots=True)
class Surveyed:
    """What `figures` say: the city, and by edition its file without answers, its result without theirs, and more.

    `codings` say what people coded, `proofs` what shows that the city does something.
    `changes` are texts, of the editions into which there is a change to tell.
    """

    city: City
    files: Mapping[str, CityEdition]
    results: Mapping[str, CityResult]
    codings: Mapping[str, Coding]
    proofs: Mapping[str, Proofs]
    changes: Mapping[str, str]


def survey_of(found: CityFound, shared: Shared, *, is_light: bool = False) -> Survey:
    """Write the survey of a city; drafts add nothing to the tables. A light one has what scores and ranks alone."""
    if found.city is None:
        return Survey(_packed(None), _packed_rows({}))
    all_editions, rubrics = shared.settings.editions, shared.rubrics
    having = [one for one in all_editions if one.id in found.whole.files]
    editions = {one.id: _figures(found, one.id, rubrics[one.rubric], is_light=is_light) for one in having}
    if is_light:
        return Survey(_packed({"city": _city(found.city), "editions": editions, "changes": {}}), b"")
    final = [one for one in having if found.whole.files[one.id].is_final]
    told = {one.id: change_text(found.whole, found.city, one, all_editions, rubrics) for one in final}
    added = {one.id: [*_added(found, one.id, rubrics[one.rubric]), told[one.id][1]] for one in final}
    changes = {edition: text for edition, (text, _) in told.items() if text}
    figures = _packed({"city": _city(found.city), "editions": editions, "changes": changes})
    return Survey(figures, _packed_rows(added), _packed_files(found.whole.files))


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


def _city(city: City) -> dict[str, Any]:
    plain = {one.name: getattr(city, one.name) for one in fields(City)}
    return {name: str(value) if isinstance(value, Fraction) else value for name, value in plain.items()}


def _figures(found: CityFound, edition: str, rubric: Rubric, *, is_light: bool) -> list[Any]:
    file, one = found.whole.files[edition], found.whole.results[edition]
    spans = [_span(one), *(_span(of_dimension) for of_dimension in one.dimensions.values())]
    gone = file.withdrawn
    withdrawn = None if gone is None else [gone.on.first.isoformat(), gone.on.last.isoformat(), gone.because]
    coding = coding_of(rubric, file)
    coded = [coding.read, coding.twice]
    proofs = proofs_of(one.criteria, file) if file.is_final and not is_light else Proofs((), ())
    shown = [proofs.sources, proofs.places]
    return [file.path, file.is_draft, withdrawn, spans, codes_of(one.criteria), coded, shown, _pledged(file)]


def _pledged(file: CityEdition) -> list[Any] | None:
    """Write the pledge and its sources; None where the file says nothing of it."""
    if file.pledge is None:
        return None
    signed, ids = file.pledge.signed, file.pledge.evidence
    return [_days(signed), [[_days(file.evidence[one].seen), *_source(file.evidence[one])] for one in ids]]


def _days(span: When | None) -> list[str] | None:
    return None if span is None else [span.first.isoformat(), span.last.isoformat()]


def _source(one: Evidence) -> list[str | None]:
    return [one.id, one.url, one.title, one.publisher, one.archived]


def _span(one: CityResult | DimensionResult | None) -> list[Any] | None:
    if one is None or one.range is None:
        return None
    low, high, bands = one.range.low, one.range.high, one.bands
    ends = [low.numerator, low.denominator, high.numerator, high.denominator]
    return ends if bands is None else [*ends, bands.low, bands.high]


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


def read_figures(figures: bytes, decoders: Mapping[str, Decoder]) -> Surveyed | None:
    """Read the small half of a survey; None where the folder holds no city.

    Args:
        figures: as `survey_of` wrote them.
        decoders: edition id -> decoder of its rubric.
    """
    read = json.loads(figures)
    if read is None:
        return None
    who = read["city"]
    for name in ("latitude", "longitude"):
        who[name] = None if who[name] is None else Fraction(who[name])
    city = City(**{**who, "was": tuple(who["was"])})
    files, results, codings, proofs = {}, {}, {}, {}
    for edition, one in read["editions"].items():
        path, is_draft, withdrawn, spans, codes, coded, (sources, places), pledged = one
        gone = None if withdrawn is None else _withdrawn(*withdrawn)
        pledge, evidence = (None, {}) if pledged is None else _pledge(*pledged)
        files[edition] = CityEdition(city.id, edition, path, is_draft, evidence, {}, {}, withdrawn=gone, pledge=pledge)
        criteria = CodedCriteria(codes, decoders[edition])
        results[edition] = _result(files[edition], spans, criteria, decoders[edition].rubric)
        codings[edition] = _coding(*coded)
        proofs[edition] = Proofs(tuple(Proof(*source) for source in sources), tuple(places))
    return Surveyed(city, files, results, codings, proofs, read["changes"])


def _coding(read: Sequence[int], twice: Sequence[Sequence[Any]]) -> Coding:
    def category(rungs: Sequence[int] | None) -> Category:
        return None if rungs is None else (rungs[0], rungs[1])

    found = tuple((place, category(first), category(second)) for place, first, second in twice)
    return Coding(tuple(read), found) if read else NOT_CODED


def _withdrawn(first: str, last: str, because: str) -> Withdrawn:
    return Withdrawn(_when((first, last)), because)


def _pledge(signed: Sequence[str] | None, sources: Sequence[Sequence[Any]]) -> tuple[Pledge, dict[str, Evidence]]:
    evidence = {
        name: Evidence(name, url, _when(seen), title=title, publisher=publisher, archived=archived)
        for seen, name, url, title, publisher, archived in sources
    }
    return Pledge(None if signed is None else _when(signed), tuple(evidence)), evidence


def _when(days: Sequence[str]) -> When:
    first, last = days
    return When(date.fromisoformat(first), date.fromisoformat(last))


def _result(file: CityEdition, spans: Sequence[Any], criteria: CodedCriteria, rubric: Rubric) -> CityResult:
    whole, *parts = spans
    dimensions = {
        dimension.id: None if part is None else DimensionResult(dimension, _range(part), _bands(part))
        for dimension, part in zip(rubric.dimensions, parts, strict=True)
    }
    return CityResult(
        city=file.city,
        edition=file.edition,
        is_draft=file.is_draft,
        is_withdrawn=file.withdrawn is not None,
        criteria=criteria,
        dimensions=dimensions,
        range=None if whole is None else _range(whole),
        bands=None if whole is None else _bands(whole),
    )


def _range(span: Sequence[Any]) -> Range:
    return Range(Fraction(span[0], span[1]), Fraction(span[2], span[3]))


def _bands(span: Sequence[Any]) -> Bands | None:
    return Bands(span[4], span[5]) if len(span) > 4 else None


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

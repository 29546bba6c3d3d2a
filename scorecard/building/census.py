"""Sources in, the light project and its results out: every city surveyed, anew or from the cache, then ranked.

The light project knows each city, the state of its files and its figures, but no
answers; these are loaded one city at a time.
"""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterable, Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass, replace
from functools import partial
from itertools import islice

from scorecard.building.cache import Cache
from scorecard.building.figures import FiguresReader
from scorecard.building.inputs import CitySource, Inputs
from scorecard.building.pool import in_processes
from scorecard.building.progress import Tell
from scorecard.building.remembered import alternatives_once, draw_once
from scorecard.building.spool import Spool
from scorecard.building.survey import (
    CityFound,
    Survey,
    find_city,
    read_bridge,
    read_named,
    read_rows,
    read_whole,
    survey_of,
)
from scorecard.model.answer import CityEdition
from scorecard.model.project import City, Project
from scorecard.problem import Problem, ProblemsFound, SourcesChanged
from scorecard.publishing.changes_file import Changes
from scorecard.publishing.credits import Credits, add_up
from scorecard.publishing.proofs import ProofOf, Proofs, kept_proofs
from scorecard.publishing.tables import Rows
from scorecard.publishing.whole_city import WholeCity
from scorecard.reading.one_city import CityRead
from scorecard.reading.project import Shared, clashes
from scorecard.scoring.agreement import Coding
from scorecard.scoring.result import CityResult, EditionResult
from scorecard.scoring.score import rank_edition
from scorecard.scoring.study import Study

_BATCH = 8  # cities that a process gets at once: enough that asking for more costs little
_TOGETHER = 200  # surveys that go into the cache, or come out of it, in one step


Also = Callable[[CityFound], bytes]


@dataclass(frozen=True, slots=True)
class Census:
    """A project without answers, results and studies by edition, and the spool with what cities add to the tables.

    `texts` tell how cities changed, `proofs` hold what shows that they do something: edition id -> city id -> one.
    """

    inputs: Inputs
    project: Project
    results: Mapping[str, EditionResult]
    studies: Mapping[str, Study]
    texts: Mapping[str, Mapping[str, str]]
    proofs: Mapping[str, Mapping[str, Proofs]]
    spool: Spool
    with_drafts: bool

    def load(self, city: str) -> WholeCity:
        """Give one city with all its answers, as it was surveyed; where its survey was kept, its files are read.

        Raises:
            SourcesChanged: its files are not any more what they were.
        """
        packed = _packed(city)
        if packed in self.spool:
            whole = read_whole(self.spool.get(packed), self.inputs.shared)
        else:
            whole = _found(self.inputs.cities[city], self.inputs.shared).whole
        if self.with_drafts:
            return whole
        files = {edition: file for edition, file in whole.files.items() if not file.is_draft}
        return WholeCity(files, {edition: whole.results[edition] for edition in files})

    @property
    def proof_of(self) -> ProofOf:
        """Give what shows, of other cities too, that a city does something."""
        return kept_proofs(self.results, self.proofs)

    def rows_of(self, edition: str, city: str) -> Rows:
        """Give what a city adds to the tables."""
        return read_rows(self.spool.get(city), edition)

    @property
    def changes(self) -> Changes:
        """Give how all cities changed; the bridges themselves wait on the disk."""
        return Changes(self.texts, lambda edition, city: read_bridge(self.spool.get(city), edition))

    def credits_of_all(self) -> Credits:
        """Add up what the files that count rest on."""
        return add_up(
            read_named(self.spool.get(city), edition)
            for edition, result in self.results.items()
            for city in result.public()
        )


@dataclass(frozen=True, slots=True)
class _Answer:
    """What a process says of a city: problems, the paths of its drafts, its survey where nothing stands against it."""

    city: str
    problems: tuple[Problem, ...]
    drafts: frozenset[str]
    survey: Survey | None


def take_census(
    inputs: Inputs,
    *,
    with_drafts: bool,
    drafts_count: bool = True,
    jobs: int,
    cache: Cache,
    spool: Spool,
    tell: Tell,
    also: Also | None = None,
) -> Census:
    """Survey every city, and rank them.

    Args:
        inputs: all sources.
        with_drafts: whether drafts are among the cities.
        drafts_count: whether problems of drafts count, where drafts are among the cities.
        jobs: how many processes read.
        cache: has the surveys of earlier builds, and takes new ones.
        spool: takes what the cities add to the tables; where it keeps nothing, that is not even made.
        tell: is told how many cities are read.
        also: what else is asked of each city without a problem; the answer goes into the spool. For light surveys.

    Raises:
        ProblemsFound: all that is wrong, everywhere.
    """
    figures: dict[str, bytes] = {}
    problems = list(inputs.problems)
    with closing(_answers(inputs, cache, jobs, is_light=not spool.keeps, also=also)) as answers:
        for done, answer in enumerate(answers, start=1):
            drafts = frozenset[str]() if with_drafts and drafts_count else answer.drafts
            problems += [problem for problem in answer.problems if problem.path not in drafts]
            if answer.survey is not None:
                figures[answer.city] = answer.survey.figures
                spool.put(answer.city, answer.survey.rows)
                if answer.survey.files:
                    spool.put(_packed(answer.city), answer.survey.files)
            tell("cities", done, len(inputs.cities))
    if inputs.shared.settings.settings is None:
        raise ProblemsFound(problems)
    light = _Light(inputs.shared, with_drafts=with_drafts)
    for city in sorted(figures):
        light.add(figures.pop(city))
    problems += _clashes(inputs, light.cities)
    if problems:
        raise ProblemsFound(problems)
    project, results = light.project(), light.results()
    studies = light.studies(results, inputs.key, cache, jobs)
    return Census(inputs, project, results, studies, light.texts, light.proofs, spool, with_drafts)


def _answers(
    inputs: Inputs, cache: Cache, jobs: int, *, is_light: bool, also: Also | None
) -> Generator[_Answer, None, None]:
    """Go through all cities, first those that the cache knows; a light survey is not kept."""
    unknown: list[CitySource] = []
    for batch in _batches(inputs.cities.values(), _TOGETHER):
        found = cache.get_all([_key(city) for city in batch.cities])
        for city in batch.cities:
            kept = found.pop(_key(city), None)
            if kept is None:
                unknown.append(city)
            else:
                figures, _, rows = kept.partition(b"\n")
                yield _Answer(city.id, (), frozenset(), Survey(figures, rows))
    new: list[tuple[str, bytes]] = []
    with closing(
        in_processes(_Surveyor(inputs.shared, is_light, also).survey, _batches(unknown, _BATCH), jobs=jobs)
    ) as answers:
        for answer in answers:
            survey = answer.survey
            if survey is not None and not is_light and not answer.problems and not answer.drafts:
                new.append((_key(inputs.cities[answer.city]), survey.figures + b"\n" + survey.rows))
            if len(new) == _TOGETHER:
                cache.put_all(new)
                new.clear()
            yield answer
    cache.put_all(new)


def _packed(city: str) -> str:
    """Name a city's packed files in the spool; no id holds a blank."""
    return f"files {city}"


def _key(city: CitySource) -> str:
    return f"survey {city.key}"


@dataclass(frozen=True, slots=True)
class _Batch:
    cities: tuple[CitySource, ...]

    def __str__(self) -> str:
        return ", ".join(city.id for city in self.cities)


def _batches(cities: Iterable[CitySource], size: int) -> Iterator[_Batch]:
    left = iter(cities)
    while batch := tuple(islice(left, size)):
        yield _Batch(batch)


@dataclass(frozen=True, slots=True)
class _Surveyor:
    shared: Shared
    is_light: bool
    also: Also | None

    def survey(self, batch: _Batch) -> Iterator[_Answer]:
        for source in batch.cities:
            found = _found(source, self.shared)
            drafts = frozenset(path for read in found.reads for path in read.drafts)
            is_sound = {problem.path for problem in found.problems} <= drafts
            survey = survey_of(found, self.shared, is_light=self.is_light) if is_sound else None
            if survey is not None and self.also is not None:
                survey = replace(survey, rows=self.also(found))
            yield _Answer(source.id, found.problems, drafts, survey)


def _found(source: CitySource, shared: Shared) -> CityFound:
    found = find_city(source.folders, shared)
    read = {path: digest for one in found.reads for path, digest in one.inputs.items()}
    if read != source.files:
        changed = sorted(path for path in {*read, *source.files} if read.get(path) != source.files.get(path))
        raise SourcesChanged(f"{changed[0]} changed while the build was running; nothing was published; build again")
    return found


class _Light:
    """Puts the light project together, city by city, in the order of their ids."""

    def __init__(self, shared: Shared, *, with_drafts: bool) -> None:
        if shared.settings.settings is None:
            raise ValueError("a project without settings has a problem")
        self.cities: dict[str, City] = {}
        self._shared, self._with_drafts = shared, with_drafts
        self._settings = replace(shared.settings.settings, shows_drafts=with_drafts)
        editions = self._settings.editions
        self._files: dict[str, dict[str, CityEdition]] = {edition.id: {} for edition in editions}
        self._results: dict[str, dict[str, CityResult]] = {edition.id: {} for edition in editions}
        self._codings: dict[str, dict[str, Coding]] = {edition.id: {} for edition in editions}
        self.texts: dict[str, dict[str, str]] = {edition.id: {} for edition in editions}
        self.proofs: dict[str, dict[str, Proofs]] = {edition.id: {} for edition in editions}
        self._reader = FiguresReader(shared)

    def add(self, figures: bytes) -> None:
        surveyed = self._reader.read(figures)
        if surveyed is None:
            return
        self.cities[surveyed.city.id] = surveyed.city
        for edition, text in surveyed.changes.items():
            self.texts[edition][surveyed.city.id] = text
        for edition, file in surveyed.files.items():
            if self._with_drafts or not file.is_draft:
                self._files[edition][file.city] = file
                self._results[edition][file.city] = surveyed.results[edition]
                self._codings[edition][file.city] = surveyed.codings[edition]
                self.proofs[edition][file.city] = surveyed.proofs[edition]

    def project(self) -> Project:
        return Project(self._settings, self._shared.rubrics, self.cities, self._files, self._shared.pages)

    def results(self) -> dict[str, EditionResult]:
        rubrics = self._shared.rubrics
        return {
            one.id: rank_edition(one, rubrics[one.rubric], self._results[one.id]) for one in self._settings.editions
        }

    def studies(self, results: Mapping[str, EditionResult], key: str, cache: Cache, jobs: int) -> dict[str, Study]:
        def codings(result: EditionResult) -> Iterator[Coding]:
            return (self._codings[result.edition.id][city] for city in result.public())

        draw, under_rules = partial(draw_once, cache, jobs), partial(alternatives_once, cache, key)
        return {
            edition: Study(result, self._settings, self.cities, partial(codings, result), draw, under_rules)
            for edition, result in results.items()
        }


def _clashes(inputs: Inputs, cities: Mapping[str, City]) -> Iterator[Problem]:
    """Report former ids that are taken. Only cities that have some are read again, to tell where that stands."""
    reads: list[CityRead] = []
    for source in inputs.cities.values():
        city = cities.get(source.id)
        if city is not None and city.was:
            reads += _found(source, inputs.shared).reads
        else:
            has_file = any(path.endswith("/city.yaml") for path in source.files)
            reads.append(CityRead(source.id, city, has_file, {}, (), {}, frozenset(), ()))
    yield from clashes(reads)

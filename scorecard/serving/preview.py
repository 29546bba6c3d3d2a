"""A project folder in, its site out, file by file as each is asked for: by what a build uses, and on no disk."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, field, replace
from functools import cached_property, partial
from pathlib import Path

from scorecard.building.at_hand import libraries_at_hand
from scorecard.building.cache import Cache, cached
from scorecard.building.card_stage import CardStage
from scorecard.building.cards import render_cards
from scorecard.building.census import Census, take_census
from scorecard.building.inputs import Inputs, find_inputs, templates_key, versions
from scorecard.building.making import data_files, pages_of
from scorecard.building.output import SCORECARD
from scorecard.building.plan import Plan
from scorecard.building.progress import Tell
from scorecard.building.records import Records
from scorecard.building.render import PangoMissing, drawing_libraries
from scorecard.building.spool import Spool
from scorecard.choosing import templates_of
from scorecard.publishing.artifact import Artifact
from scorecard.publishing.card_job import CardJob
from scorecard.publishing.keys import Keys, digest
from scorecard.publishing.planned_cards import planned_cards
from scorecard.publishing.site import Pages
from scorecard.serving.kept import Kept, Texts, keep_texts

_WORKED_OUT = ("alternatives", "unsettled", "workings")  # of an edition's results alone
_FEW = 8  # cities that are read in this process: forking would take longer


@dataclass(frozen=True)
class Preview:
    """A site as one reading of all sources gives it; until `close`, whatever becomes of these.

    `key` is the digest of all that it depends on, `keys` has those of its pages, `texts` are the files of its cities,
    `folder` is where tables are put together.
    It is used by one thread at a time.
    """

    key: str
    inputs: Inputs
    census: Census
    pages: Pages
    keys: Keys
    texts: Texts
    folder: Path
    made_with: Mapping[str, str]
    _of_cities: dict[str, Mapping[str, Artifact]] = field(default_factory=dict)

    def find(self, path: str) -> Artifact | None:
        """Find a file of the site by its path, cards apart; None where a build would not make it."""
        found = self.shared.get(path)
        for city in () if found else self._cities_in(path):
            if city not in self._of_cities:
                self._of_cities[city] = _by_path(self.pages.of_city(city))
            found = found or self._of_cities[city].get(path)
        return found or self._data.get(path)

    def card(self, path: str, cache: Cache) -> tuple[CardStage, CardJob] | None:
        """Make the page of a report card or national report by its path; None where a build would not draw it."""
        if not path.endswith(".pdf"):
            return None
        stage = CardStage(self.pages, cache, partial(render_cards, jobs_at_once=1), made_with=self.made_with)
        job = stage.job(path)
        return None if job is None else (stage, job)

    @cached_property
    def shared(self) -> Mapping[str, Artifact]:
        """What belongs to no single city, data apart."""
        return _by_path(self.pages.shared())

    @cached_property
    def _data(self) -> Mapping[str, Artifact]:
        return _by_path(data_files(self.pages, self.census, self._records))

    @cached_property
    def _records(self) -> Records:
        return Records(self.census.project, self.census.results, self.folder)

    @cached_property
    def _owners(self) -> Mapping[str, str]:
        """Every id of a city, former ones too, with the city's id now."""
        cities = self.pages.project.cities
        former = {one: city for city, who in cities.items() for one in who.was}
        return {**former, **{city: city for city in cities}}

    def _cities_in(self, path: str) -> list[str]:
        """List the cities that a path may belong to: every file of a city has one of its ids in its path."""
        return [self._owners[part] for part in re.split("[/.]", path) if part in self._owners]

    def close(self) -> None:
        """Let go of what waits on the disk."""
        self.census.spool.close()
        self._records.close()


def _by_path(artifacts: Iterable[Artifact]) -> dict[str, Artifact]:
    return {one.path: one for one in artifacts}


def _take_over(before: Preview, pages: Pages) -> None:
    """Take over what was worked out of editions of which nothing has changed, by the key of pages that list it all."""
    for name, study in pages.studies.items():
        if name in before.pages.studies and before.keys.lists([name]) == pages.keys.lists([name]):
            done = before.pages.studies[name].__dict__
            study.__dict__.update({part: done[part] for part in _WORKED_OUT if part in done})


def _untold(_what: str, _done: int, _of: int) -> None:
    """Tell nobody: it is over before anybody could read it."""


def libraries() -> Mapping[str, str] | None:
    """Name the libraries that draw cards; None where there is no Pango, so that the site is shown without cards."""
    found = libraries_at_hand()
    if found is None:
        try:
            found = drawing_libraries()
        except PangoMissing:
            return None
    return found


def make_preview(
    plan: Plan,
    folder: Path,
    before: Preview | None,
    *,
    drawn_with: Mapping[str, str] | None,
    tell: Tell,
    alone: AbstractContextManager[object],
) -> Preview:
    """Read what has changed, and promise every page; the former preview itself where nothing has.

    Args:
        plan: which project, with drafts or not, and in how many processes; its output is not used.
        folder: where texts wait.
        before: what was made last, still open.
        drawn_with: libraries that draw cards; None where there are no cards.
        tell: is told how many cities are read.
        alone: entered while processes are forked, in which no other thread may hold what these need.

    Raises:
        ProblemsFound: the project has problems, outside drafts or, where they are shown, in them.
        SourcesChanged: a source changed meanwhile.
        WorkerDied: a process was ended.
    """
    templates_key.cache_clear()  # a build reads templates once; here they may have changed
    plan = replace(plan, templates=templates_of(plan.root))
    inputs = find_inputs(plan.root, with_drafts=plan.with_drafts)
    key = digest([inputs.whole, plan.templates, templates_key(plan.templates)])
    if before is not None and before.key == key:
        return before
    known = before.inputs.cities if before is not None else {}
    changed = sum(known.get(city) != one for city, one in inputs.cities.items())
    jobs, told = (plan.jobs, tell) if changed > _FEW else (1, _untold)
    drafts, spool = plan.with_drafts, Spool(folder)
    try:
        with alone if jobs > 1 else nullcontext(), cached(plan.root / SCORECARD) as cache:
            census = take_census(inputs, with_drafts=drafts, jobs=jobs, cache=cache, spool=spool, tell=told)
            for study in census.studies.values():
                len(study.places)  # while the cache is open
        texts = keep_texts(inputs, before.inputs if before else None, before.texts if before else {})
        cards = planned_cards(census.results, with_drafts=drafts) if drawn_with is not None else frozenset()
        promised = pages_of(plan, census, cards, with_reports=drawn_with is not None)
        if before is not None:
            _take_over(before, promised)
        no_keys = replace(promised.keys, shared="")  # every page is made when it is asked for
        pages = replace(promised, keys=no_keys, load=Kept(census, texts, folder).load)
        preview = Preview(key, inputs, census, pages, promised.keys, texts, folder, versions(drawn_with))
        len(preview.shared)  # what is wrong with all pages is told now
    except BaseException:
        spool.close()
        raise
    return preview

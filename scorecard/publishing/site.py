"""A project and its results in, every page of the site out, as artifacts: made one by one, each with its key."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from functools import cached_property, partial
from pathlib import Path

from scorecard.model.project import Edition, Project
from scorecard.packaged import packaged
from scorecard.publishing.addresses import robots, site_map
from scorecard.publishing.advice import Advisors
from scorecard.publishing.answers import criterion_path
from scorecard.publishing.artifact import Artifact
from scorecard.publishing.assets import site_assets
from scorecard.publishing.changes import changes_page
from scorecard.publishing.changes_file import Changes, changes_in_memory
from scorecard.publishing.city_files import CityFiles
from scorecard.publishing.city_parts import full_name
from scorecard.publishing.credits import Credits, add_up, named_in
from scorecard.publishing.criterion import criterion_page
from scorecard.publishing.data_page import DataPage, data_page
from scorecard.publishing.dimensions import dimension_path
from scorecard.publishing.frame import (
    CHANGES_PATH,
    PLEDGE_PATH,
    Site,
    edition_path,
    method_path,
    national_path,
    own_weights_path,
    peers_path,
    prose_path,
    site_of,
    weights_path,
    workings_path,
)
from scorecard.publishing.history import city_path
from scorecard.publishing.keys import Keys
from scorecard.publishing.language import SOURCE, speaking
from scorecard.publishing.languages import led_to_shared, other_projects, pages_in, said_in
from scorecard.publishing.lists import dimension_page, empty_page, list_page
from scorecard.publishing.method import method_page
from scorecard.publishing.nation import Nation
from scorecard.publishing.national import national_page
from scorecard.publishing.national_files import national_files
from scorecard.publishing.own_weights import numbers, numbers_path, own_weights_page
from scorecard.publishing.peers import peers_page
from scorecard.publishing.plain_pages import missing_page, moved_page, prose_page
from scorecard.publishing.pledge import pledge_page, signed_in
from scorecard.publishing.proofs import ProofOf
from scorecard.publishing.questions import questions_page
from scorecard.publishing.templating import Templates, View, read_templates, templates_of
from scorecard.publishing.weights import weights_page
from scorecard.publishing.whole_city import Load, loader
from scorecard.publishing.workings import workings_page
from scorecard.scoring.result import EditionResult
from scorecard.scoring.study import Study, studies


def site_pages(
    project: Project,
    results: Mapping[str, EditionResult],
    *,
    templates: Path,
    cards: AbstractSet[tuple[str, str]],
    tool_version: str,
) -> Iterator[Artifact]:
    """Yield every page of a site whose project stands in memory, with its style sheet, fonts, site map and robots file.

    Args:
        project: to be shown; a draft in it gets a page, and enters no list.
        results: edition id -> result, for every edition of the settings.
        templates: the templates folder, a whole set: the project's own or the packaged one.
        cards: pairs of city and edition that have a report card.
        tool_version: printed on the page about the data.
    """
    files = [file for by_city in project.answers.values() for file in by_city.values() if file.is_final]
    pages = Pages(
        project,
        results,
        studies(project, results),
        engine=templates_of(templates),
        cards=cards,
        tool_version=tool_version,
        keys=Keys(project, results),
        load=loader(project, results),
        credits_of_all=lambda: add_up(named_in(file) for file in files),
        changes=changes_in_memory(project, results),
    )
    yield from pages.shared()
    for city in project.cities:
        yield from pages.of_city(city)


@dataclass(frozen=True)
class Pages:
    """All pages of a project.

    `results` holds edition id -> result, for every edition of the settings; of the
    cities in it no answers are needed, since `load` gives those of one city at a time.
    `studies` has what is known of each edition as a whole.
    `engine` has the templates, `cards` the pairs of city and edition that have a report
    card, `credits_of_all` adds up what the whole scorecard rests on, `changes` tells how
    the cities changed. `proof_of` finds what shows that a city does something; None
    where all answers are in memory. `folder` is where the pages stand in the site: empty
    for the project's own language, `es/` for another. `reports` are the editions that
    have a national report.
    """

    project: Project
    results: Mapping[str, EditionResult]
    studies: Mapping[str, Study]
    engine: Templates
    cards: AbstractSet[tuple[str, str]]
    tool_version: str
    keys: Keys
    load: Load
    credits_of_all: Callable[[], Credits]
    changes: Changes
    proof_of: ProofOf | None = None
    folder: str = ""
    reports: AbstractSet[str] = frozenset()

    @property
    def language(self) -> str:
        """The language of these pages."""
        return self.project.settings.language

    @cached_property
    def others(self) -> tuple[Pages, ...]:
        """The same pages in each other language that the settings name; none of those have others."""
        if self.folder:
            return ()
        return tuple(pages_in(self, project) for project in other_projects(self.project))

    @cached_property
    def site(self) -> Site:
        """What all pages share."""
        with speaking(self.language):
            assets = site_assets(self.engine.sources)
            return site_of(self.project, assets, self.tool_version, self.folder, reports=self.reports)

    @cached_property
    def advisors(self) -> Advisors:
        """Who names the cities that do what others could."""
        return Advisors(self.project, self.results, self.proof_of)

    @cached_property
    def advised(self) -> dict[tuple[str, str], str]:
        """Digests of what advice says of others, by city and edition; each is found once."""
        return {}

    @cached_property
    def public(self) -> Mapping[str, EditionResult]:
        """The editions with a city that counts."""
        return {name: result for name, result in self.results.items() if result.has_public}

    @cached_property
    def nations(self) -> Mapping[str, Nation]:
        """What is true of all cities of each of these editions."""
        return {name: Nation(result, self.project) for name, result in self.public.items()}

    @cached_property
    def has_our_templates(self) -> bool:
        """Whether all templates are the packaged ones."""
        return self.engine.sources == read_templates(packaged("templates"))

    def prepare(self) -> None:
        """Work out now what all pages share, before processes are forked that make them."""
        for name in self.public:
            self.studies[name].prepare()
            self.advisors.of(name)
        for other in self.others:
            other.prepare()

    def shared(self) -> Iterator[Artifact]:
        """Yield what belongs to no single city: assets, lists, questions, methods, prose, search files."""
        yield from (replace(one, key=self.keys.common(one.path)) for one in self.site.assets.artifacts)
        yield from self.told(self._listed())
        for other in self.others:
            yield from other.told(other.listed())
        missing = self._page("404.html", self.keys.common("404.html"), missing_page, self.site)
        yield from self.told([missing])
        addresses = self.keys.lists(self.results, "addresses")
        for path, body in (("sitemap.xml", site_map), ("robots.txt", robots)):
            yield Artifact(path, partial(body, self), addresses)

    def of_city(self, city: str) -> Iterator[Artifact]:
        """Yield what belongs to one city: its pages, those of former ids that lead to them, its document."""
        if city not in self.project.cities:
            return
        one = CityFiles(self, city)
        yield from self._pages_of(one, city)
        for other in self.others:
            yield from other._pages_of(CityFiles(other, city), city)  # noqa: SLF001  # pages like these
        having = self.editions_of(city)
        if having:
            yield one.document(having)
            yield from one.advice()

    def _pages_of(self, one: CityFiles, city: str) -> Iterator[Artifact]:
        with speaking(self.language):  # what is put in last is said at once
            pages = [*one.pages(), *self._moved(city)]
        yield from self.told(pages)

    def told(self, pages: Iterable[Artifact]) -> Iterator[Artifact]:
        """Put pages where those of the language stand, and make them while it is spoken."""
        for page in pages:
            placed = replace(page, path=self.folder + page.path) if self.folder else page
            yield placed if self.language == SOURCE else said_in(self.language, placed)

    def _page(self, path: str, key: str, make: Callable[..., View], *given: object, **named: object) -> Artifact:
        """Promise a page: its view is made, and rendered, when it is needed."""
        root = b"../" * path.count("/")
        return Artifact(path, lambda: self.rendered(make(*given, **named), root), key)

    def rendered(self, view: View, root: bytes) -> bytes:
        """Render a page; `root` is the way to the root of its language, as it stands in its links."""
        page = self.engine.render(view)
        return led_to_shared(page, root) if self.folder else page

    def _listed(self) -> Iterator[Artifact]:
        yield from self._lists()
        yield from self._rubrics()
        key = self.keys.lists(self.results, CHANGES_PATH, *self.changes.lines())
        yield self._page(CHANGES_PATH, key, changes_page, self.public, self.changes, self.site)
        signed = signed_in({name: self.project.answers[name] for name in self.public})
        told = [f"{file.city} {file.edition} {file.pledge} {file.evidence}" for file in signed.values()]
        key = self.keys.lists(self.results, PLEDGE_PATH, *told)
        yield self._page(PLEDGE_PATH, key, pledge_page, self.public, self.site)
        for page in self.project.pages:
            path = prose_path(page.id)
            yield self._page(path, self.keys.common(path), prose_page, page, self.site)
        key = self.keys.common("data", *sorted(self.reports), *self.keys.cities.values())
        yield self._page("data/index.html", key, self._data_page)

    def _data_page(self) -> DataPage:
        return data_page(self.public, self.credits_of_all(), self.site)

    def _lists(self) -> Iterator[Artifact]:
        newest = self.project.newest_edition()
        if newest is None or newest.id not in self.public:
            yield self._page("index.html", self.keys.common("empty"), empty_page, self.site)
        else:
            yield self._list("index.html", self.public[newest.id], is_first=True)
        for name, result in self.public.items():
            yield self._list(edition_path(name), result, is_first=False)
            for dimension in result.rubric.dimensions:
                path, key = dimension_path(name, dimension.id), self.keys.dimension(name, dimension)
                yield self._page(path, key, dimension_page, result, dimension, self.public, self.site)
            yield from self._studied(name)

    def _studied(self, edition: str) -> Iterator[Artifact]:
        study, keys = self.studies[edition], self.keys
        path = weights_path(edition)
        yield self._page(path, keys.lists([edition], path), weights_page, study, self.site)
        path, result = own_weights_path(edition), self.public[edition]
        yield self._page(path, keys.common(path), own_weights_page, result, self.site)
        path = numbers_path(edition)
        yield Artifact(path, lambda: numbers(result, self.site), keys.lists([edition], path))
        yield self._page(workings_path(edition), keys.workings(edition), workings_page, study, self.site)
        path, nation = national_path(edition), self.nations[edition]
        key = keys.national(self.public, path, edition in self.reports)  # the trend shows other editions as well
        yield self._page(path, key, national_page, nation, self.nations, self.site)
        yield from national_files(nation, self.nations, keys)
        if study.peers:
            yield self._page(peers_path(edition), keys.peers(edition), peers_page, study, self.site)

    def _list(self, path: str, result: EditionResult, *, is_first: bool) -> Artifact:
        shown = list(self.public) if is_first else [result.edition.id]
        key = self.keys.lists(shown, path, result.edition.id in self.reports)
        return self._page(path, key, list_page, result, self.public, self.site, is_first=is_first)

    def _rubrics(self) -> Iterator[Artifact]:
        used: dict[str, list[Edition]] = {}
        for edition in self.project.settings.editions:
            used.setdefault(edition.rubric, []).append(edition)
        newest_first = dict(reversed(used.items()))
        names = {rubric: [edition.id for edition in reversed(editions)] for rubric, editions in newest_first.items()}
        path = "criteria/index.html"
        yield self._page(path, self.keys.common(path), questions_page, names, self.site)
        for rubric_id, editions in newest_first.items():
            yield self._method(rubric_id, editions)
            yield from self._criteria(rubric_id, editions)

    def _method(self, rubric_id: str, editions: Sequence[Edition]) -> Artifact:
        rubric, path = self.project.rubrics[rubric_id], method_path(rubric_id)
        return self._page(
            path, self.keys.common(path), method_page, rubric, editions, frozenset(self.public), self.site
        )

    def _criteria(self, rubric_id: str, editions: Sequence[Edition]) -> Iterator[Artifact]:
        rubric = self.project.rubrics[rubric_id]
        asking = [self.public[edition.id] for edition in editions if edition.id in self.public]
        ids = [result.edition.id for result in asking]
        for dimension in rubric.dimensions:
            for criterion in dimension.criteria:
                path, key = criterion_path(rubric, criterion), self.keys.criterion(ids, criterion.id)
                yield self._page(path, key, criterion_page, criterion, dimension, rubric, asking, self.site)

    def editions_of(self, city: str) -> list[str]:
        """List the editions of a city that are no drafts, oldest first, withdrawn ones included."""
        return [name for name, one in self.results.items() if city in one.cities and not one.cities[city].is_draft]

    def drafts_of(self, city: str) -> list[str]:
        """List the editions of which a city has a draft, oldest first."""
        return [name for name, one in self.results.items() if city in one.cities and one.cities[city].is_draft]

    def newest_of(self, city: str) -> str | None:
        """Find the newest edition of a city that counts, else its newest that was withdrawn; None for drafts alone."""
        editions = self.editions_of(city)
        final = [name for name in editions if not self.results[name].cities[city].is_withdrawn]
        return next(reversed(final or editions), None)

    def _moved(self, city: str) -> Iterator[Artifact]:
        who = self.project.cities[city]
        for former in who.was if self.newest_of(city) is not None else ():
            for edition in (None, *self.editions_of(city)):
                path, to = city_path(former, edition), city_path(city, edition)
                key = self.keys.common("moved", path, to, full_name(who))
                yield self._page(path, key, moved_page, path, to, full_name(who), self.site)

    def listed(self) -> Iterator[Artifact]:
        """Yield the pages that belong to no single city, where they stand without the folder of their language."""
        return self._listed()

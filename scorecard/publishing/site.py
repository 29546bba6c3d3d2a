"""A project and its results in, every page of the site out, as artifacts: made one by one, each with its key."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path

from scorecard.model.project import Project
from scorecard.packaged import packaged
from scorecard.publishing.addresses import search_files
from scorecard.publishing.advice import Advisors
from scorecard.publishing.artifact import Artifact
from scorecard.publishing.assets import site_assets
from scorecard.publishing.changes_file import Changes, changes_in_memory
from scorecard.publishing.citing import DigestOf, bibliography_file, scores_digest
from scorecard.publishing.city_files import CityFiles
from scorecard.publishing.city_parts import full_name
from scorecard.publishing.credits import Credits, add_up, named_in
from scorecard.publishing.feed import feed_file
from scorecard.publishing.frame import (
    Site,
    site_of,
)
from scorecard.publishing.history import city_path
from scorecard.publishing.keys import Keys
from scorecard.publishing.language import SOURCE, speaking
from scorecard.publishing.languages import led_to_shared, other_projects, pages_in, said_in
from scorecard.publishing.listed_pages import listed
from scorecard.publishing.nation import Nation
from scorecard.publishing.plain_pages import missing_page, moved_page
from scorecard.publishing.proofs import ProofOf
from scorecard.publishing.templating import Templates, View, read_templates, templates_of
from scorecard.publishing.told import Columns, Told
from scorecard.publishing.whole_city import Load, loader
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
    where all answers are in memory. `columns` makes or remembers what advice says of
    other cities. `folder` is where the pages stand in the site: empty for the project's
    own language, `es/` for another. `digest_of` digests the document with all scores of an
    edition; None where that is to be made for it. `reports` are the editions that have a national report.
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
    columns: Columns | None = None
    folder: str = ""
    digest_of: DigestOf | None = None
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
    def told_of_others(self) -> Mapping[str, Told]:
        """What advice says of other cities, by the edition in which a city still can act."""
        return self.advisors.told(self.columns)

    @cached_property
    def public(self) -> Mapping[str, EditionResult]:
        """The editions with a city that counts."""
        return {name: result for name, result in self.results.items() if result.has_public}

    @cached_property
    def nations(self) -> Mapping[str, Nation]:
        """What is true of all cities of each of these editions."""
        return {name: Nation(result, self.project) for name, result in self.public.items()}

    def scores_digest(self, edition: str) -> str:
        """Digest the document with all scores of an edition."""
        return self.digest_of(edition) if self.digest_of else scores_digest(self.project, self.results[edition])

    @cached_property
    def has_our_templates(self) -> bool:
        """Whether all templates are the packaged ones."""
        return self.engine.sources == read_templates(packaged("templates"))

    def prepare(self) -> None:
        """Work out now what all pages share, before processes are forked that make them."""
        for name in self.public:
            self.studies[name].prepare()
            self.advisors.of(name)
        if self.keys.shared:
            for told in self.told_of_others.values():
                told.prepare()
        for other in self.others:
            other.prepare()

    def shared(self) -> Iterator[Artifact]:
        """Yield what belongs to no single city: assets, lists, questions, methods, prose, feed, search files."""
        yield from (replace(one, key=self.keys.common(one.path)) for one in self.site.assets.artifacts)
        yield from self.told(listed(self))
        for other in self.others:
            yield from other.told(listed(other))
        missing = self.page("404.html", self.keys.common("404.html"), missing_page, self.site)
        yield from self.told([missing, feed_file(self), bibliography_file(self)])
        yield from search_files(self)

    def of_city(self, city: str) -> Iterator[Artifact]:
        """Yield what belongs to one city: its pages, those of former ids that lead to them, its document."""
        if city not in self.project.cities:
            return
        one = CityFiles(self, city)
        yield from self._pages_of(one, city)
        yield from self.told(one.for_others())
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

    def page(self, path: str, key: str, make: Callable[..., View], *given: object, **named: object) -> Artifact:
        """Promise a page: its view is made, and rendered, when it is needed."""
        root = b"../" * path.count("/")
        return Artifact(path, lambda: self.rendered(make(*given, **named), root), key)

    def rendered(self, view: View, root: bytes) -> bytes:
        """Render a page; `root` is the way to the root of its language, as it stands in its links."""
        page = self.engine.render(view)
        return led_to_shared(page, root) if self.folder else page

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
                yield self.page(path, key, moved_page, path, to, full_name(who), self.site)

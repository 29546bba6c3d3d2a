"""A project and its results in, every page of the site out, as a stream of artifacts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import replace
from pathlib import Path
from xml.sax.saxutils import escape

from scorecard.model.project import Edition, Project
from scorecard.packaged import packaged
from scorecard.publishing.answers import criterion_path
from scorecard.publishing.artifact import Artifact
from scorecard.publishing.assets import site_assets
from scorecard.publishing.city import CityPages
from scorecard.publishing.city_parts import full_name
from scorecard.publishing.city_views import AnyCityPage
from scorecard.publishing.criterion import criterion_page
from scorecard.publishing.data_page import data_page
from scorecard.publishing.dimensions import dimension_path
from scorecard.publishing.frame import Site, method_path, prose_path, site_of
from scorecard.publishing.history import city_path
from scorecard.publishing.lists import dimension_page, edition_path, empty_page, list_page
from scorecard.publishing.method import method_page
from scorecard.publishing.plain_pages import missing_page, moved_page, prose_page
from scorecard.publishing.questions import questions_page
from scorecard.publishing.templating import View, templates_of
from scorecard.scoring.result import EditionResult


def site_pages(
    project: Project,
    results: Mapping[str, EditionResult],
    *,
    templates: Path,
    cards: AbstractSet[tuple[str, str]],
    tool_version: str,
) -> Iterator[Artifact]:
    """Yield every page of the site, its style sheet, fonts, site map and robots file.

    Args:
        project: to be shown; a draft in it gets a page, and enters no list.
        results: edition id -> result, for every edition of the settings.
        templates: the templates folder, a whole set: the project's own or the packaged one.
        cards: pairs of city and edition that have a report card.
        tool_version: printed on the page about the data.
    """
    engine = templates_of(templates)
    assets = site_assets(engine.sources)
    pages = Pages(project, results, site_of(project, assets, tool_version), frozenset(cards))
    yield from assets.artifacts
    addresses: list[str] = []
    for path, view in pages.listed():
        addresses.append(path)
        yield Artifact(path, engine.render(view))
    for path, view in pages.unlisted():
        yield Artifact(path, engine.render(view))
    yield from search_files(addresses, pages.site)


class Pages:
    """All pages of a project, made one by one."""

    def __init__(
        self, project: Project, results: Mapping[str, EditionResult], site: Site, cards: frozenset[tuple[str, str]]
    ) -> None:
        self.project, self.site = project, site
        self.results = {one.id: results[one.id] for one in project.settings.editions if one.id in results}
        self.public = {name: result for name, result in self.results.items() if result.public()}
        self.makers = {name: CityPages(one, self.results, site, cards) for name, one in self.results.items()}

    def listed(self) -> Iterator[tuple[str, View]]:
        """Yield the pages that a site map names, with their paths."""
        yield from self._lists()
        yield from self._cities()
        yield from self._rubrics()
        for page in self.project.pages:
            yield prose_path(page.id), prose_page(page, self.site)
        yield "data/index.html", data_page(self.public, _tables(), self.site)

    def unlisted(self) -> Iterator[tuple[str, View]]:
        """Yield the pages that a site map does not name: drafts, former addresses, the missing page."""
        yield from self._drafts()
        yield from self._moved()
        yield "404.html", missing_page(self.site)

    def _lists(self) -> Iterator[tuple[str, View]]:
        newest = self.project.newest_edition()
        if newest is None or newest.id not in self.public:
            yield "index.html", empty_page(self.site)
        else:
            yield "index.html", list_page(self.public[newest.id], self.public, self.site, is_first=True)
        for name, result in self.public.items():
            yield edition_path(name), list_page(result, self.public, self.site, is_first=False)
            for dimension in result.rubric.dimensions:
                view = dimension_page(result, dimension, self.public, self.site)
                yield dimension_path(name, dimension.id), view

    def editions_of(self, city: str) -> list[str]:
        """List the editions of a city that are no drafts, oldest first, withdrawn ones included."""
        return [name for name, one in self.results.items() if city in one.cities and not one.cities[city].is_draft]

    def newest_of(self, city: str) -> str | None:
        """Find the newest edition of a city that counts, else its newest that was withdrawn; None for drafts alone."""
        editions = self.editions_of(city)
        final = [name for name in editions if not self.results[name].cities[city].is_withdrawn]
        return next(reversed(final or editions), None)

    def _cities(self) -> Iterator[tuple[str, View]]:
        for city in self.project.cities:
            newest = self.newest_of(city)
            for name in self.editions_of(city):
                view = self.makers[name].page(city, city_path(city, name))
                yield city_path(city, name), view
                if name == newest:
                    yield city_path(city), at_root(view, "../../")

    def _rubrics(self) -> Iterator[tuple[str, View]]:
        used: dict[str, list[Edition]] = {}
        for edition in self.project.settings.editions:
            used.setdefault(edition.rubric, []).append(edition)
        newest_first = dict(reversed(used.items()))
        names = {rubric: [edition.id for edition in reversed(editions)] for rubric, editions in newest_first.items()}
        yield "criteria/index.html", questions_page(names, self.site)
        for rubric_id, editions in newest_first.items():
            rubric = self.project.rubrics[rubric_id]
            yield method_path(rubric_id), method_page(rubric, editions, frozenset(self.public), self.site)
            asking = [self.public[edition.id] for edition in editions if edition.id in self.public]
            for dimension in rubric.dimensions:
                for criterion in dimension.criteria:
                    view = criterion_page(criterion, dimension, rubric, asking, self.site)
                    yield criterion_path(rubric, criterion), view

    def _drafts(self) -> Iterator[tuple[str, View]]:
        for name, result in self.results.items():
            for city, one in result.cities.items():
                if one.is_draft:
                    view = self.makers[name].page(city, city_path(city, name))
                    yield city_path(city, name), view
                    if self.newest_of(city) is None:
                        yield city_path(city), at_root(view, "../../")

    def _moved(self) -> Iterator[tuple[str, View]]:
        for city in self.project.cities.values():
            if self.newest_of(city.id) is None:
                continue
            for former in city.was:
                for edition in (None, *self.editions_of(city.id)):
                    path, to = city_path(former, edition), city_path(city.id, edition)
                    yield path, moved_page(path, to, full_name(city), self.site)


def at_root(view: AnyCityPage, root: str) -> AnyCityPage:
    """Show a city's page at another depth: its links start elsewhere, all else stays."""
    return replace(view, frame=replace(view.frame, root=root))


def _tables() -> str:
    return (packaged("source_lists") / "tables.csv").read_text(encoding="utf-8")


def search_files(paths: Sequence[str], site: Site) -> Iterator[Artifact]:
    """Yield the site map and the robots file; a demonstration names no page, since none is to be indexed."""
    shown = [] if site.project.settings.is_demonstration else paths
    lines = [f"<url><loc>{escape(site.address(path))}</loc></url>" for path in sorted(shown)]
    head = '<?xml version="1.0" encoding="UTF-8"?>\n<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">'
    yield Artifact("sitemap.xml", "\n".join([head, *lines, "</urlset>\n"]).encode())
    robots = "User-agent: *\nAllow: /\n"
    yield Artifact("robots.txt", (robots + (f"Sitemap: {site.address('sitemap.xml')}\n" if shown else "")).encode())

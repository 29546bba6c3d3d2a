"""One city of a site in, its pages and documents out, as artifacts: its answers are loaded when the first is made."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import cached_property, partial
from typing import TYPE_CHECKING

from scorecard.model.answer import CityEdition
from scorecard.model.project import City, Edition, Project
from scorecard.publishing.advice import is_advised
from scorecard.publishing.advice_file import advice_file, advice_path
from scorecard.publishing.api import city_api_path, city_file
from scorecard.publishing.artifact import Artifact
from scorecard.publishing.badge import badge_drawing, embed_page
from scorecard.publishing.city import CityPages
from scorecard.publishing.city_parts import carried_from
from scorecard.publishing.city_views import AnyCityPage
from scorecard.publishing.compare_data import compared_city, compared_path, compared_ranks
from scorecard.publishing.frame import Site
from scorecard.publishing.history import city_path
from scorecard.publishing.peers import parts_known
from scorecard.publishing.preview import preview, preview_file
from scorecard.publishing.ranks import mark_document, mark_page, rank_labels, ranks_of_document, ranks_of_page
from scorecard.publishing.social import is_pictured, preview_path
from scorecard.publishing.templating import View
from scorecard.publishing.use import badge_path, embed_path
from scorecard.publishing.whole_city import beside_others
from scorecard.scoring.result import CityResult, EditionResult

if TYPE_CHECKING:
    from scorecard.publishing.site import Pages

_ROOT = b"\0"  # stands for the way to the root until it is known; no text holds it, since reading refuses it


class CityFiles:
    """The pages of one city. Its answers are loaded when the first of them is made, and not before."""

    def __init__(self, pages: Pages, city: str) -> None:
        self._pages, self._city = pages, city
        self._made: dict[str, bytes] = {}
        self._labels: dict[str, tuple[str | None, ...]] = {}
        self._said: dict[str, tuple[str, ...]] = {}
        self._told_of: dict[str, str] = {}
        self._peers: dict[str, tuple[str, ...]] = {}

    def pages(self) -> Iterator[Artifact]:
        """Yield its page for every edition, the one at its own address, which is that of the newest, and its column."""
        public, drafts = self._pages.editions_of(self._city), self._pages.drafts_of(self._city)
        newest = self._pages.newest_of(self._city)
        for edition in (*public, *drafts):
            yield self._page(city_path(self._city, edition), edition)
            if edition == newest or (newest is None and edition == drafts[-1]):
                yield self._page(city_path(self._city), edition)
        yield from self._compared()

    def _page(self, path: str, edition: str) -> Artifact:
        has_card, ranks = (self._city, edition) in self._pages.cards, self._ranks(edition)
        told = [path, has_card, self._others(edition), self._known_of_peers(edition)]
        if not self._pages.has_our_templates:  # they may do more with these words than print them
            told, ranks = [*told, *ranks], ()
        key = self._pages.keys.but_for_ranks(self._city, [edition], *told)
        return Artifact(path, partial(self._at, path, edition), key, ranks)

    def _compared(self) -> Iterator[Artifact]:
        """Yield what the page of comparison shows of it, where it counts in the newest edition of all."""
        newest = self._pages.project.newest_edition()
        if newest is not None and self._pages.results[newest.id].counts(self._city):
            ranks = compared_ranks(self._labels_in(newest.id))
            key = self._pages.keys.but_for_ranks(self._city, [newest.id], "compared")
            yield Artifact(compared_path(self._city), lambda: self._column(newest, ranks), key, ranks)

    def _column(self, edition: Edition, ranks: tuple[str, ...]) -> bytes:
        project, results = self._beside
        return compared_city(
            project.cities[self._city],
            results[edition.id].cities[self._city],
            project.rubric_of(edition.id),
            project.answers[edition.id][self._city].evidence,
            ranks=ranks,
            carried_from=carried_from(project, self._city, edition),
        )

    def _at(self, path: str, edition: str) -> bytes:
        return self._rendered(edition).replace(_ROOT, b"../" * path.count("/"))

    def _ranks(self, edition: str) -> tuple[str, ...]:
        """List what other cities decide on its page."""
        if edition not in self._said:
            study, who = self._pages.studies[edition], self._pages.project.cities[self._city]
            self._said[edition] = ranks_of_page(study, who, self._labels_in(edition))
        return self._said[edition]

    def _labels_in(self, edition: str) -> tuple[str | None, ...]:
        if edition not in self._labels:
            self._labels[edition] = rank_labels(self._pages.results[edition], self._city)
        return self._labels[edition]

    def _known_of_peers(self, edition: str) -> tuple[str, ...]:
        """List the parts in which some of its peers are known."""
        if edition not in self._peers:
            who, study = self._pages.project.cities[self._city], self._pages.studies[edition]
            self._peers[edition] = tuple(part for part, _, _ in parts_known(who, study))
        return self._peers[edition]

    def _rendered(self, edition: str) -> bytes:
        """Render the page of an edition once for all its addresses, which differ in the way to the root alone."""
        if edition not in self._made:
            project, results = self._beside
            site = replace(self._pages.site, project=project)
            study = self._pages.studies[edition]
            maker = CityPages(results[edition], results, study, site, self._pages.cards, self._pages.advisors)
            view = maker.page(self._city, city_path(self._city, edition))
            ranks = self._ranks(edition)
            marked = mark_page(view, ranks) if ranks and self._pages.has_our_templates else view
            self._made[edition] = self._pages.rendered(at_root(marked, _ROOT.decode()), _ROOT)
        return self._made[edition]

    def _others(self, edition: str) -> str:
        """Digest what its page says of other cities: only advice to a city with a band names some."""
        names_some = self._pages.results[edition].cities[self._city].bands is not None
        return self._told(edition) if names_some and is_advised(self._pages.project, self._city, edition) else ""

    def _told(self, edition: str) -> str:
        if edition not in self._told_of:
            has_keys = bool(self._pages.keys.shared)
            self._told_of[edition] = self._pages.told_of_others[edition].of(self._city) if has_keys else ""
        return self._told_of[edition]

    def for_others(self) -> Iterator[Artifact]:
        """Yield its badge and its card for frames, and its picture where it has a report card.

        Badge and card stand at former ids too, where a city that is public had one.
        """
        public, who = self._pages.newest_of(self._city), self._pages.project.cities[self._city]
        edition = public or next(reversed(self._pages.drafts_of(self._city)), None)
        if edition is None:
            return
        key = self._pages.keys.figures(self._city, edition, "for others")
        for city in (self._city, *(who.was if public is not None else ())):
            yield Artifact(badge_path(city), partial(self._for_others, badge_drawing, edition), key)
            yield Artifact(embed_path(city), partial(self._for_others, embed_page, edition), key)
        has_card = (self._city, edition) in self._pages.cards
        if has_card and is_pictured(self._pages.project, self._city, edition):
            key = self._pages.keys.figures(self._city, edition, "preview")
            yield Artifact(preview_path(self._city), partial(self._preview, edition), key)

    def _for_others(self, make: Callable[..., View], edition: str) -> bytes:
        return self._pages.engine.render(make(*self._shown(edition)))

    def _preview(self, edition: str) -> bytes:
        return preview_file(preview(*self._shown(edition)))

    def _shown(self, edition: str) -> tuple[City, CityResult, CityEdition, EditionResult, Site]:
        project, results = self._beside
        site, file = replace(self._pages.site, project=project), project.answers[edition][self._city]
        return project.cities[self._city], results[edition].cities[self._city], file, results[edition], site

    def advice(self) -> Iterator[Artifact]:
        """Yield the document of its advice, where it has an edition that counts."""
        edition = self._pages.newest_of(self._city)
        if edition is not None and not self._pages.results[edition].cities[self._city].is_withdrawn:
            key = self._pages.keys.city(self._city, "advice", edition, self._told(edition))
            yield Artifact(advice_path(self._city), lambda: self._advice(edition), key)

    def _advice(self, edition: str) -> bytes:
        _, results = self._beside
        return advice_file(results[edition], self._city, self._pages.advisors.of(edition))

    def document(self, editions: Sequence[str]) -> Artifact:
        """Promise its document of the API, with these editions."""
        ranks = ranks_of_document(self._pages.results, self._city)
        key = self._pages.keys.but_for_ranks(self._city, editions, "document")
        return Artifact(city_api_path(self._city), lambda: mark_document(self._document(), ranks), key, ranks)

    def _document(self) -> bytes:
        project, results = self._beside
        return city_file(project, results, self._city)

    @cached_property
    def _beside(self) -> tuple[Project, dict[str, EditionResult]]:
        whole = self._pages.load(self._city)
        return beside_others(self._pages.project, self._pages.results, self._city, whole)


def at_root(view: AnyCityPage, root: str) -> AnyCityPage:
    """Show a city's page at another depth: its links start elsewhere, all else stays."""
    return replace(view, frame=replace(view.frame, root=root))

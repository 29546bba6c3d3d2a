"""The cards and reports that have changed in, all in the site out: from the cache where the same was drawn before.

A card is kept under the digest of its HTML, pictures, style sheet and fonts, and of
the libraries and modules that draw it. So a change that leaves the HTML as it was draws nothing.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Generator, Iterable, Iterator, Mapping
from contextlib import closing
from functools import cache, partial
from hashlib import sha256
from pathlib import Path

from scorecard.building.cache import Cache
from scorecard.building.progress import Tell
from scorecard.building.writer import SiteWriter
from scorecard.model.project import Project
from scorecard.publishing.advice import is_advised
from scorecard.publishing.card import CardMaker, card_style
from scorecard.publishing.card_job import CardJob, CardStyle
from scorecard.publishing.card_peers import Others
from scorecard.publishing.city_parts import card_path
from scorecard.publishing.keys import digest
from scorecard.publishing.language import speaking
from scorecard.publishing.paths import report_path
from scorecard.publishing.ranks import ranks_of_card
from scorecard.publishing.report import report_job, report_style
from scorecard.publishing.site import Pages
from scorecard.publishing.site_reports import report_keys, report_of
from scorecard.publishing.whole_city import beside_others
from scorecard.scoring.result import EditionResult

_DRAWN_BY = ("finishing.py", "render.py", "shapes.py", "shortcuts.py")

Draw = Callable[[Iterable[CardJob]], Generator[tuple[CardJob, bytes]]]
"""An engine: draws cards, each once, and yields them as they are done."""


class CardStage:
    """Makes the cards of a site, and the national report of each edition."""

    def __init__(self, pages: Pages, cache: Cache, draw: Draw, *, made_with: Mapping[str, str]) -> None:
        self._pages, self._cache, self._draw = pages, cache, draw
        self._made_with = digest(f"{name} {version}" for name, version in made_with.items())
        sources, paper = pages.engine.sources, pages.project.settings.paper
        self._style, self._report_style = card_style(sources, paper), report_style(sources, paper)
        self._style_keys = {id(style): _style_key(style) for style in (self._style, self._report_style)}

    def write(self, writer: SiteWriter, tell: Tell) -> int:
        """Write every card and report; give how many were drawn.

        Raises:
            CardFailed: some could not be drawn; all others are in the cache.
        """
        reports = {path: key for path, key in report_keys(self._pages, self._made_with) if not writer.keep(path, key)}
        cards = {path: key for path, key in self._planned() if not writer.keep(path, key)}
        keys = {**reports, **cards}
        done = Counter[str]()
        drawn = 0

        def write(job: CardJob, pdf: bytes) -> None:
            done[job.kind] += 1
            writer.write(job.path, pdf, keys[job.path])
            tell(f"{job.kind}s", done[job.kind], len(cards if job.city else reports))

        def not_kept() -> Iterator[CardJob]:
            for job in self._jobs_of(keys):
                kept = self._cache.get(self._drawing_key(job))
                if kept is None:
                    yield job
                else:
                    write(job, kept)

        with closing(self._draw(not_kept())) as documents:
            for job, pdf in documents:
                self._cache.put(self._drawing_key(job), pdf)
                write(job, pdf)
                drawn += 1
        return drawn

    def job(self, path: str) -> CardJob | None:
        """Make what is to be drawn for one path of the site; None where no card or report stands there."""
        return next(self._jobs_of({path: ""}), None)

    def drawn(self, job: CardJob) -> bytes:
        """Draw one card, unless the same page was drawn before.

        Raises:
            CardFailed: it could not be drawn.
        """
        kept = self._cache.get(self._drawing_key(job))
        if kept is not None:
            return kept
        with closing(self._draw([job])) as cards:
            _, pdf = next(iter(cards))
        self._cache.put(self._drawing_key(job), pdf)
        return pdf

    def _planned(self) -> Iterator[tuple[str, str]]:
        for pages in (self._pages, *self._pages.others):
            for city, edition in sorted(pages.cards):
                told = _told(pages, city, edition)
                with speaking(pages.language):
                    ranks = ranks_of_card(pages.studies[edition], pages.project.cities[city])
                key = pages.keys.but_for_ranks(city, [edition], "card", self._made_with, told, *ranks)
                yield pages.folder + card_path(city, edition), key

    def _jobs_of(self, paths: Mapping[str, str]) -> Iterator[CardJob]:
        """Make what is to be drawn, reports first, since each takes as long as some ten cards; cards by language."""
        for edition in sorted(self._pages.reports):
            if report_path(edition) in paths:
                yield report_job(report_of(self._pages, edition), self._pages.engine, self._report_style)
        for pages in (self._pages, *self._pages.others):
            others = partial(_others, pages)
            for city, edition in sorted(pages.cards):
                if pages.folder + card_path(city, edition) in paths:
                    project, results = _beside(pages, city)
                    source = (project, results) if pages is self._pages else _beside(self._pages, city)
                    maker = CardMaker(project, results, pages.engine, self._style, others, source, pages.folder)
                    yield maker.job(city, edition)

    def _drawing_key(self, job: CardJob) -> str:
        pictures = (f"{name} {svg}" for name, svg in sorted(job.pictures.items()))
        style = self._style_keys[id(job.style)]
        return f"card {digest([self._made_with, _drawing_modules(), style, job.html, *pictures])}"


def _beside(pages: Pages, city: str) -> tuple[Project, dict[str, EditionResult]]:
    return beside_others(pages.project, pages.results, city, pages.load(city))


def _others(pages: Pages, edition: str) -> Others:
    return Others(pages.studies[edition], pages.advisors.of(edition))


def _told(pages: Pages, city: str, edition: str) -> str:
    """Digest what a card says of the cities that do what its own could."""
    is_told = pages.keys.shared and is_advised(pages.project, city, edition)
    return pages.told_of_others[edition].of(city) if is_told else ""


@cache
def _drawing_modules() -> str:
    """Digest those of our own modules that have a say in the bytes of a card whose HTML is given."""
    return digest(sha256(Path(__file__).with_name(name).read_bytes()).hexdigest() for name in _DRAWN_BY)


def _style_key(style: CardStyle) -> str:
    fonts = (f"{name} {sha256(font).hexdigest()}" for name, font in sorted(style.fonts.items()))
    return digest([style.css, *fonts])

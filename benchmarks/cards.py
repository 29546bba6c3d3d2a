"""A project in, how long a warm card takes out, and how long plain WeasyPrint takes for the same HTML and CSS."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from benchmarks.commands import Timed
from scorecard.building.render import Renderer, load_weasyprint
from scorecard.checking import load_project
from scorecard.publishing.card import card_maker
from scorecard.publishing.card_job import CardJob, CardStyle
from scorecard.scoring.score import score_all

_NO_FONTS = '<!DOCTYPE fontconfig SYSTEM "urn:fontconfig:fonts.dtd">\n<fontconfig></fontconfig>\n'
_BASE = "build:///"
_FIRST = Path(__file__).parent / "first_card"
_FIRST_EDITION = "2026"


@dataclass(frozen=True, slots=True)
class Cards:
    """The same cards in the same order, drawn in rounds: a loop of the project, a loop of plain WeasyPrint.

    `ours` and `plain` have the seconds of each card, `ratios` the time of both loops divided, a number a round.
    """

    ours: Timed
    plain: Timed
    ratios: Timed


def hide_fonts(folder: Path) -> None:
    """Keep the fonts of the machine out, as a build does; before WeasyPrint is imported for the first time."""
    settings = folder / "fonts.conf"
    settings.write_text(_NO_FONTS, encoding="ascii")
    os.environ["FONTCONFIG_FILE"] = str(settings)


def time_cards(project_dir: Path, *, count: int, rounds: int) -> Cards:
    """Draw some cards of the newest edition in this process, one loop after the other.

    Args:
        project_dir: the folder with `scorecard.yaml`.
        count: how many cards; cities are taken at even distances from the list.
        rounds: how often both loops run; before the first, each draws one card that does not count.
    """
    jobs = card_jobs(project_dir, count)
    renderer, weasyprint = Renderer(jobs[0].style), load_weasyprint()
    ours: list[float] = []
    plain: list[float] = []
    ratios: list[float] = []

    def draw(job: CardJob) -> None:
        renderer.render(job.html, job.pictures)

    def draw_plain(job: CardJob) -> None:
        draw_plainly(weasyprint, job)

    draw(jobs[0])
    draw_plain(jobs[0])
    for _ in range(rounds):
        mine, theirs = _seconds(draw, jobs), _seconds(draw_plain, jobs)
        ours += mine
        plain += theirs
        ratios.append(sum(mine) / sum(theirs))
    return Cards(Timed(tuple(ours)), Timed(tuple(plain)), Timed(tuple(ratios)))


@dataclass(frozen=True, slots=True)
class Versions:
    """The same cities as first shipped and as shipped now: seconds of processor time a card, and ratios.

    `first` is the first card as it was drawn then, `redrawn` the same by the renderer of
    now. `ratios` are now through first, `page_ratios` now through redrawn, which is what
    page, style and pictures gain alone; a number a round over all cities.
    """

    first: Timed
    redrawn: Timed
    now: Timed
    ratios: Timed
    page_ratios: Timed


class FirstRenderer:
    """Draws as the first version did: fonts and CSS read once, and all else left to WeasyPrint."""

    def __init__(self, style: CardStyle) -> None:
        from weasyprint.text.fonts import FontConfiguration  # noqa: PLC0415  # slow, and not everywhere there

        self._weasyprint, self._style, self._configuration = load_weasyprint(), style, FontConfiguration()
        fetcher = _fetcher(CardJob("", "", "", "", {}, style))
        self._css = self._weasyprint.CSS(
            string=style.css, base_url=_BASE, url_fetcher=fetcher, font_config=self._configuration
        )

    def render(self, html: str, pictures: Mapping[str, str]) -> None:
        """Draw one card."""
        fetcher = _fetcher(CardJob("", "", "", html, pictures, self._style))
        page = self._weasyprint.HTML(string=html, base_url=_BASE, url_fetcher=fetcher)
        document = page.render(
            stylesheets=[self._css], font_config=self._configuration, cache={}, pdf_variant="pdf/ua-1"
        )
        document.write_pdf(pdf_variant="pdf/ua-1")


def time_first_card(project_dir: Path, *, rounds: int) -> Versions:
    """Draw the card as first shipped and as shipped now, in turn, for the cities of `first_card/`.

    All are drawn in this process with the same fonts; before the first round each is
    drawn once, which does not count.

    Args:
        project_dir: the folder with `scorecard.yaml`, with these cities and their edition.
        rounds: how often all are drawn.
    """
    project = load_project(project_dir)
    results = score_all(project)
    cities = sorted(path.name for path in _FIRST.iterdir() if path.is_dir())
    maker = card_maker(project, results)
    now = [maker.job(city, _FIRST_EDITION) for city in cities]
    first = [first_card(city, now[0].style) for city in cities]
    drawn = [
        (FirstRenderer(first[0].style).render, first),
        (Renderer(first[0].style).render, first),
        (Renderer(now[0].style).render, now),
    ]
    spent: list[list[float]] = [[], [], []]
    sums: list[list[float]] = []
    for number in range(rounds + 1):
        order = [(number + place) % 3 for place in range(3)]  # which goes first changes from round to round
        found = {
            place: [_processor_seconds(draw, job) for job in jobs] for place in order for draw, jobs in [drawn[place]]
        }
        if number:
            for place in range(3):
                spent[place] += found[place]
            sums.append([sum(found[place]) for place in range(3)])
    ratios, page_ratios = ([one[2] / one[place] for one in sums] for place in (0, 1))
    return Versions(*(Timed(tuple(one)) for one in (*spent, ratios, page_ratios)))


def first_card(city: str, style: CardStyle) -> CardJob:
    """Read a card as first shipped; `style` lends the fonts, which are the same."""
    folder = _FIRST / city
    pictures = {path.name: path.read_text("utf-8") for path in sorted((folder / "pictures").iterdir())}
    html, css = (folder / "card.html").read_text("utf-8"), (_FIRST / "card.css").read_text("utf-8")
    return CardJob(city, city, _FIRST_EDITION, html, pictures, CardStyle(css, style.fonts))


def _processor_seconds(draw: Callable[[str, Mapping[str, str]], object], job: CardJob) -> float:
    start = time.process_time()
    draw(job.html, job.pictures)
    return time.process_time() - start


def draw_plainly(weasyprint: Any, job: CardJob) -> None:
    """Draw a card as the manual of WeasyPrint shows it: HTML and CSS become a PDF, nothing is kept for the next one."""
    from weasyprint.text.fonts import FontConfiguration  # noqa: PLC0415  # slow, and not everywhere there

    configuration, fetcher = FontConfiguration(), _fetcher(job)
    css = weasyprint.CSS(string=job.style.css, base_url=_BASE, url_fetcher=fetcher, font_config=configuration)
    page = weasyprint.HTML(string=job.html, base_url=_BASE, url_fetcher=fetcher)
    page.write_pdf(stylesheets=[css], font_config=configuration, pdf_variant="pdf/ua-1")


def _fetcher(job: CardJob) -> Any:
    """Serve fonts and pictures from memory, as the page asks for them."""
    from weasyprint.urls import URLFetcher, URLFetcherResponse  # noqa: PLC0415  # slow, and not everywhere there

    served = {f"fonts/{name}": font for name, font in job.style.fonts.items()}
    served |= {f"pictures/{name}": picture.encode() for name, picture in job.pictures.items()}

    class FromMemory(URLFetcher):  # type: ignore[misc]  # WeasyPrint ships no types
        def fetch(self, url: str, headers: dict[str, str] | None = None) -> Any:  # noqa: ARG002  # its signature
            kind = "image/svg+xml" if url.endswith(".svg") or "/pictures/" in url else "font/ttf"
            return URLFetcherResponse(url, served[url.removeprefix(_BASE)], {"Content-Type": kind})

    return FromMemory(fail_on_errors=True)


def card_jobs(project_dir: Path, count: int) -> Sequence[CardJob]:
    """Choose cities at even distances from the list of the newest edition, and get their cards ready to be drawn."""
    project = load_project(project_dir)
    results = score_all(project)
    newest = next(edition for edition in reversed(results) if results[edition].public())
    cities = sorted(results[newest].public())
    chosen = cities[:: max(1, len(cities) // count)][:count]
    maker = card_maker(project, results)  # whose cards share one style, as those of a build
    return [maker.job(city, newest) for city in chosen]


def _seconds(draw: Callable[[CardJob], None], jobs: Sequence[CardJob]) -> list[float]:
    found = []
    for job in jobs:
        start = time.perf_counter()
        draw(job)
        found.append(time.perf_counter() - start)
    return found

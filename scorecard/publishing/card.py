"""A scored project in, the report cards to draw out: one HTML page, its pictures and its style for each."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path, PurePosixPath

from scorecard.model.project import Project
from scorecard.packaged import packaged
from scorecard.publishing.card_drawing import Gallery
from scorecard.publishing.card_page import card_page
from scorecard.publishing.city_parts import card_path
from scorecard.publishing.templating import read_templates, templates_of
from scorecard.scoring.result import EditionResult


@dataclass(frozen=True, slots=True)
class CardStyle:
    """What all cards share: the style sheet, and font files by name, which it asks for as `build:///fonts/<name>`."""

    css: str
    fonts: Mapping[str, bytes]


@dataclass(frozen=True, slots=True)
class CardJob:
    """A card to draw.

    `path` is its place in the site. `html` asks for `pictures` (name -> SVG) as
    `build:///pictures/<name>`. `style` is one object for all cards of a build.
    """

    path: str
    city: str
    edition: str
    html: str
    pictures: Mapping[str, str]
    style: CardStyle


def cards_of(
    project: Project,
    results: Mapping[str, EditionResult],
    *,
    folder: Path | None = None,
    with_drafts: bool = False,
) -> Iterator[CardJob]:
    """Yield the cards of a site: of each city's own newest edition, and of every edition that is not reconstructed.

    Args:
        project: the whole project.
        results: edition id -> result.
        folder: the templates; the packaged ones where None.
        with_drafts: whether drafts get a card too, with the word behind every page.
    """
    for edition_id, result in results.items():
        for city in sorted(result.cities):
            if has_card(results, city, edition_id, with_drafts=with_drafts):
                yield card_job(project, results, city, edition_id, folder=folder)


def has_card(results: Mapping[str, EditionResult], city: str, edition_id: str, *, with_drafts: bool = False) -> bool:
    """Whether a site has a report card of a city for an edition."""
    one = results[edition_id].cities.get(city)
    if one is None or one.is_withdrawn:
        return False
    if one.is_draft:
        return with_drafts
    finals = [result for result in results.values() if city in result.public()]
    newest = max(finals, key=lambda result: result.edition.as_of)
    return newest.edition.id == edition_id or not results[edition_id].edition.is_reconstructed


def card_job(
    project: Project,
    results: Mapping[str, EditionResult],
    city_id: str,
    edition_id: str,
    *,
    folder: Path | None = None,
) -> CardJob:
    """Make the card of one city for one edition.

    Raises:
        KeyError: the city has no file in the edition.
        ValueError: what it had was withdrawn.
    """
    if results[edition_id].cities[city_id].is_withdrawn:
        raise ValueError(f"{city_id} {edition_id} is withdrawn and has no card")
    templates = templates_of(folder or packaged("templates"))
    gallery = Gallery(templates)
    page = card_page(project, results, city_id, edition_id, gallery)
    return CardJob(
        path=card_path(city_id, edition_id),
        city=city_id,
        edition=edition_id,
        html=templates.render(page).decode(),
        pictures=gallery.pictures,
        style=card_style(folder or packaged("templates")),
    )


def card_html(project: Project, results: Mapping[str, EditionResult], city_id: str, edition_id: str) -> str:
    """Write the HTML of one card with the packaged templates."""
    return card_job(project, results, city_id, edition_id).html


def card_css() -> str:
    """Give the packaged style sheet of cards."""
    return card_style(packaged("templates")).css


@cache
def card_style(folder: Path) -> CardStyle:
    """Read what the cards of a templates folder share, once in a process."""
    sources = read_templates(folder)
    fonts = {PurePosixPath(path).name: font for path, font in sources.items() if path.endswith(".ttf")}
    return CardStyle(sources["card/card.css"].decode(), fonts)

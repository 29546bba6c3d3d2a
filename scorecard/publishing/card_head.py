"""A city and its edition in, the head of its card out, and what stands on every page: who, by whom, where more is."""

from __future__ import annotations

from dataclasses import dataclass

from scorecard.model.project import Edition, Project, Settings
from scorecard.publishing.card_drawing import DraftDrawing, Gallery, code_drawing
from scorecard.publishing.city_parts import city_notices, counted_to, full_name
from scorecard.publishing.language import say
from scorecard.publishing.words import CONDUCT, counted, sentence
from scorecard.scoring.result import CityResult

LONG_NAME = 28  # characters: longer ones are set smaller


@dataclass(frozen=True, slots=True)
class CardNotice:
    """A notice: `kind` chooses its look, `label` and `text` its words."""

    kind: str
    label: str
    text: str


@dataclass(frozen=True, slots=True)
class Paper:
    """What stands on every page and in the file's own description.

    `site`, `edition`, `foot` and `city` are printed at head and foot; `title`,
    `author`, `subject` and `language` describe the file; `is_draft`: the word lies
    behind every page.
    """

    site: str
    edition: str
    foot: str
    city: str
    title: str
    author: str
    subject: str
    language: str
    is_draft: bool


@dataclass(frozen=True, slots=True)
class CardHead:
    """Who, and where more stands.

    `name` is city and state, set smaller where `is_long`; `about` is agency,
    people, edition and day; `notices` stand above them. `code` is the picture of a QR code that holds the
    `address` of the city's page, whose `address_lines` are printed.
    """

    name: str
    is_long: bool
    about: str
    notices: tuple[CardNotice, ...]
    code: str
    address: str
    address_lines: tuple[str, ...]


def card_head(project: Project, city: CityResult, edition: Edition, gallery: Gallery) -> CardHead:
    """Show who the city is, under which notices, and where its page is; `gallery` keeps the code."""
    who, address = project.cities[city.city], page_address(project.settings, city.city, edition.id)
    people = counted(who.population, "person", "people") if who.population is not None else None
    about = (who.agency, people, counted_to(edition))
    return CardHead(
        name=full_name(who),
        is_long=len(full_name(who)) > LONG_NAME,
        about=" · ".join(part for part in about if part is not None),
        notices=tuple(_notices(project, edition, is_draft=city.is_draft)),
        code=gallery.hang(code_drawing(address)),
        address=address,
        address_lines=short_address(address),
    )


def page_address(settings: Settings, city: str, edition: str) -> str:
    """Give the full address of a city's page."""
    return f"{settings.base_url.rstrip('/')}/cities/{city}/{edition}/"


def short_address(address: str) -> tuple[str, ...]:
    """Write an address without its scheme, cut before the part that names the city."""
    _, _, shown = address.rstrip("/").partition("://")
    site, cities, city = shown.partition("cities/")
    return (site, cities + city)


def _notices(project: Project, edition: Edition, *, is_draft: bool) -> list[CardNotice]:
    shown = [CardNotice("demonstration", "Demonstration", "The publisher is an example.")]
    of_city = [CardNotice(one.kind, one.label, one.text) for one in city_notices(edition, project, is_draft=is_draft)]
    return [*(shown if project.settings.is_demonstration else []), *of_city]


def card_paper(settings: Settings, city: CityResult, edition: Edition, head: CardHead, gallery: Gallery) -> Paper:
    """Say what stands on every page, and keep the word that lies behind those of a draft."""
    if city.is_draft:
        gallery.hang(DraftDrawing("DRAFT"))
    licence = f", {settings.licence}" if settings.licence is not None else ""
    return Paper(
        site=settings.title,
        edition=f"Report card · Edition {edition.id}",
        foot=f"{say(CONDUCT).partition('. ')[0]}. {sentence(f'{settings.publisher}{licence}')}",
        city=head.name,
        title=f"{head.name}: report card {edition.id}, {settings.title}",
        author=settings.publisher,
        subject=f"What is known of police data and written policy. {head.about}",
        language=settings.language,
        is_draft=city.is_draft,
    )

"""A city and its edition in, the head of its card out, and what stands on every page: who, by whom, where more is."""

from __future__ import annotations

from dataclasses import dataclass

from scorecard.model.project import Edition, Project, Settings
from scorecard.publishing.card_drawing import DraftDrawing, Gallery, code_drawing
from scorecard.publishing.city_parts import city_notices, counted_to, full_name
from scorecard.publishing.language import later, say, say_count, without_marks
from scorecard.publishing.words import NOT_CONDUCT, sentence
from scorecard.scoring.result import CityResult

LONG_NAME = 28  # characters: longer ones are set smaller
HEAD_OF_PAGE = later("Report card · Edition {edition}")
_PAGE, _PAGES = "\x02", "\x03"  # where the renderer puts numbers of pages; no text holds them


@dataclass(frozen=True, slots=True)
class CardNotice:
    """A notice: `kind` chooses its look, `label` and `text` its words."""

    kind: str
    label: str
    text: str


@dataclass(frozen=True, slots=True)
class Paper:
    """What stands on every page and in the file's own description.

    `site`, `edition` and `foot` are printed at head and foot, and around the numbers of
    pages what comes `before`, `between` and `after` them; `title`, `author`, `subject`,
    `language` and the day it was `made` on, which is that of the edition, describe the file;
    `is_draft`: the word lies behind every page.
    """

    site: str
    edition: str
    foot: str
    before: str
    between: str
    after: str
    title: str
    author: str
    subject: str
    language: str
    made: str
    is_draft: bool


@dataclass(frozen=True, slots=True)
class CardHead:
    """Who, and where more stands.

    `name` is city and state, set smaller where `is_long`; `about` is agency,
    people, edition and day; `notices` stand above them. `code` is the picture of a QR code that holds the
    `address` of the city's page, which is printed as `address_lines`, two in one text.
    """

    name: str
    is_long: bool
    about: str
    notices: tuple[CardNotice, ...]
    code: str
    address: str
    address_lines: str


def card_head(project: Project, city: CityResult, edition: Edition, gallery: Gallery) -> CardHead:
    """Show who the city is, under which notices, and where its page is; `gallery` keeps the code."""
    who, address = project.cities[city.city], page_address(project.settings, city.city, edition.id)
    people = None if who.population is None else say_count(who.population, "{count} person", "{count} people")
    about = (who.agency, people, counted_to(edition))
    return CardHead(
        name=full_name(who),
        is_long=len(without_marks(full_name(who))) > LONG_NAME,
        about=" · ".join(part for part in about if part is not None),
        notices=tuple(_notices(project, edition, is_draft=city.is_draft)),
        code=gallery.hang(code_drawing(address)),
        address=address,
        address_lines=short_address(address),
    )


def page_address(settings: Settings, city: str, edition: str) -> str:
    """Give the full address of a city's page."""
    return f"{settings.base_url.rstrip('/')}/cities/{city}/{edition}/"


def short_address(address: str) -> str:
    """Write an address without its scheme, on two lines: the second names the city."""
    _, _, shown = address.rstrip("/").partition("://")
    site, cities, city = shown.partition("cities/")
    return f"{site}\n{cities}{city}"


def _notices(project: Project, edition: Edition, *, is_draft: bool) -> list[CardNotice]:
    shown = [CardNotice("demonstration", say("Demonstration"), say("The publisher is an example."))]
    of_city = [CardNotice(one.kind, one.label, one.text) for one in city_notices(edition, project, is_draft=is_draft)]
    return [*(shown if project.settings.is_demonstration else []), *of_city]


def card_paper(settings: Settings, city: CityResult, edition: Edition, head: CardHead, gallery: Gallery) -> Paper:
    """Say what stands on every page, and keep the word that lies behind those of a draft."""
    if city.is_draft:
        gallery.hang(DraftDrawing(say("DRAFT")))
    licence = f", {settings.licence}" if settings.licence is not None else ""
    before, between, after = around_pages(head.name)
    title = say("{city}: report card {edition}, {site}", city=head.name, edition=edition.id, site=settings.title)
    return Paper(
        site=settings.title,
        edition=say(HEAD_OF_PAGE, edition=edition.id),
        foot=f"{say(NOT_CONDUCT)} {sentence(f'{settings.publisher}{licence}')}",
        before=before,
        between=between,
        after=after,
        title=title,
        author=settings.publisher,
        subject=f"{say('What is known of police data and written policy.')} {sentence(head.about)}",
        language=settings.language,
        made=edition.as_of.isoformat(),
        is_draft=city.is_draft,
    )


def around_pages(city: str) -> tuple[str, str, str]:
    """Say on which page a reader is: what comes before its number, between it and the number of all, and after both."""
    said = without_marks(say("{city} · page {page} of {pages}", city=city, page=_PAGE, pages=_PAGES))
    before, _, rest = said.partition(_PAGE)
    between, _, after = rest.partition(_PAGES)
    return before, between, after

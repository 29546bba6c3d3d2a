"""One city in one edition in, the view of its report card out: well known, little known, or not applicable."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from scorecard.model.project import Edition, Project, Settings
from scorecard.model.rubric import Dimension
from scorecard.publishing.card_answers import CardAnswers, card_answers
from scorecard.publishing.card_drawing import (
    BigBarDrawing,
    DraftDrawing,
    Gallery,
    QrCode,
    big_bar_drawing,
    mark_drawing,
    mark_width,
    qr_code,
    swatch_drawing,
)
from scorecard.publishing.card_parts import (
    CardAct,
    CardDimensionRow,
    CardFact,
    CardOpen,
    CardReply,
    card_acts,
    card_dimensions,
    card_facts,
    card_nothing,
    card_open,
    card_reasons,
    card_reply,
    stale_sentences,
    waiting_sentence,
)
from scorecard.publishing.city import counted_words, is_without_answer
from scorecard.publishing.city_parts import city_notices, counted_to, full_name
from scorecard.publishing.hero import Hero, hero_view
from scorecard.publishing.links import contact_link
from scorecard.publishing.tally import asked, tally_lines
from scorecard.publishing.words import CONDUCT, capital, counted, sentence
from scorecard.scoring.result import CityResult, EditionResult

WIDTH = 680  # px: 180 mm, which Letter and A4 have between their margins
BIG_BAR_HEIGHT = 25
LONG_NAME = 28  # characters: longer ones are set smaller
_KEY = (("solid", "Solid: proved"), ("striped", "Striped: not settled"), ("empty", "Empty: not earned"))
Kind = Literal["known", "little", "none"]


@dataclass(frozen=True, slots=True)
class CardNotice:
    """A notice: `kind` chooses its look, `label` and `text` its words."""

    kind: str
    label: str
    text: str


@dataclass(frozen=True, slots=True)
class Pictured:
    """A picture with its words: a field of the key, or a count of outcomes."""

    picture: str
    words: str


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
    people, edition and day; `code` holds the `address` of the city's page, whose
    `address_lines` are printed.
    """

    name: str
    is_long: bool
    about: str
    notices: tuple[CardNotice, ...]
    code: QrCode
    address: str
    address_lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CardPage:
    """A report card.

    `kind` is `known` (it has a band), `little` or `none` (nothing applies).
    `figures` is the range, or says that there is none; `said` and `settled` are
    sentences, `settled` None where there is nothing to settle. `big_bar` is None
    and `key` empty where nothing applies. `facts`, `acts` and `waiting` (None: no
    answer waits) are for `known`; `nothing` and `open` for `little`; `reasons` for
    `none`.
    `dimensions` are those with a band of their own, or all of a city that has
    one. `too_old` says from when on evidence counts, None where nothing is too old.
    """

    kind: Kind
    paper: Paper
    head: CardHead
    figures: str
    said: str
    settled: str | None
    big_bar: BigBarDrawing | None
    key: tuple[Pictured, ...]
    facts: tuple[CardFact, ...]
    limits: tuple[str, ...]
    asked: str
    tally: tuple[Pictured, ...]
    dimensions_title: str
    dimensions: tuple[CardDimensionRow, ...]
    acts: tuple[CardAct, ...]
    waiting: str | None
    too_old: str | None
    answers: CardAnswers
    nothing: tuple[CardOpen, ...]
    open: tuple[CardOpen, ...]
    reasons: tuple[CardOpen, ...]
    reply: CardReply
    contact: str
    contact_href: str | None
    template: str = "card/card.html"


def card_page(project: Project, results: Mapping[str, EditionResult], city_id: str, edition_id: str, gallery: Gallery) -> CardPage:
    """Make the view of one card.

    Args:
        project: whose city it is.
        results: edition id -> result; that of the edition is enough.
        city_id: of a city with a file in the edition that is not withdrawn.
        edition_id: the edition.
        gallery: which keeps the pictures that the page asks for.
    """
    result = results[edition_id]
    city, edition, rubric = result.cities[city_id], result.edition, result.rubric
    head = card_head(project, city, edition)
    hero = hero_view(head.name, city, result, card=None)
    kind: Kind = "none" if hero is None else "little" if city.bands is None else "known"
    shown = [one for one, found in city.criteria.items() if kind != "little" or not is_without_answer(found)]
    answers = card_answers(city, result, project, gallery, shown=shown)
    nothing = [found for one, found in city.criteria.items() if one not in set(shown)]
    figures, said, settled = _score_words(hero, kind)
    return CardPage(
        kind=kind,
        paper=card_paper(project.settings, city, edition, head, gallery),
        head=head,
        figures=figures,
        said=said,
        settled=settled,
        big_bar=_big_bar(hero, city, result),
        key=_key(gallery) if hero is not None else (),
        facts=card_facts(hero, city, gallery) if hero is not None else (),
        limits=hero.limits if hero is not None else (),
        asked=asked(city),
        tally=_tally(city, gallery, is_dense=answers.is_dense),
        dimensions_title=capital(counted_words(len(rubric.dimensions))),
        dimensions=card_dimensions(_with_band(city, result, kind), city, result, gallery),
        acts=card_acts(city, rubric) if kind == "known" else (),
        waiting=waiting_sentence(city) if kind == "known" else None,
        too_old=stale_sentences(city, edition),
        answers=answers,
        nothing=card_nothing(nothing, rubric, gallery, is_dense=answers.is_dense),
        open=card_open(city, rubric) if kind == "little" else (),
        reasons=card_reasons(answers) if kind == "none" else (),
        reply=card_reply(project.answers[edition_id][city_id], edition),
        contact=project.settings.contact,
        contact_href=contact_link(project.settings.contact, f"{project.settings.title}: {head.name}, {edition_id}"),
    )


def _score_words(hero: Hero | None, kind: Kind) -> tuple[str, str, str | None]:
    """Give figures, sentences, and how much is settled."""
    if hero is None:
        return "Not applicable", "No question of this rubric applies here.", None
    if kind == "little":
        return "Too little is known", f"{hero.found} That says what we found, not how the city does.", hero.settled
    said = (one for one in (hero.words.proved, hero.words.possible) if one is not None)
    return hero.words.figures, " ".join(said), hero.words.settled


def _big_bar(hero: Hero | None, city: CityResult, result: EditionResult) -> BigBarDrawing | None:
    if hero is None or city.range is None:
        return None
    return big_bar_drawing(
        city.range, city.bands, result.rubric, width=WIDTH, height=BIG_BAR_HEIGHT, label=hero.label
    )


def _key(gallery: Gallery) -> tuple[Pictured, ...]:
    return tuple(Pictured(gallery.hang(swatch_drawing(kind)), words) for kind, words in _KEY)


def _tally(city: CityResult, gallery: Gallery, *, is_dense: bool) -> tuple[Pictured, ...]:
    lines = tally_lines(city.criteria.values(), mark_width=mark_width(is_dense=is_dense))
    return tuple(
        Pictured(gallery.hang(mark_drawing(line.mark, is_dense=is_dense)), f"{line.count} {line.words}") for line in lines
    )


def _with_band(city: CityResult, result: EditionResult, kind: Kind) -> list[Dimension]:
    if kind == "known":
        return list(result.rubric.dimensions)
    return [one.dimension for one in city.dimensions.values() if one is not None and one.bands is not None]


def card_head(project: Project, city: CityResult, edition: Edition) -> CardHead:
    """Show who the city is, under which notices, and where its page is."""
    who, address = project.cities[city.city], page_address(project.settings, city.city, edition.id)
    people = counted(who.population, "person", "people") if who.population is not None else None
    about = (who.agency, people, counted_to(edition))
    return CardHead(
        name=full_name(who),
        is_long=len(full_name(who)) > LONG_NAME,
        about=" · ".join(part for part in about if part is not None),
        notices=tuple(_notices(project.settings, edition, is_draft=city.is_draft)),
        code=qr_code(address),
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


def _notices(settings: Settings, edition: Edition, *, is_draft: bool) -> list[CardNotice]:
    shown = [CardNotice("demonstration", "Demonstration", "The publisher is an example.")]
    of_city = [CardNotice(one.kind, one.label, one.text) for one in city_notices(edition, is_draft=is_draft)]
    return [*(shown if settings.is_demonstration else []), *of_city]


def card_paper(settings: Settings, city: CityResult, edition: Edition, head: CardHead, gallery: Gallery) -> Paper:
    """Say what stands on every page, and keep the word that lies behind those of a draft."""
    if city.is_draft:
        gallery.hang(DraftDrawing("DRAFT"))
    licence = f", {settings.licence}" if settings.licence is not None else ""
    return Paper(
        site=settings.title,
        edition=f"Report card · Edition {edition.id}",
        foot=f"{CONDUCT.partition('. ')[0]}. {sentence(f'{settings.publisher}{licence}')}",
        city=head.name,
        title=f"{head.name}: report card {edition.id}, {settings.title}",
        author=settings.publisher,
        subject=f"What is known of police data and written policy. {head.about}",
        language=settings.language,
        is_draft=city.is_draft,
    )

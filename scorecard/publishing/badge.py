"""A city's newest result in, what others may put on their pages out: a badge, and a card for a frame.

Both load nothing from elsewhere and say nothing of other cities, so that they change with
the city's own file alone. Where there is no published score, they are a note that says so.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass

from markupsafe import Markup

from scorecard.model.answer import CityEdition
from scorecard.model.project import City, Settings
from scorecard.model.rubric import Rubric
from scorecard.publishing.city_parts import counted_to, full_name, short_name
from scorecard.publishing.draw import Bar, range_bar
from scorecard.publishing.frame import Link, Site
from scorecard.publishing.language import say, without_marks
from scorecard.publishing.use import BADGE_HEIGHT, BADGE_WIDTH
from scorecard.publishing.words import (
    NOTHING_APPLIES,
    band_words,
    capital,
    score_figures,
    score_words,
    too_little_sentence,
    when,
)
from scorecard.scoring.result import CityResult, EditionResult, Range

_INSET = 12  # px: left and right of the words
_TRACK = BADGE_WIDTH - 2 * _INSET
_EM = 0.55  # of the size: hardly a line of a common typeface is wider on average; a bold one takes a tenth more
_SQUEEZED = 1.25  # times the room: what is longer is cut, since letters would touch
EMBED_POLICY = Markup("default-src 'none'; style-src 'self'; base-uri 'none'; form-action 'none'")  # ours


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a badge: its `text`, and the `width` it is squeezed into, None where it has room."""

    text: str
    width: str | None


@dataclass(frozen=True, slots=True)
class BadgeDrawing:
    """A badge of `width` by `height` px; `label` says it all.

    `name` is the city, `bar` its range on a `track` px wide, None where there is none; `said`
    is figures and band, or why there are none; `source` names scorecard and edition.
    """

    width: int
    height: int
    track: int
    label: str
    name: Line
    bar: Bar | None
    said: Line
    source: Line
    template: str = "site/badge.svg"


@dataclass(frozen=True, slots=True)
class EmbedPage:
    """A card for a frame on other pages.

    `language`, `title`, `stylesheet` and `policy` are for its head. `name` is the city;
    `figures` and `band` its score in words, `figures` None where there is none; `bar` draws it
    and `label` says so, `bar` None where there is none. `said` is how much is settled, or why there
    is no score; `notice` that all this is an example, None where it is not. `counted` tells edition
    and day, `conduct` what scores measure, `more` leads to the whole page from there.
    """

    template: str
    language: str
    title: str
    stylesheet: str
    policy: Markup
    name: str
    figures: str | None
    band: str
    bar: Bar | None
    label: str
    said: str
    notice: str | None
    counted: str
    conduct: str
    more: Link


def badge_drawing(city: City, one: CityResult, file: CityEdition, result: EditionResult, site: Site) -> BadgeDrawing:
    """Draw a badge.

    Args:
        city: who it is.
        one: its result in its newest edition.
        file: its answers there.
        result: of the whole edition.
        site: what all pages share.
    """
    edition, title, span = result.edition.id, site.project.settings.title, _span(one, file)
    figures, band = published_score(one, file, result)
    said = band if figures is None else f"{say('{figures} of 100', figures=figures)} · {band}"
    source = say("{title}, edition {edition}", title=title, edition=edition)
    if site.project.settings.is_demonstration:
        source = f"{say('Demonstration')}: {source}"
    lines = [_fitted(short_name(city), 14 * 1.1), _fitted(said, 12), _fitted(source, 10.5)]
    return BadgeDrawing(
        width=BADGE_WIDTH,
        height=BADGE_HEIGHT,
        track=_TRACK,
        label=without_marks(f"{source}. {full_name(city)}: {said}"),
        name=lines[0],
        bar=range_bar(span, result.rubric, width=_TRACK) if span is not None else None,
        said=lines[1],
        source=lines[2],
    )


def embed_page(city: City, one: CityResult, file: CityEdition, result: EditionResult, site: Site) -> EmbedPage:
    """Make the card for frames; arguments as of `badge_drawing`."""
    settings, name, span = site.project.settings, full_name(city), _span(one, file)
    figures, band = published_score(one, file, result)
    return EmbedPage(
        template="site/embed.html",
        language=settings.language,
        title=f"{name} - {settings.title} {result.edition.id}",
        stylesheet=f"../../{site.assets.embed_stylesheet}",
        policy=EMBED_POLICY,
        name=name,
        figures=figures,
        band=band,
        bar=range_bar(span, result.rubric) if span is not None else None,
        label=f"{name}: {band if figures is None else f'{figures}, {band}'}",
        said=_settled(span, one, result.rubric),
        notice=_notice(settings),
        counted=f"{settings.publisher}, {settings.title}. {capital(counted_to(result.edition))}.",
        conduct=say("Scores measure publication and written policy, not conduct."),
        more=Link(say("Every answer, with its source"), "index.html"),
    )


def _notice(settings: Settings) -> str | None:
    """Say what stands above the score, if anything must."""
    if settings.shows_drafts:
        return f"{say('Draft')}. {say('This site shows drafts. It is not for publication.')}"
    example = say("The publisher named here is an example. This page is not indexed.")
    return f"{say('Demonstration')}. {example}" if settings.is_demonstration else None


def _span(one: CityResult, file: CityEdition) -> Range | None:
    """Give the range that is drawn; None where no score is published."""
    return one.range if file.is_final else None


def published_score(one: CityResult, file: CityEdition, result: EditionResult) -> tuple[str | None, str]:
    """Say figures and band; None, and why, where no score is published."""
    if file.withdrawn is not None:
        return None, say("Withdrawn {when}", when=when(file.withdrawn.on))
    if file.is_draft:
        return None, say("Draft. Not a published score.")
    if one.range is None:
        return None, say(NOTHING_APPLIES)
    return score_figures(one.range, result.rubric), band_words(one.bands, result.rubric)


def _settled(span: Range | None, one: CityResult, rubric: Rubric) -> str:
    if span is None:
        return ""
    return too_little_sentence(span, rubric) if one.bands is None else score_words(span, rubric).settled


def _fitted(text: str, size: float) -> Line:
    """Fit a line into the badge: as it is, squeezed, or cut, by the width that its letters take in common typefaces."""
    plain = " ".join(without_marks(text).split())
    room = _TRACK * _SQUEEZED
    if _width(plain, size) > room:
        while plain and _width(f"{plain}…", size) > room:
            plain = plain[:-1]
        plain = f"{plain.rstrip()}…"
    return Line(plain, str(_TRACK) if _width(plain, size) > _TRACK else None)


def _width(text: str, size: float) -> float:
    wide = sum(unicodedata.east_asian_width(letter) in "WF" for letter in text)
    return size * (_EM * (len(text) - wide) + wide)

"""A withdrawn edition of a city in, the note out that stands at the address of its card."""

from __future__ import annotations

from dataclasses import dataclass

from scorecard.model.project import Project
from scorecard.publishing.card_head import HEAD_OF_PAGE, around_pages, page_address
from scorecard.publishing.city_parts import full_name
from scorecard.publishing.language import say
from scorecard.publishing.words import NOT_CONDUCT, sentence, when
from scorecard.scoring.result import EditionResult


@dataclass(frozen=True, slots=True)
class CardNote:
    """A card of one sentence.

    `title`, `author`, `language` and the day it was `made` on are of the document; `site` and
    `edition` stand in its head, `foot` below, and `before`, `between` and `after` around the
    numbers of pages; `name` is the city, `said` the day and the reason, `address` its page.
    """

    template: str
    title: str
    author: str
    language: str
    made: str
    site: str
    edition: str
    foot: str
    before: str
    between: str
    after: str
    name: str
    said: str
    address: str


def card_note(project: Project, result: EditionResult, city_id: str) -> CardNote:
    """Make the note of a city whose answers for an edition were withdrawn.

    Raises:
        ValueError: they were not.
    """
    settings, edition = project.settings, result.edition.id
    withdrawn = project.answers[edition][city_id].withdrawn
    if withdrawn is None:
        raise ValueError(f"{city_id} {edition} was not withdrawn")
    name = full_name(project.cities[city_id])
    before, between, after = around_pages(name)
    return CardNote(
        template="card/note.html",
        title=say("{city}: report card {edition} withdrawn, {site}", city=name, edition=edition, site=settings.title),
        author=settings.publisher,
        language=settings.language,
        made=result.edition.as_of.isoformat(),
        site=settings.title,
        edition=say(HEAD_OF_PAGE, edition=edition),
        foot=f"{say(NOT_CONDUCT)} {sentence(settings.publisher)}",
        before=before,
        between=between,
        after=after,
        name=name,
        said=f"{say('Withdrawn {when}.', when=when(withdrawn.on))} {sentence(withdrawn.because)}",
        address=page_address(settings, city_id, edition),
    )

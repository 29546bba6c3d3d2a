"""A withdrawn edition of a city in, the note out that stands at the address of its card."""

from __future__ import annotations

from dataclasses import dataclass

from scorecard.model.project import Project
from scorecard.publishing.card_head import page_address
from scorecard.publishing.city_parts import full_name
from scorecard.publishing.language import say
from scorecard.publishing.words import CONDUCT, sentence, when
from scorecard.scoring.result import EditionResult


@dataclass(frozen=True, slots=True)
class CardNote:
    """A card of one sentence.

    `title`, `author` and `language` are of the document; `site` and `edition` stand
    in its head, `foot` below; `name` is the city, `said` the day and the reason,
    `address` its page.
    """

    template: str
    title: str
    author: str
    language: str
    site: str
    edition: str
    foot: str
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
    return CardNote(
        template="card/note.html",
        title=f"{name}: report card {edition} withdrawn, {settings.title}",
        author=settings.publisher,
        language=settings.language,
        site=settings.title,
        edition=f"Report card · Edition {edition}",
        foot=f"{say(CONDUCT).partition('. ')[0]}. {sentence(settings.publisher)}",
        name=name,
        said=f"Withdrawn {when(withdrawn.on)}. {sentence(withdrawn.because)}",
        address=page_address(settings, city_id, edition),
    )

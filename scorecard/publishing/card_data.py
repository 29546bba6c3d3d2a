"""A city in one edition in, the data that its card carries out: the document of the API with that edition alone."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from scorecard.model.project import Project
from scorecard.publishing.api import city_file
from scorecard.publishing.language import SOURCE, later, say, speaking
from scorecard.scoring.result import EditionResult

_ABOUT = later("The figures and answers of this card, as data")


@dataclass(frozen=True, slots=True)
class CardData:
    """A file that a card carries: its `name`, its `content`, and what it is `about`."""

    name: str
    content: str
    about: str


def card_data(project: Project, results: Mapping[str, EditionResult], city: str, edition: str) -> CardData:
    """Write the figures, answers and sources of a city in one edition, that of a draft too, as JSON."""
    with speaking(SOURCE):  # as all documents of the API
        content = city_file(project, {edition: results[edition]}, city, with_drafts=True)
    return CardData(f"{city}-{edition}.json", content.decode(), say(_ABOUT))

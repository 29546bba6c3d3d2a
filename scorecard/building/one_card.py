"""A project, a city and an edition in, the city's report card out, alone."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

from scorecard.building.cards import render_cards
from scorecard.model.project import Project
from scorecard.publishing.card import card_maker
from scorecard.publishing.languages import city_in
from scorecard.publishing.proofs import proofs_in_memory
from scorecard.scoring.score import score_all, without_ranks


@dataclass(frozen=True, slots=True)
class CardWish:
    """How a card is to be made: with the `templates` of a folder, in a `language` of the project.

    `with_ranks`: all cities of the edition could be scored; else the card tells no rank.
    """

    templates: Path
    language: str
    with_ranks: bool


def one_card(project: Project, city: str, edition: str, how: CardWish) -> bytes:
    """Make one report card.

    Args:
        project: as far as it could be read; the city's own files without problems.
        city: the id of the city.
        edition: one that the city has answers for.
        how: it is to be made.

    Raises:
        PangoMissing: there is no Pango to draw with.
        CardFailed: it could not be drawn.
    """
    results = score_all(project)
    if not how.with_ranks:
        results[edition] = without_ranks(results[edition])
    maker = card_maker(project, results, how.templates)
    if how.language != project.settings.language:
        spoken, said = city_in(project, results, city, how.language)
        maker = card_maker(spoken, said, how.templates, proofs_in_memory(project, results))
        maker = replace(maker, source=(project, results))
    job = maker.job(city, edition)
    return next(iter(render_cards([job], jobs_at_once=1)))[1]

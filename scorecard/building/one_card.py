"""A project, a city and an edition in, the city's report card out, alone."""

from __future__ import annotations

from pathlib import Path

from scorecard.building.cards import render_cards
from scorecard.model.project import Project
from scorecard.publishing.card import card_job
from scorecard.scoring.score import score_all, without_ranks


def one_card(project: Project, city: str, edition: str, templates: Path, *, with_ranks: bool) -> bytes:
    """Make one report card.

    Args:
        project: as far as it could be read; the city's own files without problems.
        city: the id of the city.
        edition: one that the city has answers for.
        templates: the templates folder.
        with_ranks: whether all cities of the edition could be scored; else the card tells no rank.

    Raises:
        PangoMissing: there is no Pango to draw with.
        CardFailed: it could not be drawn.
    """
    results = score_all(project)
    if not with_ranks:
        results[edition] = without_ranks(results[edition])
    job = card_job(project, results, city, edition, folder=templates)
    return next(iter(render_cards([job], jobs_at_once=1)))[1]

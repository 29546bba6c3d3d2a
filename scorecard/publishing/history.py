"""All results of one city in, a row per edition out, newest first."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from scorecard.model.project import Project
from scorecard.publishing.draw import Bar, range_bar
from scorecard.publishing.frame import Link
from scorecard.publishing.language import say
from scorecard.publishing.words import NOTHING_APPLIES, band_words, score_figures, when
from scorecard.scoring.result import CityResult, EditionResult


@dataclass(frozen=True, slots=True)
class HistoryRow:
    """One edition of a city.

    `edition` links to its page. `bar` is None where there is no range; `figures`
    and `band` are words, `figures` None where there is no range.
    """

    edition: Link
    bar: Bar | None
    figures: str | None
    band: str


def city_path(city: str, edition: str | None = None) -> str:
    """Name a city's page: of one edition, or of its newest."""
    return f"cities/{city}/index.html" if edition is None else f"cities/{city}/{edition}/index.html"


def history_rows(
    city: str, project: Project, results: Mapping[str, EditionResult], *, shown: str
) -> tuple[HistoryRow, ...]:
    """List the editions of a city, newest first: drafts stay out, but for the one that is shown.

    Args:
        city: its id.
        project: whose order of editions holds.
        results: edition id -> result.
        shown: the id of the edition whose page this is.
    """
    rows: list[HistoryRow] = []
    for edition in reversed(project.settings.editions):
        result = results.get(edition.id)
        one = result.cities.get(city) if result is not None else None
        if result is not None and one is not None and (not one.is_draft or edition.id == shown):
            rows.append(_row(city, one, result, project, shown))
    return tuple(rows)


def _row(city: str, one: CityResult, result: EditionResult, project: Project, shown: str) -> HistoryRow:
    edition = Link(result.edition.id, city_path(city, result.edition.id), result.edition.id == shown)
    withdrawn = project.answers[result.edition.id][city].withdrawn
    if withdrawn is not None:
        return HistoryRow(edition, None, None, say("Withdrawn {when}", when=when(withdrawn.on)))
    if one.range is None:
        return HistoryRow(edition, None, None, say(NOTHING_APPLIES))
    bar, figures = range_bar(one.range, result.rubric), score_figures(one.range, result.rubric)
    return HistoryRow(edition, bar, figures, band_words(one.bands, result.rubric))

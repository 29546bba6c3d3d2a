"""The results of all editions in, which city has a report card for which of them out."""

from __future__ import annotations

from collections.abc import Mapping

from scorecard.scoring.result import EditionResult


def planned_cards(results: Mapping[str, EditionResult], *, with_drafts: bool) -> frozenset[tuple[str, str]]:
    """List the pairs of city and edition that get a report card."""
    return frozenset(
        (city, edition)
        for edition, result in results.items()
        for city in result.cities
        if has_card(results, city, edition, with_drafts=with_drafts)
    )


def has_card(results: Mapping[str, EditionResult], city: str, edition_id: str, *, with_drafts: bool = False) -> bool:
    """Whether a site has a report card of a city for an edition, or a note in the place of one that was withdrawn."""
    one = results[edition_id].cities.get(city)
    if one is None:
        return False
    if not one.counts:
        return with_drafts or not one.is_draft
    finals = [result.edition for result in results.values() if result.counts(city)]
    newest = max(finals, key=lambda edition: edition.as_of)
    return newest.id == edition_id or not results[edition_id].edition.is_reconstructed

"""A city among the ranked in, what its files print of its ranks out; and marks in their places in a view or document.

What is marked is compared with what is to stand there, so that no mark can stand for
anything else than the words that the page would have.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from scorecard.model.project import City
from scorecard.publishing.bracket import Bracket, bracket_of
from scorecard.publishing.city_views import AnyCityPage, CityPage, WithdrawnPage
from scorecard.publishing.hero import RANK
from scorecard.publishing.language import resolved, say
from scorecard.publishing.peers import peers_words
from scorecard.publishing.rank_words import rank_label, rank_note, rank_place
from scorecard.publishing.slots import mark
from scorecard.publishing.weights import weights_words
from scorecard.scoring.result import EditionResult, Standing
from scorecard.scoring.study import Study

_PLACES = re.compile('"order": (?:[0-9]+|null), "rank_best": (?:[0-9]+|null), "rank_worst": (?:[0-9]+|null)')


def rank_labels(result: EditionResult, city: str) -> tuple[str | None, ...]:
    """Write a city's ranks, that of the whole first, then of the dimensions; None where it has none."""
    all_standings = (result.standings, *result.dimension_standings.values())
    found = ((standings.get(city), len(standings)) for standings in all_standings)
    return tuple(None if one is None else rank_label(one, ranked) for one, ranked in found)


def ranks_of_page(study: Study, city: City, labels: Sequence[str | None]) -> tuple[str, ...]:
    """List what other cities decide on a city's page, in its order: median, ranks, places, peers.

    Args:
        study: of an edition with the city.
        city: whose page it is.
        labels: its `rank_labels`.
    """
    has_band = study.result.cities[city.id].bands is not None
    words = (*_median_and_ranks(study, city, labels), *weights_words(city.id, study), *peers_words(city, study))
    said = words if has_band else _of_page(study.result, city.id, labels)
    return tuple(resolved(word) for word in said)  # the page is resolved before they are put in


def ranks_of_card(study: Study, city: City) -> tuple[str, ...]:
    """List what other cities decide on a city's card: that of its page, without the places under other rules."""
    return (*_median_and_ranks(study, city, rank_labels(study.result, city.id)), *peers_words(city, study))


def _median_and_ranks(study: Study, city: City, labels: Sequence[str | None]) -> tuple[str, ...]:
    bracket = bracket_of(city, study)
    return (*(() if bracket is None else bracket.words()), *_of_page(study.result, city.id, labels))


def _of_page(result: EditionResult, city: str, labels: Sequence[str | None]) -> Iterator[str]:
    if (standing := result.standings.get(city)) is not None:
        yield rank_place(standing, len(result.standings))
        yield rank_note(standing, len(result.standings))
    yield from (label for label in labels[1:] if label is not None)


def ranks_of_document(results: Mapping[str, EditionResult], city: str) -> tuple[str, ...]:
    """List what a city's document prints of its ranks, in the order of the document: no draft, nothing withdrawn."""
    return tuple(
        _of_document(standings.get(city))
        for result in sorted(results.values(), key=lambda one: one.edition.as_of)
        if result.counts(city)
        for standings in _ranked_in(result, city)
    )


def _ranked_in(result: EditionResult, city: str) -> Iterator[Mapping[str, Standing]]:
    yield result.standings
    for dimension, one in result.cities[city].dimensions.items():
        if one is not None:
            yield result.dimension_standings[dimension]


def _of_document(standing: Standing | None) -> str:
    if standing is None:
        return '"order": null, "rank_best": null, "rank_worst": null'
    return f'"order": {standing.order}, "rank_best": {standing.best}, "rank_worst": {standing.worst}'


def mark_page(view: AnyCityPage, words: Sequence[str]) -> AnyCityPage:
    """Put marks in the places of the words of `ranks_of_page`."""
    if isinstance(view, WithdrawnPage):
        return view
    marked = _marker(words)
    if view.hero is not None:
        bracket = _marked_bracket(view.hero.peers, marked)
        facts = tuple(
            replace(fact, value=marked(fact.value), note=marked(fact.note or "")) if fact.label == say(RANK) else fact
            for fact in view.hero.facts
        )
        view = replace(view, hero=replace(view.hero, facts=facts, peers=bracket))
    rows = tuple(
        row if row.rank is None else replace(row, rank=replace(row.rank, label=marked(row.rank.label)))
        for row in view.dimensions
    )
    view = replace(view, dimensions=rows)
    return _marked_study(view, marked) if isinstance(view, CityPage) else view


def _marked_bracket(bracket: Bracket | None, marked: Callable[[str], str]) -> Bracket | None:
    if bracket is None:
        return None
    label, start, across, first, last, said, count = map(marked, bracket.words())
    return Bracket(label, start, across, first, last, said, bracket.group, count)


def _marked_study(view: CityPage, marked: Callable[[str], str]) -> CityPage:
    weights, peers = view.weights, view.peers
    if weights is not None:
        places = tuple(replace(row, rank=marked(row.rank)) for row in weights.rows)
        weights = replace(weights, rows=places, settled=marked(weights.settled))
    if peers is not None:
        cities = marked(peers.cities)
        rows = tuple(replace(row, median=marked(row.median), count=marked(row.count)) for row in peers.rows)
        peers = replace(peers, cities=cities, rows=rows)
    return replace(view, weights=weights, peers=peers)


def mark_document(document: bytes, words: Sequence[str]) -> bytes:
    """Put marks in the places of the words of `ranks_of_document`; in JSON no text has a bare quote."""
    marked = _marker(words)
    return _PLACES.sub(lambda found: marked(found[0]), document.decode()).encode()


def _marker(words: Iterable[str]) -> Callable[[str], str]:
    left = iter(enumerate(words))

    def marked(text: str) -> str:
        index, word = next(left, (-1, ""))
        if word != resolved(text):
            raise ValueError(f"{text!r} stands where {word!r} is expected")
        return mark(index)

    return marked

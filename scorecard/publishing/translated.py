"""A rubric, settings and results in, the same in another language out: no id and no number changes, only words.

Texts of a rubric have no translations yet; they are marked as what they are, so that a
page in another language tells which language it quotes.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from scorecard.model.answer import Answer
from scorecard.model.project import Settings
from scorecard.model.rubric import Band, Criterion, Dimension, Gate, Level, Remedy, Rubric
from scorecard.publishing.language import foreign
from scorecard.scoring.coded import CodedCriteria, Decoder, codes_of, decoder_of
from scorecard.scoring.result import CityResult, EditionResult


def translated_rubric(rubric: Rubric, own: str) -> Rubric:
    """Mark every text of a rubric as said in its own language, for pages in the one that is spoken now."""

    def said(text: str) -> str:
        return foreign(text, own)

    def perhaps(text: str | None) -> str | None:
        return None if text is None else foreign(text, own)

    def level(one: Level) -> Level:
        return replace(one, title=said(one.title), about=perhaps(one.about))

    def criterion(one: Criterion) -> Criterion:
        return replace(
            one,
            title=said(one.title),
            claim=said(one.claim),
            levels=tuple(level(rung) for rung in one.levels),
            why=perhaps(one.why),
            source=perhaps(one.source),
            remedy=None if one.remedy is None else _remedy(one.remedy, own),
            elements={name: said(title) for name, title in one.elements.items()},
        )

    def dimension(one: Dimension) -> Dimension:
        criteria = tuple(criterion(child) for child in one.criteria)
        return replace(one, title=said(one.title), about=perhaps(one.about), criteria=criteria)

    return replace(
        rubric,
        title=said(rubric.title),
        about=perhaps(rubric.about),
        bands=tuple(Band(band.id, band.start, said(band.title)) for band in rubric.bands),
        gates=tuple(replace(gate, because=said(gate.because)) for gate in rubric.gates),
        dimensions=tuple(dimension(one) for one in rubric.dimensions),
    )


def _remedy(one: Remedy, own: str) -> Remedy:
    return replace(one, action=foreign(one.action, own))


def translated_settings(settings: Settings, own: str) -> Settings:
    """Mark the names of groups by size; the title and the publisher are names, and stay."""
    return replace(settings, peers=tuple(replace(group, title=foreign(group.title, own)) for group in settings.peers))


def in_language(result: EditionResult, rubric: Rubric) -> EditionResult:
    """Give an edition's results with the words of a translated rubric."""
    decoder = decoder_of(rubric)
    cities = {city: _light(one, rubric, decoder) for city, one in result.cities.items()}
    return replace(result, rubric=rubric, cities=cities)


def _light(one: CityResult, rubric: Rubric, decoder: Decoder) -> CityResult:
    return replace(_with_words(one, rubric), criteria=CodedCriteria(codes_of(one.criteria), decoder))


def city_in_language(one: CityResult, rubric: Rubric, answers: Mapping[str, Answer]) -> CityResult:
    """Give a city's results with the words of a translated rubric, and with answers whose texts are marked."""
    criteria = {
        name: replace(found, criterion=rubric.criteria[name], answer=answers.get(name))
        for name, found in one.criteria.items()
    }
    return replace(_with_words(one, rubric), criteria=criteria)


def _with_words(one: CityResult, rubric: Rubric) -> CityResult:
    dimensions = {
        dimension.id: None if (found := one.dimensions[dimension.id]) is None else replace(found, dimension=dimension)
        for dimension in rubric.dimensions
    }
    return replace(
        one,
        dimensions=dimensions,
        gates_low=_gates(one.gates_low, rubric),
        gates_high=_gates(one.gates_high, rubric),
    )


def _gates(gates: tuple[Gate, ...], rubric: Rubric) -> tuple[Gate, ...]:
    ids = {gate.id for gate in gates}
    return tuple(gate for gate in rubric.gates if gate.id in ids)

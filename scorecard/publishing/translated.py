"""A rubric, settings and results in, the same in another language out: no id and no number changes, only words.

What the rubric and the settings have no translation for is marked as what it is, so that a
page in another language tells which language it quotes.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace

from scorecard.model.answer import Answer
from scorecard.model.project import Settings
from scorecard.model.rubric import Criterion, Dimension, Gate, Level, Remedy, Rubric
from scorecard.model.translation import (
    CriterionWords,
    DimensionWords,
    LevelWords,
    RemedyWords,
    RubricWords,
    SettingsWords,
)
from scorecard.publishing.language import foreign, spoken
from scorecard.publishing.remedies import EFFORTS, LEVERS
from scorecard.scoring.coded import CodedCriteria, Decoder, codes_of, decoder_of
from scorecard.scoring.result import CityResult, EditionResult


@dataclass(frozen=True, slots=True)
class _Translator:
    """Gives the words of a rubric's parts in the language that is spoken; `own` is the one of the rubric's texts."""

    own: str

    def text(self, text: str, words: str | None) -> str:
        return words if words is not None else foreign(text, self.own)

    def maybe(self, text: str | None, words: str | None) -> str | None:
        return None if text is None else self.text(text, words)

    def known(self, text: str | None, words: str | None, known: Collection[str]) -> str | None:
        """Leave a word of the program as it is, to be said where it is shown."""
        return text if words is None and text in known else self.maybe(text, words)

    def level(self, one: Level, words: LevelWords) -> Level:
        return replace(one, title=self.text(one.title, words.title), about=self.maybe(one.about, words.about))

    def remedy(self, one: Remedy, words: RemedyWords) -> Remedy:
        return replace(
            one,
            action=self.text(one.action, words.action),
            lever=self.known(one.lever, words.lever, LEVERS),
            effort=self.known(one.effort, words.effort, EFFORTS),
        )

    def criterion(self, one: Criterion, words: CriterionWords) -> Criterion:
        return replace(
            one,
            title=self.text(one.title, words.title),
            claim=self.text(one.claim, words.claim),
            levels=tuple(self.level(rung, words.levels.get(rung.id, LevelWords())) for rung in one.levels),
            why=self.maybe(one.why, words.why),
            source=self.maybe(one.source, words.source),
            remedy=None if one.remedy is None else self.remedy(one.remedy, words.remedy),
            elements={name: self.text(title, words.elements.get(name)) for name, title in one.elements.items()},
        )

    def dimension(self, one: Dimension, words: DimensionWords, of_criteria: Mapping[str, CriterionWords]) -> Dimension:
        return replace(
            one,
            title=self.text(one.title, words.title),
            about=self.maybe(one.about, words.about),
            criteria=tuple(self.criterion(each, of_criteria.get(each.id, CriterionWords())) for each in one.criteria),
        )


def translated_rubric(rubric: Rubric, own: str) -> Rubric:
    """Give a rubric in the language that is spoken now: its translations, and marks on what has none."""
    to, words = _Translator(own), rubric.translations.get(spoken(), RubricWords())
    return replace(
        rubric,
        title=to.text(rubric.title, words.title),
        about=to.maybe(rubric.about, words.about),
        bands=tuple(replace(one, title=to.text(one.title, words.bands.get(one.id))) for one in rubric.bands),
        gates=tuple(replace(one, because=to.text(one.because, words.gates.get(one.id))) for one in rubric.gates),
        dimensions=tuple(
            to.dimension(one, words.dimensions.get(one.id, DimensionWords()), words.criteria)
            for one in rubric.dimensions
        ),
    )


def translated_settings(settings: Settings, own: str) -> Settings:
    """Give the settings in the language that is spoken now.

    Groups by size without a translation are marked; a title and a publisher without one are names, and stay.
    """
    to, words = _Translator(own), settings.translations.get(spoken(), SettingsWords())
    return replace(
        settings,
        title=words.title if words.title is not None else settings.title,
        publisher=words.publisher if words.publisher is not None else settings.publisher,
        peers=tuple(replace(one, title=to.text(one.title, words.peers.get(one.id))) for one in settings.peers),
    )


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

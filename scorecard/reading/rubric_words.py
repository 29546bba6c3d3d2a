"""The key `translations` of a rubric in, its words by language out, or problems."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from scorecard.model.rubric import Criterion, Dimension
from scorecard.model.translation import CriterionWords, DimensionWords, LevelWords, RemedyWords, RubricWords
from scorecard.reading.fields import Fields
from scorecard.reading.rubric_links import Known
from scorecard.reading.translations import Named, languages, of_what_is_there, tables, texts
from scorecard.reading.words import Log


@dataclass(frozen=True, slots=True)
class Originals:
    """What a rubric has to be translated, as far as it could be read."""

    about: str | None
    bands: Collection[str]
    gates: Collection[str]
    dimensions: Mapping[str, Dimension]
    criteria: Known
    are_whole: bool
    """Whether no band, gate or dimension is broken, so that a name that is not among them is wrong."""


def read_rubric_words(fields: Fields, originals: Originals, own: str | None, log: Log) -> dict[str, RubricWords]:
    """Read language -> words; none of a language that is the project's own."""
    return {language: _words(one, originals, log) for language, one in languages(fields, "the rubric", own, log)}


def _words(one: Fields, originals: Originals, log: Log) -> RubricWords:
    are_whole = originals.are_whole
    of_bands = Named(originals.bands, "unknown-band", "a band of this rubric", are_whole)
    of_gates = Named(originals.gates, "unknown-gate", "a gate of this rubric", are_whole)
    of_dimensions = Named(originals.dimensions, "unknown-dimension", "a dimension of this rubric", are_whole)
    known = originals.criteria
    of_criteria = Named(known.criteria, "unknown-criterion", "a criterion of this rubric", known.is_complete)
    words = RubricWords(
        title=one.text("title"),
        about=of_what_is_there(one, "about", originals.about, log),
        bands=texts(one, "bands", of_bands, log),
        gates=texts(one, "gates", of_gates, log),
        dimensions={
            name: _dimension(part, originals.dimensions[name], log)
            for name, part in tables(one, "dimensions", of_dimensions, "the words of the dimension {}", log)
        },
        criteria={
            name: _criterion(part, known.criteria[name], log)
            for name, part in tables(one, "criteria", of_criteria, "the words of the criterion {}", log)
        },
    )
    one.close()
    return words


def _dimension(one: Fields, original: Dimension, log: Log) -> DimensionWords:
    words = DimensionWords(one.text("title"), of_what_is_there(one, "about", original.about, log))
    one.close()
    return words


def _criterion(one: Fields, original: Criterion | None, log: Log) -> CriterionWords:
    """Read the words of a criterion; where that one is broken, its own parts cannot be held against it."""
    if original is None:
        return CriterionWords()
    name = original.id
    levels = {level.id: level for level in original.levels}
    of_levels = Named(levels, "unknown-level", f"a level of {name}")
    of_elements = Named(original.elements, "unknown-element", f"an element of {name}")
    words = CriterionWords(
        title=one.text("title"),
        claim=one.text("claim"),
        why=of_what_is_there(one, "why", original.why, log),
        source=of_what_is_there(one, "source", original.source, log),
        remedy=_remedy(one, original, log),
        levels={
            level: _level(part, levels[level].about, log)
            for level, part in tables(one, "levels", of_levels, f"the words of the level {{}} of {name}", log)
        },
        elements=texts(one, "elements", of_elements, log),
    )
    one.close()
    return words


def _level(one: Fields, about: str | None, log: Log) -> LevelWords:
    words = LevelWords(one.text("title"), of_what_is_there(one, "about", about, log))
    one.close()
    return words


def _remedy(fields: Fields, original: Criterion, log: Log) -> RemedyWords:
    one = fields.table("remedy", f"the words of the remedy of {original.id}")
    if one is None:
        return RemedyWords()
    remedy = original.remedy
    action, lever, effort = (remedy.action, remedy.lever, remedy.effort) if remedy is not None else (None, None, None)
    words = RemedyWords(
        of_what_is_there(one, "action", action, log),
        of_what_is_there(one, "lever", lever, log),
        of_what_is_there(one, "effort", effort, log),
    )
    one.close()
    return words

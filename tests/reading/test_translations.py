"""The key `translations` of a rubric and of the settings in, its words out; every problem of it at once."""

from __future__ import annotations

from pathlib import Path

from scorecard.model.rubric import Rubric
from scorecard.model.translation import CriterionWords, DimensionWords, LevelWords, RemedyWords, RubricWords
from scorecard.reading.rubric import read_rubric
from scorecard.reading.settings import read_settings
from scorecard.reading.text import parse
from scorecard.reading.words import Log

WHOLE = (Path(__file__).resolve().parent.parent / "projects" / "broken" / "whole.yaml").read_text(encoding="utf-8")
SPANISH = """\
translations:
  es:
    title: "Una rúbrica"
    bands: {A: "Alta"}
    gates: {core: "Quien oculta los registros no puede ser primero."}
    dimensions:
      records: {title: "Registros"}
    criteria:
      force:
        title: "Fuerza"
        claim: " "
        levels: {full: {title: "Todo"}, none: {}}
      force-fields:
        elements: {date: "Fecha"}
"""
SETTINGS = """\
title: "A scorecard"
publisher: "Example Coalition"
contact: "data@example.org"
base_url: "https://example.org/scorecard/"
editions:
  2026: {rubric: whole, as_of: 2026-06-30}
peers:
  - {id: big, title: "Big", from_population: 5}
"""


def read(text: str, own: str | None = "en") -> tuple[Rubric | None, list[str]]:
    """Read a rubric, with its problems as they are printed."""
    log = Log("rubrics/whole.yaml")
    rubric = read_rubric(parse(text, log.path)[0], "whole", log, own=own)
    return rubric, [f"{one.line}:{one.column} {one.code}: {one.what}" for one in log.problems]


def test_each_part_is_read_by_its_id_and_what_says_nothing_is_not_translated() -> None:
    """Every part may be left out; a blank text is none."""
    rubric, problems = read(WHOLE + SPANISH)
    assert [] == problems
    assert rubric is not None
    expected = RubricWords(
        title="Una rúbrica",
        bands={"A": "Alta"},
        gates={"core": "Quien oculta los registros no puede ser primero."},
        dimensions={"records": DimensionWords("Registros")},
        criteria={
            "force": CriterionWords(title="Fuerza", levels={"full": LevelWords("Todo"), "none": LevelWords()}),
            "force-fields": CriterionWords(elements={"date": "Fecha"}),
        },
    )
    assert {"es": expected} == dict(rubric.translations)


def test_every_text_of_a_criterion_can_be_translated() -> None:
    """Reasons, sources and remedies where the rubric has them, and what a level says of itself."""
    original = """        why: "It matters."
        source: "A book."
        remedy: {action: "Open them.", lever: chief, effort: "a year"}
        levels:
          - {id: full, share: 1, title: "All", about: "Every one."}
          - {id: none, share: 0, title: "None"}
"""
    head, _, rest = WHOLE.partition('        claim: "Force records are open."\n')
    tail = rest.partition("      - id: force-fields\n")[2].replace("{some: few}", "{none: few}")
    rubric_text = f'{head}        claim: "Open."\n        points: 5\n{original}      - id: force-fields\n{tail}'
    rubric_text = rubric_text.replace("requires: {force: some}", "requires: {force: none}")
    words = """translations:
  es:
    criteria:
      force:
        claim: "Abiertos."
        why: "Importa."
        source: "Un libro."
        remedy: {action: "Ábralos.", lever: "jefatura", effort: "un año"}
        levels: {full: {about: "Cada uno."}}
"""
    rubric, problems = read(rubric_text + words)
    assert [] == problems
    assert rubric is not None
    assert rubric.translations["es"].criteria["force"] == CriterionWords(
        claim="Abiertos.",
        why="Importa.",
        source="Un libro.",
        remedy=RemedyWords("Ábralos.", "jefatura", "un año"),
        levels={"full": LevelWords(about="Cada uno.")},
    )


def test_all_problems_of_a_translation_are_told_at_once() -> None:
    """Each at its own place, with the language and the thing that it is about."""
    text = """translations:
  Spanish: {title: "Una rúbrica"}
  en: {title: "A rubric"}
  es:
    titel: "Una rúbrica"
    about: "Lo que mide."
    bands: {Z: "Última"}
    criteria:
      force:
        remedy: {action: "Publique.", levr: "jefatura"}
        levels: {fool: {title: "Todo"}}
"""
    line = WHOLE.count("\n")
    there = "translates a text that is not there"
    rubric, problems = read(WHOLE + text)
    assert rubric is None
    assert problems == [
        f'{line + 2}:3 unknown-word: "Spanish" is no language',
        f'{line + 3}:3 own-language: "en" is the project’s own language',
        f'{line + 6}:12 nothing-to-translate: "about" of the rubric in es {there}',
        f'{line + 7}:13 unknown-band: "Z" is not a band of this rubric',
        f'{line + 10}:26 nothing-to-translate: "action" of the words of the remedy of force {there}',
        f'{line + 10}:39 unknown-key: "levr" is not a key of the words of the remedy of force',
        f'{line + 11}:18 unknown-level: "fool" is not a level of force',
        f'{line + 5}:5 unknown-key: "titel" is not a key of the rubric in es',
    ]


def test_what_a_broken_part_would_have_been_called_is_not_blamed() -> None:
    """A band that lost its id is told once; its translation is not told as well."""
    broken = WHOLE.replace("{id: B, from: 0,", "{id: b, from: 0,")
    words = 'translations:\n  es: {bands: {B: "Baja"}, gates: {cor: "Porque sí."}}\n'
    assert ["not-an-id"] == [one.split()[1].rstrip(":") for one in read(broken + words)[1]]


def test_words_change_nothing_that_scores() -> None:
    """A rubric with translations is the same rubric: the one that is compared, scored and frozen."""
    with_words, without = read(WHOLE + SPANISH)[0], read(WHOLE)[0]
    assert with_words == without
    assert repr(with_words) == repr(without)


def test_the_settings_have_words_too() -> None:
    """Title, publisher and groups of cities by size."""
    log = Log("scorecard.yaml")
    words = '  es: {title: "Una tabla", publisher: "Coalición Ejemplo", peers: {big: "Grandes"}}\n'
    found = read_settings(parse(f"{SETTINGS}translations:\n{words}", log.path)[0], ["whole"], log).settings
    assert [] == log.problems
    assert found is not None
    (spanish,) = found.translations.values()
    assert ("Una tabla", "Coalición Ejemplo", {"big": "Grandes"}) == (spanish.title, spanish.publisher, spanish.peers)

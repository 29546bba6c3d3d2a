"""The rubrics that are shipped, in Spanish: every text is there, with the numbers and links of the English one."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from scorecard.model.rubric import Criterion, Rubric
from scorecard.model.translation import CriterionWords, DimensionWords, LevelWords, RubricWords
from scorecard.reading.rubric import read_rubric
from scorecard.reading.text import parse
from scorecard.reading.words import Log

RUBRICS = Path(__file__).resolve().parents[2] / "rubrics"
NAMES = sorted(path.stem for path in RUBRICS.glob("*.yaml"))
LINK = re.compile(r"\]\((\S+)\)")
NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
COUNTS = {
    "three": "tres",
    "four": "cuatro",
    "five": "cinco",
    "six": "seis",
    "seven": "siete",
    "eight": "ocho",
    "ten": "diez",
    "eleven": "once",
    "twelve": "doce",
}

Pair = tuple[str, str, str | None]  # where it stands, the English text, the Spanish one


def read(name: str) -> Rubric:
    """Read a shipped rubric."""
    log = Log(f"rubrics/{name}.yaml")
    rubric = read_rubric(parse((RUBRICS / f"{name}.yaml").read_text(encoding="utf-8"), log.path)[0], name, log)
    assert rubric is not None, log.problems
    return rubric


def pairs(rubric: Rubric, words: RubricWords) -> Iterator[Pair]:
    """Go through every text of a rubric, with its translation."""
    found: list[tuple[str, str | None, str | None]] = [
        ("title", rubric.title, words.title),
        ("about", rubric.about, words.about),
        *((f"band {one.id}", one.title, words.bands.get(one.id)) for one in rubric.bands),
        *((f"gate {one.id}", one.because, words.gates.get(one.id)) for one in rubric.gates),
    ]
    for dimension in rubric.dimensions:
        said = words.dimensions.get(dimension.id, DimensionWords())
        found += [
            (f"{dimension.id} title", dimension.title, said.title),
            (f"{dimension.id} about", dimension.about, said.about),
        ]
    for name, criterion in rubric.criteria.items():
        for part, english, spanish in of_criterion(criterion, words.criteria.get(name)):
            found.append((f"{name} {part}", english, spanish))
    yield from ((place, english, spanish) for place, english, spanish in found if english is not None)


def of_criterion(one: Criterion, said: CriterionWords | None) -> Iterator[tuple[str, str | None, str | None]]:
    """Go through the texts of a criterion; who can do it, and how much work it is, are words of the program here."""
    words = said if said is not None else CriterionWords()
    yield from (("title", one.title, words.title), ("claim", one.claim, words.claim))
    yield from (("why", one.why, words.why), ("source", one.source, words.source))
    yield "remedy", one.remedy.action if one.remedy is not None else None, words.remedy.action
    yield from ((f"element {name}", title, words.elements.get(name)) for name, title in one.elements.items())
    for level in one.levels:
        of_level = words.levels.get(level.id, LevelWords())
        yield f"level {level.id} title", level.title, of_level.title
        yield f"level {level.id} about", level.about, of_level.about


def figures(text: str) -> list[str]:
    """List the numbers of a text in digits, those in its links apart."""
    return sorted(NUMBER.findall(LINK.sub("", text)))


def counted(text: str, words: list[str]) -> list[int]:
    """Count each of some number words in a text."""
    said = re.findall(r"\w+", text.casefold())
    return [said.count(word) for word in words]


@pytest.fixture(scope="module", params=NAMES)
def both(request: pytest.FixtureRequest) -> list[Pair]:
    """Every text of one shipped rubric in English and Spanish."""
    rubric = read(request.param)
    return list(pairs(rubric, rubric.translations["es"]))


def test_every_text_is_translated(both: list[Pair]) -> None:
    """A reader in Spanish is shown no English but names."""
    assert [] == [place for place, _, spanish in both if not spanish]
    assert len(both) > 200


def test_numbers_stay_the_same(both: list[Pair]) -> None:
    """In digits, and in words from three on; one and two are articles and pronouns too."""
    assert [] == [place for place, english, spanish in both if figures(english) != figures(spanish or "")]
    assert [] == [
        place
        for place, english, spanish in both
        if counted(english, list(COUNTS)) != counted(spanish or "", list(COUNTS.values()))
    ]


def test_links_stay_the_same(both: list[Pair]) -> None:
    """A source is the same source in any language."""
    assert [] == [
        place
        for place, english, spanish in both
        if sorted(LINK.findall(english)) != sorted(LINK.findall(spanish or ""))
    ]


def test_one_text_has_one_translation() -> None:
    """What two criteria say in the same English words, in either rubric, they say in the same Spanish ones."""
    said: dict[str, set[str | None]] = {}
    for rubric in map(read, NAMES):
        for _, english, spanish in pairs(rubric, rubric.translations["es"]):
            said.setdefault(english, set()).add(spanish)
    assert {} == {english: found for english, found in said.items() if len(found) > 1}

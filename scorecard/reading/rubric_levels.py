"""The levels and elements of one criterion in, typed and in order out, or problems."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from scorecard.model.rubric import Level
from scorecard.reading.fields import Fields
from scorecard.reading.words import Log, as_text, check_id, unique

_Wrong = Callable[[str, str, str], None]


@dataclass(frozen=True, slots=True)
class Measure:
    """How a criterion is measured, as far as its levels care.

    `name` is `elements`, `lag`, or None where the levels are chosen by a person.
    `elements` counts the elements, None where they could not be read. `is_known`
    is False where the measure itself is misspelled.
    """

    name: str | None
    elements: int | None
    is_known: bool


def read_elements(fields: Fields, measure: str | None, log: Log) -> dict[str, str]:
    """Read element id -> title; elements without their measure are a problem."""
    found: dict[str, str] = {}
    for key, value in fields.entries("elements", required=measure == "elements"):
        name = check_id(key.value, key.place, log)
        title = None if value is None else as_text(value, f'the title of "{key.value}"', log, is_prose=True)
        if value is None:
            log.report(key.place, "missing-key", f'the element "{key.value}" has no title', "write it after the colon")
        if name is not None and title is not None:
            found[name] = title
    if measure is None and fields.has("elements") and not fields.has("measure"):
        what = "elements are counted by `measure: elements` alone"
        log.report(fields.place_of("elements"), "measure-differs", what, "add the measure, or take them out")
    return found


def read_levels(fields: Fields, whose: str, measure: Measure, log: Log) -> list[Level]:
    """Read the levels of a criterion, best first; an empty list where any of them is broken."""
    found: dict[str, Level] = {}
    places: list[Fields] = []
    nodes = fields.items("levels", required=True)
    for node in nodes:
        one = Fields(node, f"a level of {whose}", log)
        level = _level(one)
        if level is not None and unique(found, level.id, one.place_of("id"), log, "the level"):
            found[level.id] = level
            places.append(one)
    if len(found) < len(nodes) or not nodes:
        return []
    levels = list(found.values())
    if len(levels) < 2:
        log.report(fields.place_of("levels"), "levels", f"{whose} has one level", "give it two or more")
        return []
    for index in range(len(levels)):
        _check_level(levels, index, places[index], measure, log)
    return levels


def _level(one: Fields) -> Level | None:
    name, share = one.identifier("id", required=True), one.number("share", least=0, most=1, required=True)
    title, about = one.text("title", required=True), one.text("about")
    at_least, at_most = one.whole("at_least"), one.whole("at_most")
    is_whole = all(one.has(key) == (value is not None) for key, value in (("at_least", at_least), ("at_most", at_most)))
    one.close()
    if name is None or share is None or title is None or not is_whole:
        return None
    return Level(name, share, title, about, at_least, at_most)


def _check_level(levels: Sequence[Level], index: int, fields: Fields, measure: Measure, log: Log) -> None:
    level, is_last = levels[index], index == len(levels) - 1
    before = levels[index - 1] if index else None

    def wrong(key: str, what: str, mend: str) -> None:
        log.report(fields.place_of(key), "levels", f'the level "{level.id}" {what}', mend)

    _check_share(level, before, is_last, wrong)
    if not measure.is_known:
        return
    for key, used_by, value in (("at_least", "elements", level.at_least), ("at_most", "lag", level.at_most)):
        if value is not None and measure.name != used_by:
            wrong(key, f"has {key}, which belongs to `measure: {used_by}`", "take it out, or set the measure")
    if measure.name == "elements":
        _check_at_least(level, before, measure.elements, is_last, wrong)
    elif measure.name == "lag":
        _check_at_most(level, before, is_last, wrong)


def _check_share(level: Level, before: Level | None, is_last: bool, wrong: _Wrong) -> None:
    if before is None:
        if level.share != 1:
            wrong(
                "share",
                f"is the first and has the share {level.share}",
                "give the best level share 1, and write it first",
            )
    elif is_last and level.share != 0:
        wrong("share", f"is the last and has the share {level.share}", "give the worst level the share 0")
    elif level.share > before.share:
        wrong("share", "earns more than the one before it", "write the best level first")


def _check_at_least(level: Level, before: Level | None, elements: int | None, is_last: bool, wrong: _Wrong) -> None:
    if level.at_least is None:
        if not is_last:
            wrong("at_least", "has no at_least", "say how many elements reach it")
    elif is_last and level.at_least != 0:
        wrong("at_least", f"is the last and needs {level.at_least} elements", "let the last level start at 0")
    elif elements is not None and level.at_least > elements:
        wrong("at_least", f"needs {level.at_least} elements of {elements}", "ask for no more than there are")
    elif before is not None and before.at_least is not None and level.at_least >= before.at_least:
        wrong("at_least", "needs as many elements as a better one", "let the number fall from level to level")


def _check_at_most(level: Level, before: Level | None, is_last: bool, wrong: _Wrong) -> None:
    if level.at_most is None:
        if not is_last:
            wrong("at_most", "has no at_most", "say how many days reach it")
    elif is_last:
        wrong("at_most", "is the last and has a limit", "take at_most out of the last level")
    elif before is not None and before.at_most is not None and level.at_most <= before.at_most:
        wrong("at_most", "allows no more days than a better one", "let the number rise from level to level")

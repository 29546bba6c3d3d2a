"""A rubric file's node in, a `Rubric` out, or problems."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction

from scorecard.model.rubric import Band, Criterion, Dimension, Follows, Level, Remedy, Rubric
from scorecard.reading.fields import Fields, Log, as_text, check_id, unique
from scorecard.reading.rubric_links import check_follows, check_gates
from scorecard.reading.text import Node

_Wrong = Callable[[str, str, str], None]
BAND_ID = re.compile(r"[A-Z]{1,3}\Z")
MEASURES = ("elements", "lag")


def read_rubric(node: Node | None, rubric_id: str, log: Log) -> Rubric | None:
    """Read one rubric.

    Args:
        node: the root of the file.
        rubric_id: the name of the file, which the `id` must repeat.
        log: takes the problems.

    Returns:
        The rubric; None where there was any problem.
    """
    before = len(log.problems)
    fields = Fields(node, "the rubric", log)
    found_id = fields.identifier("id", required=True)
    if found_id is not None and found_id != rubric_id:
        mend = f"write {rubric_id}, or rename the file"
        log.report(fields.place_of("id"), "id-differs", f'the id "{found_id}" is not the name of the file', mend)
    family = fields.identifier("family", required=True)
    title, about = fields.text("title", required=True), fields.text("about")
    fresh_for_days = fields.whole("fresh_for_days", required=True)
    threshold = fields.number("band_from_known_share", least=0, most=1, required=True)
    bands = _bands(fields, log)
    gate_nodes = fields.items("gates")
    dimensions = _dimensions(fields, fresh_for_days or 0, log)
    criteria = {criterion.id: criterion for dimension in dimensions for criterion, _ in dimension[1]}
    gates = check_gates(gate_nodes, criteria, [band.id for band in bands], log)
    follows = check_follows([one for dimension in dimensions for one in dimension[1]], criteria, log)
    fields.close()
    if len(log.problems) > before or family is None or title is None or fresh_for_days is None or threshold is None:
        return None
    return Rubric(
        id=rubric_id,
        family=family,
        title=title,
        about=about,
        fresh_for_days=fresh_for_days,
        band_from_known_share=threshold,
        bands=tuple(bands),
        gates=tuple(gates),
        dimensions=tuple(_with_follows(dimension, [one for one, _ in read], follows) for dimension, read in dimensions),
    )


def _with_follows(
    dimension: Dimension, criteria: Sequence[Criterion], follows: Mapping[str, Follows]
) -> Dimension:
    linked = tuple(_linked(criterion, follows.get(criterion.id)) for criterion in criteria)
    return Dimension(dimension.id, dimension.title, dimension.weight, dimension.about, linked)


def _linked(one: Criterion, follows: Follows | None) -> Criterion:
    if follows is None:
        return one
    return Criterion(
        one.id, one.title, one.claim, one.points, one.levels, one.fresh_for_days,
        why=one.why, source=one.source, remedy=one.remedy, follows=follows, measure=one.measure, elements=one.elements,
    )  # fmt: skip


def _bands(fields: Fields, log: Log) -> list[Band]:
    bands: dict[str, Band] = {}
    above: Fraction | None = None
    nodes = fields.items("bands", required=True)
    for node in nodes:
        one = Fields(node, "a band", log)
        word, start, title = one.word("id", required=True), one.number("from", least=0, most=100, required=True), one.text("title", required=True)
        one.close()
        if word is not None:
            word = check_id(word, one.place_of("id"), log, pattern=BAND_ID)
        if word is None or start is None or title is None or not unique(bands, word, one.place_of("id"), log, "the band"):
            continue
        if above is not None and start >= above:
            mend = "write the highest first, each starting below the one before"
            log.report(one.place_of("from"), "bands-order", f"the band {word} starts at {start}, not below {above}", mend)
        above = start
        bands[word] = Band(word, start, title)
    if len(bands) == len(nodes) and above not in {None, Fraction(0)}:
        last = Fields(nodes[-1], "a band", log)
        log.report(last.place_of("from"), "bands-gap", f"the last band starts at {above}", "let it start at 0")
    return list(bands.values())


def _dimensions(
    fields: Fields, fresh_for_days: int, log: Log
) -> list[tuple[Dimension, list[tuple[Criterion, Fields]]]]:
    found: dict[str, tuple[Dimension, list[tuple[Criterion, Fields]]]] = {}
    seen: dict[str, Criterion] = {}
    nodes = fields.items("dimensions", required=True)
    before = len(log.problems)
    for node in nodes:
        one = Fields(node, "a dimension", log)
        name, title = one.identifier("id", required=True), one.text("title", required=True)
        weight, about = one.number("weight", least=0, most=100, required=True), one.text("about")
        criteria = [_criterion(child, fresh_for_days, seen, log) for child in one.items("criteria", required=True)]
        one.close()
        if name is None or title is None or weight is None or not unique(found, name, one.place_of("id"), log, "the dimension"):
            continue
        found[name] = (Dimension(name, title, weight, about, ()), [child for child in criteria if child is not None])
    total = sum((dimension.weight for dimension, _ in found.values()), Fraction(0))
    if nodes and total != 100 and len(log.problems) == before:
        mend = "change them so that they add up to 100"
        log.report(fields.place_of("dimensions"), "weights", f"the weights of the dimensions add up to {total}", mend)
    return list(found.values())


def _criterion(
    node: Node, fresh_for_days: int, seen: dict[str, Criterion], log: Log
) -> tuple[Criterion, Fields] | None:
    fields = Fields(node, "a criterion", log)
    name = fields.identifier("id", required=True)
    if name is not None:
        fields.what = name
    title, claim = fields.text("title", required=True), fields.text("claim", required=True)
    points = fields.number("points", above=0, required=True)
    measure = fields.choice("measure", MEASURES)
    elements = _elements(fields, measure, log)
    levels = _levels(fields, name or "a criterion", measure, len(elements), log)
    own_days = fields.whole("fresh_for_days")
    why, source, remedy = fields.text("why"), fields.text("source"), _remedy(fields, log)
    fields.node("follows")
    fields.close()
    if name is None or not unique(seen, name, fields.place_of("id"), log, "the criterion"):
        return None
    if title is None or claim is None or points is None or not levels:
        return None
    days = fresh_for_days if own_days is None else own_days
    seen[name] = Criterion(
        name, title, claim, points, tuple(levels), days,
        why=why, source=source, remedy=remedy, measure=measure, elements=elements,
    )  # fmt: skip
    return seen[name], fields


def _elements(fields: Fields, measure: str | None, log: Log) -> dict[str, str]:
    found: dict[str, str] = {}
    for key, value in fields.entries("elements", required=measure == "elements"):
        name = check_id(key.value, key.place, log)
        title = None if value is None else as_text(value, f'the title of the element "{key.value}"', log, is_prose=True)
        if value is None:
            log.report(key.place, "missing-key", f'the element "{key.value}" has no title', "write it after the colon")
        if name is not None and title is not None:
            found[name] = title
    if measure != "elements" and fields.has("elements"):
        log.report(fields.place_of("elements"), "measure-differs", "elements are counted by `measure: elements` alone", "add the measure, or take them out")
    return found


def _remedy(fields: Fields, log: Log) -> Remedy | None:
    one = fields.table("remedy", "the remedy")
    if one is None:
        return None
    action, lever, effort = one.text("action", required=True), one.text("lever"), one.text("effort")
    model = one.url("model")
    one.close()
    return None if action is None else Remedy(action, lever, effort, model)


def _levels(fields: Fields, whose: str, measure: str | None, elements: int, log: Log) -> list[Level]:
    found: dict[str, Level] = {}
    places: list[Fields] = []
    nodes = fields.items("levels", required=True)
    for node in nodes:
        one = Fields(node, f"a level of {whose}", log)
        name, share = one.identifier("id", required=True), one.number("share", least=0, most=1, required=True)
        title, about = one.text("title", required=True), one.text("about")
        at_least, at_most = one.whole("at_least"), one.whole("at_most")
        one.close()
        if name is None or share is None or title is None or not unique(found, name, one.place_of("id"), log, "the level"):
            return []
        found[name] = Level(name, share, title, about, at_least, at_most)
        places.append(one)
    levels = list(found.values())
    if nodes and len(levels) < 2:
        log.report(fields.place_of("levels"), "levels", f"{whose} has one level", "give it two or more")
        return []
    for index, level in enumerate(levels):
        _check_level(level, index, levels, places[index], measure, elements, log)
    return levels


def _check_level(
    level: Level, index: int, levels: Sequence[Level], fields: Fields, measure: str | None, elements: int, log: Log
) -> None:
    is_last = index == len(levels) - 1
    before = levels[index - 1] if index else None

    def wrong(key: str, what: str, mend: str) -> None:
        log.report(fields.place_of(key), "levels", f'the level "{level.id}" {what}', mend)

    if before is None and level.share != 1:
        wrong("share", f"is the first and has the share {level.share}", "give the best level the share 1 and write it first")
    elif is_last and level.share != 0:
        wrong("share", f"is the last and has the share {level.share}", "give the worst level the share 0")
    elif before is not None and level.share > before.share:
        wrong("share", "earns more than the one before it", "write the best level first")
    for key, used_by, value in (("at_least", "elements", level.at_least), ("at_most", "lag", level.at_most)):
        if value is not None and measure != used_by:
            wrong(key, f"has {key}, which belongs to `measure: {used_by}`", "take it out, or set the measure")
    if measure == "elements":
        _check_at_least(level, before, elements, is_last, wrong)
    elif measure == "lag":
        _check_at_most(level, before, is_last, wrong)


def _check_at_least(level: Level, before: Level | None, elements: int, is_last: bool, wrong: _Wrong) -> None:
    if level.at_least is None:
        if not is_last:
            wrong("at_least", "has no at_least", "say how many elements reach it")
    elif is_last and level.at_least != 0:
        wrong("at_least", f"is the last and needs {level.at_least} elements", "let the last level start at 0")
    elif level.at_least > elements:
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

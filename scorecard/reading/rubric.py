"""A rubric file's node in, a `Rubric` out, or problems."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from fractions import Fraction
from typing import cast

from scorecard.model.rubric import Band, Criterion, Dimension, Follows, Kind, PledgeAction, Remedy, Rubric
from scorecard.reading.fields import Fields
from scorecard.reading.rubric_levels import Measure, read_elements, read_levels
from scorecard.reading.rubric_links import Known, check_follows, check_gates
from scorecard.reading.rubric_words import Originals, read_rubric_words
from scorecard.reading.text import Listing, Node
from scorecard.reading.words import Log, check_id, unique

BAND_ID = re.compile(r"[A-Z]{1,3}\Z")
MEASURES = ("elements", "lag")
KINDS = ("data", "policy")
PLEDGE_ACTIONS = ("review", "engage", "report", "reform")


@dataclass(slots=True)
class _Found:
    """What was read so far: by id every criterion (None: a broken one), and where each stands."""

    fresh_for_days: int
    criteria: dict[str, Criterion | None] = field(default_factory=dict)
    fields: list[tuple[Criterion, Fields]] = field(default_factory=list)
    is_complete: bool = True
    dimensions: int = 0  # how many there are, broken ones too


def read_rubric(node: Node | None, rubric_id: str, log: Log, *, own: str | None = None) -> Rubric | None:
    """Read one rubric.

    Args:
        node: the root of the file.
        rubric_id: the name of the file, which the `id` must repeat.
        log: takes the problems.
        own: the language of the project, which needs no translation; None where it is not known.

    Returns:
        The rubric; None where there was any problem.
    """
    before = len(log.problems)
    fields = Fields(node, "the rubric", log)
    _check_own_id(fields, rubric_id, log, is_empty=node is None)
    family = fields.identifier("family", required=True)
    title, about = fields.text("title", required=True), fields.text("about")
    fresh_for_days = fields.whole("fresh_for_days", required=True)
    threshold = fields.number("band_from_known_share", least=0, most=1, required=True)
    bands, are_whole = _bands(fields, log)
    band_names = [band.id for band in bands] if are_whole else []  # a gate is not blamed for a broken band
    gate_nodes = fields.items("gates")
    found = _Found(fresh_for_days or 0)
    dimensions = _dimensions(fields, found, log)
    known = Known(found.criteria, found.is_complete)
    gates = check_gates(gate_nodes, known, band_names, log)
    follows = check_follows(found.fields, known, log)
    originals = Originals(
        about=about,
        bands=[band.id for band in bands],
        gates=[gate.id for gate in gates],
        dimensions={dimension.id: dimension for dimension in dimensions},
        criteria=known,
        are_whole=are_whole and len(gates) == len(gate_nodes) and len(dimensions) == found.dimensions,
    )
    translations = read_rubric_words(fields, originals, own, log)
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
        dimensions=tuple(_linked(dimension, follows) for dimension in dimensions),
        translations=translations,
    )


def _check_own_id(fields: Fields, rubric_id: str, log: Log, *, is_empty: bool) -> None:
    if is_empty:
        log.report(fields.place, "missing-key", "the file is empty", "add id, family, title, bands and dimensions")
    found = fields.identifier("id", required=True)
    if found is not None and found != rubric_id:
        mend = f"write {rubric_id}, or rename the file"
        log.report(fields.place_of("id"), "id-differs", f'the id "{found}" is not the name of the file', mend)


def _linked(dimension: Dimension, follows: Mapping[str, Follows]) -> Dimension:
    """Tell each criterion which one it follows, now that all are read."""
    linked = tuple(replace(criterion, follows=follows.get(criterion.id)) for criterion in dimension.criteria)
    return replace(dimension, criteria=linked)


def _bands(fields: Fields, log: Log) -> tuple[list[Band], bool]:
    """Read the bands, best first, and whether none is broken."""
    bands: dict[str, Band] = {}
    last: Fields | None = None
    nodes = fields.items("bands", required=True)
    for node in nodes:
        one = Fields(node, "a band", log)
        word, start = one.word("id", required=True), one.number("from", least=0, most=100, required=True)
        title = one.text("title", required=True)
        one.close()
        name = check_id(word, one.place_of("id"), log, pattern=BAND_ID) if word is not None else None
        is_new = name is not None and unique(bands, name, one.place_of("id"), log, "the band")
        if name is None or start is None or title is None or not is_new:
            continue
        above = min((band.start for band in bands.values()), default=None)
        if above is not None and start >= above:
            mend = "write the highest first, each starting below the one before"
            log.report(one.place_of("from"), "bands-order", f"{name} starts at {start}, not below {above}", mend)
        bands[name], last = Band(name, start, title), one
    if last is not None and len(bands) == len(nodes) and all(band.start != 0 for band in bands.values()):
        start = list(bands.values())[-1].start
        log.report(last.place_of("from"), "bands-gap", f"the last band starts at {start}", "let it start at 0")
    return list(bands.values()), len(bands) == len(nodes)


def _dimensions(fields: Fields, found: _Found, log: Log) -> list[Dimension]:
    read: dict[str, Dimension] = {}
    nodes = fields.items("dimensions", required=True)
    weights: list[Fraction | None] = []
    for node in nodes:
        one = Fields(node, "a dimension", log)
        name, title = one.identifier("id", required=True), one.text("title", required=True)
        weight, about = one.number("weight", least=0, most=100, required=True), one.text("about")
        kind = one.choice("kind", KINDS)
        child_nodes = one.items("criteria", required=True)
        found.is_complete &= isinstance(one.node("criteria"), Listing)
        children = [_criterion(child, found, log) for child in child_nodes]
        one.close()
        weights.append(weight)
        is_new = name is not None and unique(read, name, one.place_of("id"), log, "the dimension")
        if name is not None and title is not None and weight is not None and is_new:
            criteria = tuple(child for child in children if child is not None)
            read[name] = Dimension(name, title, weight, about, criteria, cast("Kind | None", kind))
    known = [weight for weight in weights if weight is not None]
    total = sum(known, Fraction(0))
    if nodes and len(known) == len(nodes) and total != 100:
        what = f"the weights of the dimensions add up to {total}"
        log.report(fields.place_of("dimensions"), "weights", what, "change them so that they add up to 100")
    found.is_complete &= bool(nodes)
    found.dimensions = len(nodes)
    return list(read.values())


def _criterion(node: Node, found: _Found, log: Log) -> Criterion | None:
    before = len(log.problems)
    fields = Fields(node, "a criterion", log)
    name = fields.identifier("id", required=True)
    written = name if name is not None else fields.word_as_it_is("id")
    fields.what = name or fields.what
    title, claim = fields.text("title", required=True), fields.text("claim", required=True)
    points = fields.number("points", above=0, required=True)
    measure = fields.choice("measure", MEASURES)
    elements = read_elements(fields, measure, log)
    counted = None if len(log.problems) > before else len(elements)
    measured = Measure(measure, counted, is_known=fields.has("measure") == (measure is not None))
    levels = read_levels(fields, name or "a criterion", measured, log)
    own_days = fields.whole("fresh_for_days")
    why, source, remedy = fields.text("why"), fields.text("source"), _remedy(fields)
    pledge = fields.choice("pledge", PLEDGE_ACTIONS)
    fields.node("follows")
    fields.close()
    is_new = written is not None and unique(found.criteria, written, fields.place_of("id"), log, "the criterion")
    if written is None or not is_new:
        found.is_complete &= written is not None
        return None
    found.criteria[written] = None
    if name is None or title is None or claim is None or points is None or not levels:
        return None
    criterion = Criterion(
        name, title, claim, points, tuple(levels), found.fresh_for_days if own_days is None else own_days,
        why=why, source=source, remedy=remedy, measure=measure, elements=elements,
        pledge=cast("PledgeAction | None", pledge),
    )  # fmt: skip
    found.criteria[name] = criterion
    found.fields.append((criterion, fields))
    return criterion


def _remedy(fields: Fields) -> Remedy | None:
    one = fields.table("remedy", "the remedy")
    if one is None:
        return None
    action, lever, effort = one.text("action", required=True), one.text("lever"), one.text("effort")
    model = one.url("model")
    one.close()
    return None if action is None else Remedy(action, lever, effort, model)

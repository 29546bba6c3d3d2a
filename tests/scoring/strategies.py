"""Hypothesis strategies: small rubrics that the reader would take, and files that fit them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta
from fractions import Fraction

from hypothesis import strategies as st

from scorecard.model.answer import UNKNOWN, Answer, CityEdition, Correction, Evidence, Finding, Opinion, Vanished
from scorecard.model.rubric import Band, Criterion, Dimension, Follows, Gate, Level, Rubric
from scorecard.model.when import When
from tests.scoring.small import AS_OF, file

ELEMENTS = ("e1", "e2", "e3", "e4")
SHARES = st.fractions(min_value=0, max_value=1, max_denominator=6)
SOURCES = ("s0", "s1", "s2", "s3")


@st.composite
def levels_of(draw: st.DrawFn, measure: str | None) -> tuple[Level, ...]:
    """Draw two to four levels, best first, with the limits of the measure."""
    number = draw(st.integers(2, 4))
    between = sorted(draw(st.lists(SHARES, min_size=number - 2, max_size=number - 2)), reverse=True)
    shares = [Fraction(1), *between, Fraction(0)]
    days = sorted(draw(st.sets(st.sampled_from((0, 1, 31, 92, 366)), min_size=number - 1, max_size=number - 1)))
    least = sorted(draw(st.sets(st.integers(1, 4), min_size=number - 1, max_size=number - 1)), reverse=True)
    return tuple(
        Level(
            f"l{n}",
            share,
            f"Level {n}",
            at_least=[*least, 0][n] if measure == "elements" else None,
            at_most=days[n] if measure == "lag" and n < number - 1 else None,
        )
        for n, share in enumerate(shares)
    )


@st.composite
def rubrics(draw: st.DrawFn) -> Rubric:
    """Draw a rubric of one to three dimensions; criteria follow earlier ones, and stand in any order."""
    made: list[Criterion] = []
    for n in range(draw(st.integers(1, 6))):
        measure = draw(st.sampled_from((None, None, "elements", "lag")))
        levels = draw(levels_of(measure))
        is_free = not made or draw(st.integers(0, 1)) == 0
        follows = None if is_free else draw(_follows(made, levels))
        points = draw(st.fractions(min_value=Fraction(1, 3), max_value=5, max_denominator=3))
        fresh = draw(st.sampled_from((0, 366, 1095)))
        made.append(Criterion(f"c{n}", "T", "C", points, levels, fresh, follows=follows, measure=measure))
    groups = draw(st.integers(1, min(3, len(made))))
    mixed = draw(st.permutations(made))
    cuts = draw(
        st.sampled_from(((100,), (60, 40), (50, 50), (25, 25, 50), (0, 70, 30))).filter(lambda one: len(one) == groups)
    )
    dimensions = tuple(
        Dimension(f"d{n}", "T", Fraction(weight), None, tuple(mixed[n::groups])) for n, weight in enumerate(cuts)
    )
    starts = sorted(
        draw(st.sets(st.fractions(min_value=1, max_value=100, max_denominator=3), max_size=3)), reverse=True
    )
    bands = tuple(Band("ABCD"[n], start, "T") for n, start in enumerate([*starts, Fraction(0)]))
    return Rubric("small", "small", "Small", None, 1095, draw(SHARES), bands, draw(_gates(made, bands)), dimensions)


@st.composite
def _follows(draw: st.DrawFn, made: list[Criterion], levels: tuple[Level, ...]) -> Follows:
    leader = draw(st.sampled_from(made))
    named = sorted(draw(st.sets(st.integers(0, leader.lowest))))
    caps = sorted(draw(st.lists(st.integers(0, len(levels) - 1), min_size=len(named), max_size=len(named))))
    pairs = zip(named, caps, strict=True)
    return Follows(leader.id, {leader.levels[rung].id: levels[cap].id for rung, cap in pairs})


@st.composite
def _gates(draw: st.DrawFn, made: list[Criterion], bands: tuple[Band, ...]) -> tuple[Gate, ...]:
    gates = []
    for n in range(draw(st.integers(0, 2))):
        needed = draw(st.lists(st.sampled_from(made), min_size=1, max_size=2, unique_by=lambda one: one.id))
        requires = {one.id: draw(st.sampled_from(one.levels)).id for one in needed}
        gates.append(Gate(f"g{n}", draw(st.sampled_from(bands)).id, requires, "B"))
    return tuple(gates)


def days() -> st.SearchStrategy[When]:
    """Draw a day or a month up to four years before the cut-off."""
    day = st.integers(0, 1500).map(lambda back: AS_OF - timedelta(days=back))
    edge = st.sampled_from((0, 1, 366, 367, 1095, 1096)).map(lambda back: AS_OF - timedelta(days=back))
    return (day | edge).map(When.day) | day.map(lambda one: When.month(one.year, one.month))


@st.composite
def findings(draw: st.DrawFn, one: Criterion) -> Finding:
    """Draw any form that fits a criterion."""
    rungs = st.integers(0, one.lowest)
    forms = ["level", "level", "best", "worst", "both", "unknown", "n/a"] + ([one.measure] * 3 if one.measure else [])
    form = draw(st.sampled_from(forms))
    if form == "lag":
        return Finding(newest=draw(days()))
    if form == "elements":
        lists = st.lists(st.sampled_from(ELEMENTS), max_size=4).map(tuple)
        return Finding(present=draw(lists), unsure=draw(lists))
    best, worst = sorted((draw(rungs), draw(rungs)))
    ids = [level.id for level in one.levels]
    return {
        "level": Finding(level=ids[best]),
        "best": Finding(no_better_than=ids[best]),
        "worst": Finding(no_worse_than=ids[worst]),
        "both": Finding(no_better_than=ids[best], no_worse_than=ids[worst]),
        "unknown": UNKNOWN,
        "n/a": Finding(is_not_applicable=True, reason="R"),
    }[form]


@st.composite
def answers(draw: st.DrawFn, one: Criterion) -> Answer:
    """Draw an answer, now and then carried over, with a second coder or with a settlement."""
    ids = st.lists(st.sampled_from(SOURCES), min_size=1, max_size=2, unique=True).map(tuple)
    seldom = st.integers(0, 5).map(lambda n: n == 0)
    own = ids | st.just(())

    def opinion() -> Opinion | None:
        return Opinion(draw(findings(one)), draw(own)) if draw(seldom) else None

    return Answer(draw(findings(one)), draw(ids), is_unconfirmed=draw(seldom), second=opinion(), settled=opinion())


@st.composite
def files(draw: st.DrawFn, rubric: Rubric, city: str = "a") -> CityEdition:
    """Draw a city's file for a rubric: some criteria without an answer, now and then a draft or withdrawn."""
    given: Mapping[str, Answer] = {
        one.id: draw(answers(one)) for one in rubric.criteria.values() if draw(st.integers(0, 4))
    }
    evidence = {name: Evidence(name, "https://example.org/", draw(days())) for name in SOURCES}
    fate = draw(st.integers(0, 9))
    return file(given, city=city, evidence=evidence, draft=fate == 0, withdrawn=fate == 1)


@st.composite
def edited(draw: st.DrawFn, rubric: Rubric) -> Rubric:
    """Draw the next rubric of a family: some questions gone, others with new points, freshness, follows or levels."""
    dimensions = []
    for dimension in rubric.dimensions:
        kept = [one for one in dimension.criteria if draw(st.integers(0, 5))]
        criteria = tuple(draw(_edited_criterion(one)) for one in kept)
        dimensions.append(replace(dimension, criteria=criteria or dimension.criteria[:1]))
    ids = {one.id for dimension in dimensions for one in dimension.criteria}

    def without_gone(one: Criterion) -> Criterion:
        return one if one.follows is None or one.follows.criterion in ids else replace(one, follows=None)

    made = tuple(replace(one, criteria=tuple(map(without_gone, one.criteria))) for one in dimensions)
    return replace(rubric, dimensions=made, gates=())


@st.composite
def _edited_criterion(draw: st.DrawFn, one: Criterion) -> Criterion:
    change = draw(st.sampled_from(("none", "none", "points", "fresh", "follows", "levels")))
    if change == "points":
        return replace(one, points=one.points + 1)
    if change == "fresh":
        return replace(one, fresh_for_days=1095 - one.fresh_for_days)
    if change == "follows":
        return replace(one, follows=None)
    if change == "levels":
        first = one.levels[0]
        limit = None if first.at_most is None else first.at_most + 1
        return (
            replace(one, id=f"{one.id}x")
            if limit is None
            else replace(one, levels=(replace(first, at_most=limit), *(one.levels[1:])))
        )
    return one


@st.composite
def changed_files(draw: st.DrawFn, rubric: Rubric) -> CityEdition:
    """Draw a city's file in which things vanished, were dated, or were corrected."""
    made = draw(files(rubric))
    answers_given = dict(made.answers)
    for name, one in answers_given.items():
        fate = draw(st.integers(0, 5))
        if fate == 0:
            answers_given[name] = replace(one, vanished=Vanished(draw(days()), None))
        if fate == 1:
            answers_given[name] = replace(one, since=draw(days()))
    criteria = list(rubric.criteria.values())
    corrections = []
    for _ in range(draw(st.sampled_from((0, 0, 1, 3)))):
        one_of = draw(st.sampled_from(criteria))
        corrections.append(Correction(draw(days()), one_of.id, draw(answers(one_of)), "B"))
    return replace(made, answers=answers_given, corrections=tuple(corrections))

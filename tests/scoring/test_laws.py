"""Random rubrics and cities in; what must hold for all of them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from fractions import Fraction

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from scorecard.model.answer import Answer, CityEdition, Finding
from scorecard.model.rubric import Criterion, Follows, Gate, Rubric
from scorecard.scoring.result import EditionResult, Pair
from scorecard.scoring.score import score_city, score_edition
from tests.scoring.small import EDITION, answer, file, project
from tests.scoring.strategies import files, rubrics
from tests.tries import tries

LAW = settings(max_examples=tries(50), deadline=None, suppress_health_check=(HealthCheck.too_slow,))


def spans(rubric: Rubric, one: CityEdition) -> Iterator[tuple[Fraction, Fraction] | None]:
    """List low and high of the whole and of each dimension."""
    result = score_city(rubric, EDITION, one)
    ranges = [result.range, *(None if part is None else part.range for part in result.dimensions.values())]
    return (None if span is None else (span.low, span.high) for span in ranges)


def bounded(one: Criterion, pair: Pair) -> Answer:
    """Write the answer that leaves exactly a pair."""
    ids = [level.id for level in one.levels]
    return replace(
        answer("unknown"),
        finding=Finding(no_worse_than=ids[pair.worst], no_better_than=ids[pair.best]),
        evidence=("e",),
    )


@st.composite
def pairs(draw: st.DrawFn, one: Criterion) -> Pair:
    """Draw a pair of a criterion."""
    best, worst = sorted((draw(st.integers(0, one.lowest)), draw(st.integers(0, one.lowest))))
    return Pair(worst, best)


def sharp(rubric: Rubric, chosen: Mapping[str, Pair]) -> CityEdition:
    """Make a file that leaves these pairs, by evidence of the cut-off day."""
    return file({name: bounded(rubric.criteria[name], pair) for name, pair in chosen.items()})


def without_zero_days(rubric: Rubric) -> Rubric:
    """Let all evidence count, so that a law is about answers alone."""
    return rebuilt(rubric, lambda one: replace(one, fresh_for_days=1095))


def rebuilt(rubric: Rubric, change: object) -> Rubric:
    """Change every criterion of a rubric."""
    assert callable(change)
    dimensions = tuple(replace(one, criteria=tuple(map(change, one.criteria))) for one in rubric.dimensions)
    return Rubric(
        rubric.id, rubric.family, rubric.title, rubric.about, rubric.fresh_for_days,
        rubric.band_from_known_share, rubric.bands, rubric.gates, dimensions,
    )  # fmt: skip


@LAW
@given(data=st.data(), rubric=rubrics())
def test_low_and_high_stay_in_order_and_in_bounds(data: st.DataObject, rubric: Rubric) -> None:
    """0 <= low <= high <= 100, of the whole and of each dimension, whatever the answers."""
    for span in spans(rubric, data.draw(files(rubric))):
        assert span is None or 0 <= span[0] <= span[1] <= 100


@LAW
@given(data=st.data(), rubric=rubrics().map(without_zero_days))
def test_improving_an_answer_never_lowers_low_or_high(data: st.DataObject, rubric: Rubric) -> None:
    """A better worst or best level of any one answer, leaders among them, lowers nothing anywhere."""
    chosen = {name: data.draw(pairs(one)) for name, one in rubric.criteria.items()}
    name = data.draw(st.sampled_from(sorted(chosen)))
    worst = data.draw(st.integers(0, chosen[name].worst))
    better = Pair(worst, data.draw(st.integers(0, min(chosen[name].best, worst))))
    before, after = spans(rubric, sharp(rubric, chosen)), spans(rubric, sharp(rubric, {**chosen, name: better}))
    for old, new in zip(before, after, strict=True):
        assert old is not None
        assert new is not None
        assert (old[0] <= new[0], old[1] <= new[1]) == (True, True)


@LAW
@given(data=st.data(), rubric=rubrics().map(without_zero_days))
def test_knowing_more_never_widens_the_range(data: st.DataObject, rubric: Rubric) -> None:
    """A pair inside the old one leaves a range that is at most as wide, of the whole and of each dimension."""
    chosen = {name: data.draw(pairs(one)) for name, one in rubric.criteria.items()}
    name = data.draw(st.sampled_from(sorted(chosen)))
    best = data.draw(st.integers(chosen[name].best, chosen[name].worst))
    narrower = Pair(data.draw(st.integers(best, chosen[name].worst)), best)
    before, after = spans(rubric, sharp(rubric, chosen)), spans(rubric, sharp(rubric, {**chosen, name: narrower}))
    for old, new in zip(before, after, strict=True):
        assert old is not None
        assert new is not None
        assert new[1] - new[0] <= old[1] - old[0]


def numbers(result: EditionResult, names: Mapping[str, str]) -> object:
    """Write all numbers, bands and ranks of an edition, cities under their given names, without any order."""
    told = {}
    for city, one in result.cities.items():
        parts = {name: part and (part.range, part.bands) for name, part in one.dimensions.items()}
        places = {name: found.get(city) for name, found in result.dimension_standings.items()}
        told[names.get(city, city)] = (one.range, one.bands, parts, result.standings.get(city), places)
    return told


@LAW
@given(data=st.data(), rubric=rubrics())
def test_renaming_and_reordering_changes_nothing(data: st.DataObject, rubric: Rubric) -> None:
    """Other criterion and city ids, and another order of criteria, dimensions, answers and files, score the same."""
    cities = [data.draw(files(rubric, city)) for city in ("a", "b", "c")]
    ids = list(rubric.criteria)
    names = dict(zip(ids, data.draw(st.permutations([f"n{n}" for n in range(len(ids))])), strict=True))
    cities_names = dict(zip("abc", data.draw(st.permutations(["x", "y", "z"])), strict=True))

    def renamed(one: Criterion) -> Criterion:
        follows = one.follows and Follows(names[one.follows.criterion], dict(reversed(list(one.follows.caps.items()))))
        return replace(one, id=names[one.id], follows=follows)

    plain = rebuilt(rubric, renamed)
    dimensions = [replace(one, criteria=tuple(data.draw(st.permutations(one.criteria)))) for one in plain.dimensions]
    gates = [
        Gate(one.id, one.best_band, {names[name]: level for name, level in one.requires.items()}, one.because)
        for one in rubric.gates
    ]
    other = Rubric(
        plain.id, plain.family, plain.title, plain.about, plain.fresh_for_days, plain.band_from_known_share,
        plain.bands, tuple(reversed(gates)), tuple(data.draw(st.permutations(dimensions))),
    )  # fmt: skip
    moved = [
        replace(
            one,
            city=cities_names[one.city],
            answers={names[name]: given for name, given in reversed(list(one.answers.items()))},
            evidence=dict(reversed(list(one.evidence.items()))),
        )
        for one in reversed(cities)
    ]
    old, new = score_edition(project(rubric, *cities), "2026"), score_edition(project(other, *moved), "2026")
    assert numbers(old, cities_names) == numbers(new, {})


@LAW
@given(data=st.data(), rubric=rubrics())
def test_a_city_is_scored_without_regard_to_the_others(data: st.DataObject, rubric: Rubric) -> None:
    """Range and bands of a city are the same alone and among others, drafts among them."""
    cities = [data.draw(files(rubric, city)) for city in ("a", "b")]
    alone = score_edition(project(rubric, cities[0]), "2026").cities["a"]
    assert alone == score_edition(project(rubric, *cities), "2026").cities["a"]


@LAW
@given(data=st.data(), rubric=rubrics())
def test_drafts_and_withdrawn_files_move_nobody(data: st.DataObject, rubric: Rubric) -> None:
    """The places of the others are the same without them."""
    cities = [data.draw(files(rubric, city)) for city in ("a", "b", "c")]
    cities[0] = replace(cities[0], is_draft=True)
    final = [one for one in cities if one.is_final]
    whole, less = score_edition(project(rubric, *cities), "2026"), score_edition(project(rubric, *final), "2026")
    assert (less.standings, less.dimension_standings) == (whole.standings, whole.dimension_standings)


@LAW
@given(data=st.data(), rubric=rubrics())
def test_low_and_high_bands_are_in_order(data: st.DataObject, rubric: Rubric) -> None:
    """The band of high is never worse than that of low, gates or not."""
    ids = [band.id for band in rubric.bands]
    bands = score_city(rubric, EDITION, data.draw(files(rubric))).bands
    assert bands is None or ids.index(bands.high) <= ids.index(bands.low)

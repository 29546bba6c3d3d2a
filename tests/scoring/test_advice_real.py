"""The real data in: every action of every city is done and scored again, and gives exactly what was promised."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from scorecard.checking import load_project
from scorecard.model.answer import Answer, CityEdition, Evidence, Finding
from scorecard.model.project import Project
from scorecard.model.rubric import Rubric
from scorecard.model.when import When
from scorecard.publishing.advice import Advice, advice_of
from scorecard.reading.city_text import city_edition_text
from scorecard.scoring.follows import beyond_caps
from scorecard.scoring.result import CityResult, EditionResult
from scorecard.scoring.score import score_all, score_city

ROOT = Path(__file__).resolve().parents[2]
SAMPLE = ("seattle-wa", "columbia-sc", "new-york-ny", "tampa-fl")


@pytest.fixture(scope="module")
def real() -> Project:
    """The project of this repository."""
    return load_project(ROOT)


@pytest.fixture(scope="module")
def results(real: Project) -> dict[str, EditionResult]:
    """All its editions, scored."""
    return score_all(real)


def everyone(results: dict[str, EditionResult]) -> Iterator[tuple[EditionResult, CityResult, Advice]]:
    """Go through all cities of all editions, each with its advice."""
    for result in results.values():
        for one in result.cities.values():
            yield result, one, advice_of(one, result.rubric)


def done(rubric: Rubric, file: CityEdition, day: When, criteria: tuple[str, ...]) -> CityEdition:
    """Answer criteria with their first level, by evidence of the edition's last day."""
    proof = Evidence("proof-of-it", "https://example.org/proof", day)
    given = {name: Answer(Finding(level=rubric.criteria[name].levels[0].id), (proof.id,)) for name in criteria}
    return replace(file, answers={**file.answers, **given}, evidence={**file.evidence, proof.id: proof})


def test_every_action_gives_what_was_promised(real: Project, results: dict[str, EditionResult]) -> None:
    """Range, bands and known share, to the last fraction, with no answer beyond a cap."""
    tried = 0
    for result, one, advice in everyone(results):
        file, day = real.answers[one.edition][one.city], When.day(result.edition.as_of)
        for action in advice.actions:
            after = score_city(result.rubric, result.edition, done(result.rubric, file, day, action.steps))
            assert (action.range, action.bands) == (after.range, after.bands), (one.city, action.criterion.id)
            assert [] == list(beyond_caps(result.rubric, after.criteria))
            tried += 1
    assert tried > 5000


def test_the_way_to_the_next_band_gets_there(real: Project, results: dict[str, EditionResult]) -> None:
    """All of it done gives the range and the bands that were told, and any of it left out does not get there."""
    for result, one, advice in everyone(results):
        if advice.next_band is None:
            continue
        file, day = real.answers[one.edition][one.city], When.day(result.edition.as_of)
        names = advice.next_band.criteria
        after = score_city(result.rubric, result.edition, done(result.rubric, file, day, names))
        assert (advice.next_band.range, advice.next_band.bands) == (after.range, after.bands)
        for name in names:
            rest = tuple(other for other in names if other != name)
            short = score_city(result.rubric, result.edition, done(result.rubric, file, day, rest))
            assert short.bands is None if one.bands is None else (short.bands or one.bands).low == one.bands.low


@pytest.mark.parametrize("city", SAMPLE)
def test_an_action_that_is_written_into_the_file_is_read_and_scored_as_promised(
    real: Project, results: dict[str, EditionResult], city: str, tmp_path: Path
) -> None:
    """From YAML, read and checked without a problem: what a city gets that does what it was told."""
    result = results["2026"]
    shutil.copytree(ROOT / "rubrics", tmp_path / "rubrics")
    shutil.copyfile(ROOT / "scorecard.yaml", tmp_path / "scorecard.yaml")
    (tmp_path / "cities" / city).mkdir(parents=True)
    shutil.copyfile(ROOT / "cities" / city / "city.yaml", tmp_path / "cities" / city / "city.yaml")
    file, day = real.answers["2026"][city], When.day(result.edition.as_of)
    advice = advice_of(result.cities[city], result.rubric)
    assert advice.actions
    for action in advice.actions[::4]:
        changed = done(result.rubric, file, day, action.steps)
        text = city_edition_text(changed, list(result.rubric.criteria))
        (tmp_path / "cities" / city / "2026.yaml").write_text(text, encoding="utf-8")
        read = load_project(tmp_path)
        after = score_city(result.rubric, result.edition, read.answers["2026"][city])
        assert (action.range, action.bands) == (after.range, after.bands)

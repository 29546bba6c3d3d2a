"""What builds remember of an edition as a whole: the same as when it is worked out."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from scorecard.building import remembered
from scorecard.building.cache import cached
from scorecard.building.remembered import alternatives_once, columns_once
from scorecard.checking import load_project
from scorecard.model.rubric import Rubric
from scorecard.publishing.advice import Advisors
from scorecard.publishing.told import all_columns
from scorecard.scoring.alternatives import Rule, UnderRule, alternatives, under_rules
from scorecard.scoring.result import CityResult
from scorecard.scoring.score import score_all

EVERYTHING = Path(__file__).resolve().parents[1] / "projects" / "everything"


def test_an_edition_under_other_rules_is_remembered_whole(tmp_path: Path) -> None:
    """Ranges, bands and places, in their order; under other answers it is worked out anew."""
    project = load_project(EVERYTHING)
    results = score_all(project)
    with cached(tmp_path) as cache:
        for result in results.values():
            found = alternatives(result)
            assert found == alternatives_once(cache, "key", result) == alternatives_once(cache, "key", result)
            kept = alternatives_once(cache, "key", result)
            assert [list(one.standings) for one in found.values()] == [list(one.standings) for one in kept.values()]
        first, *_, last = results.values()
        assert alternatives_once(cache, "key", first) != alternatives_once(cache, "key", last)


def test_only_cities_whose_answers_came_out_otherwise_are_scored_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With one city's answers in the place of another's, all is as when it is worked out anew, and little was."""
    project = load_project(EVERYTHING)
    result = score_all(project)["2026"]
    files = dict(project.answers["2026"])
    fewer = dict(list(files["bravo-bay"].answers.items())[1:])
    files["alpha-falls"] = replace(files["bravo-bay"], city="alpha-falls", answers=fewer)
    changed = score_all(replace(project, answers={**project.answers, "2026": files}))["2026"]
    scored: list[str] = []

    def counted(one: CityResult, rubric: Rubric) -> dict[Rule, UnderRule]:
        scored.append(one.city)
        return under_rules(one, rubric)

    monkeypatch.setattr(remembered, "under_rules", counted)
    with cached(tmp_path) as cache:
        remembered.alternatives_once(cache, "key", result)
        assert len(scored) > 5
        scored.clear()
        assert alternatives(changed) == alternatives_once(cache, "key", changed) != alternatives(result)
        assert scored == ["alpha-falls"]


def test_columns_are_remembered_and_made_in_processes_as_in_one(tmp_path: Path) -> None:
    """What advice says of others is the same from the cache, from one process and from two."""
    project = load_project(EVERYTHING)
    (told,) = [one for name, one in Advisors(project, score_all(project)).told().items() if name == "2026"]
    with cached(tmp_path) as cache:
        found = all_columns(told)
        assert any(any(column) for column in found.values())
        assert [found] * 3 == [columns_once(cache, key, jobs)(told) for key, jobs in (("a", 1), ("a", 1), ("b", 2))]

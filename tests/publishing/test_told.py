"""What advice says of others, as digests: the same while what is printed is the same, and else another one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from scorecard.model.project import Project
from scorecard.publishing.advice import Advisors
from scorecard.publishing.told import Told
from scorecard.scoring.measured import FIRST
from scorecard.scoring.result import EditionResult

Results = Mapping[str, EditionResult]


def _told(project: Project, results: Results) -> Told:
    return Advisors(project, results).told()["2026"]


def _named(project: Project, results: Results, city: str) -> list[tuple[str, str]]:
    """List what the advice to a city names: criterion and city."""
    advisor = Advisors(project, results).of("2026")
    return [
        (criterion, example.city.id)
        for criterion, one in results["2026"].cities[city].criteria.items()
        if one.pair is not None and one.pair != FIRST
        for example in advisor.examples(city, criterion)
    ]


def test_another_name_of_a_city_changes_what_is_told_to_those_that_hear_of_it(
    project: Project, results: Results
) -> None:
    """Of all cities that get advice, exactly those whose advice names it."""
    before = _told(project, results)
    hears = {city for city in before.advised if _named(project, results, city)}
    assert hears
    heard = _named(project, results, min(hears))[0][1]
    cities = {**project.cities, heard: replace(project.cities[heard], name="Another Name")}
    after = _told(replace(project, cities=cities), results)
    changed = {city for city in before.advised if before.of(city) != after.of(city)}
    assert {city for city in hears if heard in {one for _, one in _named(project, results, city)}} == changed


def test_a_column_rests_on_what_it_says_and_on_nothing_else(project: Project, results: Results) -> None:
    """Where no column says anything else, none is worked out again; where one does, its digest is another one."""
    before, city = _told(project, results), "alpha-falls"
    website = {**project.cities, city: replace(project.cities[city], website="https://another.example/")}
    renamed = {**project.cities, city: replace(project.cities[city], name="Another Name")}
    criteria = list(results["2026"].rubric.criteria)
    digests = {one: before.rests_on(one) for one in criteria}
    assert digests == {one: _told(replace(project, cities=website), results).rests_on(one) for one in criteria}
    after = _told(replace(project, cities=renamed), results)
    moved = {one for one in criteria if after.column(one) != before.column(one)}
    assert moved
    assert all(digests[one] != after.rests_on(one) for one in moved)

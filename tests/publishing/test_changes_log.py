"""The changes of all cities in, the log and the documents out."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace
from fractions import Fraction
from typing import Any

import pytest

from scorecard.model.project import Project
from scorecard.packaged import packaged
from scorecard.publishing import changes as log
from scorecard.publishing.assets import site_assets
from scorecard.publishing.changed import Change, change_into, read, written
from scorecard.publishing.changes import changes_page
from scorecard.publishing.changes_file import change_documents, changes_in_memory, pairs
from scorecard.publishing.city_bridge import BridgeView, bridge_view
from scorecard.publishing.frame import Site, site_of
from scorecard.publishing.keys import Keys
from scorecard.publishing.templating import templates_of
from scorecard.publishing.whole_city import loader
from scorecard.scoring.result import EditionResult

Results = dict[str, EditionResult]


@pytest.fixture
def site(project: Project) -> Site:
    """What all pages share."""
    return site_of(project, site_assets(templates_of(packaged("templates")).sources), "1.2.3")


def document(project: Project, results: Results) -> Any:
    """Write the one document of changes of the made-up project."""
    (found,) = change_documents(project, results, changes_in_memory(project, results), Keys(project, results))
    assert found.path == "api/v1/changes/2025-to-2026.json"
    return json.loads(found.content())


def test_the_document_adds_up_exactly(project: Project, results: Results) -> None:
    """Steps make up the difference of each city, kinds that of the mean, and doubles are the nearest."""
    changes = document(project, results)
    for one in changes["cities"]:
        steps = [Fraction(step["difference_exact"]) for step in one["steps"]]
        ends = [Fraction(one[name]) for name in ("low_from_exact", "low_to_exact")]
        assert ends[1] - ends[0] == sum(steps) == Fraction(one["difference_exact"])
        assert all(float(Fraction(step["difference_exact"])) == step["difference"] for step in one["steps"])
    kinds = [Fraction(one["difference_exact"]) for one in changes["nation"]["kinds"].values()]
    assert Fraction(changes["nation"]["difference_exact"]) == sum(kinds)
    assert ["alpha-falls", "hotel-hostile", "kilo-carried"] == [one["id"] for one in changes["cities"]]
    assert ["from", "to", "family", "nation", "cities", "regressions"] == list(changes)


def test_the_document_has_a_record_a_line(project: Project, results: Results) -> None:
    """So that it is written piece by piece, and read so too."""
    (found,) = change_documents(project, results, changes_in_memory(project, results), Keys(project, results))
    lines = found.content().decode().splitlines()
    assert 3 == sum(1 for line in lines if line.startswith('{"id"'))
    assert len(list(found.chunks())) > 3


def test_a_regression_has_its_day_and_its_reason(project: Project, results: Results) -> None:
    """What it was, what it is, and what that took from the proved score; what had vanished before is not told again."""
    (one,) = document(project, results)["regressions"]
    expected = {
        "city": "hotel-hostile", "criterion": "force-published", "was": "Open data set.", "is": "Not published.",
        "on": "2026-02-01", "because": "<b>&\"' gone.", "difference": -27.77777777777778, "difference_exact": "-250/9",
    }  # fmt: skip
    assert expected == one


def test_only_editions_of_one_family_are_compared(project: Project) -> None:
    """2023 is of another family, and an edition without a city does not count."""
    assert [("2025", "2026")] == [(old.id, new.id) for old, new in pairs(project, {"2023", "2025", "2026"})]
    assert [] == pairs(project, {"2023", "2026"})


def test_a_change_is_read_as_it_was_written(project: Project, results: Results) -> None:
    """Nothing is lost in the survey."""
    load = loader(project, results)
    old, new = project.settings.edition("2025"), project.settings.edition("2026")
    for city in ("alpha-falls", "hotel-hostile", "kilo-carried"):
        change, _ = change_into(load(city), old, new, project.rubrics)
        assert change == read(written(change))
    assert Change(None, None, (), (), "x") == read(written(Change(None, None, (), (), "x")))


def test_the_log_is_cut_where_it_would_be_long(
    project: Project, results: Results, site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The farthest are shown, and where the rest is."""
    public = {name: result for name, result in results.items() if result.has_public}
    monkeypatch.setattr(log, "MOST_SHOWN", 2)
    monkeypatch.setattr(log, "MOST_CORRECTIONS", 3)
    page = changes_page(public, changes_in_memory(project, results), site)
    (section,) = page.sections
    assert ["+52.3", "−25.5"] == [one.difference for one in section.cities]
    assert "Cities that moved most: 2" == section.cities_title
    assert "2 of 3 are shown; the document has them all." == section.cities_more
    assert "3 of 4 are shown; older ones are on the pages of their cities." == page.corrections_more
    assert ["October 2, 2026", "September 2, 2026", "September 2, 2026"] == [one.on for one in page.corrections]


def test_a_log_without_anything_to_compare_says_so(project: Project, results: Results, site: Site) -> None:
    """One edition is no change."""
    only = {"2023": results["2023"]}
    page = changes_page(only, changes_in_memory(project, results), site)
    assert ((), ()) == (page.sections, page.breaks)
    assert page.nothing is not None


def view(project: Project, results: Mapping[str, EditionResult], city: str, edition: str) -> BridgeView | None:
    """Show the bridge of a city."""
    return bridge_view(city, project.settings.edition(edition), project, results)


def test_a_city_says_why_there_is_no_bridge(project: Project, results: Results) -> None:
    """None at all without an older edition, a sentence where that is of another family or nothing applied."""
    assert view(project, results, "bravo-bay", "2026") is None
    broken = view(project, results, "alpha-falls", "2025")
    assert broken is not None
    assert "No comparison across rubrics: 2023 asked other questions, and 2025 starts anew." == broken.sentences
    assert ((), None) == (broken.lines, broken.acted)
    files = {edition: dict(of) for edition, of in project.answers.items()}
    files["2025"]["golf-exempt"] = replace(files["2026"]["golf-exempt"], edition="2025")
    cities = {**results["2025"].cities, "golf-exempt": results["2026"].cities["golf-exempt"]}
    scored = {**results, "2025": replace(results["2025"], cities=cities)}
    nothing = view(replace(project, answers=files), scored, "golf-exempt", "2026")
    assert nothing is not None
    assert "No comparison: no question applied in 2025 and 2026." == nothing.sentences


def test_a_city_is_told_step_by_step(project: Project, results: Results) -> None:
    """The sum in a sentence, then each kind with its questions, and what the city did as far as we can prove."""
    found = view(project, results, "kilo-carried", "2026")
    assert found is not None
    assert "What we can prove went from 5.0 to 0. Evidence aged for −5.0." == found.sentences
    assert [("Evidence aged for −5.0:", ["chokehold-ban"])] == [
        (line.said, [step.anchor for step in line.steps]) for line in found.lines
    ]
    assert "The city acted: nothing that we can prove." == found.acted
    alpha = view(project, results, "alpha-falls", "2026")
    assert alpha is not None
    assert "The city acted: Stops and searches (since February 10, 2026)." == alpha.acted

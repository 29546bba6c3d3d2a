"""The files of cities in, the pledge ledger out."""

from __future__ import annotations

from dataclasses import replace

import pytest

from scorecard.building.figures import FiguresReader
from scorecard.building.inputs import find_inputs
from scorecard.building.survey import find_city, survey_of
from scorecard.model.project import Project
from scorecard.packaged import packaged
from scorecard.publishing.assets import site_assets
from scorecard.publishing.frame import Site, site_of
from scorecard.publishing.pledge import pledge_page, signed_in
from scorecard.publishing.templating import templates_of
from scorecard.reading.project import read_shared
from scorecard.scoring.result import EditionResult
from tests.golden.accept import PROJECT

Results = dict[str, EditionResult]


@pytest.fixture
def site(project: Project) -> Site:
    """What all pages share."""
    return site_of(project, site_assets(templates_of(packaged("templates")).sources), "1.2.3")


def test_only_cities_with_evidence_of_signing_are_listed(results: Results, site: Site) -> None:
    """A city without a source for its signature is not in the ledger, and the page says that others may have signed."""
    page = pledge_page(results, site)
    assert [("Alpha Falls, Washington", "Signed June 10, 2020.")] == [(row.city.label, row.said) for row in page.rows]
    assert "1 city signed, by a public source. Others may have." == page.counted


def test_each_action_is_read_off_its_criterion(results: Results, site: Site) -> None:
    """No status is typed: what is said of an action is the answer, and it leads to it."""
    (row,) = pledge_page(results, site).rows
    found = {one.title: (one.word, one.said) for one in row.actions}
    nothing = "No dated document found by June 30, 2026."
    assert {"Review": ("Unknown", nothing), "Engage": ("Not applicable", ""), "Reform": ("Unknown", nothing)} == found
    assert "cities/alpha-falls/2026/index.html#warning" == row.actions[-1].path


def test_nobody_who_signed_is_said_in_words(project: Project, results: Results, site: Site) -> None:
    """Without any signature the page says what was not found, and still what was asked."""
    nobody = {
        edition: {city: replace(file, pledge=None) for city, file in files.items()}
        for edition, files in project.answers.items()
    }
    page = pledge_page(results, replace(site, project=replace(project, answers=nobody)))
    assert () == page.rows
    assert page.counted.startswith("No public source that we read shows")
    assert ["Review", "Engage", "Report", "Reform"] == [one.title for one in page.asked]


def test_a_draft_is_in_no_ledger(project: Project) -> None:
    """A signature in a draft, or in a file that was withdrawn, is not published."""
    drafts = {
        edition: {city: replace(file, is_draft=True) for city, file in files.items()}
        for edition, files in project.answers.items()
    }
    assert {} == signed_in(drafts)


def test_a_survey_carries_the_pledge(project: Project) -> None:
    """What a build remembers of a city has the signature and its sources, so that its answers need not be read."""
    shared = read_shared(PROJECT)
    found = find_city(find_inputs(PROJECT, with_drafts=False).cities["alpha-falls"].folders, shared)
    surveyed = FiguresReader(shared).read(survey_of(found, shared).figures)
    whole = project.answers["2026"]["alpha-falls"]
    assert surveyed is not None
    assert whole.pledge == surveyed.files["2026"].pledge
    assert "https://example.org/pledge" == surveyed.files["2026"].evidence["pledge-list"].url

"""The made-up project and the same full of attacks, their results and pages, made once for all tests of publishing."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from scorecard.checking import load_project
from scorecard.model.project import Project
from scorecard.packaged import packaged
from scorecard.publishing.site import site_pages
from scorecard.scoring.result import EditionResult
from scorecard.scoring.score import score_edition
from tests.golden.accept import PROJECT, made
from tests.publishing.hostile import ATTACKS, planted


@pytest.fixture(scope="session")
def project() -> Project:
    """The project that shows every component and every state once."""
    return load_project(PROJECT)


@pytest.fixture(scope="session")
def results(project: Project) -> dict[str, EditionResult]:
    """All its editions, scored."""
    return {edition.id: score_edition(project, edition.id) for edition in project.settings.editions}


@pytest.fixture(scope="session")
def pages() -> Mapping[str, bytes]:
    """Every text file of its site, by path."""
    return made()


@pytest.fixture(scope="session")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """The same project with all attacks in every text."""
    return load_project(planted(tmp_path_factory.mktemp("hostile") / "project", " ".join(ATTACKS)))


@pytest.fixture(scope="session")
def hostile_results(hostile: Project) -> dict[str, EditionResult]:
    """All its editions, scored."""
    return {edition.id: score_edition(hostile, edition.id) for edition in hostile.settings.editions}


@pytest.fixture(scope="session")
def hostile_files(hostile: Project, hostile_results: Mapping[str, EditionResult]) -> Mapping[str, bytes]:
    """Every file of its site but for documents and tables, by path."""
    templates = packaged("templates")
    made = site_pages(hostile, hostile_results, templates=templates, cards=frozenset(), tool_version="1")
    return {one.path: one.content() for one in made}

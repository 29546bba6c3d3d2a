"""The made-up project, its results and its pages, made once for all tests of publishing."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from scorecard.checking import load_project
from scorecard.model.project import Project
from scorecard.scoring.result import EditionResult
from scorecard.scoring.score import score_edition
from tests.golden.accept import PROJECT, made


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

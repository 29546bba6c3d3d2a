"""One city's folder in: what is read without any other city, and how the cities of a project are put together."""

from __future__ import annotations

import pickle
import shutil
from pathlib import Path

import pytest

from scorecard.model.when import Place
from scorecard.reading.one_city import CityRead, FormerId, read_city_folder
from scorecard.reading.project import clashes, find_cities, gather, read_project, read_shared

MINIMAL = Path(__file__).resolve().parent.parent / "projects" / "minimal"


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """Copy the minimal project."""
    return Path(shutil.copytree(MINIMAL, tmp_path / "project"))


def read_city(root: Path, city: str) -> CityRead:
    """Read one city of a project and no other."""
    shared = read_shared(root)
    folders, _ = find_cities(root, shared.settings)
    return next(read_city_folder(one, shared.settings, shared.rubrics) for one in folders if one.path.name == city)


def test_a_city_is_read_alone_as_it_is_with_all_others() -> None:
    """City, answers and digests of one folder are those of the whole project."""
    whole, read = read_project(MINIMAL), read_city(MINIMAL, "seattle-wa")
    assert whole.project is not None
    assert whole.project.cities["seattle-wa"] == read.city
    expected = {edition: cities["seattle-wa"] for edition, cities in whole.project.answers.items()}
    assert expected == read.answers
    assert {path: digest for path, digest in whole.inputs.items() if "/seattle-wa/" in path} == read.inputs
    assert (FormerId("seattle-wa", "seattle-city-wa", "cities/seattle-wa/city.yaml", Place(9, 7)),) == read.former


def test_another_citys_mistake_does_not_matter(project: Path) -> None:
    """A broken neighbor changes nothing, and is told by its own folder alone."""
    (project / "cities/tacoma-wa/2026.yaml").write_text("status: draft\nanswers: {a: nonsense}\n")
    assert () == read_city(project, "seattle-wa").problems
    read = read_city(project, "tacoma-wa")
    assert (["unknown-level"], ["cities/tacoma-wa/2026.yaml"]) == ([one.code for one in read.problems], [*read.drafts])
    assert {} == read.answers


def test_cities_may_come_from_other_processes() -> None:
    """What was read of a city survives being sent, and makes the same project."""
    shared = read_shared(MINIMAL)
    folders, problems = find_cities(MINIMAL, shared.settings)
    reads = [read_city_folder(one, shared.settings, shared.rubrics) for one in folders]
    assert read_project(MINIMAL) == gather(shared, pickle.loads(pickle.dumps(reads)), problems)  # noqa: S301  # own


def test_clashes_are_told_of_what_was_read(project: Path) -> None:
    """A former id that is another city's id needs both cities to be seen."""
    path = project / "cities/tacoma-wa/city.yaml"
    path.write_text(path.read_text() + "was: [seattle-wa]\n")
    alone = read_city(project, "tacoma-wa")
    assert [] == list(clashes([alone]))
    assert ["repeated-id"] == [one.code for one in clashes([read_city(project, "seattle-wa"), alone])]

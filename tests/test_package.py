"""The checkout in, a wheel out: what travels in it, and that it is found from elsewhere."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from zipfile import ZipFile

import pytest

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the wheel without a network, as pip does for a user."""
    folder = tmp_path_factory.mktemp("wheel")
    pip = [sys.executable, "-m", "pip", "--disable-pip-version-check", "wheel", "--quiet"]
    offline = ["--no-index", "--no-deps", "--no-build-isolation", "--wheel-dir", str(folder), str(ROOT)]
    subprocess.run(pip + offline, check=True)
    return next(folder.glob("*.whl"))


def test_every_file_of_the_data_folders_travels_in_the_wheel(wheel: Path) -> None:
    """Templates, rubrics and source lists are inside the package."""
    homes = {"templates": "templates", "rubrics": "rubrics", "sources": "source_lists"}
    wanted = {
        f"scorecard/{home}/{path.relative_to(ROOT / folder).as_posix()}"
        for folder, home in homes.items()
        for path in (ROOT / folder).rglob("*")
        if path.is_file() and not path.name.startswith(".")
    }
    assert set() == wanted - set(ZipFile(wheel).namelist())


def test_the_words_of_every_language_travel_in_the_wheel(wheel: Path) -> None:
    """A page in Spanish needs no checkout."""
    wanted = {path.relative_to(ROOT).as_posix() for path in (ROOT / "scorecard" / "locale").rglob("*.mo")}
    assert (True, set()) == (bool(wanted), wanted - set(ZipFile(wheel).namelist()))


def test_no_city_test_or_script_travels_in_the_wheel(wheel: Path) -> None:
    """The package holds the program; the record of cities is the publisher's."""
    tops = {name.split("/")[0] for name in ZipFile(wheel).namelist()}
    assert {"scorecard"} == {top for top in tops if not top.endswith(".dist-info")}


def test_an_unpacked_wheel_finds_its_own_folders(wheel: Path, tmp_path: Path) -> None:
    """Outside the checkout, the packaged folders are those of the wheel."""
    ZipFile(wheel).extractall(tmp_path)
    names = ("templates", "rubrics", "source_lists")
    code = f"from scorecard.packaged import packaged\nfor name in {names}: print(packaged(name))"
    environment = {"PYTHONPATH": str(tmp_path)}
    run = subprocess.run(
        [sys.executable, "-c", code], cwd=tmp_path, env=environment, capture_output=True, text=True, check=True
    )
    assert [str(tmp_path / "scorecard" / name) for name in names] == run.stdout.splitlines()

"""A number in, a project with so many synthetic agencies out, and the changes that builds are timed on.

    scripts/run.sh .venv/bin/python -m benchmarks.synthetic DIR N

No agency in it exists. The same number gives the same bytes anywhere, and a larger project begins with a smaller one.
"""

from __future__ import annotations

import argparse
import re
import shutil
import sys
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.synthetic_city import AS_OF, CHANGED, synthetic_city
from scorecard.checking import load_project
from scorecard.model.rubric import Rubric
from scorecard.packaged import packaged

EDITION = "2026"
RUBRIC = "police-data-2026"
_README = "Made by benchmarks/synthetic.py. No agency in here exists, and no figure says anything about anyone.\n"
_SETTINGS = f"""\
# Synthetic agencies, to measure with. None of them exists.
title: "Synthetic Scorecard"
publisher: "Example Coalition"
contact: "data@example.org"
base_url: "https://example.org/scorecard/"
licence: "CC-BY-4.0"
language: en
editions:
  {EDITION}: {{rubric: {RUBRIC}, as_of: {AS_OF}}}
peers:
  - {{id: over-250k, title: "Over 250,000 people", from_population: 250000}}
  - {{id: 50k-to-250k, title: "50,000 to 250,000 people", from_population: 50000}}
  - {{id: under-50k, title: "Under 50,000 people", from_population: 0}}
"""


def write_project(folder: Path, agencies: int) -> Path:
    """Write a project with one edition, and give its folder.

    Args:
        folder: one that does not exist yet, or is empty.
        agencies: how many.
    """
    (folder / "rubrics").mkdir(parents=True)
    shutil.copyfile(packaged("rubrics") / f"{RUBRIC}.yaml", folder / "rubrics" / f"{RUBRIC}.yaml")
    (folder / "scorecard.yaml").write_text(_SETTINGS, encoding="utf-8")
    (folder / "README.md").write_text(_README, encoding="utf-8")
    rubric = _rubric(folder)
    for number in range(1, agencies + 1):
        made = synthetic_city(number, rubric)
        city = folder / "cities" / made.id
        city.mkdir(parents=True)
        (city / "city.yaml").write_text(made.city, encoding="utf-8")
        (city / f"{EDITION}.yaml").write_text(made.answers, encoding="utf-8")
    return folder


def change_one_answer(project: Path, city: str) -> None:
    """Give one answer of one synthetic agency the next level of its criterion; after the last comes the first."""
    levels = [level.id for level in _rubric(project).criteria[CHANGED].levels]
    path = project / "cities" / city / f"{EDITION}.yaml"

    def next_level(found: re.Match[str]) -> str:
        return found[1] + levels[(levels.index(found[2]) + 1) % len(levels)]

    _replace(path, rf"(\n  {CHANGED}: {{level: )([a-z-]+)", next_level)


def change_rubric(project: Path) -> None:
    """Give one criterion another number of points: one more, or one less where it has more already."""
    points = _rubric(project).criteria[CHANGED].points
    as_packaged = 2
    other = as_packaged + 1 if points == as_packaged else as_packaged
    path = project / "rubrics" / f"{RUBRIC}.yaml"
    _replace(path, rf"(- id: {CHANGED}\n(?:.*\n)*?\s+points: )[0-9]+", lambda found: f"{found[1]}{other}")


def _replace(path: Path, pattern: str, made: Callable[[re.Match[str]], str]) -> None:
    text, count = re.subn(pattern, made, path.read_text(encoding="utf-8"), count=1)
    if count != 1:
        raise ValueError(f"{path} was not made by benchmarks.synthetic")
    path.write_text(text, encoding="utf-8")


def _rubric(project: Path) -> Rubric:
    """Read the rubric of a project, without its agencies."""
    with TemporaryDirectory(prefix="scorecard-rubric-") as folder:
        alone = Path(folder)
        shutil.copyfile(project / "scorecard.yaml", alone / "scorecard.yaml")
        shutil.copytree(project / "rubrics", alone / "rubrics")
        return load_project(alone).rubrics[RUBRIC]


def main() -> int:
    """Write a project from the command line."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.synthetic", description="Write a synthetic project.")
    parser.add_argument("folder", type=Path, metavar="DIR", help="a new folder")
    parser.add_argument("agencies", type=int, metavar="N", help="how many agencies")
    options = parser.parse_args()
    write_project(options.folder, options.agencies)
    return 0


if __name__ == "__main__":
    sys.exit(main())

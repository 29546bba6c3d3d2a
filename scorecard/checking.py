"""A project folder in, a checked project out, or all problems: what reading and scoring find together."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from scorecard.model.answer import CityEdition
from scorecard.model.project import Project
from scorecard.model.rubric import Rubric
from scorecard.model.when import Place
from scorecard.problem import CommandLineError, Problem, ProblemsFound
from scorecard.reading.project import read_project
from scorecard.scoring.follows import beyond_caps, leaders_first, work_out
from scorecard.scoring.result import CriterionResult


@dataclass(frozen=True, slots=True)
class Checked:
    """A project as far as it could be read, with all its problems.

    `inputs` maps the path of every file that was read to its SHA-256; `drafts` are
    the paths of drafts, those with problems too.
    """

    project: Project | None
    problems: tuple[Problem, ...]
    inputs: Mapping[str, str]
    drafts: frozenset[str]

    def outside_drafts(self) -> tuple[Problem, ...]:
        """List the problems that are not a draft's."""
        return tuple(one for one in self.problems if one.path not in self.drafts)

    def cities(self) -> set[str]:
        """List the cities that have any file, or a problem with one."""
        paths = [*self.inputs, *(one.path for one in self.problems)]
        return {city for path in paths if (city := city_of(path)) is not None}


def find_project(start: Path) -> Path:
    """Look upwards for the folder with `scorecard.yaml`.

    Raises:
        CommandLineError: there is none.
    """
    for folder in (start, *start.parents):
        if is_project(folder):
            return folder
    raise CommandLineError(
        f"no scorecard.yaml in {start} or above; go to your project, or start one with `scorecard new project DIR`"
    )


def is_project(folder: Path) -> bool:
    """Whether a folder holds a `scorecard.yaml`; one that may not be looked into does not."""
    return os.path.isfile(folder / "scorecard.yaml")  # noqa: PTH113  # Path.is_file raises where it may not look


def check_project(root: Path, *, with_drafts: bool = False) -> Checked:
    """Read a project and check all of it."""
    reading = read_project(root, with_drafts=with_drafts)
    beyond = _beyond(reading.project) if reading.project is not None else ()
    problems = tuple(sorted({*reading.problems, *beyond}))
    return Checked(reading.project, problems, reading.inputs, reading.drafts)


def city_of(path: str) -> str | None:
    """Name the city that a file of the project, or of its drafts folder, belongs to; None where it is of none."""
    parts = path.split("/")
    is_of_city = len(parts) > 2 and parts[-1].endswith(".yaml") and (parts[0] == "cities" or parts[0] == "..")
    return parts[-2] if is_of_city else None


def load_project(root: Path, *, with_drafts: bool = False) -> Project:
    """Read a project that has no problems.

    Raises:
        ProblemsFound: it has some.
    """
    checked = check_project(root, with_drafts=with_drafts)
    if checked.problems or checked.project is None:
        raise ProblemsFound(checked.problems)
    return checked.project


def check_city(rubric: Rubric, answers: CityEdition, results: Mapping[str, CriterionResult]) -> Iterator[Problem]:
    """Report answers that claim more than the criterion that they follow allows.

    Args:
        rubric: the edition's rubric.
        answers: the city's file.
        results: criterion id -> result, as `work_out` gives them or as `score_city` holds them.
    """
    for criterion, claim, cap in beyond_caps(rubric, results):
        place = answers.places.get(criterion, Place(1, 1))
        leaves = f"{cap.by} ({cap.leader_level}) leaves: {cap.level} at best"
        what = f'"{claim}" of {criterion} is more than {leaves}'
        mend = f"correct {criterion} or {cap.by}"
        yield Problem(answers.path, place.line, place.column, "beyond-cap", what, mend)


def _beyond(project: Project) -> Iterator[Problem]:
    """Check every city of every edition whose rubric could be read."""
    for edition in project.settings.editions:
        rubric = project.rubrics.get(edition.rubric)
        if rubric is None:
            continue
        order = leaders_first(rubric)
        for answers in project.answers.get(edition.id, {}).values():
            results = work_out(rubric, answers.answers, answers.evidence, edition.as_of, order)
            yield from check_city(rubric, answers, results)

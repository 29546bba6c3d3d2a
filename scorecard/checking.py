"""A project folder in, a checked project out, or all problems: what reading and scoring find together."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from scorecard.model.project import Project
from scorecard.model.when import Place
from scorecard.problem import CommandLineError, Problem, ProblemsFound
from scorecard.reading.project import Reading, read_project
from scorecard.scoring.follows import beyond_caps, leaders_first, work_out


@dataclass(frozen=True, slots=True)
class Checked:
    """A project as far as it could be read, with all its problems, and the SHA-256 of every input by path."""

    project: Project | None
    problems: tuple[Problem, ...]
    inputs: dict[str, str]


def find_project(start: Path) -> Path:
    """Look upwards for the folder with `scorecard.yaml`.

    Raises:
        CommandLineError: there is none.
    """
    for folder in (start, *start.parents):
        if (folder / "scorecard.yaml").is_file():
            return folder
    raise CommandLineError(
        f"no scorecard.yaml in {start} or above; go to your project, or start one with `scorecard new project DIR`"
    )


def check_project(root: Path, *, with_drafts: bool = False) -> Checked:
    """Read a project and check all of it."""
    reading = read_project(root, with_drafts=with_drafts)
    beyond = list(_beyond(reading)) if reading.project is not None else []
    return Checked(reading.project, tuple(sorted({*reading.problems, *beyond})), dict(reading.inputs))


def load_project(root: Path, *, with_drafts: bool = False) -> Project:
    """Read a project that has no problems.

    Raises:
        ProblemsFound: it has some.
    """
    checked = check_project(root, with_drafts=with_drafts)
    if checked.problems or checked.project is None:
        raise ProblemsFound(checked.problems)
    return checked.project


def _beyond(reading: Reading) -> Iterator[Problem]:
    """Report answers that claim more than the criterion that they follow allows."""
    project = reading.project
    if project is None:
        return
    for edition in project.settings.editions:
        rubric = project.rubrics.get(edition.rubric)
        if rubric is None:
            continue
        order = leaders_first(rubric)
        for answers in project.answers.get(edition.id, {}).values():
            results = work_out(rubric, answers.answers, answers.evidence, edition.as_of, order)
            for criterion, claim, cap in beyond_caps(rubric, results):
                place = answers.places.get(criterion, Place(1, 1))
                what = f'"{claim}" of {criterion} is more than {cap.by} ({cap.leader_level}) leaves: {cap.level} at best'
                mend = f"correct {criterion} or {cap.by}"
                yield Problem(answers.path, place.line, place.column, "beyond-cap", what, mend)

"""What a command line names in, what the project has of it out, or a sentence that says what there is instead."""

from __future__ import annotations

from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from fractions import Fraction
from pathlib import Path

from scorecard.checking import Checked, find_project, is_project
from scorecard.codes import CODES
from scorecard.model.project import Project
from scorecard.packaged import packaged
from scorecard.problem import CommandLineError, Problem, ProblemsFound, did_you_mean
from scorecard.reading.weights import read_weights


def project_folder(given: Path | None, *, or_code: str | None = None) -> Path:
    """Find the project: the folder given, or the one above this that has a `scorecard.yaml`.

    Args:
        given: the value of `--project`.
        or_code: a word that may have been meant as a problem's code, which needs no project.

    Raises:
        CommandLineError: there is no project.
    """
    close = did_you_mean(or_code, CODES) if or_code is not None else ""
    if given is None:
        try:
            return find_project(Path.cwd())
        except FileNotFoundError as error:
            raise CommandLineError(f"this folder was deleted; go to your project{close}") from error
        except CommandLineError as error:
            raise CommandLineError(f"{error}{close}") from error
    if not is_project(given):
        raise CommandLineError(f"no scorecard.yaml in {given}; name the folder that holds it{close}")
    return given


def whole_project(checked: Checked, *, drafts_count: bool) -> Project:
    """Give the project.

    Raises:
        ProblemsFound: there are problems outside drafts, or in drafts where they count.
    """
    problems = checked.problems if drafts_count else checked.outside_drafts()
    if problems or checked.project is None:
        raise ProblemsFound(problems)
    return checked.project


def choose_edition(project: Project, wanted: str | None, city: str | None = None) -> str:
    """Choose an edition: the one named, else the newest with a final file (of the city, where one is named).

    Raises:
        CommandLineError: there is none.
    """
    ids = [edition.id for edition in project.settings.editions]
    if wanted is not None:
        if wanted not in ids:
            raise CommandLineError(f"{wanted} is no edition; use one of {', '.join(ids)}{did_you_mean(wanted, ids)}")
        if city is not None and city not in project.answers[wanted]:
            raise CommandLineError(f"{city} has no answers in {wanted}")
        return wanted
    if city is None:
        newest = project.newest_edition()
        if newest is None:
            raise CommandLineError("no edition has a final file yet; write one with `scorecard new city ID`")
        return newest.id
    having = [edition for edition in ids if city in project.answers[edition]]
    final = [edition for edition in having if project.answers[edition][city].is_final]
    if not having:
        raise CommandLineError(f"{city} has no answers in any edition; write cities/{city}/EDITION.yaml")
    return (final or having)[-1]


def check_cities(cities: Sequence[str], known: AbstractSet[str]) -> None:
    """Hold the cities that are named against those that exist.

    Raises:
        CommandLineError: one does not exist.
    """
    for city in cities:
        if city not in known:
            raise CommandLineError(f"there is no city {city}{did_you_mean(city, sorted(known))}")


def choose_weights(text: str | None, project: Project, edition: str) -> dict[str, Fraction] | None:
    """Read `--weights` for an edition; None where none are given."""
    dimensions = [dimension.id for dimension in project.rubric_of(edition).dimensions]
    return None if text is None else read_weights(text, dimensions)


def check_engine(engine: str, scheduler: str | None) -> None:
    """Refuse a cluster without its address, and an address that nothing would use."""
    if engine == "dask" and scheduler is None:
        raise CommandLineError("--engine dask needs the address of a scheduler, as --scheduler tcp://10.0.0.1:8786")
    if engine != "dask" and scheduler is not None:
        raise CommandLineError("--scheduler is for --engine dask")


def choose_language(project: Project, wanted: str | None) -> str:
    """Choose a language: the one named, else the project's own.

    Raises:
        CommandLineError: the project is not made in it.
    """
    own, others = project.settings.language, project.settings.also_in
    if wanted is not None and wanted not in (own, *others):
        raise CommandLineError(f"{wanted} is no language of the project; use one of {', '.join((own, *others))}")
    return wanted or own


def templates_of(root: Path) -> Path:
    """Find the project's own templates, or the packaged ones.

    Raises:
        ProblemsFound: a link stands in the place of the folder.
    """
    own = root / "templates"
    if own.is_symlink():
        raise ProblemsFound([Problem("templates", 1, 1, "not-a-file", "it is a link", "put the folder itself there")])
    return own if own.is_dir() else packaged("templates")


def card_file(wanted: Path | None, name: str, root: Path) -> Path:
    """Choose where a single card goes: the file named, or `name` here or in the folder named.

    Raises:
        CommandLineError: it is no PDF, its folder is not there, or it lies where a build or a person writes.
    """
    path = Path(name) if wanted is None else wanted / name if wanted.is_dir() else wanted
    if path.suffix.lower() != ".pdf":
        raise CommandLineError(f'-o: "{path}" does not end in .pdf')
    if not path.parent.is_dir():
        raise CommandLineError(f"-o: there is no folder {path.parent}")
    place = path.resolve()
    taken = [root / folder for folder in ("cities", "rubrics", "templates", "pages", "editions", "site")]
    if any(place.is_relative_to(folder.resolve()) for folder in taken):
        raise CommandLineError(f"-o: {path} lies among the files of the project; name a place outside them")
    return path

"""Public tables and a project folder in, its city files brought up to date out: sources and reading put together.

`import_tables` is pure: texts in, texts out. `run_import` reads the files, and
writes only where nothing at all is wrong.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path

from scorecard.checking import check_project
from scorecard.model.answer import CityEdition
from scorecard.model.project import City, Edition, Project
from scorecard.model.rubric import Rubric
from scorecard.model.when import Place
from scorecard.packaged import packaged
from scorecard.problem import CommandLineError, OutputNotWritable, Problem, ProblemsFound
from scorecard.reading.answers import read_city_edition
from scorecard.reading.city import read_city
from scorecard.reading.city_edit import edit_city_edition
from scorecard.reading.city_text import city_text
from scorecard.reading.decoding import decode
from scorecard.reading.disk import read_bytes
from scorecard.reading.fields import Log
from scorecard.reading.text import parse
from scorecard.reading.words import check_id
from scorecard.scoring.follows import beyond_caps, work_out
from scorecard.sources.cities import KINDS, Gathered, gather
from scorecard.sources.lists import COLUMNS, TABLES, Lists, read_lists
from scorecard.sources.merge import outranks
from scorecard.sources.record import Round
from scorecard.sources.report import Kept, Report
from scorecard.sources.table import MAX_BYTES

ALL_TABLES = "tables"
"""The kind that takes a folder with all tables, and writes cities that the project does not have yet."""

_BOM = "\ufeff"


@dataclass(frozen=True, slots=True)
class Imported:
    """The texts of all city files that change, by path; none where there are problems."""

    files: Mapping[str, str]
    report: Report
    problems: tuple[Problem, ...]


@dataclass(frozen=True, slots=True)
class Standing:
    """What stands in a project into which some tables are imported alone.

    Only its `cities` get answers; `answers` (path -> answers) are not replaced by
    those of a lower kind of table, and keep their notes.
    """

    cities: Mapping[str, City]
    answers: Mapping[str, CityEdition]


def import_tables(
    tables: Mapping[str, bytes],
    lists: Lists,
    rounds: Sequence[Round],
    existing: Mapping[str, str],
    standing: Standing | None = None,
) -> Imported:
    """Bring what the tables say into the texts of the city files.

    Args:
        tables: file name, as in `tables.csv`, -> bytes.
        lists: the lists of `sources/`.
        rounds: the editions with their rubrics, oldest first.
        existing: path in the project -> text, of every city file that there is.
        standing: for an import of some tables alone; None for all tables, which write every city that they speak of.

    Returns:
        New and changed files alone. A file for an edition is made only where some
        answer in it counts; a `city.yaml` that exists is never changed.
    """
    gathered = gather(tables, lists, rounds, standing.cities if standing is not None else None)
    files: dict[str, str] = {}
    problems: list[Problem] = [*gathered.problems]
    kept: list[Kept] = []
    left_over: list[tuple[str, str]] = []
    by_edition = {edition.id: (edition, rubric) for edition, rubric in rounds}
    for (_, edition_id), merged in gathered.merged.items():
        path = merged.answers.path
        if path not in existing and not merged.counts:
            continue
        edition, rubric = by_edition[edition_id]
        before = existing.get(path, "")
        wanted = merged.answers if standing is None else _not_outranked(merged.answers, standing.answers.get(path))
        edited = edit_city_edition(before, wanted, list(rubric.criteria), keeps_notes=standing is not None)
        problems += edited.problems or wrong_in(edited.text, path, edition, rubric)
        kept += [Kept(path, one.line, one.criterion, one.says, one.tables_say) for one in edited.kept]
        left_over += [(path, criterion) for criterion in edited.left_over if standing is None]
        if edited.text != before:
            files[path] = edited.text
    for path, text in _city_files(gathered, existing, files):
        problems += _city_problems(text, path)
        files[path] = text
    report = Report(
        gathered.merged, gathered.left_out, kept, left_over, {path: _change(path, existing) for path in files}
    )
    return Imported({} if problems else dict(sorted(files.items())), report, tuple(sorted(set(problems))))


def _not_outranked(wanted: CityEdition, old: CityEdition | None) -> CityEdition:
    if old is None:
        return wanted
    fit = (name for name, one in wanted.answers.items() if name not in old.answers or outranks(one, old.answers[name]))
    return replace(wanted, answers={name: wanted.answers[name] for name in fit})


def _change(path: str, existing: Mapping[str, str]) -> str:
    return "changed" if path in existing else "new"


def _city_files(
    gathered: Gathered, existing: Mapping[str, str], changed: Mapping[str, str]
) -> Iterator[tuple[str, str]]:
    """Write who a city is where the project does not say so, for cities with a file of answers."""
    folders = {path.rsplit("/", 1)[0] for path in (*existing, *changed)}
    for city in gathered.cities.values():
        path = f"cities/{city.id}/city.yaml"
        if path not in existing and f"cities/{city.id}" in folders:
            yield path, city_text(city)


def wrong_in(text: str, path: str, edition: Edition, rubric: Rubric) -> list[Problem]:
    """Read a new text back as `check` would; no import may write what cannot be read."""
    log = Log(path)
    node, problems = parse(text, path)
    answers = read_city_edition(node, path.split("/")[1], edition, rubric, log)
    if answers is not None:
        results = work_out(rubric, answers.answers, answers.evidence, edition.as_of)
        for criterion, claim, cap in beyond_caps(rubric, results):
            place = answers.places.get(criterion, Place(1, 1))
            what = f'"{claim}" of {criterion} is more than {cap.by} leaves: {cap.level} at best'
            log.report(place, "beyond-cap", what, f"correct {criterion} or {cap.by}")
    return [*problems, *log.problems]


def _city_problems(text: str, path: str) -> list[Problem]:
    log = Log(path)
    node, problems = parse(text, path)
    city = path.split("/")[1]
    check_id(city, Place(1, 1), log)
    read_city(node, city, log)
    return [*problems, *log.problems]


def run_import(kind: str, files: Sequence[Path], project_dir: Path, *, output_format: str = "text") -> str:
    """Import tables into a project, and write its city files.

    Args:
        kind: `tables` with one folder that holds them all under their names, or the kind of the tables in `files`.
        files: the folder, or tables whose names stand in `tables.csv`.
        project_dir: the folder with `scorecard.yaml`.
        output_format: `text` or `json`.

    Returns:
        The report.

    Raises:
        CommandLineError: there is no such kind.
        ProblemsFound: anything is wrong with tables, lists or project; nothing was written.
        OutputNotWritable: a file could not be written.
    """
    if kind not in {ALL_TABLES, *KINDS}:
        raise CommandLineError(f"there are no tables of the kind {kind}; use one of {', '.join((ALL_TABLES, *KINDS))}")
    lists, problems = _lists()
    if problems:
        raise ProblemsFound(problems)
    checked = check_project(project_dir)
    if checked.problems or checked.project is None:
        raise ProblemsFound(checked.problems)
    tables, notes = _all_tables(files, lists) if kind == ALL_TABLES else _tables(kind, files, lists)
    existing, marks = _existing(project_dir, checked.inputs)
    project = checked.project
    if kind == ALL_TABLES:
        imported = import_tables(tables, lists, _rounds(project), existing)
    else:
        answers = {one.path: one for by_city in project.answers.values() for one in by_city.values()}
        imported = import_tables(tables, lists, _rounds(project), existing, Standing(project.cities, answers))
    if imported.problems:
        raise ProblemsFound(imported.problems)
    write_files(project_dir, {path: marks.get(path, "") + text for path, text in imported.files.items()})
    report = replace(imported.report, notes=notes)
    return (
        json.dumps(report.records(), indent=1, ensure_ascii=False) + "\n" if output_format == "json" else report.text()
    )


def _lists() -> tuple[Lists, list[Problem]]:
    folder = packaged("source_lists")
    return read_lists({name: (folder / name).read_bytes() for name in COLUMNS if (folder / name).is_file()})


def _rounds(project: Project) -> list[Round]:
    return [(edition, project.rubrics[edition.rubric]) for edition in project.settings.editions]


def _all_tables(files: Sequence[Path], lists: Lists) -> tuple[dict[str, bytes], list[str]]:
    """Read all tables from one folder; each must be there, with the digest of `tables.csv`."""
    if len(files) != 1 or not files[0].is_dir():
        raise CommandLineError("name one folder that holds the tables; sources/README.md lists them")
    tables: dict[str, bytes] = {}
    problems: list[Problem] = []
    for source in {source.file: source for source in lists.sources}.values():
        path = files[0] / source.file
        if not path.is_file():
            problems.append(
                Problem(source.file, 1, 1, "missing-table", "the table is not there", "see sources/README.md")
            )
            continue
        tables[source.file] = _bytes_of(path)
        digest = sha256(tables[source.file]).hexdigest()
        if digest != source.sha256:
            what = f"its SHA-256 is {digest[:16]}…, and that of {TABLES} {source.sha256[:16]}…"
            mend = f"get the table again, or correct its line in sources/{TABLES}"
            problems.append(Problem(source.file, 1, 1, "another-table", what, mend))
    if problems:
        raise ProblemsFound(problems)
    return tables, []


def _tables(kind: str, files: Sequence[Path], lists: Lists) -> tuple[dict[str, bytes], list[str]]:
    """Read tables of one kind; a name of `tables.csv` says where each comes from."""
    by_name = {Path(source.file).name: source for source in lists.of_kind(kind)}
    tables: dict[str, bytes] = {}
    notes: list[str] = []
    for path in files:
        source = by_name.get(path.name)
        if source is None:
            mend = f"name it like one of them, or add a line with its repository and commit to sources/{TABLES}"
            what = f"{TABLES} has no {kind} table of this name; it has {', '.join(by_name)}"
            raise ProblemsFound([Problem(path.name, 1, 1, "unknown-table", what, mend)])
        if not path.is_file():
            raise CommandLineError(f"there is no file {path}")
        tables[source.file] = _bytes_of(path)
        if sha256(tables[source.file]).hexdigest() != source.sha256:
            notes.append(f"Note: {path.name} is not the file whose SHA-256 stands in {TABLES}")
    return tables, notes


def _bytes_of(path: Path) -> bytes:
    """Read a table, no more than one byte over the limit."""
    with path.open("rb") as file:
        return file.read(MAX_BYTES + 1)


def _existing(root: Path, inputs: Mapping[str, str]) -> tuple[dict[str, str], dict[str, str]]:
    """Read the city files of a project that was checked: their texts, and the byte order marks of those with one."""
    texts: dict[str, str] = {}
    marks: dict[str, str] = {}
    for path in inputs:
        if path.startswith("cities/"):
            raw, problems = read_bytes(root / path, path)
            text, more = decode(raw or b"", path)
            if problems or more:
                raise ProblemsFound([*problems, *more])
            texts[path] = text
            if raw is not None and raw.startswith(_BOM.encode()):
                marks[path] = _BOM
    return texts, marks


def write_files(root: Path, files: Mapping[str, str]) -> None:
    """Write all files beside their places first, then move each into place."""
    staged: list[tuple[Path, Path]] = []
    try:
        for path, text in files.items():
            target = root / path
            target.parent.mkdir(parents=True, exist_ok=True)
            stage = target.with_name(f".{target.name}.import")
            staged.append((stage, target))
            stage.unlink(missing_ok=True)  # the rest of an import that died, or a link to what is not ours
            with stage.open("xb") as file:
                file.write(text.encode())
                file.flush()
                os.fsync(file.fileno())
        for stage, target in staged:
            stage.replace(target)
    except OSError as error:
        for stage, _ in staged:
            stage.unlink(missing_ok=True)
        raise OutputNotWritable(f"{error.filename}: {error.strerror}; the import stopped") from error

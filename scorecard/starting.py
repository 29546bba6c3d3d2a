"""What a user wants to start in, commented example files on the disk out: a project, a city, an edition."""

from __future__ import annotations

import re
import shlex
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

from scorecard.checking import load_project
from scorecard.model.answer import CityEdition
from scorecard.model.project import Edition, Project
from scorecard.model.rubric import Criterion, Rubric
from scorecard.model.when import Place
from scorecard.packaged import packaged
from scorecard.problem import CommandLineError, counted, did_you_mean
from scorecard.publishing.states import state_name
from scorecard.reading.city_text import city_edition_text
from scorecard.reading.decoding import decode
from scorecard.reading.settings import check_edition_id
from scorecard.reading.text import Table, parse
from scorecard.reading.words import Log, as_when, check_id
from scorecard.saving import save
from scorecard.scoring.pairs import all_evidence, says_something

STARTING_RUBRIC = "police-data-2026"
_SETTINGS = """\
# What this scorecard is, who answers for it, and its editions.
title: "Police Data Scorecard"
publisher: "Example Coalition"      # while publisher or contact is an example, every page says Demonstration
contact: "data@example.org"         # where cities and readers write to
base_url: "https://example.org/scorecard/"
licence: "CC-BY-4.0"                # of your own work; sources keep their terms
language: en

# One line per annual round. Facts count up to as_of. `scorecard new edition` starts the next one.
editions:
  {year}: {{rubric: {rubric}, as_of: {year}-12-31}}

# Groups by size: each city's page names its group.
peers:
  - {{id: over-250k, title: "Over 250,000 people", from_population: 250000}}
  - {{id: under-250k, title: "Under 250,000 people", from_population: 0}}

# also_in: [es]         the same pages in Spanish too, in es/; the rubric has its texts in both languages
# drafts: ../private    a folder outside this one; what lies there is published only with --drafts
"""
_CITY = """\
# Who the city is. name, state and agency are required.
name: "{name}"
state: {state}
agency: "{name} Police Department"
# geoid: "0000000"        census place id, seven digits
# population: 100000
# latitude: 40.0
# longitude: -90.0
# website: "https://…"
"""
_ABOUT = """\
# About this scorecard

Say here who you are, who pays for the work, and how a city can reply.
Scores measure publication and written policy, not conduct.
"""
_CARRIED_HEAD = (
    "# Carried over from {old}. Nothing here counts until someone has looked again: then change what has changed,",
    "# write the new day under `seen`, and take the line `unconfirmed: true` out. A draft is not published.",
)
_ANSWERS_HEAD = """\
# The answers of one city for one edition. What is not written here is unknown.
# Every answer but unknown names its evidence. `scorecard check` names every mistake with its place.
# {draft}
status: {status}
evidence: {evidence}
"""
_EXAMPLE_EVIDENCE = """
  example-page:                       # the name is yours; answers point to it
    url: "https://example.org/police-data"
    title: "An example, not a real page"
    publisher: "Example Police Department"
    seen: {seen}                   # the day whose state it shows
"""
_EXAMPLE_ANSWERS = """\
answers:
  force-published: {level: partial, evidence: [example-page]}
  complaints-published: {no_worse_than: partial, evidence: [example-page]}
  # every other criterion of the rubric, to be filled in:
"""


def new_project(folder: Path) -> str:
    """Make a project that builds: settings, the rubric, one invented city, a page.

    Raises:
        CommandLineError: the folder holds something other than `.git`.
    """
    if folder.exists() and (not folder.is_dir() or any(entry.name != ".git" for entry in folder.iterdir())):
        raise CommandLineError(f"{folder} is not empty; name a new folder")
    year = datetime.now(tz=UTC).year
    rubric = (packaged("rubrics") / f"{STARTING_RUBRIC}.yaml").read_bytes()
    city = folder / "cities" / "example-city-xx"
    files: Mapping[Path, bytes] = {
        folder / "scorecard.yaml": _SETTINGS.format(year=year, rubric=STARTING_RUBRIC).encode(),
        folder / "rubrics" / f"{STARTING_RUBRIC}.yaml": rubric,
        city / "city.yaml": _CITY.format(name="Example City", state="XX").encode(),
        folder / "pages" / "about.md": _ABOUT.encode(),
        folder / ".gitignore": b".scorecard/\nsite/\npackets/\n",
    }
    for path, content in files.items():
        save(path, content)
    project = load_project(folder)
    text = _ANSWERS_HEAD.format(draft="An invented city, to look at.", status="final", evidence="")
    text = text.rstrip() + _EXAMPLE_EVIDENCE.format(seen=f"{year}-01") + _EXAMPLE_ANSWERS
    text += _blank_answers(project.rubrics[STARTING_RUBRIC], skip=("force-published", "complaints-published"))
    save(city / f"{year}.yaml", text.encode())
    return f"{folder}: a project with one invented city; next: cd {shlex.quote(str(folder))} && scorecard build\n"


def new_city(root: Path, city_id: str) -> str:
    """Make `city.yaml` and, for the newest edition, a file with every criterion to fill in.

    Raises:
        CommandLineError: the id is none, or the city is there already.
    """
    _check_id(city_id)
    folder = root / "cities" / city_id
    if folder.exists():
        raise CommandLineError(f"{folder} is there already")
    project = load_project(root)
    now = next((city.id for city in project.cities.values() if city_id in city.was), None)
    if now is not None:
        raise CommandLineError(f"{city_id} is a former id of {now}; choose another id")
    words = city_id.split("-")
    state = words.pop().upper() if len(words) > 1 and state_name(words[-1].upper()) != words[-1].upper() else "XX"
    name = " ".join(word.capitalize() for word in words)
    save(folder / "city.yaml", _CITY.format(name=name, state=state).encode())
    written = [folder / "city.yaml"]
    if project.settings.editions:
        edition = project.settings.editions[-1]
        draft = "A draft stays out of everything that is published; write `final` when it is done."
        text = _ANSWERS_HEAD.format(draft=draft, status="draft", evidence="{}") + "answers:\n"
        text += _blank_answers(project.rubrics[edition.rubric])
        save(folder / f"{edition.id}.yaml", text.encode())
        written.append(folder / f"{edition.id}.yaml")
    asked = "name and agency" if state != "XX" else "name and agency, and write the state for XX,"
    return "".join(f"{path}\n" for path in written) + f"next: check {asked} in {folder / 'city.yaml'}\n"


def new_edition(root: Path, edition_id: str, *, old: str | None, as_of: str | None) -> str:
    """Add an edition to `scorecard.yaml`, and carry the answers of an older one over as unconfirmed.

    Raises:
        CommandLineError: the id, the day or the older edition will not do.
    """
    _check_id(edition_id, is_edition=True)
    project = load_project(root)
    new = _edition(project, edition_id, old, as_of)
    carried = {
        root / "cities" / city / f"{edition_id}.yaml": _carried(file, edition_id, project.rubrics[new.rubric])
        for city, file in (project.answers[old].items() if old is not None else ())
        if file.is_final
    }
    settings = root / "scorecard.yaml"
    text = _with_edition(settings.read_bytes(), new)
    for path, content in carried.items():
        save(path, content.encode())
    save(settings, text)
    count = counted(len(carried), "file")
    return f"{settings}: edition {edition_id}, as_of {new.as_of}, rubric {new.rubric}\n{count} carried over\n"


def _edition(project: Project, edition_id: str, old: str | None, as_of: str | None) -> Edition:
    """Work out the new edition: the rubric of `old`, or of the newest, and a day of its own."""
    editions = {edition.id: edition for edition in project.settings.editions}
    if edition_id in editions:
        raise CommandLineError(f"the edition {edition_id} is in scorecard.yaml already")
    if old is not None and old not in editions:
        raise CommandLineError(f"{old} is no edition; use one of {', '.join(editions)}{did_you_mean(old, editions)}")
    day = _cut_off(edition_id, as_of)
    if any(edition.as_of == day for edition in editions.values()):
        raise CommandLineError(f"another edition has the cut-off day {day}; name one with --as-of")
    model = editions[old] if old is not None else project.settings.editions[-1]
    if old is not None and day < model.as_of:
        raise CommandLineError(f"{day} is before {model.as_of}, the cut-off day of {old}; name a later --as-of")
    return Edition(edition_id, model.rubric, day)


def _check_id(word: str, *, is_edition: bool = False) -> None:
    log = Log(word)
    if (check_edition_id if is_edition else check_id)(word, Place(1, 1), log) is None:
        raise CommandLineError(f"{log.problems[0].what}; {log.problems[0].mend}")


def _cut_off(edition_id: str, as_of: str | None) -> date:
    """Read the cut-off day; December 31 where the id is a year."""
    if as_of is None:
        if not re.match(r"[12][0-9]{3}\Z", edition_id):
            raise CommandLineError(f"say when facts stop counting in {edition_id}: --as-of DATE")
        return date(int(edition_id), 12, 31)
    found = as_when(as_of)
    if found is None or found.is_month:
        raise CommandLineError(f'"{as_of}" is not a day; write it as 2026-12-31')
    return found.first


def _blank_answers(rubric: Rubric, skip: tuple[str, ...] = ()) -> str:
    """List every criterion as a comment, with what it asks and how it may be answered."""
    lines: list[str] = []
    for dimension in rubric.dimensions:
        lines += ["", f"  # {dimension.title}"]
        for criterion in dimension.criteria:
            if criterion.id in skip:
                continue
            lines.append(f"  # {criterion.id}:  {' '.join(criterion.claim.split())}")
            lines.append(f"  #   {_forms(criterion)}")
    return "\n".join(lines) + "\n"


def _forms(criterion: Criterion) -> str:
    """Show how a criterion is answered: by elements, by the newest record, or by a level."""
    if criterion.measure == "elements":
        return f"{{present: [...], unsure: [...], evidence: [...]}} of {', '.join(criterion.elements)}"
    if criterion.measure == "lag":
        return "{newest: 2026-03-31, evidence: [...]}, the day of the newest record"
    return f"{{level: ..., evidence: [...]}}, one of {', '.join(level.id for level in criterion.levels)}"


def _carried(file: CityEdition, edition: str, rubric: Rubric) -> str:
    """Write a city's answers anew: unconfirmed, without reply, corrections and pledge."""
    answers = {
        criterion: replace(one, is_unconfirmed=True, vanished=None)
        for criterion, one in file.answers.items()
        if says_something(one)
    }
    used = {name for one in answers.values() for name in all_evidence(one)}
    evidence = {name: one for name, one in file.evidence.items() if name in used}
    carried = CityEdition(file.city, edition, file.path, is_draft=True, evidence=evidence, answers=answers, places={})
    head = [line.format(old=file.edition) for line in _CARRIED_HEAD]
    return city_edition_text(carried, list(rubric.criteria), head=head)


def _with_edition(raw: bytes, edition: Edition) -> bytes:
    """Add a line below the last edition, indented like it; every other byte stays as it is."""
    text, _ = decode(raw, "scorecard.yaml")
    root, _ = parse(text, "scorecard.yaml")
    entry = root.entry("editions") if isinstance(root, Table) else None
    table = entry.value if entry is not None else None
    if not isinstance(table, Table) or entry is None or table.place.line == entry.key.place.line:
        raise CommandLineError("scorecard.yaml does not list its editions one below the other; add the new one by hand")
    lines = raw.splitlines(keepends=True)
    newline = b"\r\n" if lines[0].endswith(b"\r\n") else b"\n"
    indent = " " * (table.place.column - 1)
    line = f"{indent}{edition.id}: {{rubric: {edition.rubric}, as_of: {edition.as_of}}}".encode()
    before, after = lines[: table.end_line], lines[table.end_line :]
    if not before[-1].endswith((b"\n", b"\r")):
        before[-1] += newline
    return b"".join([*before, line + newline, *after])

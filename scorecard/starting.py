"""What a user wants to start in, commented example files on the disk out: a project, a city, an edition."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from pathlib import Path

from scorecard.checking import check_project
from scorecard.model.answer import Answer, CityEdition
from scorecard.model.project import Edition, Project
from scorecard.model.rubric import Rubric
from scorecard.packaged import packaged
from scorecard.problem import CommandLineError, ProblemsFound, counted
from scorecard.publishing.states import state_name
from scorecard.reading.city_text import city_edition_text
from scorecard.reading.fields import Log, as_when, check_id
from scorecard.model.when import Place
from scorecard.saving import save
from scorecard.scoring.pairs import says_something

STARTING_RUBRIC = "police-data-2026"
_SETTINGS = '''\
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

# Cities are compared with those of their size.
peers:
  - {{id: over-250k, title: "Over 250,000 people", from_population: 250000}}
  - {{id: under-250k, title: "Under 250,000 people", from_population: 0}}

# drafts: ../private    a folder outside this one; what lies there is published only with --drafts
'''
_CITY = '''\
# Who the city is. name, state and agency are required.
name: "{name}"
state: {state}
agency: "{name} Police Department"
# geoid: "0000000"        census place id, seven digits
# population: 100000
# latitude: 40.0
# longitude: -90.0
# website: "https://…"
'''
_ABOUT = '''\
# About this scorecard

Say here who you are, who pays for the work, and how a city can reply.
Scores measure publication and written policy, not conduct.
'''
_ANSWERS_HEAD = '''\
# The answers of one city for one edition. What is not written here is unknown.
# Every answer but unknown names its evidence. `scorecard check` names every mistake with its place.
# {draft}
status: {status}
evidence: {evidence}
'''
_EXAMPLE_EVIDENCE = '''
  example-page:                       # the name is yours; answers point to it
    url: "https://example.org/police-data"
    title: "An example, not a real page"
    publisher: "Example Police Department"
    seen: {seen}                   # the day whose state it shows
'''
_EXAMPLE_ANSWERS = '''\
answers:
  force-published: {level: partial, evidence: [example-page]}
  complaints-published: {no_worse_than: partial, evidence: [example-page]}
  # every other criterion of the rubric, to be filled in:
'''


def new_project(folder: Path) -> str:
    """Make a project that builds: settings, the rubric, one invented city, a page.

    Raises:
        CommandLineError: the folder holds something.
    """
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise CommandLineError(f"{folder} is not empty; name a new folder")
    year = date.today().year
    rubric = (packaged("rubrics") / f"{STARTING_RUBRIC}.yaml").read_bytes()
    city = folder / "cities" / "example-city-xx"
    files: Mapping[Path, bytes] = {
        folder / "scorecard.yaml": _SETTINGS.format(year=year, rubric=STARTING_RUBRIC).encode(),
        folder / "rubrics" / f"{STARTING_RUBRIC}.yaml": rubric,
        city / "city.yaml": _CITY.format(name="Example City", state="XX").encode(),
        folder / "pages" / "about.md": _ABOUT.encode(),
        folder / ".gitignore": b".scorecard/\nsite/\n",
    }
    for path, content in files.items():
        save(path, content)
    project = _project(folder)
    text = _ANSWERS_HEAD.format(draft="An invented city, to look at.", status="final", evidence="")
    text = text.rstrip() + _EXAMPLE_EVIDENCE.format(seen=f"{year}-01") + _EXAMPLE_ANSWERS
    text += _blank_answers(project.rubrics[STARTING_RUBRIC], skip=("force-published", "complaints-published"))
    save(city / f"{year}.yaml", text.encode())
    return f"{folder}: a project with one invented city; next: cd {folder} and scorecard build\n"


def new_city(root: Path, city_id: str) -> str:
    """Make `city.yaml` and, for the newest edition, a file with every criterion to fill in.

    Raises:
        CommandLineError: the id is none, or the city is there already.
    """
    _check_id(city_id)
    folder = root / "cities" / city_id
    if folder.exists():
        raise CommandLineError(f"{folder} is there already")
    project = _project(root)
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
    return "".join(f"{path}\n" for path in written)


def new_edition(root: Path, edition_id: str, *, old: str | None, as_of: str | None) -> str:
    """Add an edition to `scorecard.yaml`, and carry the answers of an older one over as unconfirmed.

    Raises:
        CommandLineError: the id, the day or the older edition will not do.
    """
    _check_id(edition_id)
    project = _project(root)
    editions = project.settings.editions
    if any(edition.id == edition_id for edition in editions):
        raise CommandLineError(f"the edition {edition_id} is in scorecard.yaml already")
    if old is not None and all(edition.id != old for edition in editions):
        raise CommandLineError(f"{old} is no edition; use one of {', '.join(edition.id for edition in editions)}")
    day = _cut_off(edition_id, as_of)
    if any(edition.as_of == day for edition in editions):
        raise CommandLineError(f"another edition has the cut-off day {day}; name one with --as-of")
    model = project.settings.edition(old) if old is not None else editions[-1]
    if old is not None and day < model.as_of:
        raise CommandLineError(f"{day} is before {model.as_of}, the cut-off day of {old}; name a later one with --as-of")
    new = Edition(edition_id, model.rubric, day)
    carried = {
        root / "cities" / city / f"{edition_id}.yaml": _carried(file, edition_id, project.rubrics[model.rubric])
        for city, file in (project.answers[old].items() if old is not None else ())
        if file.is_final
    }
    taken = [path for path in carried if path.exists()]
    if taken:
        raise CommandLineError(f"{taken[0]} is there already")
    settings = root / "scorecard.yaml"
    text = _with_edition(settings.read_text(encoding="utf-8"), new)
    for path, content in carried.items():
        save(path, content.encode())
    save(settings, text.encode())
    return f"{settings}: edition {edition_id}, as_of {day}, rubric {new.rubric}\n{counted(len(carried), 'file')} carried over\n"


def _project(root: Path) -> Project:
    checked = check_project(root)
    if checked.problems or checked.project is None:
        raise ProblemsFound(checked.problems)
    return checked.project


def _check_id(word: str) -> None:
    log = Log(word)
    if check_id(word, Place(1, 1), log) is None:
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
            lines.append(f"  #   {' | '.join(level.id for level in criterion.levels)}")
    return "\n".join(lines) + "\n"


def _carried(file: CityEdition, edition: str, rubric: Rubric) -> str:
    """Write a city's answers anew: unconfirmed, without reply, corrections and pledge."""
    answers = {
        criterion: Answer(
            one.finding, one.evidence, one.basis, one.since, one.note, one.owed_to,
            is_unconfirmed=True, second=one.second, settled=one.settled,
        )
        for criterion, one in file.answers.items()
        if says_something(one)
    }  # fmt: skip
    used = {name for one in answers.values() for opinion in (one, one.second, one.settled) if opinion for name in opinion.evidence}
    evidence = {name: one for name, one in file.evidence.items() if name in used}
    carried = CityEdition(file.city, edition, file.path, is_draft=True, evidence=evidence, answers=answers, places={})
    return city_edition_text(carried, list(rubric.criteria))


def _with_edition(text: str, edition: Edition) -> str:
    """Add a line below the last edition, indented like it; everything else stays as it is."""
    lines = text.split("\n")
    start = next((number for number, line in enumerate(lines) if re.match(r"editions:\s*(#.*)?$", line)), None)
    if start is None:
        raise CommandLineError("scorecard.yaml does not list its editions one below the other; add the new one by hand")
    last, indent = start, "  "
    for number, line in enumerate(lines[start + 1 :], start=start + 1):
        if line.strip() and not line.startswith((" ", "#")):
            break
        if line.strip() and line.startswith(" "):
            last = number
            match = re.match(r"( +)\S+:", line)
            indent = match.group(1) if match and len(match.group(1)) <= len(indent) else indent
    lines.insert(last + 1, f"{indent}{edition.id}: {{rubric: {edition.rubric}, as_of: {edition.as_of}}}")
    return "\n".join(lines)

"""A city on the command line in, the packet that is sent to it out, in a folder of its own outside the site."""

from __future__ import annotations

import json
import os
import re
from argparse import Namespace
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path

from scorecard.building.packet import OwnLetter, make_packet
from scorecard.checking import check_project, city_of
from scorecard.choosing import check_cities, choose_edition, project_folder, templates_of
from scorecard.model.answer import CityEdition, Reply
from scorecard.model.project import Project
from scorecard.problem import CommandLineError, OutputNotWritable, ProblemsFound
from scorecard.reading.decoding import decode
from scorecard.reading.disk import read_bytes
from scorecard.replying import note_sent
from scorecard.saving import save

FOLDER, OWN_LETTER = "packets", "letter.md"
_IGNORED = b"# Drafts: they are sent to cities, and never committed or published.\n*\n"


def packet(options: Namespace) -> str:
    """Make a packet, or note the day on which it was sent; give what was written and what to do next.

    Raises:
        CommandLineError: there is no such city or edition, or the folder lies among files of the project.
        ProblemsFound: the city's own files, or what all cities share, have problems.
        OutputNotWritable: a file cannot be written.
    """
    root = project_folder(options.project)
    project = _project(root, options.city)
    edition = newest_round(project, options.city, options.edition)
    file = project.answers[edition][options.city]
    if file.withdrawn is not None:
        raise CommandLineError(f"{options.city} {edition} was withdrawn; its file says why")
    until = day_of(options.until, "--until") if options.until is not None else until_of(file.reply)
    if options.sent is not None:
        note_sent(root, project, file, day_of(options.sent, "--sent"), until)
        return f"{file.path} says that the packet was sent on {options.sent}.\n"
    folder = packet_folder(options.out, root) / edition / options.city
    made = make_packet(project, options.city, edition, templates=templates_of(root), until=until, own=own_letter(root))
    kept = write_packet(folder, made)
    lines = [*(str(folder / name) for name in made), *(f"{one} has what stood there before" for one in kept)]
    lines.append(_next(file))
    return "".join(f"{line}\n" for line in lines)


def _next(file: CityEdition) -> str:
    """Say what comes after the packet."""
    if file.reply is None or file.reply.sent is None:
        return f"When it is sent, type: scorecard packet {file.city} --edition {file.edition} --sent DATE"
    return "When the reply is there, type: scorecard import reply FILE"


def _project(root: Path, city: str) -> Project:
    """Read a project in which another city may have problems, since a draft is not ranked."""
    checked = check_project(root, with_drafts=True)
    if checked.project is None:
        raise ProblemsFound(checked.problems)
    own = [one for one in checked.problems if city_of(one.path) in {None, city}]
    if own:
        raise ProblemsFound(own)
    check_cities([city], set(checked.project.cities))
    return checked.project


def newest_round(project: Project, city: str, wanted: str | None) -> str:
    """Choose the edition: the one named, else the newest that the city has a file in, draft or final.

    Raises:
        CommandLineError: there is none.
    """
    having = [one.id for one in project.settings.editions if city in project.answers[one.id]]
    return choose_edition(project, wanted or (having[-1] if having else None), city)


def day_of(text: str, option: str) -> date:
    """Read a day on the command line.

    Raises:
        CommandLineError: it is none.
    """
    if re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", text):
        try:
            return date.fromisoformat(text)
        except ValueError:
            pass
    raise CommandLineError(f'{option}: "{text}" is no day; write it as 2026-04-11')


def until_of(reply: Reply | None) -> date | None:
    """Find the day by which a city was asked to reply; None where its file does not say."""
    return reply.until.last if reply is not None and reply.until is not None else None


def packet_folder(wanted: Path | None, root: Path) -> Path:
    """Choose where packets go: the folder named, or `packets` in the project.

    Raises:
        CommandLineError: it lies where a build or a person writes, or in a site.
    """
    folder = root / FOLDER if wanted is None else wanted
    place = folder.resolve()
    taken = [root / name for name in ("cities", "rubrics", "templates", "pages", "editions", "site", ".scorecard")]
    if any(place.is_relative_to(one.resolve()) for one in taken) or any(map(_is_site, (place, *place.parents))):
        raise CommandLineError(f"--out: {folder} lies in a site or among the files of the project; name another folder")
    return folder


def _is_site(folder: Path) -> bool:
    """Whether a build wrote a folder, so that what lies in it is published."""
    manifest = folder / "manifest.json"
    if not os.path.isfile(manifest):  # noqa: PTH113  # Path.is_file raises where it may not look
        return False
    try:
        read = json.loads(manifest.read_bytes())
    except (OSError, ValueError):
        return False
    return isinstance(read, dict) and {"tool", "files"} <= read.keys()


def own_letter(root: Path) -> OwnLetter | None:
    """Read the project's own letter; None where it has none.

    Raises:
        ProblemsFound: it cannot be read.
    """
    path = root / OWN_LETTER
    if not os.path.lexists(path):
        return None
    raw, problems = read_bytes(path, OWN_LETTER)
    _, wrong = decode(raw or b"", OWN_LETTER)
    if problems or wrong:
        raise ProblemsFound([*problems, *wrong])
    return OwnLetter((raw or b"").removeprefix(b"\xef\xbb\xbf"), OWN_LETTER)


def write_packet(folder: Path, made: Mapping[str, bytes]) -> list[Path]:
    """Write a packet; what stood there and differs is kept, since it may be a reply that came back.

    Returns:
        The folders in which something was kept: none or one.
    """
    differing = [name for name, content in made.items() if _differs(folder / name, content)]
    kept: list[Path] = []
    if differing:
        before = next(one for one in _before(folder) if not os.path.lexists(one))
        try:
            before.mkdir(parents=True)
            for name in differing:
                (folder / name).rename(before / name)
        except OSError as error:
            raise OutputNotWritable(f"cannot move {folder} to {before}: {error.strerror}") from error
        kept.append(before)
    for name, content in made.items():
        save(folder / name, content)
    ignored = folder.parent / ".gitignore"
    if not os.path.lexists(ignored):
        save(ignored, _IGNORED)
    return kept


def _before(folder: Path) -> Iterator[Path]:
    number = 1
    while True:
        yield folder / f"before-{number}"
        number += 1


def _differs(path: Path, content: bytes) -> bool:
    if not os.path.lexists(path):
        return False
    return path.is_symlink() or not path.is_file() or path.read_bytes() != content

"""A project in, where every city stands in the round of replies out: counts, then each city and what comes next."""

from __future__ import annotations

import json
import os
from argparse import Namespace
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from textwrap import wrap
from typing import Literal

from scorecard.checking import check_project
from scorecard.choosing import project_folder
from scorecard.model.answer import CityEdition
from scorecard.model.project import Project
from scorecard.problem import CommandLineError, ProblemsFound, counted, did_you_mean

WIDTH = 80
State = Literal["draft", "sent", "open", "decided", "final", "published", "withdrawn", "broken"]

# In the order of the round, with what comes next.
NEXT: dict[State, tuple[str, str]] = {
    "broken": ("with problems", "scorecard check CITY, and mend what it names"),
    "draft": ("draft, not sent", "scorecard packet CITY --until DATE; send it; then the same with --sent DATE"),
    "sent": ("packet sent", "wait for the reply, then scorecard import reply FILE; without one, status: final"),
    "open": ("reply received, dispositions open", "write `disposition` and `because` below each point"),
    "decided": ("reply received, all decided", "change what was accepted; then write status: final"),
    "final": ("final", "scorecard build"),
    "published": ("published", "nothing; a change needs an entry under `corrections`"),
    "withdrawn": ("withdrawn", "nothing"),
}


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a city stands.

    Days are as in the file, None where it names none; `points` counts what the city
    says question by question, `undecided` those without a disposition.
    """

    city: str
    state: State
    path: str
    sent: str | None = None
    until: str | None = None
    received: str | None = None
    points: int = 0
    undecided: int = 0


def status(options: Namespace) -> str:
    """Tell where every city stands, as a table or as JSON.

    Raises:
        CommandLineError: there is no such edition, or no city has a file.
        ProblemsFound: what all cities share has problems.
    """
    root = project_folder(options.project)
    checked = check_project(root, with_drafts=True)
    if checked.project is None:
        raise ProblemsFound(checked.problems)
    edition = _edition(checked.project, options.edition)
    broken = {one.path for one in checked.problems}
    standings = list(_standings(checked.project, edition, root, sorted(broken)))
    if options.format == "json":
        return f"{json.dumps(_record(edition, standings), ensure_ascii=False, indent=1)}\n"
    return "".join(f"{line}\n" for line in _lines(edition, standings))


def _edition(project: Project, wanted: str | None) -> str:
    ids = [one.id for one in project.settings.editions]
    if wanted is not None and wanted not in ids:
        raise CommandLineError(f"{wanted} is no edition; use one of {', '.join(ids)}{did_you_mean(wanted, ids)}")
    having = [one for one in ids if project.answers[one]]
    if wanted is None and not having:
        raise CommandLineError("no city has answers in any edition; start one with `scorecard new city ID`")
    return wanted if wanted is not None else having[-1]


def _standings(project: Project, edition: str, root: Path, broken: Sequence[str]) -> Iterator[Standing]:
    is_locked = os.path.isfile(root / "editions" / f"{edition}.lock")  # noqa: PTH113  # as `is_project`
    answers = project.answers[edition]
    unread = {path.split("/")[-2]: path for path in broken if path.endswith(f"/{edition}.yaml")}
    for city in sorted({*answers, *unread}):
        if city in unread:
            yield Standing(city, "broken", unread[city])
        else:
            yield standing_of(answers[city], is_locked=is_locked)


def standing_of(file: CityEdition, *, is_locked: bool) -> Standing:
    """Tell where one city stands; `is_locked`: its edition was published."""
    reply = file.reply
    points = reply.points.values() if reply is not None else ()
    undecided = sum(1 for one in points if one.disposition is None)
    return Standing(
        city=file.city,
        state=_state(file, undecided, is_locked=is_locked),
        path=file.path,
        sent=_day(reply.sent) if reply is not None else None,
        until=_day(reply.until) if reply is not None else None,
        received=_day(reply.received) if reply is not None else None,
        points=len(points),
        undecided=undecided,
    )


def _state(file: CityEdition, undecided: int, *, is_locked: bool) -> State:
    reply = file.reply
    if file.withdrawn is not None:
        return "withdrawn"
    if undecided:
        return "open"
    if not file.is_draft:
        return "published" if is_locked else "final"
    if reply is not None and (reply.received is not None or reply.text is not None or reply.points):
        return "decided"
    return "sent" if reply is not None and reply.sent is not None else "draft"


def _day(when: object | None) -> str | None:
    return None if when is None else str(when)


def _record(edition: str, standings: Sequence[Standing]) -> dict[str, object]:
    fields = ("city", "state", "path", "sent", "until", "received", "points", "undecided")
    return {
        "edition": edition,
        "counts": {state: sum(1 for one in standings if one.state == state) for state in NEXT},
        "cities": [{name: getattr(one, name) for name in fields} | {"next": _next(one)} for one in standings],
    }


def _next(one: Standing) -> str:
    return NEXT[one.state][1].replace("CITY", one.city)


def _lines(edition: str, standings: Sequence[Standing]) -> Iterator[str]:
    """Write the table, at most 80 columns wide; a long name takes a line of its own."""
    yield f"Edition {edition}: {counted(len(standings), 'city', 'cities')}"
    for state, (words, _) in NEXT.items():
        number = sum(1 for one in standings if one.state == state)
        if number:
            yield f"{number:6,}  {words}"
    for state, (words, then) in NEXT.items():
        group = [one for one in standings if one.state == state]
        if not group:
            continue
        yield ""
        yield f"{words[:1].upper()}{words[1:]}"
        yield from wrap(f"Next: {then}", WIDTH, initial_indent="  ", subsequent_indent="    ")
        for one in group:
            yield from _line(one)


def _line(one: Standing) -> Iterator[str]:
    days = (("sent", one.sent), ("until", one.until), ("received", one.received))
    said = [f"{word} {day}" for word, day in days if day is not None]
    if one.points:
        said.append(f"{one.undecided} of {counted(one.points, 'point')} open")
    about = ", ".join(said) or ("not asked" if one.state in {"final", "published"} else "")
    name = f"  {one.city}"
    if len(name) < 26 and len(about) <= WIDTH - 26:
        yield f"{name:26}{about}".rstrip()
    else:
        yield name
        yield from wrap(about, WIDTH, initial_indent="    ", subsequent_indent="    ")

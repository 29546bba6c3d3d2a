"""A site and a project in, every file out that the project does not give: the site is built again, from nothing."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path
from typing import Any

from scorecard.building.differences import difference
from scorecard.building.disk import others_in
from scorecard.building.ledger import MANIFEST
from scorecard.building.output import lent, manifest_of
from scorecard.building.plan import Plan
from scorecard.building.progress import Tell
from scorecard.building.site import build
from scorecard.building.writer import is_named
from scorecard.problem import CommandLineError


@dataclass(frozen=True, slots=True)
class Verified:
    """What came out.

    `files` counts those that were compared. `other_versions` says what the two were
    built with where that differs: then text, numbers and rows are compared, and else
    bytes. `lines` tell each file that differs, with how; none: the site is what the
    sources give.
    """

    files: int
    other_versions: tuple[str, ...]
    lines: tuple[str, ...]


def verify(site: Path, plan: Plan, tell: Tell) -> Verified:
    """Build the project again, without cache, and hold a site against that.

    Args:
        site: the folder to verify; it is only read.
        plan: of the project; its output is not used.
        tell: is told how far the build is.

    Raises:
        CommandLineError: there is no site in the folder.
        ScorecardError: as `build`.
    """
    theirs = manifest_of(site)
    if theirs is None:
        raise CommandLineError(f"there is no site in {site}: it has no manifest.json that a build wrote")
    has_cards = any(path.endswith("/card.pdf") for path in theirs["files"])
    with lent(plan.root) as folder:
        again = folder / "site"
        built = build(replace(plan, out=again, with_cards=has_cards, is_cold=True), tell)
        ours = manifest_of(again)
        if ours is None:
            raise ValueError("a build left no manifest")
        others = tuple(_other_versions(ours, theirs))
        lines = [*_compared(again, site, ours["files"], theirs["files"], by_text=bool(others))]
    own = {*theirs["files"], MANIFEST}
    lines += [f"{path}: no build wrote it" for path in others_in(site, own) if not is_named(path, built.keep)]
    return Verified(len(theirs["files"]), others, tuple(sorted(lines)))


def _other_versions(ours: Mapping[str, Any], theirs: Mapping[str, Any]) -> Iterator[str]:
    mine, other = ({"scorecard": one["tool"], **one.get("built_with", {})} for one in (ours, theirs))
    for name in sorted({*mine, *other}):
        if mine.get(name) != other.get(name):
            yield f"{name} {other.get(name, 'none')} there, {mine.get(name, 'none')} here"


def _compared(
    again: Path, site: Path, ours: Mapping[str, Any], theirs: Mapping[str, Any], *, by_text: bool
) -> Iterator[str]:
    for path in sorted({*ours, *theirs}):
        if path not in theirs:
            yield f"{path}: missing; the sources give it"
        elif path not in ours:
            yield f"{path}: the sources do not give it"
        else:
            told = _told(again / path, site / path, path, theirs[path]["sha256"], by_text=by_text)
            if told is not None:
                yield f"{path}: {told}"


def _told(mine: Path, other: Path, path: str, listed: str, *, by_text: bool) -> str | None:
    try:
        found = other.read_bytes()
    except OSError as error:
        return f"listed, and cannot be read: {error.strerror}"
    wanted = mine.read_bytes()
    if wanted == found:
        return None if sha256(found).hexdigest() == listed else "its manifest lists another digest"
    how = difference(path, wanted, found)
    if how is None:
        return None if by_text else "the same text, numbers and rows, in other bytes"
    return how if sha256(found).hexdigest() == listed else f"changed after the build; {how}"

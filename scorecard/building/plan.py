"""What a build is to do, and what it did."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Plan:
    """What to build: where to, with cards and drafts or not, in how many processes, and where cards are drawn.

    `engine` is `local`, or `dask` with the address of its `scheduler`. `is_cold`: as
    if nothing had been built before. `is_last`: the process ends after it, so that once the site is published it
    does not hear Ctrl-C any more.
    """

    out: Path
    root: Path
    templates: Path
    with_cards: bool = True
    with_drafts: bool = False
    jobs: int = 2
    engine: str = "local"
    scheduler: str | None = None
    is_cold: bool = False
    is_last: bool = False


@dataclass(slots=True)
class Built:
    """What was built.

    `cities`, `files` and `cards` count what is in the site, `written` and `drawn` the
    files and cards that were made anew. `foreign` are files that were carried over and
    that `keep` does not name; `missing_pango` says what to do where that is missing.
    """

    cities: int = 0
    files: int = 0
    cards: int = 0
    written: int = 0
    drawn: int = 0
    foreign: list[str] = field(default_factory=list)
    keep: tuple[str, ...] = ()
    missing_pango: str | None = None

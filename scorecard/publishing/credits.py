"""Evidence and the list of public tables in, who is to be credited and on what terms out."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from functools import cache

from scorecard.model.answer import CityEdition
from scorecard.packaged import packaged
from scorecard.publishing.links import host_of, web_link


@dataclass(frozen=True, slots=True)
class Credit:
    """A public table that evidence comes from.

    `name` is its repository and `href` leads there, None where nothing does;
    `credit` says whose it is, `terms` on what terms.
    """

    credit: str
    terms: str
    name: str
    href: str | None


@dataclass(frozen=True, slots=True)
class PublisherLine:
    """Somebody whose pages are evidence: `name`, and how many sources (`count`)."""

    name: str
    count: str


@dataclass(frozen=True, slots=True)
class Named:
    """What one file rests on: its `sources` as publisher and address, and the `repositories` of public tables in it."""

    sources: tuple[tuple[str, str], ...]
    repositories: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Credits:
    """What a whole scorecard rests on: the public `tables`, and the `publishers` of all its sources."""

    tables: tuple[Credit, ...]
    publishers: tuple[PublisherLine, ...]


def named_in(file: CityEdition) -> Named:
    """Find what one file rests on; a source without a publisher goes by its host.

    A repository is named by the address of evidence, or by a note.
    """
    sources = dict.fromkeys((one.publisher or host_of(one.url), one.url) for one in file.evidence.values())
    texts = {address for _, address in sources}
    texts.update(answer.note for answer in file.answers.values() if answer.note is not None)
    return Named(tuple(sources), tuple(one for one in _repositories() if any(f"/{one}/" in text for text in texts)))


def add_up(files: Iterable[Named]) -> Credits:
    """Add up what the files that count rest on."""
    sources: dict[str, set[str]] = {}
    repositories: set[str] = set()
    for file in files:
        repositories.update(file.repositories)
        for publisher, address in file.sources:
            sources.setdefault(publisher, set()).add(address)
    counts = {name: len(addresses) for name, addresses in sources.items()}
    return Credits(credits_used(repositories), publishers(counts))


@cache
def _tables() -> Sequence[Mapping[str, str]]:
    """Read `tables.csv`: one public table a row, with repository, licence and credit."""
    text = (packaged("source_lists") / "tables.csv").read_text(encoding="utf-8")
    return [row for row in csv.DictReader(text.splitlines()) if row["repository"]]


@cache
def _repositories() -> Sequence[str]:
    return list(dict.fromkeys(row["repository"] for row in _tables()))


def credits_used(repositories: AbstractSet[str]) -> tuple[Credit, ...]:
    """List the public tables of some repositories, each repository once."""
    found: dict[tuple[str, str, str], Credit] = {}
    for row in _tables():
        if row["repository"] in repositories:
            href = web_link(f"https://github.com/{row['repository']}")
            key = (row["repository"], row["licence"], row["credit"])
            found[key] = Credit(row["credit"], row["licence"], row["repository"], href)
    return tuple(found.values())


def publishers(counts: Mapping[str, int]) -> tuple[PublisherLine, ...]:
    """List how many sources each publisher has, most first, then by name."""
    in_order = sorted(counts, key=lambda name: (-counts[name], name.casefold(), name))
    return tuple(PublisherLine(name, f"{counts[name]:,}") for name in in_order)

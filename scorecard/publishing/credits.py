"""Evidence and the list of public tables in, who is to be credited and on what terms out."""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from scorecard.model.answer import Evidence
from scorecard.model.project import Project
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


def published_evidence(project: Project) -> Iterable[Evidence]:
    """Go through the evidence of all files that count."""
    for files in project.answers.values():
        for file in files.values():
            if file.is_final:
                yield from file.evidence.values()


def published_notes(project: Project) -> Iterable[str]:
    """Go through the notes of all files that count."""
    for files in project.answers.values():
        for file in files.values():
            if file.is_final:
                yield from (answer.note for answer in file.answers.values() if answer.note is not None)


def credits_used(tables: str, texts: Iterable[str]) -> tuple[Credit, ...]:
    """List the tables whose repository is named somewhere, each repository once.

    Args:
        tables: the text of `tables.csv`: one public table a row, with repository, licence and credit.
        texts: the addresses of what the scorecard rests on, and its notes.
    """
    rows = [row for row in csv.DictReader(tables.splitlines()) if row["repository"]]
    distinct = set(texts)
    used = {row["repository"] for row in rows if any(f"/{row['repository']}/" in text for text in distinct)}
    found: dict[tuple[str, str, str], Credit] = {}
    for row in rows:
        if row["repository"] in used:
            href = web_link(f"https://github.com/{row['repository']}")
            key = (row["repository"], row["licence"], row["credit"])
            found[key] = Credit(row["credit"], row["licence"], row["repository"], href)
    return tuple(found.values())


def publishers(evidence: Iterable[Evidence]) -> tuple[PublisherLine, ...]:
    """Count the sources of each publisher, most first, then by name; a source without one goes by its host."""
    sources: dict[str, set[str]] = {}
    for one in evidence:
        sources.setdefault(one.publisher or host_of(one.url), set()).add(one.url)
    counts = Counter({name: len(addresses) for name, addresses in sources.items()})
    in_order = sorted(counts, key=lambda name: (-counts[name], name.casefold(), name))
    return tuple(PublisherLine(name, f"{counts[name]:,}") for name in in_order)

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
    """Somebody whose pages are evidence: `name`, how many sources (`count`), `href` where there is just one."""

    name: str
    count: str
    href: str | None


def published_evidence(project: Project) -> Iterable[Evidence]:
    """Go through the evidence of all files that count."""
    for files in project.answers.values():
        for file in files.values():
            if file.is_final:
                yield from file.evidence.values()


def credits_used(tables: str, evidence: Iterable[Evidence]) -> tuple[Credit, ...]:
    """List the tables whose repository some evidence names, each repository once.

    Args:
        tables: the text of `tables.csv`: one public table a row, with repository, licence and credit.
        evidence: what the scorecard rests on.
    """
    rows = [row for row in csv.DictReader(tables.splitlines()) if row["repository"]]
    addresses = {one.url for one in evidence}
    used = {row["repository"] for row in rows if any(f"/{row['repository']}/" in address for address in addresses)}
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
    return tuple(
        PublisherLine(name, f"{counts[name]:,}", web_link(min(sources[name])) if counts[name] == 1 else None)
        for name in in_order
    )

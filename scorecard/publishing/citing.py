"""The editions in, how to cite each out: in words, and as BibTeX, with the digest of all its scores."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from hashlib import sha256
from typing import TYPE_CHECKING

from scorecard.model.project import Edition, Project
from scorecard.publishing.api import edition_file
from scorecard.publishing.artifact import Artifact
from scorecard.publishing.frame import Link, Site, cited_source
from scorecard.publishing.language import say, without_marks
from scorecard.publishing.paths import edition_path
from scorecard.publishing.words import sentence
from scorecard.scoring.result import EditionResult

if TYPE_CHECKING:
    from scorecard.publishing.site import Pages

CITE_PATH = "data/cite.bib"
DigestOf = Callable[[str], str]
"""Given an edition, gives the SHA-256 of its document with all scores."""
_ESCAPES = str.maketrans(
    {"{": r"\textbraceleft{}", "}": r"\textbraceright{}", "\\": r"\textbackslash{}", "~": r"\textasciitilde{}"}
    | {"^": r"\textasciicircum{}"}
    | {sign: f"\\{sign}" for sign in "%&#$_"}
)


@dataclass(frozen=True, slots=True)
class Citation:
    """How to cite an edition: `title` names it, then the `text`, and the SHA-256 (`digest`) of its `file` of scores."""

    title: str
    text: str
    file: Link
    digest: str


def citations(results: Mapping[str, EditionResult], digest_of: DigestOf, site: Site) -> tuple[Citation, ...]:
    """Say how to cite each edition, the newest first.

    Args:
        results: edition id -> result, of the editions with a public city.
        digest_of: digests the document with all scores of an edition.
        site: what all pages share.
    """
    return tuple(
        _citation(result, digest_of(result.edition.id), site) for result in _newest_first(site.project, results)
    )


def _citation(result: EditionResult, digest: str, site: Site) -> Citation:
    edition, settings = result.edition, site.project.settings
    address = site.address(edition_path(edition.id))
    path = scores_path(edition)
    return Citation(
        title=say("Edition {edition}", edition=edition.id),
        text=f"{sentence(cited_source(settings, edition))} {address}",
        file=Link(path, path),
        digest=digest,
    )


def _newest_first(project: Project, results: Mapping[str, EditionResult]) -> Iterator[EditionResult]:
    return (results[edition.id] for edition in reversed(project.settings.editions) if edition.id in results)


def scores_path(edition: Edition) -> str:
    """Name the document with all scores of an edition."""
    return f"api/v1/editions/{edition.id}.json"


def scores_digest(project: Project, result: EditionResult) -> str:
    """Digest the document with all scores of an edition: whoever has the file can tell whether it is the one cited."""
    found = sha256()
    for chunk in edition_file(project, result):
        found.update(chunk)
    return found.hexdigest()


def bibliography_file(pages: Pages) -> Artifact:
    """Promise the citations as BibTeX, which stand once for all languages."""
    key = pages.keys.lists(pages.results, CITE_PATH)
    return Artifact(CITE_PATH, lambda: bibliography(pages.project, pages.public, pages.scores_digest), key)


def bibliography(project: Project, results: Mapping[str, EditionResult], digest_of: DigestOf) -> bytes:
    """Write an entry for each edition, the newest first."""
    entries = (_entry(project, result, digest_of(result.edition.id)) for result in _newest_first(project, results))
    return "\n".join(entries).encode()


def _entry(project: Project, result: EditionResult, digest: str) -> str:
    edition, settings = result.edition, project.settings
    name = say("{title}, edition {edition}", title=settings.title, edition=edition.id)
    notes = [say("Counted to {day}.", day=edition.as_of.isoformat())]
    if edition.is_reconstructed:
        notes.append(say("Made later, from public tables. The cities were not asked."))
    notes.append(f"SHA-256 of {scores_path(edition)}: {digest}.")
    fields = {
        "author": f"{{{_plain(settings.publisher)}}}",
        "title": f"{{{_plain(name)}}}",
        "year": str(edition.as_of.year),
        "date": edition.as_of.isoformat(),
        "version": _plain(edition.id),
        "url": _address(f"{settings.base_url}{edition_path(edition.id).removesuffix('index.html')}"),
        "note": _plain(" ".join(notes)),
    }
    lines = "".join(f"  {field} = {{{value}}},\n" for field, value in fields.items())
    return f"@misc{{{_key(settings.title, edition)},\n{lines}}}\n"


def _plain(text: str) -> str:
    """Write a text as BibTeX and TeX read it, on one line."""
    return " ".join(without_marks(text).translate(_ESCAPES).split())


def _address(address: str) -> str:
    """Write an address; braces in it would end the field."""
    return address.replace("{", "%7B").replace("}", "%7D").replace("\\", "%5C")


def _key(title: str, edition: Edition) -> str:
    """Make the name of an entry: words of the title in plain letters, then the edition."""
    plain = unicodedata.normalize("NFKD", without_marks(title)).encode("ascii", "ignore").decode().lower()
    words = re.findall("[a-z0-9]+", plain)[:6]
    return "-".join([*(words or ["scorecard"]), edition.id])

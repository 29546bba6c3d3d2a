"""The pages of a site in, the national reports that belong to it out: what each is made from, and its key."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from scorecard.publishing.paths import report_path
from scorecard.publishing.pledge import signed_in
from scorecard.publishing.report_sections import Report

if TYPE_CHECKING:
    from scorecard.publishing.site import Pages


def report_of(pages: Pages, edition: str) -> Report:
    """Gather what the report of an edition is made from."""
    return Report(pages.nations[edition], pages.nations, pages.studies[edition], pages.changes, pages.site)


def report_keys(pages: Pages, *names: object) -> Iterator[tuple[str, str]]:
    """Give the path of each report with its key: a digest of all that the report shows, found without making it.

    Args:
        pages: of the project's own language.
        names: what else has a say in the bytes, such as the libraries that draw them.
    """
    for edition in sorted(pages.reports):
        path, former = report_path(edition), report_of(pages, edition).former
        signed = signed_in({name: pages.project.answers[name] for name in former})
        told = (f"{file.city} {file.edition} {file.pledge} {file.evidence}" for file in signed.values())
        sizes = pages.studies[edition].peers.values()
        yield path, pages.keys.national(former, path, *names, *pages.changes.lines(), *told, *sizes)

"""A project in, the page about its data out: what can be downloaded, on what terms, and whom to credit."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from scorecard.publishing.changes_file import changes_path, pairs
from scorecard.publishing.credits import Credit, Credits, PublisherLine
from scorecard.publishing.frame import Frame, Link, Site
from scorecard.scoring.result import EditionResult

_TABLES = (
    ("data/scores.csv", "Scores", "One row per city, edition and dimension: low, high, known share, band, rank."),
    ("data/answers.csv", "Answers", "One row per city, edition and question: outcome, levels, points, evidence."),
    ("data/evidence.csv", "Evidence", "One row per source of a city: address, publisher, the day it shows, quotation."),
)


@dataclass(frozen=True, slots=True)
class Download:
    """A file: its `link`, and what it holds (`about`)."""

    link: Link
    about: str


@dataclass(frozen=True, slots=True)
class DataPage:
    """What can be downloaded.

    `title` and `lede` head it. `tables` open in a spreadsheet, `documents` are for
    programs. `licence` is that of the `publisher`, None where none is given. `credits` are the public tables
    that evidence comes from, `publishers` everybody whose pages are evidence.
    `tool` names the version that made the site.
    """

    template: str
    frame: Frame
    title: str
    lede: str
    publisher: str
    licence: str | None
    tables: tuple[Download, ...]
    documents: tuple[Download, ...]
    credits: tuple[Credit, ...]
    publishers: tuple[PublisherLine, ...]
    tool: str


def data_page(results: Mapping[str, EditionResult], rests_on: Credits, site: Site) -> DataPage:
    """Make the page about the data.

    Args:
        results: edition id -> result, of the editions with a public city.
        rests_on: what the whole scorecard rests on.
        site: what all pages share.
    """
    settings = site.project.settings
    lede = "Everything behind these pages, to check and to use."
    return DataPage(
        template="site/data.html",
        frame=site.frame("data/index.html", "Data", description=lede),
        title="The data",
        lede=lede,
        publisher=settings.publisher,
        licence=settings.licence,
        tables=tuple(Download(Link(label, path), about) for path, label, about in _TABLES),
        documents=tuple(_documents(results, site)),
        credits=rests_on.tables,
        publishers=rests_on.publishers,
        tool=f"Made with police-data-scorecard {site.tool_version}.",
    )


def _documents(results: Mapping[str, EditionResult], site: Site) -> list[Download]:
    found = [Download(Link("Index", "api/v1/index.json"), "Lists the documents below and one for every city.")]
    for edition in reversed(site.project.settings.editions):
        if edition.id in results:
            about = "Every city with its exact numbers."
            found.append(Download(Link(f"Edition {edition.id}", f"api/v1/editions/{edition.id}.json"), about))
    for old, new in pairs(site.project, results):
        about = "Why scores differ: the bridge of every city, step by step, and what is gone."
        found.append(Download(Link(f"Changes {old.id} to {new.id}", changes_path(old, new)), about))
    for rubric in dict.fromkeys(edition.rubric for edition in reversed(site.project.settings.editions)):
        about = "Dimensions, criteria, levels, shares, bands and gates."
        found.append(Download(Link(f"Rubric {rubric}", f"api/v1/rubrics/{rubric}.json"), about))
    return found

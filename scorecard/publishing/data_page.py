"""A project in, the page about its data out: what can be downloaded, on what terms, and whom to credit."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from markupsafe import Markup

from scorecard.publishing.changes_file import changes_path, pairs
from scorecard.publishing.citing import CITE_PATH, Citation, DigestOf, citations
from scorecard.publishing.credits import Credit, Credits, PublisherLine
from scorecard.publishing.frame import Frame, Link, Site
from scorecard.publishing.language import later, say
from scorecard.publishing.nation import BEST_KNOWN, MOST_LISTED
from scorecard.publishing.paths import report_path
from scorecard.publishing.schemas.files import OPENAPI_PATH
from scorecard.publishing.structured import whole_dataset
from scorecard.scoring.result import EditionResult

_TABLES = (
    (
        "data/scores.csv",
        later("Scores"),
        later("One row per city, edition and dimension: low, high, known share, band, rank."),
    ),
    (
        "data/answers.csv",
        later("Answers"),
        later("One row per city, edition and question: outcome, levels, points, evidence."),
    ),
    (
        "data/evidence.csv",
        later("Evidence"),
        later("One row per source of a city: address, publisher, the day it shows, quotation."),
    ),
)


_BULK = (
    (
        "data/scorecard.sqlite",
        "SQLite",
        later("All of it in one file"),
        later("Tables with keys: editions, cities, scores, answers, evidence; and a readme that says what each holds."),
    ),
    ("data/scores.parquet", "Parquet", later("Scores"), later("The same rows, with types.")),
    ("data/answers.parquet", "Parquet", later("Answers"), later("The same rows, with types.")),
    ("data/evidence.parquet", "Parquet", later("Evidence"), later("The same rows, with types.")),
)


@dataclass(frozen=True, slots=True)
class Download:
    """A file: its `link`, what it holds (`about`), and in which `kind` of format."""

    link: Link
    about: str
    kind: str = "JSON"


@dataclass(frozen=True, slots=True)
class DataPage:
    """What can be downloaded.

    `title` and `lede` head it. `tables` open in a spreadsheet, `bulk` has the same rows
    for analysis, `documents` are for programs. `licence` is that of the `publisher`, None
    where none is given. `credits` are the public tables that evidence comes from,
    `publishers` everybody whose pages are evidence.
    `tool` names the version that made the site. `citations` say how to cite each edition,
    `bibliography` leads to them as a file. `structured` describes all this to search engines.
    """

    template: str
    frame: Frame
    title: str
    lede: str
    publisher: str
    licence: str | None
    tables: tuple[Download, ...]
    bulk: tuple[Download, ...]
    documents: tuple[Download, ...]
    citations: tuple[Citation, ...]
    bibliography: Link
    credits: tuple[Credit, ...]
    publishers: tuple[PublisherLine, ...]
    tool: str
    structured: Markup


def data_page(results: Mapping[str, EditionResult], rests_on: Credits, digest_of: DigestOf, site: Site) -> DataPage:
    """Make the page about the data.

    Args:
        results: edition id -> result, of the editions with a public city.
        rests_on: what the whole scorecard rests on.
        digest_of: digests the document with all scores of an edition.
        site: what all pages share.
    """
    settings = site.project.settings
    lede = say("Everything behind these pages, to check and to use.")
    return DataPage(
        template="site/data.html",
        frame=site.frame("data/index.html", say("Data"), description=lede),
        title=say("The data"),
        lede=lede,
        publisher=settings.publisher,
        licence=settings.licence,
        tables=tuple(Download(Link(say(label), path), say(about), "CSV") for path, label, about in _TABLES),
        bulk=tuple(Download(Link(say(label), path), say(about), kind) for path, kind, label, about in _BULK),
        documents=tuple(_documents(results, site)),
        citations=citations(results, digest_of, site),
        bibliography=Link(say("All of this as a file for reference managers"), CITE_PATH),
        credits=rests_on.tables,
        publishers=rests_on.publishers,
        tool=say("Made with police-data-scorecard {version}.", version=site.tool_version),
        structured=whole_dataset(results, [path for path, *_ in (*_TABLES, *_BULK)], site),
    )


def _documents(results: Mapping[str, EditionResult], site: Site) -> list[Download]:
    index = say("Lists the documents below and one for every city.")
    found = [Download(Link(say("Index"), "api/v1/index.json"), index)]
    for edition in reversed(site.project.settings.editions):
        if edition.id in results:
            about, label = say("Every city with its exact numbers."), say("Edition {edition}", edition=edition.id)
            found.append(Download(Link(label, f"api/v1/editions/{edition.id}.json"), about))
        if edition.id in site.reports:
            label = say("National report {edition} (PDF)", edition=edition.id)
            found.append(Download(Link(label, report_path(edition.id)), _report_about()))
    for old, new in pairs(site.project, results):
        about = say("Why scores differ: the bridge of every city, step by step, and what is gone.")
        label = say("Changes {old} to {new}", old=old.id, new=new.id)
        found.append(Download(Link(label, changes_path(old, new)), about))
    for rubric in dict.fromkeys(edition.rubric for edition in reversed(site.project.settings.editions)):
        about = say("Dimensions, criteria, levels, shares, bands and gates.")
        found.append(Download(Link(say("Rubric {rubric}", rubric=rubric), f"api/v1/rubrics/{rubric}.json"), about))
    about = say("Every address of the API, and what each field means. The schemas that it names stand beside it.")
    found.append(Download(Link(say("OpenAPI description"), OPENAPI_PATH), about))
    return found


def _report_about() -> str:
    """Say what a report holds, and when it leaves cities out."""
    return say(
        "Findings, charts, tables, method, and every city with its range. "
        "Of an edition with more than {most} cities, it lists the {best} of which most is settled.",
        most=f"{MOST_LISTED:,}",
        best=f"{BEST_KNOWN:,}",
    )

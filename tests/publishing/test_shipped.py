"""The committed project's pages, documents, tables and cards: the same figures everywhere, each source close by."""

from __future__ import annotations

import csv
import gzip
import json
import posixpath
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from html import unescape
from pathlib import Path
from typing import Any

import pytest
from lxml import html

from scorecard.checking import load_project
from scorecard.model.project import Project
from scorecard.packaged import packaged
from scorecard.publishing.api_index import documents
from scorecard.publishing.card import cards_of
from scorecard.publishing.keys import Keys
from scorecard.publishing.site import site_pages
from scorecard.publishing.tables import rows, tables
from scorecard.scoring.printing import printed_range
from scorecard.scoring.result import EditionResult
from scorecard.scoring.score import score_all

CHECKOUT = Path(__file__).resolve().parents[2]
MOST_BYTES = 60_000  # of a city's page as it is sent, with all that it loads


@dataclass(frozen=True)
class Shipped:
    """The committed project: its results, its pages and documents by path, its table of scores, its cards' texts."""

    project: Project
    results: Mapping[str, EditionResult]
    files: Mapping[str, bytes]
    scores: list[dict[str, str]]
    cards: Mapping[tuple[str, str], str]

    def page(self, path: str) -> html.HtmlElement:
        """Parse a page."""
        return html.fromstring(self.files[path])

    def document(self, city: str) -> Any:
        """Read the document of a city."""
        return json.loads(self.files[f"api/v1/cities/{city}.json"])

    def printed(self, edition: str, record: Mapping[str, Any]) -> str:
        """Print a record's range as pages do."""
        thresholds = [band.start for band in self.results[edition].rubric.bands]
        return printed_range(Fraction(record["low_exact"]), Fraction(record["high_exact"]), thresholds)


@pytest.fixture(scope="module")
def shipped() -> Shipped:
    """All of it, made once."""
    project = load_project(CHECKOUT)
    results = score_all(project)
    keys = Keys(project, results)
    pages = site_pages(project, results, templates=packaged("templates"), cards=frozenset(), tool_version="1")

    def rows_of(edition: str, city: str) -> Any:
        return rows(results[edition].rubric, results[edition].cities[city], project.answers[edition][city])

    files = {one.path: one.content() for one in pages}
    files |= {one.path: one.content() for one in documents(project, results, keys)}
    files |= {one.path: one.content() for one in tables(project, results, keys, rows_of)}
    scores = list(csv.DictReader(files["data/scores.csv"].decode().splitlines()))
    cards = {(job.city, job.edition): words(job.html) for job in cards_of(project, results)}
    return Shipped(project, results, files, scores, cards)


def words(markup: str) -> str:
    """Give a text without its tags."""
    return " ".join(unescape(re.sub(r"<[^>]*>", " ", markup)).split())


def text(element: html.HtmlElement | None) -> str:
    """Give the text of an element, blanks as one."""
    assert element is not None
    return " ".join(str(element.text_content()).split())


def rows_in(page: html.HtmlElement) -> dict[str, str]:
    """Read the figures of a list by city."""
    return {row.get("data-city"): text(row.find_class("cities-figures")[0]) for row in page.xpath("//tr[@data-city]")}


def records(shipped: Shipped) -> Iterator[tuple[str, str, Any]]:
    """Go through every city and edition that counts: city, edition and the record of the API."""
    for city in shipped.project.cities:
        for record in shipped.document(city)["editions"]:
            yield city, record["edition"], record


def test_lists_print_the_figures_of_the_documents(shipped: Shipped) -> None:
    """Every city of every edition, on the edition's list and on that of each dimension."""
    seen = 0
    for edition, result in shipped.results.items():
        whole = rows_in(shipped.page(f"editions/{edition}/index.html"))
        parts = {
            one.id: rows_in(shipped.page(f"editions/{edition}/{one.id}/index.html")) for one in result.rubric.dimensions
        }
        document = json.loads(shipped.files[f"api/v1/editions/{edition}.json"])
        assert {one["id"] for one in document["cities"]} == whole.keys()
        for one in document["cities"]:
            assert shipped.printed(edition, one) == whole[one["id"]]
            for dimension, span in one["dimensions"].items():
                expected = "Not applicable" if span is None else shipped.printed(edition, span)
                assert expected == parts[dimension][one["id"]]
                seen += 1
    assert seen > 2_000


def test_city_pages_print_the_figures_of_their_documents(shipped: Shipped) -> None:
    """The whole score and each dimension that stands on the page, in every edition of every city."""
    seen = 0
    for city, edition, record in records(shipped):
        page = shipped.page(f"cities/{city}/{edition}/index.html")
        expected = shipped.printed(edition, record)
        so_far = page.find_class("so-far")
        said = text(so_far[0]) if so_far else text(page.find_class("score")[0])
        assert said in (expected, f"So far: {expected} out of 100."), (city, edition)
        titles = {one.title: one.id for one in shipped.results[edition].rubric.dimensions}
        for row in page.find_class("dimension"):
            dimension = titles[text(row.find_class("dimension-name")[0].find("a"))]
            figures = text(row.find_class("dimension-end")[0].find("b"))
            assert shipped.printed(edition, record["dimensions"][dimension]) == figures
            seen += 1
    assert seen > 500


def test_tables_hold_the_numbers_of_the_documents(shipped: Shipped) -> None:
    """Each row of the table of scores is a record, or one of its dimensions; none is left out."""
    table = {(row["city"], row["edition"], row["dimension"]): row for row in shipped.scores}
    names = ("low_exact", "high_exact", "known_share_exact", "band_low", "band_high", "rank_best", "rank_worst")
    expected = {}
    for city, edition, record in records(shipped):
        parts = {"": record, **record["dimensions"]}
        for dimension, numbers in parts.items():
            expected[city, edition, dimension] = tuple(
                "" if numbers is None or numbers[name] is None else str(numbers[name]) for name in names
            )
    assert expected == {key: tuple(row[name] for name in names) for key, row in table.items()}


def test_cards_print_the_figures_of_the_documents(shipped: Shipped) -> None:
    """The whole score of every card, and each of its dimensions that is known well enough for a band."""
    assert len(shipped.cards) >= len(shipped.project.cities)
    for (city, edition), said in shipped.cards.items():
        record = next(one for one in shipped.document(city)["editions"] if one["edition"] == edition)
        assert f": {shipped.printed(edition, record)} of 100" in said, (city, edition)  # what the bar says
        for dimension in record["dimensions"].values():
            is_shown = dimension is not None and dimension["band_low"] is not None
            assert not is_shown or f" {shipped.printed(edition, dimension)} " in said, (city, edition)


def links(shipped: Shipped, path: str) -> set[str]:
    """List where the visible links of a page lead: addresses, and paths of the site."""
    found = set()
    for link in shipped.page(path).xpath("//body//a[@href]/@href"):
        address = str(link).partition("#")[0]
        if address and ":" not in address.split("/")[0]:
            address = address.partition("?")[0]
            address = posixpath.normpath(posixpath.join(posixpath.dirname(path), address))
        found.add(address)
    return found


def test_every_source_is_three_clicks_away(shipped: Shipped) -> None:
    """From the first page, over visible links alone, to the source of every answer of ten cities."""
    seen = 0
    first = links(shipped, "index.html")
    for city in sorted(shipped.project.cities)[::15][:10]:
        newest = shipped.document(city)["editions"][-1]
        second = f"cities/{city}/index.html"
        assert second in first  # the first click
        on_page = links(shipped, second)
        for criterion, answer in newest["answers"].items():
            for name in answer["evidence"]:
                file = shipped.project.answers[newest["edition"]][city]
                assert file.evidence[name].url in on_page, (city, criterion, name)  # the second
                seen += 1
    assert seen > 50


def test_every_city_page_is_light(shipped: Shipped) -> None:
    """What a reader of any city's page is sent, with style and fonts, stays within the budget."""
    sheets = sum(len(gzip.compress(one)) for path, one in shipped.files.items() if path.endswith(".css"))
    fonts = packaged("templates") / "shared" / "fonts"
    letters = sum((fonts / f"scorecard-{name}.woff2").stat().st_size for name in ("sans", "serif"))
    pages = {path: one for path, one in shipped.files.items() if re.fullmatch(r"cities/[^/]+/index\.html", path)}
    weights = {path: len(gzip.compress(one)) + sheets + letters for path, one in pages.items()}
    assert len(weights) == len(shipped.project.cities)
    assert {} == {path: weight for path, weight in weights.items() if weight >= MOST_BYTES}

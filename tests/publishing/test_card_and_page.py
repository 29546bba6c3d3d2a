"""Each card beside its page: the same words, the same numbers, and links that lead where those of the page lead."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest
from lxml import html

from scorecard.checking import load_project
from scorecard.packaged import packaged
from scorecard.publishing.card import card_maker
from scorecard.publishing.card_acts import MOST_ACTS
from scorecard.publishing.planned_cards import has_card
from scorecard.publishing.short_days import short_days
from scorecard.publishing.site import site_pages
from scorecard.scoring.score import score_all
from tests.golden.accept import PROJECT

CHECKOUT = Path(__file__).resolve().parents[2]
REAL = ("seattle-wa", "chicago-il", "new-york-ny", "asheville-nc", "honolulu-hi", "albany-ny", "washington-dc")


@dataclass(frozen=True)
class Pair:
    """A card and the page of the same city and edition, both parsed; `base` is where the site stands."""

    name: str
    card: html.HtmlElement
    page: html.HtmlElement
    data: dict[str, object]
    base: str


def text(element: html.HtmlElement) -> str:
    """Give the text of an element, blanks as one and days short."""
    for end in element.iter("p", "li", "br", "td", "th", "dd", "div"):
        end.tail = f" {end.tail or ''}"
    return short_days(" ".join(str(element.text_content()).split()))


@cache
def pairs(folder: Path) -> tuple[Pair, ...]:
    """Make the cards of a project's cities with their pages; withdrawn ones are notes, and left out."""
    project = load_project(folder)
    results, wanted = score_all(project), REAL if folder == CHECKOUT else tuple(project.cities)
    maker = card_maker(project, results)
    chosen = {
        f"cities/{city}/{edition}/index.html": (city, edition)
        for edition, result in results.items()
        for city in result.cities
        if city in wanted and has_card(results, city, edition, with_drafts=True)
        if not result.cities[city].is_withdrawn
    }
    artifacts = site_pages(project, results, templates=packaged("templates"), cards=frozenset(), tool_version="1")
    pages = {one.path: one.content() for one in artifacts if one.path in chosen}
    found = []
    for path, (city, edition) in chosen.items():
        job = maker.job(city, edition)
        card, page = html.fromstring(job.html), html.fromstring(pages[path])
        data = json.loads(job.pictures[f"{city}-{edition}.json"])
        found.append(Pair(f"{city} {edition}", card, page, data, project.settings.base_url))
    return tuple(found)


@pytest.fixture(scope="module", params=[PROJECT, CHECKOUT], ids=["made up", "real"])
def both(request: pytest.FixtureRequest) -> tuple[Pair, ...]:
    """The pairs of one project."""
    return pairs(request.param)


def rows(card: html.HtmlElement) -> Iterator[tuple[str, str, str]]:
    """List the answers in the table of a card: title, finding, points."""
    for row in card.xpath("//table[@class='rows']//tr[not(@class) and td]"):
        cells = [text(cell) for cell in row]
        yield cells[0], cells[1], cells[2]


def test_every_answer_reads_as_on_the_page(both: tuple[Pair, ...]) -> None:
    """Title, outcome, finding and points of every row of the card are those of the page."""
    seen = 0
    for pair in both:
        on_page = {text(one.find_class("answer-title")[0]): one for one in pair.page.find_class("answer")}
        for title, finding, points in rows(pair.card):
            whole, group = text(on_page[title]), text(on_page[title].xpath("ancestor::div[@class='group']")[0])
            word, *said = re.split(r"(?<=\.) ", finding)
            assert word in group, (pair.name, title)
            assert [] == [one for one in said if one not in whole], (pair.name, title)
            assert (points if points == "Not counted" else f" {points} point") in group, (pair.name, title)
            seen += 1
    assert seen > 60


def test_what_holds_for_several_answers_is_on_the_page_of_each(both: tuple[Pair, ...]) -> None:
    """A sentence that the card says once stands with every answer that it names."""
    seen = 0
    for pair in both:
        on_page = {text(one.find_class("answer-title")[0]).lower(): one for one in pair.page.find_class("answer")}
        for line in pair.card.find_class("shared"):
            parts = text(line).rstrip(".").split(": ")  # in sentences and in titles are colons too
            cuts = [(": ".join(parts[:end]), ": ".join(parts[end:]).lower()) for end in range(1, len(parts))]
            listed = [(said, re.split(r", | and (?=[^,]*$)", titles)) for said, titles in cuts]
            [(said, titles)] = [(said, titles) for said, titles in listed if set(titles) <= on_page.keys()]
            assert [] == [one for one in titles if said not in text(on_page[one])], (pair.name, said)
            seen += 1
    assert seen


def test_every_question_is_on_the_card(both: tuple[Pair, ...]) -> None:
    """Each answer of the page stands in a row, or among the questions without an answer."""
    for pair in both:
        titles = {text(one) for one in pair.page.find_class("answer-title")}
        shown = {title for title, _, _ in rows(pair.card)}
        shown |= {text(one) for one in pair.card.xpath("//div[@class='dense']//li/b")}
        open_ones = {text(one) for one in pair.card.xpath("//ul[@class='pairs' or @class='singles']/li")}
        missing = {title for title in titles - shown if not any(one.startswith(title) for one in open_ones)}
        assert missing == set(), pair.name


def test_dimensions_have_the_figures_of_the_page(both: tuple[Pair, ...]) -> None:
    """Range, band, peers' median and rank."""
    seen = 0
    for pair in both:
        whole = text(pair.page)
        ends = {text(one.xpath(".//a")[0]): one for one in pair.page.find_class("dimension")}
        for row in pair.card.xpath("//table[@class='dimensions']/tbody/tr"):
            title = re.sub(r" weight [\d.]+$", "", text(row[0]))
            end = text(ends[title].find_class("dimension-end")[0])
            said = [text(cell) for cell in row[2:]]
            figures, band, median, rank = said if len(said) == 4 else said[-4:]
            assert all(one in end for one in (figures, "" if band == "No band" else band, rank)), (pair.name, title)
            assert not median or f"Peers’ median {median}" in whole, (pair.name, title)
            seen += 1
    assert seen > 15


def test_the_first_page_says_what_the_page_says(both: tuple[Pair, ...]) -> None:
    """Figures, sentences, facts, who the peers are, the way to a band, the bridge and the reply."""
    for pair in both:
        whole = text(pair.page)
        parts = [*pair.card.find_class("said"), *pair.card.find_class("peers"), *pair.card.find_class("limit")]
        parts += pair.card.xpath("//p[@class='value']")
        parts += pair.card.xpath("//div[h2[starts-with(., 'Since ')]]/p")[:1]
        parts += pair.card.xpath("//div[h2[. = 'Reply of the city']]/p[not(a)]")[:1]
        for part in parts:
            said = re.sub(r"^None yet$", "", text(part))
            assert [] == [one for one in re.split(r"(?<=\.) ", said) if one not in whole], pair.name


def test_acts_are_those_of_the_page(both: tuple[Pair, ...]) -> None:
    """The five that gain most, with the gain and the low end of the page, and the first city that it names."""
    seen = 0
    for pair in both:
        on_page = {(text(one.find_class("act-what")[0])): one for one in pair.page.find_class("act")}
        table = pair.card.xpath("//table[@class='acts'][.//td[@class='gain']]/tbody/tr")
        assert len(table) <= MOST_ACTS
        for row in table:
            gain, act, after, _, _, who = (text(cell) for cell in row)
            one = on_page[act]
            assert gain == text(one.find_class("gain")[0])
            assert f"to {after.split(' ')[0]} at least" in text(one), (pair.name, act)
            names = [text(doer) for doer in one.xpath(".//ul[@class='doers']/li/a[1]")]
            assert who.split(", by ")[0] == (names[0] if names else "None found")
            seen += 1
    assert seen > 10


def test_links_lead_where_the_page_leads(both: tuple[Pair, ...]) -> None:
    """To the page itself, to sources that the page links, to answers of other cities, and to the publisher's mail."""
    seen = 0
    for pair in both:
        own = f"{pair.base.rstrip('/')}/cities/{'/'.join(pair.name.split(' '))}/"
        sources = set(pair.page.xpath("//main//a/@href"))
        for link in pair.card.xpath("//a/@href"):
            others = link.startswith(f"{pair.base.rstrip('/')}/cities/") and "#" in link
            assert link == own or link in sources or others or link.startswith("mailto:"), (pair.name, link)
            seen += 1
        evidence = {one["url"] for one in pair.data["editions"][0]["evidence"].values()}  # type: ignore[index]
        linked = set(pair.card.xpath("//ol//a/@href"))
        assert linked <= evidence, pair.name
    assert seen > 80

"""What other pages show of a city: the same figures, nothing loaded from elsewhere, a note without a score."""

from __future__ import annotations

import re
from collections.abc import Mapping

import pytest
from lxml import etree, html

from scorecard.model.project import Project
from scorecard.packaged import packaged
from scorecard.publishing.site import site_pages
from scorecard.publishing.words import band_words, score_figures
from scorecard.scoring.result import EditionResult
from tests.publishing.test_pages import Page

SVG = "{http://www.w3.org/2000/svg}"
Results = dict[str, EditionResult]


@pytest.fixture(scope="module")
def made(project: Project, results: Results) -> Mapping[str, bytes]:
    """The pages, badges and cards for frames of the made-up project."""
    made = site_pages(project, results, templates=packaged("templates"), cards=frozenset(), tool_version="1")
    return {one.path: one.content() for one in made if one.path.startswith(("cities/", "assets/embed"))}


def told(content: bytes) -> str:
    """Read all words of a badge."""
    return " ".join(" ".join(etree.fromstring(content).itertext()).split())


def cities(made: Mapping[str, bytes], name: str) -> dict[str, bytes]:
    """Pick the files of one name, by city."""
    return {path.split("/")[1]: content for path, content in made.items() if path.endswith(f"/{name}")}


def newest(project: Project, city: str) -> str | None:
    """Find the newest edition in which a city counts."""
    editions = [one.id for one in project.settings.editions]
    return next((one for one in reversed(editions) if city in project.answers[one]
                 and project.answers[one][city].is_final), None)  # fmt: skip


def test_every_city_has_both_at_all_its_addresses(project: Project, made: Mapping[str, bytes]) -> None:
    """Former ids have the very same files."""
    ids = {one for city in project.cities.values() for one in (city.id, *city.was)}
    assert ids == cities(made, "badge.svg").keys() == cities(made, "embed.html").keys()
    for city in project.cities.values():
        for former in city.was:
            assert made[f"cities/{city.id}/badge.svg"] == made[f"cities/{former}/badge.svg"]


def test_figures_are_those_of_the_city(project: Project, results: Results, made: Mapping[str, bytes]) -> None:
    """Range, bands and edition are those of its newest edition that counts; the drawing ends at its high."""
    counted = 0
    for city in project.cities:
        edition = newest(project, city)
        one = results[edition].cities[city] if edition else None
        if edition is None or one is None or one.range is None:
            continue
        rubric = results[edition].rubric
        figures, band = score_figures(one.range, rubric), band_words(one.bands, rubric)
        badge, card = made[f"cities/{city}/badge.svg"], html.fromstring(made[f"cities/{city}/embed.html"])
        assert f"{figures} of 100 · {band}" in told(badge)
        assert f"edition {edition}" in told(badge)
        assert (figures, band) == (card.xpath("//b")[0].text, card.find_class("band")[0].text)
        assert f"Edition {edition}, counted to" in card.text_content()
        upright = next(one for one in etree.fromstring(badge).iter(f"{SVG}rect") if one.get("y") == "-2")
        assert abs(float(upright.get("x", "")) - float(one.range.high) * 3.16) < 0.006
        counted += 1
    assert counted > 10


@pytest.mark.parametrize(
    ("city", "said"),
    [
        ("romeo-taken-back", "Withdrawn October 2, 2026"),
        ("mike-draft", "Draft. Not a published score."),
        ("golf-exempt", "Not applicable."),
    ],
)
def test_without_a_published_score_there_is_a_note(city: str, said: str, made: Mapping[str, bytes]) -> None:
    """No figure and no bar, in both."""
    badge, card = made[f"cities/{city}/badge.svg"], html.fromstring(made[f"cities/{city}/embed.html"])
    assert said in told(badge)
    assert said in card.text_content()
    assert ([], []) == (card.xpath("//svg"), card.find_class("figures"))
    assert [] == re.findall(r"\d of 100", told(badge))
    assert 1 == sum(1 for _ in etree.fromstring(badge).iter(f"{SVG}rect"))


def test_a_badge_is_a_labeled_picture_that_loads_nothing(made: Mapping[str, bytes]) -> None:
    """It has a role and a title, refers to nothing but its own stripes, and has no style and no script."""
    known = {"svg", "title", "defs", "pattern", "path", "rect", "g", "text"}
    for city, content in cities(made, "badge.svg").items():
        root = etree.fromstring(content)
        tags = {str(node.tag).removeprefix(SVG) for node in root.iter()}
        assert tags <= known, city
        title = root.find(f"{SVG}title")
        assert title is not None
        assert ("img", title.text) == (root.get("role"), root.get("aria-label"))
        keys = {str(key) for node in root.iter() for key in node.attrib}
        assert not keys & {"href", "style", "class"}
        assert not any(key.startswith(("on", "{")) for key in keys)
        assert {"url(#stripes)"} >= set(re.findall(r"url\([^)]*\)", content.decode()))
        assert len(content) < 3_000


def test_words_of_a_badge_stay_inside(made: Mapping[str, bytes]) -> None:
    """A long line is squeezed into the room that there is, and cut where it could not be read any more."""
    lines = [
        (node.text or "", node.get("textLength"))
        for content in cities(made, "badge.svg").values()
        for node in etree.fromstring(content).iter(f"{SVG}text")
    ]
    assert any(width == "316" for _, width in lines)
    assert all(width == "316" for text, width in lines if len(text) > 60)
    assert max(len(text) for text, _ in lines) < 75


def test_a_card_loads_its_own_style_alone(made: Mapping[str, bytes]) -> None:
    """Its policy allows no more; it is not indexed, says that it is a demonstration, and opens the page elsewhere."""
    (sheet,) = [path for path in made if path.startswith("assets/embed")]
    assert b"url(" not in made[sheet]
    assert b"@import" not in made[sheet]
    for city, content in cities(made, "embed.html").items():
        page = Page(content.decode())
        tags = [tag for tag, _ in page.tags]
        assert ([1, 1, 1], [], []) == ([tags.count(one) for one in ("h1", "main", "title")], page.unclosed, page.open)
        assert [{"rel": "stylesheet", "href": f"../../{sheet}"}] == page.all("link"), city
        assert not set(tags) & {"script", "style", "iframe", "img", "form", "base"}
        assert {"name": "robots", "content": "noindex"} in page.all("meta")
        (policy,) = [one["content"] for one in page.all("meta") if one.get("http-equiv")]
        assert "default-src 'none'; style-src 'self'; base-uri 'none'; form-action 'none'" == policy
        assert [{"href": "index.html", "target": "_blank", "rel": "noopener"}] == page.all("a")
        assert f"cities/{city}/index.html" in made
        assert "Demonstration" in "".join(page.text)


def test_the_page_has_html_to_copy(made: Mapping[str, bytes]) -> None:
    """Pasted as it stands, it shows the files at their full addresses, and names no figure that could go stale."""
    page = html.fromstring(made["cities/alpha-falls/index.html"])
    card, badge = (html.fromstring(str(one.text_content())) for one in page.find_class("use")[0].xpath(".//code"))
    base = "https://example.org/every/thing/cities/alpha-falls/"
    assert ("iframe", f"{base}embed.html") == (card.tag, card.get("src"))
    assert (base, f"{base}badge.svg") == (badge.get("href"), badge.xpath("img/@src")[0])
    title = "Every <b>&\"' Thing: Alpha Falls, Washington"
    assert (title, title) == (card.get("title"), badge.xpath("img/@alt")[0])


def test_only_the_newest_edition_has_html_to_copy(made: Mapping[str, bytes]) -> None:
    """An older edition, a draft and a withdrawn file have none."""
    having = {path for path, content in made.items() if b'<details class="use">' in content}
    assert {"cities/alpha-falls/index.html", "cities/alpha-falls/2026/index.html"} <= having
    assert "cities/alpha-falls/2025/index.html" not in having
    assert not [one for one in having if "mike-draft" in one or "romeo-taken-back" in one]


def test_attacks_stay_texts(hostile_files: Mapping[str, bytes]) -> None:
    """In the badge, in the card, and in the HTML to copy once it is pasted."""
    for content in cities(hostile_files, "badge.svg").values():
        root = etree.fromstring(content)
        assert {"svg", "title", "defs", "pattern", "path", "rect", "g", "text"} >= {
            str(node.tag).removeprefix(SVG) for node in root.iter()
        }
    page = html.fromstring(hostile_files["cities/alpha-falls/index.html"])
    card, badge = (html.fromstring(str(one.text_content())) for one in page.find_class("use")[0].xpath(".//code"))
    assert ["iframe"] == [one.tag for one in card.iter()]
    assert ["a", "img"] == [one.tag for one in badge.iter()]
    assert {"src", "title", "width", "height", "loading"} == set(card.attrib)
    assert {"src", "alt", "width", "height"} == set(badge[0].attrib)

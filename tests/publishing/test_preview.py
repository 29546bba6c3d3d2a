"""The picture beside a shared link: its size, what it shows, and which pages name it."""

from __future__ import annotations

import time
from collections.abc import Mapping
from dataclasses import replace
from fractions import Fraction
from io import BytesIO

import pytest
from lxml import html
from PIL import Image

from scorecard.model.project import Project
from scorecard.packaged import packaged
from scorecard.publishing.preview import Preview, preview_file
from scorecard.publishing.site import site_pages
from scorecard.scoring.result import EditionResult, Range

Results = dict[str, EditionResult]
SHOWN = Preview("A scorecard", "Alpha Falls, Washington", "25 to 75", "D to B", "Edition 2026.", None)
FILL, WHITE = (0x0B, 0x55, 0x63), (0xFF, 0xFF, 0xFF)


@pytest.fixture(scope="module")
def made(project: Project, results: Results) -> Mapping[str, bytes]:
    """The files of all cities, where each has a report card, in two languages."""
    spoken = replace(project, settings=replace(project.settings, also_in=("es",)))
    cards = frozenset((city, name) for name, one in results.items() for city in one.cities)
    pages = site_pages(spoken, results, templates=packaged("templates"), cards=cards, tool_version="1")
    return {one.path: one.content() for one in pages if "cities/" in one.path}


def opened(content: bytes) -> Image.Image:
    """Open a picture in full colors."""
    return Image.open(BytesIO(content)).convert("RGB")


def told(page: bytes) -> dict[str, str]:
    """Read what a page tells networks."""
    metas = html.fromstring(page).xpath("//meta[@property or starts-with(@name, 'twitter:')]")
    return {str(one.get("property") or one.get("name")): str(one.get("content")) for one in metas}


def test_every_city_that_counts_has_one_of_the_right_size(project: Project, made: Mapping[str, bytes]) -> None:
    """1200 by 630 and under 20 KB; a draft and a city whose files are withdrawn have none."""
    having = {path.split("/")[1] for path in made if path.endswith("/preview.png")}
    counting = {city for files in project.answers.values() for city, one in files.items() if one.is_final}
    assert counting == having
    for path, content in made.items():
        if path.endswith("/preview.png"):
            assert ((1200, 630), True) == (opened(content).size, len(content) < 20_000), path


@pytest.mark.parametrize(("low", "high"), [(0, 0), (0, 100), (25, 75), (50, 50), (100, 100)])
def test_the_bar_is_drawn_by_the_rule(low: int, high: int) -> None:
    """Solid to the low, striped to the high, empty behind it."""
    picture = opened(preview_file(replace(SHOWN, span=Range(Fraction(low), Fraction(high)))))

    def colors(start: int, end: int) -> set[object]:
        left, right = 72 + 1056 * start // 100 + 8, 72 + 1056 * end // 100 - 8
        return {color for _, color in picture.crop((left, 400, right, 440)).getcolors() or ()}

    if low:
        assert {FILL} == colors(0, low)
    if high > low:
        assert {FILL, WHITE} < colors(low, high)
    if high < 100:
        assert {WHITE} == colors(high, 100)


def test_the_same_city_gives_the_same_bytes() -> None:
    """Whenever it is drawn."""
    shown = replace(SHOWN, span=Range(Fraction(25), Fraction(75)))
    assert preview_file(shown) == preview_file(shown)


@pytest.mark.parametrize("name", ["W" * 240, "a", "Ōkina 東京, Hawaii"])
def test_no_name_runs_out_of_the_picture(name: str) -> None:
    """A long one is smaller, and cut; the margins stay clear."""
    picture = opened(preview_file(replace(SHOWN, name=name, span=Range(Fraction(25), Fraction(75)))))
    paper = picture.getpixel((20, 300))
    for left in (0, 1140):
        assert [(60 * 600, paper)] == picture.crop((left, 20, left + 60, 620)).getcolors()


def test_drawing_is_quick() -> None:
    """Some ten milliseconds each on a free core: the best of many is well under what would be felt in a build."""
    shown = replace(SHOWN, span=Range(Fraction(25), Fraction(75)))
    times = []
    for _ in range(15):
        start = time.process_time()
        preview_file(shown)
        times.append(time.process_time() - start)
    assert min(times) < 0.04


def test_a_page_names_its_picture_by_its_full_address(project: Project, made: Mapping[str, bytes]) -> None:
    """On the city's pages of the edition that it shows, in each language; other editions have words alone."""
    newest, spanish = told(made["cities/alpha-falls/index.html"]), told(made["es/cities/alpha-falls/index.html"])
    picture = "https://example.org/every/thing/cities/alpha-falls/preview.png"
    assert [picture, picture] == [newest["og:image"], spanish["og:image"]]
    assert ("https://example.org/every/thing/cities/alpha-falls/2026/", "summary_large_image") == (
        newest["og:url"],
        newest["twitter:card"],
    )
    assert newest["og:title"].startswith("Alpha Falls, Washington - ")
    assert newest["og:description"].startswith("64.8 to 84.3 out of 100.")
    assert ("1200", "630") == (newest["og:image:width"], newest["og:image:height"])
    assert "https://example.org/every/thing/es/cities/alpha-falls/2026/" == spanish["og:url"]
    older = told(made["cities/alpha-falls/2025/index.html"])
    assert ("summary", False) == (older["twitter:card"], "og:image" in older)
    assert {} == told(made["cities/mike-draft/index.html"])
    for path, content in made.items():
        named = told(content).get("og:image") if path.endswith("index.html") else None
        assert named is None or named.removeprefix(project.settings.base_url) in made


def test_without_report_cards_there_is_no_picture(project: Project, results: Results) -> None:
    """Drawing takes time, as cards do; the words are told all the same."""
    pages = site_pages(project, results, templates=packaged("templates"), cards=frozenset(), tool_version="1")
    files = {one.path: one for one in pages}
    assert [] == [path for path in files if path.endswith("preview.png")]
    page = told(files["cities/alpha-falls/index.html"].content())
    assert ("summary", False) == (page["twitter:card"], "og:image" in page)

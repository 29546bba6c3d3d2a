"""Every page that is built: links lead somewhere, ids are unique, nothing hostile wakes up."""

from __future__ import annotations

import gzip
import posixpath
import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from html.parser import HTMLParser
from itertools import pairwise
from urllib.parse import unquote, urlsplit

import pytest

from scorecard.model.project import Project
from scorecard.packaged import packaged
from scorecard.publishing.links import markdown_link
from scorecard.publishing.site import site_pages
from scorecard.scoring.result import EditionResult

ROOT_ON_HOST = "/every/thing/"
LATER = ("card.pdf", "api/v1/", "data/", "/national/", "/badge.svg", "assets/icon.")  # made by other parts of the build
VOID = {"meta", "link", "br", "hr", "img", "source", "path", "rect", "circle", "line", "use", "input"}
CSP = "default-src 'none'; style-src 'self'"


@dataclass
class Page(HTMLParser):
    """What a page holds."""

    source: str
    tags: list[tuple[str, dict[str, str]]] = field(default_factory=list)
    open: list[str] = field(default_factory=list)
    text: list[str] = field(default_factory=list)
    unclosed: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        super().__init__()
        self.feed(self.source)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, {name: value or "" for name, value in attrs}))
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, {name: value or "" for name, value in attrs}))

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open.pop() != tag:
            self.unclosed.append(tag)

    def handle_data(self, data: str) -> None:
        self.text.append(data)

    def all(self, tag: str) -> list[dict[str, str]]:
        """Find the attributes of every such tag."""
        return [attributes for name, attributes in self.tags if name == tag]

    @property
    def ids(self) -> list[str]:
        """List every id."""
        return [attributes["id"] for _, attributes in self.tags if "id" in attributes]


@pytest.fixture(scope="module")
def parsed(pages: Mapping[str, bytes]) -> dict[str, Page]:
    """Every page, parsed, but for cards in frames on other pages (test_badge.py)."""
    paths = [path for path in pages if path.endswith(".html") and not path.endswith("/embed.html")]
    return {path: Page(pages[path].decode()) for path in paths}


def test_there_is_every_kind_of_page(parsed: Mapping[str, Page]) -> None:
    """The site has the addresses that the contract names, and those of former ids."""
    expected = {
        "index.html",
        "404.html",
        "editions/2026/index.html",
        "editions/2023/index.html",
        "editions/2026/availability/index.html",
        "cities/alpha-falls/index.html",
        "cities/alpha-falls/2023/index.html",
        "cities/alpha-falls/2026/index.html",
        "cities/old-alpha/index.html",
        "cities/old-alpha/2026/index.html",
        "cities/romeo-taken-back/index.html",
        "cities/mike-draft/2026/index.html",
        "criteria/index.html",
        "criteria/every-2026/force-lag/index.html",
        "methodology/every-2026/index.html",
        "methodology/old-2023/index.html",
        "data/index.html",
        "compare/index.html",
        "search/index.html",
        "pages/about/index.html",
    }
    assert expected - set(parsed) == set()


def test_links_lead_somewhere(parsed: Mapping[str, Page], pages: Mapping[str, bytes]) -> None:
    """Every link inside the site leads to a file that is there, and to an anchor that is there."""
    broken: list[str] = []
    counted = 0
    for path, page in parsed.items():
        for attributes in [*page.all("a"), *page.all("link"), *page.all("use")]:
            address = attributes["href"]
            parts = urlsplit(address)
            if parts.scheme:
                continue
            counted += 1
            target = _target(path, parts.path)
            if target not in pages:
                broken += [] if any(one in target for one in LATER) else [f"{path}: {address}"]
            elif parts.fragment and unquote(parts.fragment) not in parsed[target].ids:
                broken.append(f"{path}: {address}")
    assert (broken, counted > 1000) == ([], True)


def _target(path: str, address: str) -> str:
    if not address:
        return path
    if address.startswith(ROOT_ON_HOST):
        return address.removeprefix(ROOT_ON_HOST)
    return posixpath.normpath(posixpath.join(posixpath.dirname(path), address))


def test_links_out_meet_the_rule(parsed: Mapping[str, Page]) -> None:
    """A link to another host is http or https with a host, or a mail address, and nothing else."""
    addresses = {one["href"] for page in parsed.values() for one in page.all("a") if urlsplit(one["href"]).scheme}
    refused = {one for one in addresses if markdown_link(one.partition("?subject=")[0]) is None}
    assert (refused, len(addresses) > 10) == (set(), True)


def test_nothing_is_loaded_from_elsewhere(parsed: Mapping[str, Page]) -> None:
    """No page has a script, frame, form or style in it, and the policy forbids them; scripts come from the site."""
    for path, page in parsed.items():
        names = {tag for tag, _ in page.tags}
        data = [{"type": "application/ld+json"}]
        scripts = [one.get("src", "") for one in page.all("script") if one not in data]
        ours = re.compile(
            r"(?:\.\./)*(?:assets/[a-z-]+\.[0-9a-f]{10}|editions/[0-9]+/own-weights-data|search/names)\.js"
        )
        assert [] == [one for one in scripts if not ours.fullmatch(one)], path
        shown = [held[key] for tag, key in (("img", "src"), ("source", "srcset")) for held in page.all(tag)]
        assert all(re.fullmatch(r"national/[a-z-]+\.svg", one) for one in shown), path
        assert names & {"iframe", "style", "object", "embed", "base", "font"} == set(), path
        assert [] == [one for one in page.all("form") if "action" in one or not scripts], path
        assert not any(key.startswith("on") or key == "style" for _, held in page.tags for key in held), path
        policies = [one["content"] for one in page.all("meta") if one.get("http-equiv") == "Content-Security-Policy"]
        assert len(policies) == 1, path
        policy = CSP.replace("; ", "; script-src 'self'; ") if scripts else CSP
        assert policies[0].startswith(policy), path


def test_pages_are_well_made(parsed: Mapping[str, Page]) -> None:
    """Every page has a language, a title, one h1, landmarks, unique ids and tags that close."""
    for path, page in parsed.items():
        tags = [tag for tag, _ in page.tags]
        assert page.all("html") == [{"lang": "en"}], path
        assert [tags.count(tag) for tag in ("title", "h1", "main", "header", "footer")] == [1, 1, 1, 1, 1], path
        assert sorted(set(page.ids)) == sorted(page.ids), path
        assert (page.unclosed, page.open) == ([], []), path
        assert page.all("a")[0]["href"] == "#page.main", path


def test_headings_do_not_skip_a_level(parsed: Mapping[str, Page]) -> None:
    """Headings go down by one level at a time."""
    for path, page in parsed.items():
        levels = [int(tag[1]) for tag, _ in page.tags if re.fullmatch("h[1-6]", tag)]
        assert all(after - before <= 1 for before, after in pairwise(levels)), path


def test_drawings_are_labeled_or_hidden(parsed: Mapping[str, Page]) -> None:
    """Every drawing is a picture with a label, or hidden because the words stand beside it."""
    for path, page in parsed.items():
        for held in page.all("svg"):
            assert held.get("aria-hidden") == "true" or (held.get("role"), bool(held.get("aria-label"))) == (
                "img",
                True,
            ), path


def test_tables_have_captions_and_heads(parsed: Mapping[str, Page]) -> None:
    """Every table says what it is, and names its columns and rows."""
    for path, page in parsed.items():
        tags = [tag for tag, _ in page.tags]
        assert tags.count("caption") == tags.count("table"), path
        assert all(held.get("scope") in {"col", "row"} for held in page.all("th")), path


def test_parts_of_tables_have_no_roles_of_their_own(parsed: Mapping[str, Page]) -> None:
    """HTML refuses them; browsers keep the roles of tables whose rows a small screen shows as blocks or grids."""
    parts = ("table", "thead", "tbody", "tr", "td", "th")
    assert [] == [
        (path, tag) for path, page in parsed.items() for tag, held in page.tags if tag in parts and "role" in held
    ]


def test_no_value_of_a_program_is_printed(parsed: Mapping[str, Page]) -> None:
    """No page says None, nan or Fraction, and no template mark is left over but those that data holds."""
    for path, page in parsed.items():
        words = " ".join(page.text).replace("{{ 7*7 }}", "").replace("{{ page }}", "").replace("{% raw %}", "")
        found = re.findall(r"\bNone\b|\bnan\b|\bFraction\b|\{\{|\{%|\bTrue\b|\bFalse\b", words)
        assert found == [], path


def test_hostile_text_stays_text(parsed: Mapping[str, Page]) -> None:
    """Marks in any text of the data are shown as they were typed."""
    page = parsed["cities/hotel-hostile/2026/index.html"]
    text = "".join(page.text)
    assert "<b>&\"' from" in text
    assert "</title><script>alert(1)</script>" in text
    assert "Hotel <b>&\"' {{ 7*7 }}, Alabama" in text
    assert "<img src=x onerror=alert(1)>" in text
    about = "".join(parsed["pages/about/index.html"].text)
    assert '<script>alert("raw HTML is shown as text")</script>' in about


def test_titles_name_city_and_edition(parsed: Mapping[str, Page]) -> None:
    """The title of a city's page is the city, the scorecard and the edition."""
    page = parsed["cities/alpha-falls/2026/index.html"]
    assert "<title>Alpha Falls, Washington - Every &lt;b&gt;&amp;&#34;&#39; Thing 2026</title>" in page.source


def test_a_demonstration_says_so_and_is_not_indexed(parsed: Mapping[str, Page], pages: Mapping[str, bytes]) -> None:
    """Every page of a demonstration carries the notice, keeps search engines out, and the site map is empty."""
    for path, page in parsed.items():
        assert {"name": "robots", "content": "noindex"} in page.all("meta"), path
        assert "Demonstration" in "".join(page.text), path
    assert b"<loc>" not in pages["sitemap.xml"]


def test_a_real_scorecard_is_indexed(project: Project, results: Mapping[str, EditionResult]) -> None:
    """With a real publisher only drafts stay out of search engines, and the site map names every other page."""
    real = replace(project, settings=replace(project.settings, is_demonstration=False))
    made = site_pages(real, results, templates=packaged("templates"), cards=frozenset(), tool_version="1")
    pages = {page.path: page.content().decode() for page in made if page.path.endswith((".html", ".xml", ".txt"))}
    hidden = {path for path, text in pages.items() if 'content="noindex"' in text and "/embed.html" not in path}
    assert hidden == {"cities/mike-draft/2026/index.html", "cities/mike-draft/index.html"}
    addresses = re.findall("<loc>(.*)</loc>", pages["sitemap.xml"])
    assert "https://example.org/every/thing/cities/alpha-falls/2026/" in addresses
    assert not any("mike-draft" in one or "old-alpha" in one for one in addresses)
    assert "Sitemap: https://example.org/every/thing/sitemap.xml" in pages["robots.txt"]
    assert "Demonstration" not in pages["index.html"]


def test_the_site_map_has_every_page_that_is_to_be_found(
    project: Project, results: Mapping[str, EditionResult]
) -> None:
    """In both languages; it leaves out drafts, former addresses and the page for missing ones, and names no other."""
    settings = replace(project.settings, is_demonstration=False, also_in=("es",))
    made = site_pages(
        replace(project, settings=settings),
        results,
        templates=packaged("templates"),
        cards=frozenset(),
        tool_version="1",
    )
    pages = {page.path: page.content().decode() for page in made if page.path.endswith((".html", ".xml"))}
    wanted = {
        f"https://example.org/every/thing/{path.removesuffix('index.html')}"
        for path, text in pages.items()
        if path.endswith(".html") and path != "404.html"
        if 'content="noindex"' not in text and 'http-equiv="refresh"' not in text
    }
    told = re.findall("<loc>(.*)</loc>", pages["sitemap.xml"])
    assert sorted(wanted) == sorted(told)
    assert sum("/thing/es/" in one for one in told) == len(told) / 2 > 50


def test_reconstructed_editions_say_so(parsed: Mapping[str, Page]) -> None:
    """Every page of a reconstructed edition says that it was made later, and that the city was not asked."""
    moved = {path for path, page in parsed.items() if 'http-equiv="refresh"' in page.source}
    of_2025 = [page for path, page in parsed.items() if "/2025/" in path and path not in moved]
    assert of_2025
    for page in of_2025:
        assert "Reconstructed" in "".join(page.text)


def test_drafts_enter_no_list(parsed: Mapping[str, Page]) -> None:
    """A draft has a page that says Draft, and no other page names its city."""
    naming = {path for path, page in parsed.items() if "Mike" in "".join(page.text)}
    assert naming == {"cities/mike-draft/2026/index.html", "cities/mike-draft/index.html"}
    assert "Draft" in "".join(parsed["cities/mike-draft/index.html"].text)


def test_a_withdrawn_edition_is_a_note(parsed: Mapping[str, Page]) -> None:
    """A withdrawn edition keeps its address, gives day and reason, and shows no figure."""
    text = "".join(parsed["cities/november-withdrawn/2026/index.html"].text)
    assert "Withdrawn October 1, 2026. Two files <b>&\"' were mixed up." in text
    assert "out of 100" not in text
    newest = "".join(parsed["cities/november-withdrawn/index.html"].text)
    assert "Edition 2025" in newest


def test_former_ids_lead_to_the_city(parsed: Mapping[str, Page]) -> None:
    """A page at a former address leads on by itself, and by a link."""
    page = parsed["cities/old-alpha/2026/index.html"]
    refresh = [one["content"] for one in page.all("meta") if one.get("http-equiv") == "refresh"]
    assert refresh == ["0; url=../../../cities/alpha-falls/2026/index.html"]
    assert "../../../cities/alpha-falls/2026/index.html" in {one["href"] for one in page.all("a")}


def test_cards_are_linked_where_there_are_cards(parsed: Mapping[str, Page]) -> None:
    """A page links its report card if there is one, and does not if there is none."""
    linking = {path for path, page in parsed.items() if any("card.pdf" in one["href"] for one in page.all("a"))}
    assert linking == {
        "cities/alpha-falls/index.html",
        "cities/alpha-falls/2026/index.html",
        "cities/foxtrot-unknown/index.html",
        "cities/foxtrot-unknown/2026/index.html",
    }


def test_a_page_is_light(pages: Mapping[str, bytes]) -> None:
    """A city's page with style and the fonts that it needs stays under 60 KB as it is sent."""
    sent = [pages["cities/alpha-falls/2026/index.html"], *(pages[path] for path in pages if path.endswith(".css"))]
    fonts = packaged("templates") / "shared" / "fonts"
    letters = sum((fonts / f"scorecard-{name}.woff2").stat().st_size for name in ("sans", "serif"))
    assert sum(len(gzip.compress(one)) for one in sent) + letters < 60_000


def test_style_sheets_load_only_what_is_beside_them(pages: Mapping[str, bytes]) -> None:
    """The style sheet names fonts by their hashed names, and no other address."""
    sheet = next(content.decode() for path, content in pages.items() if path.endswith(".css"))
    addresses = re.findall(r"url\((.*?)\)", sheet)
    assert addresses
    assert all(re.fullmatch(r'"scorecard-[a-z-]+\.[0-9a-f]{10}\.woff2"', one) for one in addresses)

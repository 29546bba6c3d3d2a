"""A project with attacks in every text in; its site out, in which each stands as it was typed and does nothing."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from scorecard.checking import load_project
from scorecard.model.project import Project
from scorecard.packaged import packaged
from scorecard.publishing.keys import Keys
from scorecard.publishing.links import markdown_link
from scorecard.publishing.site import site_pages
from scorecard.publishing.tables import cell, rows_in_memory, tables
from scorecard.publishing.templating import read_templates
from scorecard.publishing.terminal import explain_city, explain_criterion, score_table
from scorecard.scoring.result import EditionResult
from scorecard.scoring.score import score_edition
from tests.publishing.hostile import ATTACKS, planted, text_keys
from tests.publishing.test_pages import Page

# What a page may hold; anything else came out of a text.
TAGS = """
    html head meta title link body a header div nav main footer p b svg defs pattern path g rect circle text tspan line
    use h1 h2 h3 h4 ul ol li section table caption thead tbody tr th td span em strong blockquote code pre br hr dl dt
    dd details summary script noscript figure figcaption picture source img
    form label input select option button
"""
ATTRIBUTES = """
    lang charset http-equiv content name rel href class id aria-label aria-current aria-hidden aria-labelledby role
    scope width height x y x1 x2 y1 y2 cx cy r d fill patternunits patterntransform text-anchor tabindex colspan rowspan
    data-city data-word data-root src defer hidden hreflang srcset media alt loading data-tools
    data-told data-none data-single data-many data-state data-size data-bands data-low data-high data-known name type
    value autocomplete for aria-expanded aria-controls aria-autocomplete spellcheck data-search data-cities data-more
    data-find data-compare data-chosen data-result data-orders data-shown data-part data-question
    target property
"""


@pytest.fixture(scope="module")
def made(
    hostile: Project, hostile_results: Mapping[str, EditionResult], hostile_files: Mapping[str, bytes]
) -> Mapping[str, bytes]:
    """Every page and table of the project with all attacks in every text."""
    keys, rows = Keys(hostile, hostile_results), rows_in_memory(hostile, hostile_results)
    return {**hostile_files, **{one.path: one.content() for one in tables(hostile, hostile_results, keys, rows)}}


@pytest.fixture(scope="module")
def parsed(made: Mapping[str, bytes]) -> dict[str, Page]:
    """Every page, parsed."""
    return {path: Page(content.decode()) for path, content in made.items() if path.endswith(".html")}


def test_every_kind_of_text_is_planted() -> None:
    """The texts are those that the data dictionary names; a new key is attacked as soon as it stands there."""
    expected = {"title", "publisher", "name", "agency", "about", "claim", "why", "note", "reason", "because", "quote"}
    assert set() == expected - text_keys()
    assert len(ATTACKS) > 40


def test_no_text_becomes_a_tag_or_an_attribute(parsed: Mapping[str, Page]) -> None:
    """All tags and attributes of all pages are those of the templates and of Markdown."""
    found = {(path, tag) for path, page in parsed.items() for tag, _ in page.tags if tag not in TAGS.split()}
    held = {(path, key) for path, page in parsed.items() for _, keys in page.tags for key in keys}
    assert set() == found
    assert set() == {one for one in held if one[1] not in ATTRIBUTES.split()}


def test_every_address_leads_into_the_site_or_meets_the_rule(parsed: Mapping[str, Page]) -> None:
    """A link is relative, or `http`, `https` or `mailto`; the one refresh of a moved page is relative too."""
    addresses = {
        value
        for page in parsed.values()
        for _, held in page.tags
        for key, value in held.items()
        if key in {"href", "src"}
    }
    odd = [
        one
        for one in addresses
        if not re.match(r"(?:\.\./|#|[a-z0-9-]+/|(?:index\.html|feed\.xml)$|index\.html#|/every/thing/)", one)
        and markdown_link(one.partition("?subject=")[0]) is None
    ]
    assert ([], True) == (odd, len(addresses) > 300)


def test_each_attack_is_shown_as_it_was_typed(parsed: Mapping[str, Page]) -> None:
    """A reader sees what somebody wrote, in names as well as in texts that are Markdown."""
    page = parsed["cities/alpha-falls/2026/index.html"]
    text = " ".join("".join(page.text).split())
    assert [] == [one for one in ATTACKS if " ".join(one.split()) not in text]


def test_no_cell_of_a_table_is_a_formula(made: Mapping[str, bytes]) -> None:
    """What a spreadsheet opens is text, also where every text is an attack."""
    for path, content in made.items():
        if path.endswith(".csv"):
            cells = [one for row in csv.reader(io.StringIO(content.decode(), newline="")) for one in row]
            texts = [one for one in cells if not re.fullmatch(r"-[0-9]+(\.[0-9]+)?", one)]  # degrees west are numbers
            assert [] == [one for one in texts if cell(one) != one], path


def unquoted(template: str) -> Iterator[str]:
    """Find attributes whose value is an expression without quotation marks."""
    bare = re.sub(r"\{#.*?#\}", "", template, flags=re.DOTALL)
    for tag in re.findall(r"<[a-zA-Z](?:\{\{.*?\}\}|\{%.*?%\}|\"[^\"]*\"|'[^']*'|[^<>\"'{])*>", bare, re.DOTALL):
        yield from re.findall(r"=\s*(?:\{%.*?%\})*\{\{.*?\}\}", re.sub(r"\"[^\"]*\"|'[^']*'", '""', tag), re.DOTALL)


def test_no_attribute_of_a_template_takes_a_value_without_quotation_marks() -> None:
    """A text with a space in it would make attributes of its own."""
    found = {
        path: list(unquoted(content.decode()))
        for path, content in read_templates(packaged("templates")).items()
        if path.endswith((".html", ".svg"))
    }
    assert {} == {path: bare for path, bare in found.items() if bare}
    assert ["={{ page.x }}"] == list(unquoted('<p class="a" title={{ page.x }}>{{ page.y }}</p>'))


def test_a_base_address_with_two_slashes_names_no_host(tmp_path: Path) -> None:
    """The page for what is missing links to the root of its own host, whatever the address of the site ends in."""
    root = planted(tmp_path / "project", "x")
    settings = root / "scorecard.yaml"
    text = settings.read_text(encoding="utf-8").replace(
        "https://example.org/every", "https://example.org//attacker.example"
    )
    settings.write_text(text, encoding="utf-8")
    project = load_project(root)
    results = {edition.id: score_edition(project, edition.id) for edition in project.settings.editions}
    pages = site_pages(project, results, templates=packaged("templates"), cards=frozenset(), tool_version="1")
    missing = next(one.content().decode() for one in pages if one.path == "404.html")
    assert [] == re.findall(r'href="//', missing)


def test_no_text_starts_a_line_of_its_own_in_a_terminal(tmp_path: Path) -> None:
    """Line ends in names and titles are blanks where scores are printed and explained."""
    project = load_project(planted(tmp_path / "project", "A\r0 forged\nforged"))
    result = score_edition(project, "2026")
    told = [
        score_table(project, result, list(result.listed())),
        explain_city(project, result, "alpha-falls"),
        *(explain_criterion(project, result, "alpha-falls", name) for name in result.rubric.criteria),
    ]
    assert [] == [line for text in told for line in text.split("\n") if "\r" in line or line.startswith("forged")]

"""How an edition is cited, and what search engines are told of it: digests that hold, and texts that end nothing."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import replace
from hashlib import sha256
from typing import Any

import pytest
from lxml import html

from scorecard.model.project import Project
from scorecard.packaged import packaged
from scorecard.publishing.api import edition_file
from scorecard.publishing.citing import bibliography
from scorecard.publishing.language import foreign, speaking
from scorecard.publishing.site import site_pages
from scorecard.publishing.structured import data_block, licence_address
from scorecard.scoring.result import EditionResult
from tests.publishing.hostile import ATTACKS

Results = dict[str, EditionResult]
BLOCK = re.compile(rb'<script type="application/ld\+json">(.*?)</script>', re.DOTALL)


@pytest.fixture(scope="module")
def both(project: Project, results: Results) -> Mapping[str, bytes]:
    """All files of the made-up project in English and Spanish, by path."""
    spoken = replace(project, settings=replace(project.settings, also_in=("es",)))
    made = site_pages(spoken, results, templates=packaged("templates"), cards=frozenset(), tool_version="1")
    return {one.path: one.content() for one in made if one.path.endswith((".html", ".bib"))}


def digest(project: Project, result: EditionResult) -> str:
    """Digest the document of an edition."""
    return sha256(b"".join(edition_file(project, result))).hexdigest()


def block(page: bytes) -> Any:
    """Read the one block of data in a page."""
    (found,) = BLOCK.findall(page)
    return json.loads(found)


def test_a_citation_names_edition_day_and_digest(project: Project, results: Results, both: Mapping[str, bytes]) -> None:
    """In both languages the digest is that of the document of the API, which stands once."""
    public = [one for one in reversed(project.settings.editions) if results[one.id].has_public]
    for path in ("data/index.html", "es/data/index.html"):
        digests = [str(one.text_content()) for one in html.fromstring(both[path]).xpath("//code")]
        assert [digest(project, results[one.id]) for one in public] == digests
    text = html.fromstring(both["data/index.html"]).text_content()
    for one in public:
        assert f"edition {one.id}, counted to" in text
        assert f"https://example.org/every/thing/editions/{one.id}/" in text


def test_the_foot_of_a_city_says_edition_and_day(both: Mapping[str, bytes]) -> None:
    """And leads to the digests, which stand on the page about the data, so that no city's page changes with them."""
    page = html.fromstring(both["cities/alpha-falls/2026/index.html"])
    (line,) = [one for one in page.xpath("//footer//p") if "Cite as" in one.text_content()]
    assert "edition 2026, counted to June 30, 2026: Alpha Falls, Washington" in line.text_content()
    assert ["../../../data/index.html#section.cite"] == [one.get("href") for one in line.xpath("a")]
    assert html.fromstring(both["data/index.html"]).get_element_by_id("section.cite") is not None


def entries(text: str) -> list[dict[str, str]]:
    """Read BibTeX by a reader of the test's own, which counts braces."""
    found = []
    for key, body in re.findall(r"@misc\{([a-z0-9-]+),\n(.*?)\n\}\n", text, re.DOTALL):
        fields = {"key": key}
        for line in body.splitlines():
            name, value = re.fullmatch(r"  ([a-z]+) = \{(.*)\},", line).groups()  # type: ignore[union-attr]
            depth = 0
            for sign in re.sub(r"\\.", "", value):
                depth += {"{": 1, "}": -1}.get(sign, 0)
                assert depth >= 0
            assert depth == 0
            fields[name] = value
        found.append(fields)
    return found


def test_bibtex_has_an_entry_for_each_edition(project: Project, results: Results, both: Mapping[str, bytes]) -> None:
    """The newest first, each with day, address and digest."""
    found = entries(both["data/cite.bib"].decode())
    public = [one for one in reversed(project.settings.editions) if results[one.id].has_public]
    assert [(one.as_of.isoformat(), str(one.as_of.year), one.id) for one in public] == [
        (one["date"], one["year"], one["version"]) for one in found
    ]
    for edition, one in zip(public, found, strict=True):
        assert digest(project, results[edition.id]) in one["note"]
        assert f"https://example.org/every/thing/editions/{edition.id}/" == one["url"]
    assert len({one["key"] for one in found}) == len(found)
    assert "{Every <b>\\&\"' Thing, edition 2026}" == next(one["title"] for one in found if one["version"] == "2026")


def test_no_text_breaks_out_of_bibtex(project: Project, results: Results) -> None:
    """Braces, line ends and signs that TeX runs, in title, publisher and address."""
    bad = "a} , x = {\\input{y}\n% $ # _ ~ ^ & {"
    settings = replace(project.settings, title=bad, publisher=bad, base_url="https://example.org/a}b{/")
    text = bibliography(replace(project, settings=settings), results, lambda edition: edition).decode()
    found = entries(text)
    assert len(results) == len(found) == text.count("@misc{")
    assert all("\\input" not in one["title"] and "%7D" in one["url"] for one in found)


def test_the_data_set_is_described_where_it_stands(project: Project, both: Mapping[str, bytes]) -> None:
    """The page about the data and each edition's list have one block each; addresses are whole."""
    having = {path for path, content in both.items() if BLOCK.search(content)}
    editions = [path for path in both if re.fullmatch(r"(es/)?editions/[^/]+/index\.html", path)]
    assert {"data/index.html", "es/data/index.html", *editions} == having
    whole, spanish = block(both["data/index.html"]), block(both["es/data/index.html"])
    assert ("Dataset", "https://schema.org/", "https://example.org/every/thing/data/") == (
        whole["@type"],
        whole["@context"],
        whole["url"],
    )
    assert "https://creativecommons.org/licenses/by/4.0/" == whole["license"]
    assert project.settings.title == whole["name"]
    assert "https://example.org/every/thing/es/data/" == spanish["url"]
    for one in (whole, spanish):
        addresses = [each["contentUrl"] for each in one["distribution"]]
        assert "https://example.org/every/thing/data/scores.csv" in addresses
    edition = block(both["editions/2026/index.html"])
    assert ("2026", "2026-06-30") == (edition["version"], edition["temporalCoverage"])


@pytest.mark.parametrize("attack", [*ATTACKS, "</script>", "<!--<script>", "\u2028", "]]>"])
def test_no_text_ends_a_block_of_data(attack: str) -> None:
    """What is written has no sign of HTML in it, and reads back as it was."""
    written = str(data_block({"name": attack, "list": [{"x": attack}]}))
    assert set() == set(written) & set("<>&\u2028\u2029")
    assert {"name": attack, "list": [{"x": attack}]} == json.loads(written)


def test_a_block_of_data_has_no_marks_of_other_languages() -> None:
    """JSON would write them as letters, which nobody took out again."""
    with speaking("es"):
        marked = foreign("Data", "en")
        assert {"a": "Data", "b": [{"c": "Data"}]} == json.loads(str(data_block({"a": marked, "b": [{"c": marked}]})))
    assert "Data" != marked


@pytest.mark.parametrize(
    ("licence", "expected"),
    [
        ("CC-BY-4.0", "https://creativecommons.org/licenses/by/4.0/"),
        ("CC-BY-NC-SA-4.0", "https://creativecommons.org/licenses/by-nc-sa/4.0/"),
        ("https://example.org/terms", "https://example.org/terms"),
        ("Ours alone", "Ours alone"),
    ],
)
def test_a_licence_is_an_address_where_it_has_one(licence: str, expected: str) -> None:
    """Programs follow addresses; what has none is named as it is."""
    assert expected == licence_address(licence)

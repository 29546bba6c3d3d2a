"""A second language in, the same site in a folder of its own out: same numbers, links that hold, marks."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Mapping
from dataclasses import replace

import pytest
from lxml import html

from scorecard.model.project import Project
from scorecard.packaged import packaged
from scorecard.publishing.site import site_pages
from scorecard.scoring.coded import codes_of
from scorecard.scoring.result import EditionResult

Results = dict[str, EditionResult]


@pytest.fixture(scope="module")
def both(project: Project, results: Results) -> Mapping[str, bytes]:
    """All files of the made-up project in English and Spanish, by path."""
    spoken = replace(project, settings=replace(project.settings, also_in=("es",)))
    made = site_pages(spoken, results, templates=packaged("templates"), cards=frozenset(), tool_version="1")
    return {one.path: one.content() for one in made}


def pages_of(files: Mapping[str, bytes], folder: str) -> dict[str, html.HtmlElement]:
    """Parse the pages of one language, by their path in its folder."""
    found = {path: content for path, content in files.items() if path.endswith(".html")}
    return {
        path.removeprefix("es/"): html.fromstring(content)
        for path, content in found.items()
        if path.startswith("es/") == bool(folder)
    }


def test_every_page_stands_in_both_languages(both: Mapping[str, bytes]) -> None:
    """All but the page for missing ones and cards for frames, which stand once; each leads to the other."""
    english, spanish = pages_of(both, ""), pages_of(both, "es/")
    once = {path for path in english if path.endswith("/embed.html")}
    assert english.keys() - once - {"404.html"} == spanish.keys()
    for path, page in spanish.items():
        assert "es" == page.get("lang")
        (other,) = page.xpath("//link[@rel='alternate'][@hreflang='en']/@href")
        led = posixpath.normpath(posixpath.join("es", posixpath.dirname(path), str(other)))
        assert led in both, path
        assert [] == page.xpath("//link[@hreflang='es']")


def test_every_link_of_the_other_language_leads_somewhere(both: Mapping[str, bytes]) -> None:
    """Pages lead to pages of their language; what stands once for all is found at the top."""
    seen = 0
    for path, page in pages_of(both, "es/").items():
        for link in map(str, page.xpath("//@href | //@src | //@srcset")):
            target = link.partition("#")[0]
            if not target or ":" in target.split("/")[0]:
                continue
            led = posixpath.normpath(posixpath.join("es", posixpath.dirname(path), target))
            assert led in both or led.startswith(("api/", "data/")), (path, link)
            seen += 1
    assert seen > 2_000


def test_figures_are_the_same_in_both_languages(both: Mapping[str, bytes]) -> None:
    """Every figure of every list; the words between them may differ."""
    english, spanish = pages_of(both, ""), pages_of(both, "es/")
    for path in ("index.html", "editions/2025/index.html", "editions/2026/availability/index.html"):
        told = [
            [re.findall(r"[0-9.]+", str(cell.text_content())) for cell in page.find_class("cities-figures")]
            for page in (english[path], spanish[path])
        ]
        assert told[0] == told[1] != []


def test_what_is_not_translated_says_its_language(both: Mapping[str, bytes]) -> None:
    """A rubric's question in English is marked on a Spanish page, and no mark of ours is left over anywhere."""
    page = html.fromstring(both["es/criteria/every-2026/force-published/index.html"])
    (claim,) = page.find_class("claim")
    assert ["en"] == [one.get("lang") for one in claim]
    assert [] == [
        path for path, content in both.items() if path.endswith(".html") and re.search(rb"[\x00-\x08]", content)
    ]


def test_numbers_of_results_stay(project: Project, results: Results) -> None:
    """A translated rubric changes no code of any answer, and no standing."""
    from scorecard.publishing.languages import other_projects, results_in

    spoken = replace(project, settings=replace(project.settings, also_in=("es",)))
    (spanish,) = other_projects(spoken)
    told = results_in(results, spanish)
    for name, result in results.items():
        assert result.standings == told[name].standings
        codes = {city: codes_of(one.criteria) for city, one in result.cities.items()}
        assert codes == {city: codes_of(one.criteria) for city, one in told[name].cities.items()}

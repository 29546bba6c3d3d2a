"""A second language in, the same site in a folder of its own out: same numbers, links that hold, marks."""

from __future__ import annotations

import json
import posixpath
import re
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import pytest
from babel.messages.pofile import read_po
from lxml import html

import scorecard
from scorecard.model.project import Project
from scorecard.packaged import packaged
from scorecard.publishing.site import site_pages
from scorecard.scoring.coded import codes_of
from scorecard.scoring.result import EditionResult
from tests.golden.accept import PROJECT

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


def test_figures_for_comparison_stand_in_both_languages_and_the_index_once(both: Mapping[str, bytes]) -> None:
    """A city's column holds words, so each language has its own; names are the same in all."""
    columns = {path for path in both if path.startswith("compare/data/")}
    assert len(columns) > 5
    assert {f"es/{path}" for path in columns} == {path for path in both if path.startswith("es/compare/data/")}
    assert ["search/names.js"] == [path for path in both if path.endswith("names.js")]
    for path, page in pages_of(both, "es/").items():
        if path in ("compare/index.html", "search/index.html"):
            assert ["../../search/names.js"] == [str(one) for one in page.xpath("//script/@src") if "names" in str(one)]


def test_every_link_of_the_other_language_leads_somewhere(both: Mapping[str, bytes]) -> None:
    """Pages lead to pages of their language; what stands once for all is found at the top."""
    seen = 0
    for path, page in pages_of(both, "es/").items():
        for link in map(str, page.xpath("//@href | //@src | //@srcset")):
            target = re.split("[?#]", link, maxsplit=1)[0]
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
    page = html.fromstring(both["es/criteria/every-2026/stops-published/index.html"])
    (claim,) = page.find_class("claim")
    assert ["en"] == [one.get("lang") for one in claim]
    pages = {path: content for path, content in both.items() if "compare/data/" not in path}  # its script reads marks
    told = [content for path, content in pages.items() if path.endswith((".html", ".js"))]
    assert [] == [content for content in told if re.search(rb"[\x00-\x08]|\\u000[0-8]", content)]


def test_names_in_a_script_tell_their_language(both: Mapping[str, bytes]) -> None:
    """A dimension's English title over a slider of a Spanish page is read as English."""
    for folder, expected in (("es/", {"title": "Policy limits", "lang": "en"}), ("", {"title": "Policy limits"})):
        written = both[f"{folder}editions/2026/own-weights-data.js"].decode()
        told = json.loads(written.removeprefix("const scorecardWeights = ").removesuffix(";\n"))
        assert expected == {key: told["dimensions"][-1].get(key) for key in expected}
        assert set(expected) | {"id", "weight"} == set(told["dimensions"][-1])


def test_no_text_of_the_program_is_left_in_english(both: Mapping[str, bytes]) -> None:
    """Neither marked nor unmarked, on any Spanish page; what the project itself says in English stays."""
    files = [path for path in PROJECT.rglob("*") if path.suffix in (".yaml", ".md")]
    own = "\n".join(path.read_text(encoding="utf-8") for path in files).casefold()
    with (Path(scorecard.__file__).parent / "locale/es/LC_MESSAGES/scorecard.po").open("rb") as file:
        forms = [message.id if isinstance(message.id, str) else message.id[1] for message in read_po(file)]
    english = [one for one in forms if one and "{" not in one and one.rstrip(".").casefold() not in own]
    assert len(english) > 300
    found = re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, sorted(english, key=len, reverse=True)))})(?!\w)")
    left = []
    for path, page in pages_of(both, "es/").items():
        for text in map(str, page.xpath("//body//text() | //@aria-label | //meta[@name='description']/@content")):
            left += [(path, one[0], text.strip()) for one in found.finditer(text)]
    assert [] == left


def test_a_month_that_begins_a_text_has_a_capital(both: Mapping[str, bytes]) -> None:
    """Months are small in Spanish, but not at the start of a sentence or at the side of a heading."""
    months = re.compile(r"(?:^|[.!?] )(?:enero|marzo|abril|mayo|junio|noviembre|diciembre) de \d{4}")
    starts = 0
    for path, page in pages_of(both, "es/").items():
        for one in page.find_class("group-side") + page.find_class("answer-finding") + page.find_class("reply"):
            text = " ".join(str(one.text_content()).split())
            assert not months.search(text), (path, text)
            starts += bool(re.search(r"(?:^|[.!?] )(?:Junio|Marzo|Mayo|Noviembre) de \d{4}", text))
    assert starts


def test_what_changed_is_said_in_the_language_of_the_page(both: Mapping[str, bytes]) -> None:
    """Also what was gone or corrected, which surveys carry in the words of the project's own language."""
    english, spanish = pages_of(both, ""), pages_of(both, "es/")
    said, was = (
        str(pages["changes/index.html"].get_element_by_id("page.main").text_content()) for pages in (spanish, english)
    )
    assert "Antes: No se sabe. Ahora: " in said
    assert "It was: Unknown. It is now: " in was
    unmarked = spanish["changes/index.html"].xpath("//main//text()[not(ancestor::*[@lang='en'])]")
    assert [] == [text for text in map(str, unmarked) if "The manual of March was missed" in text]


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


def test_what_the_rubric_translates_is_said_in_the_language_of_the_page(both: Mapping[str, bytes]) -> None:
    """Title, question and levels in Spanish, as text and not as markup; the English ones are gone."""
    page = html.fromstring(both["es/criteria/every-2026/force-published/index.html"])
    (claim,) = page.find_class("claim")
    expected = "Los registros del uso de la fuerza se publican <b>&\"' como datos abiertos."
    assert (expected, []) == (claim.text_content().strip(), list(claim))
    assert ["Uso de la fuerza"] == [one.text_content().strip() for one in page.iter("h1")]
    said = page.text_content()
    assert "Solo informe o tablero" in said
    assert "Report or dashboard only" not in said


def test_settings_are_said_in_the_language_of_the_page(both: Mapping[str, bytes]) -> None:
    """The title of the site is Spanish there; what the project says in English alone stays."""
    for folder, title in (("es/", "Cada <b>&\"' cosa"), ("", "Every <b>&\"' Thing")):
        page = html.fromstring(both[f"{folder}index.html"])
        assert title in str(page.findtext(".//title"))

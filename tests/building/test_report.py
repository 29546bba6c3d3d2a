"""The national report as a PDF: what it says of itself, its tags, and whether its page numbers are right."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable, Mapping, Sequence
from html import unescape
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from scorecard.building.render import Rendered, Renderer
from scorecard.checking import load_project
from scorecard.packaged import packaged
from scorecard.publishing.card_job import CardJob
from scorecard.publishing.credits import Credits
from scorecard.publishing.keys import Keys
from scorecard.publishing.links import markdown_link
from scorecard.publishing.report import report_job, report_style
from scorecard.publishing.site import Pages
from scorecard.publishing.site_reports import report_keys, report_of
from scorecard.publishing.templating import templates_of
from scorecard.publishing.whole_city import loader
from scorecard.scoring.score import score_edition
from scorecard.scoring.study import studies
from tests.building.card_samples import EVERYTHING
from tests.building.test_changes import CHANGES, Folder
from tests.building.test_render import dictionary, kids_of, reader, tags_of
from tests.publishing.hostile import ATTACKS, planted
from tests.publishing.test_report import report_on

TEMPLATES = templates_of(packaged("templates"))


def job_of(edition: str) -> CardJob:
    """Make the report of an edition of the made-up project."""
    project = load_project(EVERYTHING)
    results = {one.id: score_edition(project, one.id) for one in project.settings.editions}
    return report_job(report_on(project, results, edition), TEMPLATES, report_style(TEMPLATES.sources))


@pytest.fixture(scope="module")
def job() -> CardJob:
    """That of the newest edition."""
    return job_of("2026")


@pytest.fixture(scope="module")
def drawn(job: CardJob) -> Rendered:
    """It, drawn."""
    return Renderer(job.style).render(job.html, job.pictures)


@pytest.fixture(scope="module")
def pages(drawn: Rendered) -> list[str]:
    """What can be read on each page, in one line."""
    return [" ".join(page.extract_text().split()) for page in reader(drawn).pages]


@pytest.fixture(scope="module")
def places(drawn: Rendered) -> Mapping[str, int]:
    """On which page each place is that a link leads to, from 1."""
    pdf = reader(drawn)
    found = {name: pdf.get_destination_page_number(one) for name, one in pdf.named_destinations.items()}
    return {name: number + 1 for name, number in found.items() if number is not None}


def test_a_report_is_what_it_says(drawn: Rendered) -> None:
    """No remark of the renderer, a title, a language, tags, the edition's day, letter paper, fonts of ours alone."""
    pdf = reader(drawn)
    root, info = dictionary(pdf.root_object), pdf.metadata
    assert drawn.remarks == ()
    assert info is not None
    assert ("Every <b>&\"' Thing: national report 2026", "D:20260630") == (info.title, info.creation_date_raw)
    assert ("en", True) == (root["/Lang"], dictionary(root["/MarkInfo"])["/Marked"])
    assert {(612, 792)} == {(float(page.mediabox.width), float(page.mediabox.height)) for page in pdf.pages}
    fonts = [
        str(font.get_object()["/BaseFont"])
        for page in pdf.pages
        for font in dictionary(dictionary(page["/Resources"]).get("/Font", {})).values()
    ]
    assert {"Scorecard"} == {font.partition("+")[2].partition("-")[0] for font in fonts}
    assert len(drawn.pdf) < 400_000


def test_a_report_reads_in_order(drawn: Rendered) -> None:
    """One first heading, no level left out, each figure has words, and each line of a table has a heading."""
    tags = list(tags_of(drawn))
    levels = [int(str(tag["/S"])[2]) for tag in tags if re.fullmatch(r"/H[1-6]", str(tag["/S"]))]
    assert (1, 1) == (levels[0], levels.count(1))
    assert all(after - before <= 1 for before, after in pairwise(levels))
    figures = [tag for tag in tags if str(tag["/S"]) == "/Figure"]
    assert len(figures) >= 5
    assert all(str(figure.get("/Alt", "")) for figure in figures)
    for tag in tags:
        if str(tag["/S"]) == "/TR":
            assert "/TH" in [dictionary(cell)["/S"] for cell in kids_of(tag)]


def test_the_bookmarks_are_the_headings(drawn: Rendered, job: CardJob) -> None:
    """Each section can be reached from the outline."""
    titles = [str(one.title) for one in _flat(reader(drawn).outline)]
    sections = re.findall(r'<h2[^>]*id="section[.][^>]*>([^<]*)<', job.html)
    assert len(sections) > 10
    assert [one for one in titles if one in sections] == sections


def _flat(outline: Sequence[Any]) -> list[Any]:
    return [one for part in outline for one in (_flat(part) if isinstance(part, list) else [part])]


def test_the_first_page_has_the_findings_with_their_doubt_and_the_contents(pages: list[str]) -> None:
    """Who reads one page has read what was found, and how sure it is."""
    for said in (
        "The middle of 13 cities is credited with 37.5 of 100, and up to 85.0 is possible.",
        "9 of 14 cities are known well enough",
        "What is credited runs from 0 to 100.",
        "so the order can change. Page 2",
        "those cities may publish it too, or have it in force. Page 3",
        "From 2025 to 2026, the middle of what is credited rose from 21.3 to 37.5.",
        "The cities are not the same in each edition, and we may have found more.",
        "Contents",
    ):
        assert said in pages[0], said


def test_the_list_can_be_read_with_its_numbers(pages: list[str], job: CardJob) -> None:
    """Each city's name, range and settled share stand beside each other on paper as they do in the document."""
    said = " ".join(pages)
    lines = re.findall(r'<tr><th scope="row" id="city[.].*?</tr>', job.html)
    assert len(lines) == 14
    for line in lines:
        cells = [unescape(re.sub(r"<[^>]*>", "", one)).strip() for one in re.split(r"</t[hd]>", line)]
        assert " ".join(one for one in cells[:4] if one) in said.replace("- ", "-"), cells


def test_the_contents_have_the_right_pages(pages: list[str], places: Mapping[str, int], job: CardJob) -> None:
    """The number that is printed is that of the page on which the heading stands."""
    contents = re.findall(r'<li><a href="#(section[.][a-z]+)">([^<]*)</a></li>', job.html)
    assert len(contents) > 10
    for anchor, title in contents:
        printed = re.search(rf"{re.escape(title)}[ .]*?[.] ?(\d+)(?= |$)", pages[0])
        assert printed is not None, title
        assert int(printed[1]) == places[anchor], title
        assert title in pages[places[anchor] - 1], title


def test_the_index_has_the_right_pages(pages: list[str], places: Mapping[str, int], job: CardJob) -> None:
    """Each city's number is that of the page on which its line stands, and so is that of what else names it."""
    index = pages[-1]
    lines = re.findall(r'<li><a href="#(city[.][a-z-]+)">([^<]*)</a>', job.html)
    assert len(lines) == 14
    for anchor, name in lines:
        assert f"{unescape(name)} {places[anchor]}" in index.replace("- ", "-"), name
    also = re.findall(r'class="other" href="#([a-z]+[.]0)">([a-z]+)<', job.html)
    assert {"gone.0", "pledge.0"} == {anchor for anchor, _ in also}
    for anchor, label in also:
        assert re.search(rf"{label} {places[anchor]}\b", index)


def test_the_same_report_has_the_same_bytes(drawn: Rendered, job: CardJob) -> None:
    """Made and drawn again."""
    again = job_of("2026")
    assert job.html == again.html
    assert drawn.pdf == Renderer(again.style).render(again.html, again.pictures).pdf


def test_a_report_full_of_attacks_holds_nothing_that_acts(tmp_path: Path) -> None:
    """With attacks in every text of the project: no attachment, no script, and only links that meet the rule."""
    project = load_project(planted(tmp_path / "project", " ".join(ATTACKS)[:400]))
    results = {one.id: score_edition(project, one.id) for one in project.settings.editions}
    job = report_job(report_on(project, results, "2026"), TEMPLATES, report_style(TEMPLATES.sources))
    rendered = Renderer(job.style).render(job.html, job.pictures)
    pdf = reader(rendered)
    assert not pdf.attachments
    assert [] == [word for word in (b"/JavaScript", b"/JS ", b"/EmbeddedFile", b"/Launch") if word in rendered.pdf]
    notes = [dictionary(note) for page in pdf.pages for note in page.get("/Annots", []) or []]
    links = {str(dictionary(note["/A"])["/URI"]) for note in notes if "/A" in note and "/URI" in dictionary(note["/A"])}
    assert len(links) > 20
    assert [] == [link for link in links if markdown_link(link.partition("?subject=")[0]) is None]


SHOWN = ("an answer", "a name", "a correction", "a reason why something is gone", "a withdrawal", "a new city")
CHANGED: dict[str, Callable[[Folder], None]] = {
    **{name: CHANGES[name] for name in SHOWN},
    "an older edition's answer": lambda one: one.edit(
        "cities/alpha-falls/2025.yaml", "chokehold-ban: {level: full", "chokehold-ban: {level: none"
    ),
    "a population": lambda one: one.edit("cities/alpha-falls/city.yaml", "1250000", "250000"),
    "a place": lambda one: one.edit("cities/alpha-falls/city.yaml", "latitude: 4", "latitude: 3"),
    "a day of signing": lambda one: one.edit("cities/alpha-falls/2026.yaml", "06-10, ev", "06-11, ev"),
}


@pytest.mark.parametrize("change", [*CHANGED, "a note"])
def test_a_report_has_another_key_where_it_says_something_else(tmp_path: Path, change: str) -> None:
    """What it shows is in its key, so that none is left as it was; a note that it does not show changes neither."""
    folder = Folder(tmp_path / "project")
    shutil.copytree(EVERYTHING, folder.root)
    before = _made(folder)
    (CHANGED | CHANGES)[change](folder)
    after = _made(folder)
    assert (change != "a note", change != "a note") == tuple(
        one != other for one, other in zip(before, after, strict=True)
    )


def _made(folder: Folder) -> tuple[str, object]:
    """Give the key of the newest report, and what is drawn."""
    project = load_project(folder.root)
    results = {one.id: score_edition(project, one.id) for one in project.settings.editions}
    report = report_on(project, results, "2026")
    study = studies(project, results)
    pages = Pages(
        project,
        results,
        study,
        engine=TEMPLATES,
        cards=frozenset(),
        tool_version="1",
        keys=Keys(project, results, "shared", dict.fromkeys(project.cities, ""), study),
        load=loader(project, results),
        credits_of_all=lambda: Credits((), ()),
        changes=report.changes,
        reports=frozenset({"2026"}),
    )
    job = report_job(report_of(pages, "2026"), TEMPLATES, report_style(TEMPLATES.sources))
    return dict(report_keys(pages, "drawn with"))[job.path], (job.html, job.pictures)

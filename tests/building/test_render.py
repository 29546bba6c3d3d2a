"""A card as a PDF: tagged, titled, in our fonts, within two pages, and shut in."""

from __future__ import annotations

import io
import json
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, time
from importlib.abc import MetaPathFinder
from importlib.machinery import ModuleSpec
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from pypdf import PdfReader
from pypdf.generic import PdfObject

from scorecard.building.finishing import said_of_link
from scorecard.building.render import CardNotDrawn, PangoMissing, Rendered, Renderer, only_letters, pango_version
from scorecard.checking import load_project
from scorecard.publishing.card import card_maker, cards_of
from scorecard.publishing.card_job import CardStyle
from scorecard.publishing.links import markdown_link
from scorecard.scoring.score import score_all, score_edition
from tests.building.card_samples import EVERYTHING, TINY_STYLE, everything, tiny_html
from tests.publishing.hostile import ATTACKS, planted

JOBS = everything()
IDS = [f"{job.city}-{job.edition}" for job in JOBS]
DAYS = {edition.id: edition.as_of for edition in load_project(EVERYTHING).settings.editions}
NOTES = {"november-withdrawn-2026", "romeo-taken-back-2026"}  # in the place of a card that was taken back


@pytest.fixture(scope="module")
def renderer() -> Renderer:
    """Draws the cards of the packaged templates."""
    return Renderer(JOBS[0].style)


@pytest.fixture(scope="module")
def drawn(renderer: Renderer) -> dict[str, Rendered]:
    """Every card of the made-up project."""
    return {name: renderer.render(job.html, job.pictures) for name, job in zip(IDS, JOBS, strict=True)}


@pytest.fixture(scope="module")
def tiny_renderer() -> Renderer:
    """Draws tiny cards."""
    return Renderer(TINY_STYLE)


def reader(rendered: Rendered) -> PdfReader:
    """Read a PDF."""
    return PdfReader(io.BytesIO(rendered.pdf), strict=True)


def text_of(rendered: Rendered) -> str:
    """Give the text of a PDF."""
    return " ".join(" ".join(page.extract_text() for page in reader(rendered).pages).split())


def dictionary(one: object) -> dict[str, Any]:
    """Read a dictionary, also through a reference."""
    found = one.get_object() if isinstance(one, PdfObject) else one
    assert isinstance(found, dict)
    return found


def kids_of(tag: dict[str, Any]) -> list[Any]:
    """List what stands in a tag."""
    kids = tag.get("/K", [])
    kids = kids.get_object() if isinstance(kids, PdfObject) else kids
    return list(kids) if isinstance(kids, list) else [kids]


def tags_of(rendered: Rendered) -> Iterator[dict[str, Any]]:
    """Walk the structure of a PDF in reading order."""
    waiting: list[Any] = [dictionary(reader(rendered).root_object)["/StructTreeRoot"]]
    while waiting:
        one = waiting.pop(0)
        found = one.get_object() if isinstance(one, PdfObject) else one
        if isinstance(found, dict):
            if "/S" in found:
                yield found
            waiting[:0] = kids_of(found)


@pytest.mark.parametrize("name", IDS)
def test_a_card_is_what_it_says(drawn: dict[str, Rendered], name: str) -> None:
    """No remark of the renderer, two pages or a note's one, title, author, language, tags, and the edition's day."""
    rendered = drawn[name]
    pdf = reader(rendered)
    root, info = dictionary(pdf.root_object), pdf.metadata
    assert rendered.remarks == ()
    assert (1 if name in NOTES else 2) == rendered.pages == len(pdf.pages)
    assert {(612, 792)} == {tuple(page.mediabox[2:]) for page in pdf.pages}
    assert info is not None
    assert "report card" in str(info.title)
    assert "Example <i>&\"' Coalition" == info.author
    day = datetime.combine(DAYS[name.rpartition("-")[2]], time())
    assert (info.creation_date, info.modification_date) == (day, day)
    assert ("en", True) == (root["/Lang"], dictionary(root["/MarkInfo"])["/Marked"])
    assert dictionary(root["/ViewerPreferences"])["/DisplayDocTitle"]
    assert len(rendered.pdf) < 80_000


@pytest.mark.parametrize("name", IDS)
def test_a_card_is_drawn_in_our_fonts(drawn: dict[str, Rendered], name: str) -> None:
    """Every font is embedded, a subset, and one of ours."""
    fonts = {
        font.get_object()["/BaseFont"]
        for page in reader(drawn[name]).pages
        for font in dictionary(dictionary(page["/Resources"]).get("/Font", {})).values()
    }
    assert {font.partition("+")[2].partition("-")[0] for font in fonts} == {"Scorecard"}
    assert {len(font.partition("+")[0]) for font in fonts} == {7}


@pytest.mark.parametrize("name", [one for one in IDS if one not in NOTES])
def test_a_card_reads_in_order(drawn: dict[str, Rendered], name: str) -> None:
    """The first heading is the city, each figure has words, and tables and lists are tagged as such."""
    tags = list(tags_of(drawn[name]))
    kinds = [str(tag["/S"]) for tag in tags]
    assert next(kind for kind in kinds if kind in {"/H1", "/H2", "/H3"}) == "/H1"
    assert kinds.count("/H1") == 1
    figures = [tag for tag in tags if str(tag["/S"]) == "/Figure"]
    assert figures
    assert all(str(figure.get("/Alt", "")) for figure in figures)
    assert any("QR code of the page: https://example.org/" in str(figure["/Alt"]) for figure in figures)
    for tag in tags:
        if str(tag["/S"]) == "/TR":
            assert "/TH" in [dictionary(cell)["/S"] for cell in kids_of(tag)]


@pytest.mark.parametrize("name", IDS)
def test_a_card_holds_its_data_no_script_and_only_web_links(drawn: dict[str, Rendered], name: str) -> None:
    """No file but its own data, no JavaScript, no action but links to the web or to the publisher's mail."""
    rendered = drawn[name]
    pdf = reader(rendered)
    assert ([] if name in NOTES else [f"{name}.json"]) == list(pdf.attachments)
    assert [] == [word for word in (b"/JavaScript", b"/JS ", b"/Launch") if word in rendered.pdf]
    links = [str(note.get_object()["/A"]["/URI"]) for page in pdf.pages for note in page.get("/Annots", []) or []]
    assert links
    assert all(link.startswith(("https://", "http://", "mailto:")) for link in links)


@pytest.mark.parametrize("name", IDS)
def test_links_say_where_they_go(drawn: dict[str, Rendered], name: str) -> None:
    """What a reader hears of a link is its words, with the host that they do not name."""
    notes = [note.get_object() for page in reader(drawn[name]).pages for note in page.get("/Annots", []) or []]
    for note in notes:
        said, target = str(note["/Contents"]), str(note["/A"]["/URI"])
        host = urlsplit(target).hostname
        assert said.strip()
        assert host is None or host in said
    assert said_of_link("Use of\n force", "https://data.example.org/x?y=1") == "Use of force (data.example.org)"
    assert said_of_link("example.org/a/\nb", "https://example.org/a/b/") == "example.org/a/b"


def test_the_data_of_a_card_is_the_record_of_its_edition(drawn: dict[str, Rendered]) -> None:
    """What a card carries is the document of the API with the one edition, dated as the edition."""
    for job in (one for one in JOBS if f"{one.city}-{one.edition}" not in NOTES):
        name = f"{job.city}-{job.edition}.json"
        [content] = reader(drawn[name.removesuffix(".json")]).attachments[name]
        document = json.loads(content)
        assert (job.city, [job.edition]) == (document["id"], [one["edition"] for one in document["editions"]])
        assert document["editions"][0]["answers"]
        [file] = dictionary(reader(drawn[name.removesuffix(".json")]).root_object)["/AF"]
        assert "/Data" == dictionary(file)["/AFRelationship"]


def test_the_bookmarks_of_a_card_are_its_headings(drawn: dict[str, Rendered]) -> None:
    """The city, and below it what stands on its pages."""
    city, below = reader(drawn["alpha-falls-2026"]).outline
    assert isinstance(below, list)
    titles = [str(one.title) for one in below if not isinstance(one, list)]
    assert "Alpha Falls, Washington" == getattr(city, "title", None)
    assert ["Reply of the city", "Correct this card", "Every answer and its source", "Sources"] == titles[-4:]


def test_a_card_says_what_the_page_says(drawn: dict[str, Rendered]) -> None:
    """Figures, sentences and the foot can be read out of the PDF."""
    said = text_of(drawn["delta-long-2026"])
    for part in (
        "38.4 to 40.5",
        "98.0% of the score is settled.",
        "page 1 of 2",
        "page 2 of 2",
        "Report card · Edition 2026",
    ):
        assert part in said


def test_names_keep_their_letters(drawn: dict[str, Rendered]) -> None:
    """Polish, Icelandic and Hawaiian letters are in the fonts."""
    assert "Łódź-Çaðë Ýñdøń ʻŌkina" in text_of(drawn["echo-letters-2026"])


def test_the_same_card_has_the_same_bytes(renderer: Renderer, drawn: dict[str, Rendered]) -> None:
    """Drawn again, after others, by another renderer: the same bytes."""
    job = JOBS[0]
    assert renderer.render(job.html, job.pictures).pdf == drawn[IDS[0]].pdf
    assert Renderer(job.style).render(job.html, job.pictures).pdf == drawn[IDS[0]].pdf


LETTERS = frozenset("abcdeo éü[…]<>/p=\"'-:.")


@pytest.mark.parametrize(
    ("html", "spelled"),
    [
        ("<p>abc</p>", "<p>abc</p>"),
        ("<p>āb̄</p>", "<p>ab</p>"),
        ("<p>abc 北京 de</p>", "<p>abc […] de</p>"),
        ("<p>北 京</p>", "<p>[…] […]</p>"),
        ("<p>a\u200db\u00a0c</p>", "<p>ab c</p>"),
        ('<p a="北">b</p>', '<p a="北">b</p>'),
        ('<body data-city="北 b">c</body>', '<body data-city="[…] b">c</body>'),
    ],
)
def test_letters_that_no_font_has_are_spelled_otherwise(html: str, spelled: str) -> None:
    """A mark is dropped, a joiner vanishes, what cannot be spelled is left out with a sign; addresses stay."""
    assert only_letters(html, LETTERS) == spelled


def test_a_name_in_another_script_makes_a_valid_card(tiny_renderer: Renderer) -> None:
    """Chinese letters and signs are in none of our fonts and harm no card."""
    assert "abc […] d" in text_of(tiny_renderer.render(tiny_html("abc 北京✓ d"), {}))


@pytest.mark.parametrize(
    "html",
    [
        '<img src="file:///etc/hostname" alt="x">',
        '<img src="https://example.org/x.png" alt="x">',
        '<p style="background-image: url(http://127.0.0.1:9/x.png)">x</p>',
        '<p style="background-image: url(build:///../../etc/hostname)">x</p>',
        '<p style="background-image: url(data:image/png;base64,xx)">x</p>',
        '<object data="file:///etc/hostname" type="image/svg+xml">x</object>',
        '<link rel="stylesheet" href="file:///etc/hostname">',
        '<svg xmlns="http://www.w3.org/2000/svg"><image href="file:///etc/hostname"/></svg>',
    ],
)
def test_nothing_outside_a_card_is_loaded(tiny_renderer: Renderer, html: str) -> None:
    """A template that asks for a file or a host makes no card, and gets neither."""
    with pytest.raises(CardNotDrawn):
        tiny_renderer.render(tiny_html(html), {})


def test_an_attachment_is_refused(tiny_renderer: Renderer) -> None:
    """No file gets into a PDF by the link that asks for it."""
    html = tiny_html("x").replace("<title>", '<link rel="attachment" href="file:///etc/hostname"><title>')
    with pytest.raises(CardNotDrawn, match="nothing outside the card is loaded"):
        tiny_renderer.render(html, {})


WATCHED = """
import sys
from tests.building.card_samples import everything
from scorecard.building.finishing import said_of_link
from scorecard.building.render import Renderer
jobs = everything()
renderer = Renderer(jobs[0].style)
renderer.render(jobs[0].html, jobs[0].pictures)
seen = []
def watch(event, arguments):
    if event.startswith(("socket.", "subprocess.", "os.system", "os.exec", "urllib.")):
        seen.append((event, str(arguments)))
    if event == "open" and isinstance(arguments[0], str) and not arguments[0].startswith((sys.prefix, sys.base_prefix)):
        seen.append((event, arguments[0]))
sys.addaudithook(watch)
for job in jobs[1:6]:
    renderer.render(job.html, job.pictures)
print(seen)
"""


def test_drawing_opens_no_file_and_no_connection() -> None:
    """Once warm, a card is drawn from memory alone."""
    checkout = Path(__file__).resolve().parents[2]
    run = subprocess.run([sys.executable, "-c", WATCHED], cwd=checkout, capture_output=True, text=True, check=True)
    assert "[]\n" == run.stdout


def test_a_card_full_of_attacks_holds_nothing_that_acts(renderer: Renderer, tmp_path: Path) -> None:
    """With attacks in every text of the project: no file but the data, no script, and only links that meet the rule."""
    project = load_project(
        planted(tmp_path / "project", " ".join(one for one in ATTACKS if "link" in one or "[x](" in one))
    )
    results = {edition.id: score_edition(project, edition.id) for edition in project.settings.editions}
    jobs = [job for job in cards_of(project, results, with_drafts=True) if job.city == "hotel-hostile"]
    for job in jobs:
        rendered = renderer.render(job.html, job.pictures)
        pdf = reader(rendered)
        assert [f"{job.city}-{job.edition}.json"] == list(pdf.attachments)
        assert [] == [word for word in (b"/JavaScript", b"/JS ", b"/Launch") if word in rendered.pdf]
        links = {str(note.get_object()["/A"]["/URI"]) for page in pdf.pages for note in page.get("/Annots", []) or []}
        assert [] == [link for link in links if markdown_link(link.partition("?subject=")[0]) is None]
    assert len(jobs) == 1


class _Broken(MetaPathFinder):
    """Stands for an installation without Pango: the import prints a banner and fails."""

    def find_spec(self, name: str, *_: object) -> ModuleSpec | None:
        """Refuse WeasyPrint, as it does itself."""
        if name == "weasyprint":
            print("-----\nWeasyPrint could not import some external libraries.\n-----")  # noqa: T201  # as it does
            raise OSError("cannot load library 'libpango-1.0-0'")
        return None


def test_without_pango_one_sentence_says_what_to_do(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """The banner of WeasyPrint stays unheard; the error names what to install."""
    for name in [name for name in sys.modules if name.partition(".")[0] == "weasyprint"]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setattr(sys, "meta_path", [_Broken(), *sys.meta_path])
    with pytest.raises(PangoMissing, match="apt-get install libpango") as missing:
        pango_version()
    assert missing.value.status == 6
    assert ("", "") == tuple(capsys.readouterr())


def test_the_version_of_pango_is_told() -> None:
    """Three numbers."""
    assert [True, True, True] == [part.isdigit() for part in pango_version().split(".")]


def test_a_font_that_is_not_there_makes_no_card() -> None:
    """A style sheet that asks for a missing font is refused before any card is drawn."""
    with pytest.raises(CardNotDrawn):
        Renderer(CardStyle(TINY_STYLE.css, {}))


def test_weasyprint_is_imported_only_to_draw() -> None:
    """The module itself costs nothing."""
    code = "import sys, scorecard.building.render, scorecard.building.cards; print('weasyprint' in sys.modules)"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert "False\n" == run.stdout


@pytest.mark.parametrize(("paper", "size"), [("letter", (612, 792)), ("a4", (595, 842))])
def test_a_card_is_made_for_the_paper_of_its_project(paper: str, size: tuple[int, int]) -> None:
    """Two pages of letter, or of A4."""
    project = load_project(EVERYTHING)
    project = replace(project, settings=replace(project.settings, paper=paper))
    job = card_maker(project, score_all(project)).job("alpha-falls", "2026")
    pdf = reader(Renderer(job.style).render(job.html, job.pictures))
    assert [size] * 2 == [tuple(round(float(end)) for end in page.mediabox[2:]) for page in pdf.pages]

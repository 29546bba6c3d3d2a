"""Returned forms in, the cities' files and their pages out: the whole way from the packet to the page."""

from __future__ import annotations

import html
import io
import re
from collections.abc import Mapping
from datetime import date
from pathlib import Path

import pytest
from pypdf import PdfReader, PdfWriter
from pypdf.generic import NameObject, TextStringObject

from scorecard.checking import load_project
from scorecard.cli import main
from scorecard.sources.reply_paper import read_reply_paper
from tests.replies import CITY, PERSON, ROWS, SAYS, copied, filled_sheet, form_of


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A copy of the project that shows everything once."""
    return copied(tmp_path)


@pytest.fixture(scope="module")
def paper(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """The PDF form of a draft, made once."""
    project = copied(tmp_path_factory.mktemp("paper"))
    assert main(["packet", CITY, "--project", str(project)]) == 0
    return (project / "packets" / "2026" / CITY / "reply.pdf").read_bytes()


def filled_paper(raw: bytes, values: Mapping[str, str]) -> bytes:
    """Fill a PDF form in, as a viewer does; `values` holds field name -> text."""
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(raw)))
    for page in writer.pages:
        writer.update_page_form_field_values(page, dict(values), auto_regenerate=False)
    saved = io.BytesIO()
    writer.write(saved)
    return saved.getvalue()


def all_values() -> dict[str, str]:
    """Name what is filled in by its fields."""
    person = {f"{CITY}_2026_{key}": text for key, text in PERSON.items()}
    rows = {f"{CITY}_2026_{one}_{key}": str(text) for one, given in ROWS.items() for key, text in given.items()}
    return person | rows


def brought_in(project: Path, name: str, raw: bytes, *more: str) -> int:
    """Import a returned form."""
    path = project.parent / name
    path.write_bytes(raw)
    return main(["import", "reply", str(path), "--project", str(project), *more])


@pytest.mark.parametrize("kind", ["sheet", "paper"])
def test_from_the_packet_to_the_page(
    project: Path, paper: bytes, kind: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """What a city typed stands in its file and on its page, as it was typed; the rest of the file stays."""
    path = project / "cities" / CITY / "2026.yaml"
    before = path.read_text(encoding="utf-8")
    raw = filled_sheet() if kind == "sheet" else filled_paper(paper, all_values())
    assert brought_in(project, "reply.xlsx" if kind == "sheet" else "reply.pdf", raw) == 0
    assert "decide on 2 points" in capsys.readouterr().out
    text = path.read_text(encoding="utf-8")
    assert text.startswith(before.partition("reply:")[0])
    reply = load_project(project).answers["2026"][CITY].reply
    assert reply is not None
    assert (date(2026, 6, 15), date(2026, 6, 20)) == (
        reply.sent and reply.sent.first,
        reply.received and reply.received.first,
    )
    assert SAYS == {name: point.says for name, point in reply.points.items()}
    assert {None} == {point.disposition for point in reply.points.values()}
    assert main(["check", "--project", str(project)]) == 0
    out = project.parent / "site"
    assert main(["build", "--no-cards", "--drafts", "--project", str(project), "--out", str(out)]) == 0
    page = (out / "cities" / CITY / "2026" / "index.html").read_text(encoding="utf-8")
    shown = " ".join(html.unescape(re.sub(r"<[^>]*>", " ", page)).split())
    assert "Office of the Mayor, Chief of Staff. Sent June 15, 2026. Received June 20, 2026." in shown
    assert "We *thank* you." in shown
    assert SAYS["force-published"] in shown
    assert "Not decided yet." in shown


def test_the_same_form_once_more_changes_nothing(project: Path) -> None:
    """A decision that was written meanwhile stays."""
    path = project / "cities" / CITY / "2026.yaml"
    assert brought_in(project, "reply.xlsx", filled_sheet()) == 0
    text = path.read_text(encoding="utf-8").replace(
        "disposition:  # to be decided: accepted, partly or rejected", "disposition: accepted", 1
    )
    path.write_text(text, encoding="utf-8")
    assert brought_in(project, "reply.xlsx", filled_sheet()) == 0
    assert text == path.read_text(encoding="utf-8")


def test_a_second_reply_replaces_nothing(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Each difference is told at its place in the file."""
    assert brought_in(project, "reply.xlsx", filled_sheet()) == 0
    other = filled_sheet(person={**PERSON, "statement": "We thank nobody."}, rows={"warning": {"agree": "no"}})
    before = (project / "cities" / CITY / "2026.yaml").read_bytes()
    assert brought_in(project, "other.xlsx", other) == 1
    said = capsys.readouterr().err
    assert len(re.findall(r"cities/mike-draft/2026\.yaml:\d+:\d+: another-reply: ", said)) == 2
    assert before == (project / "cities" / CITY / "2026.yaml").read_bytes()


def test_the_day_may_be_told_by_who_imports(project: Path) -> None:
    """It goes before the one that the form names."""
    assert brought_in(project, "reply.xlsx", filled_sheet(), "--received", "2026-06-22") == 0
    assert "received: 2026-06-22" in (project / "cities" / CITY / "2026.yaml").read_text(encoding="utf-8")


def test_nothing_is_written_where_one_of_several_is_wrong(
    project: Path, paper: bytes, capsys: pytest.CaptureFixture[str]
) -> None:
    """All problems of all forms are told at once."""
    good, bad = project.parent / "good.xlsx", project.parent / "bad.pdf"
    good.write_bytes(filled_sheet())
    bad.write_bytes(filled_paper(paper, {f"{CITY}_2026_date": "soon", f"{CITY}_2026_warning_agree": "maybe"}))
    before = (project / "cities" / CITY / "2026.yaml").read_bytes()
    assert main(["import", "reply", str(good), str(bad), "--project", str(project)]) == 1
    said = capsys.readouterr().err.splitlines()
    assert [
        "bad.pdf!mike-draft_2026_date:1:1: not-a-date",
        "bad.pdf!mike-draft_2026_warning_agree:1:1: unknown-word",
        "2 problems in 2 files; nothing was written",
    ] == [line if line[0].isdigit() else ": ".join(line.split(": ")[:2]) for line in said]
    assert before == (project / "cities" / CITY / "2026.yaml").read_bytes()


def test_two_replies_of_one_city_are_one_too_many(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Nobody knows which of the two holds."""
    paths = [project.parent / "one.xlsx", project.parent / "two.xlsx"]
    for path in paths:
        path.write_bytes(filled_sheet())
    assert main(["import", "reply", *map(str, paths), "--project", str(project)]) == 1
    assert "two.xlsx:1:1: another-reply: one.xlsx is a reply of mike-draft 2026 as well" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("key", "value", "said"),
    [
        ("city", "nowhere", 'Reply:12:3: unknown-city: "nowhere" is no city with a file in 2026'),
        ("edition", "2031", 'Reply:13:3: unknown-edition: "2031" is no edition'),
        ("form", "scorecard-reply-2", 'Reply:11:3: another-form: it is the form "scorecard-reply-2"'),
        ("city", "alpha-falls", "Reply:1:2: another-form: the title is"),
    ],
)
def test_a_form_of_another_scorecard_is_refused(
    project: Path, key: str, value: str, said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """City, edition and title have to fit."""
    assert brought_in(project, "reply.xlsx", filled_sheet(person={**PERSON, key: value})) == 1
    assert said in capsys.readouterr().err


def test_warnings_are_told_and_the_words_are_written(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Whether an address is a private person's, a person decides."""
    raw = filled_sheet(person={**PERSON, "statement": "Write to clerk@example.org."})
    assert brought_in(project, "reply.xlsx", raw) == 0
    assert 'scorecard: warning: reply.xlsx!Reply:17:3: "clerk@example.org" looks like' in capsys.readouterr().err


@pytest.mark.parametrize("name", ["reply.ods", "reply.txt"])
def test_other_kinds_of_files_are_refused(project: Path, name: str, capsys: pytest.CaptureFixture[str]) -> None:
    """The message says how to save it instead."""
    assert brought_in(project, name, b"x") == 1
    assert f"{name}:1:1: wrong-ending: a reply is a spreadsheet or a PDF form; save it as" in capsys.readouterr().err


def test_a_file_that_is_not_there_is_told(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """As a mistake of the command line."""
    assert main(["import", "reply", "gone.xlsx", "--project", str(project)]) == 2
    assert "there is no file gone.xlsx" in capsys.readouterr().err


def renamed(raw: bytes, old: str, new: str) -> bytes:
    """Give a field of a PDF form another name."""
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(raw)))
    for page in writer.pages:
        for one in page.annotations or []:
            field = one.get_object()
            if field.get("/T") == old:
                field[NameObject("/T")] = TextStringObject(new)
    saved = io.BytesIO()
    writer.write(saved)
    return saved.getvalue()


@pytest.mark.parametrize(
    ("new", "code"),
    [
        ("mike-draft_2025_warning_says", "another-form"),
        ("other_2026_warning_says", "another-form"),
        ("mike-draft_2026_warning_phone", "another-form"),
        ("mike-draft_2026_warning_agree", "repeated-id"),
        ("says", "another-form"),
    ],
)
def test_fields_that_were_renamed_are_told(paper: bytes, new: str, code: str) -> None:
    """Each by its name."""
    filled, problems = read_reply_paper(renamed(paper, "mike-draft_2026_warning_says", new), "reply.pdf")
    assert (None, [(f"reply.pdf!{new}", code)]) == (filled, [(one.path, one.code) for one in problems])


def locked(raw: bytes) -> bytes:
    """Lock a PDF with a password."""
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(raw)))
    writer.encrypt("secret")
    saved = io.BytesIO()
    writer.write(saved)
    return saved.getvalue()


def printed(raw: bytes) -> bytes:
    """Keep the pages of a PDF, and nothing of its form."""
    writer = PdfWriter()
    for page in PdfReader(io.BytesIO(raw)).pages:
        page.pop("/Annots", None)
        writer.add_page(page)
    saved = io.BytesIO()
    writer.write(saved)
    return saved.getvalue()


def test_pdfs_that_are_no_forms_are_told(paper: bytes) -> None:
    """Locked, printed, cut off, too large, or none at all: one problem each."""
    for raw in (
        locked(paper),
        printed(paper),
        paper[: len(paper) // 2],
        b"%PDF-1.7\n",
        b"%PDF-1.7\n" + b"\0" * (8 << 20),
    ):
        filled, problems = read_reply_paper(raw, "reply.pdf")
        assert filled is None
        assert {one.code for one in problems} <= {"not-a-pdf-form", "too-large", "another-form"}
        assert problems


def test_a_circle_of_fields_ends() -> None:
    """A field that holds itself is read no more than so often."""
    parts = (
        b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R/AcroForm<</Fields[3 0 R]>>>>endobj\n"
        b"2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj\n3 0 obj<</T(a)/Kids[3 0 R 3 0 R]>>endobj\n"
        b"trailer<</Root 1 0 R/Size 4>>\nstartxref\n0\n%%EOF\n"
    )
    filled, problems = read_reply_paper(parts, "reply.pdf")
    assert (None, ["not-a-pdf-form"]) == (filled, [one.code for one in problems])


def test_every_cut_and_flipped_byte_of_a_pdf_is_a_problem_or_a_form(paper: bytes) -> None:
    """Nothing that a disk or a mail program did to a file ends in a traceback."""
    for place in range(0, len(paper), len(paper) // 25):
        for broken in (paper[:place], paper[:place] + bytes([paper[place] ^ 0xFF]) + paper[place + 1 :]):
            filled, problems = read_reply_paper(broken, "reply.pdf")
            assert (filled is None) == bool(problems), place


def test_the_form_asks_in_the_language_of_the_project(project: Path) -> None:
    """What a city chooses is understood in that language, and as it is stored."""
    settings = project / "scorecard.yaml"
    for path in (settings, *(project / "rubrics").glob("*.yaml")):  # what is said in Spanish stands where it belongs
        text = path.read_text(encoding="utf-8").replace("language: en", "language: es")
        path.write_text(re.sub(r"(?m)^translations:\n(?: .*\n|\n)+", "", text), encoding="utf-8")
    assert main(["packet", CITY, "--project", str(project)]) == 0
    raw = (project / "packets" / "2026" / CITY / "reply.xlsx").read_bytes()
    assert brought_in(project, "reply.xlsx", filled_sheet(raw)) == 0
    reply = load_project(project).answers["2026"][CITY].reply
    assert reply is not None
    assert {"force-published", "warning"} == set(reply.points)
    assert form_of().language == "en"

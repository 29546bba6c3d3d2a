"""The command `packet` in a project: what is made, what it says, where it may lie, and that nothing is lost."""

from __future__ import annotations

import io
import os
import re
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path

import pytest
from openpyxl import load_workbook
from pypdf import PdfReader

from scorecard.cli import main
from scorecard.publishing.reply_sheet import reply_sheet
from tests.replies import CITY, copied, form_of

NAMES = {"card.pdf", "reply.pdf", "letter.pdf", "reply.xlsx", "letter.md"}


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A copy of the project that shows everything once."""
    return copied(tmp_path)


@pytest.fixture(scope="module")
def packet(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The packet of a draft, made once."""
    project = copied(tmp_path_factory.mktemp("packet"))
    assert main(["packet", CITY, "--until", "2026-07-15", "--project", str(project)]) == 0
    return project / "packets" / "2026" / CITY


def texts(path: Path) -> list[str]:
    """Read the text of every page, in one line each."""
    return [" ".join(page.extract_text().split()) for page in PdfReader(path).pages]


def test_a_packet_is_whole_and_is_not_committed(packet: Path) -> None:
    """Five files, in a folder that git leaves alone."""
    assert {path.name for path in packet.iterdir()} == NAMES
    assert "\n*\n" in (packet.parent / ".gitignore").read_text()
    assert not (packet.parents[2] / "site").exists()


@pytest.mark.parametrize("name", ["card.pdf", "reply.pdf", "letter.pdf"])
def test_every_page_says_until_when_it_is_confidential(packet: Path, name: str) -> None:
    """No page can be passed on without it."""
    pages = texts(packet / name)
    assert pages
    assert [] == [text for text in pages if "Draft, confidential until July 15, 2026" not in text]


def test_every_page_of_the_card_says_draft(packet: Path) -> None:
    """The word lies behind each page, and the head says what it means."""
    pages = PdfReader(packet / "card.pdf").pages
    assert "For the city’s reply. Not a published score." in " ".join(pages[0].extract_text().split())
    assert all("DRAFT" in re.sub(r"\s", "", page.extract_text()) for page in pages)


def test_the_card_says_that_a_reply_can_still_come(project: Path) -> None:
    """No city reads in its own packet that it was not asked, or did not reply."""
    assert main(["packet", "quebec-all", "--until", "2026-07-15", "--project", str(project)]) == 0
    pages = " ".join(texts(project / "packets" / "2026" / "quebec-all" / "card.pdf"))
    assert "A reply can come until Jul 15, 2026." in pages
    assert "Not asked" not in pages


def test_a_final_file_is_sent_as_a_draft(project: Path) -> None:
    """Whatever its status: the card has no rank, and says Draft."""
    assert main(["packet", "alpha-falls", "--project", str(project)]) == 0
    first = texts(project / "packets" / "2026" / "alpha-falls" / "card.pdf")[0]
    assert "Draft, confidential until it is released" in first
    assert "A draft is not ranked." in first


def test_the_pdf_form_is_tagged_and_names_its_fields(packet: Path) -> None:
    """Each question has its five fields, by its id, and each field says what it is for."""
    reader = PdfReader(packet / "reply.pdf")
    assert "/StructTreeRoot" in reader.root_object
    assert str(reader.root_object["/Lang"]) == "en"
    fields = reader.get_fields() or {}
    assert {f"{CITY}_2026_{key}" for key in ("office", "role", "date", "statement")} <= set(fields)
    assert {f"{CITY}_2026_force-lag_{key}" for key in ("agree", "says", "source", "date", "comment")} <= set(fields)
    assert len(fields) == 4 + 10 * 5
    assert all(len(str(field["/TU"])) > 10 for field in fields.values())


def test_the_spreadsheet_locks_all_but_what_is_to_be_filled_in(packet: Path) -> None:
    """Ids, questions and findings are locked; the choice is a list; what is typed stays text."""
    book = load_workbook(packet / "reply.xlsx")
    first, second = book.worksheets
    assert first.protection.sheet
    assert second.protection.sheet
    assert ["C14", "C15", "C16", "C17"] == [
        cell.coordinate for row in first.iter_rows() for cell in row if not cell.protection.locked
    ]
    free = {cell.coordinate for row in second.iter_rows() for cell in row if not cell.protection.locked}
    assert free == {f"{column}{row}" for column in "FGHIJ" for row in range(2, 12)}
    assert {"@"} == {second[place].number_format for place in free}
    choices = {str(one.sqref): one.formula1 for one in second.data_validations.dataValidation if one.type == "list"}
    assert choices == {"F2:F11": '"yes,no,partly"'}
    rows = {row[0].value: row for row in second.iter_rows(min_row=2)}
    assert len(rows) == 10
    assert "Use of force\n" in str(rows["force-published"][1].value)
    assert ("Known. Open data set.", "5 of 5 points") == (
        rows["force-published"][2].value,
        rows["force-published"][4].value,
    )
    assert "https://example.org/mike" in str(rows["force-published"][3].value)


def test_the_letter_says_what_is_asked_and_by_when(packet: Path) -> None:
    """Names that look like marks are shown as they are."""
    text = (packet / "letter.md").read_text(encoding="utf-8")
    assert "**Please reply by July 15, 2026. Until that day the draft is confidential" in text
    shown = " ".join(texts(packet / "letter.pdf"))
    assert "Example <i>&\"' Coalition is about to publish Every <b>&\"' Thing, edition 2026." in shown
    assert "25.0 to 100 out of 100." in shown


def test_the_same_sources_give_the_same_bytes(packet: Path, tmp_path: Path) -> None:
    """On another day, in another time zone and language, with another seed."""
    project = copied(tmp_path)
    command = [sys.executable, "-m", "scorecard", "packet", CITY, "--until", "2026-07-15", "--project", str(project)]
    time.sleep(2.1)  # the clock of an archive counts in steps of two seconds
    environment = {**os.environ, "TZ": "Asia/Tokyo", "LC_ALL": "C", "PYTHONHASHSEED": "7"}
    subprocess.run(command, check=True, capture_output=True, env=environment)
    again = project / "packets" / "2026" / CITY
    assert {name: (packet / name).read_bytes() for name in NAMES} == {
        name: (again / name).read_bytes() for name in NAMES
    }


def test_what_stood_there_is_kept(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A reply that was saved over its form is not lost when the packet is made anew."""
    command = ["packet", CITY, "--project", str(project)]
    assert main(command) == 0
    folder = project / "packets" / "2026" / CITY
    (folder / "reply.xlsx").write_bytes(b"a reply that came back")
    capsys.readouterr()
    assert main(command) == 0
    assert f"{folder / 'before-1'} has what stood there before" in capsys.readouterr().out
    assert b"a reply that came back" == (folder / "before-1" / "reply.xlsx").read_bytes()
    assert ["reply.xlsx"] == [path.name for path in (folder / "before-1").iterdir()]
    assert main(command) == 0
    assert not (folder / "before-2").exists()


@pytest.mark.parametrize("place", ["site", "site/inside", "cities", "pages", "built", "built/deeper"])
def test_no_packet_lies_in_a_site_or_among_the_sources(
    project: Path, place: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """What is published, or read, is no place for a draft."""
    (project / "built").mkdir()
    (project / "built" / "manifest.json").write_text('{"tool": "1", "files": {}}')
    assert main(["packet", CITY, "--project", str(project), "--out", str(project / place)]) == 2
    assert "name another folder" in capsys.readouterr().err


def test_a_project_writes_its_own_letter(project: Path) -> None:
    """`letter.md` takes the place of the packaged one; what is put in means nothing in it."""
    (project / "letter.md").write_text(
        "# To {{ page.city }}\n\n{{ page.publisher }}, {{ page.until }}\n", encoding="utf-8"
    )
    assert main(["packet", CITY, "--until", "2026-07-15", "--project", str(project)]) == 0
    folder = project / "packets" / "2026" / CITY
    assert "# To Mike, Iowa\n\nExample &lt;i>&\"' Coalition, July 15, 2026\n" == (folder / "letter.md").read_text()
    assert "Example <i>&\"' Coalition, July 15, 2026" in texts(folder / "letter.pdf")[0]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("one\n{{ page.nothing }}", "letter.md:2:1: template-error: "),
        ("{% include 'card/card.html' %}", "letter.md:1:1: template-error: it needs card/card.html"),
        ("{{ page.city.__class__.__mro__ }}", "letter.md:1:1: template-error: "),
        ("{% if %}", "letter.md:1:1: template-error: "),
    ],
)
def test_a_letter_that_is_wrong_is_a_problem_with_its_place(
    project: Path, text: str, said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """It runs in the sandbox, and nothing is made."""
    (project / "letter.md").write_text(text)
    assert main(["packet", CITY, "--project", str(project)]) == 1
    assert said in capsys.readouterr().err
    assert not (project / "packets").exists()


def test_the_day_on_which_it_was_sent_is_noted(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The city's file gets the days, all else stays, and a second day is refused."""
    path = project / "cities" / "quebec-all" / "2026.yaml"
    before = path.read_text(encoding="utf-8")
    command = ["packet", "quebec-all", "--project", str(project), "--until", "2026-07-15", "--sent"]
    assert main([*command, "2026-07-01"]) == 0
    assert f"{before}reply:\n  sent: 2026-07-01\n  until: 2026-07-15\n" == path.read_text(encoding="utf-8")
    assert main([*command, "2026-07-01"]) == 0
    assert main([*command, "2026-07-02"]) == 1
    assert 'another-reply: "sent" is "2026-07-01" here' in capsys.readouterr().err
    assert not (project / "packets").exists()


def test_until_is_that_of_the_file(project: Path) -> None:
    """Once noted, it need not be typed again."""
    assert main(["packet", "bravo-bay", "--project", str(project)]) == 0
    letter = (project / "packets" / "2026" / "bravo-bay" / "letter.md").read_text(encoding="utf-8")
    assert "Please reply by March 1, 2026." in letter


@pytest.mark.parametrize(
    ("words", "status", "said"),
    [
        (["nobody"], 2, "there is no city nobody"),
        ([CITY, "--edition", "2025"], 2, "mike-draft has no answers in 2025"),
        ([CITY, "--until", "soon"], 2, '--until: "soon" is no day; write it as 2026-04-11'),
        ([CITY, "--until", "2026-02-30"], 2, "is no day"),
        (["november-withdrawn"], 2, "november-withdrawn 2026 was withdrawn"),
    ],
)
def test_what_cannot_be_sent_is_told(
    project: Path, words: list[str], status: int, said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """In one sentence, without a traceback."""
    assert main(["packet", *words, "--project", str(project)]) == status
    assert said in capsys.readouterr().err


def test_a_draft_outside_the_project_gets_a_packet_too(project: Path) -> None:
    """The drafts folder is opened, and its file gets the day."""
    folder = project.parent / "private" / CITY
    folder.mkdir(parents=True)
    (project / "cities" / CITY / "2026.yaml").rename(folder / "2026.yaml")
    settings = project / "scorecard.yaml"
    settings.write_text(settings.read_text(encoding="utf-8") + "drafts: ../private\n", encoding="utf-8")
    assert main(["packet", CITY, "--project", str(project)]) == 0
    assert (project / "packets" / "2026" / CITY / "reply.xlsx").is_file()
    assert main(["packet", CITY, "--project", str(project), "--sent", "2026-06-15"]) == 0
    assert "reply: {sent: 2026-06-15}" in (folder / "2026.yaml").read_text(encoding="utf-8")


def test_texts_of_a_rubric_are_no_formulas() -> None:
    """A cell that begins with = is a text."""
    form = form_of()
    row = replace(form.rows[0], question="=1+1", claim="", found="@SUM(A1)")
    book = load_workbook(io.BytesIO(reply_sheet(replace(form, rows=(row,)))))
    assert ("s", "s") == (book.worksheets[1]["B2"].data_type, book.worksheets[1]["C2"].data_type)

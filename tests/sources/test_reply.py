"""Returned forms in, what they say out; whatever was done to them on the way is a problem with its place."""

from __future__ import annotations

import io
import struct
from collections.abc import Callable
from datetime import date
from functools import cache
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scorecard.checking import load_project
from scorecard.problem import Problem
from scorecard.reading.city_text import Field
from scorecard.reading.reply_edit import NewReply, edit_reply
from scorecard.reading.text import parse
from scorecard.replying import asked_of
from scorecard.sources.reply import Returned, judge
from scorecard.sources.reply_sheet import read_reply_sheet
from scorecard.sources.workbook import MAX_PART, Workbook, letters, read_workbook
from tests.replies import CITY, EVERYTHING, PERSON, SAYS, filled_sheet, repacked

ASKED = asked_of(load_project(EVERYTHING), CITY, "2026")
BOOK, FIRST, SECOND = "xl/workbook.xml", "xl/worksheets/sheet1.xml", "xl/worksheets/sheet2.xml"
ELSEWHERE = b"<workbook><sheets><sheet name='a' id='../../x'/></sheets></workbook>"
CELL, NUMBER = b"<c r='A1' t='str'><v>x</v></c>", b"<c><v>1</v></c>"
DEEP = b"<row>" * 100_000 + b"</row>" * 100_000
ANOTHER = ["Questions:1:1: another-form"]
DOCTYPE = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'


def read(raw: bytes, received: date | None = None) -> tuple[Returned | None, list[Problem]]:
    """Read and judge a spreadsheet."""
    filled, problems = read_reply_sheet(raw, "reply.xlsx")
    return (None, problems) if filled is None else judge(filled, ASKED, received=received)


def places(problems: list[Problem]) -> list[str]:
    """Write where each problem is, and its code."""
    return [f"{one.path}:{one.line}:{one.column}: {one.code}" for one in problems]


def test_a_filled_form_says_what_was_typed() -> None:
    """The words of each question are quoted under their labels; yes alone needs no decision."""
    returned, problems = read(filled_sheet())
    assert [] == problems
    assert returned is not None
    assert ("2026-06-20", "Office of the Mayor, Chief of Staff") == (returned.received, returned.sender)
    assert ("We \\*thank\\* you.", SAYS, ()) == (returned.text, returned.says, returned.warnings)


def test_an_empty_form_needs_a_day_alone() -> None:
    """Nothing filled in is a reply without points; the day can be told by who imports it."""
    raw = filled_sheet(person={}, rows={})
    returned, problems = read(raw)
    assert (None, ["reply.xlsx!Reply:1:1: not-a-date"]) == (returned, places(problems))
    returned, problems = read(raw, date(2026, 6, 20))
    assert returned is not None
    assert (None, None, {}, []) == (returned.sender, returned.text, returned.says, problems)


def test_days_that_a_program_took_for_numbers_are_days() -> None:
    """Excel counts from the last day of 1899 that never was."""
    raw = filled_sheet(rows={"force-published": {"date": 46054}})
    returned, _ = read(raw)
    assert returned is not None
    assert {"force-published": "Date: 2026-02-01."} == returned.says


def test_what_may_be_private_or_leads_nowhere_is_a_warning() -> None:
    """It is told with its cell, and written all the same."""
    person = {**PERSON, "statement": "Call (206) 555-0123 or clerk@example.org. " + "word " * 300}
    returned, _ = read(filled_sheet(person=person, rows={"warning": {"source": "see attached", "date": "2026-02-01"}}))
    assert returned is not None
    said = [warning.removeprefix("reply.xlsx!") for warning in returned.warnings]
    assert [
        "Reply:17:3: the statement has 305 words, more than 300",
        'Reply:17:3: "clerk@example.org" looks like an e-mail address or a telephone number',
        'Reply:17:3: "(206) 555-0123" looks like an e-mail address or a telephone number',
        'Questions:10:8: "see attached" is no web address: it holds a space or a character that no address may have',
    ] == [one.partition("; ")[0] for one in said]


def cell(sheet: int, name: str, value: object) -> Callable[[Any], None]:
    """Change one cell of a workbook."""

    def change(book: Any) -> None:
        book.worksheets[sheet][name].value = value

    return change


def drop_row(book: Any) -> None:
    """Take a question out."""
    book.worksheets[1].delete_rows(4)


def one_sheet(book: Any) -> None:
    """Leave the first sheet alone."""
    book.remove(book.worksheets[1])


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        (
            cell(1, "A2", "stops-published"),
            ["Questions:2:2: another-question", "Questions:3:1: repeated-id", *ANOTHER],
        ),
        (cell(1, "A2", "nothing"), ["Questions:2:1: unknown-criterion", "Questions:1:1: another-form"]),
        (cell(1, "A2", None), ["Questions:2:1: missing-key", "Questions:1:1: another-form"]),
        (cell(1, "B2", "Another question"), ["Questions:2:2: another-question"]),
        (cell(1, "F2", "maybe"), ["Questions:2:6: unknown-word"]),
        (cell(1, "G2", '=WEBSERVICE("https://example.org")'), ["Questions:2:7: has-formula"]),
        (cell(1, "G2", "x" * 20_001), ["Questions:2:7: too-large"]),
        (cell(1, "A1", "di"), ["Questions:1:1: another-form"]),
        (drop_row, ["Questions:1:1: another-form"]),
        (one_sheet, [":1:1: another-form"]),
        (cell(0, "A11", "mrof"), ["Reply:1:1: another-form", "Reply:11:1: another-form"]),
        (cell(0, "A18", "phone"), ["Reply:18:1: another-form"]),
        (cell(0, "A18", "date"), ["Reply:16:1: repeated-id", "Reply:18:1: repeated-id"]),
        (cell(0, "B1", "Reply of Somebody"), ["Reply:1:2: another-form"]),
        (cell(0, "C16", "June"), ["Reply:16:3: not-a-date"]),
        (cell(0, "C16", "2026-02-30"), ["Reply:16:3: not-a-date"]),
        (cell(0, "C16", "2026-06-14"), ["Reply:16:3: received-before-sent"]),
    ],
)
def test_what_was_changed_is_told_with_its_cell(change: Callable[[Any], None], expected: list[str]) -> None:
    """Nothing of such a form is taken."""
    returned, problems = read(filled_sheet(change=change))
    told = [one.removeprefix("reply.xlsx").removeprefix("!") for one in places(problems)]
    assert (None, sorted(expected)) == (returned, sorted(told))


def test_all_problems_are_told_at_once() -> None:
    """A form that is wrong in three ways is mended in one go."""

    def change(book: Any) -> None:
        for one in (cell(1, "A2", "nothing"), cell(1, "F3", "maybe"), cell(0, "C16", "soon")):
            one(book)

    _, problems = read(filled_sheet(change=change))
    assert {"unknown-criterion", "unknown-word", "not-a-date", "another-form"} == {one.code for one in problems}


def bomb() -> bytes:
    """Make a small file with a part that unpacks to a large one."""
    return repacked(filled_sheet(), {"xl/sharedStrings.xml": b"<sst>" + b" " * (MAX_PART + 1) + b"</sst>"})


def lying() -> bytes:
    """Make an archive whose directory understates what a part unpacks to."""
    raw = bytearray(bomb())
    at = raw.rindex(b"xl/sharedStrings.xml") - 46
    struct.pack_into("<I", raw, at + 24, 100)
    return bytes(raw)


def flat(name: str, content: bytes) -> bytes:
    """Change one part."""
    return repacked(filled_sheet(), {name: content})


def twice() -> bytes:
    """Make an archive with a part that stands there twice."""
    packed = io.BytesIO(filled_sheet())
    with ZipFile(packed, "a", ZIP_DEFLATED) as archive, pytest.warns(UserWarning, match="Duplicate"):
        archive.writestr("xl/workbook.xml", "<workbook/>")
    return packed.getvalue()


@pytest.mark.parametrize(
    ("make", "code"),
    [
        (lambda: b"", "not-a-workbook"),
        (lambda: b"a,b\n1,2\n", "not-a-workbook"),
        (lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 512, "not-a-workbook"),
        (lambda: filled_sheet()[:3000], "not-a-workbook"),
        (lambda: b"\0" * (4 << 20) + b"1", "too-large"),
        (bomb, "too-large"),
        (lying, "not-a-workbook"),
        (twice, "not-a-workbook"),
        (lambda: flat("xl/vbaProject.bin", b"x"), "has-macros"),
        (lambda: flat("xl/macrosheets/sheet1.xml", b"x"), "has-macros"),
        (lambda: flat("xl/externalLinks/externalLink1.xml", b"<externalLink/>"), "external-link"),
        (lambda: flat(BOOK, f"{DOCTYPE}<workbook>&b;</workbook>".encode()), "not-a-workbook"),
        (lambda: flat(BOOK, f"{DOCTYPE}<workbook>&b;</workbook>".encode("utf-16")), "not-a-workbook"),
        (lambda: flat(BOOK, b"<workbook><sheets>"), "not-a-workbook"),
        (
            lambda: flat(BOOK, ELSEWHERE),
            "not-a-workbook",
        ),
        (
            lambda: flat(SECOND, b"<x>" + CELL * 3 + b"</x>"),
            "another-form",
        ),
        (
            lambda: flat(SECOND, b"<x>" + DEEP + b"</x>"),
            "another-form",
        ),
        (
            lambda: flat(SECOND, b"<x><row>" + NUMBER * 20_001 + b"</row></x>"),
            "too-large",
        ),
    ],
)
def test_no_file_is_unpacked_run_or_believed(make: Callable[[], bytes], code: str) -> None:
    """Bombs, macros, links to other files, entities and broken archives are each one problem."""
    returned, problems = read(make())
    assert (None, [code]) == (returned, [one.code for one in problems])


def test_every_cut_and_flipped_byte_is_a_problem_or_a_form() -> None:
    """Nothing that a disk or a mail program did to a file ends in a traceback."""
    raw = filled_sheet()
    for place in range(0, len(raw), max(1, len(raw) // 60)):
        for broken in (raw[:place], raw[:place] + bytes([raw[place] ^ 0xFF]) + raw[place + 1 :]):
            book, problems = read_workbook(broken, "reply.xlsx")
            assert (Workbook() == book) == bool(problems), place


PARTS = (BOOK, FIRST, SECOND, "xl/_rels/workbook.xml.rels")
PIECES = (
    b"<",
    b"/>",
    b'"',
    b"&#x202e;",
    b"&amp;",
    b"<f>",
    b"</c>",
    b'r="ZZZ1"',
    b't="s"',
    b"99999",
    b"_xD800_",
    b"\xff",
    b"",
)


@settings(max_examples=150, deadline=None)
@given(st.sampled_from(PARTS), st.integers(0, 1_000_000), st.sampled_from(PIECES), st.integers(0, 40))
def test_a_part_that_was_tampered_with_is_a_problem_or_a_form(part: str, place: int, piece: bytes, gone: int) -> None:
    """Whatever stands in the XML: problems with their places, on one line each, or words that YAML takes back."""
    content = unpacked()[part]
    at = place % len(content)
    changed = content[:at] + piece + content[at + gone :]
    returned, problems = read(repacked(whole(), {part: changed}))
    assert (returned is None) == bool(problems)
    assert [] == [one for one in problems if one.line < 1 or one.column < 1 or "\n" in str(one)]
    if returned is not None:
        fields = (Field("received", returned.received), Field("text", returned.text or "x", is_prose=True))
        text, wrong = edit_reply("", "x.yaml", NewReply(fields, returned.says), list(ASKED.questions))
        assert ([], []) == (wrong, parse(text, "x.yaml")[1])


@cache
def whole() -> bytes:
    """Make one filled form for all tries."""
    return filled_sheet()


@cache
def unpacked() -> dict[str, bytes]:
    """Unpack its parts once."""
    with ZipFile(io.BytesIO(whole())) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def test_texts_are_read_as_a_reader_sees_them() -> None:
    """Escapes of the format are undone, readings and what nobody sees are left out, runs are joined."""
    strings = (
        '<sst xmlns="http://purl.oclc.org/ooxml/spreadsheetml/main"><si><r><t>id</t></r></si>'
        "<si><t>a_x000D_\u00adb</t><rPh><t>reading</t></rPh></si></sst>"
    )
    cells = '<c r="A1" t="s"><v>0</v></c><c t="s"><v>1</v></c><c t="s"><v>9</v></c>'
    sheet = f'<worksheet><sheetData><row r="1">{cells}</row></sheetData></worksheet>'
    book, problems = read_workbook(
        repacked(
            filled_sheet(), {"xl/sharedStrings.xml": strings.encode(), "xl/worksheets/sheet1.xml": sheet.encode()}
        ),
        "x",
    )
    assert [] == problems
    assert {(1, 1): "id", (1, 2): "a\nb"} == {place: one.text for place, one in book.sheets[0].cells.items()}


def test_columns_are_named_as_spreadsheets_do() -> None:
    """After Z comes AA."""
    assert ["A", "Z", "AA", "XFD"] == [letters(number) for number in (1, 26, 27, 16_384)]

"""A returned PDF form in, what was filled in out, or problems: fields are found by their names, and nothing is run.

A field is called `<city>_<edition>_<key>`, or `<city>_<edition>_<criterion>_<key>`.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any

from scorecard.problem import Problem, counted
from scorecard.sources.reply_record import COLUMNS, PERSON, Filled, FilledRow, Given, problem_at
from scorecard.sources.table import visible

MAX_BYTES = 8 << 20  # a filled form has 400 KB
MAX_FIELDS = 2_000
_AS_SENT = "ask the city for the form as it was sent, saved in a program that keeps its fields, or use reply.xlsx"


def read_reply_paper(raw: bytes, path: str) -> tuple[Filled | None, list[Problem]]:
    """Read a PDF form that a city filled in.

    Args:
        raw: its bytes.
        path: as problems show it; those of a field have `!` and its name behind it.

    Returns:
        What it holds, None where it cannot be read as a form, and the problems.
    """
    if len(raw) > MAX_BYTES:
        what = f"the file has more than {MAX_BYTES >> 20} MiB"
        return None, [Problem(path, 1, 1, "too-large", what, "take out what is no reply")]
    found, problems = _fields(raw, path)
    if problems:
        return None, problems
    return _filled(found, path)


def _fields(raw: bytes, path: str) -> tuple[list[tuple[str, str]], list[Problem]]:
    """List names and texts of all fields; pypdf is kept to reading a few dictionaries."""
    from pypdf import PdfReader  # noqa: PLC0415  # slow, and only imports of replies need it
    from pypdf.errors import PyPdfError  # noqa: PLC0415  # as above

    try:
        reader = PdfReader(io.BytesIO(raw), strict=False)
        if reader.is_encrypted:
            return [], [Problem(path, 1, 1, "not-a-pdf-form", "it is locked with a password", _AS_SENT)]
        form = reader.root_object.get("/AcroForm")
        listed = form.get_object().get("/Fields") if form is not None else None
        found = list(_walk(listed.get_object() if listed is not None else []))
    except (PyPdfError, RecursionError, ValueError, TypeError, KeyError, AttributeError, IndexError, OSError) as error:
        what = f"this is no PDF that can be read: {type(error).__name__}"
        return [], [Problem(path, 1, 1, "not-a-pdf-form", what, _AS_SENT)]
    if not found:
        what = "it has no fields; it was printed, or saved without them"
        return [], [Problem(path, 1, 1, "not-a-pdf-form", what, _AS_SENT)]
    return found, []


def _walk(listed: Any) -> Iterator[tuple[str, str]]:
    """Go through the fields, and those below them, each once."""
    left, seen = [("", one) for one in listed], 0
    while left:
        above, one = left.pop(0)
        seen += 1
        if seen > MAX_FIELDS:
            raise ValueError("too many fields")
        found = one.get_object()
        name = ".".join(part for part in (above, str(found.get("/T", ""))) if part)
        kids = [kid for kid in found.get("/Kids", []) if "/T" in kid.get_object()]
        left += [(name, kid) for kid in kids]
        value = found.get("/V")
        if name and not kids:
            text = value.get_object() if value is not None else ""
            yield visible(name), visible(text).strip() if isinstance(text, str) else ""


def _filled(found: list[tuple[str, str]], path: str) -> tuple[Filled | None, list[Problem]]:
    problems: list[Problem] = []
    city, _, rest = found[0][0].partition("_")
    edition = rest.partition("_")[0]
    person: dict[str, Given] = {}
    rows: dict[str, dict[str, Given]] = {}
    met: set[str] = set()
    for name, text in found:
        given, parts = Given(text.replace("\r\n", "\n").replace("\r", "\n"), f"{path}!{name}"), name.split("_")
        if name in met:
            problems.append(problem_at(given, "repeated-id", "a field of this name stands there twice", _AS_SENT))
        elif parts[:2] != [city, edition]:
            problems.append(problem_at(given, "another-form", f"the field is not one of {city} {edition}", _AS_SENT))
        elif len(parts) == 3 and parts[2] in PERSON:
            person[parts[2]] = given
        elif len(parts) == 4 and parts[3] in COLUMNS:
            rows.setdefault(parts[2], {})[parts[3]] = given
        else:
            problems.append(problem_at(given, "another-form", "the form has no field of this name", _AS_SENT))
        met.add(name)
    if not rows and not problems:
        what = f"it has {counted(len(found), 'field')}, and none for a question"
        problems.append(Problem(path, 1, 1, "another-form", what, _AS_SENT))
    if problems:
        return None, problems
    return (
        Filled(
            Given(city, path),
            Given(edition, path),
            None,
            Given("", path),
            {key: one for key, one in person.items() if one.text},
            tuple(
                FilledRow(Given(one, next(iter(given.values())).path), None, {k: g for k, g in given.items() if g.text})
                for one, given in rows.items()
            ),
        ),
        [],
    )

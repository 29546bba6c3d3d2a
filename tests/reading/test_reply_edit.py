"""A city's file and a reply in, the edited file out: what is new, what stays, what is refused."""

from __future__ import annotations

import pytest

from scorecard.reading.city_text import Field
from scorecard.reading.reply_edit import NewReply, edit_reply

CRITERIA = ("a", "b", "z")
NEW = NewReply(
    (
        Field("received", "2026-02-20"),
        Field("from", "Office: x", is_prose=True),
        Field("text", "We\n\nask", is_prose=True),
    ),
    {"b": "No: # x", "a": "yes"},
)
FIELDS = ["  received: 2026-02-20", '  from: "Office: x"', '  text: "We\\n\\nask"']
OPEN = ["      disposition:  # to be decided: accepted, partly or rejected", "      because:"]
POINTS = ["  points:", "    a:", '      says: "yes"', *OPEN, "    b:", '      says: "No: # x"', *OPEN]


def lines(*parts: list[str]) -> str:
    """Join lines to a text."""
    return "".join(f"{line}\n" for part in parts for line in part)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("", lines(["reply:"], FIELDS, POINTS)),
        ("status: draft  # mine", lines(["status: draft  # mine", "reply:"], FIELDS, POINTS)),
        ("reply:\nx-a: 1\n", lines(["reply:"], FIELDS, POINTS, ["x-a: 1"])),
        (
            "reply: {sent: 2026-02-01}  # kept\nanswers: {}\n",
            lines(["reply:", "  sent: 2026-02-01"], FIELDS, POINTS, ["# kept", "answers: {}"]),
        ),
        (
            "reply:\n  text: |\n    We\n\n    ask\n  sent: 2026-02-01\nx-a: 1\n",
            None,
        ),
        (
            "reply:\n  sent: 2026-02-01\n  points:\n    z:\n      says: q\n      disposition: accepted\nx-a: 1\n",
            lines(
                ["reply:", "  sent: 2026-02-01"],
                FIELDS,
                ["  points:", "    z:", "      says: q", "      disposition: accepted"],
                POINTS[1:],
                ["x-a: 1"],
            ),
        ),
    ],
)
def test_a_reply_is_put_in_and_every_other_line_stays(before: str, after: str | None) -> None:
    """The same reply once more changes nothing."""
    edited, problems = edit_reply(before, "x.yaml", NEW, CRITERIA)
    if after is None:  # the text of a block ends in a line break, so it is another one
        assert ["another-reply"] == [one.code for one in problems]
        return
    assert ([], after) == (problems, edited)
    assert (after, []) == edit_reply(after, "x.yaml", NEW, CRITERIA)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("reply:\n  received: 2026-02-21\n", ["x.yaml:2:13: another-reply"]),
        ("reply: {received: 2026-02-21}\n", ["x.yaml:1:19: another-reply"]),
        ("reply: {received: 2026-02-20, points: {a: {says: q}}}\n", ["x.yaml:1:39: not-editable"]),
        ("reply:\n  points: {a: {says: q}}\n", ["x.yaml:2:11: not-editable"]),
        (
            "reply:\n  points:\n    a:\n      says: q\n    b:\n",
            ["x.yaml:4:13: another-reply", "x.yaml:5:5: not-editable"],
        ),
        ("reply: none\n", ["x.yaml:1:8: not-a-table"]),
        ("{reply: {}}\n", ["x.yaml:1:1: not-editable"]),
        ("- a\n", ["x.yaml:1:1: not-a-table"]),
        ("a: [\n", ["x.yaml:2:1: yaml-syntax"]),
    ],
)
def test_what_would_be_lost_is_a_problem_with_its_place(text: str, expected: list[str]) -> None:
    """Nothing that stands there is replaced, and the text stays as it is."""
    edited, problems = edit_reply(text, "x.yaml", NEW, CRITERIA)
    assert (text, expected) == (edited, [str(one).partition(": ")[0] + f": {one.code}" for one in problems])


def test_line_breaks_of_the_file_are_kept() -> None:
    """A file from Windows stays one."""
    edited, _ = edit_reply("status: draft\r\n", "x.yaml", NEW, CRITERIA)
    assert edited.count("\n") == edited.count("\r\n")

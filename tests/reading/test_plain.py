"""Plainly written and hostile files in: the quick reader gives what the careful one gives, or leaves the file to it."""

from __future__ import annotations

import random
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scorecard.reading.nodes import Table
from scorecard.reading.plain import read_plain
from scorecard.reading.text import parse_carefully

ROOT = Path(__file__).resolve().parent.parent.parent
FILES = sorted((ROOT / "tests/projects").rglob("*.yaml")) + sorted((ROOT / "cities").glob("[a-c]*/*.yaml"))
PLAIN = """\
# Who says what, and where.
status: draft
evidence:
  portal:  # the city's own
    url: https://data.example.org/a?b=c:d
    title: "Use of \\"force\\": é #1\\nand a \\\\ more"
    seen: 2026-04-11

    quote: 'One row: per stop # with the reason'
  empty:
answers:
  stops: {level: full, evidence: [portal, manual-2], note: "a, b: {c}", second: {level: NO, evidence: []}}
  fields:
    present: [ date , place ]
    unsure: []
    evidence: [portal]  # all
    since: -1.5   
  lag: unknown
  more: {}
"""  # noqa: W291  # spaces at the end of a line are part of it


def agrees(text: str) -> bool:
    """Whether the quick reader leaves a text alone, or reads the same, of the same types, without a problem."""
    quick = read_plain(text)
    return quick is None or (repr(quick), []) == (repr((careful := parse_carefully(text, "f.yaml"))[0]), careful[1])


def test_a_plain_file_is_read_without_the_careful_reader() -> None:
    """Comments, empty lines, words, both quotation marks, escapes, lists and tables in brackets are plain."""
    assert isinstance(read_plain(PLAIN), Table)
    assert agrees(PLAIN)


@pytest.mark.parametrize("old_and_new", [("\n", "\r\n"), ("\n", "\n\n"), ("  more", "  x: {a: {b: {c: d}}}\n  more")])
def test_what_changes_no_meaning_stays_plain(old_and_new: tuple[str, str]) -> None:
    """Line endings of another computer, empty lines and tables in tables are no reason to give up."""
    text = PLAIN.replace(*old_and_new)
    assert isinstance(read_plain(text), Table)
    assert agrees(text)


def test_nearly_every_file_of_a_project_is_plain() -> None:
    """All cities' files are read quickly, and as the careful reader reads them."""
    texts = [path.read_text(encoding="utf-8") for path in FILES if path.is_relative_to(ROOT / "cities")]
    assert [] == [text for text in texts if read_plain(text) is None or not agrees(text)]


@pytest.mark.parametrize(
    "text",
    [
        "a: b\na: c\n",
        "a: {b: c, b: d}\n",
        "a: &x b\n",
        "a: *x\n",
        "a: !t b\n",
        "<<: b\n",
        "--- \na: b\n",
        "a: b\n...\n",
        "%YAML 1.1\n---\na: b\n",
        "a: b #1\n",
        "a: b  #1\n",
        "a: b: c\n",
        "a: b\n  c\n",
        "a: b\n  c: d\n",
        "a:\n    b: c\n  d: e\n",
        "  a: b\n",
        "a: |\n  b\n",
        "a: {b: c\n",
        "a: {b: c,}\n",
        "a: {b: c}, d\n",
        "a: {b: c} {d: e}\n",
        "a: {b: c}}\n",
        "a: {b: [c}, d]\n",
        "a: {b: c d: e}\n",
        "a: [b, [c]]\n",
        "a: [b, ]\n",
        "a: [,]\n",
        "- a\n",
        "? a\n: b\n",
        "a:b\n",
        "\ta: b\n",
        "a: \tb\n",
        "a: b\rc: d\r",
        'a: "b\n',
        'a: "b" c\n',
        'a: "\\u202e"\n',
        "a: e\u0301\n",
        "a: b\u00a0c\n",
        "a: \u202eb\n",
        "",
        "# nothing\n",
        "a",
        "a:\n" + "".join(f"{' ' * n}a:\n" for n in range(1, 8)),
        "a: " + "{a: " * 7 + "b" + "}" * 7 + "\n",
        "".join(f"k{n}: v\n" for n in range(6000)),
    ],
)
def test_what_is_not_plain_is_left_to_the_careful_reader(text: str) -> None:
    """What YAML reads in another way, refuses or cuts, and what is deep or large, is not read quickly."""
    assert read_plain(text) is None


SIGNS = """: |:|, |,|{|}|[|]|"|'|#| #|  # |  #|-|- |? |&a |*a|!t |%|@|`|<<: |---|...|\\|\\n|\\"|~|.|=|é|  |    | """
PIECES = [
    *SIGNS.split("|"),
    "|",
    ">",
    "\n",
    "\n  ",
    "\n    ",
    "\r",
    "\r\n",
    "\t",
    "\u0301",
    "\u200d",
    "\u2028",
    "key: v",
]


def mutated(chance: random.Random, text: str) -> str:
    """Change a text in a few places as a hand or a disk may."""
    for _ in range(chance.randint(1, 4)):
        start = chance.randrange(len(text) + 1)
        end = min(len(text), start + chance.choice([0, 0, 1, 1, 2, 5, 30]))
        piece = text[(at := chance.randrange(len(text) + 1)) : at + chance.randint(1, 20)]
        text = text[:start] + chance.choice([*PIECES, piece, ""]) + text[end:]
    return text


def check_mutations(count: int) -> None:
    """Hold both readers against each other on as many changed files, decoded as files are."""
    chance = random.Random(count)  # noqa: S311  # the same files each time
    originals = [PLAIN, *(path.read_text(encoding="utf-8", errors="replace")[:3000] for path in FILES)]
    wrong = [text for _ in range(count) if not agrees(text := mutated(chance, chance.choice(originals)))]
    assert [] == wrong[:1]


def test_both_readers_agree_on_changed_files() -> None:
    """Whatever is changed in a file, the quick reader gives the careful one's nodes and places, or gives up."""
    check_mutations(600)


@pytest.mark.proof
def test_both_readers_agree_on_many_changed_files() -> None:
    """The same, of twenty thousand files."""
    check_mutations(20_000)


@settings(max_examples=1000, deadline=None)
@given(st.lists(st.sampled_from([*PIECES, "a", "b: c", "d: {e: f}", "g: [h]", "i:"]), max_size=25).map("".join))
def test_both_readers_agree_on_any_text(text: str) -> None:
    """Texts made of YAML's own signs are read the same, or left to the careful reader, undecoded ones too."""
    assert agrees(text)


HOSTILE = {
    "braces": "b'a: ' + b'{a: ' * 60000",
    "brackets": "b'[' * 250000",
    "brackets as values": "b'a: ' + b'[' * 120000 + b']' * 120000",
    "hyphens on a line": "b'- ' * 120000",
    "questions": "b'? ' * 120000",
    "questions and hyphens": "b'? - ' * 60000",
    "indented keys": "b''.join(b' ' * n + b'a:\\n' for n in range(700))",
    "indented hyphens": "b''.join(b' ' * n + b'-\\n' for n in range(700))",
    "a plain start": "b'a: b\\n' * 3 + b'c: ' + b'{d: ' * 60000 + b'}' * 60000",
    "keys without end": "b'a' * 250000 + b': b'",
    "quotation marks": "b'a: ' + b'\\x22' * 250000",
    "backslashes": "b'a: \\x22' + b'\\\\' * 250000",
    "spaces": "b'a:' + b' ' * 250000 + b'#'",
    "commas": "b'a: [' + b'b, ' * 80000 + b']'",
}


@pytest.mark.parametrize("made", HOSTILE.values(), ids=HOSTILE)
def test_no_nesting_ends_the_process(made: str) -> None:
    """Depth of every style is told or read within seconds, in a process that lives on."""
    code = (
        "from scorecard.reading.decoding import decode\n"
        "from scorecard.reading.text import parse\n"
        f"text, problems = decode({made}, 'f.yaml')\n"
        "print('lives', len(parse(text, 'f.yaml')[1]) + len(problems))"
    )
    run = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, timeout=60, check=False, cwd=ROOT
    )
    assert (0, "lives", "") == (run.returncode, run.stdout.split(" ")[0], run.stderr)

"""The text of a YAML file in: which nodes come out, where they stand, and that no input breaks the reader."""

from __future__ import annotations

import string
from time import process_time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scorecard.reading.decoding import decode
from scorecard.reading.text import Listing, Node, Scalar, Table, parse
from tests.tries import tries


def entry(text: str, key: str = "k") -> Node | None:
    """Read a text that has no problem, and give the value of a key."""
    root, problems = parse(text, "f.yaml")
    assert [] == problems
    assert isinstance(root, Table)
    found = root.entry(key)
    assert found is not None
    return found.value


def value(text: str) -> str:
    """Read the scalar of a key."""
    node = entry(text)
    assert isinstance(node, Scalar)
    return node.value


def codes(text: str) -> list[str]:
    """List the codes of all problems of a text."""
    return [problem.code for problem in parse(text, "f.yaml")[1]]


@pytest.mark.parametrize(
    "word",
    [
        "NO",
        "yes",
        "on",
        "null",
        "~",
        "1.10",
        "07030",
        "0x1F",
        "1_000",
        "12:30",
        "2026-04-11",
        "1e3",
        ".inf",
        "=",
        "TRUE",
    ],
)
def test_a_word_stays_the_text_that_it_is(word: str) -> None:
    """No word becomes a boolean, a number, a date or nothing, plain or quoted."""
    assert [word, word, word] == [value(f"k: {word}\n"), value(f'k: "{word}"'), value(f"k: '{word}'")]


@pytest.mark.parametrize("text", ["k:\n", "k: \n", "k:   # later\n", "{k: }", "{k}", "k:"])
def test_nothing_after_the_colon_is_no_value(text: str) -> None:
    """An empty value is None, with or without a comment."""
    assert entry(text) is None


def test_an_empty_text_in_quotation_marks_is_a_value() -> None:
    """Quotation marks with nothing between them hold an empty text."""
    assert "" == value('k: ""')


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("k: one: two", None),
        ('k: "one: two"', "one: two"),
        ("k: |\n  one\n  # two\n", "one\n# two\n"),
        ("k: |-\n  one\n\n  two\n", "one\n\ntwo"),
        ("k: >-\n  one\n  two\n", "one two"),
        ("k: one\n  two\n", "one two"),
        ('k: "one\n  two"', "one two"),
        ('k: "a\\tb\\u00e9"', "a\tbé"),
        ("k: 'it''s'", "it's"),
        ("k: a#b", "a#b"),
        ("k: http://a.example/#b", "http://a.example/#b"),
        ("k: e\u0301", "\u00e9"),
    ],
)
def test_scalars_of_every_style_are_read(text: str, expected: str | None) -> None:
    """Plain, quoted, literal and folded texts come out; a plain `: ` is a mistake; letters are composed (NFC)."""
    assert ["yaml-syntax"] == codes(text) if expected is None else expected == value(text)


@pytest.mark.parametrize(
    ("text", "cut"),
    [
        ("k: Ordinance #1234 bans it", "#1234 bans it"),
        ("k: Ordinance # 1234", "# 1234"),
        ("k: Ordinance  #1234", "#1234"),
        ("k: two\n  lines #3", "#3"),
        ("k: word  # a comment", None),
        ("k: word\t# a comment", None),
        ("k: word  #", None),
        ('k: "Ordinance" #1234', None),
        ("k: |  #1234\n  Ordinance\n", None),
        ("k: a\r\nl: b #1\r\n", None),
        ("k: a #1\rl: b\r", "#1"),
    ],
)
def test_what_yaml_takes_for_a_comment_is_kept_for_the_check(text: str, cut: str | None) -> None:
    """A `#` close behind a plain text is remembered as cut; a comment that is set apart is a comment."""
    node = entry(text)
    assert isinstance(node, Scalar)
    assert cut == node.cut


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_places_count_from_one_in_lines_of_any_ending(newline: str) -> None:
    """Line and column are where the value starts, in characters, not bytes."""
    root, problems = parse(newline.join(["a:", "  - é: x", "  - [y, {ü: z}]", ""]), "f.yaml")
    assert [] == problems
    assert isinstance(root, Table)
    listing = root.entries[0].value
    assert isinstance(listing, Listing)
    table, flow = listing.items
    assert isinstance(table, Table)
    assert isinstance(flow, Listing)
    inner = flow.items[1]
    assert isinstance(inner, Table)
    nodes: list[Node | None] = [listing, table.entries[0].value, flow, flow.items[0], inner.entries[0].value]
    assert [(2, 3), (2, 8), (3, 5), (3, 6), (3, 13)] == [(n.place.line, n.place.column) for n in nodes if n is not None]
    assert (2, 3) == (table.end_line, listing.end_line)


def test_flow_and_block_style_say_the_same() -> None:
    """`[a, b]` and lines with hyphens give equal values; empty items are left out."""

    def plain(node: Node | None) -> object:
        if isinstance(node, Table):
            return {one.key.value: plain(one.value) for one in node.entries}
        return [plain(one) for one in node.items] if isinstance(node, Listing) else node and node.value

    block = "k:\n  a: 1\n  b:\n    - x\n    -\n    - y\n"
    assert {"a": "1", "b": ["x", "y"]} == plain(entry(block)) == plain(entry("k: {a: 1, b: [x, y]}"))


def test_an_empty_file_is_no_node_and_no_problem() -> None:
    """Nothing, comments alone and a bare document marker are empty files."""
    assert [(None, [])] * 3 == [parse(text, "f.yaml") for text in ("", "# nothing\n", "---\n")]


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        (b"\xef\xbb\xbfk: v", "k: v"),
        ("k: é\u200d\n".encode(), "k: é\u200d\n"),
        (b"k: a\tb\r\n", "k: a\tb\r\n"),
        ("k: a\u00a0b".encode(), "k: a\u00a0b"),
    ],
)
def test_a_byte_order_mark_and_all_that_can_be_seen_are_fine(raw: bytes, expected: str) -> None:
    """Files of any editor decode to their text."""
    assert (expected, []) == decode(raw, "f.yaml")


@pytest.mark.parametrize(
    ("raw", "place"),
    [
        (b"a: b\nc: \xff", (2, 4, "not-utf-8")),
        ("é: é".encode("latin-1"), (1, 1, "not-utf-8")),
        (b"a: \xed\xa0\x80", (1, 4, "not-utf-8")),
        (b"a: b\r\x00", (2, 1, "invisible-character")),
        ("é: \u2066".encode(), (1, 4, "invisible-character")),
        ("a\u2028b".encode(), (1, 2, "invisible-character")),
        (b"\x1b[31m", (1, 1, "invisible-character")),
        ("a: \u200b\u200b".encode(), (1, 4, "invisible-character")),
        (b"#" * 262_145, (1, 1, "too-large")),
    ],
)
def test_bytes_that_are_no_readable_text_are_one_problem(raw: bytes, place: tuple[int, int, str]) -> None:
    """Other encodings, lone surrogates and characters that nobody sees are refused at their place."""
    text, problems = decode(raw, "f.yaml")
    assert ("", [place]) == (text, [(one.line, one.column, one.code) for one in problems])


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("a: &x [l]\nb: [*x, *x]\n", ["anchor", "alias", "alias"]),
        ("a: &a b\n<<: *a\n", ["anchor", "alias", "merge-key"]),
        ("a: !!str b\n", ["tag"]),
        ("! a: b\n", ["tag"]),
        ("a: b\n--- \nc: d\n", ["second-document"]),
        ("a: b\n...\n---\nc: d\n", ["second-document"]),
        ("%TAG ! tag:x,2000:\n---\na: b\n", ["directive"]),
        ("a: b\na: c\n'a': d\n", ["repeated-key", "repeated-key"]),
        ("{a: b}: c\n", ["not-a-key"]),
        ("? \n: c\n", ["not-a-key"]),
        ("a: 'x\n", ["yaml-syntax"]),
        ("a: [x\n", ["yaml-syntax"]),
        ("a: b\n c: d\n", ["yaml-syntax"]),
        ('a: "\\ud800"\n', ["yaml-syntax"]),
        ("@a: b\n", ["yaml-syntax"]),
        ('"\\u202e": b\n', ["invisible-character"]),
    ],
)
def test_what_changes_meaning_is_refused_each_time(text: str, code: list[str]) -> None:
    """Anchors, aliases, merge keys, tags, directives, further documents and repeated keys are problems."""
    assert code == codes(text)


@pytest.mark.parametrize(
    "text",
    [
        "[" * 100_000,
        "- " * 100_000,
        "{a: " * 60_000,
        "? " * 100_000,
        "a: &a [x]\n" + "".join(f"a{n}: &a{n} [*a, *a, *a, *a, *a, *a, *a, *a, *a]\n" for n in range(2000)),
        "k: " + "9" * 250_000,
        "k: [" + "1," * 125_000 + "]",
        "\n" * 250_000,
        "".join(f"k{n}: v\n" for n in range(20_000)),
        "k: x\n" * 19_000,
        "x" * 250_000,
        "# " + "\t" * 250_000,
        "k: 'a" + "''" * 120_000,
        "k: " + "&a " * 80_000,
        'k: "x" ' + "[" * 250_000,
        "k: " + "b: " * 80_000,
    ],
)
def test_hostile_texts_end_quickly(text: str) -> None:
    """Depth, aliases, length and repetition cost no more than seconds, and give no error but problems."""
    start = process_time()
    parse(text, "f.yaml")
    assert process_time() - start < 3


WORDS = r"""a|b:|: |- |#|[|]|{|}|,|>|>-|"|'|&x|*x|!|!!str |%|---|...|<<: |? |\|\u202e|é|=|@|~"""
PIECES = st.sampled_from([*WORDS.split("|"), "|", "\n", "\n  ", "\r", "\r\n", " # ", "\t", "\u200d", "\ufeff"])


@settings(max_examples=tries(600), deadline=None)
@given(
    st.one_of(st.lists(PIECES, max_size=25).map("".join), st.text(max_size=40), st.text(string.printable, max_size=60))
)
def test_any_text_gives_nodes_or_problems(text: str) -> None:
    """Whatever stands in a file, reading ends in nodes with places inside it, or in problems with places inside it."""
    raw = text.encode("utf-8", errors="surrogatepass")
    decoded, problems = decode(raw, "f.yaml")
    if not problems:
        root, problems = parse(decoded, "f.yaml")
        assert root is None or root.place.line <= root.end_line
    lines = text.replace("\r\n", "\n").replace("\r", "\n").count("\n") + 1
    assert [] == [one for one in problems if not (1 <= one.line <= lines + 1 and one.column >= 1)]
    assert [] == [one for one in problems if not str(one).isprintable()]

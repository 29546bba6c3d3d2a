"""Bringing an import into a file that a person has worked on."""

from __future__ import annotations

import re
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scorecard.model.answer import Answer, CityEdition, Evidence, Finding
from scorecard.model.when import When
from scorecard.reading.city_edit import edit_city_edition
from scorecard.reading.text import parse

CRITERIA = ["force", "stops", "arrests", "calls", "lag"]
SEEN = When.day(date(2026, 4, 11))
PATH = "cities/reno-nv/2026.yaml"


def _evidence(name: str, title: str = "Table") -> Evidence:
    return Evidence(name, f"https://a.example/{name}", SEEN, title)


def _found(**answers: Answer) -> CityEdition:
    names = {name for answer in answers.values() for name in answer.evidence}
    return CityEdition("reno-nv", "2026", PATH, False, {name: _evidence(name) for name in sorted(names)}, answers, {})


def _full(*evidence: str, note: str | None = None) -> Answer:
    return Answer(Finding(level="full"), evidence, "inventory", note=note)


def _edit(text: str, found: CityEdition, *, keeps_notes: bool = False) -> str:
    edited = edit_city_edition(text, found, CRITERIA, keeps_notes=keeps_notes)
    assert () == edited.problems
    again = edit_city_edition(edited.text, found, CRITERIA, keeps_notes=keeps_notes)
    assert edited.text == again.text
    return edited.text


FILE = """\
# Reno, as of June.
status: final   # looked over

evidence:
  manual:            # the person's own
    url: "https://reno.example/manual"
    seen: 2026-05-01
    x-shelf: 12

  opd-a:
    url: "https://a.example/opd-a"
    title: "Table"   # checked
    seen: 2025-01-01
    archived: "https://web.archive.example/a"
# between the two
answers:
  # force was coded by hand
  force: {level: partial, evidence: [manual]}

  stops:
    # the importer's
    level: none      # hm
    evidence: [opd-a]
    basis: inventory
    x-todo: "call them"
  # calls are next
  calls: unknown
reply:
  text: "None yet."  # really
"""


def test_what_an_import_changes_and_nothing_else() -> None:
    """Inventory answers change field by field, new ones come in the order of the rubric; all other bytes stay."""
    found = _found(force=_full("opd-a"), stops=_full("opd-a", note="Hm."), arrests=_full("opd-b"), calls=_full("opd-b"))
    expected = (
        FILE.replace("seen: 2025-01-01", "seen: 2026-04-11")
        .replace("level: none      # hm", "level: full      # hm")
        .replace("  # calls are next\n", "")
        .replace(
            '    basis: inventory\n    x-todo: "call them"\n',
            '    basis: inventory\n    note: "Hm."\n    x-todo: "call them"\n'
            "  arrests:\n    level: full\n    evidence: [opd-b]\n    basis: inventory\n  # calls are next\n",
        )
        .replace(
            "# between the two\n",
            '  opd-b:\n    url: "https://a.example/opd-b"\n    title: "Table"\n'
            "    seen: 2026-04-11\n# between the two\n",
        )
    )
    assert expected == _edit(FILE, found)


def test_a_coded_answer_is_never_overwritten_and_the_difference_is_told() -> None:
    """An answer that a person coded stays, with or without saying so, and so does a bare `unknown`."""
    edited = edit_city_edition(FILE, _found(force=_full("opd-a"), calls=_full("opd-a")), CRITERIA)
    assert "force: {level: partial, evidence: [manual]}" in edited.text
    assert "  calls: unknown\n" in edited.text
    told = [(kept.criterion, kept.line, kept.says, kept.tables_say) for kept in edited.kept]
    assert [("force", 18, "level: partial", "level: full"), ("calls", 27, "level: unknown", "level: full")] == told


@pytest.mark.parametrize("basis", ["coded", "measured"])
def test_a_basis_that_is_not_the_importers_is_left_alone(basis: str) -> None:
    """Coded and measured answers are a person's, also where the tables agree with them."""
    answer = f"{{level: full, evidence: [m], basis: {basis}}}"
    text = f"evidence:\n  m: {{url: https://m.example, seen: 2026-01}}\nanswers:\n  force: {answer}\n"
    edited = edit_city_edition(text, _found(force=_full("opd-a")), CRITERIA)
    assert (text, ()) == (edited.text, edited.kept)


def test_evidence_that_a_person_uses_is_not_changed() -> None:
    """Where a coded answer leans on evidence of the same id, the import takes another id and finds it again."""
    text = """\
evidence:
  opd-a:
    url: "https://old.example/"
    seen: 2025-01-01
answers:
  force: {level: full, evidence: [opd-a]}
"""
    edited = _edit(text, _found(stops=_full("opd-a")))
    assert text.splitlines()[1:4] == edited.splitlines()[1:4]
    assert '  opd-a-2:\n    url: "https://a.example/opd-a"\n' in edited
    assert "    evidence: [opd-a-2]\n" in edited


def test_an_empty_file_is_written_whole_and_comments_in_it_stay() -> None:
    """A file without keys gets all answers below what stands there."""
    assert _edit("", _found(force=_full("opd-a"))).startswith("# Made by `scorecard import`")
    edited = _edit("# Mine.", _found(force=_full("opd-a")))
    assert edited.startswith("# Mine.\n# Made by")


@pytest.mark.parametrize(
    "text",
    [
        "status: final\n",
        "status: final",
        "evidence: {}\nanswers: {}\n",
        "evidence:\nanswers:\n",
        'evidence:   # none yet\nanswers: {} # none\nreply: {text: "x"}\n',
        "answers:\n  calls: unknown\n",
        "answers:\n    lag: unknown\n    force:\n",
        "answers:\n  force:   # open\n  calls: unknown",
    ],
)
def test_sections_that_are_missing_or_empty_are_opened(text: str) -> None:
    """Answers find their place in a file without sections, with empty ones, and with another indentation."""
    edited = _edit(text, _found(force=_full("opd-a"), arrests=_full("opd-b")))
    node, problems = parse(edited, PATH)
    assert node is not None
    assert [] == problems
    assert all(word in edited for word in ("opd-a:", "opd-b:", "arrests:", "force:", "[opd-a]"))
    assert edited.index("force:") < edited.index("arrests:")
    assert all(comment in edited for comment in re.findall("#.*", text))


def test_an_answer_in_braces_stays_in_braces() -> None:
    """An inventory answer on one line is written anew on one line; foreign keys and comments survive."""
    text = """\
evidence:
  opd-a: {url: "https://a.example/opd-a", title: "Table", seen: 2026-04-11, archived: "https://w.example/"}
answers:
  lag: {newest: 2026-01-01, evidence: [opd-a],
        # twice a year
        x-note: [1, "a, b"], basis: inventory}   # end
"""
    edited = _edit(text, _found(lag=Answer(Finding(newest=SEEN), ("opd-a",), "inventory")))
    expected = """\
  # twice a year
  lag: {newest: 2026-04-11, evidence: [opd-a], x-note: [1, "a, b"], basis: inventory}   # end
"""
    assert text.replace(text[text.index("  lag:") :], expected) == edited


def test_fields_that_no_table_says_any_more_go_and_their_comments_stay() -> None:
    """What the importer does not say any more is taken out, `unconfirmed` too; a comment in it gets its own line."""
    text = """\
evidence:
  opd-a: {url: "https://a.example/opd-a", title: "Table", seen: 2026-04-11}
answers:
  force:
    no_worse_than: partial   # seen in May
    evidence:
      - opd-a   # the table
    basis: inventory
    unconfirmed: true
    second: {level: none, by: CD}
    note: "Old."
"""
    expected = """\
  force:
    # seen in May
    level: full
    evidence:
      - opd-a   # the table
    basis: inventory
    second: {level: none, by: CD}
"""
    assert text[: text.index("  force:")] + expected == _edit(text, _found(force=_full("opd-a")))


def test_comments_inside_a_list_that_changes_move_above_it() -> None:
    """A list is replaced as a whole; the comments in it move above its first line."""
    text = """\
evidence:
  opd-a: {url: "https://a.example/opd-a", title: "Table", seen: 2026-04-11}
answers:
  force:
    level: full
    evidence:
      - opd-x   # gone
      # and this
      - opd-y
    basis: inventory
"""
    edited = _edit(text, _found(force=_full("opd-a")))
    assert "    evidence:\n      # gone\n      # and this\n      [opd-a]\n    basis" in edited


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_line_ends_are_those_of_the_file(newline: str) -> None:
    """A file with the line ends of Windows or of an old Macintosh gets no other ones."""
    found = _found(arrests=_full("opd-b"), stops=_full("opd-a"))
    assert _edit(FILE, found).replace("\n", newline) == _edit(FILE.replace("\n", newline), found)


def test_notes_stay_where_some_tables_are_imported_alone() -> None:
    """An import of some tables keeps a note that says as much; a whole import replaces it."""
    text = _edit("", _found(force=_full("opd-a", note="Two parts. Both here.")))
    for note in (None, "Both here."):
        assert text == _edit(text, _found(force=_full("opd-a", note=note)), keeps_notes=True)
        assert text != _edit(text, _found(force=_full("opd-a", note=note)))
    assert 'note: "New."' in _edit(text, _found(force=_full("opd-a", note="New.")), keeps_notes=True)


def test_inventory_answers_without_a_table_are_told_and_left() -> None:
    """An inventory answer that no table supports now is reported, not removed."""
    edited = edit_city_edition(FILE, _found(arrests=_full("opd-b")), CRITERIA)
    assert ("stops",) == edited.left_over
    assert "    level: none      # hm\n" in edited.text


@pytest.mark.parametrize(
    ("text", "code", "line"),
    [
        ("answers: [1]\n", "not-a-table", 1),
        ("- answers\n", "not-a-table", 1),
        ("status: final\nanswers: {force: unknown}\n", "not-editable", 2),
        ("answers:\n  force: {level: full\n", "yaml-syntax", 3),
        ("a: 1\na: 2\n", "repeated-key", 2),
    ],
)
def test_a_file_that_cannot_be_edited_is_a_problem(text: str, code: str, line: int) -> None:
    """Where lines cannot be told apart, or the file is broken, nothing changes and the place is told."""
    edited = edit_city_edition(text, _found(force=_full("opd-a")), CRITERIA)
    assert text == edited.text
    assert [(code, line)] == [(problem.code, problem.line) for problem in edited.problems]


_LEVELS = st.sampled_from(["full", "partial", "none"])
_COMMENTS = st.sampled_from(["", "   # a", "  # b: c", ' # d "e"'])
_LINES = st.sampled_from(["", "  # alone\n", "\n", "# at the margin\n"])


@st.composite
def _files(draw: st.DrawFn) -> str:
    """A file of a person: comments anywhere, answers in any order, form and basis."""
    lines = ["status: final" + draw(_COMMENTS) + "\n", "evidence:\n"]
    for name in ("opd-a", "opd-b", "mine"):
        lines += [draw(_LINES), f"  {name}:{draw(_COMMENTS)}\n", f"    url: 'https://{draw(_LEVELS)}.example'\n"]
        lines += [f"    seen: 2025-0{draw(st.integers(1, 9))}{draw(_COMMENTS)}\n"]
    lines += [draw(_LINES), "answers:\n"]
    for criterion in draw(st.permutations(CRITERIA))[: draw(st.integers(1, 5))]:
        basis = draw(st.sampled_from(["inventory", "coded", "measured"]))
        name = draw(st.sampled_from(["opd-a", "opd-b", "mine"]))
        lines.append(draw(_LINES))
        if draw(st.booleans()):
            level = draw(_LEVELS)
            lines.append(f"  {criterion}: {{level: {level}, evidence: [{name}], basis: {basis}}}{draw(_COMMENTS)}\n")
        else:
            lines += [f"  {criterion}:{draw(_COMMENTS)}\n", f"    level: {draw(_LEVELS)}{draw(_COMMENTS)}\n"]
            lines += [f"    evidence:\n      - {name}{draw(_COMMENTS)}\n", f"    basis: {basis}{draw(_COMMENTS)}\n"]
            lines += draw(st.sampled_from([[], ["    note: >-\n      folded\n      note\n"], ["    x-y: {a: 1}\n"]]))
    return "".join(lines) + draw(st.sampled_from(["", "reply: {text: x}\n", "# the end"]))


_ANSWERS = st.builds(
    lambda level, names, note: Answer(Finding(level=level), tuple(names), "inventory", note=note),
    _LEVELS,
    st.lists(st.sampled_from(["opd-a", "opd-b", "opd-c"]), min_size=1, max_size=2, unique=True),
    st.sampled_from([None, 'Note: "x" # y']),
)


@given(_files(), st.dictionaries(st.sampled_from(CRITERIA), _ANSWERS))
def test_whatever_the_file_no_work_of_a_person_is_lost(text: str, answers: dict[str, Answer]) -> None:
    """Any file stays readable, its comments and coded answers survive, and a second run changes nothing."""
    edited = _edit(text, _found(**answers))
    node, problems = parse(edited, PATH)
    assert node is not None
    assert [] == problems
    for comment in re.findall(r"#[^\n]*", text):
        assert text.count(comment) <= edited.count(comment)
    for block in re.findall(r"(?m)^  \w+:[^\n]*basis: (?:coded|measured)[^\n]*$", text):
        assert block in edited
    for name, answer in answers.items():
        entry = re.search(rf"(?ms)^  {name}:.*?(?=^  \w|^\w|\Z)", edited)
        assert entry is not None
        if "basis: inventory" in entry.group():
            assert f"level: {answer.finding.level}" in entry.group()

"""The canonical text of a city and of its answers."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scorecard.model.answer import Answer, CityEdition, Evidence, Finding, Opinion, Vanished
from scorecard.model.project import City
from scorecard.model.when import When
from scorecard.reading.city import read_city
from scorecard.reading.city_text import city_edition_text, city_text, decimal, quoted
from scorecard.reading.decoding import decode
from scorecard.reading.fields import Log
from scorecard.reading.text import Scalar, Table, parse

SEEN = When.day(date(2026, 4, 11))


def _edition(answers: dict[str, Answer], evidence: list[Evidence]) -> CityEdition:
    by_id = {one.id: one for one in evidence}
    return CityEdition("reno-nv", "2026", "cities/reno-nv/2026.yaml", False, by_id, answers, {})


def test_answers_come_in_the_order_of_the_rubric() -> None:
    """Answers stand in the order of the rubric, evidence in that of its first use, free text in quotation marks."""
    one = Evidence("one", "https://a.example/", SEEN, quote='He said "no": 1 # 2')
    two = Evidence("two", "https://b.example/", When.month(2026, 3), "Title")
    answers = {
        "b": Answer(Finding(level="full"), ("two",), "inventory"),
        "a": Answer(Finding(no_worse_than="partial"), ("one", "two"), "inventory", note="Note"),
    }
    text = city_edition_text(_edition(answers, [two, one]), ["a", "b"])
    expected = """\
evidence:
  one:
    url: "https://a.example/"
    seen: 2026-04-11
    quote: "He said \\"no\\": 1 # 2"
  two:
    url: "https://b.example/"
    title: "Title"
    seen: 2026-03
answers:
  a:
    no_worse_than: partial
    evidence: [one, two]
    basis: inventory
    note: "Note"
  b:
    level: full
    evidence: [two]
    basis: inventory
"""
    assert expected == "".join(line for line in text.splitlines(keepends=True) if not line.startswith("#"))


def test_every_form_of_an_answer_can_be_written() -> None:
    """Every key of an answer that a file may have is written, what is the default is left out."""
    answers = {
        "a": Answer(
            Finding(is_not_applicable=True, reason="No cars."),
            ("x",),
            since=When.month(2026, 1),
            owed_to="county",
            is_unconfirmed=True,
            second=Opinion(Finding(level="full"), ("x",), note="n"),
            settled=Opinion(Finding(level="none"), because="b"),
            vanished=Vanished(SEEN, "gone"),
        ),
        "b": Answer(Finding(present=("p",), unsure=("q",)), ("x",), "measured"),
        "c": Answer(Finding(), basis="inventory", note="n"),
        "d": Answer(Finding(no_better_than="full", no_worse_than="none"), ("x",)),
        "e": Answer(Finding(newest=SEEN), ("x",)),
    }
    text = city_edition_text(_edition(answers, [Evidence("x", "https://a.example/", SEEN)]), "abcde")
    expected = """\
answers:
  a:
    level: not_applicable
    reason: "No cars."
    evidence: [x]
    since: 2026-01
    owed_to: county
    unconfirmed: true
    second: {level: full, evidence: [x], note: "n"}
    settled: {level: none, because: "b"}
    vanished: {on: 2026-04-11, because: "gone"}
  b:
    present: [p]
    unsure: [q]
    evidence: [x]
    basis: measured
  c:
    level: unknown
    basis: inventory
    note: "n"
  d:
    no_better_than: full
    no_worse_than: none
    evidence: [x]
  e:
    newest: 2026-04-11
    evidence: [x]
"""
    assert expected == text[text.index("answers:") :]


def test_a_city_reads_back_as_it_was() -> None:
    """A city written as text is the same city when it is read."""
    city = City("reno-nv", 'Réno "N"', "NV", "Reno: Police", "3260600", 264165, Fraction("39.5"), Fraction("-119.8"))
    log = Log("cities/reno-nv/city.yaml")
    node, problems = parse(city_text(city), log.path)
    assert [] == problems
    assert city == read_city(node, city.id, log)


def test_a_city_without_figures_has_no_keys_for_them() -> None:
    """What is not known of a city is not there, rather than blank."""
    lines = city_text(City("rutland-vt", "Rutland", "VT", "Rutland City Police Department")).splitlines()
    assert ['name: "Rutland"', "state: VT", 'agency: "Rutland City Police Department"'] == lines[1:]


@pytest.mark.parametrize(
    ("number", "expected"),
    [("39.5", "39.5"), ("-0.05", "-0.05"), ("7", "7"), ("0", "0"), ("-119.813", "-119.813"), ("1/3", "1/3")],
)
def test_numbers_are_written_exactly(number: str, expected: str) -> None:
    """A number is a decimal where it has one, else a fraction; nothing is rounded."""
    assert expected == decimal(Fraction(number))


def test_a_file_with_more_than_answers_is_not_made_anew() -> None:
    """A whole file is written only where there is nothing but answers, so that no reply gets lost."""
    answers = _edition({"z": Answer(Finding(level="full"))}, [])
    with pytest.raises(ValueError, match="no criterion"):
        city_edition_text(answers, ["a"])


VISIBLE = st.characters(exclude_categories=["Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"], include_characters="\n\r\t")


@given(st.text(alphabet=VISIBLE, max_size=60))
def test_quoted_text_reads_back(text: str) -> None:
    """Whatever can be seen of a text, quoted it is one line that a checker lets through and that reads back."""
    line = f"key: {quoted(text)}\n"
    decoded, problems = decode(line.encode(), "x.yaml")
    node, more = parse(decoded, "x.yaml")
    assert ([], []) == (problems, more)
    assert isinstance(node, Table)
    value = node.entries[0].value
    assert isinstance(value, Scalar)
    assert quoted(text) == quoted(value.value)

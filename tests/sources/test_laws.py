"""State laws: when one settles a limit, and when it is only a lead."""

from __future__ import annotations

import pytest

from scorecard.sources.laws import laws
from scorecard.sources.lists import Lists
from scorecard.sources.record import Found, Round, Row

PLAIN = {
    "state": "NV",
    "limit": "chokehold-ban",
    "level": "full",
    "use": "answer",
    "citation": "NRS 1 (a)",
    "effective_date": "2021-07-25",
    "url": "https://law.example/1",
    "text_as_of": "2023-08",
    "quote": "shall not",
}


def _found(lists: Lists, rounds: list[Round], **cells: str) -> Found:
    row = Row(2, {**PLAIN, **cells})
    cities = {"reno-nv": "NV", "sparks-nv": "NV", "seattle-wa": "WA"}
    return laws([row], lists.of_kind("laws")[0], rounds, cities=cities, path="laws.csv")


def test_a_law_that_was_read_is_an_answer_for_every_city_of_its_state(lists: Lists, rounds: list[Round]) -> None:
    """The limit is met, owed to the state, since the day of the law, with the law itself as evidence; from 2023 on."""
    found = _found(lists, rounds)
    assert {("reno-nv", "2023"), ("sparks-nv", "2026")} <= {(fact.city, fact.edition) for fact in found.facts}
    assert {"2023", "2024", "2025", "2026"} == {fact.edition for fact in found.facts}
    fact = found.facts[0]
    assert ("full", "state", "inventory") == (fact.answer.finding.level, fact.answer.owed_to, fact.answer.basis)
    assert "2021-07-25" == str(fact.answer.since)
    (law,) = fact.evidence
    assert ("NRS 1 (a)", "https://law.example/1", "shall not", "2023-08") == (
        law.title,
        law.url,
        law.quote,
        str(law.seen),
    )


@pytest.mark.parametrize(
    ("effective", "editions"),
    [
        ("2021-07-25", "2023 2024 2025 2026"),
        ("2024-01-01", "2024 2025 2026"),
        ("2024", "2024 2025 2026"),
        ("2026", ""),
        ("2026-06-19", "2026"),
        ("2026-06-20", ""),
        ("", "2023 2024 2025 2026"),
    ],
)
def test_a_law_counts_from_its_day(lists: Lists, rounds: list[Round], effective: str, editions: str) -> None:
    """A law binds from its day; a bare year is held against its last day."""
    found = _found(lists, rounds, effective_date=effective)
    assert set(editions.split()) == {fact.edition for fact in found.facts}


@pytest.mark.parametrize(
    ("text_as_of", "editions"),
    [
        ("2023", "2023 2024 2025 2026"),
        ("2026-02", "2026"),
        ("2026-06", ""),
        ("2026-06-30", ""),
        ("2025-12-31", "2025 2026"),
        ("", ""),
    ],
)
def test_a_text_counts_from_the_day_that_it_claims(
    lists: Lists, rounds: list[Round], text_as_of: str, editions: str
) -> None:
    """A text that was seen after the edition's day is not used in it; one without a day is not used at all."""
    found = _found(lists, rounds, text_as_of=text_as_of)
    assert set(editions.split()) == {fact.edition for fact in found.facts}


def test_no_month_is_invented(lists: Lists, rounds: list[Round]) -> None:
    """A bare year of effect leaves `since` out and stands in the title; a bare year of the text is its January."""
    fact = _found(lists, rounds, effective_date="2021", text_as_of="2023").facts[0]
    assert fact.answer.since is None
    assert "NRS 1 (a), in force since 2021" == fact.evidence[0].title
    assert "2023-01" == str(fact.evidence[0].seen)


def test_a_lead_is_a_remark_and_no_answer(lists: Lists, rounds: list[Round]) -> None:
    """A law that was not read in full, or meets the limit in part, is linked as a lead."""
    found = _found(lists, rounds, use="lead", citation="NRS [1]*", url="https://law.example/a_(b)", text_as_of="")
    assert () == found.facts
    assert r"[NRS \[1\]\*](https://law.example/a_%28b%29)" == found.remarks[0].text


@pytest.mark.parametrize(
    ("cells", "code"),
    [
        ({"use": "maybe"}, "odd-cell"),
        ({"effective_date": "July 2021"}, "not-a-date"),
        ({"text_as_of": "soon"}, "not-a-date"),
        ({"url": "law.example"}, "not-a-url"),
    ],
)
def test_mistakes_of_the_table_are_told(lists: Lists, rounds: list[Round], cells: dict[str, str], code: str) -> None:
    """An unknown use, a date that is none and an address that cannot be linked are problems of the row."""
    found = _found(lists, rounds, **{"text_as_of": "", **cells})
    assert (2, code) in [(one.line, one.code) for one in found.problems]
    assert () == found.facts


def test_a_limit_that_no_criterion_asks_for_is_told(lists: Lists, rounds: list[Round]) -> None:
    """A law on something else is left out with its reason."""
    found = _found(lists, rounds[-1:], limit="no-knock")
    assert {"no criterion of the rubric asks for it"} == {one.why for one in found.left_out}

"""State laws on the eight limits in; the limit met, or a remark that state law may go part of the way, out."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from scorecard.model.answer import Answer, Evidence, Finding
from scorecard.model.rubric import Criterion
from scorecard.model.web import why_refused
from scorecard.problem import Problem
from scorecard.sources.days import iso_span, seen_of
from scorecard.sources.lists import Source
from scorecard.sources.record import Fact, Found, LeftOut, Remark, Round, Row

COLUMNS = (
    *("state", "limit", "level", "use", "binds", "citation"),
    *("effective_date", "url", "text_as_of", "quote", "confidence", "note"),
)


def laws(
    rows: Sequence[Row], source: Source, rounds: Sequence[Round], *, cities: Mapping[str, str], path: str
) -> Found:
    """Turn state laws into answers and remarks for the cities of each state.

    Args:
        rows: of `state_limits.csv`; `use` is `answer` where the law itself was read and meets the limit.
        source: the table.
        cities: city id -> its state.
        rounds: editions outside the source's days get nothing.
        path: the table, as problems show it.
    """
    problems = tuple(_odd_rows(rows, path))
    if problems:
        return Found(problems=problems)
    found: list[Found] = []
    for one in rounds:
        if source.speaks_for(one[0].as_of):
            found += [_of_row(row, cities, one) for row in rows]
    return Found.all_of(found)


def _odd_rows(rows: Sequence[Row], path: str) -> Iterator[Problem]:
    for row in rows:
        if row["use"] not in {"answer", "lead"}:
            what = f'"{row["use"]}" in use is neither answer nor lead'
            yield Problem(path, row.line, 1, "odd-cell", what, "write one of the two")
        for column in ("effective_date", "text_as_of"):
            if row[column] and iso_span(row[column]) is None:
                what = f'"{row[column]}" in {column} is not a date'
                yield Problem(path, row.line, 1, "not-a-date", what, "write it as 2021-07-25, 2021-07 or 2021")
        wrong = why_refused(row["url"])
        if wrong is not None:
            yield Problem(path, row.line, 1, "not-a-url", f"the address cannot be linked: {wrong}", "correct it")


def _of_row(row: Row, cities: Mapping[str, str], one: Round) -> Found:
    edition, rubric = one
    here = [city for city, state in cities.items() if state == row["state"]]
    criterion = rubric.criteria.get(row["limit"])
    why = "no criterion of the rubric asks for it" if criterion is None else _why_not(row, edition.as_of)
    if criterion is None or why is not None:
        return Found(left_out=tuple(LeftOut(city, edition.id, "laws", why or "", row["citation"]) for city in here))
    if row["use"] == "lead":
        text = f"[{_plain(row['citation'])}]({_target(row['url'])})"
        return Found(remarks=tuple(Remark(city, edition.id, row["limit"], text, "laws", "lead") for city in here))
    return Found(facts=tuple(_fact(city, edition.id, row, criterion) for city in here))


def _why_not(row: Row, as_of: date) -> str | None:
    in_force, seen = iso_span(row["effective_date"]), seen_of(row["text_as_of"])
    if in_force is not None and in_force.last > as_of:
        return "in force only after the edition's day"
    if seen is not None and seen.last > as_of:
        return "the text was seen only after the edition's day"
    if row["use"] == "answer" and seen is None:
        return "the day of the text is not known"
    return None


def _fact(city: str, edition: str, row: Row, criterion: Criterion) -> Fact:
    in_force, seen = iso_span(row["effective_date"]), seen_of(row["text_as_of"])
    if seen is None:
        raise ValueError(row["citation"])
    is_bare_year = len(row["effective_date"]) == 4
    since = None if is_bare_year else in_force
    title = f"{row['citation']}, in force since {row['effective_date']}" if is_bare_year else row["citation"]
    record = Evidence(f"law-{row['limit']}", row["url"], seen, title, quote=row["quote"] or None)
    answer = Answer(Finding(level=criterion.levels[0].id), (record.id,), "inventory", since, owed_to="state")
    return Fact(city, edition, row["limit"], answer, (record,), "laws", row["citation"])


def _plain(text: str) -> str:
    return re.sub(r"([\\\[\]*_`])", r"\\\1", text)


def _target(url: str) -> str:
    return url.replace("(", "%28").replace(")", "%29")

"""Campaign Zero's review of force policies in, policy limits out: 1 is the best level, 0 the last, blank nothing."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from scorecard.model.answer import Answer, Evidence, Finding
from scorecard.model.rubric import Criterion
from scorecard.model.web import why_refused
from scorecard.problem import Problem
from scorecard.sources.days import spoken
from scorecard.sources.lists import Source
from scorecard.sources.names import Names
from scorecard.sources.record import Fact, Found, LeftOut, Round, Row

LIMITS: Mapping[str, str] = {
    "requires_deescalation": "deescalation",
    "force_continuum": "force-continuum",
    "bans_chokeholds": "chokehold-ban",
    "warning_before_shooting": "warning-before-shooting",
    "restricts_moving_vehicles": "moving-vehicles",
    "exhaust_alternatives": "exhaust-alternatives",
    "duty_to_intervene": "duty-to-intervene",
    "comprehensive_reporting": "comprehensive-reporting",
}
"""Column -> criterion."""
COLUMNS = ("city", "state", "agency", "as_of_year", "policy_year", *LIMITS, "source_url", "retrieved_from", "snapshot")


def policies(
    rows: Sequence[Row], sources: Sequence[Source], rounds: Sequence[Round], *, names: Names, path: str
) -> Found:
    """Turn the review into answers.

    An edition takes the newest year that has a snapshot by its `as_of`; within the
    year the first snapshot of `tables.csv` that has the city.
    """
    return Found.all_of(
        (
            Found(problems=tuple(_odd_cells(rows, path))),
            *(_of_edition(rows, _snapshots(sources, one[0].as_of), names, one) for one in rounds),
        )
    )


def _snapshots(sources: Sequence[Source], as_of: date) -> list[Source]:
    over = [source for source in sources if source.day.last <= as_of and source.speaks_for(as_of)]
    newest = max((source.day.first.year for source in over), default=0)
    return [source for source in over if source.day.first.year == newest]


def _odd_cells(rows: Sequence[Row], path: str) -> Iterator[Problem]:
    for row in rows:
        if not row["city"] or not re.fullmatch("[A-Z]{2}", row["state"]):
            what = f'"{row["city"][:60]}", "{row["state"][:60]}" is no city with the two capitals of its state'
            yield Problem(path, row.line, 1, "odd-cell", what, "correct the cells")
        for column in LIMITS:
            if row[column] not in {"0", "1", ""}:
                what = f'"{row[column][:60]}" in {column} is not 0, 1 or blank'
                yield Problem(path, row.line, 1, "odd-cell", what, "correct the cell; blank is unknown")


def _of_edition(rows: Sequence[Row], snapshots: Sequence[Source], names: Names, one: Round) -> Found:
    facts: list[Fact] = []
    left: list[LeftOut] = []
    wanted = {str(source.day): source for source in snapshots}
    chosen: dict[str, Row] = {}
    order = {snapshot: place for place, snapshot in enumerate(wanted)}
    for row in sorted((row for row in rows if row["snapshot"] in wanted), key=lambda row: order[row["snapshot"]]):
        city = names.city(row["state"], row["city"])
        if city in chosen:
            why = "another snapshot of the same year comes first"
            left.append(LeftOut(city, one[0].id, "policies", why, row["snapshot"]))
        chosen.setdefault(city, row)
    for city, row in chosen.items():
        facts += _answers(city, row, wanted[row["snapshot"]], one)
    return Found(tuple(facts), left_out=tuple(left))


def _answers(city: str, row: Row, source: Source, one: Round) -> Iterator[Fact]:
    edition, rubric = one
    evidence = _evidence(row, source)
    ids = tuple(record.id for record in evidence)
    for column, criterion_id in LIMITS.items():
        criterion = rubric.criteria.get(criterion_id)
        if criterion is None or row[column] not in {"0", "1"}:
            continue
        answer = Answer(Finding(level=_level(criterion, row[column])), ids, basis="inventory")
        verdict = "credited" if row[column] == "1" else "did not credit"
        said = f"Campaign Zero's review of {spoken(source.day)} {verdict} it."
        yield Fact(city, edition.id, criterion_id, answer, evidence, "policies", row_key(row), said)


def _level(criterion: Criterion, cell: str) -> str:
    return criterion.levels[0].id if cell == "1" else criterion.levels[-1].id


def _evidence(row: Row, source: Source) -> tuple[Evidence, ...]:
    title = f"Review of force policies, {spoken(source.day)}, in a public table"
    found = []
    if source.url is not None:
        found.append(Evidence(source.table, source.url, source.day, title, "Campaign Zero", quote=row_key(row)))
    if row["source_url"] and why_refused(row["source_url"]) is None:
        review = f"review-{source.day}"
        found.append(Evidence(review, row["source_url"], source.day, "The review's own pages", "Campaign Zero"))
    return tuple(found)


def row_key(row: Row) -> str:
    """Tell the row by its city, and what it says: `Reno, NV: requires_deescalation 0; …; policy of 2015`."""
    cells = "; ".join(f"{column} {row[column]}" for column in LIMITS if row[column])
    year = f"; policy of {row['policy_year']}" if row["policy_year"] else ""
    return f"{row['city']}, {row['state']}: {cells}{year}"

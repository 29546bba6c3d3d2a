"""Vera's directory of June 2020 in, answers of that year out; where it lists none, a remark and no answer."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from scorecard.model.answer import Answer, Evidence, Finding
from scorecard.model.web import why_refused
from scorecard.problem import Problem
from scorecard.sources.days import spoken
from scorecard.sources.lists import Source
from scorecard.sources.names import Names
from scorecard.sources.record import Fact, Found, LeftOut, Remark, Round, Row

_FLAGS = (
    *("uof_published", "arr_published", "cfs_published", "crime_published", "map_published"),
    *("uof_shootings_only", "arr_download", "cfs_download"),
)
COLUMNS = (
    *("city", "state", "as_of", *_FLAGS, "uof_policy_in_cz_database", "arr_demographic"),
    *("cfs_officer_initiated", "cfs_dispatched", "cfs_outcome", "cfs_location", "crime_download", "map_download"),
    *("uof_coverage", "uof_url", "arr_coverage", "arr_url", "cfs_coverage", "cfs_url"),
    *("crime_coverage", "crime_url", "map_coverage", "map_url"),
    *(f"pop_{year}" for year in range(2010, 2020)),
)
_CRITERIA: Mapping[str, str] = {"uof": "force-published", "arr": "arrests-published", "cfs": "calls-published"}
_SHOOTINGS = "shootings-published"
_TITLES: Mapping[str, str] = {"uof": "Use of force", "arr": "Arrests", "cfs": "Calls for service"}
_FULL, _PARTIAL = "full", "partial"


def vera(
    rows: Sequence[Row],
    source: Source,
    rounds: Sequence[Round],
    *,
    names: Names,
    cities: Mapping[str, str],
    path: str,
) -> Found:
    """Turn the directory into answers for the editions of its year.

    Force that is not shootings alone, arrests and calls: at least partial, full
    where the set can be downloaded. Crime and the crime map answer nothing.
    """
    found = [Found(problems=tuple(_odd_cells(rows, path)))]
    for one in rounds:
        if source.speaks_for(one[0].as_of) and source.day.last <= one[0].as_of:
            found += [_of_city(row, source, names, cities, one) for row in rows]
    return Found.all_of(found)


def _odd_cells(rows: Sequence[Row], path: str) -> Iterator[Problem]:
    for row in rows:
        for column in _FLAGS:
            if row[column] not in {"0", "1", ""}:
                what = f'"{row[column][:60]}" in {column} is not 0, 1 or blank'
                yield Problem(path, row.line, 1, "odd-cell", what, "correct the cell; blank is unknown")


def _of_city(row: Row, source: Source, names: Names, cities: Mapping[str, str], one: Round) -> Found:
    city, edition = names.city(row["state"], row["city"]), one[0].id
    if city not in cities:
        why = "the city is not one of this project"
        return Found(left_out=(LeftOut("", edition, "vera", why, f"{row['city']}, {row['state']}"),))
    facts: list[Fact] = []
    remarks: list[Remark] = []
    for section, criterion in _CRITERIA.items():
        published = row[f"{section}_published"]
        if published == "1":
            fact = _fact(row, section, source, one, city)
            facts += [fact] if fact is not None else []
        if published != "1" or (section == "uof" and row["uof_shootings_only"] == "1"):
            said = {"0": "lists none", "1": "lists shootings only"}.get(published, "does not say")
            text = f"[Vera's directory]({source.url}) of {spoken(source.day)} {said}."
            remarks.append(Remark(city, edition, criterion, text, "vera", "vera"))
    return Found(tuple(facts), tuple(remarks))


def _fact(row: Row, section: str, source: Source, one: Round, city: str) -> Fact | None:
    is_shootings = section == "uof" and row["uof_shootings_only"] == "1"
    is_full = section != "uof" and row[f"{section}_download"] == "1"
    criterion = one[1].criteria.get(_SHOOTINGS if is_shootings else _CRITERIA[section])
    level = _FULL if is_full else _PARTIAL
    if criterion is None or level not in {known.id for known in criterion.levels} or source.url is None:
        return None
    columns = [f"{section}_published", *(["uof_shootings_only"] if section == "uof" else [f"{section}_download"])]
    key = "; ".join(
        [f"{row['city']}, {row['state']}", *(f"{column}: {row[column]}" for column in columns if row[column])]
    )
    what = "Shootings by officers" if is_shootings else _TITLES[section]
    title = f"{what}, in Vera's directory of {spoken(source.day)}"
    evidence = [Evidence(f"vera-{section}", source.url, source.day, title, "Vera Institute of Justice", quote=key)]
    if row[f"{section}_url"] and why_refused(row[f"{section}_url"]) is None:
        page = f"{what}: the page that the directory names"
        evidence.append(Evidence(f"vera-{section}-page", row[f"{section}_url"], source.day, page))
    finding = Finding(level=level) if is_full else Finding(no_worse_than=level)
    answer = Answer(finding, tuple(record.id for record in evidence), basis="inventory")
    return Fact(city, one[0].id, criterion.id, answer, tuple(evidence), "vera", key)

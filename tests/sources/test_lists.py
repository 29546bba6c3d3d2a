"""The lists of `sources/`: whole, and told where they are broken."""

from __future__ import annotations

import re
from collections.abc import Mapping

from scorecard.model.rubric import Rubric
from scorecard.sources.lists import Lists, read_lists


def test_the_lists_name_what_the_rubric_has(lists: Lists, rubric: Rubric) -> None:
    """Criteria, levels and needs of the lists exist: in the rubric, or in another list."""
    for ask in lists.asks.values():
        levels = {level.id for level in rubric.criteria[ask.criterion].levels}
        assert {ask.best, ask.some} - {""} <= levels
    named = {name for rule in lists.types.values() for name in (rule.published, rule.unit, rule.lag, rule.format)}
    assert named - {""} == set(lists.asks)
    proved = {part for rule in lists.types.values() for part in (*rule.records, *rule.parts)}
    never_proved = {"settlements", "outcomes"}
    assert never_proved == {need for ask in lists.asks.values() if ask.asks != "format" for need in ask.needs} - proved


def test_the_type_map_knows_the_48_types_of_the_newest_table(lists: Lists) -> None:
    """Each line has a reason; the 48 types of 2026 and the three that were given up are there."""
    assert 51 == len(lists.types)
    assert all(rule.why and rule.label for rule in lists.types.values())


def test_every_table_says_where_it_comes_from(lists: Lists) -> None:
    """A table has a digest and, unless it was compiled from many pages, an address at a commit."""
    for source in lists.sources:
        assert re.fullmatch("[0-9a-f]{64}", source.sha256)
        assert source.credit
        assert source.kind == "laws" or str(source.url).startswith("https://github.com/")


def test_broken_lists_are_told_with_their_lines(list_files: Mapping[str, bytes]) -> None:
    """A missing list, a missing column and a date that is none are problems of `sources/`."""
    broken = dict(list_files)
    del broken["names.csv"]
    broken["types.csv"] = broken["types.csv"].replace(b"type,label", b"type,lable", 1)
    broken["tables.csv"] = broken["tables.csv"].replace(b",2026-06-19,2026-06-19,", b",June,2026-06-19,", 1)
    found = {(problem.path, problem.line, problem.code) for problem in read_lists(broken)[1]}
    assert {
        ("sources/names.csv", 1, "missing-file"),
        ("sources/types.csv", 1, "missing-column"),
        ("sources/types.csv", 1, "unknown-column"),
        ("sources/tables.csv", 5, "not-a-date"),
    } == found

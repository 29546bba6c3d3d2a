"""Cities of one edition in, side by side out, in 80 columns: where they differ, and which order is settled."""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Iterator, Sequence
from itertools import combinations
from textwrap import wrap
from typing import Any

from scorecard.model.project import Project
from scorecard.problem import one_line
from scorecard.publishing.api import edition_file
from scorecard.publishing.city_parts import short_name
from scorecard.publishing.terminal import WIDTH, band_text, known_text, range_text, rank_text
from scorecard.publishing.words import counted, thresholds
from scorecard.scoring.printing import printed, printed_plain
from scorecard.scoring.result import CityResult, CriterionResult, EditionResult, Outcome, Range

_LABEL = 20  # columns for what a row is about
_AT_ONCE = 3  # cities side by side; more stand in several tables


def compare_cities(project: Project, result: EditionResult, cities: Sequence[str]) -> str:
    """Print cities side by side."""
    edition, rubric = result.edition, result.rubric
    made = " · reconstructed" if edition.is_reconstructed else ""
    lines = wrap(f"Edition {edition.id} · {rubric.title} · counted to {edition.as_of}{made}", WIDTH)
    tables = -(-len(cities) // _AT_ONCE)
    size = -(-len(cities) // tables)
    for start in range(0, len(cities), size):
        lines += ["", *_figures(project, result, cities[start : start + size])]
    lines += ["", "Order", *_orders(project, result, cities)]
    differing = [name for name in rubric.criteria if _differs(name, [result.cities[city] for city in cities])]
    same = len(rubric.criteria) - len(differing)
    lines += ["", f"Where answers differ: {len(differing)} of {counted(len(rubric.criteria), 'question')}"]
    for start in range(0, len(cities) if differing else 0, size):
        lines += ["", *_answers(project, result, cities[start : start + size], differing)]
    lines += ["", f"The same everywhere: {counted(same, 'question')}. More: scorecard explain CITY CRITERION"]
    return "\n".join(map(one_line, lines)) + "\n"


def compared_document(project: Project, result: EditionResult, cities: Sequence[str]) -> str:
    """Write the records of cities as the API does, and of each pair whether its order is settled."""
    document: dict[str, Any] = json.loads(b"".join(edition_file(project, result, frozenset(cities))))
    document["pairs"] = []
    for one, other in combinations(cities, 2):
        above = _above(result, one, other)
        document["pairs"].append({"cities": [one, other], "settled": above is not None, "above": above})
    return json.dumps(document, ensure_ascii=False, indent=1) + "\n"


def _figures(project: Project, result: EditionResult, cities: Sequence[str]) -> Iterator[str]:
    rubric, shown = result.rubric, [result.cities[city] for city in cities]
    yield from _row("", [short_name(project.cities[city]) for city in cities])
    yield from _row("Low to high", [range_text(one.range, rubric) for one in shown])
    yield from _row("Settled", [known_text(one.range, rubric) for one in shown])
    yield from _row("Band", [band_text(one.bands, rubric) for one in shown])
    yield from _row("Rank", [_rank(result, one) for one in shown])
    for dimension in rubric.dimensions:
        spans = [of.range if (of := one.dimensions[dimension.id]) is not None else None for one in shown]
        label = f"{dimension.title} ({printed_plain(dimension.weight)})"
        yield from _row(label, [range_text(span, rubric) for span in spans])


def _rank(result: EditionResult, one: CityResult) -> str:
    if one.is_draft:
        return "draft"
    standing = result.standings.get(one.city)
    return rank_text(standing) if standing is None else f"{rank_text(standing)} of {len(result.standings)}"


def _above(result: EditionResult, one: str, other: str) -> str | None:
    """Find which of two cities is above the other, whatever is still open; None where that is not settled."""
    first, second = result.cities[one].range, result.cities[other].range
    if first is None or second is None:
        return None
    return one if first.low > second.high else other if second.low > first.high else None


def _orders(project: Project, result: EditionResult, cities: Sequence[str]) -> Iterator[str]:
    for one, other in combinations(cities, 2):
        yield from wrap(_order(project, result, one, other), WIDTH, subsequent_indent="  ")


def _order(project: Project, result: EditionResult, one: str, other: str) -> str:
    names = {city: short_name(project.cities[city]) for city in (one, other)}
    spans = [span for city in (one, other) if (span := result.cities[city].range) is not None]
    both, above = f"{names[one]} and {names[other]}", _above(result, one, other)
    if len(spans) < 2:
        return f"{both}: nothing applies to one of them, so there is no order."
    if above is not None:
        below = other if above == one else one
        low, high = _ends(result, above, below)
        return f"{names[above]} is above {names[below]}: {low} at least, against {high} at most."
    if all(span.low == span.high for span in spans):
        return f"{both} are equal: every question is settled."
    return f"{both}: the ranges overlap, so no order is settled."


def _ends(result: EditionResult, above: str, below: str) -> tuple[str, str]:
    edges = thresholds(result.rubric)
    spans: list[Range | None] = [result.cities[city].range for city in (above, below)]
    low, high = spans
    return ("", "") if low is None or high is None else (printed(low.low, edges), printed(high.high, edges))


def _differs(name: str, shown: Sequence[CityResult]) -> bool:
    return len({one.criteria[name].pair for one in shown}) > 1


def _answers(project: Project, result: EditionResult, cities: Sequence[str], differing: Sequence[str]) -> Iterator[str]:
    yield from _row("", [short_name(project.cities[city]) for city in cities])
    for dimension in result.rubric.dimensions:
        names = [criterion.id for criterion in dimension.criteria if criterion.id in differing]
        if names:
            yield dimension.title
        for name in names:
            title = result.rubric.criteria[name].title
            yield from _row(title, [_said(result.cities[city].criteria[name]) for city in cities], indent=2)


def _said(result: CriterionResult) -> str:
    """Say an outcome short: the title of its level, or between which ones."""
    if result.pair is None:
        return "not applicable"
    if result.outcome is Outcome.UNKNOWN:
        return "too old to count" if result.is_stale else "unknown"
    worst, best = (result.criterion.levels[rung].title for rung in (result.pair.worst, result.pair.best))
    if worst == best:
        return worst
    if result.pair.best == 0:
        return f"at least “{worst}”"
    return f"at best “{best}”" if result.pair.worst == result.criterion.lowest else f"“{worst}” to “{best}”"


def _row(label: str, cells: Sequence[str], *, indent: int = 0) -> Iterator[str]:
    """Set a row in columns; each cell is broken into as many lines as it needs."""
    width = (WIDTH - _LABEL) // len(cells) - 2
    columns = [_folded(label, _LABEL - indent), *(_folded(cell, width) for cell in cells)]
    for line in range(max(map(len, columns))):
        texts = [column[line] if line < len(column) else "" for column in columns]
        head = " " * indent + _padded(texts[0], _LABEL - indent)
        yield (head + "".join(f"  {_padded(text, width)}" for text in texts[1:])).rstrip()


def _folded(text: str, width: int) -> list[str]:
    """Break a text at blanks so that no line is wider than a column."""
    lines, line = [], ""
    for word in one_line(text).split():
        while columns_of(word) > width:
            cut = max(n for n in range(1, len(word) + 1) if columns_of(word[:n]) <= width)
            lines += [line] if line else []
            lines.append(word[:cut])
            line, word = "", word[cut:]  # noqa: PLW2901  # the rest of a word that is too long
        together = f"{line} {word}" if line else word
        if columns_of(together) > width:
            lines.append(line)
            line = word
        else:
            line = together
    return [*lines, line]


def _padded(text: str, width: int) -> str:
    return text + " " * (width - columns_of(text))


def columns_of(text: str) -> int:
    """Count the columns that a text takes on a terminal: wide letters take two, marks on letters none."""
    if text.isascii():
        return len(text)
    wide = sum(1 for one in text if unicodedata.east_asian_width(one) in "WF")
    return len(text) + wide - sum(1 for one in text if unicodedata.combining(one))

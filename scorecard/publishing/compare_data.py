"""A city in its newest edition in, what the page of comparison shows of it out, as a script: works from a disk too."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from json.encoder import encode_basestring_ascii
from typing import Any

from scorecard.model.answer import Evidence
from scorecard.model.project import City
from scorecard.model.rubric import Rubric
from scorecard.publishing.answers import finding_sentence
from scorecard.publishing.city_parts import short_name
from scorecard.publishing.draw import Mark, mark, range_bar
from scorecard.publishing.findings import WORDS, kind_of
from scorecard.publishing.history import city_path
from scorecard.publishing.language import say, without_marks
from scorecard.publishing.points import earned_words, of_points
from scorecard.publishing.slots import mark as slot
from scorecard.publishing.words import band_words, score_figures, score_words, thresholds
from scorecard.scoring.printing import exact, printed
from scorecard.scoring.result import Bands, CityResult, CriterionResult, Range


def compared_path(city: str) -> str:
    """Name the script of a city; it stands in each language's folder, since it holds words."""
    return f"compare/data/{city}.js"


def compared_city(
    who: City,
    one: CityResult,
    rubric: Rubric,
    evidence: Mapping[str, Evidence],
    *,
    ranks: tuple[str, ...],
    carried_from: str | None,
) -> bytes:
    """Write what stands in a city's column: the whole and the dimensions, then every answer, in the rubric's order.

    A part is `[bar, figures, band, settled]`, an answer `[mark, word, finding, points, pair]`.
    A bar is `[solid, stripes_at, stripes, high]`, a mark its kind or `[solid, stripes_at,
    stripes, upright]`, each None where it is not drawn; a pair tells answers apart. Texts
    carry the marks of a language of their own.

    Args:
        who: the city.
        one: its result.
        rubric: of its edition.
        evidence: of its file.
        ranks: those of `compared_ranks`, to be put in last.
        carried_from: the id of the city's edition before this one.
    """
    edges = thresholds(rubric)
    ends = [] if one.range is None else [printed(end, edges) for end in (one.range.low, one.range.high)]
    exact_ends = [] if one.range is None else [exact(end) for end in (one.range.low, one.range.high)]
    settled = "" if one.range is None else score_words(one.range, rubric).settled
    parts = [_part(one.range, one.bands, rubric, settled)]
    for dimension in one.dimensions.values():
        span, bands = (None, None) if dimension is None else (dimension.range, dimension.bands)
        parts.append(_part(span, bands, rubric, ""))
    record = {
        "name": short_name(who),
        "path": city_path(who.id),
        "ends": ends,
        "exact": exact_ends,
        "parts": parts,
        "answers": [_answer(result, rubric, evidence, carried_from) for result in one.criteria.values()],
    }
    written = json.dumps(record, ensure_ascii=True, allow_nan=False, separators=(",", ":")).removesuffix("}")
    places = ",".join(slot(index) for index in range(len(ranks)))
    return f'(window.scorecardCompared ??= {{}})["{who.id}"] = {written},"ranks":[{places}]}};\n'.encode()


def compared_ranks(labels: Iterable[str | None]) -> tuple[str, ...]:
    """Write the `rank_labels` of a city as texts of JSON; null where it has none."""
    return tuple("null" if label is None else encode_basestring_ascii(without_marks(label)) for label in labels)


def _part(span: Range | None, bands: Bands | None, rubric: Rubric, settled: str) -> list[Any]:
    if span is None:
        return [None, say("Not applicable"), "", ""]
    bar = range_bar(span, rubric)
    drawn = [bar.solid, bar.stripes_at, bar.stripes, bar.high]
    return [drawn, score_figures(span, rubric), band_words(bands, rubric), settled]


def _answer(
    result: CriterionResult, rubric: Rubric, evidence: Mapping[str, Evidence], carried_from: str | None
) -> list[Any]:
    kind, low, high = kind_of(result), result.share_low, result.share_high
    points = say("Not counted")
    if low is not None and high is not None:
        points = f"{earned_words(result.criterion.points, low, high)} {of_points(result.criterion.points)}"
    pair = "-" if result.pair is None else f"{result.pair.worst} {result.pair.best}"
    finding = finding_sentence(result, rubric, evidence, carried_from=carried_from)
    return [_drawn(mark(kind, low, high)), say(WORDS[kind]), finding, points, pair]


def _drawn(one: Mark) -> str | list[str | None]:
    is_drawn = one.kind in {"part", "bounded"}
    return [one.solid, one.stripes_at, one.stripes, one.upright] if is_drawn else one.kind

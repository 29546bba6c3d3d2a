"""A dimension's result and its answers in, its row and its list of answers out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from scorecard.model.rubric import Dimension, Rubric
from scorecard.publishing.answers import AnswerView
from scorecard.publishing.draw import Bar, range_bar
from scorecard.publishing.evidence import SourceView
from scorecard.publishing.frame import Link
from scorecard.publishing.language import say
from scorecard.publishing.rank_words import rank_label
from scorecard.publishing.words import band_words, capital, number, score_figures
from scorecard.scoring.printing import printed_plain
from scorecard.scoring.result import CityResult, EditionResult


@dataclass(frozen=True, slots=True)
class DimensionRow:
    """One dimension of a city.

    `title` names it, `anchor` leads to its answers; `question` is what it asks,
    None where the rubric does not say; `weight` its words. `bar` and `figures` are None where
    nothing applies; `band` says then that. `rank` is its place in this dimension
    with a link to the list, None where it is not ranked in it.
    """

    title: str
    anchor: str
    question: str | None
    weight: str
    bar: Bar | None
    figures: str | None
    band: str
    rank: Link | None


@dataclass(frozen=True, slots=True)
class SharedLine:
    """What three or more answers of a dimension have in common, printed once.

    `who` says for how many (`All eight`), `word` how they came out, `sources` and
    `basis` how that is known, `lines` are the sentences after the finding, `points`
    what each earns where that is the same. `answers` stand below it in two short
    columns.
    """

    who: str
    word: str
    sources: tuple[SourceView, ...]
    basis: str | None
    lines: tuple[str, ...]
    points: str | None
    answers: tuple[AnswerView, ...]


@dataclass(frozen=True, slots=True)
class DimensionAnswers:
    """The answers of one dimension.

    `title` and `anchor` are those of its heading; `side` stands at the right of
    it: its range, or when its answers were seen. `answers` are printed in full; those that have their evidence in
    common stand in `shared` instead, which is None where there are no such.
    """

    title: str
    anchor: str
    side: str
    answers: tuple[AnswerView, ...]
    shared: SharedLine | None


def dimension_anchor(dimension: Dimension) -> str:
    """Name a dimension's place on a page; criteria use their bare ids, which hold no dot."""
    return f"dimension.{dimension.id}"


def dimension_path(edition: str, dimension: str) -> str:
    """Name the list of one edition by one dimension."""
    return f"editions/{edition}/{dimension}/index.html"


def dimension_row(dimension: Dimension, city: CityResult, result: EditionResult) -> DimensionRow:
    """Show one dimension of a city as a row."""
    one, rubric = city.dimensions[dimension.id], result.rubric
    standings = result.dimension_standings[dimension.id]
    standing = standings.get(city.city)
    to = dimension_path(result.edition.id, dimension.id)
    return DimensionRow(
        title=dimension.title,
        anchor=dimension_anchor(dimension),
        question=dimension.about,
        weight=say("Weight {weight}.", weight=printed_plain(dimension.weight)),
        bar=range_bar(one.range, rubric) if one is not None else None,
        figures=score_figures(one.range, rubric) if one is not None else None,
        band=band_words(one.bands, rubric) if one is not None else say("Not applicable"),
        rank=Link(rank_label(standing, len(standings)), to) if standing is not None else None,
    )


def dimension_answers(dimension: Dimension, side: str, answers: Sequence[AnswerView]) -> DimensionAnswers:
    """Show the answers of one dimension."""
    shared = shared_line(answers)
    named = {one.id for one in shared.answers} if shared is not None else set()
    alone = tuple(one for one in answers if one.id not in named)
    return DimensionAnswers(dimension.title, dimension_anchor(dimension), side, alone, shared)


def shared_line(answers: Sequence[AnswerView]) -> SharedLine | None:
    """Find the outcome, evidence, basis and sentences that most answers share; None where fewer than three do."""
    alike: dict[object, list[AnswerView]] = {}
    for one in answers:
        if one.sources and one.is_plain:
            sources = tuple((source.id, source.is_seen_last) for source in one.sources)  # the rest follows from both
            alike.setdefault((one.word, sources, one.basis, one.lines), []).append(one)
    most = max(alike.values(), key=len, default=[])
    if len(most) < 3:
        return None
    first = most[0]
    same = len({(one.points, one.of_points) for one in most}) == 1 and first.points is not None
    return SharedLine(
        who=_who(len(most), len(answers)),
        word=first.word,
        sources=first.sources,
        basis=first.basis,
        lines=first.lines,
        points=say("Each earns {points} {of_points}.", points=first.points, of_points=first.of_points)
        if same
        else None,
        answers=tuple(most),
    )


def _who(count: int, among: int) -> str:
    if count == among:
        return say("All {number}", number=number(count))
    return say("{number} of {all}", number=capital(number(count)), all=number(among))


def side_of(city: CityResult, dimension: Dimension, rubric: Rubric) -> str:
    """Write a dimension's range for its heading."""
    one = city.dimensions[dimension.id]
    return score_figures(one.range, rubric) if one is not None else say("Not applicable")

"""A city's criteria in, how many came out how, and what is left to do out: counts, open questions, acts."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache

from scorecard.model.rubric import Criterion, Dimension, Rubric
from scorecard.publishing.answers import criterion_path
from scorecard.publishing.draw import Mark, MarkKind, mark
from scorecard.publishing.findings import TALLY, kind_of
from scorecard.publishing.language import say, say_count
from scorecard.publishing.links import web_link
from scorecard.publishing.once import once
from scorecard.publishing.points import counted_points, of_points, points_parts, printed_points
from scorecard.publishing.remedies import effort_words, lever_words
from scorecard.publishing.words import capital
from scorecard.scoring.printing import printed_plain, sum_of
from scorecard.scoring.result import CityResult, CriterionResult, Outcome

_HALF = Fraction(1, 2)
_EXAMPLES: dict[MarkKind, tuple[Fraction, Fraction]] = {"part": (_HALF, _HALF), "bounded": (_HALF, Fraction(1))}


@dataclass(frozen=True, slots=True)
class TallyLine:
    """How many answers came out one way: the `mark`, the `count` in digits, and its `words`."""

    mark: Mark
    count: str
    words: str


@dataclass(frozen=True, slots=True)
class OpenQuestion:
    """A question that is not settled: `mark`, `title`, `anchor` of its answer, `path` of its page, open `points`."""

    title: str
    anchor: str
    path: str
    mark: Mark
    points: str


@dataclass(frozen=True, slots=True)
class OpenGroup:
    """What is open in one dimension: `title`, `points` of `of_points`, `questions`, and counts of them (`kinds`)."""

    title: str
    points: str
    of_points: str
    kinds: tuple[str, ...]
    questions: tuple[OpenQuestion, ...]


@dataclass(frozen=True, slots=True)
class Act:
    """What a city can do for one criterion.

    `act` is an imperative; `title` and `path` name the criterion; `how` is lever
    and effort, None where neither is given; `model` an address that shows how,
    None where there is none.
    """

    act: str
    title: str
    path: str
    how: str | None
    model: str | None


def tally_lines(results: Iterable[CriterionResult], *, mark_width: int = 44) -> tuple[TallyLine, ...]:
    """Count answers by how they came out; only what occurs."""
    kinds = [kind_of(result) for result in results]
    counts = {kind: kinds.count(kind) for kind in set(kinds)}
    return tuple(
        TallyLine(mark(kind, *_EXAMPLES.get(kind, (None, None)), width=mark_width), f"{counts[kind]:,}", say(words))
        for kind, words in TALLY.items()
        if kind in counts
    )


def tally_examples() -> tuple[TallyLine, ...]:
    """Show all seven outcomes, each with its word; the count stays empty."""
    return tuple(
        TallyLine(mark(kind, *_EXAMPLES.get(kind, (None, None))), "", capital(say(words)))
        for kind, words in TALLY.items()
    )


def open_groups(city: CityResult, rubric: Rubric) -> tuple[OpenGroup, ...]:
    """List the questions that are not settled, by dimension, with the points that are open."""
    groups = (_open_group(dimension, city, rubric) for dimension in rubric.dimensions)
    return tuple(group for group in groups if group.questions)


def _open_group(dimension: Dimension, city: CityResult, rubric: Rubric) -> OpenGroup:
    results = (city.criteria[criterion.id] for criterion in dimension.criteria)
    applying = [result for result in results if result.pair is not None]
    possible = sum_of([result.criterion.points for result in applying])
    unsettled = [result for result in applying if result.outcome is not Outcome.KNOWN]
    parts = [_open_points(result) for result in unsettled]
    return OpenGroup(
        title=dimension.title,
        points=printed_plain(sum_of(parts)),
        of_points=of_points(possible),
        kinds=tuple(f"{line.count} {line.words}" for line in tally_lines(unsettled)),
        questions=tuple(
            _question(result, rubric, printed_points(printed, is_one=printed == "1"), 44)
            for result, printed in zip(unsettled, points_parts(parts), strict=True)
        ),
    )


def _open_points(result: CriterionResult) -> Fraction:
    points, low, high = result.criterion.points, result.share_low, result.share_high
    if low is None or high is None:
        return Fraction(0)
    return _between(points.as_integer_ratio(), low.as_integer_ratio(), high.as_integer_ratio())


@lru_cache(maxsize=1024)
def _between(points: tuple[int, int], low: tuple[int, int], high: tuple[int, int]) -> Fraction:
    return Fraction(*points) * (Fraction(*high) - Fraction(*low))


def open_question(result: CriterionResult, rubric: Rubric, *, mark_width: int = 44) -> OpenQuestion:
    """Show one question that is not settled."""
    return _question(result, rubric, counted_points(_open_points(result)), mark_width)


def _question(result: CriterionResult, rubric: Rubric, points: str, mark_width: int) -> OpenQuestion:
    criterion = result.criterion
    return OpenQuestion(
        title=criterion.title,
        anchor=criterion.id,
        path=criterion_path(rubric, criterion),
        mark=mark(kind_of(result), result.share_low, result.share_high, width=mark_width),
        points=points,
    )


def act_for(result: CriterionResult, rubric: Rubric) -> tuple[Act, ...]:
    """Show how a criterion is earned: one act, or none where the rubric names none."""
    return _acts(result.criterion, criterion_path(rubric, result.criterion))


@once
def _acts(criterion: Criterion, path: str) -> tuple[Act, ...]:
    remedy = criterion.remedy
    if remedy is None:
        return ()
    how = " · ".join(part for part in (lever_words(remedy), effort_words(remedy)) if part is not None)
    return (
        Act(
            act=remedy.action,
            title=criterion.title,
            path=path,
            how=capital(how) or None,
            model=web_link(remedy.model) if remedy.model is not None else None,
        ),
    )


def asked(city: CityResult) -> str:
    """Say how many questions there are: `23 questions`."""
    return say_count(len(city.criteria), "{count} question", "{count} questions")

"""Advice in, lines for a terminal of 80 columns out: what raises a score, the way to a band, what to look for."""

from __future__ import annotations

from collections.abc import Iterator
from textwrap import wrap

from scorecard.model.rubric import Rubric
from scorecard.publishing.advice import Advice, Example
from scorecard.publishing.advice_views import (
    act_words,
    after_words,
    first_words,
    gain_words,
    narrows_words,
    path_words,
)
from scorecard.publishing.city_parts import short_name
from scorecard.publishing.proofs import proof_words
from scorecard.scoring.advice import Action
from scorecard.scoring.result import CityResult

MOST = 5
_WIDTH = 80


def advice_lines(city: CityResult, advice: Advice, rubric: Rubric) -> Iterator[str]:
    """Print the actions that gain most, the fewest to the next band, and the questions that narrow the range most."""
    if advice.actions:
        yield ""
        yield "What would raise the low end most, if it is done or shown to be done:"
        for action in advice.actions[:MOST]:
            gain = f"  {_gain(action, rubric):>5}  "
            yield from _hung(f"{gain}{act_words(action.criterion)} ({action.criterion.id})", len(gain))
            yield from _hung(f"{' ' * len(gain)}{_result(city, action, rubric)}", len(gain))
    if advice.next_band is not None:
        yield ""
        yield from _hung(path_words(city, advice.next_band, rubric), 2)
        yield from (f"  {name}" for name in advice.next_band.criteria)
    if advice.questions:
        yield ""
        yield "What narrows the range most, once somebody has looked, in points:"
        rows = [(narrows_words(one), one.criterion) for one in advice.questions[:MOST]]
        width = max(len(narrows) for narrows, _ in rows)
        for narrows, criterion in rows:
            yield from _hung(f"  {narrows:>{width}}  {criterion.title} ({criterion.id})", width + 4)


def action_lines(city: CityResult, action: Action, rubric: Rubric, examples: tuple[Example, ...]) -> Iterator[str]:
    """Print the action of one criterion, with the cities that do it."""
    yield ""
    gain = f"{_gain(action, rubric)}  "
    yield from _hung(f"{gain}{act_words(action.criterion)}", len(gain))
    yield from _hung(f"{' ' * len(gain)}{_result(city, action, rubric)}", len(gain))
    model = action.criterion.remedy.model if action.criterion.remedy is not None else None
    if model is not None:
        yield f"A model for it: {model}"
    if not examples:
        yield "Who does it: none found."
    for one in examples:
        yield from _hung(f"Who does it: {short_name(one.city)}: {proof_words(one.proof)}", 2)
        yield f"  {one.proof.url}"


def _gain(action: Action, rubric: Rubric) -> str:
    return gain_words(action.range.low - action.gain, action.range.low, rubric)


def _result(city: CityResult, action: Action, rubric: Rubric) -> str:
    """Say where an action leads, and what it takes."""
    remedy = action.criterion.remedy
    effort = f"{remedy.effort} effort" if remedy is not None and remedy.effort is not None else None
    parts = (
        after_words(action.range, city.bands, action.bands, rubric),
        remedy.lever if remedy is not None else None,
        effort,
    )
    said = " · ".join(part for part in parts if part is not None)
    first = first_words(action, rubric)
    return f"{said}. {first}" if first is not None else said


def _hung(text: str, indent: int) -> list[str]:
    """Wrap a text, its further lines so far to the right."""
    start = len(text) - len(text.lstrip(" "))
    return wrap(
        text.lstrip(" "), _WIDTH, initial_indent=" " * start, subsequent_indent=" " * indent, break_on_hyphens=False
    )

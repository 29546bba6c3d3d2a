"""Advice in, what pages and cards print of it out: gains, the way to the next band, and what narrows the range.

A printed gain is the difference of the two printed ends, so that what a reader
adds up fits; a gain that comes out as 0 and is not prints `<0.1`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from scorecard.model.rubric import Criterion, Rubric
from scorecard.publishing.advice import Advice, Advisor, Example
from scorecard.publishing.answers import criterion_path
from scorecard.publishing.city_parts import short_name
from scorecard.publishing.findings import WORDS, kind_of
from scorecard.publishing.frame import Link
from scorecard.publishing.history import city_path
from scorecard.publishing.language import say, say_count
from scorecard.publishing.links import web_link
from scorecard.publishing.proofs import proof_words
from scorecard.publishing.tally import act_for
from scorecard.publishing.words import (
    band_name,
    band_words,
    capital,
    known_share,
    listed,
    number,
    range_words,
    thresholds,
)
from scorecard.scoring.advice import Action
from scorecard.scoring.path import NextBand
from scorecard.scoring.printing import printed, printed_tenths, tenths_of
from scorecard.scoring.result import Bands, CityResult, Outcome, Range
from scorecard.scoring.settling import Question

MOST_QUESTIONS = 5  # on a page of which the rest can be read off the list of what was not found


@dataclass(frozen=True, slots=True)
class ExampleView:
    """A city that does it: its name as a `city` link to its answer, and the source (`title`, `href`) that shows it."""

    city: Link
    title: str
    href: str | None


@dataclass(frozen=True, slots=True)
class ActionView:
    """What a city can do for one criterion.

    `gain` is what the low end gains and `after` where it comes to, with the band
    where that gets better. `act` is an imperative; `title` and `path` name the
    criterion; `first` says what else it takes, None where nothing; `how` is lever and
    effort and `model` an address that shows how, None where not given; `examples`
    are cities that do it.
    """

    gain: str
    after: str
    act: str
    title: str
    path: str
    first: str | None
    how: str | None
    model: str | None
    examples: tuple[ExampleView, ...]


@dataclass(frozen=True, slots=True)
class ActionGroup:
    """The `actions` under one `title`, with what they have in common (`lede`)."""

    title: str
    lede: str
    actions: tuple[ActionView, ...]


@dataclass(frozen=True, slots=True)
class StepView:
    """A step on the way to the next band: the `act`, an imperative, and the `criterion` as a link."""

    act: str
    criterion: Link


@dataclass(frozen=True, slots=True)
class PathView:
    """The fewest actions to the next band: a `title`, a sentence (`said`), and the `steps`."""

    title: str
    said: str
    steps: tuple[StepView, ...]


@dataclass(frozen=True, slots=True)
class QuestionView:
    """An open question: how it `narrows` the range, its `title`, the `anchor` of its answer, its outcome (`said`)."""

    narrows: str
    title: str
    anchor: str
    said: str


def gain_words(before: Fraction, after: Fraction, rubric: Rubric) -> str:
    """Write what the low end gains: `+2.6`."""
    edges = thresholds(rubric)
    tenths = tenths_of(after, edges) - tenths_of(before, edges)
    return "<0.1" if not tenths and before != after else f"+{printed_tenths(tenths)}"


def after_words(span: Range, before: Bands | None, after: Bands | None, rubric: Rubric) -> str:
    """Say where the low end comes to, with its band where that is a better one."""
    low = printed(span.low, thresholds(rubric))
    if after is None or (before is not None and before.low == after.low):
        return say("to {low} at least", low=low)
    return say("to {low} at least: {band}", low=low, band=band_name(after.low, rubric))


def act_words(criterion: Criterion) -> str:
    """Say what to do, as an imperative."""
    if criterion.remedy is not None:
        return criterion.remedy.action
    return say("Reach “{level}”.", level=criterion.levels[0].title)


def narrows_words(question: Question) -> str:
    """Write by how many points the range narrows: `3.1 to 5.0`."""
    least, most = printed(question.least), printed(question.most)
    return least if least == most else say("{low} to {high}", low=least, high=most)


def action_groups(city: CityResult, advice: Advice, rubric: Rubric, advisor: Advisor) -> tuple[ActionGroup, ...]:
    """Show all that a city can do: first what is known not to be done, then what may be done already."""
    known = [one for one in advice.actions if city.criteria[one.criterion.id].outcome is Outcome.KNOWN]
    bounded = [one for one in advice.actions if city.criteria[one.criterion.id].outcome is Outcome.BOUNDED]
    rest = [one for one in advice.actions if city.criteria[one.criterion.id].outcome is Outcome.UNKNOWN]
    groups = (
        (
            say("Not done, or not in full"),
            say("What was found falls short. Each step is something that the city can do."),
            known,
        ),
        (
            say("Known in part"),
            say("The rest may be done already. Then a public source that shows it gains the same."),
            bounded,
        ),
        (say("Not known"), say("It may be done already. Then a public source that shows it gains the same."), rest),
    )
    return tuple(
        ActionGroup(title, lede, tuple(_action(city, one, rubric, advisor) for one in some))
        for title, lede, some in groups
        if some
    )


def _action(city: CityResult, action: Action, rubric: Rubric, advisor: Advisor) -> ActionView:
    criterion = action.criterion
    before = action.range.low - action.gain
    given = next(iter(act_for(city.criteria[criterion.id], rubric)), None)
    return ActionView(
        gain=gain_words(before, action.range.low, rubric),
        after=after_words(action.range, city.bands, action.bands, rubric),
        act=act_words(criterion),
        title=criterion.title,
        path=criterion_path(rubric, criterion),
        first=first_words(action, rubric),
        how=given.how if given is not None else None,
        model=given.model if given is not None else None,
        examples=tuple(_example(one, criterion, city.edition) for one in advisor.examples(city.city, criterion.id)),
    )


def first_words(action: Action, rubric: Rubric) -> str | None:
    """Say which criteria must be met first, and how much of the gain is theirs; None where there are none."""
    if len(action.steps) == 1:
        return None
    titles = listed([say("“{words}”", words=rubric.criteria[name].title) for name in action.steps[:-1]])
    before = action.range.low - action.gain
    theirs = gain_words(before, before + action.gain_of_leaders, rubric)
    return say("Takes {titles} at its first level, which is {gain} of it.", titles=titles, gain=theirs)


def _example(one: Example, criterion: Criterion, edition: str) -> ExampleView:
    link = Link(short_name(one.city), f"{city_path(one.city.id, edition)}#{criterion.id}")
    return ExampleView(link, proof_words(one.proof), web_link(one.proof.url))


def path_view(city: CityResult, advice: Advice, rubric: Rubric) -> PathView | None:
    """Show the fewest actions to the next band; None where there is no next band."""
    found = advice.next_band
    if found is None:
        return None
    chosen = [rubric.criteria[name] for name in found.criteria]
    steps = tuple(StepView(act_words(one), Link(one.title, criterion_path(rubric, one))) for one in chosen)
    title = say("The shortest way to a band") if city.bands is None else say("The shortest way to the next band")
    return PathView(title, path_words(city, found, rubric), steps)


def path_words(city: CityResult, found: NextBand, rubric: Rubric) -> str:
    """Say how many actions lead to which band."""
    count, edges = len(found.criteria), thresholds(rubric)
    written = capital(number(count))
    if city.bands is None:
        return say_count(
            count,
            "{number} step, taken or shown to be taken, brings a band: {share} settled, {figures}, {band}.",
            "{number} steps, taken or shown to be taken, bring a band: {share} settled, {figures}, {band}.",
            number=written,
            share=known_share(found.range, rubric),
            figures=range_words(found.range.low, found.range.high, edges),
            band=band_words(found.bands, rubric),
        )
    return say_count(
        count,
        "{number} step, taken or shown to be taken, brings {band}: {low} at least.",
        "{number} steps, taken or shown to be taken, bring {band}: {low} at least. No smaller number does.",
        number=written,
        band=band_name(found.bands.low, rubric),
        low=printed(found.range.low, edges),
    )


def question_views(city: CityResult, questions: Sequence[Question]) -> tuple[QuestionView, ...]:
    """Show what is worth knowing."""
    return tuple(_question(city, one) for one in questions)


def questions_lede(count: int) -> str:
    """Say what is listed where so many questions are open."""
    said = say("Nobody has to change anything. Someone has to look. Whatever level they find, the range narrows.")
    if count <= MOST_QUESTIONS:
        return said
    few = say("These {number} of {count} questions settle most.", number=number(MOST_QUESTIONS), count=count)
    return f"{said} {few}"


def _question(city: CityResult, question: Question) -> QuestionView:
    criterion = question.criterion
    return QuestionView(
        narrows=narrows_words(question),
        title=criterion.title,
        anchor=criterion.id,
        said=say(WORDS[kind_of(city.criteria[criterion.id])]),
    )

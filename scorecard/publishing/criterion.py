"""A criterion and the editions that ask it in, its page out: the claim, its levels, who meets it, how to earn it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from scorecard.model.rubric import Criterion, Dimension, Level, Rubric
from scorecard.publishing.answers import criterion_path
from scorecard.publishing.city_parts import counted_to
from scorecard.publishing.dimensions import dimension_anchor
from scorecard.publishing.draw import Mark, MarkKind, mark
from scorecard.publishing.findings import quoted
from scorecard.publishing.frame import Frame, Link, Site, reconstructed
from scorecard.publishing.language import say, say_count
from scorecard.publishing.markdown import note
from scorecard.publishing.meeting import EditionTally, OutcomeGroup, Slice, edition_tally, outcome_groups, slices
from scorecard.publishing.paths import method_path
from scorecard.publishing.points import counted_points
from scorecard.publishing.tally import Act, act_for
from scorecard.publishing.words import inside
from scorecard.scoring.printing import printed_plain
from scorecard.scoring.result import CriterionResult, EditionResult


@dataclass(frozen=True, slots=True)
class LevelView:
    """A level: `mark`, `title`, what it earns (`points`), what counts (`about`, None where that is not said)."""

    mark: Mark
    title: str
    points: str
    about: str | None


@dataclass(frozen=True, slots=True)
class CriterionPage:
    """A criterion.

    `dimension` leads to where the method explains it. `title` names it, `claim`
    can be true or false. `facts` are label and value. `follows` says how another
    criterion, the `leader`, limits this one; both None where none does. `slices` draw all
    cities of the newest edition, `tallies` count every edition, newest first, and
    `groups` name the cities of the newest; all empty where no edition has a city.
    `shown` names that newest edition. `levels` run best first; `elements` are what
    is looked for, empty where nothing is counted. `why` and `source`
    are rendered Markdown, None where the rubric has none. `acts` holds at most one.
    """

    template: str
    frame: Frame
    dimension: Link
    title: str
    claim: str
    facts: tuple[tuple[str, str], ...]
    follows: str | None
    leader: Link | None
    shown: str | None
    slices: tuple[Slice, ...]
    tallies: tuple[EditionTally, ...]
    levels: tuple[LevelView, ...]
    elements: tuple[str, ...]
    why: Markup | None
    source: Markup | None
    acts: tuple[Act, ...]
    groups: tuple[OutcomeGroup, ...]


def criterion_page(
    criterion: Criterion, dimension: Dimension, rubric: Rubric, results: Sequence[EditionResult], site: Site
) -> CriterionPage:
    """Make a criterion's page.

    Args:
        criterion: whose page it is.
        dimension: that holds it.
        rubric: that holds both.
        results: the editions with this rubric and a public city, oldest first.
        site: what all pages share.
    """
    newest = results[-1] if results else None
    path = criterion_path(rubric, criterion)
    notices = reconstructed(newest.edition, several=True) if newest is not None else []
    return CriterionPage(
        template="site/criterion.html",
        frame=site.frame(path, criterion.title, description=criterion.claim, notices=notices),
        dimension=Link(dimension.title, f"{method_path(rubric.id)}#{dimension_anchor(dimension)}"),
        title=criterion.title,
        claim=criterion.claim,
        facts=tuple(_facts(criterion, dimension)),
        follows=_follows(criterion, rubric),
        leader=_leader(criterion, rubric),
        shown=counted_to(newest.edition) if newest is not None else None,
        slices=slices([one.criteria[criterion.id] for one in newest.public().values()]) if newest is not None else (),
        tallies=tuple(edition_tally(criterion, one) for one in reversed(results)),
        levels=tuple(_level(criterion, level) for level in criterion.levels),
        elements=tuple(criterion.elements.values()),
        why=note(criterion.why) if criterion.why is not None else None,
        source=note(criterion.source) if criterion.source is not None else None,
        acts=remedy(criterion, rubric),
        groups=tuple(outcome_groups(criterion, newest, site)) if newest is not None else (),
    )


def remedy(criterion: Criterion, rubric: Rubric) -> tuple[Act, ...]:
    """Show how a criterion is earned."""
    return act_for(CriterionResult(criterion, None, None, None), rubric)


def _facts(criterion: Criterion, dimension: Dimension) -> Iterable[tuple[str, str]]:
    points = printed_plain(criterion.points)
    yield say("Points"), say("{points} in {dimension}", points=points, dimension=inside(dimension.title))
    yield say("Weight of the dimension"), say("{weight} of 100", weight=printed_plain(dimension.weight))
    yield say("Evidence counts for"), fresh_words(criterion.fresh_for_days)


def fresh_words(days: int) -> str:
    """Write how long evidence counts: `1,095 days (3 years)`."""
    said = say_count(days, "{count} day", "{count} days")
    return f"{said} ({say_count(days // 365, '{count} year', '{count} years')})" if days and days % 365 == 0 else said


def _leader(criterion: Criterion, rubric: Rubric) -> Link | None:
    if criterion.follows is None:
        return None
    leader = rubric.criteria[criterion.follows.criterion]
    return Link(leader.title, criterion_path(rubric, leader))


def _follows(criterion: Criterion, rubric: Rubric) -> str | None:
    """Say how another criterion limits this one."""
    if criterion.follows is None:
        return None
    leader = rubric.criteria[criterion.follows.criterion]
    said = [
        say(
            "Where that is at best {leader}, this is at best {follower}.",
            leader=quoted(leader, leader.rung(level)),
            follower=quoted(criterion, criterion.rung(cap)),
        )
        for level, cap in criterion.follows.caps.items()
    ]
    last = say(
        "Where that is {leader}, this is {follower}.",
        leader=quoted(leader, leader.lowest),
        follower=quoted(criterion, criterion.lowest),
    )
    return " ".join([*said, last, say("Where that does not apply, neither does this.")])


def _level(criterion: Criterion, level: Level) -> LevelView:
    share = level.share
    kind: MarkKind = "full" if share == 1 else "part" if share else "none"
    limits = []
    if level.at_least is not None:
        limits.append(say("At least {least} of {all}.", least=level.at_least, all=len(criterion.elements)))
    if level.at_most is not None:
        limits.append(say_count(level.at_most, "At most {count} day.", "At most {count} days."))
    about = " ".join([*limits, *([level.about] if level.about is not None else [])])
    earned = printed_plain(criterion.points * share)
    points = say("{earned} of {points}", earned=earned, points=counted_points(criterion.points))
    return LevelView(mark(kind, share, share), level.title, points, about or None)

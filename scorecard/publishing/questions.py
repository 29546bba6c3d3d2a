"""Rubrics in, the page that lists every question out, with the lists that the method shows too."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from scorecard.model.rubric import Criterion, Rubric
from scorecard.publishing.answers import criterion_path
from scorecard.publishing.dimensions import dimension_anchor
from scorecard.publishing.frame import Frame, Link, Site
from scorecard.publishing.language import say, say_count
from scorecard.publishing.paths import method_path
from scorecard.publishing.points import counted_points
from scorecard.scoring.printing import printed_plain


@dataclass(frozen=True, slots=True)
class CriterionLine:
    """A criterion in a list: its `link`, its `claim` and its `points`."""

    link: Link
    claim: str
    points: str


@dataclass(frozen=True, slots=True)
class CriterionList:
    """The criteria of one dimension.

    `title`, `weight`, and the `question` that it asks, None where unsaid; `anchor`
    on the page of the method; `lines` are the criteria.
    """

    title: str
    anchor: str
    question: str | None
    weight: str
    lines: tuple[CriterionLine, ...]


def criterion_lists(rubric: Rubric) -> tuple[CriterionList, ...]:
    """List all criteria of a rubric by dimension."""
    return tuple(
        CriterionList(
            title=dimension.title,
            anchor=dimension_anchor(dimension),
            question=dimension.about,
            weight=say("Weight {weight} of 100.", weight=printed_plain(dimension.weight)),
            lines=tuple(_line(criterion, rubric) for criterion in dimension.criteria),
        )
        for dimension in rubric.dimensions
    )


def _line(criterion: Criterion, rubric: Rubric) -> CriterionLine:
    link = Link(criterion.title, criterion_path(rubric, criterion))
    return CriterionLine(link, criterion.claim, counted_points(criterion.points))


@dataclass(frozen=True, slots=True)
class RubricSection:
    """A rubric on the page of all questions.

    `anchor` and `title`; `method` leads to how it scores; `editions` names those
    that use it; `lists` are its criteria by dimension.
    """

    anchor: str
    title: str
    method: Link
    editions: str
    lists: tuple[CriterionList, ...]


@dataclass(frozen=True, slots=True)
class QuestionsPage:
    """All questions: `title`, `lede`, and the `rubrics` in use, the newest first."""

    template: str
    frame: Frame
    title: str
    lede: str
    rubrics: tuple[RubricSection, ...]


def questions_page(rubrics: Mapping[str, Sequence[str]], site: Site) -> QuestionsPage:
    """Make the page of all questions.

    Args:
        rubrics: rubric id -> ids of the editions that use it, the newest rubric first.
        site: what all pages share.
    """
    lede = say("Each question is a claim that can be true or false. An answer needs a public source.")
    return QuestionsPage(
        template="site/questions.html",
        frame=site.frame("criteria/index.html", say("Questions"), description=lede),
        title=say("Every question"),
        lede=lede,
        rubrics=tuple(_rubric_section(rubric, editions, site) for rubric, editions in rubrics.items()),
    )


def _rubric_section(rubric_id: str, editions: Sequence[str], site: Site) -> RubricSection:
    rubric = site.project.rubrics[rubric_id]
    used = say_count(len(editions), "Edition {editions}", "Editions {editions}", editions=", ".join(editions))
    method = Link(say("How it is scored"), method_path(rubric_id))
    return RubricSection(f"rubric.{rubric_id}", rubric.title, method, used, criterion_lists(rubric))

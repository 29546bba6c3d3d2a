"""A city's answers in, the second page of its card out: every answer by dimension, and the sources with their numbers."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from scorecard.model.answer import CityEdition
from scorecard.model.project import Project
from scorecard.model.rubric import Dimension
from scorecard.publishing.answers import AnswerView, answer_view
from scorecard.publishing.card_drawing import Gallery, mark_drawing, mark_width
from scorecard.publishing.city_parts import carried_from
from scorecard.publishing.dimensions import side_of
from scorecard.publishing.evidence import SourceView
from scorecard.publishing.findings import stale_sentence
from scorecard.publishing.links import host_of
from scorecard.publishing.words import sentence
from scorecard.scoring.printing import printed_plain
from scorecard.scoring.result import CityResult, EditionResult

DENSE_FROM = 31  # criteria: more than thirty do not fit a page as one row each
_NONE = "–"


@dataclass(frozen=True, slots=True)
class CardAnswer:
    """One answer.

    `picture` is its mark; `word` is bold before the `finding`. `points` is `2 to
    4 of 4`, or that it is not counted. `seen` is the newest day of its sources
    and `numbers` theirs in the list of sources, both a dash where there is none.
    """

    picture: str
    title: str
    word: str
    finding: str
    points: str
    seen: str
    numbers: str


@dataclass(frozen=True, slots=True)
class CardDimension:
    """The answers of one dimension; `figures` is its range."""

    title: str
    weight: str
    figures: str
    answers: tuple[CardAnswer, ...]


@dataclass(frozen=True, slots=True)
class CardSource:
    """A source: its `number`, `title`, address (`href`, None where there is none) and what else is said `about` it."""

    number: str
    title: str
    href: str | None
    about: str


@dataclass(frozen=True, slots=True)
class CardAnswers:
    """All answers that are shown, the `sources` that they name, and whether rows are set in two dense columns."""

    dimensions: tuple[CardDimension, ...]
    sources: tuple[CardSource, ...]
    is_dense: bool


def weight_words(dimension: Dimension) -> str:
    """Write a dimension's weight: `weight 30`."""
    return f"weight {printed_plain(dimension.weight)}"


def card_answers(
    city: CityResult, result: EditionResult, project: Project, gallery: Gallery, *, shown: Iterable[str]
) -> CardAnswers:
    """Show answers by dimension, with their sources numbered in the order in which they come.

    Args:
        city: the city's result.
        result: of the whole edition.
        project: for the city's file.
        gallery: which keeps the marks.
        shown: ids of the criteria to show; a dimension without any is left out.
    """
    file, rubric, ids = project.answers[city.edition][city.city], result.rubric, set(shown)
    is_dense = len(rubric.criteria) >= DENSE_FROM
    before = carried_from(project, city.city, result.edition)
    width = mark_width(is_dense=is_dense)
    views = {
        one: answer_view(city.criteria[one], rubric, result.edition, file, carried_from=before, mark_width=width)
        for one in city.criteria
        if one in ids
    }
    numbers = _numbered(views.values())
    rows = {one: _row(view, city, result, numbers, gallery, is_dense=is_dense) for one, view in views.items()}
    return CardAnswers(
        dimensions=tuple(
            CardDimension(
                dimension.title,
                weight_words(dimension),
                side_of(city, dimension, rubric),
                tuple(rows[criterion.id] for criterion in dimension.criteria if criterion.id in rows),
            )
            for dimension in rubric.dimensions
            if any(criterion.id in rows for criterion in dimension.criteria)
        ),
        sources=_sources(views.values(), numbers, file),
        is_dense=is_dense,
    )


def _numbered(views: Iterable[AnswerView]) -> dict[str, str]:
    ids = dict.fromkeys(source.id for view in views for source in view.sources)
    return {one: str(number) for number, one in enumerate(ids, start=1)}


def _row(
    view: AnswerView,
    city: CityResult,
    result: EditionResult,
    numbers: Mapping[str, str],
    gallery: Gallery,
    *,
    is_dense: bool,
) -> CardAnswer:
    criterion = city.criteria[view.id].criterion
    points = printed_plain(criterion.points)
    said_once = stale_sentence(criterion, result.edition)  # stands above the table
    return CardAnswer(
        picture=gallery.hang(mark_drawing(view.mark, is_dense=is_dense)),
        title=view.title,
        word=sentence(view.word),
        finding=" ".join([view.finding, *(line for line in view.lines if line != said_once)]),
        points=f"{view.points} of {points}" if view.points is not None else "Not counted",
        seen=view.seen_short or _NONE,
        numbers=", ".join(numbers[source.id] for source in view.sources) or _NONE,
    )


def _sources(views: Iterable[AnswerView], numbers: Mapping[str, str], file: CityEdition) -> tuple[CardSource, ...]:
    by_id = {source.id: source for view in views for source in view.sources}
    return tuple(_source(by_id[one], number, host_of(file.evidence[one].url)) for one, number in numbers.items())


def _source(source: SourceView, number: str, host: str) -> CardSource:
    parts: Sequence[str | None] = (source.publisher, host if source.title != host else None)
    return CardSource(number, sentence(source.title), source.href, ", ".join(part for part in parts if part))

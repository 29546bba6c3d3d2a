"""A city's answers in, the second page of its card out: every answer by dimension, and the sources with their numbers."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
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
from scorecard.publishing.words import MONTHS, inside, listed, sentence
from scorecard.scoring.printing import printed_plain
from scorecard.scoring.result import CityResult, EditionResult

DENSE_FROM = 31  # criteria: more than thirty do not fit a page as one row each
SHARED_FROM = 3  # answers: fewer repeat a sentence rather than send the reader below
_NONE = "–"
_LONG_MONTH = re.compile(rf"\b({'|'.join(MONTHS)})(?= \d)")


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

    @property
    def has_source(self) -> bool:
        """Whether any source is named."""
        return self.numbers != _NONE


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
    """All answers that are shown.

    `shared` are sentences that hold for several answers, each said once with
    their titles. `sources` are those that the answers name. `is_dense`: rows are
    set in two columns.
    """

    dimensions: tuple[CardDimension, ...]
    shared: tuple[str, ...]
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
    dated = {stale_sentence(found.criterion, result.edition) for found in city.criteria.values()}  # stand above all
    shared = _shared(views.values(), dated)
    rows = {
        one: _row(view, city, numbers, gallery, is_dense=is_dense, said={*dated, *shared}) for one, view in views.items()
    }
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
        shared=tuple(f"{line.rstrip('.')}: {listed(titles)}." for line, titles in shared.items()),
        sources=_sources(views.values(), numbers, file),
        is_dense=is_dense,
    )


def _numbered(views: Iterable[AnswerView]) -> dict[str, str]:
    ids = dict.fromkeys(source.id for view in views for source in view.sources)
    return {one: str(number) for number, one in enumerate(ids, start=1)}


def _shared(views: Iterable[AnswerView], apart: Collection[str]) -> dict[str, list[str]]:
    """Find the sentences after the finding that several answers have in common, with their titles."""
    titles: dict[str, list[str]] = {}
    for view in views:
        for line in view.lines:
            titles.setdefault(line, []).append(inside(view.title))
    return {line: of for line, of in titles.items() if len(of) >= SHARED_FROM and line not in apart}


def _row(
    view: AnswerView,
    city: CityResult,
    numbers: Mapping[str, str],
    gallery: Gallery,
    *,
    is_dense: bool,
    said: Collection[str],
) -> CardAnswer:
    points = printed_plain(city.criteria[view.id].criterion.points)
    finding = " ".join([view.finding, *(line for line in view.lines if line not in said)])
    return CardAnswer(
        picture=gallery.hang(mark_drawing(view.mark, is_dense=is_dense)),
        title=view.title,
        word=sentence(view.word),
        finding=short_months(finding).replace(" old when seen.", " old."),  # the day stands beside it
        points=f"{view.points} of {points}" if view.points is not None else "Not counted",
        seen=view.seen_short or _NONE,
        numbers=", ".join(numbers[source.id] for source in view.sources) or _NONE,
    )


def short_months(text: str) -> str:
    """Write days short, as cards do: `Apr 12, 2026`."""
    return _LONG_MONTH.sub(lambda month: month.group()[:3], text)


def _sources(views: Iterable[AnswerView], numbers: Mapping[str, str], file: CityEdition) -> tuple[CardSource, ...]:
    by_id = {source.id: source for view in views for source in view.sources}
    return tuple(_source(by_id[one], number, host_of(file.evidence[one].url)) for one, number in numbers.items())


def _source(source: SourceView, number: str, host: str) -> CardSource:
    parts: Sequence[str | None] = (source.publisher, host if source.title != host else None)
    return CardSource(number, sentence(source.title), source.href, ", ".join(part for part in parts if part))

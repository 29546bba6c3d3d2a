"""A city's answers in, the second page of its card out: every answer by dimension, and the numbered sources."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence

from scorecard.model.answer import CityEdition
from scorecard.model.project import Project
from scorecard.model.rubric import Dimension
from scorecard.publishing.answers import AnswerView, answer_view
from scorecard.publishing.card_columns import columns_of
from scorecard.publishing.card_drawing import Gallery, mark_drawing, mark_width
from scorecard.publishing.card_rows import DENSE_FROM, NONE, CardAnswer, CardAnswers, CardDimension, CardSource
from scorecard.publishing.city_parts import carried_from
from scorecard.publishing.dimensions import side_of
from scorecard.publishing.evidence import SourceView
from scorecard.publishing.findings import stale_sentence
from scorecard.publishing.language import say, unmarked, within_marks
from scorecard.publishing.links import host_of
from scorecard.publishing.short_days import short_days
from scorecard.publishing.words import inside, listed, sentence
from scorecard.scoring.printing import printed_plain
from scorecard.scoring.result import CityResult, EditionResult

SHARED_FROM = 3  # answers: fewer repeat a sentence rather than send the reader below


def weight_words(dimension: Dimension) -> str:
    """Write a dimension's weight: `weight 30`."""
    return say("weight {weight}", weight=printed_plain(dimension.weight))


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
        one: _row(view, city, numbers, gallery, is_dense=is_dense, said={*dated, *shared})
        for one, view in views.items()
    }
    dimensions = tuple(
        CardDimension(
            dimension.title,
            weight_words(dimension),
            side_of(city, dimension, rubric),
            tuple(rows[criterion.id] for criterion in dimension.criteria if criterion.id in rows),
        )
        for dimension in rubric.dimensions
        if any(criterion.id in rows for criterion in dimension.criteria)
    )
    return CardAnswers(
        dimensions=dimensions,
        shared=tuple(
            say("{said}: {titles}.", said=_open_ended(short_days(line)), titles=listed(titles))
            for line, titles in shared.items()
        ),
        sources=_sources(views.values(), numbers, file),
        is_dense=is_dense,
        columns=columns_of(dimensions) if is_dense else (),
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


@within_marks
def _open_ended(said: str) -> str:
    """Take the period off a sentence that goes on."""
    return said.rstrip(".")


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
        finding=short_days(finding),
        points=(
            say("{points} of {possible}", points=view.points, possible=points)
            if view.points is not None
            else say("Not counted")
        ),
        seen=view.seen_short or NONE,
        numbers=_runs(sorted(int(numbers[source.id]) for source in view.sources)) or NONE,
    )


def _runs(numbers: Sequence[int]) -> str:
    """Write numbers, three or more in a row as `6–9`."""
    runs: list[list[int]] = []
    for number in numbers:
        if runs and runs[-1][-1] == number - 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    return ", ".join(f"{run[0]}–{run[-1]}" if len(run) > 2 else ", ".join(map(str, run)) for run in runs)


def _sources(views: Iterable[AnswerView], numbers: Mapping[str, str], file: CityEdition) -> tuple[CardSource, ...]:
    by_id = {source.id: source for view in views for source in view.sources}
    return tuple(_source(by_id[one], number, host_of(file.evidence[one].url)) for one, number in numbers.items())


def _source(source: SourceView, number: str, host: str) -> CardSource:
    title, language = unmarked(sentence(source.title))
    about = source.publisher or (host if host not in title else "")
    return CardSource(number, title, language, source.href, about)

"""The pages of a site that belong to no single city: lists, what is known of an edition, questions, methods, prose."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial
from typing import TYPE_CHECKING

from scorecard.model.project import Edition
from scorecard.publishing.answers import criterion_path
from scorecard.publishing.artifact import Artifact
from scorecard.publishing.changes import changes_page
from scorecard.publishing.criterion import criterion_page
from scorecard.publishing.data_page import DataPage, data_page
from scorecard.publishing.dimensions import dimension_path
from scorecard.publishing.found import found_files
from scorecard.publishing.lists import dimension_page, list_page
from scorecard.publishing.method import method_page
from scorecard.publishing.national import national_page
from scorecard.publishing.national_files import national_files
from scorecard.publishing.national_log import logged
from scorecard.publishing.own_weights import numbers, numbers_path, own_weights_page
from scorecard.publishing.paths import (
    CHANGES_PATH,
    PLEDGE_PATH,
    edition_path,
    method_path,
    national_path,
    own_weights_path,
    peers_path,
    prose_path,
    weights_path,
    workings_path,
)
from scorecard.publishing.peers import peers_page
from scorecard.publishing.plain_pages import empty_page, prose_page
from scorecard.publishing.pledge import pledge_page, signed_in
from scorecard.publishing.questions import questions_page
from scorecard.publishing.weights import weights_page
from scorecard.publishing.workings import workings_page
from scorecard.scoring.result import EditionResult

if TYPE_CHECKING:
    from scorecard.publishing.site import Pages


def listed(pages: Pages) -> Iterator[Artifact]:
    """Yield the pages that belong to no single city, where they stand without the folder of their language."""
    yield from _lists(pages)
    yield from _rubrics(pages)
    yield from found_files(pages)
    key = pages.keys.lists(pages.results, CHANGES_PATH, *pages.changes.lines())
    yield pages.page(CHANGES_PATH, key, changes_page, pages.public, pages.changes, pages.site)
    signed = signed_in({name: pages.project.answers[name] for name in pages.public})
    told = [f"{file.city} {file.edition} {file.pledge} {file.evidence}" for file in signed.values()]
    key = pages.keys.lists(pages.results, PLEDGE_PATH, *told)
    yield pages.page(PLEDGE_PATH, key, pledge_page, pages.public, pages.site)
    for page in pages.project.pages:
        path = prose_path(page.id)
        yield pages.page(path, pages.keys.common(path), prose_page, page, pages.site)
    key = pages.keys.common("data", *sorted(pages.reports), *pages.keys.cities.values())
    yield pages.page("data/index.html", key, partial(_data_page, pages))


def _data_page(pages: Pages) -> DataPage:
    return data_page(pages.public, pages.credits_of_all(), pages.scores_digest, pages.site)


def _lists(pages: Pages) -> Iterator[Artifact]:
    newest = pages.project.newest_edition()
    if newest is None or newest.id not in pages.public:
        yield pages.page("index.html", pages.keys.common("empty"), empty_page, pages.site)
    else:
        yield _list(pages, "index.html", pages.public[newest.id], is_first=True)
    for name, result in pages.public.items():
        yield _list(pages, edition_path(name), result, is_first=False)
        for dimension in result.rubric.dimensions:
            path, key = dimension_path(name, dimension.id), pages.keys.dimension(name, dimension)
            yield pages.page(path, key, dimension_page, result, dimension, pages.public, pages.site)
        yield from _studied(pages, name)


def _studied(pages: Pages, edition: str) -> Iterator[Artifact]:
    study, keys = pages.studies[edition], pages.keys
    path = weights_path(edition)
    yield pages.page(path, keys.lists([edition], path), weights_page, study, pages.site)
    path, result = own_weights_path(edition), pages.public[edition]
    yield pages.page(path, keys.common(path), own_weights_page, result, pages.site)
    path = numbers_path(edition)
    yield Artifact(path, lambda: numbers(result, pages.site), keys.lists([edition], path))
    yield pages.page(workings_path(edition), keys.workings(edition), workings_page, study, pages.site)
    path, nation = national_path(edition), pages.nations[edition]
    told = logged(pages.public, pages.changes, pages.project)
    key = keys.national(pages.public, path, edition in pages.reports, *told)  # the trend shows other editions as well
    yield pages.page(path, key, national_page, nation, pages.nations, pages.changes, pages.site)
    yield from national_files(nation, pages.nations, keys)
    if study.peers:
        yield pages.page(peers_path(edition), keys.peers(edition), peers_page, study, pages.site)


def _list(pages: Pages, path: str, result: EditionResult, *, is_first: bool) -> Artifact:
    shown = list(pages.public) if is_first else [result.edition.id]
    key = pages.keys.lists(shown, path, result.edition.id in pages.reports)
    return pages.page(path, key, list_page, result, pages.public, pages.site, is_first=is_first)


def _rubrics(pages: Pages) -> Iterator[Artifact]:
    used: dict[str, list[Edition]] = {}
    for edition in pages.project.settings.editions:
        used.setdefault(edition.rubric, []).append(edition)
    newest_first = dict(reversed(used.items()))
    names = {rubric: [edition.id for edition in reversed(editions)] for rubric, editions in newest_first.items()}
    path = "criteria/index.html"
    yield pages.page(path, pages.keys.common(path), questions_page, names, pages.site)
    for rubric_id, editions in newest_first.items():
        yield _method(pages, rubric_id, editions)
        yield from _criteria(pages, rubric_id, editions)


def _method(pages: Pages, rubric_id: str, editions: Sequence[Edition]) -> Artifact:
    rubric, path = pages.project.rubrics[rubric_id], method_path(rubric_id)
    return pages.page(path, pages.keys.common(path), method_page, rubric, editions, frozenset(pages.public), pages.site)


def _criteria(pages: Pages, rubric_id: str, editions: Sequence[Edition]) -> Iterator[Artifact]:
    rubric = pages.project.rubrics[rubric_id]
    asking = [pages.public[edition.id] for edition in editions if edition.id in pages.public]
    ids = [result.edition.id for result in asking]
    for dimension in rubric.dimensions:
        for criterion in dimension.criteria:
            path, key = criterion_path(rubric, criterion), pages.keys.criterion(ids, criterion.id)
            yield pages.page(path, key, criterion_page, criterion, dimension, rubric, asking, pages.site)

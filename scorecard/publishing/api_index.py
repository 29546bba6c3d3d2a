"""Results in, the files of `api/v1` out that belong to no single city: the index, editions, rubrics, and schemas."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial

from scorecard.model.project import Edition, Project
from scorecard.publishing.advice_file import advice_path
from scorecard.publishing.api import (
    Document,
    cities_with_records,
    city_api_path,
    edition_file,
    edition_head,
    encoded,
    rubric_file,
)
from scorecard.publishing.artifact import Artifact
from scorecard.publishing.changes_file import changes_path, pairs
from scorecard.publishing.keys import Keys
from scorecard.publishing.schemas.files import KINDS, OPENAPI_PATH, schema_files, schema_path
from scorecard.publishing.study_api import criteria_path, peers_path, weights_path
from scorecard.scoring.result import EditionResult

_API = "api/v1/"


def documents(
    project: Project,
    results: Mapping[str, EditionResult],
    keys: Keys,
    document_of: Callable[[str], Iterable[bytes]] | None = None,
) -> Iterator[Artifact]:
    """Yield index, editions, rubrics and schemas; drafts stay out.

    Args:
        project: which names the cities.
        results: edition id -> result.
        keys: makes keys.
        document_of: given an edition, gives its document, where that is made elsewhere too; None where it is not.
    """
    made = document_of or (lambda edition: edition_file(project, results[edition]))
    everybody = keys.lists(results, "index")
    yield Artifact("api/v1/index.json", lambda: encoded(index_document(project, results)), everybody)
    for edition in results:
        path, key = f"api/v1/editions/{edition}.json", keys.lists([edition], "document")
        yield Artifact(path, partial(made, edition), key)
    for rubric in {edition.rubric: None for edition in project.settings.editions}:
        path, one = f"api/v1/rubrics/{rubric}.json", project.rubrics[rubric]
        yield Artifact(path, partial(rubric_file, one), keys.common(path))
    yield from schema_files(project.settings, keys)


def index_document(project: Project, results: Mapping[str, EditionResult]) -> Document:
    """List what the API holds: every document, but this one."""
    newest, settings = project.newest_edition(), project.settings
    public = [name for name, result in results.items() if result.has_public]
    return {
        "title": settings.title,
        "publisher": settings.publisher,
        "contact": settings.contact,
        "licence": settings.licence,
        "demonstration": settings.is_demonstration,
        "newest": newest.id if newest is not None else None,
        "editions": [_edition(edition, is_public=edition.id in public) for edition in settings.editions],
        "rubrics": [
            {"id": rubric, "url": f"rubrics/{rubric}.json"}
            for rubric in sorted({edition.rubric for edition in settings.editions})
        ],
        "cities": [_city(city, results) for city in cities_with_records(project, results)],
        "changes": [
            {"from": old.id, "to": new.id, "url": _url(changes_path(old, new))} for old, new in pairs(project, public)
        ],
        "openapi": _url(OPENAPI_PATH),
        "schemas": [{"id": kind, "url": _url(schema_path(kind))} for kind in KINDS],
    }


def _edition(edition: Edition, *, is_public: bool) -> Document:
    others = {"weights": weights_path, "peers": peers_path, "criteria": criteria_path}
    urls = {name: _url(path(edition.id)) if is_public else None for name, path in others.items()}
    return {**edition_head(edition), "url": f"editions/{edition.id}.json", **urls}


def _city(city: str, results: Mapping[str, EditionResult]) -> Document:
    counts = any(result.counts(city) for result in results.values())
    return {"id": city, "url": _url(city_api_path(city)), "advice": _url(advice_path(city)) if counts else None}


def _url(path: str) -> str:
    return path.removeprefix(_API)

"""Settings in, the files out that tell programs what the API holds: a JSON Schema for each kind, and OpenAPI 3.1."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import partial

from scorecard.model.project import Settings
from scorecard.publishing.api import Document, encoded
from scorecard.publishing.artifact import Artifact
from scorecard.publishing.keys import Keys
from scorecard.publishing.schemas import findings, rubrics, scores
from scorecard.publishing.schemas.parts import ID, Schema, at, named_in

OPENAPI_PATH = "api/v1/openapi.json"
DEFINITIONS: Mapping[str, Schema] = {**scores.DEFINITIONS, **rubrics.DEFINITIONS, **findings.DEFINITIONS}
_API = "api/v1/"
_DRAFT = "https://json-schema.org/draft/2020-12/schema"


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of document: its path below `api/v1/`, and what is read there."""

    path: str
    summary: str


KINDS: Mapping[str, Kind] = {
    "index": Kind("index.json", "Every document there is"),
    "edition": Kind("editions/{edition}.json", "All scores of an edition"),
    "weights": Kind("editions/{edition}/weights.json", "How far the ranks of an edition hold"),
    "peers": Kind("editions/{edition}/peers.json", "Groups of cities by size"),
    "criteria": Kind("editions/{edition}/criteria.json", "How the criteria of an edition work"),
    "city": Kind("cities/{city}.json", "All scores and answers of a city"),
    "advice": Kind("cities/{city}/advice.json", "What would raise a city's score"),
    "changes": Kind("changes/{from}-to-{to}.json", "Why scores differ between two editions"),
    "rubric": Kind("rubrics/{rubric}.json", "A rubric: what scores, and its words"),
}
_NAMES: Mapping[str, str] = {
    "edition": "Id of an edition.",
    "city": "Id of a city.",
    "rubric": "Id of a rubric.",
    "from": "Id of the older edition.",
    "to": "Id of the newer edition.",
}


def schema_path(kind: str) -> str:
    """Name the file with the schema of a kind of document."""
    return f"{_API}schemas/{kind}.json"


def schema_files(settings: Settings, keys: Keys) -> Iterator[Artifact]:
    """Yield the OpenAPI document and every schema; no city changes them."""
    yield Artifact(OPENAPI_PATH, lambda: encoded(openapi(settings)), keys.common(OPENAPI_PATH))
    for kind in KINDS:
        path = schema_path(kind)
        yield Artifact(path, partial(_schema_file, settings, kind), keys.common(path))


def _schema_file(settings: Settings, kind: str) -> bytes:
    return encoded(json_schema(settings, kind))


def json_schema(settings: Settings, kind: str) -> Document:
    """Write the schema of a kind of document, with all that it refers to."""
    used = _reached(kind)
    return {
        "$schema": _DRAFT,
        "$id": f"{settings.base_url}{schema_path(kind)}",
        "title": KINDS[kind].summary,
        **DEFINITIONS[kind],
        "$defs": {name: DEFINITIONS[name] for name in used},
    }


def _reached(kind: str) -> list[str]:
    """List the definitions that one refers to, and those that these refer to."""
    found: dict[str, None] = {}
    asked = named_in(DEFINITIONS[kind])
    while asked:
        name = asked.pop(0)
        if name not in found:
            found[name] = None
            asked += named_in(DEFINITIONS[name])
    return list(found)


def openapi(settings: Settings) -> Document:
    """Describe all addresses of the API, which are files: there is nothing to ask for but their names."""
    licence = {} if settings.licence is None else {"license": {"name": settings.licence}}
    return {
        "openapi": "3.1.0",
        "info": {
            "title": settings.title,
            "version": "1",
            "description": (
                f"Scores of {settings.publisher}, as static files. Every number has an exact twin ending in _exact. "
                "Null means that nothing was said, that nothing applies, or that there is none: never 0 or no."
            ),
            **licence,
        },
        "servers": [{"url": f"{settings.base_url}{_API.removesuffix('/')}"}],
        "paths": {f"/{one.path}": {"get": _operation(kind, one)} for kind, one in KINDS.items()},
        "components": {"schemas": {name: at(one, "#/components/schemas/") for name, one in DEFINITIONS.items()}},
    }


def _operation(kind: str, one: Kind) -> Document:
    names = [name for name in _NAMES if f"{{{name}}}" in one.path]
    schema = {"$ref": f"#/components/schemas/{kind}"}
    found = {"description": DEFINITIONS[kind]["description"], "content": {"application/json": {"schema": schema}}}
    missing = {"404": {"description": "There is no such document; the index lists those that there are."}}
    return {
        "operationId": kind,
        "summary": one.summary,
        "parameters": [
            {
                "name": name,
                "in": "path",
                "required": True,
                "description": _NAMES[name],
                "schema": {"type": "string", "pattern": ID},
            }
            for name in names
        ],
        "responses": {"200": found, **(missing if names else {})},
    }

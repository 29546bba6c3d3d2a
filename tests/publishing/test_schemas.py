"""The schemas of the API against its documents: all of them hold, and what is spoilt in any way does not."""

from __future__ import annotations

import copy
import json
import re
import shutil
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from openapi_spec_validator import OpenAPIV31SpecValidator

from scorecard.cli import main
from scorecard.publishing.schemas.files import DEFINITIONS, KINDS

PROJECTS = Path(__file__).parents[1] / "projects"
NAMES = ("everything", "minimal")
Document = dict[str, Any]


@pytest.fixture(scope="module")
def apis(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, Path]:
    """The folder `api/v1` of each project."""
    found = {}
    for name in NAMES:
        folder = tmp_path_factory.mktemp(name)
        project, out = shutil.copytree(PROJECTS / name, folder / "project"), folder / "site"
        assert main(["build", "--no-cards", "--project", str(project), "--out", str(out)]) == 0
        found[name] = out / "api" / "v1"
    return found


def read(path: Path) -> Document:
    """Read one document."""
    found: Document = json.loads(path.read_text(encoding="utf-8"))
    return found


def kind_of(path: str) -> str:
    """Find the kind whose path a document has."""
    patterns = {kind: re.sub(r"\\\{\w+\\\}", "[a-z0-9-]+", re.escape(one.path)) for kind, one in KINDS.items()}
    (found,) = [kind for kind, pattern in patterns.items() if re.fullmatch(pattern, path)]
    return found


def documents(api: Path) -> Iterator[tuple[str, Document]]:
    """Go through the documents, by path, schemas and their like left out."""
    for path in sorted(api.rglob("*.json")):
        name = path.relative_to(api).as_posix()
        if not name.startswith(("schemas/", "openapi")):
            yield name, read(path)


def validator(api: Path, kind: str) -> Draft202012Validator:
    """Make what holds a document against the schema that was built."""
    return Draft202012Validator(read(api / "schemas" / f"{kind}.json"))


@pytest.mark.parametrize("name", NAMES)
def test_every_document_is_what_its_schema_says(name: str, apis: Mapping[str, Path]) -> None:
    """All documents of the site, of every kind."""
    met = set()
    for path, document in documents(apis[name]):
        kind = kind_of(path)
        met.add(kind)
        errors = [
            f"{path}: {one.json_path}: {one.message}" for one in validator(apis[name], kind).iter_errors(document)
        ]
        assert [] == errors
    assert KINDS.keys() - met <= {"changes"}
    assert name != "everything" or KINDS.keys() == met


@pytest.mark.parametrize("name", NAMES)
def test_the_index_lists_every_document(name: str, apis: Mapping[str, Path]) -> None:
    """No file of the API but the index is missing from it, and all that it lists is there."""
    index = read(apis[name] / "index.json")
    listed = [index["openapi"]]
    for part in ("editions", "rubrics", "cities", "changes", "schemas"):
        for one in index[part]:
            listed += [one[key] for key in ("url", "weights", "peers", "criteria", "advice") if one.get(key)]
    there = {path.relative_to(apis[name]).as_posix() for path in apis[name].rglob("*") if path.is_file()}
    assert sorted(there - {"index.json"}) == sorted(listed)


def places(node: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[tuple[Any, ...], Any]]:
    """Go through all that a document holds, with where it stands; of a list, the first three."""
    yield path, node
    items = node.items() if isinstance(node, dict) else enumerate(node[:3]) if isinstance(node, list) else ()
    for key, value in items:
        yield from places(value, (*path, key))


def spoilt(document: Document, path: tuple[Any, ...]) -> Iterator[tuple[str, Document]]:
    """Spoil what stands at a place: a key too many or too few, another type."""

    def at(change: Any) -> Document:
        other = copy.deepcopy(document)
        held: Any = other
        for step in path[:-1]:
            held = held[step]
        held[path[-1]] = change(held[path[-1]])
        return other

    value: Any = document
    for step in path:
        value = value[step]
    if isinstance(value, dict):
        yield "a key too many", at(lambda held: {**held, "Zz": 1})
        yield "a list in its place", at(lambda _: [])
    elif isinstance(value, bool | int | float):
        yield "a text in its place", at(lambda _: "x")
    elif isinstance(value, list | str):
        yield "a number in its place", at(lambda _: -7)


@pytest.mark.parametrize("kind", KINDS)
def test_a_spoilt_document_fails(kind: str, apis: Mapping[str, Path]) -> None:
    """At every place of a document: a foreign key, and a value of another type."""
    api = apis["everything"]
    check = validator(api, kind)
    path, document = max(
        ((path, one) for path, one in documents(api) if kind_of(path) == kind), key=lambda one: len(json.dumps(one[1]))
    )
    tried = 0
    for place, _ in list(places(document))[1:400]:
        for what, wrong in spoilt(document, place):
            assert not check.is_valid(wrong), f"{path}: {what} at {place}"
            tried += 1
    assert tried > 10


@pytest.mark.parametrize("kind", KINDS)
def test_a_document_without_one_of_its_keys_fails(kind: str, apis: Mapping[str, Path]) -> None:
    """Every key of the contract is always there."""
    api = apis["everything"]
    check = validator(api, kind)
    document = next(one for path, one in documents(api) if kind_of(path) == kind)
    for key in document:
        assert not check.is_valid({name: value for name, value in document.items() if name != key}), key


def test_numbers_out_of_their_range_fail(apis: Mapping[str, Path]) -> None:
    """A score over 100, a share over 1, a fraction that is none, a place 0, a day that is none."""
    api = apis["everything"]
    check, document = validator(api, "edition"), read(api / "editions" / "2026.json")
    place = next(index for index, one in enumerate(document["cities"]) if one.get("order"))
    wrong: list[tuple[str, Any]] = [
        *(("low", 100.1), ("high", -1), ("known_share", 1.5), ("low_exact", "1/0"), ("low_exact", "58.75")),
        *(("order", 0), ("rank_best", 1.5), ("band_low", "b"), ("status", "published"), ("id", "Seattle WA")),
    ]
    for key, value in wrong:
        other = copy.deepcopy(document)
        other["cities"][place][key] = value
        assert not check.is_valid(other), (key, value)
    assert not check.is_valid({**document, "as_of": "2026"})
    assert check.is_valid(document)


def test_the_order_of_keys_does_not_matter_to_a_schema(apis: Mapping[str, Path]) -> None:
    """A program that sorts keys has a document as good as ours."""
    api = apis["everything"]
    document = read(api / "cities" / "alpha-falls.json")
    assert validator(api, "city").is_valid(json.loads(json.dumps(document, sort_keys=True)))


@pytest.mark.parametrize("name", NAMES)
def test_schemas_and_openapi_are_valid_themselves(name: str, apis: Mapping[str, Path]) -> None:
    """Each schema is one of 2020-12 at the address that it names; the OpenAPI document meets version 3.1."""
    for kind in KINDS:
        schema = read(apis[name] / "schemas" / f"{kind}.json")
        Draft202012Validator.check_schema(schema)
        assert schema["$id"].endswith(f"/api/v1/schemas/{kind}.json")
        assert set(re.findall(r'"#/\$defs/(\w+)"', json.dumps(schema))) == schema["$defs"].keys()
    OpenAPIV31SpecValidator(read(apis[name] / "openapi.json")).validate()


def test_openapi_has_every_address_and_the_same_definitions(apis: Mapping[str, Path]) -> None:
    """Every document matches one path, and what it is called there is what the schema file says."""
    openapi = read(apis["everything"] / "openapi.json")
    assert [f"/{one.path}" for one in KINDS.values()] == list(openapi["paths"])
    text = json.dumps(openapi["components"]["schemas"]).replace("#/components/schemas/", "#/$defs/")
    assert json.loads(json.dumps(DEFINITIONS)) == json.loads(text)


def described(schema: Any, path: str) -> Iterator[str]:
    """Go through all properties that say nothing of themselves."""
    if isinstance(schema, dict):
        for name, one in schema.get("properties", {}).items():
            if not one.get("description"):
                yield f"{path}.{name}"
        for key, value in schema.items():
            yield from described(value, f"{path}.{key}")
    elif isinstance(schema, list):
        for value in schema:
            yield from described(value, path)


def test_every_property_is_described_and_every_object_is_closed() -> None:
    """No field is left to guessing, and no foreign one slips in."""
    assert [] == list(described(dict(DEFINITIONS), ""))
    objects = [
        node
        for _, node in places(dict(DEFINITIONS))
        if isinstance(node, dict) and (node.get("type") == "object" or node.get("type") == ["object", "null"])
    ]
    assert len(objects) > 30
    assert all(node["additionalProperties"] is False for node in objects)

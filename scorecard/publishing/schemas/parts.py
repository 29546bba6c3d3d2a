"""A few words in, the parts of JSON Schemas out: closed objects, tables by id, numbers with their exact twins."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

Schema = dict[str, Any]

ID = "^[a-z0-9]+(-[a-z0-9]+)*$"
BAND = "^[A-Z]{1,3}$"
EXACT = "^-?[0-9]+(/[1-9][0-9]*)?$"
DAY = "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"
DAY_OR_MONTH = "^[0-9]{4}-[0-9]{2}(-[0-9]{2})?$"
SHA256 = "^[0-9a-f]{64}$"

_LOCAL = "#/$defs/"


def text(about: str, pattern: str | None = None) -> Schema:
    """Describe a text."""
    return {"description": about, "type": "string", **({} if pattern is None else {"pattern": pattern})}


def one_of(about: str, choices: Sequence[str]) -> Schema:
    """Describe a word of a closed list."""
    return {"description": about, "type": "string", "enum": list(choices)}


def flag(about: str) -> Schema:
    """Describe a claim."""
    return {"description": about, "type": "boolean"}


def count(about: str, least: int = 0) -> Schema:
    """Describe a whole number, of things or days."""
    return {"description": about, "type": "integer", "minimum": least}


def or_null(schema: Schema, when: str) -> Schema:
    """Allow null, and say when it stands there."""
    told = {**schema, "description": f"{schema['description']} Null: {when}."}
    if "type" in schema:
        told["type"] = [schema["type"], "null"]
        if "enum" in schema:
            told["enum"] = [*schema["enum"], None]
        return told
    del told["description"]
    return {"description": f"{schema['description']} Null: {when}.", "anyOf": [told, {"type": "null"}]}


def part(name: str, about: str) -> Schema:
    """Refer to another definition."""
    return {"description": about, "$ref": f"{_LOCAL}{name}"}


def several(about: str, items: Schema) -> Schema:
    """Describe a list."""
    return {"description": about, "type": "array", "items": items}


def ids(about: str) -> Schema:
    """Describe a list of ids, each once."""
    return {**several(about, {"type": "string", "pattern": ID}), "uniqueItems": True}


def closed(about: str, properties: Mapping[str, Schema]) -> Schema:
    """Describe an object that has all these keys and no others."""
    return {
        "description": about,
        "type": "object",
        "properties": dict(properties),
        "required": list(properties),
        "additionalProperties": False,
    }


def by_id(about: str, values: Schema) -> Schema:
    """Describe a table: id -> value."""
    return {"description": about, "type": "object", "patternProperties": {ID: values}, "additionalProperties": False}


def exact(about: str) -> Schema:
    """Describe an exact number: `n` or `n/d` in lowest terms."""
    return text(f"{about} Exact: n, or n/d in lowest terms.", EXACT)


def twin(
    name: str,
    about: str,
    span: tuple[int, int] | None = None,
    *,
    null: str | None = None,
) -> dict[str, Schema]:
    """Describe a number and its exact twin.

    Args:
        name: of the number; the twin's ends in `_exact`.
        about: what it is, with its unit.
        span: least and greatest value.
        null: when there is none; None where there always is one.
    """
    number: Schema = {"description": f"{about} The double nearest to {name}_exact.", "type": "number"}
    if span is not None:
        number |= {"minimum": span[0], "maximum": span[1]}
    both = {name: number, f"{name}_exact": exact(about)}
    return both if null is None else {key: or_null(one, null) for key, one in both.items()}


def at(schema: Schema, place: str) -> Schema:
    """Let all references of a schema lead to definitions at another place."""
    return {key: _at(value, place) for key, value in schema.items()}


def _at(value: Any, place: str) -> Any:
    if isinstance(value, dict):
        return at(value, place)
    if isinstance(value, list):
        return [_at(one, place) for one in value]
    if isinstance(value, str) and value.startswith(_LOCAL):
        return place + value.removeprefix(_LOCAL)
    return value


def named_in(schema: Any) -> list[str]:
    """List the definitions that a schema refers to itself, each once, as they come."""
    if isinstance(schema, list):
        found = [name for one in schema for name in named_in(one)]
    elif isinstance(schema, dict):
        found = [name for one in schema.values() for name in named_in(one)]
    else:
        is_reference = isinstance(schema, str) and schema.startswith(_LOCAL)
        found = [schema.removeprefix(_LOCAL)] if is_reference else []
    return list(dict.fromkeys(found))

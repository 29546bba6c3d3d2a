"""The nodes of a city's file in, what they say out; compares them with the fields of an import."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from scorecard.reading.city_text import Field
from scorecard.reading.text import Entry, Listing, Node, Scalar, Table

FINDING_KEYS = ("level", "no_better_than", "no_worse_than", "newest", "present", "unsure")


def basis_of(node: Node) -> str:
    """Read the basis of an answer's node; `coded` where it says none."""
    entry = node.entry("basis") if isinstance(node, Table) else None
    return entry.value.value if entry is not None and isinstance(entry.value, Scalar) else "coded"


def finding_of(node: Node) -> str:
    """Write what an answer's node claims: `level: full`."""
    if isinstance(node, Scalar):
        return f"level: {node.value}"
    if isinstance(node, Listing):
        return "a list"
    return said([Field(entry.key.value, value_of(entry.value)) for entry in node.entries if entry.value is not None])


def said(fields: Sequence[Field]) -> str:
    """Write what the fields of an answer claim, in the order of the keys."""
    inline = {field.key: field.inline() for field in fields}
    return ", ".join(f"{key}: {inline[key]}" for key in FINDING_KEYS if key in inline)


def value_of(node: Node) -> str | tuple[str, ...]:
    """Read a text or a list of texts; `…` stands for what is neither."""
    if isinstance(node, Listing):
        return tuple(item.value if isinstance(item, Scalar) else "…" for item in node.items)
    return node.value if isinstance(node, Scalar) else "…"


def entries_of(root: Table, key: str) -> dict[str, Entry]:
    """List the entries of a section by key; none where it is missing or no table."""
    entry = root.entry(key)
    table = entry.value if entry is not None else None
    return {inner.key.value: inner for inner in table.entries} if isinstance(table, Table) else {}


def is_same(node: Node, field: Field) -> bool:
    """Whether a node holds the value of a field."""
    return not isinstance(node, Table) and value_of(node) == field.value


def differing(table: Table, fields: Sequence[Field], own: Sequence[str]) -> list[str]:
    """List the keys of a table that an import would add, change or take out."""
    wanted = {field.key: field for field in fields}
    found = {entry.key.value: entry.value for entry in table.entries if entry.value is not None}
    gone = [key for key in found if key in own and key not in wanted]
    return gone + [key for key, field in wanted.items() if key not in found or not is_same(found[key], field)]


def says_as_much(table: Table, fields: Sequence[Field]) -> bool:
    """Whether the note that stands there holds the new one, or there is no new one."""
    entry = table.entry("note")
    new = next((field.value for field in fields if field.key == "note"), "")
    return entry is not None and isinstance(entry.value, Scalar) and isinstance(new, str) and new in entry.value.value


def evidence_ids(node: Node) -> Iterator[str]:
    """Go through all ids that stand in a list called evidence, at any depth."""
    if isinstance(node, Listing):
        for item in node.items:
            yield from evidence_ids(item)
    elif isinstance(node, Table):
        for entry in node.entries:
            if entry.key.value == "evidence" and isinstance(entry.value, Listing):
                yield from (item.value for item in entry.value.items if isinstance(item, Scalar))
            elif entry.value is not None:
                yield from evidence_ids(entry.value)

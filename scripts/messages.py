"""The checkout in, the catalogs of `scorecard/locale/` out: every text that the program says, and its translations.

A text that is new has no translation yet; one that is gone takes its translation
with it. Nothing in the files depends on the day, the machine or the numbers of lines.
"""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from jinja2 import Environment, nodes

CALLS = {"say": (0,), "later": (0,), "say_count": (1, 2)}  # function -> the places of the texts among its arguments
ENDINGS = (".html", ".svg", ".md")
TEMPLATES = ("card", "packet", "report", "shared", "site")  # folders of templates
LANGUAGES = ("es",)
WIDTH = 120  # of a line in a catalog
_TWO_FORMS = "nplurals=2; plural=(n != 1);"  # `say_count` tells one from many, and no more

_HEAD = "# What the pages and cards of the program say; `make messages` keeps it in step with the code."

Found = tuple[int, list[list[str]]]
"""A line, and for each place the texts that may stand there: two where a condition chooses."""


class NoText(Exception):
    """A text cannot be told from the code: it is put together, or said both alone and with a number."""


@dataclass(slots=True)
class Text:
    """A text of the program: in the form for one, in that for `many` (None where nothing is counted), and its files."""

    one: str
    many: str | None
    files: list[str] = field(default_factory=list)


def made(root: Path) -> dict[Path, bytes]:
    """Make the template and each language's catalog, as text and compiled.

    Returns:
        Path -> content; the translations are those that stand in the catalogs now.

    Raises:
        NoText: a text cannot be told from the code.
    """
    found, home = texts(root), root / "scorecard" / "locale"
    files = {home / "scorecard.pot": _written(_catalog(found, None, {}))}
    for language in LANGUAGES:
        path = home / language / "LC_MESSAGES" / "scorecard.po"
        catalog = _catalog(found, language, translations(path))
        files |= {path: _written(catalog), path.with_suffix(".mo"): _compiled(catalog)}
    return files


def texts(root: Path) -> dict[str, Text]:
    """Find the texts of all pages and cards, by their form for one, in the order of files and of writing."""
    found: dict[str, Text] = {}
    for path in _files(root):
        name, source = path.relative_to(root).as_posix(), path.read_text(encoding="utf-8")
        calls = in_module(source, name) if path.suffix == ".py" else in_template(source, name)
        for line, places in calls:
            for one, many in _pairs(places):
                text = found.setdefault(one, Text(one, many))
                if text.many != many:
                    raise NoText(f"{name}:{line}: {one!r} is said in another way in {text.files[0]}")
                if name not in text.files:
                    text.files.append(name)
    return found


def _files(root: Path) -> Iterator[Path]:
    yield from sorted((root / "scorecard" / "publishing").rglob("*.py"))
    for folder in TEMPLATES:
        yield from sorted(path for path in (root / "templates" / folder).rglob("*") if path.suffix in ENDINGS)


def _pairs(places: list[list[str]]) -> list[tuple[str, str | None]]:
    if len(places) == 1:
        return [(one, None) for one in places[0]]
    return list(zip(*places, strict=True))


def in_module(source: str, name: str) -> Iterator[Found]:
    """Find the texts in a module, also those inside of f-strings."""
    for call in _within(ast.parse(source)):
        if isinstance(call, ast.Call) and isinstance(call.func, ast.Name) and call.func.id in CALLS:
            given = [call.args[place] for place in CALLS[call.func.id]]
            yield call.lineno, [_of_code(one, f"{name}:{call.lineno}") for one in given]


def _within(node: ast.AST) -> Iterator[ast.AST]:
    """Go through what stands in a module in the order of writing; lines inside f-strings differ between Pythons."""
    for child in ast.iter_child_nodes(node):
        yield child
        yield from _within(child)


def _of_code(node: ast.expr, where: str) -> list[str]:
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return [node.value]
    if isinstance(node, ast.IfExp):
        return [*_of_code(node.body, where), *_of_code(node.orelse, where)]
    if isinstance(node, (ast.Name, ast.Attribute, ast.Subscript, ast.Call)):
        return []  # what was marked with `later`
    raise NoText(f"{where}: a text is put together; write it whole, with {{parts}}")


def in_template(source: str, name: str) -> Iterator[Found]:
    """Find the texts in a template."""
    for call in Environment(autoescape=True).parse(source).find_all(nodes.Call):
        if isinstance(call.node, nodes.Name) and call.node.name in CALLS:
            given = [call.args[place] for place in CALLS[call.node.name]]
            yield call.lineno, [_of_template(one, f"{name}:{call.lineno}") for one in given]


def _of_template(node: nodes.Expr, where: str) -> list[str]:
    if isinstance(node, nodes.Const) and isinstance(node.value, str):
        return [node.value]
    if isinstance(node, nodes.CondExpr) and node.expr2 is not None:
        return [*_of_template(node.expr1, where), *_of_template(node.expr2, where)]
    raise NoText(f"{where}: a template says a text that is not written in it")


def translations(path: Path) -> dict[str, Message]:
    """Read a catalog, by the form for one; empty where there is none."""
    if not path.exists():
        return {}
    with path.open("rb") as file:
        return {_one(message): message for message in read_po(file)}


def _one(message: Message) -> str:
    return message.id if isinstance(message.id, str) else message.id[0]


def is_translated(message: Message) -> bool:
    """Tell whether a text has a translation in each of its forms, and nobody doubts it."""
    forms = [message.string] if isinstance(message.string, str) else message.string or [""]
    return all(forms) and not message.fuzzy


class _Words(Catalog):
    """A catalog whose head names no day and no person."""

    @property
    def mime_headers(self) -> list[tuple[str, str]]:
        """What stands at its head."""
        spoken = [("Language", str(self.locale)), ("Plural-Forms", _TWO_FORMS)] if self.locale is not None else []
        plain = [("Content-Type", "text/plain; charset=utf-8"), ("Content-Transfer-Encoding", "8bit")]
        return [*spoken, ("MIME-Version", "1.0"), *plain]


def _catalog(found: dict[str, Text], language: str | None, known: dict[str, Message]) -> Catalog:
    catalog = _Words(language, header_comment=_HEAD, fuzzy=False)
    for one, text in found.items():
        message = known.get(one)
        kept = message if message is not None and message.pluralizable == (text.many is not None) else None
        given = (one, text.many) if text.many is not None else one
        flags = {"fuzzy"} if kept is not None and kept.fuzzy else set()
        added = catalog.add(
            given,
            kept.string if kept is not None else None,
            [(file, 0) for file in text.files],
            flags,
            user_comments=kept.user_comments if kept is not None else (),
        )
        added.flags.discard("python-format")  # `100% less` is no format
    return catalog


def _written(catalog: Catalog) -> bytes:
    file = BytesIO()
    write_po(file, catalog, width=WIDTH, include_lineno=False)
    return file.getvalue()


def _compiled(catalog: Catalog) -> bytes:
    """Compile what is translated; a text with an empty form would print nothing."""
    whole = _Words(catalog.locale, fuzzy=False)
    for message in catalog:
        if message.id and is_translated(message):
            whole.add(message.id, message.string)
    file = BytesIO()
    write_mo(file, whole)
    return file.getvalue()


def main() -> None:
    """Write the catalogs of the checkout that this stands in."""
    try:
        files = made(Path(__file__).resolve().parent.parent)
    except NoText as told:
        sys.exit(str(told))
    for path, content in files.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)


if __name__ == "__main__":
    main()

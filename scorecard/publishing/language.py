"""A language in, the words of the program in it out; and marks around what is said in another one.

The words of the program are English in the code, and in other languages in the
catalogs of `scorecard/locale/`. `speaking` chooses the language for all that is made
inside it, so that no function needs to be told. What is not translated stays as it
is, between marks that rendering turns into `lang`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from functools import lru_cache, wraps
from gettext import GNUTranslations
from importlib.resources import files
from typing import ParamSpec, TypeVar

Given = ParamSpec("Given")
Made = TypeVar("Made")

_MOST = 4096  # results of one function that are remembered at once; then all are forgotten
SOURCE = "en"  # the language that the code is written in
_OPEN, _THEN, _CLOSE = "\x05", "\x06", "\x07"  # no text of a project holds them, since reading refuses them
_PIECES = re.compile(f"({_OPEN}[A-Za-z0-9-]+{_THEN}|{_CLOSE}|<[^>]*>)")
_MARKS = re.compile(f"{_OPEN}[A-Za-z0-9-]+{_THEN}|{_CLOSE}")
_MARKS_APART = re.compile(f"({_MARKS.pattern})")
_OPENING = re.compile(f"(?:{_OPEN}[A-Za-z0-9-]+{_THEN})+")
_PLAIN = ("title", "option", "svg", "script", "style")  # elements in which no other may stand that tells a language


_spoken: ContextVar[str] = ContextVar("_spoken", default=SOURCE)


def spoken() -> str:
    """Tell the language that is spoken now: `en`, or what `speaking` was told."""
    return _spoken.get()


@contextmanager
def speaking(language: str) -> Iterator[None]:
    """Say everything in a language, a code such as `es`; what its catalog does not have stays English."""
    before = _spoken.set(language)
    try:
        yield
    finally:
        _spoken.reset(before)


def say(text: str, /, **parts: object) -> str:
    """Say a text of the program in the language that is spoken now, with its parts put in.

    Args:
        text: as the code has it, a literal, so that catalogs can be made; `{name}` stands for a part.
        parts: by name.
    """
    language = _spoken.get()
    if language == SOURCE:
        return text.format(**parts) if parts else text
    found = _catalog(language).get(text)
    if found is None:
        return _unsaid(text, parts)
    return found.format(**parts) if parts else found


def say_count(count: int, one: str, many: str, /, **parts: object) -> str:
    """Say a text in the form that fits a number, which stands in it as `{count}`, with commas: `1,200 cities`."""
    language, text = _spoken.get(), one if count == 1 else many
    parts["count"] = f"{count:,}"
    if language == SOURCE:
        return text.format(**parts)
    found = _catalog(language).get((one, 0 if count == 1 else 1))
    return _unsaid(text, parts) if found is None else found.format(**parts)


def _unsaid(text: str, parts: Mapping[str, object]) -> str:
    """Say a text that is not translated, marked as the language of the code, its parts as the one that is spoken."""
    kept = {name: _within(part) if isinstance(part, str) else part for name, part in parts.items()}
    return foreign(text.format(**kept) if kept else text, SOURCE)


def _within(part: str) -> str:
    """Mark a part as said in the language that is spoken now; what is marked as a whole, and figures, stay."""
    depth, is_said = 0, False
    for piece in _MARKS_APART.split(part):
        if piece.startswith(_OPEN):
            depth += 1
        elif piece == _CLOSE:
            depth -= 1
        elif not depth:
            is_said |= any(map(str.isalpha, piece))
    return f"{_OPEN}{_spoken.get()}{_THEN}{part}{_CLOSE}" if is_said else part


def later(text: str) -> str:
    """Give a text as it is: a constant that catalogs shall have, and that `say` is told when it is needed."""
    return text


def has_words(language: str) -> bool:
    """Tell whether the program can speak a language."""
    return language == SOURCE or bool(_catalog(language))


@lru_cache(maxsize=16)
def _catalog(language: str) -> dict[object, str]:
    """Read the catalog of a language: text -> text, and (text, form) -> text where there are two; empty if unknown."""
    path = files("scorecard").joinpath("locale", language, "LC_MESSAGES", "scorecard.mo")
    if not path.is_file():
        return {}
    with path.open("rb") as file:
        return dict(GNUTranslations(file)._catalog)  # type: ignore[attr-defined]  # noqa: SLF001  # its own lookups cost


def foreign(text: str, language: str) -> str:
    """Mark a text as said in a language of its own, if that is not the one that is spoken now."""
    return text if not text or language == _spoken.get() else f"{_OPEN}{language}{_THEN}{text}{_CLOSE}"


def unmarked(text: str) -> tuple[str, str | None]:
    """Take the marks off a text that is marked as a whole; with its language, None where it is not, and stays."""
    if not text.startswith(_OPEN) or not _is_whole(text):
        return text, None
    language, _, rest = text[1:].partition(_THEN)
    return _MARKS.sub("", rest), language


def _is_whole(text: str) -> bool:
    """Whether the mark that a text begins with goes to its end."""
    depth = 0
    for mark in _MARKS.finditer(text):
        depth += 1 if mark[0].startswith(_OPEN) else -1
        if not depth:
            return mark.end() == len(text)
    return False


def without_marks(text: str) -> str:
    """Take all marks off, for what cannot tell a language: data files, titles, drawings."""
    return _MARKS.sub("", text) if _OPEN in text else text


def within_marks(make: Callable[[str], str]) -> Callable[[str], str]:
    """Let a function of a text see it without the marks around its first and its last words, and put them back."""

    @wraps(make)
    def made(text: str) -> str:
        if _OPEN not in text:
            return make(text)
        opening = _OPENING.match(text)
        start, end = opening.end() if opening else 0, len(text.rstrip(_CLOSE))
        return f"{text[:start]}{make(text[start:end])}{text[end:]}"

    return made


def resolved(page: str) -> str:
    """Turn the marks in a page's text into `lang`; in attributes, titles and drawings they are left out."""
    if _OPEN not in page:
        return page
    made: list[str] = []
    inside = ""  # the element that takes no other
    open_now: list[tuple[str, bool]] = []  # languages of the marks around, and whether each made an element
    for piece in _PIECES.split(page):
        if piece.startswith("<"):
            name = re.split(r"[\s/>]", piece.lstrip("</"), maxsplit=1)[0]
            if name in _PLAIN and not piece.endswith("/>"):
                inside = "" if piece.startswith("</") else inside or name
            made.append(without_marks(piece))
        elif piece.startswith(_OPEN):
            language = piece[1:-1]
            is_new = not inside and (not open_now or open_now[-1][0] != language)
            open_now.append((language, is_new))
            made.append(f'<span lang="{language}">' if is_new else "")
        elif piece == _CLOSE:
            made.append("</span>" if open_now and open_now.pop()[1] else "")
        else:
            made.append(piece)
    return "".join(made)


def remembered(make: Callable[Given, Made]) -> Callable[Given, Made]:
    """Remember what was made of arguments that have a hash, for each language apart."""
    kept: dict[object, Made] = {}

    @wraps(make)
    def made(*args: Given.args, **kwargs: Given.kwargs) -> Made:
        key = (_spoken.get(), args, *kwargs.items()) if kwargs else (_spoken.get(), args)
        found = kept.get(key)
        if found is None:
            if len(kept) >= _MOST:
                kept.clear()
            found = kept[key] = make(*args, **kwargs)
        return found

    return made

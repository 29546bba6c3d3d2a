"""Whole pages in a language that the program does not speak: the same words, marked as English."""

from __future__ import annotations

import re
from collections.abc import Mapping

import pytest

from scorecard.publishing.language import without_marks
from tests.golden.accept import made

_SPAN = re.compile(r"</?span[^>]*>")
_MAY_BE = re.compile(r"It may be [^.<]*\.")  # other languages are told the best level, not the opposite of the worst


@pytest.fixture(scope="module")
def unspoken() -> Mapping[str, str]:
    """Every page of the made-up project, by path, in a language without a catalog."""
    return {path: content.decode() for path, content in made("tlh").items() if path.endswith(".html")}


def _words(page: str) -> str:
    plain = _MAY_BE.sub("", _SPAN.sub("", page)).replace('<html lang="tlh"', '<html lang="en"')
    return plain.replace('"inLanguage": "tlh"', '"inLanguage": "en"')


def test_what_is_not_translated_is_said_in_english(pages: Mapping[str, bytes], unspoken: Mapping[str, str]) -> None:
    """No text is lost and none is added where no catalog has it."""
    expected = {path: content.decode() for path, content in pages.items() if path.endswith(".html")}
    assert [] == [path for path, page in expected.items() if _words(unspoken[path]) != _words(page)]


def test_no_mark_is_left_on_a_page(unspoken: Mapping[str, str]) -> None:
    """Marks are turned into `lang` or left out, wherever a text stands."""
    assert [] == [path for path, page in unspoken.items() if without_marks(page) != page]


def test_what_is_not_translated_tells_that_it_is_english(unspoken: Mapping[str, str]) -> None:
    """Readers aloud are told of the other language."""
    assert '<span lang="en">Corrections</span>' in unspoken["cities/hotel-hostile/2026/index.html"]

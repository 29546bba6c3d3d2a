"""The bundled fonts in: whether they carry the letters, names and figures that pages and cards count on."""

from __future__ import annotations

from typing import Any

import pytest
from fontTools.ttLib import TTFont

from scorecard.packaged import packaged

FONTS = packaged("templates") / "shared" / "fonts"
BASE = ["scorecard-sans.woff2", "scorecard-serif.woff2"]
EXTENDED = ["scorecard-sans-ext.woff2", "scorecard-serif-ext.woff2"]
CARD = ["scorecard-sans-400.ttf", "scorecard-sans-600.ttf", "scorecard-serif-600.ttf"]
EVERYWHERE = "AZaz09 “Œœ” ‘ʻEwa’ – — … − × ≥ ≤ € § · → ← ñ é Ü ß\u00a0\u202f"
BEYOND_LATIN_1 = "ā ł ž ő ș ễ"


def letters(name: str) -> set[int]:
    """Return the code points that a font file has a glyph for."""
    return set(TTFont(FONTS / name).getBestCmap())


@pytest.mark.parametrize("name", BASE + CARD)
def test_everyday_signs_are_in_every_font_that_is_always_loaded(name: str) -> None:
    """A sign that pages and cards print has a glyph, or a card would fail PDF/UA."""
    assert set() == set(map(ord, EVERYWHERE)) - letters(name)


@pytest.mark.parametrize("name", EXTENDED + CARD)
def test_names_beyond_latin_1_can_be_written(name: str) -> None:
    """Letters such as ł and ễ are in the files for them."""
    assert set() == set(map(ord, BEYOND_LATIN_1.replace(" ", ""))) - letters(name)


@pytest.mark.parametrize("name", BASE + EXTENDED + CARD)
def test_no_name_record_carries_the_reserved_font_name(name: str) -> None:
    """The licence forbids a changed font to be called what the original is called."""
    records = [str(record) for record in TTFont(FONTS / name)["name"].names]
    assert [] == [record for record in records if "source" in record.lower()]


@pytest.mark.parametrize(
    ("name", "family"), [(name, "Scorecard Serif" if "serif" in name else "Scorecard Sans") for name in BASE + CARD]
)
def test_the_family_is_the_one_that_style_sheets_name(name: str, family: str) -> None:
    """Programs that read the typographic family find ours."""
    names: Any = TTFont(FONTS / name)["name"]
    assert family == (names.getDebugName(16) or names.getDebugName(1))


@pytest.mark.parametrize("name", BASE + CARD)
def test_figures_have_one_width(name: str) -> None:
    """Scores line up in columns without any style."""
    font: Any = TTFont(FONTS / name)
    glyphs = font.getBestCmap()
    assert 1 == len({font["hmtx"][glyphs[ord(digit)]][0] for digit in "0123456789"})


def test_the_fonts_of_a_page_are_light() -> None:
    """What a phone loads before the first word stays under 36 kB."""
    assert sum((FONTS / name).stat().st_size for name in BASE) < 36_000

"""Words in, what the bundled sans draws for them out: the letters it has, how wide words are, their outlines.

HarfBuzz lays words out and opens no font but ours.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any

from scorecard.packaged import packaged
from scorecard.publishing.language import without_marks

TEXT_SIZE = 14.0  # pixels
UNITS = 1000  # of both files, as many as the size of the letters
_ELIDED = "…"
_EM = 0.6  # of the size: hardly a word of some letters is wider on average
_NARROW = 8  # letters at most in a width of the size of the letters: the narrowest are an eighth of it
_MOST = 4096  # lines of words remembered: the pictures of an edition say the same ones in two shades


@dataclass(frozen=True, slots=True)
class Line:
    """Words in a row: how wide they are, and each letter that shows: its number in the font, and where it begins.

    In units of the font; y runs down.
    """

    width: int
    letters: tuple[tuple[int, int], ...]


@lru_cache(maxsize=_MOST)
def laid_out(words: str, *, is_bold: bool) -> Line:
    """Lay out what `spelled` gave."""
    import uharfbuzz  # noqa: PLC0415  # only needed where something is drawn

    buffer = uharfbuzz.Buffer()
    buffer.add_str(words)
    buffer.direction, buffer.script, buffer.language = "ltr", "Latn", "en"  # whatever the machine's locale is
    uharfbuzz.shape(_font(is_bold=is_bold), buffer)
    x, placed = 0, []
    for letter, place in zip(buffer.glyph_infos, buffer.glyph_positions, strict=True):
        if outline(letter.codepoint, is_bold=is_bold):
            placed.append((letter.codepoint, x + place.x_offset))
        x += place.x_advance
    return Line(x, tuple(placed))


@cache
def outline(letter: int, *, is_bold: bool) -> str:
    """Give the path of a letter by its number in the font; empty for a space."""
    steps: list[str] = []
    _font(is_bold=is_bold).draw_glyph(letter, _pen(), steps)
    return "".join(steps)


@cache
def _pen() -> Any:
    from uharfbuzz import DrawFuncs  # noqa: PLC0415  # as above

    def step(sign: str) -> Any:
        """Write a step: pairs of x and y, which the font counts upward."""

        def write(*values: Any) -> None:
            *numbers, steps = values
            pairs = zip(numbers[::2], numbers[1::2], strict=True)
            steps.append(sign + " ".join(f"{x:.0f} {-y:.0f}" for x, y in pairs))

        return write

    pen = DrawFuncs()
    pen.set_move_to_func(step("M"))
    pen.set_line_to_func(step("L"))
    pen.set_quadratic_to_func(step("Q"))
    pen.set_cubic_to_func(step("C"))
    pen.set_close_path_func(step("z"))
    return pen


def width_of(words: str, *, size: float = TEXT_SIZE, is_bold: bool = False) -> float:
    """Measure words, in pixels."""
    return laid_out(spelled(without_marks(words)), is_bold=is_bold).width * size / UNITS


def shorter(words: str, most: float, *, size: float = TEXT_SIZE, is_bold: bool = False) -> str:
    """Cut words off where they are wider than so many pixels."""
    said = without_marks(words)
    if len(said) * size * _EM <= most:
        return said  # nearly all
    said = said[: int(_NARROW * most / size)]  # a text may be long, and measuring takes as long as it is
    if said == without_marks(words) and width_of(said, size=size, is_bold=is_bold) <= most:
        return said
    fits, too_long = 0, len(said) + 1
    while too_long - fits > 1:
        middle = (fits + too_long) // 2
        is_short = width_of(f"{said[:middle].rstrip()}{_ELIDED}", size=size, is_bold=is_bold) <= most
        fits, too_long = (middle, too_long) if is_short else (fits, middle)
    return f"{said[:fits].rstrip()}{_ELIDED}"


def spelled(words: str) -> str:
    """Keep what the font can draw; a letter with a mark that it lacks loses the mark, all else becomes `…`."""
    letters = _letters()
    if letters.issuperset(words):
        return words
    made = ""
    for letter in words:
        base = "".join(one for one in unicodedata.normalize("NFKD", letter) if not unicodedata.combining(one))
        fitting = letter if letter in letters else base if letters.issuperset(base) else _ELIDED
        made += "" if fitting == _ELIDED and made.endswith(_ELIDED) else fitting
    return made


@cache
def _letters() -> frozenset[str]:
    """Name the letters that both weights have."""
    return frozenset.intersection(
        *(frozenset(map(chr, _font(is_bold=is_bold).face.unicodes)) for is_bold in (False, True))
    )


@cache
def _font(*, is_bold: bool) -> Any:
    from uharfbuzz import Blob, Face, Font  # noqa: PLC0415  # as above

    name = f"scorecard-sans-{600 if is_bold else 400}.ttf"
    return Font(Face(Blob((packaged("templates") / "shared" / "fonts" / name).read_bytes())))

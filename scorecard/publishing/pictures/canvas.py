"""Boxes, stripes, lines, marks and words in pixels in, one small SVG out, the same bytes on every run.

What has one look is one path, whatever its number of parts, and a letter is described once.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from html import escape
from itertools import groupby
from typing import Literal

from scorecard.publishing.card_shapes import PITCH, STROKE
from scorecard.publishing.language import without_marks
from scorecard.publishing.pictures.hatch import Point, stripes
from scorecard.publishing.pictures.letters import TEXT_SIZE, UNITS, laid_out, outline, spelled

Shade = Literal["light", "dark", "print"]
Anchor = Literal["left", "center", "right"]
Ink = Literal["paper", "ink", "quiet", "line", "rule", "fill", "on_fill", "raised"]

# The tokens of look.md, section 4, which tokens.css has for pages: a picture cannot ask for them.
INKS: dict[Shade, dict[Ink, str]] = {
    "light": {
        "paper": "#fcfbf8", "raised": "#ffffff", "ink": "#1a1d20", "quiet": "#4a5056", "line": "#70767b",
        "rule": "#d9d6cd", "fill": "#0b5563", "on_fill": "#ffffff",
    },
    "dark": {
        "paper": "#14181b", "raised": "#1b2024", "ink": "#eceae5", "quiet": "#b6bbbe", "line": "#8a9196",
        "rule": "#343a3f", "fill": "#5aabb6", "on_fill": "#0d1214",
    },
    "print": {
        "paper": "#ffffff", "raised": "#ffffff", "ink": "#111111", "quiet": "#444444", "line": "#666666",
        "rule": "#bbbbbb", "fill": "#0b4552", "on_fill": "#ffffff",
    },
}  # fmt: skip
FAMILY = "Scorecard Sans"
_APART, _THIN = 4.24, 1.1  # pixels from one stripe to the next, measured across them, and across one
_CURVE = 0.5523  # of the radius: where the control points of a quarter of a circle stand


@dataclass(frozen=True, slots=True)
class _Look:
    """How a path is drawn: filled or striped, with a line or without, solid or dashed."""

    fill: Ink | None = None
    line: Ink | None = None
    width: float = 0.0
    is_striped: bool = False
    dashes: tuple[float, ...] = ()


@dataclass(frozen=True, slots=True)
class _Text:
    """Words with their base line at y, turned by some degrees to the left."""

    x: float
    y: float
    words: str
    size: float
    ink: Ink
    anchor: Anchor
    is_bold: bool
    turned: float


class Canvas:
    """A drawing of so many pixels; y runs down. Layers are drawn in the order in which they were first asked for."""

    def __init__(self, width: float, height: float, shade: Shade) -> None:
        self.width, self.height, self._inks = width, height, INKS[shade]
        self._has_paths = shade != "print"  # a browser may have no such font; who draws a PDF has, and draws it faster
        self._layers: dict[_Look, list[str]] = {}
        self._texts: list[_Text] = []

    def box(self, x: float, y: float, width: float, height: float, ink: Ink) -> None:
        """Fill a box."""
        self._draw(_Look(fill=ink), _box(x, y, width, height))

    def stripes(self, x: float, y: float, width: float, height: float) -> None:
        """Stripe a box: not settled."""
        self._stripe([(x, y), (x + width, y), (x + width, y + height), (x, y + height)], _box(x, y, width, height))

    def frame(
        self, x: float, y: float, width: float, height: float, ink: Ink = "line", *, is_dashed: bool = False
    ) -> None:
        """Draw the line of a box."""
        look = _Look(line=ink, width=1.25, dashes=(3.75, 3) if is_dashed else ())
        self._draw(look, _box(x, y, width, height))

    def line(self, points: Sequence[Point], ink: Ink, width: float) -> None:
        """Draw a line through points."""
        self._draw(_Look(line=ink, width=width), _through(points))

    def band(self, points: Sequence[Point]) -> None:
        """Stripe what lies inside a line: not settled."""
        self._stripe(points, f"{_through(points)}z")

    def disk(self, x: float, y: float, radius: float, ink: Ink, *, width: float = 0) -> None:
        """Fill a disk; with a width, draw a ring, whose inside is the paper's."""
        bend = radius * _CURVE
        quarters = [
            (x + radius, y + bend), (x + bend, y + radius), (x, y + radius),
            (x - bend, y + radius), (x - radius, y + bend), (x - radius, y),
            (x - radius, y - bend), (x - bend, y - radius), (x, y - radius),
            (x + bend, y - radius), (x + radius, y - bend), (x + radius, y),
        ]  # fmt: skip
        look = _Look(fill="paper", line=ink, width=width) if width else _Look(fill=ink)
        self._draw(look, f"M{_point((x + radius, y))}C{' '.join(map(_point, quarters))}z")

    def text(
        self,
        x: float,
        y: float,
        words: str,
        *,
        size: float = TEXT_SIZE,
        ink: Ink = "ink",
        anchor: Anchor = "left",
        is_bold: bool = False,
        turned: float = 0,
    ) -> None:
        """Write words with their base line at y, turned by some degrees to the left."""
        if said := spelled(without_marks(words)):
            self._texts.append(_Text(x, y, said, size, ink, anchor, is_bold, turned))

    def svg(self) -> bytes:
        """Draw everything."""
        size = f'width="{_short(self.width)}" height="{_short(self.height)}"'
        box = f'viewBox="0 0 {_short(self.width)} {_short(self.height)}"'
        parts = [f'<svg xmlns="http://www.w3.org/2000/svg" {size} {box}>']
        letters = self._letters() if self._has_paths else {}
        if defined := [*self._pattern(), *self._outlines(letters)]:
            parts += ["<defs>", *defined, "</defs>"]
        parts += [f'<path{self._paint(look)} d="{"".join(steps)}"/>' for look, steps in self._layers.items()]
        parts += self._written(letters) if self._has_paths else self._said()
        return "\n".join([*parts, "</svg>", ""]).encode()

    def _draw(self, look: _Look, steps: str) -> None:
        self._layers.setdefault(look, []).append(steps)

    def _stripe(self, corners: Sequence[Point], steps: str) -> None:
        """Fill with a pattern; on paper, where seams show between its tiles, draw each stripe as a line."""
        if self._has_paths:
            self._draw(_Look(is_striped=True), steps)
            return
        for ends in stripes(corners, PITCH):
            self._draw(_Look(line="fill", width=STROKE), _through(ends))

    def _paint(self, look: _Look) -> str:
        filled = self._inks[look.fill] if look.fill else "url(#stripes)" if look.is_striped else "none"
        said = f' fill="{filled}"'
        if look.line:
            said += f' stroke="{self._inks[look.line]}" stroke-width="{_short(look.width)}"'
        if look.dashes:
            said += f' stroke-dasharray="{" ".join(map(_short, look.dashes))}"'
        return said

    def _pattern(self) -> Iterator[str]:
        if any(look.is_striped for look in self._layers):
            size = f'width="{_APART}" height="{_APART}"'
            yield f'<pattern id="stripes" {size} patternUnits="userSpaceOnUse" patternTransform="rotate(45)">'
            line = f'stroke="{self._inks["fill"]}" stroke-width="{_THIN}"'
            yield f'<path {line} d="M{_short(_APART / 2)} 0V{_APART}"/></pattern>'

    def _letters(self) -> dict[tuple[bool, int], str]:
        """Name the letters that are drawn, by weight and number in the font, in the order in which they come."""
        drawn = dict.fromkeys(
            (text.is_bold, letter)
            for text in self._texts
            for letter, _ in laid_out(text.words, is_bold=text.is_bold).letters
        )
        return {letter: f"g{place:x}" for place, letter in enumerate(drawn)}

    def _outlines(self, names: dict[tuple[bool, int], str]) -> Iterator[str]:
        for (is_bold, letter), name in names.items():
            yield f'<path id="{name}" d="{outline(letter, is_bold=is_bold)}"/>'

    def _written(self, names: dict[tuple[bool, int], str]) -> Iterator[str]:
        """Write words as letters that are drawn."""
        for ink, texts in groupby(self._texts, key=lambda text: text.ink):
            yield f'<g fill="{self._inks[ink]}">'
            for text in texts:
                line, scale = laid_out(text.words, is_bold=text.is_bold), text.size / UNITS
                start = {"left": 0.0, "center": line.width / 2, "right": line.width}[text.anchor]
                turn = f" rotate({_short(-text.turned)})" if text.turned else ""
                placed = [(names[text.is_bold, letter], _short(at - start)) for letter, at in line.letters]
                uses = "".join(f'<use href="#{name}" x="{x}"/>' for name, x in placed)
                yield f'<g transform="translate({_point((text.x, text.y))}){turn} scale({scale:g})">{uses}</g>'
            yield "</g>"

    def _said(self) -> Iterator[str]:
        """Write words as words."""
        sides = {"left": "start", "center": "middle", "right": "end"}
        for text in self._texts:
            x, y = _short(text.x), _short(text.y)
            weight = ' font-weight="600"' if text.is_bold else ""
            turn = f' transform="rotate({_short(-text.turned)} {x} {y})"' if text.turned else ""
            look = f'font-family="{FAMILY}" font-size="{text.size:g}"{weight} fill="{self._inks[text.ink]}"{turn}'
            said = escape(text.words, quote=False)
            yield f'<text x="{x}" y="{y}" text-anchor="{sides[text.anchor]}" {look}>{said}</text>'


def _box(x: float, y: float, width: float, height: float) -> str:
    return f"M{_point((x, y))}H{_short(x + width)}V{_short(y + height)}H{_short(x)}z"


def _through(points: Sequence[Point]) -> str:
    return f"M{'L'.join(map(_point, points))}"


def _point(at: Point) -> str:
    return f"{_short(at[0])} {_short(at[1])}"


@lru_cache(maxsize=1 << 14)
def _short(number: float) -> str:
    return f"{round(number, 2) + 0.0:.7g}"  # the sum makes 0 of -0

"""Boxes, stripes, lines, marks and words in pixels in, one small SVG out, the same bytes on every run.

matplotlib draws it: what has one look is one path, whatever its number of parts, and
what it writes is made short. It is imported when something is drawn, not before.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from io import BytesIO
from typing import Any, Literal
from xml.sax.saxutils import escape

from scorecard.packaged import packaged
from scorecard.publishing.card_shapes import PITCH, STROKE
from scorecard.publishing.language import without_marks
from scorecard.publishing.pictures.hatch import Point, stripes

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
TEXT_SIZE = 14.0  # pixels
FAMILY = "Scorecard Sans"
_SETTINGS: dict[str, object] = {
    "svg.hashsalt": "scorecard",
    "svg.fonttype": "path",
    "hatch.linewidth": 1.1,
    "path.simplify": False,
}
_NO_METADATA = {"Date": None, "Creator": None, "Format": None, "Type": None}
_HATCH = "////"
_ELIDED = "…"
_LONG_NUMBER = re.compile(r"(?<!scale\()-?\d+\.\d{3,}")  # a scale is exact, or letters would touch
_GLYPH = re.compile(r'<use xlink:href="#([^"]+)"(?: transform="translate\((-?[\d.]+)(?: 0)?\)")?/>')
_RECTANGLE = re.compile(r"M (\S+) (\S+)\s+L (\S+) \2\s+L \3 (\S+)\s+L \1 \4\s+z")
_EM = 0.6  # of the size: hardly a word of some letters is wider on average
_NARROW = 8  # letters at most in a width of the size of the letters: the narrowest are an eighth of it
_CURVE = 0.5523  # of the radius: where the control points of a quarter of a circle stand


@dataclass(slots=True)
class _Layer:
    """All that has one look: corners and what leads to each."""

    corners: list[Point] = field(default_factory=list)
    codes: list[int] = field(default_factory=list)


_MOVE, _LINE, _BEND, _CLOSE = 1, 2, 4, 79  # the codes of matplotlib's paths


@dataclass(frozen=True, slots=True)
class _Look:
    """How a path is drawn: filled or striped, with a line or without, solid or dashed."""

    fill: Ink | None = None
    line: Ink | None = None
    width: float = 0.0
    is_striped: bool = False
    dashes: tuple[float, ...] = ()


class Canvas:
    """A drawing of so many pixels; y runs down. Layers are drawn in the order in which they were first asked for."""

    def __init__(self, width: float, height: float, shade: Shade) -> None:
        self.width, self.height, self._inks = width, height, INKS[shade]
        self._has_paths = shade != "print"  # a browser may have no such font; who draws a PDF has, and draws it faster
        self._layers: dict[_Look, _Layer] = {}
        self._texts: list[tuple[float, float, str, float, Ink, Anchor, bool, float]] = []

    def box(self, x: float, y: float, width: float, height: float, ink: Ink) -> None:
        """Fill a box."""
        self._box(_Look(fill=ink), x, y, width, height)

    def stripes(self, x: float, y: float, width: float, height: float) -> None:
        """Stripe a box: not settled."""
        if not self._has_paths:
            self._stripe([(x, y), (x + width, y), (x + width, y + height), (x, y + height)])
            return
        self._box(_Look(line="fill", is_striped=True), x, y, width, height)

    def frame(
        self, x: float, y: float, width: float, height: float, ink: Ink = "line", *, is_dashed: bool = False
    ) -> None:
        """Draw the line of a box."""
        self._box(_Look(line=ink, width=1.25, dashes=(3, 2.4) if is_dashed else ()), x, y, width, height)

    def line(self, points: Sequence[Point], ink: Ink, width: float) -> None:
        """Draw a line through points."""
        self._path(_Look(line=ink, width=width), points, [_MOVE, *[_LINE] * (len(points) - 1)])

    def band(self, points: Sequence[Point]) -> None:
        """Stripe what lies inside a line: not settled."""
        if not self._has_paths:
            self._stripe(points)
            return
        codes = [_MOVE, *[_LINE] * (len(points) - 1), _CLOSE]
        self._path(_Look(line="fill", is_striped=True), [*points, points[0]], codes)

    def _stripe(self, corners: Sequence[Point]) -> None:
        """Draw each stripe as a line: on paper, seams show between the tiles of a pattern."""
        look = _Look(line="fill", width=STROKE)
        for first, last in stripes(corners, PITCH):
            self._path(look, [first, last], [_MOVE, _LINE])

    def disk(self, x: float, y: float, radius: float, ink: Ink, *, width: float = 0) -> None:
        """Fill a disk; with a width, draw a ring, whose inside is the paper's."""
        bend = radius * _CURVE
        corners = [
            (x + radius, y),
            (x + radius, y + bend), (x + bend, y + radius), (x, y + radius),
            (x - bend, y + radius), (x - radius, y + bend), (x - radius, y),
            (x - radius, y - bend), (x - bend, y - radius), (x, y - radius),
            (x + bend, y - radius), (x + radius, y - bend), (x + radius, y),
        ]  # fmt: skip
        look = _Look(fill="paper", line=ink, width=width) if width else _Look(fill=ink)
        self._path(look, [*corners, corners[0]], [_MOVE, *[_BEND] * 12, _CLOSE])

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
        said = spelled(without_marks(words))
        if said:
            self._texts.append((x, y, said, size, ink, anchor, is_bold, turned))

    def svg(self) -> bytes:
        """Draw everything."""
        from matplotlib import rc_context, rcdefaults, rcParams  # noqa: PLC0415  # slow, and rarely needed
        from matplotlib.backends.backend_svg import FigureCanvasSVG  # noqa: PLC0415
        from matplotlib.figure import Figure  # noqa: PLC0415

        out = BytesIO()
        with rc_context():
            rcdefaults()  # whatever the machine's own settings are
            rcParams.update(_SETTINGS)  # type: ignore[arg-type]  # it asks for one of its names
            figure = Figure(figsize=(self.width / 72, self.height / 72), dpi=72)
            figure.patch.set_visible(False)
            for artist in (*self._drawn(), *(self._written() if self._has_paths else ())):
                figure.add_artist(artist)
            FigureCanvasSVG(figure).print_svg(out, metadata=_NO_METADATA)  # type: ignore[no-untyped-call]  # matplotlib has no type for it
        drawn = shortened(out.getvalue().decode(), self.width, self.height)
        return drawn if self._has_paths else drawn.replace(b"</svg>", "".join(self._said()).encode() + b"</svg>")

    def _box(self, look: _Look, x: float, y: float, width: float, height: float) -> None:
        right, bottom = x + width, y + height
        corners = [(x, y), (right, y), (right, bottom), (x, bottom), (x, y)]
        self._path(look, corners, [_MOVE, _LINE, _LINE, _LINE, _CLOSE])

    def _path(self, look: _Look, corners: Sequence[Point], codes: Sequence[int]) -> None:
        layer = self._layers.setdefault(look, _Layer())
        layer.corners += [(x, self.height - y) for x, y in corners]  # matplotlib's y runs up
        layer.codes += codes

    def _drawn(self) -> list[Any]:
        from matplotlib.patches import PathPatch  # noqa: PLC0415  # slow, as above
        from matplotlib.path import Path  # noqa: PLC0415
        from matplotlib.transforms import IdentityTransform  # noqa: PLC0415

        return [
            PathPatch(
                Path(layer.corners, layer.codes),
                transform=IdentityTransform(),
                facecolor=self._inks[look.fill] if look.fill else "none",
                edgecolor=self._inks[look.line] if look.line else "none",
                linewidth=look.width,
                linestyle=(0, look.dashes) if look.dashes else "solid",
                hatch=_HATCH if look.is_striped else None,
                capstyle="butt",
                joinstyle="miter",
            )
            for look, layer in self._layers.items()
        ]

    def _said(self) -> Iterator[str]:
        """Write words as words."""
        sides = {"left": "start", "center": "middle", "right": "end"}
        for x, y, words, size, ink, anchor, is_bold, turned in self._texts:
            weight = ' font-weight="600"' if is_bold else ""
            turn = f' transform="rotate({-turned:g} {x:.2f} {y:.2f})"' if turned else ""
            look = f'font-family="{FAMILY}" font-size="{size:g}"{weight} fill="{self._inks[ink]}"'
            yield f'<text x="{x:.2f}" y="{y:.2f}" text-anchor="{sides[anchor]}" {look}{turn}>{escape(words)}</text>\n'

    def _written(self) -> list[Any]:
        from matplotlib.text import Text  # noqa: PLC0415  # slow, as above
        from matplotlib.transforms import IdentityTransform  # noqa: PLC0415

        return [
            Text(
                x,
                self.height - y,
                words,
                transform=IdentityTransform(),
                fontproperties=_font(size, is_bold=is_bold),
                color=self._inks[ink],
                horizontalalignment=anchor,
                verticalalignment="baseline",
                rotation=turned,
                rotation_mode="anchor",
                parse_math=False,
            )
            for x, y, words, size, ink, anchor, is_bold, turned in self._texts
        ]


def shortened(svg: str, width: float, height: float) -> bytes:
    """Make an SVG of matplotlib's short: pixels for points, two decimals, short names of glyphs, no comments."""
    text = re.sub(r"<!--.*?-->|<!DOCTYPE.*?>\s*", "", svg, flags=re.DOTALL)
    text = re.sub(r'width="[\d.]+pt" height="[\d.]+pt"', f'width="{width:g}" height="{height:g}"', text, count=1)
    text = re.sub(
        r'height="[\d.]+pt"([^>]*)width="[\d.]+pt"', rf'height="{height:g}"\1width="{width:g}"', text, count=1
    )
    text = _LONG_NUMBER.sub(_rounded, text)
    glyphs = list(dict.fromkeys(found[1] for found in _GLYPH.finditer(text)))
    names = {glyph: f"g{place:x}" for place, glyph in enumerate(glyphs)}
    text = _GLYPH.sub(lambda found: _glyph(names[found[1]], found[2]), text)
    text = re.sub(r'id="([^"]+)"', lambda found: f'id="{names.get(found[1], found[1])}"', text)
    text = _RECTANGLE.sub(r"M\1 \2H\3V\4H\1z", text)
    text = re.sub(r"\n?([MLCz])(?: |(?=\n))", r"\1", text)
    return re.sub(r"\s*\n\s*", "\n", text).encode()


def _rounded(number: re.Match[str]) -> str:
    short = f"{float(number[0]):.2f}".rstrip("0").rstrip(".")
    return "0" if short == "-0" else short


def _glyph(name: str, at: str | None) -> str:
    return f'<use xlink:href="#{name}"/>' if at is None else f'<use xlink:href="#{name}" x="{at}"/>'


def width_of(words: str, *, size: float = TEXT_SIZE, is_bold: bool = False) -> float:
    """Measure words, in pixels."""
    from matplotlib.textpath import text_to_path  # noqa: PLC0415  # slow, as above

    said = spelled(without_marks(words))
    width, _, _ = text_to_path.get_text_width_height_descent(said, _font(size, is_bold=is_bold), ismath=False)
    return float(width)


def shorter(words: str, most: float, *, size: float = TEXT_SIZE, is_bold: bool = False) -> str:
    """Cut words off where they are wider than so many pixels."""
    said = without_marks(words)
    if len(said) * size * _EM <= most:
        return said  # nearly all; measuring is a third of what drawing a word costs
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
    from matplotlib.ft2font import FT2Font  # noqa: PLC0415  # slow, as above

    return frozenset.intersection(
        *(frozenset(map(chr, FT2Font(_file(is_bold=is_bold)).get_charmap())) for is_bold in (False, True))
    )


@cache
def _font(size: float, *, is_bold: bool) -> Any:
    from matplotlib.font_manager import FontProperties  # noqa: PLC0415  # slow, as above

    return FontProperties(fname=_file(is_bold=is_bold), size=size)


def _file(*, is_bold: bool) -> str:
    return str(packaged("templates") / "shared" / "fonts" / f"scorecard-sans-{600 if is_bold else 400}.ttf")

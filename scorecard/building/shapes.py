"""An SVG of plain shapes in, the operators of a PDF that draw them out; nothing for a picture of any other kind.

The drawings of a card are boxes, stripes and strokes. To read them as such takes a
tenth of the time in which WeasyPrint draws any SVG that there can be.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from xml.etree import ElementTree as ET

_SVG = "{http://www.w3.org/2000/svg}"
_NUMBER = r"-?(?>\d+(?:\.\d*)?|\.\d+)"  # atomic, so that no text is tried in many ways
_NUMBERS = re.compile(_NUMBER)
_LIST = re.compile(rf"\s*{_NUMBER}(?:[\s,]*{_NUMBER})*\s*")
_PATH = re.compile(rf"(?=\s*[Mm])(?:\s*(?:[MmLlHhVvCc](?:[\s,]*{_NUMBER})+|[Zz]))+\s*")
_LINES = re.compile(rf"M(?:{_NUMBER} {_NUMBER}[ML])*{_NUMBER} {_NUMBER}")
_STEP = re.compile(r"([A-Za-z])([^A-Za-z]*)")
_TRANSLATE = re.compile(rf"translate\(\s*({_NUMBER})[\s,]+({_NUMBER})\s*\)")
_COLOR = re.compile(r"#([0-9a-f]{2})([0-9a-f]{2})([0-9a-f]{2})")
_PAINT = frozenset({"fill", "stroke", "stroke-width", "stroke-dasharray"})
_KNOWN: Mapping[str, frozenset[str]] = {
    "svg": frozenset({"width", "height", "viewBox"}),
    "g": frozenset({"transform"}),
    "rect": _PAINT | {"x", "y", "width", "height"},
    "path": _PAINT | {"d"},
}
_TAKES: Mapping[str, int] = {"M": 2, "L": 2, "H": 1, "V": 1, "C": 6, "Z": 0}
_MOST = 2048  # pictures: a batch has the same marks on every card, and bars that are seldom alike


@dataclass(frozen=True, slots=True)
class Shapes:
    """A drawing of `width` by `height` px, as `operators` of a PDF whose axes are those of the SVG."""

    width: float
    height: float
    operators: bytes


class _OtherKindError(ValueError):
    """The picture has what is not known here."""


@lru_cache(maxsize=_MOST)
def shapes_of(svg: str) -> Shapes | None:
    """Read a picture of boxes and paths, in groups that are moved at most; None where it has anything else."""
    try:
        root = ET.fromstring(svg)  # noqa: S314  # made by our templates, and without entities
        width, height = _one(root.get("width")), _one(root.get("height"))
        drawn = [*_scaled(root, width, height), *_drawn(root)]
    except (_OtherKindError, ET.ParseError):
        return None
    return Shapes(width, height, "\n".join(drawn).encode("ascii"))


def _scaled(root: ET.Element, width: float, height: float) -> Iterator[str]:
    """Begin a drawing whose units may be larger than a px, by the same in both directions."""
    left, top, across, down = _numbers(root.get("viewBox"), f"0 0 {width} {height}")
    if root.tag != f"{_SVG}svg" or (left, top) != (0, 0) or not width * height * across * down:
        raise _OtherKindError
    if abs(width / across - height / down) > 1e-9:
        raise _OtherKindError
    if width != across:
        yield f"{width / across:.6f} 0 0 {height / down:.6f} 0 0 cm"


def _drawn(node: ET.Element) -> Iterator[str]:
    name = node.tag.removeprefix(_SVG)
    if name == node.tag or name not in _KNOWN or not _KNOWN[name].issuperset(node.attrib):
        raise _OtherKindError
    if (node.text or "").strip() or (node.tail or "").strip():
        raise _OtherKindError
    if name in {"rect", "path"}:
        if len(node):
            raise _OtherKindError
        yield from _painted(node, _box(node) if name == "rect" else _path(node.get("d", "")))
        return
    moved = node.get("transform")
    if moved is not None:
        found = _TRANSLATE.fullmatch(moved)
        if found is None:
            raise _OtherKindError
        yield f"q 1 0 0 1 {found[1]} {found[2]} cm"
    for child in node:
        yield from _drawn(child)
    if moved is not None:
        yield "Q"


def _painted(node: ET.Element, outline: str) -> Iterator[str]:
    """Fill an outline, stroke it, or both, with a state of its own."""
    fill, stroke = node.get("fill", "#000000"), node.get("stroke", "none")
    if fill == stroke == "none" or not outline:
        return
    yield "q"
    if fill != "none":
        yield f"{_color(fill)} rg"
    if stroke != "none":
        dashes = _numbers(node.get("stroke-dasharray"), "")
        yield f"{_color(stroke)} RG {_short(_one(node.get('stroke-width', '1')))} w"
        if dashes:
            yield f"[{' '.join(map(_short, dashes))}] 0 d"
    yield outline
    yield f"{'S' if fill == 'none' else 'f' if stroke == 'none' else 'B'} Q"


def _color(written: str) -> str:
    found = _COLOR.fullmatch(written)
    if found is None:
        raise _OtherKindError
    return " ".join(f"{int(part, 16) / 255:.4g}" for part in found.groups())


def _box(node: ET.Element) -> str:
    sides = (_one(node.get("x", "0")), _one(node.get("y", "0")), _one(node.get("width")), _one(node.get("height")))
    return f"{' '.join(map(_short, sides))} re"


def _path(written: str) -> str:
    if _LINES.fullmatch(written) is not None:
        return "\n".join(map(_line, written[1:].split("M")))
    if _PATH.fullmatch(written) is None:
        raise _OtherKindError
    pen = _Pen()
    for letter, rest in _STEP.findall(written):
        pen.draw(letter, [float(number) for number in _NUMBERS.findall(rest)])
    return "\n".join(pen.drawn)


def _line(points: str) -> str:
    """Draw a line through points, for which a PDF has the same numbers with the letters behind them."""
    first, _, others = points.partition("L")
    return f"{first} m\n{others.replace('L', ' l ')} l" if others else f"{first} m"


class _Pen:
    """Follows a path from where it stands (`x`, `y`), and from where the shape began (`first`)."""

    def __init__(self) -> None:
        self.x = self.y = 0.0
        self.first = (0.0, 0.0)
        self.drawn: list[str] = []

    def draw(self, letter: str, numbers: list[float]) -> None:
        """Take one step of a path, or several of the same kind."""
        kind = letter.upper()
        takes = _TAKES[kind]
        if kind == "Z":
            self.drawn.append("h")
            self.x, self.y = self.first
            return
        if len(numbers) % takes:
            raise _OtherKindError
        for start in range(0, len(numbers), takes):
            x, y = (self.x, self.y) if letter != kind else (0.0, 0.0)
            self._step(kind if not start or kind != "M" else "L", numbers[start : start + takes], x, y)

    def _step(self, kind: str, by: list[float], x: float, y: float) -> None:
        if kind == "H":
            self.x = x + by[0]
        elif kind == "V":
            self.y = y + by[0]
        else:
            self.x, self.y = x + by[-2], y + by[-1]
        here = f"{_short(self.x)} {_short(self.y)}"
        if kind == "M":
            self.first = self.x, self.y
            self.drawn.append(f"{here} m")
        elif kind == "C":
            bends = (f"{_short(x + by[at])} {_short(y + by[at + 1])}" for at in (0, 2))
            self.drawn.append(f"{' '.join(bends)} {here} c")
        else:
            self.drawn.append(f"{here} l")


def _one(written: str | None) -> float:
    numbers = _numbers(written, "")
    if len(numbers) != 1:
        raise _OtherKindError
    return numbers[0]


def _numbers(written: str | None, default: str) -> list[float]:
    chosen = default if written is None else written
    if chosen and _LIST.fullmatch(chosen) is None:
        raise _OtherKindError
    return [float(number) for number in _NUMBERS.findall(chosen)]


def _short(number: float) -> str:
    """Write a number as a PDF knows it: never with an exponent."""
    return f"{number:.4f}".rstrip("0").rstrip(".")

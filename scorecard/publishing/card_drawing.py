"""Outcomes, bands and an address in, the small drawings of a report card out, and all of them hung as pictures."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

import segno

from scorecard.publishing.card_bars import BarDrawing
from scorecard.publishing.card_shapes import box, brackets, frame, placed, stripes
from scorecard.publishing.draw import Mark, MarkKind, Rung, RungState
from scorecard.publishing.templating import Templates

_RUNG = 18  # px: side of a square of the ladder
PAIR_WIDTH, PAIR_STEP = 328, 352  # px: of a question without an answer, and from one to its neighbor
HAIRLINE = 0.53  # px: 0.4 pt
RULED = 40  # pictures: cards of thirty criteria have some twenty, and each rule costs the first card of a process time
_SWATCH = 26  # px: width of a field of the key
_KEY_PLACES = (0, 130, 290, 430)  # px: where the style sheet has the words of the key, less their indent


# Signs of marks, as steps from their center: a check, a cross, a question mark, a clock, a dash.
_SIGNS: Mapping[MarkKind, str] = {
    "full": "m-3.6 .1l2.5 2.5 4.7-5",
    "none": "m-2.3-2.3l4.6 4.6m0-4.6l-4.6 4.6",
    "unknown": "m-2-1.7c0-2.7 4.2-2.7 4.2 0 0 1.7-2.1 1.7-2.1 3.4m0 1.2v1.3",
    "stale": "m4 0c0 2.26-1.74 4-4 4-2.26 0-4-1.74-4-4 0-2.26 1.74-4 4-4 2.26 0 4 1.74 4 4m-4-2.5v2.7h2.1",
    "not_applicable": "m-5 0h10",
}
_CLEAR: Mapping[MarkKind, float] = {"unknown": 11, "stale": 14.4}  # px: the width that is kept clear for a sign


@dataclass(frozen=True, slots=True)
class MarkDrawing:
    """Outcome marks of one `kind`, in a drawing of `width` by `height`.

    Each is a path: `filled` what is proved, open or framed, `dashed` the broken
    line around what is not known, `sign` the sign, `rules` hairlines above; each
    None where there is none.
    """

    kind: MarkKind
    width: str
    height: str
    filled: str | None = None
    dashed: str | None = None
    sign: str | None = None
    rules: str | None = None
    template: str = "card/mark.svg"


@dataclass(frozen=True, slots=True)
class LadderRung:
    """A square of the ladder: its `letter`, its `state`, and where it stands (`at`)."""

    letter: str
    state: RungState
    at: str


@dataclass(frozen=True, slots=True)
class LadderDrawing:
    """The squares of the bands, worst first: `rungs` in a drawing of a `width`; `frames` is where framed ones stand."""

    rungs: tuple[LadderRung, ...]
    frames: tuple[str, ...]
    width: str
    template: str = "card/ladder.svg"


@dataclass(frozen=True, slots=True)
class KeyDrawing:
    """The fields of the key in a drawing of `width` by `height`: `boxes` and what is `filled` in them, each a path."""

    width: str
    height: str
    boxes: str
    filled: str
    template: str = "card/key.svg"


@dataclass(frozen=True, slots=True)
class DraftDrawing:
    """A `word` that lies behind every page of a draft; the style sheet asks for it by the name `draft.svg`."""

    word: str
    template: str = "card/draft.svg"


@dataclass(frozen=True, slots=True)
class CodeDrawing:
    """A QR code: `path` is lines one module wide, `modules` of them on a side."""

    path: str
    modules: int
    template: str = "card/code.svg"


Drawing = BarDrawing | MarkDrawing | LadderDrawing | KeyDrawing | DraftDrawing | CodeDrawing


@dataclass(slots=True)
class Gallery:
    """Collects the drawings that stand beside words as pictures, each once.

    A picture in a background is no part of what a reader hears: the words beside
    it say the same. The code alone is an image, with words of its own. `pictures`
    holds name -> SVG; a name is that of a class too, for which `picture_rules` shows it.
    """

    templates: Templates
    pictures: dict[str, str] = field(default_factory=dict)
    _names: dict[Drawing, str] = field(default_factory=dict)

    def hang(self, drawing: Drawing) -> str:
        """Keep a drawing and give its name."""
        if drawing not in self._names:
            name = "draft.svg" if isinstance(drawing, DraftDrawing) else _name(len(self._names) + 1)
            self.pictures[name] = self.templates.render(drawing).decode()
            self._names[drawing] = name
        return self._names[drawing]

    def without_rule(self) -> str:
        """Write the rules of those pictures that `picture_rules` has none for; empty on nearly every card."""
        return _rules(range(RULED + 1, len(self._names) + 1))


def picture_rules() -> str:
    """Write the rules that show the first pictures of a card, each as the background of what has its name as a class.

    A class costs far less than a style of an element's own: elements with the same
    classes share what follows from them.
    """
    return _rules(range(1, RULED + 1))


def _rules(numbers: Iterable[int]) -> str:
    names = map(_name, numbers)
    return "\n".join(
        rf".{name.removesuffix('.svg')}\.svg {{ background-image: url(build:///pictures/{name}) }}" for name in names
    )


def _name(number: int) -> str:
    return f"p{number}.svg"


def mark_width(*, is_dense: bool) -> int:
    """Give the width of outcome marks; the small one is for rubrics of many criteria."""
    return 27 if is_dense else 34


def mark_drawing(of: Mark, *, is_dense: bool) -> MarkDrawing:
    """Draw an outcome mark that was laid out for `mark_width`."""
    width, height = _mark_size(is_dense=is_dense)
    return _marks(of, [(0, 0)], width, height, MarkDrawing(of.kind, str(width), str(height)))


def pair_drawing(of: Mark, *, is_dense: bool, count: int) -> MarkDrawing:
    """Draw one row of questions without an answer: for one or two, a hairline and under it the mark."""
    starts = [PAIR_STEP * place for place in range(count)]
    rules = "".join(box(start, 0, start + PAIR_WIDTH, HAIRLINE) for start in starts)
    width, height = _mark_size(is_dense=is_dense)
    places = [(start, HAIRLINE + 5) for start in starts]
    return _marks(of, places, width, height, MarkDrawing(of.kind, f"{starts[-1] + PAIR_WIDTH}", "20", rules=rules))


def _mark_size(*, is_dense: bool) -> tuple[int, int]:
    return mark_width(is_dense=is_dense), 10 if is_dense else 11


def _marks(of: Mark, places: Sequence[tuple[float, float]], width: int, height: int, empty: MarkDrawing) -> MarkDrawing:
    """Draw a mark at each of some places."""
    clear, sign = _CLEAR.get(of.kind), _SIGNS.get(of.kind)
    edges = [(x, y, x + width, y + height) for x, y in places]
    return replace(
        empty,
        filled="".join(_filled(of, *edge) for edge in edges) or None,
        dashed="".join(brackets(*edge, clear) for edge in edges) if clear is not None else None,
        sign="".join(placed(sign, x + width / 2, y + height / 2) for x, y in places) if sign is not None else None,
    )


def _filled(of: Mark, left: float, top: float, right: float, bottom: float) -> str:
    """Fill one mark."""
    clear, middle = _CLEAR.get(of.kind), (left + right) / 2
    if of.kind == "full":
        return box(left, top, right, bottom)
    if of.kind == "not_applicable":
        return ""
    if clear is not None:
        first = stripes(left, top, middle - clear / 2, bottom)
        return first + stripes(middle + clear / 2, top, right, bottom, origin=left)
    drawn = [frame(left, top, right, bottom)]
    if of.solid is not None:
        drawn.append(box(left, top, left + float(of.solid), bottom))
    if of.stripes_at is not None and of.stripes is not None:
        start = left + float(of.stripes_at)
        drawn.append(stripes(start, top, start + float(of.stripes), bottom))
    if of.upright is not None:
        at = left + float(of.upright)
        drawn.append(box(at - 0.9, top, at + 0.9, bottom))
    return "".join(drawn)


def ladder_drawing(rungs: tuple[Rung, ...]) -> LadderDrawing:
    """Draw the ladder."""
    placed = tuple(LadderRung(rung.letter, rung.state, str(_RUNG * place + 1)) for place, rung in enumerate(rungs))
    return LadderDrawing(placed, tuple(rung.at for rung in placed if rung.state == "in"), str(_RUNG * len(rungs) + 2))


def key_drawing(*, has_bracket: bool = False) -> KeyDrawing:
    """Draw the fields of the key: solid, striped, empty, and the bracket where there is one."""
    solid, striped, empty, bracket = _KEY_PLACES
    boxes = "".join(f"M{at + 0.5:g} .5h{_SWATCH - 1}v9h-{_SWATCH - 1}z" for at in (solid, striped, empty))
    if has_bracket:
        boxes += f"M{bracket + 0.5:g} 1v8M{bracket + 0.5:g} 5h{_SWATCH - 1}M{bracket + _SWATCH - 0.5:g} 1v8"
    filled = box(solid + 1, 1, solid + _SWATCH - 1, 9) + stripes(striped, 0, striped + _SWATCH, 10)
    return KeyDrawing(f"{(bracket if has_bracket else empty) + _SWATCH:g}", "10", boxes, filled)


def code_drawing(address: str) -> CodeDrawing:
    """Make the QR code of an address, with the medium correction of faults; the white around it is left to the page."""
    rows = [bytes(row) for row in segno.make(address, error="m", micro=False).matrix]
    path = "".join(f"M{start} {y}.5L{end} {y}.5" for y, row in enumerate(rows) for start, end in _runs(row))
    return CodeDrawing(path, len(rows))


def _runs(row: bytes) -> list[tuple[int, int]]:
    """List where dark modules begin and end in a row."""
    edges = [x for x in range(len(row) + 1) if (x < len(row) and row[x]) != (x > 0 and row[x - 1])]
    return list(zip(edges[::2], edges[1::2], strict=True))

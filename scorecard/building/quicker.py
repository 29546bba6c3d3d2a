"""WeasyPrint in, the same with quicker ways while a card is drawn out; afterwards it goes its own again.

It asks every style for the same values over and over. What is kept here is kept on the
object that it belongs to, and ends with the card. A test holds that each way gives the
bytes that WeasyPrint's own gives, but for two that make the file smaller or pack it sooner.
"""

from __future__ import annotations

import sys
import zlib
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import cache
from types import SimpleNamespace
from typing import Any

from scorecard.building.quicker_text import glyphs_at_once, lines_kept, strut_kept
from scorecard.building.shortcuts import Picture

_BORDERS = ("border_top_width", "border_right_width", "border_bottom_width", "border_left_width")
_RESOLVED = (
    *(f"{kind}_{side}" for kind in ("margin", "padding") for side in ("left", "right", "top", "bottom")),
    *(f"{prefix}{size}" for size in ("width", "height") for prefix in ("", "min_", "max_")),
)
_CORNERS = tuple(f"border_{corner}_radius" for corner in ("top_left", "top_right", "bottom_right", "bottom_left"))
_OF_BOTH = frozenset({"page", "position", "float", "display"})  # what is computed from more than the value itself
_COPIED = frozenset({"first-line", "first-letter"})  # whose styles are laid over others, with all that is in them
_LEVEL = 7  # of zlib: half the time of 9, and a card is one part in a hundred larger
_FLOWING = frozenset({"static", "relative"})
Way = tuple[Any, str, Any]


@contextmanager
def quicker() -> Iterator[None]:
    """Let WeasyPrint go the quicker ways, and its own again afterwards."""
    with going(ways()):
        yield


@contextmanager
def going(chosen: Sequence[Way]) -> Iterator[None]:
    """Let WeasyPrint go some ways for a while."""
    before = [(place, name, getattr(place, name)) for place, name, _ in chosen]
    _take(chosen)
    try:
        yield
    finally:
        _take(before)


def _take(chosen: Sequence[Way]) -> None:
    for place, name, way in chosen:
        setattr(place, name, way)


@cache
def ways() -> tuple[Way, ...]:
    """List what is replaced: where, its name, and by what."""
    import pydyf  # noqa: PLC0415  # slow, and not everywhere there
    from weasyprint import css, draw  # noqa: PLC0415  # likewise
    from weasyprint.draw import text  # noqa: PLC0415  # likewise
    from weasyprint.formatting_structure import boxes  # noqa: PLC0415  # likewise
    from weasyprint.layout import background, percent  # noqa: PLC0415  # likewise
    from weasyprint.text import line_break  # noqa: PLC0415  # likewise

    return (
        *_everywhere("resolve_percentages", percent, _resolver),
        *_everywhere("strut", line_break, strut_kept),
        *((line_break.Layout, name, way) for name, way in lines_kept(line_break.Layout).items()),
        *_styles(css),
        (background, "layout_box_backgrounds", _backgrounds(background.layout_box_backgrounds)),
        (boxes.Box, "is_in_normal_flow", _in_flow(boxes.Box.is_in_normal_flow)),
        (draw, "draw_background_image", _pictures(draw.draw_background_image)),
        (text, "draw_first_line", glyphs_at_once(text)),
        (pydyf, "_to_bytes", _to_bytes(pydyf._to_bytes)),  # noqa: SLF001  # all is written with it
        (pydyf, "zlib", SimpleNamespace(compressobj=lambda level: zlib.compressobj(min(level, _LEVEL)))),
    )


def _everywhere(name: str, home: Any, make: Callable[[Any], Any]) -> Iterator[Way]:
    """Replace a function of a module in each module of WeasyPrint that knows it by its name."""
    own = getattr(home, name)
    way = make(own)
    for path, module in sorted(sys.modules.items()):
        if path.startswith("weasyprint.") and getattr(module, name, None) is own:
            yield module, name, way


def _resolver(own: Callable[[Any, Any], None]) -> Callable[[Any, Any], None]:
    """Resolve the sides of a box once for each style, where they do not depend on what is around it."""

    def resolve_percentages(box: Any, containing_block: Any) -> None:
        style, values = box.style, box.__dict__
        known = style.__dict__.get("resolved")
        if known is None:
            own(box, containing_block)
            style.__dict__["resolved"] = {name: values[name] for name in _RESOLVED} if _is_fixed(style) else {}
            return
        if not known:
            own(box, containing_block)
            return
        values.update(known)
        collapses = style["border_collapse"] == "collapse"
        for name in _BORDERS:
            if not (collapses and name in values):  # borders that collapse are those of the box, not of its style
                values[name] = style[name]

    return resolve_percentages


def _is_fixed(style: Any) -> bool:
    """Whether all sizes of a style are lengths, and those of the content."""
    sizes = (style[name] for name in _RESOLVED)
    is_content = style["box_sizing"] == "content-box"
    return is_content and all(size == "auto" or getattr(size, "unit", None) == "px" for size in sizes)


def _backgrounds(own: Callable[..., None]) -> Callable[..., None]:
    """Pass over boxes that have neither a background nor round corners."""
    from weasyprint.draw.color import get_color  # noqa: PLC0415  # comes with WeasyPrint

    def is_bare(style: Any) -> bool:
        known: bool | None = style.__dict__.get("is_bare")
        if known is None:
            known = style.__dict__["is_bare"] = (
                style["border_image_source"][0] == style["mask_border_source"][0] == "none"
                and style["visibility"] == "visible"
                and all(kind == "none" for kind, _ in style["background_image"])
                and get_color(style, "background_color").alpha == 0
                and not style["box_shadow"]
                and all((0, "px") in style[corner] for corner in _CORNERS)
            )
        return known

    def layout_box_backgrounds(
        page: Any, box: Any, get_image_from_uri: Any, layout_children: bool = True, style: Any = None
    ) -> None:
        if style is not None or box is page or not is_bare(box.style):
            own(page, box, get_image_from_uri, layout_children, style)
            return
        for corner in _CORNERS:
            setattr(box, corner, (0, 0))
        if layout_children:
            for child in box.all_children():
                layout_box_backgrounds(page, child, get_image_from_uri)
        box.background = None

    return layout_box_backgrounds


def _styles(css: Any) -> Iterator[Way]:
    """Begin every style with what no rule says of it, and take from the parent what no rule says otherwise."""
    initial, sides, inherited = css.INITIAL_VALUES, css.PHYSICAL_FUNCTIONS, frozenset(css.INHERITED)
    simple = {key for key in initial if key not in _OF_BOTH and not key.startswith(("__", "text_decoration_"))}
    alike = {key: initial[key] for key in simple - inherited - set(css.INITIAL_NOT_COMPUTED)}
    plain = simple & inherited - set(sides)
    begin, begin_anonymous = css.ComputedStyle.__init__, css.AnonymousStyle.__init__
    own = css.ComputedStyle.__missing__
    logical = {side(block="ttb", inline=way) for side in sides.values() for way in ("ltr", "rtl")}

    def init_anonymous(self: Any, parent_style: Any) -> None:
        self.update(alike)
        begin_anonymous(self, parent_style)

    def init_computed(self: Any, parent_style: Any, cascaded: Any, pseudo_type: Any, *others: Any) -> None:
        begin(self, parent_style, cascaded, pseudo_type, *others)
        if parent_style is None or pseudo_type in _COPIED:
            return
        self.update(alike)
        for key in cascaded:
            self.pop(key, None)
        if not logical.isdisjoint(cascaded):
            for key in sides:
                self.pop(key, None)

    def missing(self: Any, key: str) -> Any:
        parent = self.parent_style
        if key not in plain or parent is None or key in self.cascaded:
            return own(self, key)
        value = self[key] = parent[key]
        return value

    yield css.AnonymousStyle, "__init__", init_anonymous
    yield css.ComputedStyle, "__init__", init_computed
    yield css.ComputedStyle, "__missing__", missing


def _in_flow(own: Callable[[Any], bool]) -> Callable[[Any], bool]:
    """Know at once what nearly all boxes are."""

    def is_in_normal_flow(self: Any) -> bool:
        style = self.style
        return (style["float"] == "none" and style["position"] in _FLOWING) or own(self)

    return is_in_normal_flow


def _pictures(own: Callable[..., None]) -> Callable[..., None]:
    """Draw a picture of plain shapes on the page itself, where others get an object of their own in the file."""

    def draw_background_image(stream: Any, layer: Any, style: Any) -> None:
        if not isinstance(layer.image, Picture) or layer.repeat != ("no-repeat", "no-repeat") or 0 in layer.size:
            own(stream, layer, style)
            return
        with stream.artifact():
            if not layer.unbounded:
                stream.rectangle(*layer.painting_area)
                stream.clip()
                stream.end()
            with stream.stacked():
                (x, y), (left, top, *_) = layer.position, layer.positioning_area
                stream.transform(e=x + left, f=y + top)
                width, height = layer.size
                layer.image.draw(stream, width, height, style)

    return draw_background_image


def _to_bytes(own: Callable[[Any], bytes]) -> Callable[[Any], bytes]:
    """Write what is most often written without asking first whether it is something else."""

    def to_bytes(item: Any) -> bytes:
        kind = type(item)
        if kind is bytes:
            return item  # type: ignore[no-any-return]  # its type was asked
        if kind is str:
            return item.encode("ascii")  # type: ignore[no-any-return]  # its type was asked
        return own(item)

    return to_bytes

"""What WeasyPrint does to set and draw lines of text in, the same with less work out.

A line is shaped once, where WeasyPrint shapes it again to draw it, and what all lines of
a style are set in is made once. `quicker.py` puts these in their places.
"""

from __future__ import annotations

import struct
from collections.abc import Callable
from typing import Any

GLYPH = struct.Struct("=IiiiI")  # PangoGlyphInfo: glyph, width, offsets aside and up, flags
_ENDS = frozenset("\n\r\N{PARAGRAPH SEPARATOR}")  # where Pango begins a new paragraph
_VARIANTS = ("ligatures", "position", "caps", "numeric", "alternates", "east_asian")


def lines_kept(layout_class: Any) -> dict[str, Callable[..., None]]:
    """Keep each line as it was shaped until it is drawn; all lines of a style are set up once."""
    from weasyprint.text.ffi import ffi, gobject, pango  # noqa: PLC0415  # comes with WeasyPrint

    set_up, set_own_text, revive = layout_class.setup, layout_class.set_text, layout_class.reactivate

    def setup(self: Any, style: Any) -> None:
        if "letters" not in style.__dict__:
            style.__dict__["letters"] = _letters(style)
        if style.letters is None:
            set_up(self, style)
            return
        context, font, self.language = style.letters
        self.style, self.first_line_direction = style, 0
        self.ascent = self.underline_position = self.strikethrough_position = None
        self.layout = ffi.gc(pango.pango_layout_new(context), gobject.g_object_unref)
        pango.pango_layout_set_auto_dir(self.layout, False)
        pango.pango_layout_set_font_description(self.layout, font)

    def set_text(self: Any, text: str, justify: bool = False) -> None:
        set_own_text(self, text, justify)
        # Else it would be set when the line is drawn, and the line shaped once more.
        pango.pango_layout_set_single_paragraph_mode(self.layout, _ENDS.isdisjoint(self.text))

    def deactivate(self: Any) -> None:
        """Leave all as it is."""

    def reactivate(self: Any, style: Any) -> None:
        if self.justification_spacing:
            revive(self, style)

    return {"setup": setup, "set_text": set_text, "deactivate": deactivate, "reactivate": reactivate}


def _letters(style: Any) -> tuple[Any, Any, Any] | None:
    """Give what Pango sets lines of a style in: context, font, language; None where there is more to it."""
    from weasyprint.text import constants, fonts  # noqa: PLC0415  # comes with WeasyPrint
    from weasyprint.text.ffi import ffi, gobject, pango, unicode_to_char_p  # noqa: PLC0415  # comes with WeasyPrint

    asked = ("kerning", *(f"variant_{kind}" for kind in _VARIANTS), "feature_settings")
    if fonts.font_features(**{f"font_{name}": style[f"font_{name}"] for name in asked}):
        return None
    if style["text_decoration_line"] != "none" or style["font_language_override"] != "normal" or not style["lang"]:
        return None
    context = ffi.gc(pango.pango_font_map_create_context(style.font_config.font_map), gobject.g_object_unref)
    pango.pango_context_set_round_glyph_positions(context, False)
    pango.pango_context_set_base_dir(context, constants.PANGO_DIRECTION[style["direction"]])
    language = pango.pango_language_from_string(unicode_to_char_p(style["lang"])[0])
    pango.pango_context_set_language(context, language)
    return context, fonts.get_font_description(style), language


def strut_kept(own: Callable[[Any], Any]) -> Callable[[Any], Any]:
    """Measure the least height of a line once for each style."""

    def strut(style: Any) -> Any:
        if "strut" not in style.__dict__:
            style.__dict__["strut"] = own(style)
        return style.strut

    return strut


def glyphs_at_once(text: Any) -> Callable[..., list[Any]]:
    """Write the letters of a line whose font is known, and that are all in it, without looking at each many times."""
    from weasyprint.text.ffi import FROM_UNITS, ffi, pango  # noqa: PLC0415  # comes with WeasyPrint

    own, thousand = text.draw_first_line, 1000 * FROM_UNITS
    is_as_known = ffi.sizeof("PangoGlyphInfo") == GLYPH.size

    def draw_first_line(stream: Any, textbox: Any, text_overflow: str, block_ellipsis: str, matrix: Any) -> list[Any]:
        layout = textbox.pango_layout
        if not is_as_known or text_overflow == "ellipsis" or block_ellipsis != "none":
            return own(stream, textbox, text_overflow, block_ellipsis, matrix)  # type: ignore[no-any-return]
        line, _ = layout.get_first_line()
        run = line.runs[0]
        if run == ffi.NULL or run.next != ffi.NULL or not textbox.text.strip() or textbox.style["font_size"] < 1e-6:
            return own(stream, textbox, text_overflow, block_ellipsis, matrix)  # type: ignore[no-any-return]
        item, string = run.data.item, run.data.glyphs
        font, size = stream.add_font(item.analysis.font)
        widths, named = font.widths, font.to_unicode
        glyphs = list(GLYPH.iter_unpack(ffi.buffer(string.glyphs, string.num_glyphs * GLYPH.size)))
        if any(glyph not in named or glyph not in widths or aside or up for glyph, _, aside, up, _ in glyphs):
            return own(stream, textbox, text_overflow, block_ellipsis, matrix)  # type: ignore[no-any-return]
        if font.svg or font.png or font.colr or font.bitmap or pango.pango_version() < 14802:
            return own(stream, textbox, text_overflow, block_ellipsis, matrix)  # type: ignore[no-any-return]
        written = []
        for glyph, width, *_ in glyphs:
            written.append(f"{glyph:04x}")
            kerning = widths[glyph] - width * thousand / size
            if kerning:
                written.append(f">{int(kerning)}<")
        shown = f"<{''.join(written)}"
        stream.set_text_matrix(*matrix.values)
        stream.set_font_size(font.hash, size)
        stream.show_text(shown[:-1] if shown.endswith("<") else f"{shown}>")
        return []

    return draw_first_line

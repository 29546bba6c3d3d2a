"""A page and pictures in, the objects that WeasyPrint would make of them out: where it can be spared work.

This and `quicker.py` are all that the project knows of WeasyPrint's inside. Tests of both
say so when a new version differs; `pyproject.toml` has the versions for which it holds.
"""

from __future__ import annotations

from functools import cache
from typing import Any
from xml.etree import ElementTree as ET

from scorecard.building.shapes import Shapes

_NOTES = ("::footnote", "::note")


class Picture:
    """A picture of plain shapes, as WeasyPrint keeps images for `background-image` and `img`."""

    def __init__(self, shapes: Shapes) -> None:
        self._shapes = shapes

    def get_intrinsic_size(self, _resolution: float, _font_size: float) -> tuple[float, float, float]:
        """Give width, height and their ratio."""
        return self._shapes.width, self._shapes.height, self._shapes.width / self._shapes.height

    def draw(self, stream: Any, width: float, height: float, _style: object) -> None:
        """Append the operators to what is drawn already, stretched to a size."""
        stream.push_state()
        if (width, height) != (self._shapes.width, self._shapes.height):
            stream.transform(a=width / self._shapes.width, d=height / self._shapes.height)
        stream.stream.append(self._shapes.operators)
        stream.pop_state()


def read_page(html: str, *, base_url: str, fetcher: Any, has_notes: bool = False) -> Any:
    """Read a page for WeasyPrint to render: as XML where it is well-formed, which is far quicker; else as HTML.

    Args:
        html: the page.
        base_url: against which its addresses are read.
        fetcher: what gets files for it.
        has_notes: whether its style makes notes, for which WeasyPrint has styles that are left out otherwise.
    """
    import weasyprint  # noqa: PLC0415  # slow, and not everywhere there

    root = None if has_notes else _well_formed(html)
    if root is None:
        return weasyprint.HTML(string=html, base_url=base_url, url_fetcher=fetcher)
    return _page_class()(root, base_url, fetcher)


def _well_formed(html: str) -> ET.Element | None:
    try:
        return ET.fromstring(html)  # noqa: S314  # made by our templates, which escape every text
    except (ET.ParseError, UnicodeEncodeError):
        return None


def has_notes(css: str) -> bool:
    """Whether a style sheet may make notes, at the foot of a page or in its margin."""
    return "note(" in css or "footnote" in css


@cache
def _page_class() -> Any:
    import weasyprint  # noqa: PLC0415  # slow, and not everywhere there
    from cssselect2 import ElementWrapper  # noqa: PLC0415  # comes with it

    class Page(weasyprint.HTML):  # type: ignore[misc]  # WeasyPrint ships no types
        def __init__(self, root: ET.Element, base_url: str, fetcher: Any) -> None:
            self.base_url = base_url
            self.url_fetcher = fetcher
            self.media_type = "print"
            self.wrapper_element = ElementWrapper.from_html_root(root, content_language=None)
            self.etree_element = self.wrapper_element.etree_element

        def _ua_stylesheets(self, _forms: object = None) -> list[Any]:
            return [_sheet_without_notes()]

    return Page


@cache
def _sheet_without_notes() -> Any:
    """Make the style sheet that browsers have, as WeasyPrint has it, but for the notes of each element."""
    import weasyprint  # noqa: PLC0415  # slow, and not everywhere there
    from weasyprint.html import UA  # noqa: PLC0415  # comes with it

    kept = (line for line in UA.splitlines() if not line.startswith(_NOTES))
    return weasyprint.CSS(string="\n".join(kept).replace("\n::marker", "\nli::marker, summary::marker"))

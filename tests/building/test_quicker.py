"""Quicker ways through WeasyPrint: each gives what its own gives, and none stays when a card is drawn."""

from __future__ import annotations

import io

import pytest
from pypdf import PdfReader

from scorecard.building.finishing import finish
from scorecard.building.quicker import Way, going, quicker, ways
from scorecard.building.quicker_text import GLYPH
from scorecard.building.render import Renderer, _shut_in, load_weasyprint
from tests.building.card_samples import everything

OTHER_BYTES = frozenset({"draw_background_image", "zlib"})  # one draws with fewer objects, the other packs less tightly
CITIES = ("alpha-falls", "golf-exempt", "hotel-hostile")


def same_bytes() -> list[Way]:
    """List the ways that leave the file as it is."""
    load_weasyprint()
    return [way for way in ways() if way[1] not in OTHER_BYTES]


def drawn(city: str) -> bytes:
    """Draw a card without any quicker way but those that a test has taken."""
    job = next(job for job in everything() if job.city == city)
    renderer = Renderer(job.style)
    fetcher = _shut_in({f"pictures/{name}": svg.encode() for name, svg in job.pictures.items()})
    document = renderer._laid_out(job.html, fetcher, job.pictures)
    pdf = document.write_pdf(finisher=finish, **renderer._options)
    assert isinstance(pdf, bytes)
    return pdf


@pytest.mark.parametrize("city", CITIES)
def test_a_card_is_the_same_to_the_byte(city: str) -> None:
    """With all ways that leave the file as it is, a card has the bytes that it has with none."""
    own = drawn(city)
    with going(same_bytes()):
        assert own == drawn(city)


def test_no_way_needs_another() -> None:
    """Each way alone leaves a card as it is; those of one class go together."""
    own = drawn("alpha-falls")
    for name in sorted({group(way) for way in same_bytes()}):
        with going([way for way in same_bytes() if group(way) == name]):
            assert own == drawn("alpha-falls"), name


def group(way: Way) -> str:
    """Name what is replaced together: a class, or a function wherever it is known."""
    place, name, _ = way
    return place.__name__ if isinstance(place, type) else name


@pytest.mark.parametrize("city", CITIES)
def test_a_card_is_smaller_and_says_the_same(city: str) -> None:
    """Pictures of plain shapes are drawn on the page itself, with nothing lost of what it says."""
    own = drawn(city)
    with quicker():
        quick = drawn(city)
    before, after = (PdfReader(io.BytesIO(pdf)) for pdf in (own, quick))
    assert [page.extract_text().split() for page in before.pages] == [
        page.extract_text().split() for page in after.pages
    ]
    assert objects(after) < objects(before)
    assert len(quick) < len(own)


def objects(pdf: PdfReader) -> int:
    """Count the pictures that are objects of their own."""
    return sum(len(page["/Resources"]["/XObject"]) for page in pdf.pages)  # type: ignore[index,misc]


def test_weasyprint_goes_its_own_ways_again() -> None:
    """After a card that failed, as after any, all is as it was."""
    load_weasyprint()
    own = taken()
    with quicker():
        assert all(quick is not before for quick, before in zip(taken(), own, strict=True))
    assert own == taken()
    with pytest.raises(LookupError), quicker():
        raise LookupError
    assert own == taken()


def taken() -> list[object]:
    """List what stands where there are quicker ways."""
    return [getattr(place, name) for place, name, _ in ways()]


def test_glyphs_are_laid_out_as_is_known() -> None:
    """Pango has as many bytes for a glyph as are read here; else all are read as WeasyPrint reads them."""
    load_weasyprint()
    from weasyprint.text.ffi import ffi

    assert ffi.sizeof("PangoGlyphInfo") == GLYPH.size

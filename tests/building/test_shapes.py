"""Pictures of plain shapes: drawn as WeasyPrint draws them, and left to it where they are anything else."""

from __future__ import annotations

import io
import re
import time
from itertools import pairwise

import pytest
from pypdf import PdfReader
from pypdf.generic import ContentStream

from scorecard.building.render import Renderer, load_weasyprint
from scorecard.building.shapes import shapes_of
from scorecard.publishing.card_job import CardStyle
from tests.building.card_samples import TINY_STYLE, everything

SVG = '<svg xmlns="http://www.w3.org/2000/svg" width="20" height="10">{}</svg>'
SHOWN = CardStyle(
    f"{TINY_STYLE.css} p {{ background: url(build:///pictures/1.svg) no-repeat; height: 99px }}", TINY_STYLE.fonts
)
PAGE = '<html lang="en"><head><title>T</title></head><body><h1>H</h1><p></p></body></html>'
DRAWN = {
    b"m": "m", b"l": "l", b"c": "c", b"h": "h", b"re": "re", b"f": "f", b"S": "S", b"B": "B",
    b"rg": "rg", b"RG": "RG", b"w": "w", b"d": "d",
}  # fmt: skip


def test_shapes_become_operators() -> None:
    """Boxes, paths and groups that are moved, each in a state of its own."""
    inside = '<g transform="translate(1.5 2)"><rect x=".5" width="3" height="4" fill="#ff0000" stroke="#666666"/></g>'
    drawn = shapes_of(SVG.format(f'{inside}<path d="M0 0L5 5M1 1L2 2L3 0"/>'))
    assert drawn is not None
    assert (20, 10) == (drawn.width, drawn.height)
    assert drawn.operators.decode().split("\n") == [
        "q 1 0 0 1 1.5 2 cm",
        *("q", "1 0 0 rg", "0.4 0.4 0.4 RG 1 w", "0.5 0 3 4 re", "B Q"),
        "Q",
        *("q", "0 0 0 rg", "0 0 m", "5 5 l", "1 1 m", "2 2 l 3 0 l", "f Q"),
    ]


@pytest.mark.parametrize(
    "inside",
    [
        "<text>A</text>",
        "words",
        '<path d="M0 0A1 1 0 0 1 2 2"/>',
        '<path d="M0 0L1e3 2"/>',
        '<path d="M0 0L1"/>',
        '<path d="L1 1"/>',
        '<path d="M0 0L1 1" fill="red"/>',
        '<path d="M0 0L1 1" opacity=".5"/>',
        '<path d="M0 0L1 1" stroke="#000000" stroke-width="1px"/>',
        '<path d="M0 0L1 1"><title>x</title></path>',
        '<g transform="rotate(45)"/>',
        '<rect width="50%" height="1"/>',
        '<image href="https://example.org/x.png"/>',
        "<g>",
    ],
)
def test_what_is_not_a_plain_shape_is_left_alone(inside: str) -> None:
    """Letters, arcs, units, transparency and all that is not known are for WeasyPrint, and so is what is no XML."""
    assert shapes_of(SVG.format(inside)) is None


@pytest.mark.parametrize("size", ['width="0" height="1"', 'width="2"', 'width="2" height="1" viewBox="0 0 3 9"', ""])
def test_a_picture_has_a_size(size: str) -> None:
    """Without one, or with units that are longer one way, a picture is left to WeasyPrint."""
    assert shapes_of(f'<svg xmlns="http://www.w3.org/2000/svg" {size}/>') is None


def test_every_drawing_without_letters_is_plain() -> None:
    """So no card waits for a mark, a bar, a key or a code to be drawn the long way."""
    pictures = {svg for job in everything() for name, svg in job.pictures.items() if name.endswith(".svg")}
    assert {svg for svg in pictures if shapes_of(svg) is None} == {svg for svg in pictures if "<text" in svg}


def test_shapes_are_those_that_weasyprint_draws() -> None:
    """Line by line, color by color, every picture without letters is drawn as it would be without us."""
    found = {svg for job in everything() for name, svg in job.pictures.items() if name.endswith(".svg")}
    pictures = sorted({svg for svg in found if "<text" not in svg}, key=len)
    renderer = Renderer(SHOWN)
    for svg in [*pictures[::6], next(svg for svg in pictures if "viewBox" in svg)]:
        assert drawn_in(by_weasyprint(svg)) == drawn_in(renderer.render(PAGE, {"1.svg": svg}).pdf)


def by_weasyprint(svg: str) -> bytes:
    """Draw a page as the manual of WeasyPrint says, with the picture put in the address."""
    css = re.sub(r"@font-face.*", "", SHOWN.css).replace(
        "build:///pictures/1.svg", f"'data:image/svg+xml,{quoted(svg)}'"
    )
    html = load_weasyprint().HTML(string=PAGE.replace("<h1>H</h1>", ""))
    pdf = html.write_pdf(stylesheets=[load_weasyprint().CSS(string=css)], pdf_variant="pdf/ua-1")
    assert isinstance(pdf, bytes)
    return pdf


def quoted(svg: str) -> str:
    """Write a picture as part of an address."""
    return svg.replace("%", "%25").replace("#", "%23").replace("'", "%27").replace("\n", " ")


def drawn_in(pdf: bytes) -> list[tuple[str, tuple[float, ...]]]:
    """List the outlines, colors and widths of the one picture of a PDF, in two decimals, but no move before a move."""
    page = PdfReader(io.BytesIO(pdf)).pages[0]
    forms = page["/Resources"]["/XObject"].values()  # type: ignore[index]
    operations = [one for form in forms for one in ContentStream(form.get_object(), None).operations]
    if not operations:  # ours is drawn on the page itself, after the edges beyond which nothing is to be seen
        whole = ContentStream(page["/Contents"].get_object(), None).operations
        kinds = [kind for _, kind in whole]
        start = kinds.index(b"BMC")
        operations = whole[kinds.index(b"n", start) : kinds.index(b"EMC", start)]
    steps = [
        (DRAWN[kind], tuple(round(one, 2) for one in flat(operands)))
        for operands, kind in operations
        if kind in DRAWN and (kind != b"d" or operands[0])  # no dashes is what there is without a word
    ]
    return [step for step, after in pairwise([*steps, ("end", ())]) if (step[0], after[0]) != ("m", "m")]


def flat(operands: list[object]) -> list[float]:
    """List numbers, also those of a list inside."""
    return [float(str(number)) for one in operands for number in (one if isinstance(one, list) else [one])]


def test_a_long_path_is_read_at_once() -> None:
    """A path that is wrong at its end is not tried in many ways."""
    start = time.process_time()
    assert shapes_of(SVG.format(f'<path d="M0 0L{"1" * 50_000}x"/>')) is None
    assert time.process_time() - start < 2


def test_no_picture_is_kept_from_card_to_card() -> None:
    """The bytes of a card are the same whether it is drawn first or after others."""
    jobs = everything()[:3]
    renderer = Renderer(jobs[0].style)
    shapes_of.cache_clear()
    first = renderer.render(jobs[1].html, jobs[1].pictures).pdf
    for job in (jobs[0], jobs[2]):
        renderer.render(job.html, job.pictures)
    assert renderer.render(jobs[1].html, jobs[1].pictures).pdf == first
    assert Renderer(jobs[0].style).render(jobs[1].html, jobs[1].pictures).pdf == first

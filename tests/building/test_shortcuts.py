"""What is known of WeasyPrint's inside, held against the version that is installed: each change is told here first."""

from __future__ import annotations

from inspect import signature

import pytest

from scorecard.building.render import Renderer, letters_of, load_weasyprint, only_letters
from scorecard.building.shapes import Shapes
from scorecard.building.shortcuts import Picture, has_notes, read_page
from scorecard.publishing.card_job import CardStyle
from tests.building.card_samples import TINY_STYLE, everything, tiny_html

BASE = "build:///"


def test_a_page_has_what_weasyprint_gives_it() -> None:
    """A page that is read as XML has the fields of one that is read as HTML, and is one."""
    html = tiny_html("x")
    whole, quick = load_weasyprint().HTML(string=html, base_url=BASE), read_page(html, base_url=BASE, fetcher=None)
    assert isinstance(quick, load_weasyprint().HTML)
    assert vars(whole).keys() == vars(quick).keys()
    assert (whole.base_url, whole.media_type) == (quick.base_url, quick.media_type)


def test_the_style_of_browsers_lacks_notes_alone() -> None:
    """WeasyPrint's own sheet has five rules for notes and one for markers, each a line, and that sheet is asked for."""
    load_weasyprint()
    from weasyprint.html import UA  # slow, and not everywhere there

    lines = UA.splitlines()
    assert 5 == sum(line.startswith(("::footnote", "::note")) for line in lines)
    assert 1 == sum(line.startswith("::marker {") for line in lines)
    assert list(signature(load_weasyprint().HTML._ua_stylesheets).parameters) == ["self", "forms"]
    page = read_page(tiny_html("x"), base_url=BASE, fetcher=None)
    assert 1 == len(page._ua_stylesheets(False))  # as it is called


def test_a_picture_is_asked_what_images_are_asked() -> None:
    """Our picture has the methods of WeasyPrint's own, with as many arguments."""
    load_weasyprint()
    from weasyprint.images import SVGImage  # slow, and not everywhere there

    public = {name for name in vars(SVGImage) if not name.startswith("_")}
    assert {"get_intrinsic_size", "draw"} == public
    for name in public:
        ours, theirs = (signature(getattr(one, name)).parameters for one in (Picture, SVGImage))
        assert len(ours) == len(theirs)
    assert (8, 4, 2) == Picture(Shapes(8, 4, b"")).get_intrinsic_size(1, 16)


@pytest.mark.parametrize("name", ["alpha-falls", "golf-exempt", "hotel-hostile", "romeo-taken-back"])
def test_a_page_says_the_same_as_when_read_as_html(name: str) -> None:
    """Whether a card is read as XML or as HTML, its bytes are the same; marks of lists and of notes are neither."""
    job = next(job for job in everything() if job.city == name)
    with_notes = CardStyle(f"{job.style.css}/* no footnote */", job.style.fonts)
    quick, whole = (Renderer(style).render(job.html, job.pictures) for style in (job.style, with_notes))
    assert whole == quick


def test_every_card_is_well_formed() -> None:
    """No card of the packaged templates is read as HTML, whatever is written in it."""
    letters = letters_of(everything()[0].style.fonts)
    for job in everything():
        page = read_page(only_letters(job.html, letters), base_url=BASE, fetcher=None)
        assert type(page) is not load_weasyprint().HTML, job.path


@pytest.mark.parametrize("text", ["one<br>two", "a&nbsp;b", "bell \a", "]]>", "<p>unclosed", "\ud800"])
def test_a_page_that_is_no_xml_is_read_as_html(text: str) -> None:
    """Templates of one's own may be written as HTML allows, and no letter stops a card."""
    rendered = Renderer(TINY_STYLE).render(tiny_html(text), {})
    assert 1 == rendered.pages


def test_styles_that_make_notes_are_found() -> None:
    """A style sheet with notes has them as WeasyPrint makes them; that of the card has none."""
    assert has_notes(".x { float: footnote }")
    assert has_notes(".x { position: note(a) }")
    assert not has_notes(everything()[0].style.css)

"""Drawings of the card: well-formed, with stripes only where something is open, in the colors of print."""

from __future__ import annotations

import re
from fractions import Fraction
from itertools import pairwise
from xml.etree import ElementTree as ET

import pytest
import segno

from scorecard.model.rubric import Band, Rubric
from scorecard.packaged import packaged
from scorecard.publishing.card_bars import BigBarDrawing, bar_drawing, big_bar_drawing
from scorecard.publishing.card_drawing import (
    RULED,
    DraftDrawing,
    Gallery,
    code_drawing,
    key_drawing,
    ladder_drawing,
    mark_drawing,
    pair_drawing,
    picture_rules,
)
from scorecard.publishing.draw import MarkKind, ladder, mark
from scorecard.publishing.templating import Templates, read_templates
from scorecard.scoring.result import Bands, Range

BANDS = tuple(
    Band(*band)
    for band in (("A", Fraction(85), "Leading"), ("C", Fraction(50), "Partial"), ("F", Fraction(0), "Minimal"))
)
RUBRIC = Rubric("r", "r", "R", None, 1095, Fraction(2, 5), BANDS, (), ())
KINDS: tuple[MarkKind, ...] = ("full", "part", "none", "bounded", "unknown", "stale", "not_applicable")


@pytest.fixture(scope="module")
def gallery() -> Gallery:
    """Hangs pictures with the packaged templates."""
    return Gallery(Templates(read_templates(packaged("templates"))))


def span(low: int, high: int) -> Range:
    """Make a range."""
    return Range(Fraction(low), Fraction(high))


@pytest.mark.parametrize("is_dense", [False, True])
@pytest.mark.parametrize("kind", KINDS)
def test_every_mark_is_a_drawing(gallery: Gallery, kind: MarkKind, *, is_dense: bool) -> None:
    """Each of the seven shapes is well-formed SVG of the size of its box."""
    drawing = mark_drawing(mark(kind, Fraction(1, 3), Fraction(2, 3), width=27 if is_dense else 34), is_dense=is_dense)
    root = ET.fromstring(gallery.pictures[gallery.hang(drawing)])  # noqa: S314  # our own drawing
    assert (("27", "10") if is_dense else ("34", "11")) == (root.get("width"), root.get("height"))


def is_slanted(path: str) -> bool:
    """Whether a shape has an edge that is neither level nor upright: among what is filled, only stripes have."""
    shapes = [[point.split(" ") for point in shape.split("L")] for shape in path.split("M")[1:] or [path]]
    return any(x != far and y != low for shape in shapes for (x, y), (far, low) in pairwise(shape))


def test_known_and_unknown_marks_differ_in_line_and_filling(gallery: Gallery) -> None:
    """Not published is firm and empty, unknown is dashed and striped: this pair must never be confused."""
    none = gallery.pictures[gallery.hang(mark_drawing(mark("none"), is_dense=False))]
    unknown = gallery.pictures[gallery.hang(mark_drawing(mark("unknown"), is_dense=False))]
    filled = [re.findall(r'd="([^"]*)" fill="#0b4552"', picture)[0] for picture in (none, unknown)]
    assert ("stroke-dasharray" in none, is_slanted(filled[0])) == (False, False)
    assert ("stroke-dasharray" in unknown, is_slanted(filled[1])) == (True, True)


def test_what_is_settled_has_no_stripes(gallery: Gallery) -> None:
    """Equal ends give a solid part and one upright."""
    drawing = bar_drawing(span(60, 60), RUBRIC, None, width=200, height=13)
    assert "M0 0L120 0L120 13L0 13M118.75 -2L121.25 -2L121.25 15L118.75 15" == drawing.track.filled
    assert drawing.track.filled in gallery.pictures[gallery.hang(drawing)]


def test_nothing_proved_has_no_solid_part() -> None:
    """From 0 to 100 all is striped; proved to be 0, nothing is drawn but the upright at 0."""
    first, _, _ = bar_drawing(span(0, 100), RUBRIC, None, width=200, height=13).track.filled[1:].partition("M")
    assert is_slanted(first)
    assert (
        "M-1.25 -2L1.25 -2L1.25 15L-1.25 15" == bar_drawing(span(0, 0), RUBRIC, None, width=200, height=13).track.filled
    )


def large_bar(of: Range, bands: Bands | None, rubric: Rubric, *, width: int) -> BigBarDrawing:
    """Draw a large bar whose picture is kept nowhere."""
    return big_bar_drawing(of, bands, rubric, None, width=width, height=25, label="x", hang=lambda _: "p1.svg")


def test_the_large_bar_names_the_bands_that_it_reaches() -> None:
    """With a band, letters with words stand under the bar, those of the range marked."""
    drawing = large_bar(span(60, 90), Bands("C", "A"), RUBRIC, width=680)
    assert [("F Minimal", False), ("C Partial", True), ("A Leading", True)] == [
        (w.text, w.is_in) for w in drawing.words
    ]
    assert [("60.0", "408"), ("90.0", "612")] == [(end.text, end.at) for end in drawing.ends]


def test_a_narrow_band_shows_its_letter_alone() -> None:
    """Words that would run into each other are left out; the letter stays."""
    drawing = large_bar(span(60, 90), Bands("C", "A"), RUBRIC, width=200)
    assert ["F Minimal", "C Partial", "A"] == [word.text for word in drawing.words]


def test_without_a_band_the_scale_is_bare() -> None:
    """0, 50, 100; and no second figures where everything is open."""
    drawing = large_bar(span(0, 100), None, RUBRIC, width=680)
    assert ["0", "50", "100"] == [word.text for word in drawing.words]
    assert drawing.ends == ()
    assert len(large_bar(span(10, 100), None, RUBRIC, width=680).ends) == 2


def test_the_ladder_shows_one_several_or_none(gallery: Gallery) -> None:
    """One band is inverted, a range is framed, no band is dashed."""
    one, several, none = (ladder_drawing(ladder(RUBRIC, bands)) for bands in (Bands("C", "C"), Bands("C", "A"), None))
    assert (0, 2, 0) == (len(one.frames), len(several.frames), len(none.frames))
    assert 'fill="#111111"' in gallery.pictures[gallery.hang(one)].partition("<text")[2].partition("<rect")[2]
    assert gallery.pictures[gallery.hang(none)].count("stroke-dasharray") == 3


def test_a_picture_hangs_once(gallery: Gallery) -> None:
    """The same drawing has the same name, and the draft's word the name that the style sheet asks for."""
    assert gallery.hang(key_drawing()) == gallery.hang(key_drawing())
    assert gallery.hang(DraftDrawing("DRAFT")) == "draft.svg"


def test_a_row_of_questions_is_one_picture() -> None:
    """Two marks and their hairlines stand in one drawing, and one where no second follows."""
    two, one = (pair_drawing(mark("unknown"), is_dense=False, count=count) for count in (2, 1))
    assert ("M0 0L328 0L328 0.53L0 0.53M352 0L680 0L680 0.53L352 0.53", "M0 0L328 0L328 0.53L0 0.53") == (
        two.rules,
        one.rules,
    )
    assert ("680", "328") == (two.width, one.width)
    assert (2, 1) == tuple((drawing.sign or "").count("m-2-1.7") for drawing in (two, one))


def test_the_code_is_that_of_the_address() -> None:
    """Drawn out, the path has the dark modules of the code, all of them and no other."""
    address = "https://example.org/scorecard/cities/seattle-wa/2026/"
    code = code_drawing(address)
    drawn = [[0] * code.modules for _ in range(code.modules)]
    for start, y, end in re.findall(r"M(\d+) (\d+)\.5L(\d+) \2\.5", code.path):
        for x in range(int(start), int(end)):
            drawn[int(y)][x] = 1
    assert [list(map(int, row)) for row in segno.make(address, error="m", micro=False).matrix] == drawn


def test_pictures_use_the_colors_of_print() -> None:
    """A picture sees no style sheet, so its colors are held against those of the tokens for print."""
    sources = read_templates(packaged("templates"))
    used = dict(re.findall(r'\{% set (\w+) = "(#[0-9a-f]{6})" %\}', sources["card/ink.svg"].decode()))
    printed = sources["shared/tokens.css"].decode().partition("@media print")[2]
    tokens = dict(re.findall(r"--([a-z0-9-]+): (#[0-9a-f]{6})", printed))
    names = {"quiet": "ink-2", "on_fill": "on-fill"}
    assert {name: tokens[names.get(name, name)] for name in used} == used


def test_every_picture_has_a_rule(gallery: Gallery) -> None:
    """The first have theirs in the style of all cards, any more in the page itself, each under its own name."""
    ruled = re.findall(
        r"^\.(p\d+)\\\.svg \{ background-image: url\(build:///pictures/\1\.svg\) \}$", picture_rules(), re.MULTILINE
    )
    assert [f"p{number}" for number in range(1, RULED + 1)] == ruled
    assert "" == gallery.without_rule()
    full = Gallery(gallery.templates)
    names = [full.hang(bar_drawing(span(0, one), RUBRIC, None, width=200, height=13)) for one in range(1, RULED + 3)]
    assert f"p{RULED + 2}.svg" == names[-1]
    assert [f"p{RULED + 1}", f"p{RULED + 2}"] == re.findall(r"^\.(p\d+)", full.without_rule(), re.MULTILINE)

"""What pictures are made of: small SVG, drawn by rule, with the same bytes on every run."""

from __future__ import annotations

import gzip
import re
import subprocess
import sys
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import get_args

import pytest
from lxml import etree

from scorecard.publishing.draw import MarkKind
from scorecard.publishing.pictures import OUTLINE, heat_map, us_map
from scorecard.publishing.pictures.canvas import INKS, Anchor, Canvas, Shade
from scorecard.publishing.pictures.distribution import Row, distribution
from scorecard.publishing.pictures.hatch import stripes
from scorecard.publishing.pictures.heat_map import Cell, CityCells, Group
from scorecard.publishing.pictures.letters import shorter, spelled, width_of
from scorecard.publishing.pictures.trend import Step, trend

ROOT = Path(__file__).resolve().parents[2]
TICKS = [Fraction(one) for one in (0, 30, 50, 70, 85, 100)]
KINDS: tuple[MarkKind, ...] = get_args(MarkKind)
STEPS = [
    Step(str(year), date(year, 6, 30), Fraction(low), Fraction(90), str(low), "90", "9 cities")
    for year, low in ((2020, 10), (2021, 20), (2026, 80))
]


def bars(count: int) -> list[Row]:
    """Make so many bars, from settled to wide open."""
    ends = [(Fraction(100 * one, count), Fraction(100)) for one in reversed(range(count))]
    return [Row(f"Fort Springfield {place}, IL", *one, "12.5 to 100") for place, one in enumerate(ends)]


def marks(rows: int, columns: int) -> tuple[list[Group], list[CityCells]]:
    """Make a heat map with every kind of mark in turn."""
    groups = [Group("Availability", tuple(f"Question {one}" for one in range(columns)))]
    cells = [
        tuple(Cell(KINDS[(row + one) % 7], Fraction(1, 3), Fraction(2, 3)) for one in range(columns))
        for row in range(rows)
    ]
    return groups, [CityCells(f"City {place}, WA", one) for place, one in enumerate(cells)]


def drawings(shade: Shade) -> dict[str, bytes]:
    """Draw all four at their largest."""
    groups, rows = marks(34, 23)
    dots = [us_map.Dot(25 + one / 10, -120 + one / 4, one / 200, one % 3 == 0) for one in range(200)]
    return {
        "distribution": distribution(bars(150), TICKS, shade),
        "heat map": heat_map.heat_map(groups, rows, shade),
        "trend": trend(STEPS, TICKS, shade),
        "map": us_map.us_map(dots, shade),
    }


@pytest.mark.parametrize("shade", get_args(Shade))
def test_pictures_are_small_and_well_made(shade: Shade) -> None:
    """Under 250 KB, 60 KB as they are sent; XML; no remark, script, date or other host; no text but in print."""
    for name, svg in drawings(shade).items():
        assert (len(svg) < 250_000, len(gzip.compress(svg)) < 60_000) == (True, True), name
        tags = {etree.QName(one).localname for one in etree.fromstring(svg).iter()}
        shown = {"text"} if shade == "print" else {"defs", "g", "use", "pattern"}
        assert tags <= {"svg", "path", *shown}, name
        assert b"<!" not in svg, name


def test_light_and_dark_differ_by_their_inks_alone() -> None:
    """The same drawing, in the colors of each."""
    light, dark = (Canvas(90, 20, shade) for shade in get_args(Shade)[:2])
    for canvas in (light, dark):
        canvas.box(0, 0, 9, 9, "fill")
        canvas.text(10, 10, "Word")
    changed = light.svg().decode()
    for ink, color in INKS["light"].items():
        changed = changed.replace(color, INKS["dark"][ink])
    assert dark.svg().decode() == changed


def test_printed_stripes_lie_inside_their_shape() -> None:
    """Each rises to the right at 45 degrees and ends on the edges; shapes beside each other share their lines."""
    shape = [(0.0, 0.0), (20.0, 4.0), (20.0, 16.0), (0.0, 10.0)]
    found = list(stripes(shape, 3))
    assert len(found) > 5
    for (x, y), (to_x, to_y) in found:
        assert (x < to_x, round(to_x - x - (y - to_y), 9)) == (True, 0)
        for at, down in ((x, y), (to_x, to_y)):
            assert -1e-9 <= at <= 20 + 1e-9
            assert at / 5 - 1e-9 <= down <= 10 + 0.3 * at + 1e-9
    lines = {round((x + y) / (3 * 2**0.5), 6) for (x, y), _ in found}
    assert all(one == int(one) for one in lines)


def test_inks_are_those_of_the_pages() -> None:
    """The tokens of the style sheet, for light and for dark."""
    tokens = (ROOT / "templates" / "shared" / "tokens.css").read_text(encoding="utf-8").split("@media")
    for shade, sheet in zip(get_args(Shade), tokens, strict=False):
        named = {ink: {"quiet": "ink-2"}.get(ink, ink.replace("_", "-")) for ink in INKS[shade]}
        assert [] == [ink for ink, token in named.items() if f"--{token}: {INKS[shade][ink]};" not in sheet]


def test_bytes_are_the_same_on_every_run() -> None:
    """Whatever seed hashes have, and whatever settings the machine has."""
    code = (
        "from hashlib import sha256; from tests.publishing.test_pictures import *; "
        "print(sha256(distribution(bars(3), TICKS, 'light') + trend(STEPS, TICKS, 'dark')"
        " + heat_map.heat_map(*marks(3, 7), 'light') + us_map.us_map([], 'light')).hexdigest())"
    )
    runs = {
        subprocess.run(
            [sys.executable, "-c", code],
            cwd=ROOT,
            env={"PYTHONHASHSEED": seed, "PYTHONPATH": str(ROOT), "HOME": str(Path.home()), "TZ": zone},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed, zone in (("1", "UTC"), ("2", "Asia/Tokyo"))
    }
    assert 1 == len(runs)


@pytest.mark.parametrize(
    ("words", "said"),
    [("Łódź", "Łódź"), ("ḁ", "a"), ("漢字!", "…!"), ("$a_b$ <&>", "$a_b$ <&>")],
)
def test_words_are_spelled_with_the_letters_that_there_are(words: str, said: str) -> None:
    """No picture has an empty box; a formula stays what was typed."""
    assert said == spelled(words)
    canvas = Canvas(90, 20, "light")
    canvas.text(0, 10, words)
    assert b"<use" in canvas.svg()


def test_letters_stand_where_they_should() -> None:
    """Each line of words is as large as asked for, and ends, is centered or begins where it should."""
    width = width_of("Word", size=20)
    assert 30 < width < 60
    assert width_of("AVAVA") < 5 * width_of("A")  # such letters move together
    firsts: dict[Anchor, float] = {"left": 0.0, "center": -width / 2, "right": -width}
    for anchor, first in firsts.items():
        canvas = Canvas(90, 20, "light")
        canvas.text(30, 10, "Word", size=20, anchor=anchor)
        svg = canvas.svg().decode()
        assert 'transform="translate(30 10) scale(0.02)"' in svg
        found = re.search(r'<use href="#g0" x="([^"]+)"', svg)
        assert found is not None
        assert abs(float(found[1]) * 0.02 - first) < 0.01, anchor


def test_a_letter_is_described_once() -> None:
    """However often it is written; in two weights it has two outlines, and a space has none."""
    canvas = Canvas(90, 20, "light")
    canvas.text(0, 10, "on no on")
    canvas.text(0, 10, "no", is_bold=True)
    svg = canvas.svg()
    assert (4, 8) == (svg.count(b"<path id="), svg.count(b"<use "))


def test_long_names_are_cut() -> None:
    """What does not fit ends in an ellipsis; what does stays whole."""
    assert "Seattle, WA" == shorter("Seattle, WA", 200)
    assert shorter("W" * 60, 100).endswith("…")


def test_the_outline_is_small_and_lies_where_it_should() -> None:
    """A bundled file of less than 25 KB, whose lines are all inside the map."""
    assert OUTLINE.stat().st_size < 25_000
    points = [point for lines in us_map.outline().values() for line in lines for point in line]
    assert len(points) > 1000
    assert [] == [point for point in points if not us_map.is_on_map(*point)]


def test_nothing_is_drawn_where_nothing_is_asked_for() -> None:
    """Pages and keys are made without the library that lays out words."""
    code = "import sys, scorecard.publishing.site, scorecard.building.making; print('uharfbuzz' in sys.modules)"
    run = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert "False" == run.stdout.strip()

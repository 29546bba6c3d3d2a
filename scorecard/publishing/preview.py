"""A city's newest result in, the picture beside a shared link out: 1200 by 630, drawn by Pillow with our own fonts.

It is drawn in numbers: a first half of them runs from paper to ink, a second from white to the
color of what is proved, so that letters and stripes have soft edges. Sixteen steps of these are
kept, so that the file is small.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from io import BytesIO
from typing import Any

from scorecard.model.answer import CityEdition
from scorecard.model.project import City
from scorecard.packaged import packaged
from scorecard.publishing.badge import published_score
from scorecard.publishing.city_parts import counted_to, full_name
from scorecard.publishing.frame import Site
from scorecard.publishing.language import say, without_marks
from scorecard.publishing.pictures.canvas import INKS
from scorecard.publishing.pictures.letters import spelled
from scorecard.publishing.words import capital
from scorecard.scoring.result import CityResult, EditionResult, Range

WIDTH, HEIGHT = 1200, 630  # px: what networks ask for
_LEFT, _RIGHT = 72, WIDTH - 72
_INK, _WHITE, _FILL = 127, 128, 255  # 0 is paper
_INKS, _FILLS = 11, 5  # steps that are kept of each half
_LONG = 240  # letters: what is longer fits nowhere
_LINE, _QUIET = 75, 100  # on the way from paper to ink: outlines, and words of less weight
_BAR_TOP, _BAR_HEIGHT = 392, 60
_PITCH, _STROKE, _FINER = 18, 6, 4  # px of stripes, rising to the right; drawn so many times finer first


@dataclass(frozen=True, slots=True)
class Preview:
    """What is written and drawn: lines of words, and the `span` of the bar, None where there is no score."""

    source: str
    name: str
    figures: str | None
    band: str
    counted: str
    span: Range | None


def preview(city: City, one: CityResult, file: CityEdition, result: EditionResult, site: Site) -> Preview:
    """Choose the words; arguments as of `badge_drawing`."""
    settings = site.project.settings
    figures, band = published_score(one, file, result)
    source = f"{say('Demonstration')}: {settings.title}" if settings.is_demonstration else settings.title
    conduct = say("Scores measure publication and written policy, not conduct.")
    return Preview(
        source=_line(source),
        name=_line(full_name(city)),
        figures=figures,
        band=_line(band),
        counted=_line(f"{capital(counted_to(result.edition))}. {conduct}"),
        span=one.range if figures is not None else None,
    )


def _line(text: str) -> str:
    return spelled(" ".join(without_marks(text).split())[:_LONG])


def preview_file(shown: Preview) -> bytes:
    """Draw a picture as PNG."""
    from PIL import Image, ImageDraw  # noqa: PLC0415  # slow, and only needed where cards are made

    picture = Image.new("L", (WIDTH, HEIGHT), 0)
    pen = ImageDraw.Draw(picture)
    pen.rectangle((0, 0, WIDTH, 14), _FILL)
    _write(pen, shown.source, 96, ("sans-600", 32), _QUIET)
    _write(pen, shown.name, 200, ("serif-600", 76), _INK)
    if shown.figures is not None:
        end = _write(pen, shown.figures, 340, ("serif-600", 96), _INK)
        _write(pen, say("out of 100"), 340, ("sans-400", 38), _QUIET, left=end + 24)
    if shown.span is not None:
        _bar(picture, pen, shown.span)
    _write(pen, shown.band, 520 if shown.span is not None else 330, ("sans-600", 42), _INK)
    _write(pen, shown.counted, 584, ("sans-400", 26), _QUIET)
    few = picture.point(_steps())
    few.putpalette(_palette())
    out = BytesIO()
    few.save(out, "PNG", bits=4, compress_level=4)
    return out.getvalue()


def _bar(picture: Any, pen: Any, span: Range) -> None:
    """Draw a range: solid is proved, striped is not settled, empty is not earned."""
    low, high = (_LEFT + round((_RIGHT - _LEFT) * end / 100) for end in (span.low, span.high))
    bottom = _BAR_TOP + _BAR_HEIGHT
    pen.rectangle((_LEFT, _BAR_TOP, _RIGHT, bottom), _WHITE)
    if span.low:
        pen.rectangle((_LEFT, _BAR_TOP, low, bottom), _FILL)
    if high > low:
        picture.paste(_stripes().crop((0, 0, high - low, _BAR_HEIGHT)), (low, _BAR_TOP))
    pen.rectangle((_LEFT, _BAR_TOP, _RIGHT, bottom), None, _LINE, 2)
    pen.rectangle((high - 3, _BAR_TOP - 6, high + 3, bottom + 6), _FILL)


@cache
def _stripes() -> Any:
    """Draw the stripes of a whole bar once, finer than they are, and make them small: their edges are soft then."""
    from PIL import Image, ImageDraw  # noqa: PLC0415  # slow, as above

    width, height = (_RIGHT - _LEFT) * _FINER, _BAR_HEIGHT * _FINER
    fine = Image.new("L", (width, height), _WHITE)
    pen = ImageDraw.Draw(fine)
    step = round(_PITCH * _FINER * 2**0.5)
    for start in range(-height, width + step, step):
        pen.line((start, height, start + height, 0), _FILL, _STROKE * _FINER)
    return fine.resize((width // _FINER, height // _FINER), Image.Resampling.BOX)


def _write(pen: Any, text: str, base: int, letters: tuple[str, int], ink: int, *, left: int = _LEFT) -> int:
    """Write a line on its base line, smaller where it is long, and cut where it would be too small; tell its end."""
    face, size = letters
    room, width = _RIGHT - left, float(_font(face, size).getlength(text))
    if width > room:
        size = max(size * 3 // 5, int(size * room / width))
        width = float(_font(face, size).getlength(text))
    if width > room:
        while text and width > room:
            text = text[:-1].rstrip()
            width = float(_font(face, size).getlength(f"{text}…"))
        text = f"{text}…"
    pen.text((left, base), text, ink, _font(face, size), anchor="ls")
    return left + round(width)


@cache
def _font(face: str, size: int) -> Any:
    from PIL import ImageFont  # noqa: PLC0415  # slow, as above

    path = packaged("templates") / "shared" / "fonts" / f"scorecard-{face}.ttf"
    return ImageFont.truetype(BytesIO(path.read_bytes()), size, layout_engine=ImageFont.Layout.BASIC)


@cache
def _steps() -> list[int]:
    """Map every number to its step."""
    return [
        round(one * (_INKS - 1) / _INK) if one <= _INK else _INKS + round((one - _WHITE) * (_FILLS - 1) / _INK)
        for one in range(256)
    ]


@cache
def _palette() -> bytes:
    """Make the colors: from paper to ink, then from white to what is proved."""
    inks = {name: bytes.fromhex(color[1:]) for name, color in INKS["light"].items()}
    ramps = ((inks["paper"], inks["ink"], _INKS - 1), (inks["raised"], inks["fill"], _FILLS - 1))
    return bytes(
        round(first + (last - first) * step / steps)
        for start, end, steps in ramps
        for step in range(steps + 1)
        for first, last in zip(start, end, strict=True)
    )

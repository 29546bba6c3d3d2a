"""HTML, a style and pictures in, PDF/UA bytes out: WeasyPrint, shut in. It reads no file of its own and asks no host.

WeasyPrint is imported when the first renderer is made, and never before. Run it
in a child process (`cards.py`): a font or a page can kill it with a signal.
"""

from __future__ import annotations

import gc
import io
import logging
import os
import re
import unicodedata
import warnings
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, redirect_stdout
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from scorecard.building.finishing import finish
from scorecard.building.quicker import quicker
from scorecard.building.shapes import shapes_of
from scorecard.building.shortcuts import Picture, has_notes, read_page
from scorecard.problem import ScorecardError
from scorecard.publishing.card_job import CARD_CLASS, MOST_PAGES, SECOND, TIGHTEST, CardStyle, tighter

_BASE = "build:///"  # a scheme that nothing but our own fetcher knows
NO_FONTS = Path(__file__).with_name("no_fonts.conf")  # an empty list of fonts
_KINDS = {"svg": "image/svg+xml", "json": "application/json"}
_ELIDED = "[…]"
_TAGS = re.compile(r"(<[^>]*>)")
_PRINTED = re.compile(r"""(?<= data-)([a-z]+=")([^"]*)""")  # attributes that the style sheet prints at head and foot
# Logged below ERROR, but a card that is not in our fonts must not go out.
_FAULTS = ("Font-face", ".notdef")
_NO_PANGO = (
    "no report cards: Pango is missing; install it (Debian, Ubuntu: apt-get install libpango-1.0-0 "
    "libpangoft2-1.0-0; macOS: brew install pango) and build again"
)


class PangoMissing(ScorecardError):
    """Pango, which draws the letters of a card, is not installed; the site is built without cards."""

    status = 6


class CardNotDrawn(ValueError):
    """The renderer refused a card or drew it wrongly; the message says why."""


@dataclass(frozen=True, slots=True)
class Rendered:
    """A finished card. `remarks` are the renderer's warnings; the packaged templates cause none."""

    pdf: bytes
    pages: int
    remarks: tuple[str, ...]


def pango_version() -> str:
    """Say which Pango draws the letters, as `1.50.12`.

    Raises:
        PangoMissing: it cannot be loaded.
    """
    load_weasyprint()
    from weasyprint.text.ffi import pango  # noqa: PLC0415  # slow, and not everywhere there

    number = pango.pango_version()  # 15012 is 1.50.12
    return f"{number // 10000}.{number // 100 % 100}.{number % 100}"


def drawing_libraries() -> dict[str, str]:
    """Name the libraries of the system that make a card's bytes what they are, with their versions.

    HarfBuzz cuts fonts down to what a card needs, if the half of it that does so is
    installed; else Python does, with other bytes.

    Raises:
        PangoMissing: one cannot be loaded.
    """
    pango = pango_version()
    from weasyprint.text.ffi import harfbuzz, harfbuzz_subset  # noqa: PLC0415  # slow, and not everywhere there

    found = _version_of_harfbuzz(harfbuzz.hb_version_atleast)
    return {"Pango": pango, "HarfBuzz": found if harfbuzz_subset is not None else f"{found} without subset"}


def _version_of_harfbuzz(is_at_least: Callable[[int, int, int], int]) -> str:
    """Ask for version after version, since it tells only whether it is at least one."""
    major = minor = micro = 0
    while is_at_least(major + 1, 0, 0):
        major += 1
    while is_at_least(major, minor + 1, 0):
        minor += 1
    while is_at_least(major, minor, micro + 1):
        micro += 1
    return f"{major}.{minor}.{micro}"


def load_weasyprint() -> Any:
    """Import WeasyPrint, without its banner on standard output.

    Raises:
        PangoMissing: a system library that it needs cannot be loaded.
    """
    try:
        with redirect_stdout(io.StringIO()), warnings.catch_warnings(), _alone():
            warnings.filterwarnings("ignore", message="No fonts configured")
            import weasyprint  # noqa: PLC0415  # slow, and not everywhere there
    except OSError as error:
        raise PangoMissing(_NO_PANGO) from error
    return weasyprint


@contextmanager
def _alone() -> Iterator[None]:
    """Hide fonts of the machine, for cards are the same everywhere, and compilers, which Python asks for libraries."""
    hidden = {"PATH": os.devnull, "FONTCONFIG_FILE": str(NO_FONTS)}
    before = {name: os.environ.get(name) for name in hidden}
    os.environ.update(hidden)
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                del os.environ[name]
            else:
                os.environ[name] = value


class Renderer:
    """Draws cards of one style, one after another; fonts and CSS are read once."""

    def __init__(self, style: CardStyle) -> None:
        self._weasyprint = load_weasyprint()
        from weasyprint.text.fonts import FontConfiguration  # noqa: PLC0415  # slow, and not everywhere there

        self._letters = letters_of(style.fonts)
        self._fonts = {f"fonts/{name}": font for name, font in style.fonts.items()}
        self._configuration = FontConfiguration()
        # Fields to fill in have styles of their own, which are left out together with those of notes.
        self._needs_all_styles = style.has_fields or has_notes(style.css)
        self._options = {**_OPTIONS, "pdf_forms": True} if style.has_fields else _OPTIONS
        fetcher = _shut_in(self._fonts)
        with self._listening() as remarks:
            self._css = self._weasyprint.CSS(
                string=style.css, base_url=_BASE, url_fetcher=fetcher, font_config=self._configuration
            )
        self._remarks = tuple(remarks)

    def render(self, html: str, pictures: Mapping[str, str]) -> Rendered:
        """Draw one card.

        Args:
            html: the whole page, without styles of its own.
            pictures: name -> SVG, for `url(build:///pictures/<name>)`; or JSON that the page asks to attach.

        Raises:
            CardNotDrawn: a font or picture could not be loaded, a letter is in no font, or the renderer failed.
            MemoryError: there is too little memory.
        """
        fetcher = _shut_in({f"pictures/{name}": svg.encode() for name, svg in pictures.items()})
        with self._listening() as remarks, _undisturbed(), quicker():
            spelled = only_letters(html, self._letters)
            document = self._on_two_pages(spelled, fetcher, pictures)
            pdf = document.write_pdf(finisher=finish, **self._options)
        return Rendered(pdf, len(document.pages), (*self._remarks, *remarks))

    def _on_two_pages(self, html: str, fetcher: Any, pictures: Mapping[str, str]) -> Any:
        """Lay a card out; where a page goes over, again with less room on it, and once more with the least."""
        document, first, second = self._laid_out(html, fetcher, pictures), 0, 0
        for _ in range(2 * TIGHTEST):
            pages = document.pages
            if len(pages) <= MOST_PAGES or CARD_CLASS not in html:
                break
            before = next((place for place, page in enumerate(pages) if SECOND in page.anchors), 1)
            first += before > 1
            second += len(pages) - before > 1
            if max(first, second) > TIGHTEST:
                break
            document = self._laid_out(tighter(html, first, second), fetcher, pictures)
        return document

    def _laid_out(self, html: str, fetcher: Any, pictures: Mapping[str, str]) -> Any:
        page = read_page(html, base_url=_BASE, fetcher=fetcher, has_notes=self._needs_all_styles)
        return page.render(
            stylesheets=[self._css], font_config=self._configuration, cache=_drawn_here(pictures), **self._options
        )

    @contextmanager
    def _listening(self) -> Iterator[list[str]]:
        """Collect what the renderer logs, and stop at what makes a card wrong."""
        from weasyprint.urls import FatalURLFetchingError  # noqa: PLC0415  # slow, and not everywhere there

        log, ear = logging.getLogger("weasyprint"), _Ear()
        log.addHandler(ear)
        try:
            yield ear.remarks
        except MemoryError:
            raise
        except FatalURLFetchingError as error:  # no Exception, so that nothing in the renderer passes over it
            raise CardNotDrawn(str(error.__cause__ or error)) from error
        except Exception as error:  # a renderer may fail in any way on any page; the card is named
            raise CardNotDrawn(f"{type(error).__name__}: {error}") from error
        finally:
            log.removeHandler(ear)
        if ear.faults:
            raise CardNotDrawn("; ".join(dict.fromkeys(ear.faults)))


_OPTIONS: Mapping[str, Any] = {"pdf_variant": "pdf/ua-1"}


def _drawn_here(pictures: Mapping[str, str]) -> dict[str, Picture]:
    """Draw the pictures of plain shapes; WeasyPrint fetches and draws all others."""
    shapes = ((name, shapes_of(svg)) for name, svg in pictures.items() if name.endswith(".svg"))
    return {f"{_BASE}pictures/{name}": Picture(found) for name, found in shapes if found is not None}


@contextmanager
def _undisturbed() -> Iterator[None]:
    """Look for circles of garbage after a card, not while it grows, which took a tenth of its time."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


class _Ear(logging.Handler):
    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.remarks: list[str] = []
        self.faults: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        message = record.getMessage()
        is_fault = record.levelno >= logging.ERROR or message.startswith(_FAULTS)
        (self.faults if is_fault else self.remarks).append(message)


def _shut_in(served: Mapping[str, bytes]) -> Any:
    """Make a fetcher that knows what is in memory, by name, and refuses all else."""
    from weasyprint.urls import URLFetcher, URLFetcherResponse  # noqa: PLC0415  # slow, and not everywhere there

    class ShutIn(URLFetcher):  # type: ignore[misc]  # WeasyPrint ships no types
        def fetch(self, url: str, headers: Mapping[str, str] | None = None) -> Any:  # noqa: ARG002  # theirs
            name = url.removeprefix(_BASE)
            if name == url or name not in served:
                raise ValueError(f"nothing outside the card is loaded: {url}")
            kind = _KINDS.get(name.rpartition(".")[2], "font/woff2")
            return URLFetcherResponse(url, served[name], {"Content-Type": kind})

    return ShutIn(fail_on_errors=True)


def letters_of(fonts: Mapping[str, bytes]) -> frozenset[str]:
    """List every character that at least one of the fonts can draw."""
    return frozenset().union(*(_letters_of_font(font) for font in fonts.values()))


@cache
def _letters_of_font(font: bytes) -> frozenset[str]:
    from fontTools.ttLib import TTFont  # noqa: PLC0415  # slow, and not everywhere there

    return frozenset(chr(code) for code in TTFont(io.BytesIO(font), lazy=True).getBestCmap())


def only_letters(html: str, letters: frozenset[str]) -> str:
    """Keep what the fonts can draw in the text between the tags and in `data-` attributes; addresses stay as they are.

    A letter with a mark that is in no font loses the mark; what cannot be spelled at
    all becomes `[…]`, so that no card shows an empty box. The web page has the text whole.
    """
    if letters.issuperset(html):
        return html

    def printed(match: re.Match[str]) -> str:
        return match.group(1) + _spelled(match.group(2), letters)

    return "".join(
        _PRINTED.sub(printed, piece) if piece.startswith("<") else _spelled(piece, letters)
        for piece in _TAGS.split(html)
    )


def _spelled(text: str, letters: frozenset[str]) -> str:
    spelled: list[str] = []
    for character in text:
        fitting = _fitting(character, letters)
        if fitting is None:
            fitting = "" if spelled and spelled[-1] == _ELIDED else _ELIDED
        if fitting:
            spelled.append(fitting)
    return "".join(spelled)


def _fitting(character: str, letters: frozenset[str]) -> str | None:
    """Spell one character with the letters that there are; None where that cannot be done."""
    if character in letters or character in "\n\t":
        return character
    kind = unicodedata.category(character)
    if kind in {"Cf", "Mn"}:  # joiners and loose marks have no shape of their own
        return ""
    if kind == "Zs":
        return " "
    base = "".join(one for one in unicodedata.normalize("NFKD", character) if not unicodedata.combining(one))
    return base if base and letters.issuperset(base) else None

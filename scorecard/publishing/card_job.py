"""What it takes to draw a report card or a national report, as data: HTML, pictures, and the style that all share."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

MOST_PAGES = 2
SECOND = "answers"  # what begins the second page has it as its id
CARD_CLASS = 'class="card'  # what the body of a card begins with
_FIRST_TIGHTER = ("", "first-tight ", "first-tight first-tightest ")
_SECOND_TIGHTER = ("", "second-tight ", "second-tight second-tightest ")
TIGHTEST = len(_FIRST_TIGHTER) - 1


def tighter(html: str, first: int, second: int) -> str:
    """Give the first or the second page of a card less room between and in its lines, in up to `TIGHTEST` steps."""
    return html.replace(CARD_CLASS, f'class="{_FIRST_TIGHTER[first]}{_SECOND_TIGHTER[second]}card', 1)


@dataclass(frozen=True, slots=True)
class CardStyle:
    """What all cards share: the style sheet, and font files by name, which it asks for as `build:///fonts/<name>`.

    `has_fields`: what its pages ask for can be filled in.
    """

    css: str
    fonts: Mapping[str, bytes]
    has_fields: bool = False


@dataclass(frozen=True, slots=True)
class CardJob:
    """A card to draw, or a report on all cities of an edition: then `city` is empty.

    `path` is its place in the site. `html` asks for `pictures` (name -> SVG, or the JSON that
    the file carries) as `build:///pictures/<name>`. `style` is one object for all cards of a build.
    """

    path: str
    city: str
    edition: str
    html: str
    pictures: Mapping[str, str]
    style: CardStyle

    @property
    def kind(self) -> str:
        """What it is, for messages."""
        return "report card" if self.city else "national report"

    @property
    def name(self) -> str:
        """Whose it is, for messages: `seattle-wa 2026`, or `edition 2026`."""
        return f"{self.city} {self.edition}" if self.city else f"edition {self.edition}"

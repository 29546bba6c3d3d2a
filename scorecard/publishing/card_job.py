"""What it takes to draw a report card, as data: HTML, pictures, and the style that all cards share."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

MOST_PAGES = 2
CARD_CLASS = 'class="card'  # what the body of a card begins with
TIGHTER = ('class="is-tight card', 'class="is-tight is-tightest card')  # in its place, where it has more pages


@dataclass(frozen=True, slots=True)
class CardStyle:
    """What all cards share: the style sheet, and font files by name, which it asks for as `build:///fonts/<name>`."""

    css: str
    fonts: Mapping[str, bytes]


@dataclass(frozen=True, slots=True)
class CardJob:
    """A card to draw.

    `path` is its place in the site. `html` asks for `pictures` (name -> SVG, or the JSON that
    the file carries) as `build:///pictures/<name>`. `style` is one object for all cards of a build.
    """

    path: str
    city: str
    edition: str
    html: str
    pictures: Mapping[str, str]
    style: CardStyle

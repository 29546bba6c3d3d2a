"""What it takes to draw a report card, as data: HTML, pictures, and the style that all cards share."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


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
    """A card to draw.

    `path` is its place in the site. `html` asks for `pictures` (name -> SVG) as
    `build:///pictures/<name>`. `style` is one object for all cards of a build.
    """

    path: str
    city: str
    edition: str
    html: str
    pictures: Mapping[str, str]
    style: CardStyle

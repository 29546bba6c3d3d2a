"""A city in, how to put it on another page out: HTML to copy, for its badge and for its card in a frame."""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import escape

from scorecard.publishing.frame import Link, Site
from scorecard.publishing.history import city_path
from scorecard.publishing.language import say, without_marks

BADGE_WIDTH, BADGE_HEIGHT = 340, 92  # px
CARD_WIDTH, CARD_HEIGHT = 360, 320  # px: of the frame; a long name scrolls in it


@dataclass(frozen=True, slots=True)
class UseView:
    """How to put a city on another page: `card` and `badge` as HTML to copy.

    `card_link` and `badge_link` lead to what is shown then.
    """

    card: str
    badge: str
    card_link: Link
    badge_link: Link


def badge_path(city: str) -> str:
    """Name a city's badge."""
    return f"cities/{city}/badge.svg"


def embed_path(city: str) -> str:
    """Name a city's card for frames."""
    return f"cities/{city}/embed.html"


def use_view(city: str, name: str, site: Site) -> UseView:
    """Say how to put a city on another page; figures stand in the files alone, so that no copy goes stale.

    Args:
        city: its id.
        name: city and state.
        site: what all pages share.
    """
    page, title = site.address(city_path(city)), escape(without_marks(f"{site.project.settings.title}: {name}"))
    card, badge = (escape(site.shared_address(path(city))) for path in (embed_path, badge_path))
    shown = f'<img src="{badge}" alt="{title}" width="{BADGE_WIDTH}" height="{BADGE_HEIGHT}">'
    frame = f'<iframe src="{card}" title="{title}" width="{CARD_WIDTH}" height="{CARD_HEIGHT}" loading="lazy"></iframe>'
    return UseView(
        card=frame,
        badge=f'<a href="{escape(page)}">{shown}</a>',
        card_link=Link(say("See the card"), embed_path(city)),
        badge_link=Link(say("See the badge"), badge_path(city)),
    )

"""The pages of a site in, what search engines are told of them out: a site map and a robots file."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from html import escape
from typing import TYPE_CHECKING

from scorecard.publishing.artifact import Artifact
from scorecard.publishing.history import city_path
from scorecard.publishing.listed_pages import listed

if TYPE_CHECKING:
    from scorecard.publishing.site import Pages


def search_files(pages: Pages) -> Iterator[Artifact]:
    """Yield the site map and the robots file."""
    key = pages.keys.lists(pages.results, "addresses")
    yield Artifact("sitemap.xml", partial(site_map, pages), key)
    yield Artifact("robots.txt", partial(robots, pages), key)


def site_map(pages: Pages) -> bytes:
    """Write the site map; a demonstration names no page, since none is to be indexed, nor does a site with drafts."""
    top = pages.site
    lines = [f"<url><loc>{escape(top.address(path), quote=False)}</loc></url>" for path in sorted(_addresses(pages))]
    head = '<?xml version="1.0" encoding="UTF-8"?>\n<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">'
    return "\n".join([head, *lines, "</urlset>\n"]).encode()


def robots(pages: Pages) -> bytes:
    """Write the robots file; it names the site map where there is something in it, and of drafts lets fetch nothing."""
    if pages.project.settings.shows_drafts:
        return b"User-agent: *\nDisallow: /\n"
    has_map = not pages.project.settings.is_demonstration
    said = "User-agent: *\nAllow: /\n"
    return (said + (f"Sitemap: {pages.site.address('sitemap.xml')}\n" if has_map else "")).encode()


def _addresses(pages: Pages) -> Iterator[str]:
    """Go through the paths that search engines are told: not those of drafts, former ids, or the missing page."""
    if pages.project.settings.is_demonstration or pages.project.settings.shows_drafts:
        return
    for spoken in (pages, *pages.others):
        yield from (spoken.folder + one.path for one in listed(spoken) if one.path.endswith(".html"))
        for city in spoken.project.cities:
            editions = spoken.editions_of(city)
            having = [None, *editions] if editions else []
            yield from (spoken.folder + city_path(city, edition) for edition in having)

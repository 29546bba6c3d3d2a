"""Prose, missing pages, former ids and a scorecard without a score in, the plain pages out."""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup

from scorecard.model.project import Page
from scorecard.publishing.frame import Frame, Link, Site
from scorecard.publishing.language import say
from scorecard.publishing.markdown import plain, prose
from scorecard.publishing.paths import prose_path


@dataclass(frozen=True, slots=True)
class ProsePage:
    """A prose page: `title` and `body`, rendered."""

    template: str
    frame: Frame
    title: str
    body: Markup


@dataclass(frozen=True, slots=True)
class NotePage:
    """A page with one sentence and a way on: `title`, `said`, and the link `on`."""

    template: str
    frame: Frame
    title: str
    said: str
    on: Link


@dataclass(frozen=True, slots=True)
class EmptyPage:
    """The first page where no edition has a final file: `title` and `lede` say so."""

    template: str
    frame: Frame
    title: str
    lede: str


def empty_page(site: Site) -> EmptyPage:
    """Make the first page of a scorecard without a published city."""
    lede = say("No city has a published score yet.")
    title = site.project.settings.title
    return EmptyPage("site/empty.html", site.frame("index.html", title, description=lede), title, lede)


def prose_page(page: Page, site: Site) -> ProsePage:
    """Make a prose page; where it has no heading, its id is its title."""
    text = prose(page.text)
    title = text.title or page.id
    words = " ".join(plain(page.text).split())
    description = words[:150].rsplit(" ", 1)[0] if len(words) > 150 else words
    frame = site.frame(prose_path(page.id), title, description=description)
    return ProsePage("site/prose.html", frame, title, text.body)


def missing_page(site: Site) -> NotePage:
    """Make the page that a host shows for an address that does not exist; its links start at the host's root."""
    said, title = say("This address leads nowhere. It may have been typed wrong."), say("Page not found")
    frame = site.frame("404.html", title, description=said, root=site.root_on_host())
    return NotePage("site/note.html", frame, title, said, Link(say("All cities"), "index.html"))


def moved_page(path: str, to: str, name: str, site: Site) -> NotePage:
    """Make the page at a city's former address; it leads to the new one by itself."""
    said = say("This page has moved.")
    frame = site.frame(path, name, description=said)
    return NotePage("site/moved.html", frame, name, said, Link(name, to))

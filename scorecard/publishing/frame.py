"""A project in, what surrounds every page out: title, masthead, notices, footer, and the way back to the root."""

from __future__ import annotations

from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from typing import Literal
from urllib.parse import urlsplit

from markupsafe import Markup

from scorecard.model.project import Edition, Project, Settings
from scorecard.publishing.assets import Assets
from scorecard.publishing.language import say
from scorecard.publishing.links import contact_link
from scorecard.publishing.markdown import prose
from scorecard.publishing.paths import (
    CHANGES_PATH,
    COMPARE_PATH,
    PLEDGE_PATH,
    SEARCH_PATH,
    method_path,
    national_path,
    prose_path,
)
from scorecard.publishing.social import Social
from scorecard.publishing.words import CONDUCT, day, sentence

NAMES = {"en": "English", "es": "Español"}  # of languages, in themselves

_LOADED = "style-src 'self'; img-src 'self'; font-src 'self'; base-uri 'none'; form-action 'none'"
_POLICY = Markup(f"default-src 'none'; {_LOADED}")  # noqa: S704  # our own words; quotes in them are meant
_POLICY_WITH_SCRIPTS = Markup(f"default-src 'none'; script-src 'self'; {_LOADED}")  # noqa: S704

NoticeKind = Literal["demonstration", "reconstructed", "draft", "old", "withdrawn"]


@dataclass(frozen=True, slots=True)
class Link:
    """A link inside the site: its `label`, and whether it is the page itself (`is_here`).

    `path` starts at the root; None where there is no such page, and the label stands alone.
    """

    label: str
    path: str | None
    is_here: bool = False


@dataclass(frozen=True, slots=True)
class LanguageLink:
    """The same page in another language: its `code`, its `name` in that language, and its `path` from the root."""

    code: str
    name: str
    path: str


@dataclass(frozen=True, slots=True)
class Notice:
    """A notice above the score: `kind` chooses its look, `label` and `text` its words, `more` leads on, if anywhere."""

    kind: NoticeKind
    label: str
    text: str
    more: Link | None = None


@dataclass(frozen=True, slots=True)
class Footer:
    """The foot of a page.

    `conduct` says what scores measure; `made` who made this and from what; `cite`
    how to quote the page, None where nobody would; `contact` is the address for
    corrections and `contact_label` its words, both None where there is none;
    `data` leads to the page's figures, if it has any.
    """

    conduct: str
    made: str
    cite: str | None
    contact: str | None
    contact_label: str | None
    data: Link | None


@dataclass(frozen=True, slots=True)
class Frame:
    """What surrounds a page.

    `root` leads from the page to the root of the site: `""`, or `"../../"`.
    `language` is a code. `title` is for the browser, `site_title` for the
    masthead. `description` is a sentence for previews. `is_indexed` is False
    where search engines must stay out. `stylesheet` and `icon` are paths from the root, as
    are `scripts`, empty for a page that runs none; `policy` says what it may load.
    `social` is what a shared link shows, None where nobody would share it.
    `navigation` holds only what exists; `languages` lead to the same page in the
    others. `notices` stand above the page, the `footer` below it.
    """

    root: str
    language: str
    title: str
    site_title: str
    description: str
    is_indexed: bool
    stylesheet: str
    icon: str
    scripts: tuple[str, ...]
    policy: Markup
    social: Social | None
    navigation: tuple[Link, ...]
    languages: tuple[LanguageLink, ...]
    notices: tuple[Notice, ...]
    footer: Footer


@dataclass(frozen=True, slots=True)
class Site:
    """What all pages of one build and one language share.

    The `project`, its `assets`, the version of the tool, and the links of the
    masthead as label and path, which hold only what exists. `folder` is where the
    pages stand in the site, empty for the project's own language; `languages` are
    the others, as code and folder. `reports` are the editions with a national report.
    """

    project: Project
    assets: Assets
    tool_version: str
    links: tuple[tuple[str, str], ...]
    folder: str = ""
    languages: tuple[tuple[str, str], ...] = ()
    reports: AbstractSet[str] = frozenset()

    def frame(
        self,
        path: str,
        heading: str,
        *,
        description: str,
        notices: Sequence[Notice] = (),
        edition: Edition | None = None,
        cite: bool = False,
        data: Link | None = None,
        root: str | None = None,
        scripts: Sequence[str] = (),
        social: Social | None = None,
    ) -> Frame:
        """Make the frame of one page.

        Args:
            path: of the page in the site.
            heading: what the page is about, for its title.
            description: one sentence.
            notices: of the page itself; Demonstration is added.
            edition: that the page shows, if it shows one.
            cite: whether the foot says how to quote the page.
            data: the file with the page's figures.
            root: the way to the root, where the page stands at no fixed place.
            social: what a shared link shows.
            scripts: that the page runs, by their names in the templates folder; those that are not there are left out.
        """
        settings = self.project.settings
        has_draft = any(notice.kind == "draft" for notice in notices)
        preview = _preview() if settings.shows_drafts and not has_draft else []
        shown = [*_demonstration(settings.is_demonstration), *preview, *notices]
        is_draft = has_draft or settings.shows_drafts
        year = f" {edition.id}" if edition is not None else ""
        return Frame(
            root="../" * path.count("/") if root is None else root,
            language=settings.language,
            title=f"{heading} - {settings.title}{year}" if heading != settings.title else f"{settings.title}{year}",
            site_title=settings.title,
            description=description,
            is_indexed=not settings.is_demonstration and not is_draft,
            stylesheet=self.assets.stylesheet,
            icon=self.assets.icon,
            scripts=tuple(self.assets.scripts[name] for name in scripts if name in self.assets.scripts),
            policy=_POLICY_WITH_SCRIPTS if scripts else _POLICY,
            social=social,
            navigation=tuple(Link(label, to, to == path) for label, to in self.links),
            notices=tuple(shown),
            languages=self._languages(path),
            footer=self._footer(path, heading, edition, cite=cite, data=data),
        )

    def _languages(self, path: str) -> tuple[LanguageLink, ...]:
        """Lead to the same page in the other languages; the page for missing ones has no fixed place."""
        if path == "404.html":
            return ()
        up = "../" * self.folder.count("/")
        return tuple(LanguageLink(code, NAMES.get(code, code), up + folder + path) for code, folder in self.languages)

    def root_on_host(self) -> str:
        """Give the way to the root from anywhere on the host, for the page that stands for missing ones."""
        return f"/{urlsplit(self.project.settings.base_url).path.lstrip('/')}"  # two slashes would name a host

    def address(self, path: str) -> str:
        """Give the full address of a page; `index.html` is left out."""
        return self.project.settings.base_url + path.removesuffix("index.html")

    def shared_address(self, path: str) -> str:
        """Give the full address of a file that stands once for all languages."""
        return self.project.settings.base_url.removesuffix(self.folder) + path

    def contact(self, subject: str) -> str | None:
        """Link to the contact, with a subject."""
        return contact_link(self.project.settings.contact, f"{self.project.settings.title}: {subject}")

    def _footer(self, path: str, heading: str, edition: Edition | None, *, cite: bool, data: Link | None) -> Footer:
        settings = self.project.settings
        licence = f", {settings.licence}" if settings.licence is not None else ""
        made = f"{settings.publisher}{licence}."
        if edition is not None:
            counted = say(
                "Edition {edition}, counted to {day}. Rubric {rubric}.",
                edition=edition.id, day=day(edition.as_of), rubric=edition.rubric,
            )  # fmt: skip
            made = f"{counted} {made}"
        what = f": {heading}" if heading != settings.title else ""
        quoted = f"{sentence(f'{cited_source(settings, edition)}{what}')} {self.address(path)}"
        contact = self.contact(heading)
        return Footer(
            conduct=say(CONDUCT),
            made=made,
            cite=quoted if cite else None,
            contact=contact,
            contact_label=settings.contact if contact is not None else None,
            data=data,
        )


def site_of(
    project: Project, assets: Assets, tool_version: str, folder: str = "", *, reports: AbstractSet[str] = frozenset()
) -> Site:
    """Gather what all pages of a language share.

    Args:
        project: in that language.
        assets: what every page loads.
        tool_version: printed on the page about the data.
        folder: where the pages stand in the site; empty for the project's own language, which else comes first of
            those that the settings name besides.
        reports: the editions that have a national report.
    """
    published = project.newest_edition()
    newest = published or project.settings.editions[-1]
    links = (
        (say("Cities"), "index.html"),
        *(((say("National"), national_path(newest.id)),) if published is not None else ()),
        *(((say("Compare"), COMPARE_PATH),) if published is not None else ()),
        (say("Questions"), "criteria/index.html"),
        (say("Method"), method_path(newest.rubric)),
        (say("Changes"), CHANGES_PATH),
        (say("Pledge"), PLEDGE_PATH),
        (say("Data"), "data/index.html"),
        *((prose(page.text).title or page.id, prose_path(page.id)) for page in project.pages),
        (say("Search"), SEARCH_PATH),
    )
    also = project.settings.also_in
    folders = ("", *(f"{code}/" for code in also[1:])) if folder else tuple(f"{code}/" for code in also)
    return Site(project, assets, tool_version, links, folder, tuple(zip(also, folders, strict=True)), reports)


def cited_source(settings: Settings, edition: Edition | None) -> str:
    """Name who published what, in which edition, and up to which day it counts."""
    if edition is None:
        return f"{settings.publisher}, {settings.title}"
    return say(
        "{publisher}, {title}, edition {edition}, counted to {day}",
        publisher=settings.publisher, title=settings.title, edition=edition.id, day=day(edition.as_of),
    )  # fmt: skip


def _demonstration(is_demonstration: bool) -> list[Notice]:
    if not is_demonstration:
        return []
    text = say("The publisher named here is an example. This page is not indexed.")
    return [Notice("demonstration", say("Demonstration"), text)]


def _preview() -> list[Notice]:
    """Make the notice of every page that is no draft itself, in a site that shows drafts."""
    return [Notice("draft", say("Draft"), say("This site shows drafts. It is not for publication."))]


def reconstructed(edition: Edition, *, several: bool) -> list[Notice]:
    """Make the notice of an edition that was made later; none where it was not."""
    if not edition.is_reconstructed:
        return []
    if several:
        text = say("Made later, from public tables. The cities were not asked.")
    else:
        text = say("Made later, from public tables. The city was not asked.")
    more = Link(say("What that means"), f"{method_path(edition.rubric)}#reconstructed")
    return [Notice("reconstructed", say("Reconstructed"), text, more)]

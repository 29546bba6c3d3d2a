"""Tables of an edition in, a plain page of them out."""

from __future__ import annotations

from dataclasses import dataclass

from scorecard.publishing.city_parts import counted_to
from scorecard.publishing.frame import Frame, Link, Site, reconstructed
from scorecard.publishing.language import say
from scorecard.publishing.paths import edition_path
from scorecard.publishing.words import capital
from scorecard.scoring.result import EditionResult


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a table: a `name`, the `path` of its page (None where it has none), `cells` for the other columns."""

    name: str
    path: str | None
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A table.

    `title` and `lede` head it, `anchor` is its place on the page. `columns` are the heads,
    that of the names first; `empty` is said where there are no `lines`.
    """

    anchor: str
    title: str
    lede: str
    columns: tuple[str, ...]
    lines: tuple[Line, ...]
    empty: str


@dataclass(frozen=True, slots=True)
class FiguresPage:
    """A page of tables about one edition.

    `title` and `lede` head it. `counted` says up to which day, `back` leads to the
    edition's list. `notes` are sentences above the `tables`; `more` leads to how they are
    made, None where nothing more is to be said.
    """

    template: str
    frame: Frame
    title: str
    lede: str
    counted: str
    back: Link
    notes: tuple[str, ...]
    tables: tuple[Table, ...]
    more: Link | None


def figures_page(
    site: Site,
    path: str,
    result: EditionResult,
    *,
    title: str,
    lede: str,
    notes: tuple[str, ...],
    tables: tuple[Table, ...],
    data: str,
    more: Link | None = None,
) -> FiguresPage:
    """Put tables on a page of an edition; `data` is the path of the same figures as a file."""
    edition = result.edition
    frame = site.frame(
        path,
        title,
        description=lede,
        notices=reconstructed(edition, several=True),
        edition=edition,
        cite=True,
        data=Link(say("The figures of this page"), data),
    )
    back = Link(say("All cities, edition {edition}", edition=edition.id), edition_path(edition.id))
    counted = capital(counted_to(edition))
    return FiguresPage("site/figures.html", frame, title, lede, counted, back, notes, tables, more)

"""A scored project in, the report cards to draw out: one HTML page, its pictures and its style for each."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath

from scorecard.model.project import PAPERS, Project
from scorecard.packaged import packaged
from scorecard.problem import Problem, ProblemsFound
from scorecard.publishing.advice import Advisors
from scorecard.publishing.card_data import card_data
from scorecard.publishing.card_drawing import Gallery, picture_rules
from scorecard.publishing.card_job import CardJob, CardStyle
from scorecard.publishing.card_note import card_note
from scorecard.publishing.card_page import card_page
from scorecard.publishing.card_peers import Others
from scorecard.publishing.city_parts import card_path
from scorecard.publishing.language import speaking
from scorecard.publishing.planned_cards import has_card
from scorecard.publishing.proofs import ProofOf
from scorecard.publishing.templating import Templates, View, read_templates
from scorecard.scoring.result import EditionResult
from scorecard.scoring.study import studies

SHEET = "card/card.css"


@dataclass(frozen=True, slots=True)
class CardMaker:
    """Makes the cards of a project with one set of templates, in the language of its settings.

    `results` holds edition id -> result. `others` gives what is known of the other cities of an edition.
    `source` is the project with its results in its own language, where this is another: cards carry
    the same data in every language. `folder` is where the language stands in the site: empty, or `es/`.
    """

    project: Project
    results: Mapping[str, EditionResult]
    templates: Templates
    style: CardStyle
    others: Callable[[str], Others]
    source: tuple[Project, Mapping[str, EditionResult]] | None = None
    folder: str = ""

    def job(self, city: str, edition: str, *, confidential: str | None = None) -> CardJob:
        """Make the card of one city for one edition.

        What was withdrawn gets a note with the day and the reason in its place. What is
        `confidential` says so at the foot of every page, in the words given.

        Raises:
            KeyError: the city has no file in the edition.
        """
        with speaking(self.project.settings.language):
            gallery = Gallery(self.templates)
            html = self.templates.render(self._page(city, edition, gallery, confidential)).decode()
        path = f"{self.folder}{card_path(city, edition)}"
        return CardJob(path, city, edition, html, gallery.pictures, self.style)

    def _page(self, city: str, edition: str, gallery: Gallery, confidential: str | None) -> View:
        result = self.results[edition]
        if result.cities[city].is_withdrawn:
            return card_note(self.project, result, city)
        others = None if result.is_partial else self.others(edition)
        data = card_data(*(self.source or (self.project, self.results)), city, edition)
        gallery.pictures[data.name] = data.content
        card = card_page(self.project, self.results, city, edition, gallery=gallery, others=others, data=data)
        foot = card.paper.foot if confidential is None else f"{confidential}. {card.paper.foot}"
        return replace(card, paper=replace(card.paper, foot=foot))


def card_maker(
    project: Project,
    results: Mapping[str, EditionResult],
    folder: Path | None = None,
    proof_of: ProofOf | None = None,
) -> CardMaker:
    """Read a templates folder, the packaged one where None, to make cards with it.

    `proof_of` finds what shows that a city does something; None where all answers are in memory.

    Raises:
        ProblemsFound: the folder has no style sheet for cards.
    """
    sources = read_templates(folder or packaged("templates"))
    known, advisors = studies(project, results), Advisors(project, results, proof_of)
    others = {edition: Others(known[edition], advisors.of(edition)) for edition in results}
    style = card_style(sources, project.settings.paper)
    return CardMaker(project, results, Templates(sources), style, others.__getitem__)


def card_style(sources: Mapping[str, bytes], paper: str = PAPERS[0]) -> CardStyle:
    """Find what all cards share among the files of a templates folder: its fonts are those that end in `.ttf`.

    Args:
        sources: path in the templates folder -> content.
        paper: what they are printed on. The style sheet is laid out for letter; A4 is higher and takes the same page.

    Raises:
        ProblemsFound: there is no style sheet.
    """
    if SHEET not in sources:
        mend = "add it, or remove templates/ to use the packaged set"
        raise ProblemsFound([Problem(f"templates/{SHEET}", 1, 1, "template-error", "it is not there", mend)])
    fonts = {PurePosixPath(path).name: font for path, font in sources.items() if path.endswith(".ttf")}
    css = f"{sources[SHEET].decode(errors='replace')}\n{picture_rules()}\n{page_rule(paper)}"
    return CardStyle(css, fonts)


def page_rule(paper: str) -> str:
    """Give the rule for a paper that is not letter: its size, and sides that leave the same 180 mm."""
    return "" if paper == PAPERS[0] else f"@page {{ size: {paper}; margin-left: 15mm; margin-right: 15mm }}\n"


def cards_of(
    project: Project,
    results: Mapping[str, EditionResult],
    *,
    folder: Path | None = None,
    with_drafts: bool = False,
) -> Iterator[CardJob]:
    """Yield the cards of a site: of each city's own newest edition, and of every edition that is not reconstructed.

    Args:
        project: the whole project.
        results: edition id -> result.
        folder: the templates; the packaged ones where None.
        with_drafts: whether drafts get a card too, with the word behind every page.
    """
    maker = card_maker(project, results, folder)
    for edition, result in results.items():
        for city in sorted(result.cities):
            if has_card(results, city, edition, with_drafts=with_drafts):
                yield maker.job(city, edition)


def card_job(
    project: Project,
    results: Mapping[str, EditionResult],
    city_id: str,
    edition_id: str,
    *,
    folder: Path | None = None,
) -> CardJob:
    """Make the card of one city for one edition; raises as `CardMaker.job` and `card_maker` do."""
    return card_maker(project, results, folder).job(city_id, edition_id)

"""A checked project in, its site published: scores, pages, data files and cards, in one stream to the writer."""

from __future__ import annotations

import platform
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from hashlib import sha256
from importlib.metadata import version
from itertools import chain
from pathlib import Path

from scorecard import __version__
from scorecard.building.cards import render_cards
from scorecard.building.render import PangoMissing, pango_version
from scorecard.building.writer import has_cards, writing
from scorecard.model.project import Project
from scorecard.problem import CardFailed
from scorecard.publishing.api import documents
from scorecard.publishing.artifact import Artifact
from scorecard.publishing.card import card_job, cards_of, has_card
from scorecard.publishing.site import site_pages
from scorecard.publishing.tables import tables
from scorecard.scoring.result import EditionResult
from scorecard.scoring.score import score_edition, without_ranks

Tell = Callable[[str, int, int], None]
"""Called with what is being made, how many are done, and how many there will be (0: not known)."""

_LIBRARIES = ("Jinja2", "Markdown", "nh3", "segno")
_CARD_LIBRARIES = ("weasyprint", "pydyf", "fonttools")


@dataclass(frozen=True, slots=True)
class Plan:
    """What to build: where to, from which inputs, with cards and drafts or not, in how many card processes."""

    out: Path
    root: Path
    inputs: Mapping[str, str]
    templates: Path
    with_cards: bool = True
    with_drafts: bool = False
    jobs: int = 2


@dataclass(slots=True)
class Built:
    """What was built: files and cards, foreign files carried over, and what to do where Pango is missing."""

    files: int = 0
    cards: int = 0
    foreign: list[str] = field(default_factory=list)
    missing_pango: str | None = None


def score_all(project: Project) -> dict[str, EditionResult]:
    """Score every edition, oldest first."""
    return {edition.id: score_edition(project, edition.id) for edition in project.settings.editions}


def without_drafts(project: Project) -> Project:
    """Leave every draft out, so that nothing of one can reach a page, a list or a file."""
    answers = {
        edition: {city: file for city, file in files.items() if not file.is_draft}
        for edition, files in project.answers.items()
    }
    return replace(project, answers=answers)


def build(project: Project, plan: Plan, tell: Tell) -> Built:
    """Build the site and publish it in one step, or raise and leave the old one as it was.

    Raises:
        CardFailed: a card could not be made, or Pango is missing over a site that has cards.
        BuildRunning, OutputNotWritable, ProblemsFound: the output cannot be taken.
    """
    shown = project if plan.with_drafts else without_drafts(project)
    results = score_all(shown)
    built = Built()
    pango = _pango(plan, built)
    jobs = cards_of(shown, results, folder=plan.templates, with_drafts=plan.with_drafts)
    cards = planned_cards(shown, results, with_drafts=plan.with_drafts) if pango is not None else set()
    pages = site_pages(shown, results, templates=plan.templates, cards=cards, tool_version=__version__)
    with writing(plan.out, plan.root) as writer:
        for artifact in _counted(chain(pages, documents(shown, results), tables(shown, results)), tell):
            writer.write(artifact.path, artifact.content())
        if cards:
            for done, (job, content) in enumerate(render_cards(jobs, jobs_at_once=plan.jobs), start=1):
                writer.write(job.path, content)
                tell("cards", done, len(cards))
        built.files, built.cards = len(writer.files) + 1, len(cards)
        built.foreign = writer.finish(_manifest_head(plan, pango), project.settings.keep)
    return built


def planned_cards(project: Project, results: Mapping[str, EditionResult], *, with_drafts: bool) -> set[tuple[str, str]]:
    """List the pairs of city and edition that get a report card."""
    return {
        (city, edition)
        for edition, files in project.answers.items()
        for city in files
        if has_card(results, city, edition, with_drafts=with_drafts)
    }


def one_card(project: Project, city: str, edition: str, templates: Path, *, with_ranks: bool) -> bytes:
    """Make one report card.

    Args:
        project: as far as it could be read; the city's own files without problems.
        city: the id of the city.
        edition: one that the city has answers for.
        templates: the templates folder.
        with_ranks: whether all cities of the edition could be scored; else the card tells no rank.

    Raises:
        PangoMissing: there is no Pango to draw with.
        CardFailed: it could not be drawn.
    """
    results = score_all(project)
    if not with_ranks:
        results[edition] = without_ranks(results[edition])
    job = card_job(project, results, city, edition, folder=templates)
    return next(iter(render_cards([job], jobs_at_once=1)))[1]


def _pango(plan: Plan, built: Built) -> str | None:
    """Find the version of Pango; None where cards are not made."""
    if not plan.with_cards:
        return None
    try:
        return pango_version()
    except PangoMissing as error:
        if has_cards(plan.out):
            raise CardFailed(
                f"{error}; the site has cards, so nothing was published (--no-cards leaves them out)"
            ) from error
        built.missing_pango = str(error)
        return None


def _counted(artifacts: Iterator[Artifact], tell: Tell) -> Iterator[Artifact]:
    for done, artifact in enumerate(artifacts, start=1):
        yield artifact
        if done % 50 == 0:
            tell("pages", done, 0)


def _manifest_head(plan: Plan, pango: str | None) -> dict[str, object]:
    libraries = (*_LIBRARIES, *(_CARD_LIBRARIES if pango is not None else ()))
    built_with = {"Python": platform.python_version(), **{name: version(name) for name in libraries}}
    if pango is not None:
        built_with["Pango"] = pango
    digest = sha256("".join(f"{path}\0{digest}\n" for path, digest in sorted(plan.inputs.items())).encode())
    return {"tool": __version__, "input": digest.hexdigest(), "built_with": dict(sorted(built_with.items()))}

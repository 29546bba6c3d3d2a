"""A city and an edition in, what is sent to the city before the release out: draft card, reply forms and letter."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path, PurePosixPath

from scorecard.building.cards import render_cards
from scorecard.model.answer import Reply
from scorecard.model.project import Project
from scorecard.model.when import When
from scorecard.packaged import packaged
from scorecard.publishing.card import card_maker, page_rule
from scorecard.publishing.card_job import CardJob, CardStyle
from scorecard.publishing.language import speaking
from scorecard.publishing.letter import LETTER, letter, letter_page, letter_text
from scorecard.publishing.reply_form import ReplyForm, reply_form
from scorecard.publishing.reply_sheet import reply_sheet
from scorecard.publishing.templating import Templates, View, read_templates
from scorecard.scoring.score import score_all, without_ranks

CARD, SHEET, FORM, TEXT, PAGE = "card.pdf", "reply.xlsx", "reply.pdf", "letter.md", "letter.pdf"


@dataclass(frozen=True, slots=True)
class OwnLetter:
    """A project's own template of the letter, and its path as problems show it."""

    source: bytes
    shown: str


def make_packet(
    project: Project, city: str, edition: str, *, templates: Path, until: date | None, own: OwnLetter | None = None
) -> dict[str, bytes]:
    """Make the files of a packet, by name.

    Args:
        project: as far as it could be read; the city's own files without problems.
        city: the id of the city.
        edition: one that the city has answers for, which are shown as a draft whatever their status.
        templates: the templates folder; where it has none for packets, the packaged ones are used.
        until: the day of the release; None where none is set.
        own: the letter's own template; the one of the templates where None.

    Raises:
        ProblemsFound: a template is missing or wrong.
        PangoMissing: there is no Pango to draw with.
        CardFailed: a file could not be drawn.
    """
    project = _as_draft(project, city, edition, until)
    with speaking(project.settings.language):
        results = score_all(project)
        results[edition] = without_ranks(results[edition])
        sources = _packet_templates(templates)
        form = reply_form(project, results[edition], city, until)
        source = own or OwnLetter(sources[LETTER], f"templates/{LETTER}")
        text = letter_text(letter(project, results[edition], city, until), source.source, source.shown)
        card = card_maker(project, results, templates).job(city, edition, confidential=form.confidential)
        jobs = [replace(card, path=CARD), *_papers(form, letter_page(text, form), sources, project.settings.paper)]
        sheet = reply_sheet(form)
    drawn = {job.path: pdf for job, pdf in render_cards(jobs, jobs_at_once=1)}
    return {**drawn, SHEET: sheet, TEXT: text.encode()}


def _as_draft(project: Project, city: str, edition: str, until: date | None) -> Project:
    """Show a file as a draft, whose city can reply until a day, if one is set."""
    file = replace(project.answers[edition][city], is_draft=True)
    if until is not None:
        reply = file.reply or Reply(None, None, None, None, {})
        file = replace(file, reply=replace(reply, until=When.day(until)))
    return replace(project, answers={**project.answers, edition: {**project.answers[edition], city: file}})


def _packet_templates(folder: Path) -> Mapping[str, bytes]:
    """Read the templates of packets; a project's own set may be older than they are."""
    own = read_templates(folder)
    return own if LETTER in own else read_templates(packaged("templates"))


def _papers(form: ReplyForm, page: View, sources: Mapping[str, bytes], paper: str) -> list[CardJob]:
    engine = Templates(sources)
    fonts = {PurePosixPath(path).name: font for path, font in sources.items() if path.endswith(".ttf")}
    css = f"{sources['packet/packet.css'].decode(errors='replace')}\n{page_rule(paper)}"
    views: tuple[tuple[str, View, bool], ...] = ((FORM, form, True), (PAGE, page, False))
    return [
        CardJob(name, form.city, form.edition, engine.render(view).decode(), {}, CardStyle(css, fonts, has_fields))
        for name, view, has_fields in views
    ]

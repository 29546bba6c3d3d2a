"""Cards for tests of drawing: those of the made-up project, and tiny ones that need no project."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from scorecard.checking import load_project
from scorecard.packaged import packaged
from scorecard.publishing.card import cards_of
from scorecard.publishing.card_job import CardJob, CardStyle
from scorecard.scoring.score import score_edition

EVERYTHING = Path(__file__).resolve().parents[1] / "projects" / "everything"
FONTS = packaged("templates") / "shared" / "fonts"
TINY_STYLE = CardStyle(
    '@font-face { font-family: "Scorecard Sans"; src: url("build:///fonts/scorecard-sans-400.ttf") }\n'
    'body { font-family: "Scorecard Sans" } h1 { font-weight: 400 }',
    {"scorecard-sans-400.ttf": (FONTS / "scorecard-sans-400.ttf").read_bytes()},
)


@cache
def everything() -> tuple[CardJob, ...]:
    """Make every card of the made-up project, drafts included."""
    project = load_project(EVERYTHING)
    results = {edition.id: score_edition(project, edition.id) for edition in project.settings.editions}
    return tuple(cards_of(project, results, with_drafts=True))


def tiny_html(text: str) -> str:
    """Write a card of one heading and one paragraph."""
    return f'<html lang="en"><head><title>T</title></head><body><h1>H</h1><p>{text}</p></body></html>'


def tiny(city: str, text: str = "fine", style: CardStyle = TINY_STYLE) -> CardJob:
    """Make a job for it."""
    return CardJob(f"cities/{city}/2026/card.pdf", city, "2026", tiny_html(text), {}, style)

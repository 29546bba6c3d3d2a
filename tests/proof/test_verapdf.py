"""Every kind of card, and every national report, against the rules of PDF/UA-1, as veraPDF reads them."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from scorecard.building.cards import render_cards
from scorecard.checking import load_project
from scorecard.cli import main
from scorecard.publishing.card import cards_of
from scorecard.publishing.report import report_job, report_style
from scorecard.scoring.score import score_all
from tests.building.card_samples import EVERYTHING
from tests.publishing.test_report import TEMPLATES, report_on
from tests.replies import copied

CHECKOUT = Path(__file__).resolve().parents[2]
NOT_READY = 3  # the status of scripts/pdf_ua.sh where its tools are missing

pytestmark = pytest.mark.proof


def checked(files: list[Path]) -> list[str]:
    """Let veraPDF look at files, and give a line for each."""
    check = str(CHECKOUT / "scripts" / "pdf_ua.sh")
    run = subprocess.run([check, *map(str, files)], capture_output=True, text=True, check=False)
    if run.returncode == NOT_READY:
        pytest.skip("veraPDF is not at hand; `make proof` gets it where Java is")
    failures = [line for line in run.stdout.splitlines() if ": passes, " not in line]
    assert (failures, 0) == ([], run.returncode), run.stderr
    return run.stdout.splitlines()


@pytest.mark.parametrize("city", ["mike-draft", "alpha-falls", "hotel-hostile"])
def test_what_is_sent_to_a_city_conforms_to_pdf_ua(city: str, tmp_path: Path) -> None:
    """The draft card, the letter, and the form with its fields fail no rule."""
    project = copied(tmp_path)
    assert main(["packet", city, "--until", "2026-07-15", "--project", str(project)]) == 0
    files = sorted((project / "packets" / "2026" / city).glob("*.pdf"))
    assert 3 == len(files) == len(checked(files))


@pytest.mark.parametrize("project", [EVERYTHING, CHECKOUT], ids=["made up", "real"])
def test_every_card_and_report_conforms_to_pdf_ua(project: Path, tmp_path: Path) -> None:
    """Cards of every state, all those of the cities in the checkout, and the report of each edition fail no rule."""
    read = load_project(project)
    results = score_all(read)
    editions = [name for name, result in results.items() if result.has_public]
    style = report_style(TEMPLATES.sources)
    reports = [report_job(report_on(read, results, name), TEMPLATES, style) for name in editions]
    jobs = [*reports, *cards_of(read, results, with_drafts=True)]
    files = []
    for job, pdf in render_cards(jobs, jobs_at_once=2):
        files.append(tmp_path / f"{job.city or 'report'}-{job.edition}.pdf")
        files[-1].write_bytes(pdf)
    assert len(checked(files)) == len(files) > 10


def test_cards_in_spanish_conform_to_pdf_ua(tmp_path: Path) -> None:
    """What is said in Spanish, with titles of sources that stay English, fails no rule."""
    files = []
    for city in ("seattle-wa", "chicago-il", "honolulu-hi", "albany-ny"):
        files.append(tmp_path / f"{city}.pdf")
        assert main(["card", city, "--language", "es", "-o", str(files[-1]), "--project", str(CHECKOUT)]) == 0
    assert len(checked(files)) == 4

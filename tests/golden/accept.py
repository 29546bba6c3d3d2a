"""The made-up project in, its site as it should be out: `python -m tests.golden.accept` takes today's as right."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

from scorecard.checking import load_project
from scorecard.packaged import packaged
from scorecard.publishing.site import site_pages
from scorecard.scoring.score import score_edition

PROJECT = Path(__file__).parents[1] / "projects" / "everything"
GOLDEN = Path(__file__).parent / "everything"
ACTUAL = Path(__file__).parents[1] / "actual" / "everything"
VERSION = "1.2.3"
CARDS = frozenset({("alpha-falls", "2026"), ("foxtrot-unknown", "2026")})
_TEXT = {".html", ".xml", ".txt", ".css", ".js"}


def made(language: str = "en") -> dict[str, bytes]:
    """Make every page of the made-up project, as if its texts were in a language: path -> content, fonts left out."""
    read = load_project(PROJECT)
    project = replace(read, settings=replace(read.settings, language=language))
    results = {edition.id: score_edition(project, edition.id) for edition in project.settings.editions}
    pages = site_pages(project, results, templates=packaged("templates"), cards=CARDS, tool_version=VERSION)
    return {page.path: page.content() for page in pages if Path(page.path).suffix in _TEXT}


def write(folder: Path, files: dict[str, bytes]) -> None:
    """Put files into a folder, and nothing else."""
    shutil.rmtree(folder, ignore_errors=True)
    for path, content in files.items():
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content)


def kept() -> dict[str, bytes]:
    """Read what was accepted last."""
    return {path.relative_to(GOLDEN).as_posix(): path.read_bytes() for path in GOLDEN.rglob("*") if path.is_file()}


if __name__ == "__main__":
    write(GOLDEN, made())

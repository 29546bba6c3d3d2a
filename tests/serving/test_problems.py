"""A mistake is saved: every page tells it in its form, over what could be made before; mended, it goes."""

from __future__ import annotations

import shutil
import subprocess
import sys
from html import unescape
from pathlib import Path

import pytest

from scorecard.packaged import packaged
from tests.serving.driver import ROOT, Page, Site, serving
from tests.serving.test_serve import copied
from tests.without_progress import without_progress


def told(page: Page) -> list[str]:
    """List the lines of the alert on a page: the problems, then how many they are."""
    _, found, rest = page.text.partition('<section class="scorecard-serve" role="alert" lang="en">')
    inside = rest.partition("</section>")[0]
    lines = [unescape(part.partition("</code>")[0]) for part in inside.split("<li><code>")[1:]]
    count = unescape(inside.partition("<summary>")[2].partition("</summary>")[0])
    return [*lines, count] if found else []


def checked(project: Path) -> list[str]:
    """List what `scorecard check` says."""
    words = [sys.executable, "-m", "scorecard", "check", "--project", str(project)]
    return without_progress(subprocess.run(words, cwd=ROOT, capture_output=True, text=True, check=False).stderr)


def body(site: Site, path: str) -> str:
    """Give the main part of a page."""
    return site.ask(path).text.partition("<main")[2].partition("</main>")[0]


def test_problems_stand_on_every_page_over_the_last_good_one(tmp_path: Path) -> None:
    """In the words of `check`, on pages that nobody had looked at before too, and on standard error once."""
    project = copied("everything", tmp_path)
    city = project / "cities" / "alpha-falls" / "2026.yaml"
    good = city.read_text()
    with serving(project) as site:
        assert [] == told(site.ask("/"))
        before = body(site, "/cities/bravo-bay/")
        site.save(city, good.replace("force-published: {level: full", 'force-published: {level: "<b>&"'))
        lines = checked(project)
        assert 2 == len(lines)
        assert lines[0].startswith('cities/alpha-falls/2026.yaml:15:28: unknown-level: "<b>&" is not a level')
        for path in ("/", "/cities/bravo-bay/", "/cities/alpha-falls/", "/cities/alpha-falls/2023/", "/pages/about/"):
            page = site.ask(path)
            assert (200, lines) == (page.status, told(page)), path
            assert "This page shows your files as they were before." in page.text
            assert "<b>&" not in page.text.partition("<section class=")[2].partition("</section>")[0]
        assert before == body(site, "/cities/bravo-bay/")
        assert "Open data" in body(site, "/cities/alpha-falls/")
        assert (404, lines) == ((page := site.ask("/nothing")).status, told(page))
        assert lines == site.said()
        site.save(city, good)
        assert [] == told(site.ask("/cities/alpha-falls/"))
        assert "made anew in " in site.said()[-1]


def test_all_problems_are_told_at_once(tmp_path: Path) -> None:
    """Of several files, sorted as `check` sorts them."""
    project = copied("minimal", tmp_path)
    with serving(project) as site:
        site.replace(project / "cities" / "seattle-wa" / "2026.yaml", "level: half", "level: halv")
        site.replace(project / "scorecard.yaml", "language: en", "language: en\nlicense: x")
        site.save(project / "cities" / "tacoma-wa" / "20\t26.yaml", "answers:\n")
        lines = told(site.ask("/"))
        assert checked(project) == lines
        assert "3 problems in 3 files; nothing was written" == lines[-1]


def test_a_project_that_begins_with_problems_is_served_when_they_are_mended(tmp_path: Path) -> None:
    """Until then a page says what they are; one of them may be that there are no settings at all."""
    project = copied("minimal", tmp_path)
    settings = (project / "scorecard.yaml").read_text()
    (project / "scorecard.yaml").write_text("title: [\n")
    with serving(project) as site:
        page = site.ask("/")
        assert (503, checked(project)) == (page.status, told(page))
        assert 1 == page.text.count("<h1>")
        site.save(project / "scorecard.yaml", settings)
        assert (200, []) == ((page := site.ask("/")).status, told(page))


def test_a_problem_of_a_draft_matters_where_drafts_are_shown(tmp_path: Path) -> None:
    """As for a build: else it is nobody's business."""
    project = copied("everything", tmp_path)
    draft = project / "cities" / "mike-draft" / "2026.yaml"
    draft.write_text(draft.read_text().replace("answers:", "answerz:"))
    with serving(project) as site:
        assert [] == told(site.ask("/"))
    with serving(project, "--drafts") as site:
        assert "mike-draft/2026.yaml" in told(site.ask("/"))[0]


@pytest.mark.parametrize("name", ["site/city.html", "shared/draw.html"])
def test_a_template_that_fails_is_told_on_the_pages_that_use_it(tmp_path: Path, name: str) -> None:
    """Over the page as it was; the others are as they are."""
    project = copied("minimal", tmp_path)
    shutil.copytree(packaged("templates"), project / "templates")
    template = project / "templates" / name
    good = template.read_text()
    with serving(project) as site:
        before = body(site, "/cities/tacoma-wa/")
        site.save(template, good.replace("{{ page.", "{{ page.nothing.", 1) if "city" in name else f"{good}{{% if %}}")
        page = site.ask("/cities/tacoma-wa/")
        lines = told(page)
        assert (200, "1 problem in 1 file; nothing was written") == (page.status, lines[-1])
        assert lines[0].startswith(f"templates/{name}:")
        assert ": template-error: " in lines[0]
        assert before == body(site, "/cities/tacoma-wa/")
        assert 503 == site.ask("/cities/seattle-wa/").status
        site.save(template, good)
        assert [] == told(site.ask("/cities/tacoma-wa/"))

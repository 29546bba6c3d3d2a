"""Every way to save a source is seen: in place, by another file in its place, in folders that were not there before."""

from __future__ import annotations

import shutil
from pathlib import Path

from scorecard.packaged import packaged
from tests.serving.driver import serving
from tests.serving.test_serve import copied


def test_every_source_is_seen_in_whatever_way_it_is_saved(tmp_path: Path) -> None:
    """Editors write into a file, or put another in its place; folders come and go."""
    project = copied("minimal", tmp_path)
    city = project / "cities" / "tacoma-wa" / "city.yaml"
    with serving(project) as site:
        site.replace(city, "name: Tacoma", "name: Greater Tacoma")
        assert "Greater Tacoma" in site.ask("/cities/tacoma-wa/").text

        for number in (1, 2):  # twice, since a watch on the file itself would follow the first one away
            before, other = site.ask("/").token, tmp_path / "other"
            other.write_text((project / "scorecard.yaml").read_text().replace("Scorecard", f"Scorecard {number}"))
            other.replace(project / "scorecard.yaml")
            site.wait_for_news(before)
            assert f"Scorecard {number}" in site.ask("/").text

        site.save(project / "pages" / "about.md", "# About us\n\nFirst.\n")
        site.save(project / "pages" / "about.md", "# About us\n\nSecond.\n")
        assert "Second." in site.ask("/pages/about/").text

        before = site.ask("/").token
        shutil.copytree(packaged("templates"), tmp_path / "set")
        (tmp_path / "set").replace(project / "templates")
        site.wait_for_news(before)
        sheet = next((project / "templates" / "site").glob("*.css"))
        site.save(sheet, f"{sheet.read_text()}\n/* ours */\n")
        page = site.ask("/").text
        style = page.partition('<link rel="stylesheet" href="')[2].partition('"')[0]
        assert "/* ours */" in site.ask(f"/{style}").text


def test_what_changes_nothing_reloads_nothing(tmp_path: Path) -> None:
    """A file that is saved as it was, or one that no build reads."""
    project = copied("minimal", tmp_path)
    city = project / "cities" / "tacoma-wa" / "city.yaml"
    with serving(project) as site:
        before = site.ask("/").token
        city.write_text(city.read_text())
        (project / "notes.txt").write_text("mine")
        assert [] == site.said()
        site.replace(city, "name: Tacoma", "name: Greater Tacoma")
        assert f"{before.rpartition('-')[0]}-2" == site.ask("/").token


def test_drafts_folders_are_watched_where_drafts_are_shown(tmp_path: Path) -> None:
    """They lie outside the project."""
    project = copied("minimal", tmp_path)
    draft = tmp_path / "drafts" / "tacoma-wa" / "2026.yaml"
    draft.parent.mkdir(parents=True)
    draft.write_text((project / "cities" / "tacoma-wa" / "2026.yaml").read_text())
    with serving(project, "--drafts") as site:
        site.replace(draft, "level: half", "level: whole")
        assert "unknown-level" in site.ask("/").text

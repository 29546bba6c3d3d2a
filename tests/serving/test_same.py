"""What is served is what a build makes, to the byte, however the sources came to be what they are."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

from scorecard.building.plan import Plan
from scorecard.building.site import build
from scorecard.packaged import packaged
from scorecard.serving.shown import shown
from tests.serving.driver import Site, serving
from tests.serving.test_serve import copied


def built(project: Path, folder: Path) -> dict[str, bytes]:
    """Build a copy of the sources as they are now, from nothing: path -> content."""
    fresh = Path(shutil.copytree(project, folder, ignore=shutil.ignore_patterns(".scorecard")))
    own = fresh / "templates"
    build(Plan(fresh / "site", fresh, own if own.is_dir() else packaged("templates")), lambda *_: None)
    listed = json.loads((fresh / "site" / "manifest.json").read_bytes())["files"]
    return {path: (fresh / "site" / path).read_bytes() for path in listed}


def others(site: Site, made: dict[str, bytes], *, cards: int) -> list[str]:
    """List what the server gives in other bytes than a build; of the cards just some are asked for."""
    left = [path for path in made if path.endswith("/card.pdf")][cards:]
    token = site.ask("/").token
    found = []
    for path, content in made.items():
        if path not in left:
            expected = shown(content, token, ()) if path.endswith(".html") else content
            if expected != site.ask(f"/{path}").content:
                found.append(path)
    return found


def test_every_file_is_that_of_a_build_after_any_change(tmp_path: Path) -> None:
    """Answers, cities that come and go, former ids, rubrics, prose, settings and languages; cards too."""
    project = copied("everything", tmp_path)
    city = project / "cities"
    with serving(project) as site:
        made = built(project, tmp_path / "first")
        assert len(made) > 150
        assert [] == others(site, made, cards=2)
        site.replace(city / "bravo-bay" / "2026.yaml", "level: full", "level: none")
        site.replace(city / "alpha-falls" / "2026.yaml", "present: [date, place]", "present: [date]")
        site.replace(project / "rubrics" / "every-2026.yaml", 'title: "', 'title: "New: ')
        site.save(project / "pages" / "method.md", "# More\n\nWords of *ours*.\n")
        site.replace(project / "scorecard.yaml", "language: en", "language: en\nalso_in: [es]")
        site.save(city / "new-town" / "city.yaml", 'name: "New Town"\nstate: OH\nagency: "Police"\nwas: [old-town]\n')
        text = (city / "bravo-bay" / "2026.yaml").read_text()
        site.save(city / "new-town" / "2026.yaml", text)
        before = site.ask("/").token
        shutil.rmtree(city / "charlie-cove")
        site.wait_for_news(before)
        made = built(project, tmp_path / "second")
        assert {"es/index.html", "cities/old-town/2026/index.html", "pages/method/index.html"} < set(made)
        assert [] == others(site, made, cards=2)
        assert 404 == site.ask("/cities/charlie-cove/").status

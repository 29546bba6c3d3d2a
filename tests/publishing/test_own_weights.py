"""A reader's own weights in a real browser: the list is exactly that of `scorecard score --weights`."""

from __future__ import annotations

import json
import os
import random
import re
import shutil
import subprocess
from html import unescape
from pathlib import Path
from typing import Any

import pytest

from scorecard.checking import load_project
from scorecard.model.project import Project
from scorecard.packaged import packaged
from scorecard.publishing.assets import site_assets
from scorecard.publishing.frame import site_of
from scorecard.publishing.own_weights import numbers, own_weights_page
from scorecard.publishing.templating import templates_of
from scorecard.reading.weights import read_weights
from scorecard.scoring.printing import printed_range
from scorecard.scoring.score import score_edition
from tests.golden.accept import PROJECT

CHECKOUT = Path(__file__).resolve().parents[2]
FLAGS = (
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--virtual-time-budget=60000",
    "--dump-dom",
)
HARNESS = """<!doctype html><title>x</title><pre></pre><script src="numbers.js"></script><script src="own.js"></script>
<script>
const told = %s.map((texts) => ownWeights.rank(scorecardWeights, texts.map(ownWeights.weight)).map((row) =>
  [row.city.id, row.ends.join(" to "), row.best ?? null, row.worst ?? null,
    row.bands && row.bands.map((one) => one.id)]));
document.querySelector("pre").textContent = JSON.stringify(told);
</script>"""


def weightings(count: int, dimensions: int) -> list[list[str]]:
    """Make up weightings as a reader may type them: whole, with decimals, as fractions, zeros, far apart."""
    chance = random.Random(2026)  # noqa: S311  # the same ones each time
    kinds = (
        lambda: str(chance.randint(0, 100)),
        lambda: f"{chance.randint(0, 99)}.{chance.randint(0, 999):03}",
        lambda: f"{chance.randint(1, 9)}/{chance.randint(1, 9)}",
        lambda: "0",
        lambda: chance.choice(["0.000000001", "999999999", "12.5"]),
    )
    found: list[list[str]] = []
    while len(found) < count:
        texts = [chance.choice(kinds)() for _ in range(dimensions)]
        if any(re.sub(r"/.*", "", text).strip("0.") for text in texts):
            found.append(texts)
    return found


def in_browser(project: Project, edition: str, texts: list[list[str]], folder: Path) -> Any:
    """Rank all cities under each weighting in Chromium."""
    templates = packaged("templates")
    site = site_of(project, site_assets(templates_of(templates).sources), "1")
    (folder / "numbers.js").write_bytes(b"".join(numbers(score_edition(project, edition), site)))
    shutil.copy(templates / "site" / "own-weights.js", folder / "own.js")
    harness = folder / "harness.html"
    harness.write_text(HARNESS % json.dumps(texts))
    browser = os.environ.get("CHROMIUM") or shutil.which("chromium") or "chromium"
    command = [browser, *FLAGS, f"--user-data-dir={folder / 'profile'}", harness.as_uri()]
    dumped = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    told = re.search(r"<pre>(\[.*\])</pre>", dumped, re.DOTALL)
    assert told is not None, dumped[-500:]
    return json.loads(unescape(told.group(1)))


def expected(project: Project, edition: str, texts: list[str]) -> list[list[Any]]:
    """Rank them as the command line does."""
    rubric = project.rubric_of(edition)
    names = [dimension.id for dimension in rubric.dimensions]
    weights = read_weights(",".join(f"{name}={text}" for name, text in zip(names, texts, strict=True)), names)
    result = score_edition(project, edition, weights=weights)
    thresholds = [band.start for band in rubric.bands]
    found: list[list[Any]] = []
    for city in result.listed():
        one, standing = result.cities[city], result.standings.get(city)
        if one.range is not None:
            figures = printed_range(one.range.low, one.range.high, thresholds)
            bands = None if one.bands is None else [one.bands.low, one.bands.high]
            best, worst = (None, None) if standing is None else (standing.best, standing.worst)
            found.append([city, figures, best, worst, bands])
    return found


@pytest.mark.browser
@pytest.mark.parametrize(
    ("root", "edition", "count"),
    [
        (CHECKOUT, "2026", 50),
        pytest.param(CHECKOUT, "2026", 200, marks=pytest.mark.proof),
        (CHECKOUT, "2020", 20),
        (PROJECT, "2026", 50),
    ],
)
def test_the_browser_ranks_as_the_command_line_does(tmp_path: Path, root: Path, edition: str, count: int) -> None:
    """Order, printed range, rank and bands of every city are the same under each weighting, gates included."""
    project = load_project(root)
    texts = weightings(count, len(project.rubric_of(edition).dimensions))
    told = in_browser(project, edition, texts, tmp_path)
    assert count == len(told)
    for weighting, rows in zip(texts, told, strict=True):
        assert expected(project, edition, weighting) == rows, weighting


def test_the_page_says_what_it_needs_without_a_script() -> None:
    """Without JavaScript the page tells the command that does the same; nothing that cannot work is shown."""
    project = load_project(PROJECT)
    site = site_of(project, site_assets(templates_of(packaged("templates")).sources), "1")
    page = own_weights_page(score_edition(project, "2026"), site)
    shown = templates_of(packaged("templates")).render(page).decode()
    assert "<noscript><p>This page needs JavaScript." in shown
    assert "<input" not in shown
    assert "script-src 'self'" in shown

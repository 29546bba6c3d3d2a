"""The real site in a real browser and before the HTML validator: no violation, no sideways scroll, no other host."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from scorecard.checking import load_project

pytestmark = pytest.mark.proof

CHECKOUT = Path(__file__).resolve().parents[2]
NODE = CHECKOUT / ".proof" / "node"
CHROMIUM = os.environ.get("CHROMIUM") or shutil.which("chromium")
# One page of each kind, of the committed cities: well known, little known, ranked in one dimension, oldest edition.
_KINDS = (
    "index.html",
    "editions/2016/index.html",
    "editions/2026/policy-limits/index.html",
    "cities/seattle-wa/index.html",
    "cities/seattle-wa/2020/index.html",
    "cities/albuquerque-nm/index.html",
    "cities/los-angeles-ca/2016/index.html",
    "criteria/index.html",
    "criteria/public-record-2026/force-published/index.html",
    "criteria/public-record-2026/chokehold-ban/index.html",
    "methodology/public-record-2026/index.html",
    "data/index.html",
    "changes/index.html",
    "pledge/index.html",
    "editions/2026/national.html",
    "editions/2026/own-weights.html",
    "editions/2026/weights.html",
    "editions/2026/peers.html",
    "editions/2026/criteria.html",
    "compare/index.html",
    "search/index.html",
    "pages/about/index.html",
)
# Every kind in both languages; what stands once comes last.
KINDS = (*_KINDS, *(f"es/{kind}" for kind in _KINDS), "404-as-served.html", "cities/seattle-wa/embed.html")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 320])
def test_no_page_has_a_barrier(site: Path, width: int, scheme: str) -> None:
    """axe finds nothing at either size in either scheme, nothing scrolls sideways, and no other host is asked."""
    if not (NODE / "node_modules/axe-core").is_dir() or CHROMIUM is None:
        pytest.skip("axe-core, playwright-core or Chromium is not at hand")
    pages = [str(site / kind) for kind in KINDS]
    look = ["node", str(CHECKOUT / "tests/proof/look.mjs"), str(NODE), CHROMIUM, str(width), scheme, *pages]
    told = subprocess.run(look, check=True, capture_output=True, text=True).stdout
    found = [json.loads(line) for line in told.splitlines()]
    assert len(KINDS) == len(found)
    for page in found:
        assert ([], 0, [], []) == (page["violations"], page["sideways"], page["elsewhere"], page["errors"]), page


def test_nothing_is_found_by_hand(site: Path) -> None:
    """By keys alone, at 200 % zoom, in forced colors, on paper and without script, every kind of page can be used."""
    if not (NODE / "node_modules/playwright-core").is_dir() or CHROMIUM is None:
        pytest.skip("playwright-core or Chromium is not at hand")
    pages = [str(site / kind) for kind in KINDS if not kind.endswith("embed.html")]
    look = ["node", str(CHECKOUT / "tests/proof/by_hand.mjs"), str(NODE), CHROMIUM, *pages]
    told = subprocess.run(look, check=True, capture_output=True, text=True).stdout
    found = [json.loads(line) for line in told.splitlines()]
    assert len(pages) == len(found)
    assert [] == [page for page in found if page["faults"]]


def test_the_validator_finds_no_error_on_any_page(site: Path) -> None:
    """All HTML of the site, its style sheets and its drawings are valid."""
    jar = NODE / "node_modules/vnu-jar/build/dist/vnu.jar"
    if not jar.is_file() or shutil.which("java") is None:
        pytest.skip("the HTML validator or Java is not at hand")
    for flags, kind in (([], "html"), (["--css"], "css"), (["--svg"], "svg")):
        files = sorted(site.rglob(f"*.{kind}"))
        assert files
        command = ["java", "-jar", str(jar), *flags, "--errors-only", "--stdout", *map(str, files)]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        assert (0, "") == (done.returncode, done.stdout[:2000])


def test_every_link_inside_the_site_leads_somewhere(site: Path) -> None:
    """Every relative link and anchor of every page resolves; more than ten thousand are followed."""
    from lxml import html

    base = urlsplit(load_project(CHECKOUT).settings.base_url).path
    anchors: dict[Path, set[str]] = {}
    links: list[tuple[Path, str]] = []
    for path in sorted(site.rglob("*.html")):
        tree = html.fromstring(path.read_bytes())
        anchors[path] = set(tree.xpath("//@id"))
        links += [(path, str(link)) for link in tree.xpath("//@href") if ":" not in str(link).split("/")[0]]
    broken = []
    for path, link in links:
        address, _, anchor = link.partition("#")
        target = address.partition("?")[0]
        # The missing page stands at any address, so its links start at the site's own place on its host.
        led = (
            path
            if not target
            else site / target.removeprefix(base)
            if target.startswith(base)
            else path.parent / target
        )
        led = led.resolve()
        if not led.is_file() or (anchor and anchor not in anchors.get(led, set())):
            broken.append((path.relative_to(site), link))
    assert [] == broken[:10]
    assert len(links) > 10_000

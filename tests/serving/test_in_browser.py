"""In a real Chromium: a save reloads the page where it was, problems come over it as an alert, and go again."""

from __future__ import annotations

import shutil
import time
from collections.abc import Iterator
from pathlib import Path
from statistics import median

import pytest

from tests.serving.chromium import Browser, browsing
from tests.serving.driver import ROOT, serving
from tests.serving.test_serve import copied

pytestmark = pytest.mark.browser

ALERT = "document.querySelector('.scorecard-serve[role=alert]')"


@pytest.fixture(scope="module")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    """Start Chromium once."""
    with browsing(tmp_path_factory.mktemp("chromium")) as one:
        yield one


def test_a_save_is_seen_in_the_browser_at_the_same_place(browser: Browser, tmp_path: Path) -> None:
    """The page is loaded again by itself, and stays scrolled to where it was."""
    project = copied("everything", tmp_path)
    city = project / "cities" / "alpha-falls" / "city.yaml"
    with serving(project) as site:
        browser.open(f"{site.address}cities/alpha-falls/")
        browser.ask("window.mine = true; scrollTo({top: 700, behavior: 'instant'})")
        browser.until("scrollY === 700")
        city.write_text(city.read_text().replace('name: "', 'name: "Greater '))
        browser.until("document.querySelector('h1')?.textContent.includes('Greater ')")
        browser.until("document.readyState === 'complete' && scrollY === 700")
        assert browser.ask("window.mine") is None
        assert browser.ask("sessionStorage.length") == 0
        other = project / "cities" / "bravo-bay" / "city.yaml"
        other.write_text(other.read_text() + "\n")
        browser.until(f"document.readyState === 'complete' && !{ALERT} && scrollY === 700")


def test_problems_come_over_the_page_and_go_when_they_are_mended(browser: Browser, tmp_path: Path) -> None:
    """An alert in sight, in its own colors, that a keyboard can fold; the page below is the last good one."""
    project = copied("everything", tmp_path)
    city = project / "cities" / "alpha-falls" / "2026.yaml"
    good = city.read_text()
    with serving(project) as site:
        browser.open(f"{site.address}cities/alpha-falls/")
        city.write_text(good.replace("force-published: {level: full", "force-published: {level: fully"))
        browser.until(f"{ALERT}?.textContent.includes('mended') || {ALERT}?.textContent.includes('before')")
        line = browser.ask(f"{ALERT}.querySelector('code').textContent")
        assert line.startswith('cities/alpha-falls/2026.yaml:15:28: unknown-level: "fully" is not a level of ')
        assert "1 problem in 1 file; nothing was written" == browser.ask(f"{ALERT}.querySelector('summary').innerText")
        browser.until(f"getComputedStyle({ALERT}).position === 'fixed'")
        box = browser.ask(f"(({{top, bottom}}) => [top, bottom, innerHeight])({ALERT}.getBoundingClientRect())")
        assert 0 < box[0] < box[1] == box[2]
        assert browser.ask("document.querySelector('h1').textContent.includes('Alpha Falls')") is True
        browser.ask(f"{ALERT}.querySelector('summary').focus()")
        for kind in ("keyDown", "keyUp"):
            browser.call(
                "Input.dispatchKeyEvent", type=kind, key="Enter", code="Enter", windowsVirtualKeyCode=13, text="\r"
            )
        browser.until(f"!{ALERT}.querySelector('details').open")
        city.write_text(good)
        browser.until(f"document.readyState === 'complete' && !{ALERT}")


def test_a_page_finds_its_server_again(browser: Browser, tmp_path: Path) -> None:
    """After it was ended and started again, whatever was saved meanwhile is shown."""
    project = copied("minimal", tmp_path)
    city = project / "cities" / "tacoma-wa" / "city.yaml"
    with serving(project, port=18200) as site:
        address = site.address
        browser.open(f"{address}cities/tacoma-wa/")
        site.end()
    city.write_text(city.read_text().replace("name: Tacoma", "name: Greater Tacoma"))
    with serving(project, port=18200) as again:
        assert address == again.address
        browser.until("document.querySelector('h1')?.textContent.includes('Greater Tacoma')")


def test_nothing_of_the_page_is_refused(browser: Browser, tmp_path: Path) -> None:
    """The page's own policy lets our script listen, and asks no other host."""
    with serving(copied("everything", tmp_path)) as site:
        browser.open(site.address)
        browser.ask(
            "window.refused = []; addEventListener('securitypolicyviolation', (one) => refused.push(one.blockedURI))"
        )
        browser.ask("scrollTo(0, 100)")
        assert [] == browser.ask("refused")
        hosts = browser.ask(
            "[...new Set(performance.getEntriesByType('resource').map((one) => new URL(one.name).host))]"
        )
        assert [site.address.split("/")[2]] == hosts


@pytest.mark.proof
def test_a_save_of_the_shipped_project_is_seen_in_under_a_second(browser: Browser, tmp_path: Path) -> None:
    """From the save of one answer to the new page in the browser, in the middle of five; all cities are there."""
    project = tmp_path / "project"
    for name in ("cities", "rubrics", "pages"):
        shutil.copytree(ROOT / name, project / name)
    shutil.copy(ROOT / "scorecard.yaml", project)
    city = project / "cities" / "seattle-wa" / "2026.yaml"
    good = city.read_text()
    answers = [good, good.replace("deescalation:\n    level: full", "deescalation:\n    level: none")]
    assert answers[0] != answers[1]
    seconds = []
    with serving(project) as site:
        browser.open(f"{site.address}cities/seattle-wa/")
        for number in range(1, 6):
            browser.ask("window.mine = true")
            begun = time.monotonic()
            city.write_text(answers[number % 2])
            browser.until("!window.mine && document.readyState === 'complete' && document.querySelector('h1') !== null")
            seconds.append(time.monotonic() - begun)
    assert 1.0 > median(seconds), seconds

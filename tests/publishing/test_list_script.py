"""The lists of the made-up project in a real Chromium: what a reader asks for is what the page shows."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
from collections.abc import Mapping, Sequence
from html import unescape
from pathlib import Path

import pytest

from tests.publishing.test_browser import FLAGS, opened

pytestmark = pytest.mark.browser

# Opens the first page with one question after the other in its address, and writes down the rows that are left.
HARNESS = """<!doctype html><title>x</title><iframe width="1000" height="800"></iframe><pre></pre><script>
const page = %s, asked = %s, found = [], frame = document.querySelector("iframe");
frame.onload = () => {
  const inner = frame.contentDocument;
  if (frame.contentWindow.location.href === "about:blank") { frame.src = `${page}#${asked[found.length]}`; return; }
  const seen = (one) => one.getClientRects().length > 0;
  const told = inner.querySelector("[data-told]");
  found.push({cities: [...inner.querySelectorAll("tr[data-city]")].filter(seen).map((one) => one.dataset.city),
    titles: [...inner.querySelectorAll("h2[id^='list.']")].filter(seen).map((one) => one.id),
    parts: [...inner.querySelectorAll("[data-shown]")].filter(seen).map((one) => one.textContent),
    tools: seen(inner.querySelector("[data-tools]")), told: told.textContent});
  if (found.length < asked.length) frame.src = "about:blank";
  else document.querySelector("pre").textContent = JSON.stringify(found);
};
frame.src = `${page}#${asked[0]}`;
</script>"""
QUESTIONS = ("", "find=alpha+FÁLLS", "find=nowhere", "sort=name", "sort=low", "state=XX", "band=A", "sort=known&find=a")


def shown(page: Path, asked: Sequence[str], folder: Path) -> list[dict[str, object]]:
    """Ask a page, and give what it shows for each question."""
    harness = folder / "harness.html"
    harness.write_text(HARNESS % (json.dumps(page.as_uri()), json.dumps(asked)), encoding="utf-8")
    browser = os.environ.get("CHROMIUM") or shutil.which("chromium") or "chromium"
    command = [browser, *FLAGS, f"--user-data-dir={folder / 'profile'}", harness.as_uri()]
    dumped = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    told = re.search(r"<pre>(\[.*\])</pre>", dumped, re.DOTALL)
    assert told is not None, dumped[-500:]
    found: list[dict[str, object]] = json.loads(unescape(told.group(1)))
    return found


def listed(page: str) -> list[tuple[str, str]]:
    """List the rows of a page as written: the city, and the part of its row that has its facts."""
    return re.findall(r'<tr data-city="([^"]+)"([^>]*)>', page)


def test_the_address_asks_and_the_page_answers(pages: Mapping[str, bytes], tmp_path: Path) -> None:
    """Names are found without accents or capitals; filters, orders and an empty answer hold in all tables at once."""
    opened(pages, tmp_path / "site")
    rows = listed(pages["index.html"].decode())
    every = [city for city, _ in rows]
    found = dict(zip(QUESTIONS, shown(tmp_path / "site/index.html", QUESTIONS, tmp_path), strict=True))
    assert all(one["tools"] for one in found.values())
    assert every == found[""]["cities"]
    assert f"{len(every)} of {len(every)} cities are shown." == found[""]["told"]
    assert ["alpha-falls"] == found["find=alpha+FÁLLS"]["cities"]
    assert f"1 of {len(every)} cities is shown." == found["find=alpha+FÁLLS"]["told"]
    assert ["1 of 9 cities is shown."] == found["find=alpha+FÁLLS"]["parts"]  # its heading counts all nine
    assert [] == found["sort=name"]["parts"]
    assert ([], [], "No city is left. Ask for less, or show all.") == tuple(
        found["find=nowhere"][key] for key in ("cities", "titles", "told")
    )
    assert sorted(every) == sorted(str(one) for one in _cities(found["sort=name"]))
    assert every != found["sort=name"]["cities"]
    assert every == found["sort=low"]["cities"]  # lists are by low as they are
    assert every == found["state=XX"]["cities"]  # what nothing can have is not asked for
    with_best = [city for city, facts in rows if re.search(r'data-bands="(?:[^"]* )?A[" ]', facts)]
    assert with_best == found["band=A"]["cities"]


def _cities(found: Mapping[str, object]) -> list[object]:
    cities = found["cities"]
    assert isinstance(cities, list)
    return cities


def test_without_the_script_no_control_is_seen(pages: Mapping[str, bytes]) -> None:
    """As written, the controls are hidden and no row is: a reader without scripts sees the whole list."""
    page = pages["index.html"].decode()
    assert 1 == page.count('<details class="tools" data-tools hidden>')
    assert [] == [facts for _, facts in listed(page) if "hidden" in facts]

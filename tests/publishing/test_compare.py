"""Cities side by side, in a real Chromium: figures are those of the cities' pages, from a disk and from a server."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import threading
from collections.abc import Iterator, Mapping
from functools import partial
from html import unescape
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from scorecard.model.project import Project
from scorecard.scoring.result import EditionResult
from tests.publishing.test_browser import FLAGS, opened

# Chooses cities in the page of comparison step by step, and writes down what stands there after each.
HARNESS = """<!doctype html><title>x</title><iframe width="%s" height="800"></iframe><pre></pre><script>
const page = %s, steps = %s, found = [], frame = document.querySelector("iframe");
const wait = (time) => new Promise((done) => setTimeout(done, time));
const plain = (text) => text.replace(/\\s+/g, " ").trim();
const seen = (one) => one.getClientRects().length > 0;
const look = () => {
  const inner = frame.contentDocument, table = inner.querySelector(".beside");
  const rows = [...table.rows].filter(seen).map((row) => [...row.cells].map((one) => plain(one.innerText)));
  const told = (which) => [...table.querySelectorAll(which)].map((row) => [...row.cells].slice(1).map((cell) =>
    [...cell.querySelectorAll("p")].map((one) => plain((one.querySelector("a")?.firstChild ?? one).textContent))));
  found.push({rows, parts: told("[data-part]"), questions: told("[data-question]"),
    told: inner.querySelector("[data-told]").textContent, at: frame.contentWindow.location.search,
    orders: [...inner.querySelectorAll("[data-orders] li")].map((one) => one.textContent),
    options: [...inner.querySelectorAll("[role=option]")].filter(seen).map((one) => one.firstChild.textContent),
    shown: seen(inner.querySelector("[data-compare]")), focus: inner.activeElement.id,
    active: inner.querySelector("[role=combobox]").getAttribute("aria-activedescendant"),
    links: [...table.querySelectorAll("td a")].map((one) => one.getAttribute("href")),
    marks: [...table.querySelectorAll("td .mark")].map((one) => one.innerHTML),
    elements: [...new Set([...inner.querySelectorAll("[data-compare] *")].map((one) => one.localName))],
    ran: "PWN" in window || "PWN" in frame.contentWindow,
    sideways: inner.documentElement.scrollWidth - inner.documentElement.clientWidth});
};
frame.onload = async () => {
  frame.onload = null;
  for (const [what, value] of steps) {
    const inner = frame.contentDocument, input = inner.querySelector("[role=combobox]");
    if (what === "open") await new Promise((done) => { frame.onload = done; frame.src = page + value; });
    if (what === "type") {
      input.focus();
      input.value = value;
      input.dispatchEvent(new Event("input", {bubbles: true}));
    }
    if (what === "key")
      input.dispatchEvent(new KeyboardEvent("keydown", {key: value, bubbles: true, cancelable: true}));
    if (what === "click") inner.querySelectorAll(value)[0].click();
    if (what === "back") frame.contentWindow.history.back();
    await wait(300);
    look();
  }
  document.querySelector("pre").textContent = JSON.stringify(found);
};
frame.src = page;
</script>"""


def after(address: str, steps: list[tuple[str, str]], folder: Path, *, harness: str = "", width: int = 1000) -> Any:
    """Take the steps on a page, and give what stands there after each."""
    page = folder / "harness.html"
    page.write_text(HARNESS % (width, json.dumps(address), json.dumps(steps)), encoding="utf-8")
    browser = os.environ.get("CHROMIUM") or shutil.which("chromium") or "chromium"
    command = [browser, *FLAGS, f"--user-data-dir={folder / 'profile'}", harness or page.as_uri()]
    dumped = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    told = re.search(r"<pre>(\[.*\])</pre>", dumped, re.DOTALL)
    assert told is not None, dumped[-500:]
    return json.loads(unescape(told.group(1)))


@pytest.fixture(scope="module")
def site(pages: Mapping[str, bytes], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site of the made-up project, on a disk."""
    folder = tmp_path_factory.mktemp("compare") / "site"
    opened(pages, folder)
    return folder


@pytest.fixture
def served(tmp_path: Path, site: Path) -> Iterator[str]:
    """The address of a server of that site, with the harness beside it; it is closed afterwards."""
    shutil.copytree(site, tmp_path / "site")
    handler = partial(Quiet, directory=str(tmp_path))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_address[1]}"
        server.shutdown()


class Quiet(SimpleHTTPRequestHandler):
    """Serves a folder, and says nothing."""

    def log_message(self, *_: object) -> None:
        """Say nothing."""


def of_page(page: str) -> tuple[list[str], dict[str, str]]:
    """Read a city's page: its figures, the whole's first, and by question its answer as it is written."""
    figures = [
        *re.findall(r'<span class="score">([^<]*)</span>', page),
        *re.findall(r'dimension-end"><b>([^<]*)', page),
    ]
    answers = re.findall(r'<li class="answer[^"]*" id="([^"]+)">(.*?)</li>', page, re.DOTALL)
    return figures, dict(answers)


def drawn(html: str) -> list[str]:
    """Give what a mark is drawn by: the shape that it uses, or where its parts begin and how wide they are."""
    inside = html.partition("</svg>")[0].partition('aria-hidden="true">')
    return re.findall(r' (?:x|width|href)="0?([^"]*)"', inside[2] or inside[0])


def text_of(html: str) -> str:
    """Give the words of a piece of a page."""
    return " ".join(unescape(re.sub("<[^>]*>", " ", html)).split())


@pytest.mark.browser
@pytest.mark.parametrize("from_disk", [True, False])
def test_the_figures_are_those_of_the_pages(
    site: Path,
    pages: Mapping[str, bytes],
    results: Mapping[str, EditionResult],
    tmp_path: Path,
    served: str,
    *,
    from_disk: bool,
) -> None:
    """Scores, bands, answers, points and marks of a column are those of the city's own page, where its links lead."""
    cities = ["alpha-falls", "juliet-open-gate", "india-capped", "hotel-hostile"]
    address = (site if from_disk else tmp_path / "site") / "compare/index.html"
    told = after(
        address.as_uri() if from_disk else f"{served}/site/compare/index.html",
        [("open", f"?cities={','.join(cities)}")],
        tmp_path,
        harness="" if from_disk else f"{served}/harness.html",
    )[-1]
    assert told["shown"]
    assert len(cities) + 1 == len(told["rows"][0])
    shown = [results["2026"].cities[city] for city in cities]
    anchors = list(results["2026"].rubric.criteria)
    names = [f"{anchor} {city}" for anchor in anchors for city in cities]
    marks = dict(zip(names, map(drawn, told["marks"]), strict=True))
    parts, questions = told["parts"], told["questions"]
    assert len(anchors) == len(questions)
    for at, city in enumerate(cities):
        page = pages[f"cities/{city}/index.html"].decode()
        figures, answers = of_page(page)
        assert figures == [row[at][0] for row in parts if row[at][0] != "Not applicable"], city
        for row in parts[1:]:
            assert all(said in page for said in row[at]), (city, row[at])
        for anchor, row in zip(anchors, questions, strict=True):
            finding, points = row[at]
            assert finding.partition(". ")[2] in text_of(answers[anchor]), (city, row[at])
            assert points in text_of(answers[anchor]) or f"Each earns {points}." in page
            assert marks[f"{anchor} {city}"] == drawn(answers[anchor])
    links = [f"../cities/{city}/index.html#{anchor}" for anchor in anchors for city in cities]
    assert links == told["links"]
    differing = sum(len({one.criteria[name].pair for one in shown}) > 1 for name in anchors)
    assert f"What we found differs in {differing} of {len(anchors)} questions." == told["told"]


@pytest.mark.browser
def test_cities_are_chosen_by_keys_alone(site: Path, tmp_path: Path) -> None:
    """Typing offers, arrows move, Enter chooses, each is told; the address holds it, and a step back undoes it."""
    page = (site / "compare/index.html").as_uri()
    steps = [
        ("open", ""),
        ("type", "FÁLLS"),
        ("key", "ArrowDown"),
        ("key", "Enter"),
        ("type", "indai"),
        ("key", "ArrowDown"),
        ("key", "Enter"),
        ("click", "[name=only]"),
        ("click", "[data-chosen] button"),
        ("back", ""),
        ("type", "zzzz"),
        ("key", "Escape"),
    ]
    found = after(page, steps, tmp_path)
    empty, typed, moved, one, slip, _, two, only, fewer, again, nothing, closed = found
    assert ("Choose two to four cities.", [], "") == (empty["told"], empty["rows"], empty["at"])
    assert (["Alpha Falls, WA"], "compare.find") == (typed["options"], typed["focus"])
    assert "1 city is found. Use the arrow keys, then Enter." == typed["told"]
    assert "compare.option.0" == moved["active"]
    assert "?cities=alpha-falls" == one["at"]
    assert one["told"].startswith("Alpha Falls, WA stands in the table now. Choose one more")
    assert ["India, GA"] == slip["options"]
    assert "?cities=alpha-falls,india-capped" == two["at"]
    assert ["Question", "Alpha Falls, WA", "India, GA"] == two["rows"][0]
    assert len(two["rows"]) > len(only["rows"]) > 4
    assert "?cities=alpha-falls,india-capped&only=differing" == only["at"]
    assert ("?cities=india-capped&only=differing", "compare.find") == (fewer["at"], fewer["focus"])
    assert (only["rows"], only["at"]) == (again["rows"], again["at"])
    assert ("No city of this edition has such a name.", []) == (nothing["told"], nothing["options"])
    assert [] == closed["options"]
    assert [] == [step for step in found if step["ran"]]


@pytest.mark.browser
def test_orders_are_told_exactly(site: Path, tmp_path: Path) -> None:
    """Where one low is above the other high, it is said with both; where ranges overlap, no order is settled."""
    steps = [("open", "?cities=alpha-falls,hotel-hostile,foxtrot-unknown,golf-exempt,alpha-falls,nowhere,../../x")]
    (told,) = after((site / "compare/index.html").as_uri(), steps, tmp_path, width=320)
    assert told["orders"][0].endswith(": 64.8 at least, against 37.2 at most.")
    assert "Alpha Falls, WA and Foxtrot, TX: the ranges overlap, so no order is settled." == told["orders"][1]
    assert told["orders"][2].endswith("nothing applies to one of them, so there is no order.")
    assert 6 == len(told["orders"])
    assert 0 == told["sideways"]


@pytest.mark.browser
def test_attacks_in_every_text_stay_texts(
    hostile: Project,
    hostile_results: Mapping[str, EditionResult],
    hostile_files: Mapping[str, bytes],
    tmp_path: Path,
) -> None:
    """With attacks in every name, title, reason and note nothing runs, and no element comes from a text."""
    opened(hostile_files, tmp_path / "site")
    newest = hostile.newest_edition()
    assert newest is not None
    cities = list(hostile_results[newest.id].public())[:4]
    found = after((tmp_path / "site/compare/index.html").as_uri(), [("open", f"?cities={','.join(cities)}")], tmp_path)
    assert 5 == len(found[-1]["rows"][0])
    ours = "a b button caption div g input label li p rect span svg table tbody td th thead tr ul use"
    assert set() == set(found[-1]["elements"]) - set(ours.split())
    assert not found[-1]["ran"]


def test_only_what_counts_in_the_newest_edition_has_a_column(
    pages: Mapping[str, bytes], project: Project, results: Mapping[str, EditionResult]
) -> None:
    """Drafts, withdrawn cities and those of older editions alone have no figures there, and no link leads to any."""
    newest = project.newest_edition()
    assert newest is not None
    expected = {f"compare/data/{city}.js" for city in results[newest.id].public()}
    assert expected == {path for path in pages if path.startswith("compare/data/")}
    names = pages["search/names.js"].decode()
    assert "Mike" not in names
    for city in project.cities:
        shown = pages.get(f"cities/{city}/index.html", b"").decode()
        link = f'href="../../compare/index.html?cities={city}"'
        assert (f"compare/data/{city}.js" in expected) == (link in shown), city


def test_without_the_script_the_page_leads_on(pages: Mapping[str, bytes]) -> None:
    """As written, the controls are hidden, and the page leads to the lists and to the command."""
    page = pages["compare/index.html"].decode()
    assert re.search(r"<section [^>]*data-compare [^>]*hidden>", page)
    assert "<noscript>\n<p>This page needs JavaScript. Without it, the command line does the same:</p>" in page
    assert "scorecard compare CITY CITY" in page
    assert 'href="../editions/2026/availability/index.html"' in page

"""Search in a real Chromium, and the index that it reads: names are found, in order, and drafts never."""

from __future__ import annotations

import gzip
import json
import os
import random
import re
import shutil
import subprocess
from collections.abc import Mapping
from dataclasses import replace
from html import unescape
from pathlib import Path
from typing import Any

import pytest

from scorecard.model.project import City, Project
from scorecard.packaged import packaged
from scorecard.publishing.names import city_names, id_of
from scorecard.scoring.result import EditionResult
from tests.publishing.test_browser import FLAGS, opened

# Asks the page one question after the other in its address, then types one, and writes down what is found.
HARNESS = """<!doctype html><title>x</title><iframe width="320" height="800"></iframe><pre></pre><script>
const page = %s, asked = %s, found = [], frame = document.querySelector("iframe");
const seen = (one) => one.getClientRects().length > 0;
const look = () => {
  const inner = frame.contentDocument;
  const links = (id) => [...inner.querySelectorAll(`[aria-labelledby="${id}"] li`)].filter(seen)
    .map((one) => one.querySelector("a").getAttribute("href"));
  found.push({cities: links("search.cities"), dimensions: links("search.dimensions"),
    questions: links("search.questions"),
    places: links("search.places"), told: inner.querySelector("[data-told]").textContent,
    shown: seen(inner.querySelector("[data-search]")), at: frame.contentWindow.location.search,
    sideways: inner.documentElement.scrollWidth - inner.documentElement.clientWidth});
};
frame.onload = () => {
  look();
  if (found.length < asked.length) { frame.src = `${page}?q=${encodeURIComponent(asked[found.length])}`; return; }
  frame.onload = null;
  const input = frame.contentDocument.querySelector("[name=q]");
  input.value = "bravo & bay";
  input.dispatchEvent(new Event("input", {bubbles: true}));
  look();
  document.querySelector("pre").textContent = JSON.stringify(found);
};
frame.src = `${page}?q=${encodeURIComponent(asked[0])}`;
</script>"""
# Asks the functions of the script alone, with an index of our own.
ASKING = """<!doctype html><title>x</title><pre></pre><script src="names.js"></script><script src="find.js"></script>
<script>
const all = scorecardFind.cities(scorecardNames);
const told = {all: all.map((one) => [one.id, one.label, one.agency, one.isNewest]),
  found: Object.fromEntries(%s.map((text) => [text, scorecardFind.found(text, all).map((one) => one.id)]))};
document.querySelector("pre").textContent = JSON.stringify(told);
</script>"""
NAMES = (
    ("Springfield", "IL"), ("Springfield", "MA"), ("West Springfield", "MA"), ("San José", "CA"), ("San Juan", "PR"),
    ("Seattle", "WA"), ("Washington", "DC"), ("St. Louis", "MO"), ("Lake Seattle", "OR"),
    ("Coeur d’Alene", "ID"), ("Kāneʻohe", "HI"),
)  # fmt: skip
QUESTIONS = (
    "", "FÁLLS alpha", "zzzz", "force", "availability", "mike", "washington", "quebce", "method", "one <b>",
)  # fmt: skip


def dumped(page: Path, folder: Path) -> Any:
    """Open a page in Chromium, and read what it wrote down."""
    browser = os.environ.get("CHROMIUM") or shutil.which("chromium") or "chromium"
    command = [browser, *FLAGS, f"--user-data-dir={folder / 'profile'}", page.as_uri()]
    out = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    told = re.search(r"<pre>([\[{].*[\]}])</pre>", out, re.DOTALL)
    assert told is not None, out[-500:]
    return json.loads(unescape(told.group(1)))


@pytest.mark.browser
def test_the_page_answers_what_its_address_asks(pages: Mapping[str, bytes], tmp_path: Path) -> None:
    """Cities, dimensions, questions and pages are found without accents, capitals or care; the answer is told."""
    opened(pages, tmp_path / "site")
    harness = tmp_path / "harness.html"
    asked = json.dumps(QUESTIONS).replace("<", "\\u003c")
    harness.write_text(HARNESS % (json.dumps((tmp_path / "site/search/index.html").as_uri()), asked), encoding="utf-8")
    *answers, typed = dumped(harness, tmp_path)
    found = dict(zip(QUESTIONS, answers, strict=True))
    assert all(one["shown"] and one["sideways"] == 0 for one in found.values())
    whole = found[""]
    assert ("", []) == (whole["told"], whole["cities"])
    assert 10 == len(whole["questions"])
    assert ["../cities/alpha-falls/index.html"] == found["FÁLLS alpha"]["cities"]
    assert "1 is found." == found["FÁLLS alpha"]["told"]
    assert "Nothing is found. Try fewer letters, or another word." == found["zzzz"]["told"]
    assert [] == [link for kind in ("cities", "dimensions", "questions", "places") for link in found["zzzz"][kind]]
    first, *_ = found["force"]["questions"]
    assert first.endswith("/force-unit/index.html")  # whose title begins with it
    assert "../criteria/every-2026/force-published/index.html" in found["force"]["questions"]
    assert ["../editions/2026/availability/index.html"] == found["availability"]["dimensions"]
    assert [] == found["mike"]["cities"]
    assert "../cities/alpha-falls/index.html" in found["washington"]["cities"]
    assert ["../cities/quebec-all/index.html"] == found["quebce"]["cities"]
    assert ["../methodology/every-2026/index.html"] == found["method"]["places"]
    assert ("?q=bravo+%26+bay", ["../cities/bravo-bay/index.html"]) == (typed["at"], typed["cities"])
    for one in found.values():
        assert all((tmp_path / "site/search" / link).resolve().is_file() for link in one["cities"])


def with_cities(project: Project, results: Mapping[str, EditionResult], names: object) -> dict[str, Any]:
    """Put made-up cities in the place of those of a project: as if each had the figures of one of them."""
    edition = project.newest_edition()
    assert edition is not None
    (one, *_) = results[edition.id].public().values()
    cities = {f"{id_of(name, state)}": (name, state) for name, state in names}  # type: ignore[attr-defined]
    who = {
        city: City(id=city, name=name, state=state, agency=f"{name} Police Department")
        for city, (name, state) in cities.items()
    }
    result = replace(results[edition.id], cities=dict.fromkeys(who, one))
    return {"project": replace(project, cities=who), "results": {edition.id: result}}


@pytest.mark.browser
def test_the_best_comes_first_and_slips_are_allowed(
    project: Project, results: Mapping[str, EditionResult], tmp_path: Path
) -> None:
    """A whole name comes before the start of one, that before a later word; a slip counts where nothing else fits."""
    (tmp_path / "names.js").write_bytes(b"".join(city_names(**with_cities(project, results, NAMES))))
    shutil.copy(packaged("templates") / "site" / "find.js", tmp_path)
    asked = ["springfield", "springf ma", "san jose", "SAN J", "seattle", "seatle", "setatle", "st louis", "saint", "x"]
    asked += ["coeur d'alene", "dalene", "kaneohe"]
    harness = tmp_path / "harness.html"
    harness.write_text(ASKING % json.dumps(asked), encoding="utf-8")
    told = dumped(harness, tmp_path)
    expected = [
        [id_of(name, state), f"{name}, {state}", f"{name} Police Department", True]
        for name, state in sorted(NAMES, key=lambda one: (one[1], id_of(*one)))
    ]
    assert expected == told["all"]
    found = told["found"]
    assert ["springfield-il", "springfield-ma", "west-springfield-ma"] == found["springfield"]
    assert ["springfield-ma", "west-springfield-ma"] == found["springf ma"]
    assert ["san-jos-ca"] == found["san jose"]
    assert ["san-jos-ca", "san-juan-pr"] == found["SAN J"]
    assert ["seattle-wa", "lake-seattle-or"] == found["seattle"]
    assert {"seattle-wa", "lake-seattle-or"} == set(found["seatle"]) == set(found["setatle"])
    assert ["st-louis-mo"] == found["st louis"]
    assert [] == found["x"]
    assert ["coeur-d-alene-id"] == found["coeur d'alene"] == found["dalene"]
    assert ["k-ne-ohe-hi"] == found["kaneohe"]


def test_the_index_of_eighteen_thousand_names_is_small(project: Project, results: Mapping[str, EditionResult]) -> None:
    """Made-up names of 18,000 agencies weigh less than 150 KB compressed, so the index stays in one piece."""
    chance = random.Random(2026)  # noqa: S311  # the same ones each time
    starts = "Spring Glen Oak Mill River Lake Cedar Maple Ash Brook Clear Fair Green High North South West East"
    ends = "field wood dale ville ton burg port view haven ford ridge mont side worth land crest hill ham"
    states = "AL AZ CA CO FL GA IL IN KY MA MI MN MO NC NJ NY OH OK OR PA TX VA WA WI"
    names: dict[str, tuple[str, str]] = {}
    while len(names) < 18_000:
        word = (
            chance.choice(starts.split())
            + "".join(chance.choice("aeioulnrst") for _ in range(3))
            + chance.choice(ends.split())
        )
        state = chance.choice(states.split())
        names[id_of(word, state)] = (word, state)
    written = b"".join(city_names(**with_cities(project, results, names.values())))
    assert 100_000 < len(written) < 400_000
    assert len(gzip.compress(written)) < 150_000


def test_without_the_script_the_page_is_a_list(pages: Mapping[str, bytes]) -> None:
    """As written, the field is hidden, and every question of the newest rubric and the list of cities is linked."""
    page = pages["search/index.html"].decode()
    assert re.search(r"<form [^>]*data-search [^>]*hidden>", page)
    assert 10 == len(re.findall(r'<a href="\.\./criteria/every-2026/[a-z-]+/index\.html">', page))
    assert '<a href="../index.html">All cities</a>' in page
    assert all(b'search/index.html">Search</a>' in content for path, content in pages.items() if path == "index.html")


def test_the_index_changes_with_names_alone(pages: Mapping[str, bytes]) -> None:
    """Nothing but names, states, ids and agencies stands in it: no score, so that no score makes it anew."""
    names = pages["search/names.js"].decode()
    assert '"Alpha Falls"' in names
    assert not re.search(r"\d+\.\d", names)

"""The made-up project's pages in a real Chromium: nothing scrolls sideways on a phone, and planted texts stay texts."""

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

pytestmark = pytest.mark.browser

POLICY = re.compile(rb'<meta http-equiv="Content-Security-Policy"[^>]*>')
FLAGS = (
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--no-first-run",
    "--allow-file-access-from-files",  # so that the page below may look into its frames
    "--virtual-time-budget=60000",
    "--dump-dom",
)
# Opens one page after the other in a narrow frame, and writes down what it measures.
HARNESS = """<!doctype html><title>x</title><iframe width="320" height="800"></iframe><pre></pre><script>
const isData = (one) => one.getAttributeNames().join() === "type" && one.type === "application/ld+json"
  && one.matches("head > script") && one.ownerDocument.querySelectorAll("script[type]").length === 1
  && Boolean(JSON.parse(one.text)["@context"]);
const pages = %s, found = [], frame = document.querySelector("iframe");
frame.onload = () => {
  const page = frame.contentDocument, root = page.documentElement;
  found.push({page: pages[found.length], ran: "PWN" in window || "PWN" in frame.contentWindow,
    sideways: root.scrollWidth - root.clientWidth,
    styled: getComputedStyle(page.body).margin,
    scripts: [...page.scripts].filter((one) => !isData(one))
      .filter((one) => !/\\/(assets|editions|search)\\/[a-z0-9./-]+\\.js$/.test(one.src)).length,
    handlers: [...page.querySelectorAll("*")].flatMap((one) => one.getAttributeNames())
      .filter((one) => one.startsWith("on")).length,
    odd: [...page.querySelectorAll("[href], [src]")].map((one) => one.href?.baseVal ?? one.href ?? one.src)
      .filter((one) => one && !/^(https?|mailto|file):|^#/.test(one)).length});
  if (found.length < pages.length) frame.src = pages[found.length];
  else document.querySelector("pre").textContent = JSON.stringify(found);
};
frame.src = pages[0];
</script>"""


def measured(pages: Sequence[Path], folder: Path) -> list[dict[str, object]]:
    """Measure pages in one run of Chromium."""
    harness = folder / "harness.html"
    harness.write_text(HARNESS % json.dumps([page.as_uri() for page in pages]))
    browser = os.environ.get("CHROMIUM") or shutil.which("chromium") or "chromium"
    command = [browser, *FLAGS, f"--user-data-dir={folder / 'profile'}", harness.as_uri()]
    dumped = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    told = re.search(r"<pre>(\[.*\])</pre>", dumped, re.DOTALL)
    assert told is not None, dumped[-500:]
    found: list[dict[str, object]] = json.loads(unescape(told.group(1)))
    return found


def opened(pages: Mapping[str, bytes], folder: Path) -> list[Path]:
    """Write pages into a folder, and list those that can be opened from there.

    A moved page leads elsewhere at once, and the missing page's links start at the address of the site.
    """
    for path, content in pages.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(content)
    return [
        folder / path
        for path, content in sorted(pages.items())
        if path.endswith(".html") and path != "404.html" and b'http-equiv="refresh"' not in content
    ]


def test_no_page_scrolls_sideways_or_holds_what_could_run(pages: Mapping[str, bytes], tmp_path: Path) -> None:
    """At 320 px every page fits and is styled; scripts, handlers and odd links planted in its texts stay texts."""
    shown = opened(pages, tmp_path / "site")
    found = measured(shown, tmp_path)
    assert len(shown) == len(found) > 40
    keys = ("sideways", "styled", "scripts", "handlers", "odd", "ran")
    assert [] == [one for one in found if tuple(one[key] for key in keys) != (0, "0px", 0, 0, 0, False)][:5]


@pytest.mark.parametrize("has_policy", [pytest.param(True, marks=pytest.mark.proof), False])
def test_attacks_in_every_text_run_nowhere(
    hostile_files: Mapping[str, bytes], tmp_path: Path, *, has_policy: bool
) -> None:
    """With the pages' policy and without it, none of the attacks in any text of a project does anything."""
    pages = hostile_files
    if not has_policy:  # the harder case: only what the pages say themselves holds
        pages = {path: POLICY.sub(b"", content) for path, content in pages.items()}
    found = measured(opened(pages, tmp_path / "site"), tmp_path)
    assert len(found) > 40
    keys = ("styled", "scripts", "handlers", "odd", "ran")
    assert [] == [one for one in found if tuple(one[key] for key in keys) != ("0px", 0, 0, 0, False)][:5]


def test_the_measure_sees_what_runs(tmp_path: Path) -> None:
    """A page with a script that does run, a handler and a script behind a link is told as such."""
    page = b"<body><script>window.PWN=1</script><p onclick=x><a href=javascript:x>a</a>"
    (found,) = measured(opened({"a.html": page}, tmp_path / "site"), tmp_path)
    assert (1, 1, 1, True) == tuple(found[key] for key in ("scripts", "handlers", "odd", "ran"))

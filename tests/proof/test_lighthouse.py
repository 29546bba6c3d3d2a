"""The real site as a phone on a slow network gets it, in Lighthouse: nothing in the way.

The profile is Lighthouse's own: a mid-range phone, 1.6 Mbit/s, 150 ms a round trip, as its model reckons it from what
was loaded, so that the machine's own load counts little.
"""

from __future__ import annotations

import gzip
import json
import mimetypes
import os
import shutil
import subprocess
from collections.abc import Iterator
from functools import partial
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest

pytestmark = pytest.mark.proof

CHECKOUT = Path(__file__).resolve().parents[2]
LIGHTHOUSE = CHECKOUT / ".proof" / "node" / "node_modules" / "lighthouse" / "cli" / "index.js"
CHROMIUM = os.environ.get("CHROMIUM") or shutil.which("chromium")
FLAGS = "--headless=new --no-sandbox --disable-gpu --disable-background-networking --no-first-run"
PAGES = (
    "index.html",
    "es/index.html",
    "cities/seattle-wa/index.html",
    "es/cities/seattle-wa/index.html",
    "cities/los-angeles-ca/index.html",
    "criteria/public-record-2026/force-published/index.html",
    "methodology/public-record-2026/index.html",
    "editions/2026/national.html",
    "editions/2026/own-weights.html",
    "compare/index.html?cities=seattle-wa,chicago-il",
    "search/index.html?q=seattle",
)


class _Handler(BaseHTTPRequestHandler):
    """Serves a folder as any host of static sites does: compressed, and to be kept."""

    protocol_version = "HTTP/1.1"  # one connection for all

    def __init__(self, root: Path, *args: object) -> None:
        self._root = root
        super().__init__(*args)  # type: ignore[arg-type]  # what the server hands over

    def do_GET(self) -> None:
        """Send a file, or say that there is none."""
        path = self._root / self.path.partition("?")[0].lstrip("/")
        if not path.is_file():
            self.send_error(404)
            return
        kind = mimetypes.guess_type(path.name)[0] or "application/octet-stream"
        content = path.read_bytes()
        is_text = kind.startswith("text/") or "svg" in kind or "javascript" in kind
        content = gzip.compress(content) if is_text else content
        self.send_response(200)
        self.send_header("Content-Type", f"{kind}; charset=utf-8" if is_text else kind)
        self.send_header("Cache-Control", "max-age=31536000" if "/assets/" in self.path else "max-age=600")
        if is_text:
            self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture(scope="module")
def address(site: Path) -> Iterator[str]:
    """The site of the committed project, served on this machine."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Handler, site))
    Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()
    server.server_close()


@pytest.mark.parametrize("path", PAGES)
def test_nothing_stands_in_the_way_of_a_slow_phone(address: str, path: str, tmp_path: Path) -> None:
    """Accessibility 100, performance 95 or more, and a quiet console."""
    if not LIGHTHOUSE.is_file() or CHROMIUM is None:
        pytest.skip("Lighthouse or Chromium is not at hand")
    told = tmp_path / "told.json"
    command = [
        "node", str(LIGHTHOUSE), address + path, "--quiet", "--output=json", f"--output-path={told}",
        "--only-categories=performance,accessibility,best-practices", f"--chrome-flags={FLAGS}",
    ]  # fmt: skip
    subprocess.run(command, check=True, capture_output=True, env={**os.environ, "CHROME_PATH": CHROMIUM})
    found = json.loads(told.read_text(encoding="utf-8"))
    marks = {name: round(100 * one["score"]) for name, one in found["categories"].items()}
    failed = [name for name, one in found["audits"].items() if one["score"] == 0]
    assert 100 == marks["accessibility"], failed
    assert marks["performance"] >= 95, failed
    assert 1 == found["audits"]["errors-in-console"]["score"]

"""Chromium as a reader has it, driven through its own pipe: what is on a page now, while the page changes."""

from __future__ import annotations

import json
import os
import select
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

_FLAGS = (
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--no-first-run",
    "--window-size=1280,800",
    "--remote-debugging-pipe",
)
# Chromium reads from the file number 3 and writes to 4.
_AT_3_AND_4 = """
import fcntl, os, sys
ends = [fcntl.fcntl(int(one), fcntl.F_DUPFD_CLOEXEC, 10) for one in sys.argv[1:3]]
for number, end in enumerate(ends, start=3):
    os.dup2(end, number)
os.execvp(sys.argv[3], sys.argv[3:])
"""
_SECONDS = 60.0  # for one answer, on a busy machine


class Browser:
    """One page in Chromium. Messages are JSON with a NUL behind each, as its DevTools protocol has them."""

    def __init__(self, to: int, back: int) -> None:
        self._to, self._back, self._buffer, self._number = to, back, b"", 0
        self._session = ""
        target = self.call("Target.createTarget", url="about:blank")["targetId"]
        self._session = self.call("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
        self.call("Page.enable")

    def call(self, method: str, **parameters: object) -> dict[str, Any]:
        """Call a method of the protocol, and give its result."""
        self._number += 1
        message: dict[str, Any] = {"id": self._number, "method": method, "params": parameters}
        if self._session:
            message["sessionId"] = self._session
        os.write(self._to, json.dumps(message).encode() + b"\0")
        while (answer := self._next()).get("id") != self._number:
            pass
        assert "error" not in answer, answer
        found: dict[str, Any] = answer["result"]
        return found

    def open(self, address: str) -> None:
        """Open a page, and wait until all of it is loaded."""
        self.call("Page.navigate", url=address)
        self.until(f"document.readyState === 'complete' && location.href === {json.dumps(address)}")

    def ask(self, script: str) -> Any:
        """Evaluate an expression in the page; None where the page is just going."""
        answer = self.call("Runtime.evaluate", expression=script, returnByValue=True)
        return answer["result"].get("value") if "exceptionDetails" not in answer else None

    def until(self, script: str, seconds: float = _SECONDS) -> float:
        """Wait until an expression is true in the page; give how long that took."""
        begun = time.monotonic()
        while self.ask(script) is not True:
            assert time.monotonic() - begun < seconds, f"never true: {script}"
            time.sleep(0.01)
        return time.monotonic() - begun

    def _next(self) -> dict[str, Any]:
        end = time.monotonic() + _SECONDS
        while b"\0" not in self._buffer:
            ready, _, _ = select.select([self._back], [], [], max(0.0, end - time.monotonic()))
            assert ready, "Chromium does not answer"
            piece = os.read(self._back, 1 << 16)
            assert piece, "Chromium went away"
            self._buffer += piece
        message, _, self._buffer = self._buffer.partition(b"\0")
        found: dict[str, Any] = json.loads(message)
        return found


@contextmanager
def browsing(folder: Path) -> Iterator[Browser]:
    """Start Chromium with nothing remembered, as long as the test needs it."""
    (theirs_in, ours_out), (ours_in, theirs_out) = os.pipe(), os.pipe()
    browser = os.environ.get("CHROMIUM") or shutil.which("chromium") or "chromium"
    words = [sys.executable, "-c", _AT_3_AND_4, str(theirs_in), str(theirs_out), browser, *_FLAGS]
    with (folder / "chromium.log").open("wb") as log:
        process = subprocess.Popen(
            [*words, f"--user-data-dir={folder / 'profile'}"], pass_fds=(theirs_in, theirs_out), stdout=log, stderr=log
        )
    os.close(theirs_in)
    os.close(theirs_out)
    try:
        yield Browser(ours_out, ours_in)
    finally:
        os.close(ours_out)
        os.close(ours_in)
        process.terminate()
        process.wait()

"""A project in, its server out as a user starts it: asked over HTTP, saved to, and ended."""

from __future__ import annotations

import http.client
import os
import re
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.without_progress import without_progress

ROOT = Path(__file__).resolve().parents[2]
PROJECTS = ROOT / "tests" / "projects"
SOON = 30.0  # seconds, on a machine that has much else to do
TOKEN = re.compile(rb'data-token="([^"]+)"')


@dataclass(frozen=True)
class Page:
    """What the server answered."""

    status: int
    headers: Mapping[str, str]
    content: bytes

    @property
    def text(self) -> str:
        """The content as text."""
        return self.content.decode()

    @property
    def token(self) -> str:
        """What the page says of the state that it shows."""
        found = TOKEN.search(self.content)
        assert found is not None, self.text[:500]
        return found[1].decode()


@dataclass(frozen=True)
class Site:
    """A server that runs."""

    process: subprocess.Popen[bytes]
    address: str
    errors: Path

    @property
    def port(self) -> int:
        """Where it listens."""
        return int(self.address.rstrip("/").rpartition(":")[2])

    def ask(self, path: str, method: str = "GET", **headers: str) -> Page:
        """Ask for an address, as it is written here."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=SOON)
        connection.request(method, path, headers={name.title(): value for name, value in headers.items()})
        answer = connection.getresponse()
        page = Page(answer.status, {name.lower(): value for name, value in answer.getheaders()}, answer.read())
        connection.close()
        return page

    def said(self) -> list[str]:
        """What it said on standard error so far, line by line, but for how far it was."""
        return without_progress(self.errors.read_text())

    def wait_for_news(self, token: str) -> str:
        """Wait, as a page does, until there is something else to show; give its token."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=SOON)
        connection.request("GET", f"/.scorecard/events?after={token}")
        answer = connection.getresponse()
        assert "text/event-stream; charset=utf-8" == answer.getheader("Content-Type")
        for line in answer:
            if line.startswith(b"data: "):
                connection.close()
                return line.removeprefix(b"data: ").strip().decode()
        raise AssertionError("the server went away")

    def save(self, path: Path, content: str) -> None:
        """Save a file that is there, or a new one, and wait until the server shows what comes of it."""
        before = self.ask("/").token
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content)
        self.wait_for_news(before)

    def replace(self, path: Path, old: str, new: str) -> None:
        """Save a file with one text instead of another."""
        text = path.read_text()
        assert old in text
        self.save(path, text.replace(old, new))

    def end(self) -> int:
        """Press Ctrl-C; give the exit status."""
        self.process.send_signal(signal.SIGINT)
        return self.process.wait(SOON)


# A shell may have started us to pass over Ctrl-C.
_HEAR = (
    "import os, signal, sys; signal.signal(signal.SIGINT, signal.SIG_DFL); "
    "os.execv(sys.executable, [sys.executable, *sys.argv[1:]])"
)
HEARING = (sys.executable, "-c", _HEAR)


@contextmanager
def serving(project: Path, *words: str, port: int = 18000) -> Iterator[Site]:
    """Serve a project as long as the test needs it."""
    errors = project.parent / f"{project.name}.errors"
    with errors.open("wb") as told:
        process = subprocess.Popen(
            [*HEARING, "-m", "scorecard", "serve", "--project", str(project), "--port", str(port), *words],
            env={**os.environ, "PYTHONPATH": str(ROOT)},
            stdout=subprocess.PIPE,
            stderr=told,
        )
        try:
            assert process.stdout is not None
            line = process.stdout.readline().decode()
            assert line.startswith("http://127.0.0.1:"), errors.read_text()
            yield Site(process, line.split(" ")[0], errors)
        finally:
            process.kill()
            process.wait()
            if process.stdout is not None:
                process.stdout.close()
    assert "Traceback" not in errors.read_text()


def children(parent: int) -> list[int]:
    """List the processes that a process has started and that are still at work."""
    ps = [shutil.which("ps") or "ps", "-A", "-o", "ppid=,pid=,stat="]
    lines = subprocess.run(ps, capture_output=True, text=True, check=True).stdout.splitlines()
    found = (line.split() for line in lines)
    return [int(one) for above, one, state in found if int(above) == parent and not state.startswith("Z")]


def lives(process: int) -> bool:
    """Whether a process is still at work."""
    ps = [shutil.which("ps") or "ps", "-o", "stat=", "-p", str(process)]
    return subprocess.run(ps, capture_output=True, text=True, check=False).stdout.strip()[:1] not in {"", "Z"}


def until(claim: object, seconds: float = SOON) -> None:
    """Wait until a claim, a function without arguments, is true."""
    assert callable(claim)
    end = time.monotonic() + seconds
    while not claim():
        assert time.monotonic() < end, "it never came true"
        time.sleep(0.02)

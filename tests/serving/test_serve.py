"""`scorecard serve`: what it answers and to whom, what it leaves alone, how it begins and how it ends."""

from __future__ import annotations

import shutil
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.serving.driver import PROJECTS, ROOT, SOON, Site, children, lives, serving, until


def copied(name: str, folder: Path) -> Path:
    """Copy a project of the tests."""
    return Path(shutil.copytree(PROJECTS / name, folder / "project"))


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Copy the project that has everything, for tests that change nothing in it."""
    return copied("everything", tmp_path_factory.mktemp("serving"))


@pytest.fixture(scope="module")
def site(project: Path) -> Iterator[Site]:
    """Serve it."""
    with serving(project) as one:
        yield one


def sources(project: Path) -> dict[str, bytes]:
    """Read all files of a project but what is the program's own."""
    found = (path for path in project.rglob("*") if path.is_file() and ".scorecard" not in path.parts)
    return {path.relative_to(project).as_posix(): path.read_bytes() for path in found}


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("/", "text/html; charset=utf-8"),
        ("/index.html", "text/html; charset=utf-8"),
        ("/cities/alpha-falls/", "text/html; charset=utf-8"),
        ("/cities/alpha-falls/2026/index.html?from=list", "text/html; charset=utf-8"),
        ("/cities/%61lpha-falls/", "text/html; charset=utf-8"),
        ("/api/v1/index.json", "application/json"),
        ("/data/scores.csv", "text/csv; charset=utf-8"),
        ("/sitemap.xml", "application/xml"),
        ("/robots.txt", "text/plain; charset=utf-8"),
        ("/.scorecard/reload.js", "text/javascript; charset=utf-8"),
        ("/.scorecard/serve.css", "text/css; charset=utf-8"),
        ("/cities/alpha-falls/2026/card.pdf", "application/pdf"),
    ],
)
def test_every_kind_of_file_is_served_as_what_it_is(site: Site, path: str, kind: str) -> None:
    """With its type, so that nothing is guessed, and never from a cache."""
    page = site.ask(path)
    told = [page.headers[name] for name in ("content-type", "cache-control", "x-content-type-options")]
    assert (200, [kind, "no-store", "nosniff"]) == (page.status, told)
    assert page.content
    head = site.ask(path, "HEAD")
    assert (200, b"", page.headers["content-length"]) == (head.status, head.content, head.headers["content-length"])


@pytest.mark.parametrize(
    "path",
    ["/nothing", "/cities", "/cities/", "/cities/alpha-falls/2031/", "/../../../etc/passwd", "/%2e%2e/scorecard.yaml",
     "/scorecard.yaml", "/cities/alpha-falls/2026.yaml", "/.scorecard/", "/.scorecard/cache.sqlite", "/%00", "/%ff",
     "/assets/", "/cities/alpha-falls/2031/card.pdf", "/cities/mike-draft/"],
)  # fmt: skip
def test_what_a_build_does_not_make_is_not_there(site: Site, path: str) -> None:
    """No listing, no source, nothing outside the site: the site's own page for missing addresses, which works here."""
    page = site.ask(path)
    assert (404, "text/html; charset=utf-8") == (page.status, page.headers["content-type"])
    assert "Page not found" in page.text
    assert 'href="/index.html"' in page.text
    assert "/every/thing/" not in page.text


def test_a_folder_leads_to_its_page(site: Site) -> None:
    """As hosts of static sites do, for pages alone."""
    page = site.ask("/cities/alpha-falls")
    assert (302, "/cities/alpha-falls/") == (page.status, page.headers["location"])


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "localhost:9", "LOCALHOST:80"])
def test_it_answers_by_the_names_of_the_loopback(site: Site, host: str) -> None:
    """Also where the port was forwarded."""
    assert 200 == site.ask("/", host=host).status


@pytest.mark.parametrize("host", ["rebound.example", "127.0.0.1.example", "localhost.example:18000", "", "127.0.0.1:x"])
def test_another_name_gets_nothing(site: Site, host: str) -> None:
    """A site whose name is turned to this computer cannot read the pages with its scripts."""
    for path in ("/", "/.scorecard/events"):
        page = site.ask(path, host=host)
        assert (403, "This server answers to 127.0.0.1 and localhost alone.\n") == (page.status, page.text)


def test_only_reading_is_answered(site: Site) -> None:
    """There is nothing to send to it."""
    assert [501] * 3 == [site.ask("/", method).status for method in ("POST", "PUT", "DELETE")]
    assert 400 == site.ask("http://127.0.0.1/").status


def test_a_page_is_served_with_one_script_and_a_policy_that_allows_it(site: Site) -> None:
    """Put in on the way: whoever publishes, publishes pages without it."""
    page = site.ask("/pages/about/").text
    assert 1 == page.count('<script src="/.scorecard/reload.js"')
    policy = page.partition('http-equiv="Content-Security-Policy" content="')[2].partition('"')[0].split("; ")
    assert {"default-src 'none'", "script-src 'self'", "connect-src 'self'", "style-src 'self'"} < set(policy)
    assert "scorecard-serve" not in page


def test_nothing_is_written_but_what_is_the_programs_own(site: Site, project: Path) -> None:
    """No site, no file of a user."""
    site.ask("/cities/alpha-falls/")
    assert sources(PROJECTS / "everything") == sources(project)


def test_a_second_server_of_the_project_says_where_the_first_one_is(site: Site, project: Path) -> None:
    """One line, and the status of one that is too late."""
    words = [sys.executable, "-m", "scorecard", "serve", "--project", str(project)]
    done = subprocess.run(words, cwd=ROOT, capture_output=True, text=True, check=False, timeout=SOON)
    assert (3, "") == (done.returncode, done.stdout)
    assert f"scorecard: this project is served already at {site.address}\n" == done.stderr


def test_it_listens_to_this_computer_alone(site: Site) -> None:
    """Nobody on the network reaches it."""
    with socket.socket() as other:
        assert 0 != other.connect_ex(("127.0.0.2", site.port))


def test_a_build_at_the_same_time_is_no_matter(tmp_path: Path) -> None:
    """Each has what it needs; the build publishes, and the server goes on."""
    project = copied("minimal", tmp_path)
    with serving(project) as site:
        words = [sys.executable, "-m", "scorecard", "build", "--no-cards", "--project", str(project)]
        done = subprocess.run(words, cwd=ROOT, capture_output=True, text=True, check=False, timeout=SOON)
        assert 0 == done.returncode, done.stderr
        assert b".scorecard" not in (project / "site" / "index.html").read_bytes()
        assert 200 == site.ask("/").status


def test_the_next_port_is_taken_where_one_is_in_use(tmp_path: Path) -> None:
    """And the address says which."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with serving(copied("minimal", tmp_path), port=port) as site:
            assert port < site.port <= port + 100


@pytest.mark.parametrize("port", ["0", "65536", "x", "-1"])
def test_a_port_that_is_none_is_refused(tmp_path: Path, port: str) -> None:
    """With what to write instead."""
    words = [sys.executable, "-m", "scorecard", "serve", f"--port={port}", "--project", str(tmp_path)]
    done = subprocess.run(words, cwd=ROOT, capture_output=True, text=True, check=False, timeout=SOON)
    assert 2 == done.returncode
    assert f'"{port}" is no port; write 1 to 65535, as 8000' in done.stderr


def test_ctrl_c_ends_it_at_once_with_all_that_it_started(tmp_path: Path) -> None:
    """Also while pages wait for news and a card is drawn; the status is that of an interruption."""
    project = copied("minimal", tmp_path)
    with serving(project) as site, socket.create_connection(("127.0.0.1", site.port)) as waiting:
        waiting.sendall(b"GET /.scorecard/events?after=x HTTP/1.1\r\nHost: localhost\r\n\r\n")
        assert waiting.recv(100).startswith(b"HTTP/1.1 200")
        with socket.create_connection(("127.0.0.1", site.port)) as card:
            card.sendall(b"GET /cities/seattle-wa/2026/card.pdf HTTP/1.1\r\nHost: localhost\r\n\r\n")
            started: list[int] = []
            while not started:
                started = children(site.process.pid)
            assert 130 == site.end()
        assert "scorecard: ended; nothing was published" == site.said()[-1]
        assert [] == list((project / ".scorecard").glob("lent-*"))
        until(lambda: not any(map(lives, started)))
    with serving(project) as again:
        assert 200 == again.ask("/").status


def test_drafts_are_shown_where_they_are_asked_for(tmp_path: Path) -> None:
    """And are not there else."""
    project = copied("everything", tmp_path)
    with serving(project, "--drafts") as site:
        assert "draft" in site.ask("/cities/mike-draft/").text

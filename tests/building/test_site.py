"""A whole build: the same bytes everywhere, drafts kept out, figures alike in every form."""

from __future__ import annotations

import csv
import io
import json
import os
import re
import shutil
import subprocess
import sys
from hashlib import sha256
from pathlib import Path

import pytest
from pypdf import PdfReader

from tests.building.driver import small_project

PROGRAM = [sys.executable, "-m", "scorecard"]
CHECKOUT = Path(__file__).resolve().parents[2]
MARKER = "confidential-marker-7f3a"


def run(*arguments: str, cwd: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run the program as a user would."""
    return subprocess.run(
        [*PROGRAM, *arguments],
        cwd=cwd,
        env={**os.environ, "PYTHONPATH": str(CHECKOUT), **environment},
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.fixture(scope="module")
def new_project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A new project, as `scorecard new project` makes it, with a second city whose answers are a draft."""
    above = tmp_path_factory.mktemp("new")
    made = run("new", "project", "mine", cwd=above)
    assert made.returncode == 0, made.stderr
    folder = above / "mine"
    run("new", "city", "otherville-oh", cwd=folder)
    (draft,) = (folder / "cities/otherville-oh").glob("2*.yaml")
    text = draft.read_text().replace(
        "evidence: {}", f'evidence:\n  page: {{url: "https://example.org/x", seen: {draft.stem}-02}}'
    )
    answer = f"answers:\n  force-published: {{level: none, evidence: [page], note: {MARKER}}}\n"
    draft.write_text(text.replace("answers:\n", answer))
    return folder


@pytest.fixture
def project(new_project: Path, tmp_path: Path) -> Path:
    """A copy of it."""
    return Path(shutil.copytree(new_project, tmp_path / "mine"))


def digests(folder: Path) -> dict[str, str]:
    return {
        str(path.relative_to(folder)): sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def test_a_new_project_builds_a_site_with_a_card(project: Path) -> None:
    """What `new project` makes can be built at once, with pages, data and one card."""
    built = run("build", cwd=project)
    assert (0, "") == (built.returncode, built.stdout), built.stderr
    files = set(digests(project / "site"))
    year = next((project / "cities/example-city-xx").glob("2*.yaml")).stem
    expected = {
        "index.html",
        "404.html",
        "feed.xml",
        "api/v1/openapi.json",
        "api/v1/schemas/city.json",
        "manifest.json",
        "robots.txt",
        "sitemap.xml",
        "api/v1/index.json",
        f"api/v1/editions/{year}.json",
        "api/v1/cities/example-city-xx.json",
        "api/v1/rubrics/police-data-2026.json",
        "data/scores.csv",
        "data/answers.csv",
        "data/evidence.csv",
        "data/index.html",
        "cities/example-city-xx/index.html",
        f"cities/example-city-xx/{year}/index.html",
        f"cities/example-city-xx/{year}/card.pdf",
        f"editions/{year}/index.html",
        "criteria/police-data-2026/force-published/index.html",
        "methodology/police-data-2026/index.html",
    }
    assert set() == expected - files


def test_the_same_sources_give_the_same_bytes(project: Path, tmp_path: Path) -> None:
    """Another folder, time zone, locale, hash seed, umask and number of jobs change no byte, and a full cache none."""
    first = run("build", "--jobs", "1", cwd=project, TZ="UTC", LC_ALL="C", PYTHONHASHSEED="1", OMP_NUM_THREADS="1")
    assert first.returncode == 0, first.stderr
    copied = shutil.copytree(project, tmp_path / "deep" / "elsewhere", ignore=shutil.ignore_patterns("site", ".*"))
    others = {"TZ": "Asia/Tokyo", "LC_ALL": "C.UTF-8", "PYTHONHASHSEED": "2", "PYTHONPATH": str(CHECKOUT)}
    others |= {"OMP_NUM_THREADS": "4", "OPENBLAS_NUM_THREADS": "4"}
    cold = subprocess.run(
        [*PROGRAM, "build", "--jobs", "3"],
        cwd=copied,
        env={**os.environ, **others},
        umask=0o077,
        capture_output=True,
        check=False,
    )
    assert cold.returncode == 0, cold.stderr
    assert digests(project / "site") == digests(copied / "site")
    warm = run("build", "--out", str(tmp_path / "warm"), cwd=project)
    assert warm.returncode == 0, warm.stderr
    assert digests(project / "site") == digests(tmp_path / "warm")
    assert any(path.endswith("card.pdf") for path in digests(tmp_path / "warm"))


# A program whose processes note each card and report that they draw, and die of one.
DRAWING = """
import sys
from functools import partial
from scorecard import cli
from scorecard.building import cards
cards.render_cards = partial(cards.render_cards, child=("-c", '''
import os, signal
from scorecard.building import card_child
draw = card_child.Renderer.render
def render(self, html, pictures):
    name = "Report" if "National report" in html else "Tacoma" if "Tacoma" in html else "Seattle"
    with open({log!r}, "a") as log:
        log.write(name + " ")
    if name == {victim!r}:
        {fault}
    return draw(self, html, pictures)
card_child.Renderer.render = render
card_child.main()
'''))
sys.exit(cli.main())
"""


@pytest.mark.parametrize(
    ("fault", "why"),
    [
        ("os.kill(os.getpid(), signal.SIGSEGV)", "its process was ended by SIGSEGV"),
        ("bytearray(1 << 40)", "it needs too much memory"),
    ],
)
def test_a_card_that_fails_is_named_and_only_that_one_is_drawn_later(tmp_path: Path, fault: str, why: str) -> None:
    """The city is told, nothing is published, and when it is mended no other card is drawn again."""
    folder, log, program = small_project(tmp_path / "project"), tmp_path / "log", tmp_path / "drawing.py"
    arguments = [sys.executable, str(program), "build", "--jobs", "1", "--project", str(folder)]
    env = {**os.environ, "PYTHONPATH": str(CHECKOUT)}
    program.write_text(DRAWING.format(log=str(log), victim="Tacoma", fault=fault))
    failed = subprocess.run(arguments, env=env, capture_output=True, text=True, check=False)
    said = f"scorecard: 1 report card could not be made; nothing was published; tacoma-wa 2026: {why}"
    assert (5, said) == (failed.returncode, failed.stderr.splitlines()[-1])
    assert not (folder / "site").exists()
    drawn = sorted(log.read_text().split())
    assert ["Seattle", "Seattle", "Tacoma", "Tacoma"] == [name for name in drawn if name != "Report"]
    log.unlink()
    program.write_text(DRAWING.format(log=str(log), victim="Tacoma", fault="pass"))
    mended = subprocess.run(arguments, env=env, capture_output=True, text=True, check=False)
    assert mended.returncode == 0, mended.stderr
    assert ["Tacoma"] == log.read_text().split()
    assert 3 == len(list((folder / "site").rglob("card.pdf")))


def test_a_report_that_fails_names_its_edition(tmp_path: Path) -> None:
    """Nothing is published, and the cards that were drawn are kept."""
    folder, log, program = small_project(tmp_path / "project"), tmp_path / "log", tmp_path / "drawing.py"
    arguments = [sys.executable, str(program), "build", "--jobs", "1", "--project", str(folder)]
    program.write_text(DRAWING.format(log=str(log), victim="Report", fault="bytearray(1 << 40)"))
    env = {**os.environ, "PYTHONPATH": str(CHECKOUT)}
    failed = subprocess.run(arguments, env=env, capture_output=True, text=True, check=False)
    why = "could not be made; nothing was published; edition 2026: it needs too much memory"
    reports = failed.stderr.splitlines()[-1]
    assert (5, True) == (failed.returncode, why in reports), reports
    assert reports.startswith("scorecard: 1 national report ")
    assert not (folder / "site").exists()


def test_a_report_belongs_to_each_edition_and_to_no_site_without_cards(tmp_path: Path) -> None:
    """The manifest has it, lists and national pages lead to it in each language, and `--no-cards` leaves both out."""
    folder = small_project(tmp_path / "project")
    settings = folder / "scorecard.yaml"
    settings.write_text(settings.read_text() + "also_in: [es]\n")
    assert 0 == run("build", cwd=folder).returncode
    site = folder / "site"
    files = json.loads((site / "manifest.json").read_text())["files"]
    assert "editions/2026/summary.pdf" in files
    cards = {path for path in files if path.endswith("/card.pdf")}
    assert {path for path in files if path.startswith("es/") and path.endswith(".pdf")} < cards
    pages = ("index.html", "editions/2026/index.html", "editions/2026/national.html", "data/index.html")
    for page in (*pages, *(f"es/{one}" for one in pages)):
        link = f'{"../" * page.count("/")}editions/2026/summary.pdf"'
        assert link in (site / page).read_text(), page
    assert 0 == run("build", "--no-cards", cwd=folder).returncode
    assert not list(site.rglob("summary.pdf"))
    assert [] == [page for page in pages if "summary.pdf" in (site / page).read_text()]


def test_each_language_has_cards_of_its_own(tmp_path: Path) -> None:
    """The Spanish page leads to the Spanish card beside it, the English one to the English; each says so."""
    folder = small_project(tmp_path / "project")
    settings = folder / "scorecard.yaml"
    settings.write_text(settings.read_text() + "also_in: [es]\n")
    assert 0 == run("build", cwd=folder).returncode
    site = folder / "site"
    own = {path.relative_to(site).as_posix() for path in site.rglob("card.pdf") if not path.is_relative_to(site / "es")}
    assert own
    assert {f"es/{path}" for path in own} == {path.relative_to(site).as_posix() for path in site.glob("es/**/card.pdf")}
    seen = 0
    for language, top in (("en", site), ("es", site / "es")):
        for path in own:
            page = (top / path).with_name("index.html").read_text()
            links = re.findall(r'href="([^"]*card\.pdf)"', page)  # none on the note of what was withdrawn
            assert {(top / path).resolve()} >= {(top / path).parent.joinpath(link).resolve() for link in links}
            assert language == str(PdfReader(top / path).root_object["/Lang"])
            seen += len(links)
    assert seen > 1


def test_nothing_of_a_draft_reaches_the_site(project: Path) -> None:
    """A draft's words, its city and its file are nowhere in the output, unless drafts are asked for."""
    run("build", "--no-cards", cwd=project)
    found = [path for path in (project / "site").rglob("*") if path.is_file() and MARKER.encode() in path.read_bytes()]
    named = [path for path in (project / "site").rglob("*") if path.is_file() and b"therville" in path.read_bytes()]
    assert ([], []) == (found, named)
    run("build", "--no-cards", "--drafts", cwd=project)
    shown = [path for path in (project / "site").rglob("*.html") if MARKER.encode() in path.read_bytes()]
    assert shown
    assert all(b"noindex" in path.read_bytes() and b"Draft" in path.read_bytes() for path in shown)


def test_a_problem_leaves_the_old_site_as_it_was(project: Path) -> None:
    """With any problem nothing is written, every problem is told, and the exit status is 1."""
    run("build", "--no-cards", cwd=project)
    before = digests(project / "site")
    city = project / "cities/example-city-xx/city.yaml"
    city.write_text(city.read_text().replace("state: XX", "state: Ohio"))
    failed = run("build", "--no-cards", cwd=project)
    assert failed.returncode == 1
    assert failed.stderr.splitlines()[-1] == "1 problem in 1 file; nothing was written"
    assert before == digests(project / "site")


def test_without_pango_the_site_is_built_without_cards_and_says_so(project: Path) -> None:
    """Without Pango there are pages, one plain sentence and the exit status 6; over a site with cards it is 5."""
    hidden = project.parent / "hidden"
    hidden.mkdir()
    (hidden / "weasyprint.py").write_text("raise OSError('cannot load library libpango-1.0-0')\n")
    blind = f"{hidden}{os.pathsep}{CHECKOUT}"
    built = run("build", cwd=project, PYTHONPATH=blind)
    assert built.returncode == 6, built.stderr
    assert "Pango is missing" in built.stderr
    assert [] == list((project / "site").rglob("*.pdf"))
    assert all(b"card.pdf" not in path.read_bytes() for path in (project / "site").rglob("*.html"))
    assert run("build", cwd=project).returncode == 0
    before = digests(project / "site")
    assert run("build", cwd=project, PYTHONPATH=blind).returncode == 5
    assert before == digests(project / "site")
    assert run("build", "--no-cards", cwd=project, PYTHONPATH=blind).returncode == 0


def test_score_prints_the_document_of_the_api(project: Path) -> None:
    """`score --format json` and the file of the edition are the same bytes, and the CSV has the same figures."""
    run("build", "--no-cards", cwd=project)
    (edition,) = (project / "site/api/v1/editions").glob("*.json")
    assert edition.read_text() == run("score", "--format", "json", cwd=project).stdout
    record = json.loads(edition.read_text())["cities"][0]
    rows = list(csv.DictReader(io.StringIO((project / "site/data/scores.csv").read_text())))
    whole = next(row for row in rows if row["city"] == record["id"] and row["dimension"] == "")
    for key in ("low_exact", "high_exact", "known_share_exact"):
        assert record[key] == whole[key]
        assert record[key] is not None


def test_no_page_names_the_machine_that_built_it(project: Path) -> None:
    """No file of the output holds the folder that it was built in."""
    run("build", cwd=project)
    folder = str(project).encode()
    assert [] == [path for path in (project / "site").rglob("*") if path.is_file() and folder in path.read_bytes()]

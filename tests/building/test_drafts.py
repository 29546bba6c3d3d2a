"""A project with drafts that are marked all over in, its site out: no mark anywhere, unless drafts are asked for."""

from __future__ import annotations

import gzip
import io
import json
import re
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from zipfile import ZipFile, is_zipfile

import pyarrow as pa
import pytest
from pyarrow import parquet
from pypdf import PdfReader
from pypdf.generic import StreamObject

from scorecard.cli import main

MINIMAL = Path(__file__).resolve().parents[1] / "projects" / "minimal"
MARK = "zqxmark"  # in no language, and in no file of ours
NUMBER = 271_828_182  # of people, marked as well
DRAFT = f"""\
status: draft
evidence:
  {MARK}-page:
    url: "https://{MARK}.example.org/x"
    title: "Title {MARK}"
    publisher: "Publisher {MARK}"
    seen: 2026-04-01
    archived: "https://archive.example.org/{MARK}"
    quote: "Quote {MARK}"
answers:
  a: {{level: full, evidence: [{MARK}-page], note: "Note {MARK}"}}
  c: {{level: not_applicable, reason: "Reason {MARK}", evidence: [{MARK}-page]}}
reply:
  sent: 2026-05-01
  until: 2026-06-01
  received: 2026-05-20
  from: "Office {MARK}"
  text: "Words {MARK}"
  points:
    a: {{says: "Says {MARK}", disposition: partly, because: "Because {MARK}"}}
corrections:
  - {{on: 2026-09-02, criterion: a, was: unknown, because: "Corrected {MARK}"}}
pledge: {{signed: 2020-06-10, evidence: [{MARK}-page]}}
x-note: "Own note {MARK}"
"""
WHO = f"""\
name: "Town {MARK.title()}"
state: WA
population: {NUMBER}
agency: "Agency {MARK}"
website: "https://{MARK}.example.org/police"
was: [former-{MARK}]
"""
KNOWN = {
    ".html",
    ".css",
    ".js",
    ".json",
    ".csv",
    ".xml",
    ".txt",
    ".md",
    ".pdf",
    ".png",
    ".svg",
    ".sqlite",
    ".parquet",
    ".woff2",
    ".bib",
    ".gz",
}


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project with a public city, a draft beside it, a draft of a city that is public, and drafts outside."""
    root = Path(shutil.copytree(MINIMAL, tmp_path_factory.mktemp("drafts") / "project"))
    settings = (root / "scorecard.yaml").read_text().replace("../drafts", "../private")
    # A real publisher, so that only drafts keep a page from being indexed.
    settings = settings.replace("Example Watch", "Records Watch").replace("records@example.org", "records@watch.us")
    (root / "scorecard.yaml").write_text(
        settings.replace("  2025:", "  2027: {rubric: worked, as_of: 2027-06-30}\n  2025:")
    )
    draft, outside = root / "cities" / f"town-{MARK}", root.parent / "private" / f"other-{MARK}"
    for folder in (draft, outside):
        folder.mkdir(parents=True)
        (folder / "city.yaml").write_text(WHO.replace("former", folder.name))
        (folder / "2026.yaml").write_text(DRAFT)
    (root / "cities" / "seattle-wa" / "2027.yaml").write_text(DRAFT)
    (root.parent / "private" / "tacoma-wa").mkdir()
    (root.parent / "private" / "tacoma-wa" / "2027.yaml").write_text(DRAFT)
    (root / "letter.md").write_text(f"# Letter {MARK}\n\n{{{{ page.city }}}}\n")
    assert main(["packet", f"town-{MARK}", "--project", str(root)]) == 0
    return root


def built(project: Path, name: str, *options: str) -> Path:
    """Build a site."""
    out = project.parent / name
    assert main(["build", "--project", str(project), "--out", str(out), "--jobs", "1", *options]) == 0
    return out


@pytest.fixture(scope="module")
def site(project: Path) -> Path:
    """The public site, cards included."""
    return built(project, "site")


@pytest.fixture(scope="module")
def preview(project: Path) -> Path:
    """The site with drafts."""
    return built(project, "preview", "--drafts", "--no-cards")


def unpacked(name: str, raw: bytes) -> Iterator[tuple[str, bytes]]:
    """Give the bytes of a file as they are, and as whoever opens it gets them."""
    yield name, raw
    if name.endswith(".pdf"):
        reader = PdfReader(io.BytesIO(raw))
        yield f"{name} text", "\n".join(page.extract_text() for page in reader.pages).encode()
        yield f"{name} spaceless", re.sub(r"\s", "", "".join(page.extract_text() for page in reader.pages)).encode()
        yield f"{name} head", str(reader.metadata).encode()
        for number in range(1, len(reader.xref.get(0, {})) + len(reader.xref_objStm) + 2):
            one = reader.get_object(number)
            if one is not None:
                yield f"{name} {number}", one.get_data() if isinstance(one, StreamObject) else str(one).encode()
    elif raw.startswith(b"SQLite format 3"):
        with closing(sqlite3.connect(":memory:")) as database:
            database.deserialize(raw)
            yield f"{name} rows", "\n".join(database.iterdump()).encode()
    elif raw.startswith(b"PAR1"):
        table = parquet.read_table(pa.BufferReader(raw))
        yield f"{name} rows", str(table.to_pylist()).encode()
    elif name.endswith(".gz"):
        yield from unpacked(name.removesuffix(".gz"), gzip.decompress(raw))
    elif is_zipfile(io.BytesIO(raw)):
        with ZipFile(io.BytesIO(raw)) as archive:
            for part in archive.namelist():
                yield from unpacked(f"{name}/{part}", archive.read(part))


def holding(folder: Path, mark: bytes) -> list[str]:
    """List what holds a mark anywhere: in its name, in its bytes, or in what they unpack to."""
    found = []
    for path in sorted(one for one in folder.rglob("*") if one.is_file()):
        name = path.relative_to(folder).as_posix()
        if mark in name.lower().encode():
            found.append(name)
        for part, raw in unpacked(name, path.read_bytes()):
            spelled = (mark, mark.decode().encode("utf-16-le"), mark.hex().encode())
            if any(one in raw.lower() for one in spelled):
                found.append(part)
    return found


def test_every_kind_of_file_is_searched(site: Path) -> None:
    """A kind that is new here needs a way to look into it."""
    assert set() == {path.suffix for path in site.rglob("*") if path.is_file() and path.suffix} - KNOWN


def test_the_search_finds_what_is_there(site: Path, project: Path) -> None:
    """A public city is found in every kind of file that names it; so is a mark in a packet."""
    found = holding(site, b"tacoma")
    assert {".html", ".json", ".csv", ".xml"} <= {Path(name).suffix for name in found}
    assert any(name.endswith(".pdf text") for name in found)
    assert {"card.pdf text", "reply.xlsx/xl/worksheets/sheet1.xml"} <= {
        name.rpartition(f"town-{MARK}/")[2] for name in holding(project / "packets", MARK.encode())
    }


@pytest.mark.parametrize("mark", [MARK, str(NUMBER), f"{NUMBER:,}"])
def test_nothing_of_a_draft_reaches_the_public_site(site: Path, mark: str) -> None:
    """Neither name, answer, evidence, reply nor own note; in no page, table, card, database, picture or file name."""
    assert [] == holding(site, mark.encode())


def test_the_public_site_is_as_if_there_were_no_drafts(site: Path, project: Path) -> None:
    """Not one byte differs but the digest of the sources: no median, rank, count or list knows of them."""
    bare = Path(
        shutil.copytree(project, project.parent / "bare", ignore=shutil.ignore_patterns(f"*{MARK}", "2027.yaml"))
    )
    settings = bare / "scorecard.yaml"
    settings.write_text(settings.read_text().replace("drafts: ../private\n", ""))
    without = built(bare, "without")
    listed = sorted(path.relative_to(site).as_posix() for path in site.rglob("*") if path.is_file())
    assert listed == sorted(path.relative_to(without).as_posix() for path in without.rglob("*") if path.is_file())
    assert ["manifest.json"] == [name for name in listed if (site / name).read_bytes() != (without / name).read_bytes()]
    manifests = [json.loads((folder / "manifest.json").read_bytes()) for folder in (site, without)]
    assert manifests[0]["files"] == manifests[1]["files"]


def test_with_drafts_every_page_says_so_and_is_not_indexed(preview: Path) -> None:
    """Those of drafts, and all others: such a site is not for publication."""
    pages = {path.relative_to(preview).as_posix(): path.read_text(encoding="utf-8") for path in preview.rglob("*.html")}
    assert f"cities/town-{MARK}/2026/index.html" in pages
    assert "cities/seattle-wa/2027/index.html" in pages
    assert [] == [name for name, text in pages.items() if '<meta name="robots" content="noindex">' not in text]
    framed = {name: text for name, text in pages.items() if name.endswith("/embed.html")}
    assert all('<p class="notice">Draft. ' in text for text in framed.values())
    moved = {name for name, text in pages.items() if 'http-equiv="refresh"' in text}
    notice = re.compile(r'<li class="notice notice--draft"><b class="notice-label">Draft</b> ([^<]*)</li>')
    said = {name: notice.findall(text) for name, text in pages.items() if name not in {*moved, *framed}}
    assert [] == [name for name, notices in said.items() if len(notices) != 1]
    assert said[f"cities/town-{MARK}/2026/index.html"] == ["For the city’s reply. Not a published score."]
    assert said["index.html"] == ["This site shows drafts. It is not for publication."]


def test_search_engines_are_told_nothing_of_a_site_with_drafts(preview: Path, site: Path) -> None:
    """The public one has its map; the other asks not to be fetched at all."""
    assert "<loc>https://example.org/records/index.html" not in (site / "sitemap.xml").read_text()
    assert "<loc>https://example.org/records" in (site / "sitemap.xml").read_text()
    assert "<loc>" not in (preview / "sitemap.xml").read_text()
    assert "User-agent: *\nDisallow: /\n" == (preview / "robots.txt").read_text()


def test_drafts_enter_no_list_of_the_site_that_shows_them(preview: Path) -> None:
    """They have pages of their own, and stand in no table, list or document of all cities."""
    assert {name.split("/")[1] for name in holding(preview, MARK.encode()) if name.startswith("cities/")} == {
        f"town-{MARK}",
        f"other-{MARK}",
        "seattle-wa",
        "tacoma-wa",
    }
    elsewhere = {name for name in holding(preview, MARK.encode()) if not name.startswith("cities/")}
    assert {"manifest.json"} == elsewhere  # which lists the files of their pages

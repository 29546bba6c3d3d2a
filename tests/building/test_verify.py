"""`verify` and `rollback` as a user types them: an honest site is said to be one, all else is named file by file."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path

import pytest

from tests.building.driver import digests, run, set_version, small_project

PAGE, TABLE = "cities/seattle-wa/index.html", "data/scores.csv"


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small project with its site, a card included."""
    folder = small_project(tmp_path_factory.mktemp("verify") / "project")
    done = run("build", "--project", str(folder))
    assert 0 == done.returncode, done.stderr
    return folder


@pytest.fixture(scope="module")
def plain(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same without cards, for whoever builds it often."""
    folder = small_project(tmp_path_factory.mktemp("plain") / "project")
    done = run("build", "--no-cards", "--project", str(folder))
    assert 0 == done.returncode, done.stderr
    return folder


def altered(project: Path, tmp_path: Path) -> Path:
    """Copy a site, to be altered."""
    return Path(shutil.copytree(project / "site", tmp_path / "site"))


def relist(site: Path, change: Callable[[dict[str, object]], None] = lambda _: None) -> None:
    """Make the manifest list the files as they are, as somebody who cheats would."""
    path = site / "manifest.json"
    manifest = json.loads(path.read_text())
    for name, digest in digests(site).items():
        if name != "manifest.json":
            manifest["files"][name] = {"size": (site / name).stat().st_size, "sha256": digest}
    change(manifest)
    path.write_text(json.dumps(manifest))


def verified(site: Path, project: Path) -> tuple[int, list[str], str]:
    """Verify; give exit status, the lines on standard output, and the last one on standard error."""
    done = run("verify", str(site), "--project", str(project))
    assert "Traceback" not in done.stderr
    return done.returncode, done.stdout.splitlines(), done.stderr.splitlines()[-1]


def test_an_honest_site_is_what_the_sources_give(built: Path) -> None:
    """Byte for byte, with its cards; the project is left as it was."""
    before = digests(built)
    status, lines, last = verified(built / "site", built)
    (built / ".scorecard/lock").unlink()  # an empty file, the one thing that stays
    count = len(digests(built / "site")) - 1
    assert (0, []) == (status, lines)
    assert f"{count} files of {built / 'site'} byte for byte: what these sources give" == last
    assert before == digests(built)


def test_every_file_that_differs_is_named_with_how(plain: Path, tmp_path: Path) -> None:
    """Changed, missing, added, listed and not given: each has its line, and the exit status is 1."""
    site = altered(plain, tmp_path)
    page = site / PAGE
    page.write_text(page.read_text().replace("Seattle", "Seatle", 1))
    (site / "robots.txt").unlink()
    (site / "odd.html").write_text("odd")
    (site / "CNAME").write_text("example.org")  # the settings say that it is kept
    status, lines, last = verified(site, plain)
    assert 1 == status
    title = ", Washington - Open Records Scorecard 2026"
    assert [
        f'{PAGE}: changed after the build; "Seatle{title}" instead of "Seattle{title}"',
        "odd.html: no build wrote it",
        "robots.txt: listed, and cannot be read: No such file or directory",
    ] == lines
    assert last.startswith(f"3 files of {site} byte for byte: not what these sources give")


def test_a_manifest_that_was_made_to_fit_does_not_help(plain: Path, tmp_path: Path) -> None:
    """A number that was changed is found, though the manifest lists the changed file; so is a file that was added."""
    site = altered(plain, tmp_path)
    table = site / TABLE
    table.write_text(table.read_text().replace("58.75", "59.75", 1))
    (site / "odd.html").write_text("odd")
    relist(site)
    status, lines, _ = verified(site, plain)
    assert (1, 2) == (status, len(lines)), lines
    assert f'{TABLE}: "row 2, low: 59.75" instead of "row 2, low: 58.75"' == lines[0]
    assert "odd.html: the sources do not give it" == lines[1]


def test_a_source_that_changed_is_seen_in_the_files_that_show_it(plain: Path, tmp_path: Path) -> None:
    """The site of other sources is not what these give."""
    folder = Path(shutil.copytree(plain, tmp_path / "project"))
    set_version(folder, 1)
    status, lines, _ = verified(folder / "site", folder)
    named = {line.partition(": ")[0] for line in lines}
    assert 1 == status
    assert {"index.html", "cities/tacoma-wa/index.html", "api/v1/cities/tacoma-wa.json"} <= named
    assert not {"robots.txt", "api/v1/cities/seattle-wa.json"} & named


def test_other_versions_are_named_and_then_text_numbers_and_rows_count(plain: Path, tmp_path: Path) -> None:
    """Built with another Python, white space between tags is no difference; a number is."""
    site = altered(plain, tmp_path)
    page = site / PAGE
    page.write_text(page.read_text().replace("\n<body>", "\n\n  <body>").replace("</p>", "</p>\n "))

    def other(manifest: dict[str, object]) -> None:
        manifest["built_with"] = {**dict(manifest["built_with"]), "Python": "3.99.0"}  # type: ignore[call-overload]

    relist(site, other)
    status, lines, last = verified(site, plain)
    assert (0, 1) == (status, len(lines)), lines
    assert lines[0].startswith("built with something else: Python 3.99.0 there, ")
    assert last.endswith("text, numbers and rows: what these sources give")
    table = site / TABLE
    table.write_text(table.read_text().replace("58.75", "59.75", 1))
    relist(site)
    status, lines, last = verified(site, plain)
    assert (1, 2) == (status, len(lines)), lines
    assert lines[1].startswith(f"{TABLE}: ")


@pytest.mark.parametrize(
    "manifest",
    ["[]", "{}", '{"tool": 1, "files": {"a": 1}}', '{"tool": 1, "files": {}, "built_with": []}', "[" * 100_000],
    ids=["list", "empty", "no digest", "odd versions", "deep"],
)
def test_a_folder_without_a_manifest_of_a_build_is_no_site(plain: Path, tmp_path: Path, manifest: str) -> None:
    """Whatever stands there instead, it is one line and the exit status 2."""
    (tmp_path / "manifest.json").write_text(manifest)
    done = run("verify", str(tmp_path), "--project", str(plain))
    said = f"scorecard: there is no site in {tmp_path}: it has no manifest.json that a build wrote\n"
    assert (2, said) == (done.returncode, done.stderr)


def test_a_hostile_site_gives_lines_and_no_traceback(plain: Path, tmp_path: Path) -> None:
    """Files that cannot be read as what they are, and names that lead out of the site, are told and not followed."""
    site = altered(plain, tmp_path)
    (site / "api/v1/index.json").write_text("[" * 200_000)
    (site / TABLE).write_text('"' + "x" * 200_000)
    (site / PAGE).write_bytes(b"\xff\xfe")
    (site / "index.html").unlink()
    (site / "index.html").symlink_to("/etc/hostname")
    relist(site, lambda manifest: dict(manifest["files"]).update({"../../etc/passwd": {"sha256": ""}}))  # type: ignore[call-overload]
    status, lines, _ = verified(site, plain)
    assert 1 == status
    assert {"api/v1/index.json", TABLE, PAGE, "index.html"} <= {line.partition(": ")[0] for line in lines}


def test_rollback_brings_the_former_site_back_and_the_next_build_the_new_one(plain: Path, tmp_path: Path) -> None:
    """Once for the old bytes, twice for the new ones; a build after a rollback gives what the sources give."""
    folder = small_project(tmp_path / "project")
    assert 0 == run("build", "--no-cards", "--project", str(folder)).returncode
    nothing = run("rollback", "--project", str(folder))
    assert (2, 1) == (nothing.returncode, len(nothing.stderr.splitlines()))
    old = digests(folder / "site")
    assert digests(plain / "site") == old
    set_version(folder, 1)
    assert 0 == run("build", "--no-cards", "--project", str(folder)).returncode
    new = digests(folder / "site")
    for expected in (old, new, old):
        assert 0 == run("rollback", "--project", str(folder)).returncode
        assert expected == digests(folder / "site")
    assert 0 == run("build", "--no-cards", "--project", str(folder)).returncode
    assert new == digests(folder / "site")
    (former,) = folder.glob(".scorecard/build-*/previous/index.html")
    former.write_text("odd")
    refused = run("rollback", "--project", str(folder))
    assert (4, 1) == (refused.returncode, len(refused.stderr.splitlines()))
    assert "index.html is not what was built" in refused.stderr
    assert new == digests(folder / "site")


def test_a_manifest_says_what_its_files_are(built: Path) -> None:
    """Size and digest of every file, cards included."""
    files = json.loads((built / "site/manifest.json").read_text())["files"]
    card = next(path for path in files if path.endswith("/card.pdf"))
    content = (built / "site" / card).read_bytes()
    assert {"size": len(content), "sha256": sha256(content).hexdigest()} == files[card]

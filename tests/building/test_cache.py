"""The cache: what it gives is what was put in, or nothing; whatever was done to it, the site is the same."""

from __future__ import annotations

import os
import random
import shutil
import sqlite3
import subprocess
import threading
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from scorecard.building.cache import FILE, cached
from tests.building.driver import PROGRAM, digests, environment, listed, run, said, set_version, small_project


def forge(path: Path) -> None:
    """Change contents and leave their digests."""
    base = sqlite3.connect(path)
    with base:
        changed = base.execute("UPDATE content SET content = CAST('{}' AS BLOB)").rowcount
    base.close()
    assert changed > 0


def retype(path: Path) -> None:
    """Put texts and nothing where bytes belong."""
    base = sqlite3.connect(path)
    with base:
        base.execute("UPDATE content SET content = 'text', digest = 7")
        base.execute("UPDATE use SET used = 'never'")
    base.close()


def drop(path: Path) -> None:
    """Take the table away and leave the version."""
    base = sqlite3.connect(path)
    with base:
        base.execute("DROP TABLE content")
    base.close()


def cut(path: Path) -> None:
    """Cut the file in the middle."""
    os.truncate(path, path.stat().st_size // 2)


def scramble(path: Path) -> None:
    """Write random bytes all over it, but not into its head."""
    content = bytearray(path.read_bytes())
    chance = random.Random(7)  # noqa: S311  # damage, not secrets
    for _ in range(len(content) // 50):
        content[chance.randrange(200, len(content))] = chance.randrange(256)
    path.write_bytes(content)


def replace(path: Path) -> None:
    """Put something else there."""
    path.write_bytes(b"no database at all, but long enough to be one" * 200)


def be_folder(path: Path) -> None:
    """Put a folder there."""
    path.unlink()
    path.mkdir()


def delete(path: Path) -> None:
    """Take it away."""
    path.unlink()


@pytest.fixture(scope="module")
def expected(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """The site of the small project in version 1, built without anything from before."""
    folder = small_project(tmp_path_factory.mktemp("cold") / "project")
    set_version(folder, 1)
    built = run("build", "--no-cards", "--project", str(folder))
    assert 0 == built.returncode, built.stderr
    return digests(folder / "site")


@pytest.fixture(scope="module")
def built_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small project in version 0, built, with its cache."""
    folder = small_project(tmp_path_factory.mktemp("warm") / "project")
    built = run("build", "--no-cards", "--project", str(folder))
    assert 0 == built.returncode, built.stderr
    return folder


@pytest.mark.parametrize("damage", [forge, cut, scramble])
def test_a_damaged_cache_changes_no_byte(
    tmp_path: Path, built_once: Path, expected: dict[str, str], damage: Callable[[Path], None]
) -> None:
    """However it is damaged, the site is that of a first build, and nothing is said of it."""
    folder = Path(shutil.copytree(built_once, tmp_path / "project"))
    damage(folder / ".scorecard" / FILE)
    set_version(folder, 1)
    built = run("build", "--no-cards", "--project", str(folder))
    assert (0, 1) == (built.returncode, len(said(built))), built.stderr
    assert expected == digests(folder / "site")


@pytest.mark.parametrize("damage", [forge, retype, drop, cut, scramble, replace, be_folder, delete])
def test_a_damaged_cache_gives_what_was_put_in_or_nothing(tmp_path: Path, damage: Callable[[Path], None]) -> None:
    """However it is damaged, nothing else comes out, nothing is raised, and it can be used again or is none."""
    contents = {f"key {number}": bytes([number]) * 3000 for number in range(50)}
    with cached(tmp_path) as cache:
        cache.put_all(list(contents.items()))
    damage(tmp_path / FILE)
    for _ in range(2):
        with cached(tmp_path) as cache:
            for key, content in contents.items():
                assert cache.get(key) in {None, content}
                cache.put(key, content)


def test_of_several_contents_those_that_are_whole_come_out(tmp_path: Path) -> None:
    """Asked for many at once, what is damaged is left out like what is not there, and the others are given."""
    contents = {f"key {number}": bytes([number]) * 3000 for number in range(5)}
    with cached(tmp_path) as cache:
        cache.put_all(list(contents.items()))
    with closing(sqlite3.connect(tmp_path / FILE)) as base, base:
        base.execute("UPDATE content SET content = CAST('{}' AS BLOB) WHERE key = 'key 2'")
        base.execute("UPDATE content SET content = 'text' WHERE key = 'key 3'")
    with cached(tmp_path) as cache:
        whole = {key: contents[key] for key in ("key 0", "key 1", "key 4")}
        assert whole == cache.get_all([*contents, "key 7"])
        assert {} == cache.get_all([])


def test_a_cache_that_is_deleted_while_builds_run_changes_no_byte(tmp_path: Path, expected: dict[str, str]) -> None:
    """Deleted again and again, also between its being opened and written."""
    folder = small_project(tmp_path / "project")
    set_version(folder, 1)
    is_over = threading.Event()

    def delete_always() -> None:
        while not is_over.wait(0.005):
            for path in (folder / ".scorecard").glob(f"{FILE}*"):
                path.unlink(missing_ok=True)

    deleter = threading.Thread(target=delete_always)
    deleter.start()
    try:
        for out in ("one", "two"):
            built = run("build", "--no-cards", "--project", str(folder), "--out", str(tmp_path / out))
            assert 0 == built.returncode, built.stderr
            assert expected == digests(tmp_path / out)
    finally:
        is_over.set()
        deleter.join()


def test_builds_of_several_outputs_share_a_cache(tmp_path: Path, expected: dict[str, str]) -> None:
    """Begun at once over no cache at all, each gives the same site."""
    folder = small_project(tmp_path / "project")
    set_version(folder, 1)
    command = [*PROGRAM, "build", "--no-cards", "--project", str(folder), "--out"]
    outs = [tmp_path / f"site-{number}" for number in range(3)]
    builds = [subprocess.Popen([*command, str(out)], env=environment(), stderr=subprocess.DEVNULL) for out in outs]
    assert [0, 0, 0] == [build.wait() for build in builds]
    assert [expected] * 3 == [digests(out) for out in outs]
    assert [expected] * 3 == [listed(out) for out in outs]


def test_what_was_not_used_for_the_longest_time_goes_first(tmp_path: Path) -> None:
    """Beyond its limit a cache keeps what was asked for last."""
    with cached(tmp_path) as cache:
        cache.put_all([(name, bytes(400)) for name in ("a", "b", "c")])
    with cached(tmp_path) as cache:
        assert bytes(400) == cache.get("a")
    with cached(tmp_path, limit_bytes=1000) as cache:
        cache.put("d", bytes(400))
    with cached(tmp_path) as cache:
        assert [True, False, False, True] == [cache.get(name) is not None for name in ("a", "b", "c", "d")]


def test_a_cold_cache_knows_and_keeps_nothing(tmp_path: Path) -> None:
    """What is built as if never before reads no cache and leaves it alone."""
    with cached(tmp_path) as cache:
        cache.put("a", b"a")
    with cached(tmp_path, is_cold=True) as cache:
        cache.put("b", b"b")
        assert [None, None] == [cache.get("a"), cache.get("b")]
    with cached(tmp_path) as cache:
        assert [b"a", None] == [cache.get("a"), cache.get("b")]


def test_a_cache_in_no_folder_is_none(tmp_path: Path) -> None:
    """Where it cannot be kept, a build goes on without it."""
    with cached(tmp_path / "missing") as cache:
        cache.put("a", b"a")
        assert (False, None) == (cache.is_open, cache.get("a"))

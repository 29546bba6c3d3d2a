"""The one writer of the site: all or nothing, nothing foreign lost, nothing of the sources touched."""

from __future__ import annotations

import errno
import fcntl
import json
import os
from hashlib import sha256
from pathlib import Path

import pytest

from scorecard.building import disk
from scorecard.building.ledger import Ledger
from scorecard.building.writer import has_cards, rollback, writing
from scorecard.problem import BuildRunning, CommandLineError, OutputNotWritable, ProblemsFound

HEAD = {"tool": "test", "input": "", "built_with": {}}


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A project folder with sources."""
    project = tmp_path / "project"
    (project / "cities").mkdir(parents=True)
    (project / "scorecard.yaml").write_text("title: x\n")
    return project


def publish(root: Path, files: dict[str, bytes], keep: tuple[str, ...] = (), out: str = "site") -> list[str]:
    with writing(root / out, root) as writer:
        for path, content in files.items():
            writer.write(path, content)
        return writer.finish(HEAD, keep)


def publish_twice(root: Path) -> None:
    with writing(root / "site", root) as writer:
        writer.write("index.html", b"new")
        writer.write("index.html", b"newer")


def tree(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


def work_of(root: Path) -> Path:
    (work,) = (root / ".scorecard").glob("build-*")
    return work


def test_the_manifest_lists_size_and_digest_of_every_file_but_itself(root: Path) -> None:
    """manifest.json names what the build wrote, by path, and not itself."""
    publish(root, {"index.html": b"one", "api/v1/index.json": b"{}"})
    manifest = json.loads((root / "site/manifest.json").read_bytes())
    assert ["tool", "input", "built_with", "files"] == list(manifest)
    assert ["api/v1/index.json", "index.html"] == list(manifest["files"])
    assert {"size": 3, "sha256": sha256(b"one").hexdigest()} == manifest["files"]["index.html"]


def test_the_manifest_is_json_with_an_indent_of_one(root: Path) -> None:
    """It is written by hand, for speed, and is what the library would write, whatever a path holds."""
    publish(root, {'cities/é "x"/index.html': b"one", "index.html": b"two"})
    manifest = (root / "site/manifest.json").read_text(encoding="utf-8")
    assert f"{json.dumps(json.loads(manifest), ensure_ascii=False, indent=1)}\n" == manifest


def test_a_second_build_replaces_the_whole_site(root: Path) -> None:
    """What the new build does not write is gone, without a trace of the old one."""
    publish(root, {"index.html": b"old", "gone/index.html": b"old"})
    publish(root, {"index.html": b"new"})
    assert {"index.html", "manifest.json"} == set(tree(root / "site"))
    assert b"new" == (root / "site/index.html").read_bytes()


def test_a_build_that_fails_leaves_the_old_site_and_no_staging(root: Path) -> None:
    """An error in the middle publishes nothing, and the next build cleans up."""
    publish(root, {"index.html": b"old"})
    before = tree(root / "site")
    with pytest.raises(ValueError, match="two artifacts"):
        publish_twice(root)
    assert before == tree(root / "site")
    assert [] == list((root / ".scorecard").glob("*/staging"))


def test_two_builds_at_once_are_one_build_and_one_sentence(root: Path) -> None:
    """The second build says that another is writing, and changes nothing."""
    publish(root, {"index.html": b"old"})
    with writing(root / "site", root), pytest.raises(BuildRunning, match="another build is writing"):
        publish(root, {"index.html": b"new"})
    assert b"old" == (root / "site/index.html").read_bytes()


def test_a_lock_left_by_a_dead_build_does_not_stand_in_the_way(root: Path) -> None:
    """The lock goes with the process that held it, so a file that stayed behind locks nothing."""
    publish(root, {"index.html": b"old"})
    (lock,) = (root / ".scorecard").glob("*/lock")
    with lock.open("w") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
    publish(root, {"index.html": b"new"})
    assert b"new" == (root / "site/index.html").read_bytes()


def test_foreign_files_are_carried_over_and_told(root: Path) -> None:
    """Files that no build wrote stay; those named under keep are not mentioned."""
    publish(root, {"index.html": b"old"})
    (root / "site/CNAME").write_text("example.org")
    (root / "site/extra").mkdir()
    (root / "site/extra/note.txt").write_text("mine")
    foreign = publish(root, {"index.html": b"new"}, keep=("CNAME",))
    assert ["extra/note.txt"] == foreign
    assert b"mine" == (root / "site/extra/note.txt").read_bytes()
    assert b"example.org" == (root / "site/CNAME").read_bytes()


def test_a_foreign_file_where_the_build_writes_is_a_problem(root: Path) -> None:
    """A file that stands in the way is named, and nothing is written."""
    publish(root, {"index.html": b"old"})
    (root / "site/new.html").write_text("mine")
    with pytest.raises(ProblemsFound) as found:
        publish(root, {"index.html": b"new", "new.html": b"new"})
    assert ["site/new.html:1:1: foreign-file"] == [str(one).rsplit(": ", 1)[0] for one in found.value.problems]
    assert b"old" == (root / "site/index.html").read_bytes()


@pytest.mark.parametrize("out", [".", "..", "cities", "cities/site"])
def test_a_folder_that_holds_the_sources_is_refused(root: Path, out: str) -> None:
    """The output never lands on, above or among the sources."""
    with pytest.raises(OutputNotWritable, match="holds the sources"):
        publish(root, {"index.html": b"new"}, out=out)
    assert "title: x\n" == (root / "scorecard.yaml").read_text()


def test_a_folder_with_files_of_someone_else_is_refused(root: Path) -> None:
    """A folder without a manifest of ours is left alone, but for dot files."""
    (root / "site").mkdir()
    (root / "site/.nojekyll").write_text("")
    publish(root, {"index.html": b"new"})
    assert {".nojekyll", "index.html", "manifest.json"} == set(tree(root / "site"))
    (root / "thesis").mkdir()
    (root / "thesis/chapter.txt").write_text("mine")
    with pytest.raises(OutputNotWritable, match="no build wrote"):
        publish(root, {"index.html": b"new"}, out="thesis")
    assert {"chapter.txt"} == set(tree(root / "thesis"))


@pytest.fixture
def no_exchange(monkeypatch: pytest.MonkeyPatch) -> None:
    """Do without the exchange of two folders in one step, as some systems must."""

    def refuse(*folders: Path) -> None:
        raise OSError(errno.EINVAL, os.strerror(errno.EINVAL), str(folders[1]))

    monkeypatch.setattr(disk, "_rename_exchange", refuse)


@pytest.mark.usefixtures("no_exchange")
def test_without_an_exchange_in_one_step_the_site_is_still_replaced(root: Path) -> None:
    """On systems that cannot exchange two folders, renames do it, and the former site is kept there too."""
    for content in (b"older", b"old", b"new"):
        publish(root, {"index.html": content})
    assert b"new" == (root / "site/index.html").read_bytes()
    rollback(root / "site", root)
    assert b"old" == (root / "site/index.html").read_bytes()
    rollback(root / "site", root)
    assert b"new" == (root / "site/index.html").read_bytes()


def test_a_site_left_aside_by_a_dead_build_comes_back(root: Path) -> None:
    """Where a build died between two renames, the next one starts from the old site."""
    publish(root, {"index.html": b"old"})
    (root / "site/CNAME").write_text("example.org")
    (root / "site").rename(work_of(root) / "aside")
    publish(root, {"index.html": b"new"})
    assert {"CNAME", "index.html", "manifest.json"} == set(tree(root / "site"))


def test_a_former_site_left_aside_by_a_dead_build_is_kept(root: Path) -> None:
    """Where a build died after the second rename, what stands aside is the former site."""
    publish(root, {"index.html": b"old"})
    publish(root, {"index.html": b"new"})
    (work_of(root) / "previous").rename(work_of(root) / "aside")
    rollback(root / "site", root)
    assert b"old" == (root / "site/index.html").read_bytes()


def test_rollback_restores_the_former_bytes_and_twice_the_new_ones(root: Path) -> None:
    """The two last generations change places, foreign files included, as often as is asked."""
    publish(root, {"index.html": b"old", "gone.html": b"gone"})
    (root / "site/CNAME").write_text("example.org")
    old = tree(root / "site")
    publish(root, {"index.html": b"new"})
    new = tree(root / "site")
    rollback(root / "site", root)
    assert old == tree(root / "site")
    rollback(root / "site", root)
    assert new == tree(root / "site")


def test_rollback_refuses_a_damaged_former_site(root: Path) -> None:
    """A former site that is not what was built is named, and the site stays."""
    publish(root, {"index.html": b"old"})
    publish(root, {"index.html": b"new"})
    (work_of(root) / "previous/index.html").write_bytes(b"odd")
    with pytest.raises(OutputNotWritable, match=r"damaged: index\.html is not what was built"):
        rollback(root / "site", root)
    assert b"new" == (root / "site/index.html").read_bytes()


def test_rollback_with_nothing_to_go_back_to_is_a_mistake_of_the_command_line(root: Path) -> None:
    """After the first build there is no former site."""
    publish(root, {"index.html": b"old"})
    with pytest.raises(CommandLineError, match="there is no former site"):
        rollback(root / "site", root)


def test_what_was_made_anew_and_is_the_same_is_not_published(root: Path) -> None:
    """A build that lost its memory makes all anew, finds it alike, and leaves the site and the former one alone."""
    publish(root, {"index.html": b"old"})
    publish(root, {"index.html": b"new"})
    before = (root / "site/index.html").stat().st_ino
    for ledger in work_of(root).glob("ledger-*"):
        ledger.unlink()
    publish(root, {"index.html": b"new"})
    assert before == (root / "site/index.html").stat().st_ino
    assert b"old" == (work_of(root) / "previous/index.html").read_bytes()


def test_a_file_that_somebody_changed_is_mended(root: Path) -> None:
    """What is made anew and is not what stands there is published, though the manifest is the same."""
    publish(root, {"index.html": b"new"})
    (root / "site/index.html").write_bytes(b"odd")
    publish(root, {"index.html": b"new"})
    assert b"new" == (root / "site/index.html").read_bytes()


def test_a_damaged_ledger_is_none(root: Path) -> None:
    """A ledger of which a byte has changed is not believed."""
    with writing(root / "site", root) as writer:
        writer.write("index.html", b"new", "key")
        writer.finish(HEAD, (), Ledger("whole", {}, {}))
    (ledger,) = work_of(root).glob("ledger-*")
    with writing(root / "site", root) as writer:
        assert "whole" == writer.old.whole
    ledger.write_bytes(ledger.read_bytes().replace(b'"key"', b'"kez"'))
    with writing(root / "site", root) as writer:
        assert Ledger() == writer.old


def test_what_goes_wrong_after_publishing_does_not_say_that_nothing_was_published(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A ledger that cannot be written costs the next build time, and nothing else."""

    def full(_: Ledger) -> bytes:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(Ledger, "packed", full)
    publish(root, {"index.html": b"new"})
    assert b"new" == (root / "site/index.html").read_bytes()


def test_without_second_names_for_files_what_has_not_changed_is_copied_and_known_again(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """On file systems without hard links an unchanged file is copied, and counts as unchanged the next time too."""

    def refuse(*_: object, **__: object) -> None:
        raise OSError(errno.EPERM, os.strerror(errno.EPERM))

    monkeypatch.setattr(os, "link", refuse)
    for number in range(4):
        with writing(root / "site", root) as writer:
            assert (number > 0) == writer.keep("same.html", "key")
            if not number:
                writer.write("same.html", b"same", "key")
            writer.write("other.html", b"%d" % number)
            writer.finish(HEAD, ())


def test_has_cards_reads_the_manifest(root: Path) -> None:
    """A site has cards when its manifest lists one."""
    publish(root, {"index.html": b"x"})
    assert not has_cards(root / "site")
    publish(root, {"cities/a/2026/card.pdf": b"x"})
    assert has_cards(root / "site")

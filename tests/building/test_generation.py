"""The new site grows out of the former one: what has not changed is not touched, and no harm done to it gets in."""

from __future__ import annotations

import errno
import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from scorecard.building.writer import rollback, writing
from scorecard.problem import CommandLineError, OutputNotWritable

HEAD = {"tool": "test", "input": "", "built_with": {}}


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A project folder."""
    project = tmp_path / "project"
    project.mkdir()
    return project


def publish(root: Path, **files: str) -> None:
    """Publish pages by name, each made from its content: one that has not changed is taken over."""
    with writing(root / "site", root) as writer:
        for name, content in files.items():
            path = f"{name}/index.html"
            if not writer.keep(path, content):
                writer.write(path, content.encode(), content)
        writer.finish(HEAD, ("mine.txt",))


def publish_twice(root: Path) -> None:
    """Begin to publish, and fail."""
    with writing(root / "site", root) as writer:
        writer.write("a/index.html", b"3")
        writer.write("a/index.html", b"3")


def site(root: Path) -> dict[str, str]:
    """Read all of the site but its manifest."""
    files = sorted(path for path in (root / "site").rglob("*") if not path.is_dir() or path.is_symlink())
    read = {str(path.relative_to(root / "site")): path.read_text() for path in files}
    return {path: content for path, content in read.items() if path != "manifest.json"}


def numbers(folder: Path) -> dict[str, int]:
    """Note the number of every file and folder below one."""
    return {str(path.relative_to(folder)): path.lstat().st_ino for path in folder.rglob("*")}


def former(root: Path) -> Path:
    (work,) = (root / ".scorecard").glob("build-*")
    return work / "previous"


def test_two_trees_take_turns(root: Path) -> None:
    """Of the former site all folders come back, and all files but those that changed since."""
    publish(root, a="1", b="1", c="1")
    first = numbers(root / "site")
    publish(root, a="2", b="1", c="1")
    publish(root, a="2", b="2", c="1")
    third = numbers(root / "site")
    assert {"a/index.html", "b/index.html", "manifest.json"} == {path for path in first if third[path] != first[path]}
    assert {"a/index.html": "2", "b/index.html": "2", "c/index.html": "1"} == site(root)


class _Odd:
    """An entry of a listing that tells another number than the file has, as file systems do that join others."""

    def __init__(self, entry: os.DirEntry[str]) -> None:
        self.name, self.path, self.is_dir, self._number = entry.name, entry.path, entry.is_dir, entry.inode()

    def inode(self) -> int:
        return self._number + 1


def test_where_a_listing_tells_other_numbers_the_files_are_asked(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """They stay where they are as well, and what was harmed goes as well."""
    publish(root, a="1", b="1", c="1")
    publish(root, a="2", b="1", c="1")
    _same_size_and_time(former(root) / "b/index.html")
    real, real_link = os.scandir, os.link

    @contextmanager
    def odd(path: str) -> Iterator[Iterator[_Odd]]:
        with real(path) as found:
            yield map(_Odd, found)

    def link(old: str, new: str, **named: bool) -> None:
        assert not new.endswith("c/index.html"), "it stands there already"
        real_link(old, new, **named)

    with monkeypatch.context() as patched:
        patched.setattr(os, "scandir", odd)
        patched.setattr(os, "link", link)
        publish(root, a="3", b="1", c="1")
    assert {"a/index.html": "3", "b/index.html": "1", "c/index.html": "1"} == site(root)


def test_what_is_in_no_plan_any_more_goes_with_its_folder(root: Path) -> None:
    """A page that is given up leaves no empty folder, though the former site had it."""
    publish(root, a="1", b="1")
    publish(root, a="2", b="1")
    publish(root, a="3")
    assert {"a", "a/index.html", "manifest.json"} == set(numbers(root / "site"))


def _edited(page: Path) -> None:
    page.unlink()
    page.write_text("odd")


def _same_size_and_time(page: Path) -> None:
    times = page.stat()
    page.unlink()
    page.write_text("8")
    os.utime(page, ns=(times.st_atime_ns, times.st_mtime_ns))


def _written_over(page: Path) -> None:
    page.write_text("odd")  # in the site too: it is one file


def _added(page: Path) -> None:
    (page.parent / "odd.html").write_text("odd")


def _folder_added(page: Path) -> None:
    (page.parent / "odd/odd").mkdir(parents=True)


def _a_link(page: Path) -> None:
    page.unlink()
    page.symlink_to("/etc/hostname")


def _a_folder_that_is_a_link(page: Path) -> None:
    elsewhere = page.parents[3] / "elsewhere"
    page.parent.rename(elsewhere)
    page.parent.symlink_to(elsewhere)


def _a_folder(page: Path) -> None:
    page.unlink()
    (page / "odd").mkdir(parents=True)


def _a_file_for_a_folder(page: Path) -> None:
    shutil.rmtree(page.parent)
    page.parent.write_text("odd")


def _empty(page: Path) -> None:
    shutil.rmtree(page.parents[1])
    page.parents[1].mkdir()


HARMS = (
    _edited, _same_size_and_time, _written_over, _added, _folder_added, _a_link, _a_folder_that_is_a_link, _a_folder,
    _a_file_for_a_folder, _empty,
)  # fmt: skip


@pytest.mark.parametrize("harm", HARMS)
def test_harm_done_to_the_former_site_does_not_get_into_the_new_one(root: Path, harm: Callable[[Path], None]) -> None:
    """Whatever was edited, added, linked or taken away there: the new site is what it is from nothing."""
    publish(root, a="1", b="1")
    publish(root, a="2", b="1")
    harm(former(root) / "b/index.html")
    publish(root, a="3", b="1")
    assert {"a/index.html": "3", "b/index.html": "1"} == site(root)
    assert {"a", "a/index.html", "b", "b/index.html", "manifest.json"} == set(numbers(root / "site"))


def test_a_former_site_that_is_a_link_is_not_followed(root: Path, tmp_path: Path) -> None:
    """What a link leads to belongs to somebody else."""
    publish(root, a="1")
    publish(root, a="2")
    former(root).rename(tmp_path / "elsewhere")
    former(root).symlink_to(tmp_path / "elsewhere")
    publish(root, a="3")
    assert {"a/index.html": "3"} == site(root)
    assert "1" == (tmp_path / "elsewhere/a/index.html").read_text()


def test_the_site_that_stands_is_never_written_into(root: Path) -> None:
    """Files with names in both trees are replaced, not changed: who has one open reads on."""
    publish(root, a="1", b="1")
    publish(root, a="2", b="1")
    with (root / "site/a/index.html").open() as second, (former(root) / "a/index.html").open() as first:
        publish(root, a="3", b="3")
        publish(root, a="4", b="4")
        assert ("1", "2") == (first.read(), second.read())


def test_who_has_the_former_site_open_finds_nothing_and_never_a_mixture(root: Path) -> None:
    """When the former site is used up, a reader that still goes through its folder finds files missing."""
    publish(root, a="1", b="1")
    publish(root, a="2", b="1")
    folder = os.open(former(root), os.O_RDONLY)
    publish(root, a="3", b="1")
    with pytest.raises(FileNotFoundError):
        os.stat("b/index.html", dir_fd=folder)
    os.close(folder)


@pytest.mark.parametrize("step", ["unlink", "rename", "link"])
def test_a_build_that_dies_on_the_way_leaves_the_site_and_no_half_of_a_former_one(
    root: Path, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    """With the disk full after the former site was taken, there is none to go back to, and the next build is whole."""
    publish(root, a="1", b="1", c="1")
    publish(root, a="2", b="2", c="1")
    shutil.rmtree(former(root) / "b")
    (former(root) / "c/odd").touch()

    def full(*_: object, **__: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), "x")

    with monkeypatch.context() as patched:
        patched.setattr(os, step, full)
        with pytest.raises(OutputNotWritable, match="the old site is untouched"):
            publish(root, a="3", b="2", c="1")
    assert {"a/index.html": "2", "b/index.html": "2", "c/index.html": "1"} == site(root)
    with pytest.raises(CommandLineError, match="there is no former site"):
        rollback(root / "site", root)
    publish(root, a="3", b="2", c="1")
    assert {"a/index.html": "3", "b/index.html": "2", "c/index.html": "1"} == site(root)


def test_with_a_former_site_its_ledger_goes(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A build that dies on the way leaves the ledger of the site that stands, and no other."""

    def full(*_: object, **__: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), "x")

    publish(root, a="1")
    publish(root, a="2")
    assert 2 == len(list(former(root).parent.glob("ledger-*")))
    with monkeypatch.context() as patched:
        patched.setattr(os, "rename", full)
        with pytest.raises(OutputNotWritable):
            publish(root, a="3")
    assert ["lock"] == [path.name for path in former(root).parent.iterdir() if "ledger" not in path.name]
    assert 1 == len(list(former(root).parent.glob("ledger-*")))


def test_a_build_that_fails_before_all_is_made_leaves_the_former_site(root: Path) -> None:
    """The former site is touched last, so that whatever is wrong with the sources leaves the way back open."""
    publish(root, a="1")
    publish(root, a="2")
    with pytest.raises(ValueError, match="two artifacts"):
        publish_twice(root)
    rollback(root / "site", root)
    assert {"a/index.html": "1"} == site(root)


def test_where_the_site_was_deleted_the_former_one_stays(root: Path) -> None:
    """What nothing takes the place of is not used up."""
    publish(root, a="1")
    publish(root, a="2")
    shutil.rmtree(root / "site")
    publish(root, a="3")
    assert {"a/index.html": "3"} == site(root)
    rollback(root / "site", root)
    assert {"a/index.html": "1"} == site(root)


def test_foreign_files_are_as_they_are_in_the_site_and_not_as_they_were(root: Path) -> None:
    """A file of somebody else is carried over from the site: edited there, or gone, it does not come back."""
    publish(root, a="1")
    (root / "site/mine.txt").write_text("one")
    publish(root, a="2")
    (root / "site/mine.txt").write_text("two")
    publish(root, a="3")
    assert {"a/index.html": "3", "mine.txt": "two"} == site(root)
    (root / "site/mine.txt").unlink()
    publish(root, a="4")
    assert {"a/index.html": "4"} == site(root)

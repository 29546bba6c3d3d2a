"""A path and bytes in; the file on the disk out, and nothing beside it touched."""

from __future__ import annotations

from pathlib import Path

import pytest

from scorecard.problem import OutputNotWritable
from scorecard.saving import save


def test_a_file_is_written_whole_and_alone(tmp_path: Path) -> None:
    """A new file, its folder with it, then another content; no other file stays."""
    save(tmp_path / "a" / "b.yaml", b"one")
    save(tmp_path / "a" / "b.yaml", b"two")
    assert [("b.yaml", b"two")] == [(path.name, path.read_bytes()) for path in (tmp_path / "a").iterdir()]


def test_a_link_in_the_place_of_the_staged_file_is_not_followed(tmp_path: Path) -> None:
    """A project from elsewhere may hold such a link; what it leads to stays as it was."""
    outside = tmp_path / "outside"
    outside.write_bytes(b"mine")
    (tmp_path / ".b.yaml.new").symlink_to(outside)
    save(tmp_path / "b.yaml", b"new")
    assert (b"mine", b"new", False) == (
        outside.read_bytes(),
        (tmp_path / "b.yaml").read_bytes(),
        (tmp_path / "b.yaml").is_symlink(),
    )


def test_what_the_disk_refuses_names_the_path(tmp_path: Path) -> None:
    """A file in the place of a folder ends in one sentence."""
    (tmp_path / "a").write_bytes(b"")
    with pytest.raises(OutputNotWritable, match="cannot write"):
        save(tmp_path / "a" / "b.yaml", b"new")

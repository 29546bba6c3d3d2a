"""Code of templates: kept for the packaged ones alone, beside Python's own, and never in the way."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from scorecard.publishing import sandbox
from scorecard.publishing.kept_code import kept_code
from scorecard.publishing.templating import Templates

NAME = "site/page.html"
CODE = """
import sys
from pathlib import Path
from scorecard.packaged import packaged
from scorecard.publishing import sandbox
sandbox.__file__ = {sandbox!r}
from scorecard.publishing.templating import templates_of
templates_of({folder}).compile_all()
print(len(list(Path({sandbox!r}).parent.glob("__pycache__/*/*"))))
"""


def kept(tmp_path: Path, folder: str, *options: str) -> int:
    """Compile the templates of a folder in a process of its own; how many files of code there are then."""
    moved = tmp_path / "sandbox.py"
    moved.write_text("")
    code = CODE.format(sandbox=str(moved), folder=folder)
    environment = {"PYTHONPATH": str(Path(__file__).resolve().parents[2])}
    run = subprocess.run(
        [sys.executable, *options, "-c", code], env=environment, capture_output=True, text=True, check=True
    )
    return int(run.stdout)


def test_code_is_kept_for_packaged_templates_alone(tmp_path: Path) -> None:
    """A project's own folder leaves nothing, though it says the same; nor does Python that keeps no code."""
    own = tmp_path / "own"
    (own / "site").mkdir(parents=True)
    (own / NAME).write_text("Own")
    assert 0 == kept(tmp_path, f"Path({str(own)!r})")
    assert 0 == kept(tmp_path, "packaged('templates')", "-B")
    assert kept(tmp_path, "packaged('templates')") > 10


def test_kept_code_is_that_of_the_source(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """What was kept of another text, or is damaged, is made anew."""
    monkeypatch.setattr(sandbox, "__file__", str(tmp_path / "sandbox.py"))
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    (tmp_path / "sandbox.py").write_text("")
    for text in ("first", "second"):
        assert text == rendered(text)
        assert text == rendered(text)
    (one,) = tmp_path.glob("__pycache__/*/*")
    one.write_bytes(one.read_bytes()[:-9])
    assert "second" == rendered("second")


def test_where_nothing_can_be_written_templates_are_compiled_all_the_same(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """As Python does with modules."""
    monkeypatch.setattr(sandbox, "__file__", str(tmp_path / "sandbox.py"))
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    (tmp_path / "sandbox.py").write_text("")
    (tmp_path / "__pycache__").write_text("in the way of the folder")
    assert kept_code() is None
    assert "text" == rendered("text")


def rendered(text: str) -> str:
    """Render a template of one text, as if it were packaged."""
    templates = Templates({NAME: text.encode()}, is_ours=True)
    return templates._environment.get_template(NAME).render()

"""A templates folder in, pages out: the one Jinja environment. A template sees one variable, `page`, and no file."""

from __future__ import annotations

import os
import stat
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Protocol

from jinja2 import BaseLoader, DictLoader, StrictUndefined
from jinja2.sandbox import ImmutableSandboxedEnvironment

_TEXT = {".html", ".svg", ".xml", ".txt"}


class View(Protocol):
    """What a template is given: a frozen record whose fields are documented."""

    @property
    def template(self) -> str:
        """The path of its template in the templates folder."""


def read_templates(folder: Path) -> dict[str, bytes]:
    """Read every plain file below a templates folder; links are left out, so that nothing outside is read.

    Returns:
        Path relative to the folder, with forward slashes -> content, by path.
    """
    found: dict[str, bytes] = {}
    for parent, folders, names in os.walk(folder, followlinks=False):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(names):
            path = Path(parent, name)
            if not name.startswith(".") and stat.S_ISREG(path.lstat().st_mode):
                found[path.relative_to(folder).as_posix()] = path.read_bytes()
    return dict(sorted(found.items()))


class Templates:
    """The templates of one folder, compiled once."""

    def __init__(self, sources: Mapping[str, bytes]) -> None:
        texts = {path: text.decode() for path, text in sources.items() if Path(path).suffix in _TEXT}
        self._environment = environment(DictLoader(texts))

    def render(self, view: View) -> bytes:
        """Render one page as UTF-8 with one final newline."""
        text = self._environment.get_template(view.template).render(page=view)
        return f"{text.rstrip()}\n".encode()


def environment(loader: BaseLoader) -> ImmutableSandboxedEnvironment:
    """Make the environment: a name that is not there is an error, every text is escaped, nothing reaches out."""
    return ImmutableSandboxedEnvironment(
        loader=loader,
        undefined=StrictUndefined,
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
        cache_size=-1,
    )


@cache
def templates_of(folder: Path) -> Templates:
    """Compile a templates folder, once in a process."""
    return Templates(read_templates(folder))

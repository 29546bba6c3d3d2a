"""A templates folder in, pages out: the one Jinja environment. A template sees `page`, words, and no file."""

from __future__ import annotations

import os
import stat
from collections.abc import Mapping
from contextlib import suppress
from functools import lru_cache
from pathlib import Path
from types import TracebackType
from typing import Protocol

from jinja2 import BaseLoader, FunctionLoader, StrictUndefined, TemplateError, TemplateNotFound, TemplateSyntaxError

from scorecard.packaged import packaged
from scorecard.problem import Problem, ProblemsFound
from scorecard.publishing.kept_code import kept_code
from scorecard.publishing.language import resolved, say, say_count, without_marks
from scorecard.publishing.sandbox import Sandbox


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
    """The templates of one folder, compiled once; `sources` holds every file of it.

    Where `is_markdown`, they make no HTML: what is put in is not escaped, and no language is marked.
    Where they are the packaged ones (`is_ours`), their code is kept as that of modules is.
    """

    def __init__(self, sources: Mapping[str, bytes], *, is_markdown: bool = False, is_ours: bool = False) -> None:
        self.sources = sources
        self._is_markdown = is_markdown
        self._environment = environment(FunctionLoader(self._source))
        self._environment.bytecode_cache = kept_code() if is_ours else None
        self._environment.autoescape = not is_markdown

    def compile_all(self) -> None:
        """Compile every page's template, so that processes forked later need not; rendering tells mistakes."""
        for name in self.sources:
            if name.startswith("site/") and name.endswith(".html"):
                with suppress(TemplateError):
                    self._environment.get_template(name)

    def render(self, view: View) -> bytes:
        """Render one page as UTF-8 with one final newline.

        Raises:
            ProblemsFound: a template is missing, cannot be read, or asks for what the page does not have.
        """
        try:
            text = self._environment.get_template(view.template).render(page=view)
        except TemplateSyntaxError as error:
            raise _problem(error.name or view.template, error.lineno, error.message or "it cannot be read") from error
        except TemplateNotFound as error:
            raise _problem(view.template, 1, f"it needs {error.name}, which is not there") from error
        except (
            TemplateError, TypeError, ValueError, ArithmeticError, AttributeError, LookupError, RecursionError,
        ) as error:  # fmt: skip
            name, line = _place(error.__traceback__, view.template, self.sources)
            raise _problem(name, line, str(error)) from error
        told = without_marks(text) if self._is_markdown else resolved(text)
        return f"{told.strip()}\n".encode()

    def _source(self, name: str) -> tuple[str, str, None] | None:
        if name not in self.sources:
            return None
        try:
            return self.sources[name].decode(), name, None
        except UnicodeDecodeError as error:
            raise TemplateSyntaxError("it is not UTF-8", 1, name) from error


def _place(trace: TracebackType | None, name: str, sources: Mapping[str, bytes]) -> tuple[str, int]:
    """Find the innermost template line of an error."""
    line = 1
    while trace is not None:
        if trace.tb_frame.f_code.co_filename in sources:
            name, line = trace.tb_frame.f_code.co_filename, trace.tb_lineno
        trace = trace.tb_next
    return name, line


def _problem(name: str, line: int, what: str) -> ProblemsFound:
    mend = "correct the template, or remove templates/ to use the packaged set"
    return ProblemsFound([Problem(f"templates/{name}", line, 1, "template-error", what, mend)])


def _say(text: str, /, **parts: object) -> str:
    """Say a text in a template. Parts are plain texts, since `{part.name}` would reach past the sandbox."""
    return say(text, **_plain(parts)) if parts else say(text)


def _say_count(count: int, one: str, many: str, /, **parts: object) -> str:
    """Say a text with a count in a template, as `_say`."""
    return say_count(count, one, many, **_plain(parts))


def _plain(parts: Mapping[str, object]) -> dict[str, object]:
    return {name: part if type(part) is int else str.__str__(str(part)) for name, part in parts.items()}


def environment(loader: BaseLoader) -> Sandbox:
    """Make the environment: a name that is not there is an error, every text is escaped, nothing reaches out."""
    sandbox = Sandbox(
        loader=loader,
        undefined=StrictUndefined,
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
        cache_size=-1,
    )
    sandbox.globals |= {"say": _say, "say_count": _say_count}
    return sandbox


def templates_of(folder: Path) -> Templates:
    """Read a templates folder; what has not changed is not compiled again in this process."""
    return _compiled(tuple(read_templates(folder).items()), folder == packaged("templates"))


@lru_cache(maxsize=2)
def _compiled(sources: tuple[tuple[str, bytes], ...], is_ours: bool) -> Templates:
    return Templates(dict(sources), is_ours=is_ours)

"""A project in, answers to a browser out: the newest site that could be made, and the problems of what is there now."""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from urllib.parse import quote

from scorecard.building.cache import cached
from scorecard.building.output import SCORECARD
from scorecard.building.plan import Plan
from scorecard.building.progress import Tell
from scorecard.problem import ProblemsFound, ScorecardError, SourcesChanged, closing_line, one_line
from scorecard.serving.preview import Preview, make_preview
from scorecard.serving.shown import FILES, at_top, problem_page, shown

_TRIES = 5  # to read sources that change while they are read; then the next change is waited for
_MOST_PAGES = 1000  # that are remembered, each some 100 kB
KINDS = {
    ".bib": "text/plain; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".csv": "text/csv; charset=utf-8",
    ".html": "text/html; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".json": "application/json",
    ".parquet": "application/vnd.apache.parquet",
    ".pdf": "application/pdf",
    ".png": "image/png",
    ".sqlite": "application/vnd.sqlite3",
    ".svg": "image/svg+xml",
    ".ttf": "font/ttf",
    ".txt": "text/plain; charset=utf-8",
    ".woff2": "font/woff2",
    ".xml": "application/xml",
}
HTML, PLAIN = KINDS[".html"], KINDS[".txt"]


@dataclass(frozen=True, slots=True)
class Answer:
    """What a browser is told: `status`, the content with its `kind`, and where the page is if it is elsewhere, `to`."""

    status: int
    kind: str
    content: bytes
    to: str = ""


@dataclass(frozen=True, slots=True)
class _Page:
    token: str
    content: bytes


@dataclass(slots=True)
class _State:
    """What is shown now: the site, and the lines that tell why there is no newer one."""

    token: str = ""
    preview: Preview | None = None
    problems: tuple[str, ...] = ()
    pages: dict[str, _Page] = field(default_factory=dict)


class Served:
    """The site of a project as it is now. `renew` is for one thread, all else may be asked from any.

    Args:
        plan: which project, with drafts or not.
        folder: where texts wait.
        drawn_with: libraries that draw cards; None where there are no cards.
        say: is told one line for whoever looks at the terminal.
        tell: is told how far reading is.
    """

    def __init__(
        self,
        plan: Plan,
        folder: Path,
        *,
        drawn_with: Mapping[str, str] | None,
        say: Callable[[str], None],
        tell: Tell,
    ) -> None:
        self._plan, self._folder, self._drawn_with = plan, folder, drawn_with
        self._say, self._tell = say, tell
        self._changed = threading.Condition(threading.RLock())
        self._state = _State()
        self._begun = f"{os.getpid()}-{time.time_ns()}"  # so that a page of an earlier server is loaded again
        self._count = 0
        self._said: tuple[str, ...] = ()

    def renew(self) -> bool:
        """Read what has changed; whether there is anything else to show. Problems are said and shown, not raised."""
        begun, before = time.perf_counter(), self._state
        preview, problems = self._made(before.preview)
        if preview is before.preview and problems == before.problems and before.token:
            return False
        self._say_all(problems)
        if not problems and before.token:
            self._say(f"made anew in {time.perf_counter() - begun:.2f} s")
        with self._changed:
            if preview is not before.preview and before.preview is not None:
                before.preview.close()
            self._count += 1
            self._state = _State(f"{self._begun}-{self._count}", preview, problems, before.pages)
            self._changed.notify_all()
        return True

    def _made(self, before: Preview | None) -> tuple[Preview | None, tuple[str, ...]]:
        for is_last in [False] * (_TRIES - 1) + [True]:
            try:
                return self._preview(before), ()
            except SourcesChanged as error:
                if is_last:
                    return before, _lines(error)
            except ScorecardError as error:
                return before, _lines(error)
            except OSError as error:
                return before, (f"scorecard: {error.filename or self._folder}: {error.strerror or error}",)
        raise AssertionError("the last try returns")

    def _preview(self, before: Preview | None) -> Preview:
        return make_preview(
            self._plan, self._folder, before, drawn_with=self._drawn_with, tell=self._tell, alone=self._changed
        )

    def wait(self, token: str, seconds: float) -> str:
        """Wait until something else is to be shown than a token stands for, or the time is over; give the token now."""
        with self._changed:
            self._changed.wait_for(lambda: self._state.token != token, seconds)
            return self._state.token

    def answer(self, path: str) -> Answer:
        """Answer a request for a path in the site, as it stands after the first slash of an address, decoded."""
        if path in FILES:
            return Answer(200, KINDS[PurePosixPath(path).suffix], FILES[path].read_bytes())
        if path.endswith(".pdf"):
            return self._drawn(path)
        with self._changed:
            return self._answer(path if path and not path.endswith("/") else f"{path}index.html")

    def _answer(self, path: str) -> Answer:
        state = self._state
        if state.preview is None:
            return Answer(503, HTML, problem_page(state.token, state.problems))
        try:
            return self._found(path, state, state.preview)
        except ScorecardError as error:  # in a template, of which each page uses but a few
            problems = state.problems or _lines(error)
            self._say_all(problems)
            older = state.pages.get(path)
            if older is None:
                return Answer(503, HTML, problem_page(state.token, problems))
            return Answer(200, HTML, shown(older.content, state.token, problems))

    def _found(self, path: str, state: _State, preview: Preview) -> Answer:
        kind = KINDS.get(PurePosixPath(path).suffix, "application/octet-stream")
        page = state.pages.get(path)
        if page is not None and page.token == state.token:
            return Answer(200, HTML, shown(page.content, state.token, state.problems))
        artifact = preview.find(path)
        if artifact is None:
            return self._missing(path, state, preview)
        content = artifact.content()
        if kind != HTML:
            return Answer(200, kind, content)
        self._remember(path, _Page(state.token, content))
        return Answer(200, HTML, shown(content, state.token, state.problems))

    def _remember(self, path: str, page: _Page) -> None:
        pages = self._state.pages
        pages.pop(path, None)
        while len(pages) >= _MOST_PAGES:
            pages.pop(next(iter(pages)))  # the one that was made the longest time ago
        pages[path] = page

    def _missing(self, path: str, state: _State, preview: Preview) -> Answer:
        if preview.find(f"{path}/index.html") is not None:
            to = f"/{quote(path)}/"
            return Answer(302, PLAIN, f"The page is at {to}\n".encode(), to)
        page = at_top(preview.shared["404.html"].content(), preview.pages.site.root_on_host())
        return Answer(404, HTML, shown(page, state.token, state.problems))

    def _drawn(self, path: str) -> Answer:
        """Draw a card or a report; others may be answered while it is drawn."""
        with cached(self._plan.root / SCORECARD) as cache:
            try:
                with self._changed:
                    preview = self._state.preview
                    asked = preview.card(path, cache) if preview is not None else None
                    if asked is None:
                        return self._answer(path)
                stage, job = asked
                return Answer(200, KINDS[".pdf"], stage.drawn(job))
            except ScorecardError as error:
                self._say_all(_lines(error))
                return Answer(503, HTML, problem_page(self._state.token, _lines(error)))

    def _say_all(self, lines: tuple[str, ...]) -> None:
        """Say problems once, not again with every page that they keep from being made."""
        if lines != self._said:
            self._said = lines
            for line in lines:
                self._say(line)


def _lines(error: ScorecardError) -> tuple[str, ...]:
    """Write what went wrong as a terminal shows it: problems in their form, each on a line, and how many they are."""
    if isinstance(error, ProblemsFound):
        return (*(str(problem) for problem in error.problems), closing_line(error.problems))
    return (one_line(f"scorecard: {error}"),)

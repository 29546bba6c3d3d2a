"""A project in, its site in a browser until Ctrl-C out: one server for a project, and each save seen at once."""

from __future__ import annotations

import fcntl
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from threading import Thread
from typing import NoReturn

from scorecard.building.output import SCORECARD, lent
from scorecard.building.plan import Plan
from scorecard.building.progress import Tell
from scorecard.choosing import templates_of
from scorecard.problem import BuildRunning, ProblemsFound
from scorecard.reading.project import read_shared
from scorecard.serving.preview import libraries
from scorecard.serving.served import Served
from scorecard.serving.server import listen
from scorecard.serving.watch import Watch

_FOLDERS = ("cities", "rubrics", "pages", "templates", "editions")
NO_CARDS = "no report cards: Pango is missing; `scorecard build` says how to install it"


def serve(plan: Plan, *, port: int, say: Callable[[str], None], tell: Tell, ready: Callable[[str], None]) -> NoReturn:
    """Serve a project until it is interrupted. Nothing is published.

    Args:
        plan: which project, with drafts or not, and in how many processes. Its output is not
            used, and its templates are chosen anew each time.
        port: the first that is tried.
        say: is told one line for whoever looks at the terminal.
        tell: is told how far reading is.
        ready: is told the address when pages can be asked for.

    Raises:
        BuildRunning: the project is served already.
        CommandLineError: no port is free.
        KeyboardInterrupt: as soon as it is interrupted.
    """
    with lent(plan.root) as folder, _alone(plan.root, folder) as note:
        drawn_with = libraries()
        if drawn_with is None:
            say(NO_CARDS)
        served = Served(plan, folder, drawn_with=drawn_with, say=say, tell=tell)
        server = listen(port, served)
        watch = Watch(plan.root)
        try:
            note(server.address)
            watch.also(_sources(plan))
            served.renew()
            Thread(target=server.serve_forever, daemon=True).start()
            ready(server.address)
            while True:
                watch.wait()
                watch.also(_sources(plan))
                served.renew()
        finally:
            watch.stop()
            server.server_close()


def _sources(plan: Plan) -> Iterator[Path]:
    """Name the folders whose files a preview is made of, those that are there."""
    wanted = [plan.root / name for name in _FOLDERS]
    with suppress(ProblemsFound):  # which are shown when the project is read
        wanted.append(templates_of(plan.root))
    settings = read_shared(plan.root).settings.settings if plan.with_drafts else None
    if settings is not None and settings.drafts is not None:
        wanted.append(plan.root / settings.drafts)
    return (folder for folder in wanted if folder.is_dir() and not folder.is_symlink())


@contextmanager
def _alone(root: Path, folder: Path) -> Iterator[Callable[[str], None]]:
    """Hold the right to serve a project, which goes with the process; gives what notes the address for others.

    Where the project cannot be written, `folder` lies elsewhere, and nothing is held.
    """
    inside = root / SCORECARD
    with ((inside if folder.parent == inside else folder) / "serving").open("a+") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            file.seek(0)
            address = file.read(100).strip()
            raise BuildRunning(f"this project is served already{address and f' at {address}'}") from error
        file.truncate(0)

        def note(address: str) -> None:
            file.write(address)
            file.flush()

        yield note

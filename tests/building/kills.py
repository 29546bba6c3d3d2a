"""A small project in, whole builds of it killed or interrupted at random moments, and what was then wrong out, as JSON.

Run as `python -m tests.building.kills PROJECT TMPDIR --kills N [--interrupt]`. The builds are whole
processes, each in a session of its own; they are forked from this one, which has
imported the program already, so that a thousand take minutes.
"""

from __future__ import annotations

import argparse
import errno
import gc
import json
import os
import random
import signal
import sys
import time
import traceback
from dataclasses import dataclass, field
from pathlib import Path

import scorecard.building.site
import scorecard.progress  # noqa: F401  # imported late by the program, and here for all of them
from scorecard.building import disk
from scorecard.building.inputs import program_key
from scorecard.building.render import PangoMissing, pango_version
from scorecard.cli import main as program
from scorecard.packaged import packaged
from scorecard.publishing.templating import templates_of
from tests.building.driver import is_whole, leftovers, listed, set_version

INTERRUPTED = 130
SAID = "scorecard: interrupted; nothing was published\n"


@dataclass
class Told:
    """What came out; `wrong` is empty where every promise held. The others say what was met on the way."""

    kills: int = 0
    in_time: int = 0  # killed while they ran; the others had just ended
    published: int = 0  # killed after the new site had taken its place
    builds: int = 0
    seconds: float = 0.0
    slowest: float = 0.0  # seconds from Ctrl-C to the end
    wrong: list[str] = field(default_factory=list)


def refuse(one: Path, other: Path) -> None:
    """Stand in for a system that cannot exchange two folders."""
    raise OSError(errno.EINVAL, os.strerror(errno.EINVAL), str(one), None, str(other))


def start(arguments: list[str], said: Path) -> int:
    """Fork a build into a session of its own; give its number when it is there."""
    ready, tell = os.pipe()
    number = os.fork()
    if number:
        os.read(ready, 1)
        os.close(ready)
        os.close(tell)
        return number
    status = 70
    try:
        os.setsid()
        signal.signal(signal.SIGINT, signal.default_int_handler)  # a shell may have started us to pass over it
        errors = os.open(said, os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
        os.dup2(errors, 2)
        os.write(tell, b".")
        status = program(arguments)
    except BaseException:  # noqa: BLE001  # a forked process must not go on as its parent
        traceback.print_exc()
    finally:
        sys.stderr.flush()
        os._exit(status)


def session(leader: int) -> list[int]:
    """List the processes of a session that are alive."""
    found = []
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            state, _, _, leads = stat.read_text().rpartition(")")[2].split()[:4]
        except (FileNotFoundError, ProcessLookupError):
            continue
        if int(leads) == leader and state != "Z":
            found.append(int(stat.parent.name))
    return found


class Killer:
    """Kills builds of two versions by turns, and looks at what is left."""

    def __init__(self, project: Path, temporary: Path, arguments: list[str], seed: int) -> None:
        self.told = Told()
        self._project, self._temporary = project, temporary
        self._arguments = ["build", "--project", str(project), *arguments]
        self._site, self._said = project / "site", project.parent / "said"
        self._random = random.Random(seed)  # noqa: S311  # moments, not secrets
        self._seconds = 1.0  # that a whole build takes
        self._versions: list[dict[str, str]] = []
        self._leaders: list[int] = []

    def learn(self) -> None:
        """Build both versions once, whole."""
        for version in (0, 1):
            set_version(self._project, version)
            self.build()
            self._versions.append(listed(self._site))

    def build(self, *, is_cold: bool = False) -> None:
        """Let a build end; nothing may be left over after it."""
        begun = time.monotonic()
        _, status = os.waitpid(self._start(is_cold=is_cold), 0)
        self._seconds = max(time.monotonic() - begun, 0.9 * self._seconds)  # one that finds nothing to do is short
        self.told.builds += 1
        if status:
            self._wrong(f"a build after a kill: {os.waitstatus_to_exitcode(status)}: {self._said.read_text()[:500]}")
        if left := leftovers(self._project, self._temporary):
            self._wrong(f"left over: {left}")
        alive = [number for leader in self._leaders for number in session(leader)]
        if alive:
            self._wrong(f"processes are left: {alive}")
        self._leaders.clear()

    def kill(self, round_: int, *, is_cold: bool = False) -> None:
        """Kill a build, the main process alone or all of them, and look at the site."""
        version = round_ % 2
        set_version(self._project, version)
        before = listed(self._site)
        number = self._start(is_cold=is_cold)
        time.sleep(self._random.uniform(0, self._seconds))
        (os.kill if self._random.random() < 0.5 else os.killpg)(number, signal.SIGKILL)
        _, status = os.waitpid(number, 0)
        self.told.kills += 1
        self.told.in_time += os.WIFSIGNALED(status)
        if os.WIFSIGNALED(status):
            self._look(version, before)

    def interrupt(self, round_: int, *, is_cold: bool = False) -> None:
        """Press Ctrl-C at a random moment: all is as before, or all is done, and the exit status says which."""
        version = round_ % 2
        set_version(self._project, version)
        before = listed(self._site)
        number = self._start(is_cold=is_cold)
        time.sleep(self._random.uniform(0.02, self._seconds))
        pressed = time.monotonic()
        os.killpg(number, signal.SIGINT)
        status = os.waitstatus_to_exitcode(os.waitpid(number, 0)[1])
        self.told.slowest = round(max(self.told.slowest, time.monotonic() - pressed), 2)
        self.told.kills += 1
        self.told.in_time += status == INTERRUPTED
        said = self._said.read_text()
        expected = {INTERRUPTED: before, 0: self._versions[version]}.get(status)
        if expected is None or (status == INTERRUPTED and not said.endswith(SAID)) or "Traceback" in said:
            self._wrong(f"ended with {status}: {said[:1000]}")
        elif not is_whole(self._site) or listed(self._site) != expected:
            self._wrong(f"after the exit status {status} the site is another")
        if left := leftovers(self._project, self._temporary):
            self._wrong(f"left over: {left}")

    def _look(self, version: int, before: dict[str, str]) -> None:
        if not self._site.exists():
            if disk._rename_exchange is not refuse:
                self._wrong("there is no site")
        elif not is_whole(self._site):
            self._wrong("the site is not its manifest")
        elif listed(self._site) not in self._versions:
            self._wrong("the site is no version of the project")
        elif listed(self._site) == self._versions[version] != before:
            self.told.published += 1

    def _start(self, *, is_cold: bool) -> int:
        if is_cold:
            (self._project / ".scorecard/cache.sqlite").unlink(missing_ok=True)
        number = start(self._arguments, self._said)
        self._leaders.append(number)
        return number

    def _wrong(self, what: str) -> None:
        self.told.wrong.append(f"after {self.told.kills} kills: {what}")


def _prepare() -> None:
    """Do once what every process would do for itself: what takes time, and says nothing of faults."""
    program_key()
    templates_of(packaged("templates"))
    gc.freeze()


def main() -> None:
    """Kill as many builds as were asked for."""
    parser = argparse.ArgumentParser()
    parser.add_argument("project", type=Path)
    parser.add_argument("temporary", type=Path)
    parser.add_argument("--kills", type=int, required=True, help="how many builds to hit while they run")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument(
        "--each",
        type=int,
        default=3,
        help="how many kills before one build may end; an odd number",
    )
    parser.add_argument("--cold", type=int, default=0, help="which share of the builds, 1 in so many, has no cache")
    parser.add_argument("--no-exchange", action="store_true", help="as on a system that cannot exchange two folders")
    parser.add_argument("--interrupt", action="store_true", help="press Ctrl-C instead")
    options, arguments = parser.parse_known_args()
    if options.no_exchange:
        disk._rename_exchange = refuse
    try:
        pango_version()  # imported once, here
    except PangoMissing:
        arguments.append("--no-cards")
    begun = time.monotonic()
    _prepare()
    killer = Killer(options.project, options.temporary, arguments, options.seed)
    killer.learn()
    round_ = 0
    while killer.told.in_time < options.kills and round_ < 5 * options.kills:
        strike = killer.interrupt if options.interrupt else killer.kill
        strike(round_, is_cold=options.cold > 0 and round_ % options.cold == 0)
        round_ += 1
        if round_ % options.each == 0:
            killer.build()
    killer.build()
    killer.told.seconds = round(time.monotonic() - begun, 1)
    sys.stdout.write(json.dumps(vars(killer.told)))


if __name__ == "__main__":
    main()

"""Cards on a Dask cluster, with a real scheduler and real workers on this machine: same bytes, and no card lost."""

from __future__ import annotations

import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path

import pytest

from scorecard.building.cards import render_cards
from scorecard.building.cluster import render_on_cluster
from scorecard.building.drawing_tools import difference
from scorecard.problem import CardFailed, CommandLineError
from tests.building.card_samples import EVERYTHING, everything, tiny
from tests.building.driver import MINIMAL
from tests.without_progress import without_progress

CHECKOUT = Path(__file__).resolve().parents[2]
SETTINGS = {"DASK_DISTRIBUTED__SCHEDULER__ALLOWED_FAILURES": "1"}  # fewer than by default, so that few must die
QUIET = ("--no-dashboard",)
START_SECONDS = 120.0  # two on an idle machine
# A child that draws nothing, ends itself at the word @kill, and its worker at @fell.
CHILD = """
import os, signal
from scorecard.building import card_child
from scorecard.building.render import Rendered
class Odd:
    def __init__(self, style):
        pass
    def render(self, html, pictures):
        if "@kill" in html:
            os.kill(os.getpid(), signal.SIGKILL)
        if "@fell" in html:
            os.kill(os.getppid(), signal.SIGKILL)
        return Rendered(b"%PDF " + html.encode(), 1, ())
card_child.Renderer = Odd
card_child.main()
"""
ODD = ("-c", CHILD)


@dataclass(slots=True)
class Cluster:
    """A scheduler of our own, its workers, and the folder in which all of them run."""

    folder: Path
    address: str = ""
    processes: list[subprocess.Popen[bytes]] = field(default_factory=list)

    def run(self, name: str, *words: str, path: str = "") -> subprocess.Popen[bytes]:
        """Start one program of Dask, its log in a file."""
        with (self.folder / f"{name}.log").open("wb") as log:
            process = subprocess.Popen(
                [sys.executable, "-m", *words],
                cwd=self.folder,
                env={**os.environ, **SETTINGS, "PYTHONPATH": f"{path}{os.pathsep}{CHECKOUT}"},
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
            )
        self.processes.append(process)
        return process

    def start(self) -> None:
        """Start the scheduler on a free port, and wait until it tells its address."""
        told = self.folder / "scheduler.json"
        options = ("--host", "127.0.0.1", "--port", "0", "--scheduler-file", str(told), *QUIET)
        self.run("scheduler", "distributed.cli.dask_scheduler", *options)
        wait_for(lambda: told.exists() and told.read_text().endswith("}"))
        self.address = json.loads(told.read_text())["address"]

    def add_worker(self, path: str = "") -> subprocess.Popen[bytes]:
        """Start a worker of one thread, and wait until the scheduler knows it."""
        name = f"worker-{len(self.processes)}"
        options = ("--nthreads", "1", "--no-nanny", "--host", "127.0.0.1", "--local-directory", str(self.folder))
        worker = self.run(name, "distributed.cli.dask_worker", self.address, *options, *QUIET, path=path)
        wait_for(lambda: "Registered to" in (self.folder / f"{name}.log").read_text())
        return worker

    def stop(self) -> None:
        """End all that was started."""
        for process in reversed(self.processes):
            process.kill()
            process.wait()


def wait_for(is_so: Callable[[], bool]) -> None:
    """Wait until a thing is so."""
    deadline = time.monotonic() + START_SECONDS
    while not is_so():
        assert time.monotonic() < deadline, "a program of Dask did not start"
        time.sleep(0.05)


@pytest.fixture(scope="module", autouse=True)
def settings(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Keep the settings of who runs the tests out of them."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("DASK_CONFIG", str(tmp_path_factory.mktemp("settings")))
        yield


@pytest.fixture
def alone(tmp_path: Path) -> Iterator[Cluster]:
    """A scheduler without a worker."""
    (tmp_path / "cluster").mkdir()
    cluster = Cluster(tmp_path / "cluster")
    try:
        cluster.start()
        yield cluster
    finally:
        cluster.stop()


@pytest.fixture(scope="module")
def cluster(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cluster]:
    """A scheduler with two workers, which no test ends."""
    cluster = Cluster(tmp_path_factory.mktemp("cluster"))
    try:
        cluster.start()
        cluster.add_worker()
        cluster.add_worker()
        yield cluster
    finally:
        cluster.stop()


def other_pydyf(folder: Path) -> str:
    """Make a folder that, first in the path of a worker, gives it another version of a package."""
    (folder / "pydyf-9.9.9.dist-info").mkdir(parents=True)
    (folder / "pydyf-9.9.9.dist-info" / "METADATA").write_text("Metadata-Version: 2.1\nName: pydyf\nVersion: 9.9.9\n")
    return str(folder)


def program(*words: str, cwd: Path, path: str = "") -> subprocess.CompletedProcess[str]:
    """Run the program as a user would."""
    environment = {**os.environ, "PYTHONPATH": f"{path}{os.pathsep}{CHECKOUT}"}
    command = [sys.executable, "-m", "scorecard", *words]
    return subprocess.run(command, cwd=cwd, env=environment, capture_output=True, text=True, check=False)


@pytest.mark.parametrize("each", [2, pytest.param(1, marks=pytest.mark.proof)])
def test_a_worker_that_is_killed_loses_nothing(alone: Cluster, each: int) -> None:
    """One of two workers is killed while it draws: every card still comes out once, with the same bytes."""
    jobs = everything()[::each]
    local = {job.path: pdf for job, pdf in render_cards(jobs, jobs_at_once=2)}
    alone.add_worker()
    doomed = alone.add_worker()
    drawn: list[tuple[str, bytes]] = []
    for job, pdf in render_on_cluster(jobs, scheduler=alone.address, batch=2):
        if not drawn:
            assert doomed.poll() is None
            doomed.send_signal(signal.SIGKILL)
        drawn.append((job.path, pdf))
    assert doomed.wait() == -signal.SIGKILL
    assert len(local) == len(drawn)
    assert local == dict(drawn)


def test_a_card_that_fails_is_named_and_the_others_are_finished(cluster: Cluster) -> None:
    """A card that kills its child on a worker costs no other card, and no worker."""
    names = [f"city-{number}" for number in range(9)]
    jobs = [tiny(name, "@kill" if name == "city-3" else "fine") for name in names]
    done: list[str] = []
    with pytest.raises(CardFailed) as failed:  # noqa: PT012  # what came out before matters
        for job, _ in render_on_cluster(jobs, scheduler=cluster.address, batch=4, child=ODD):
            done.append(job.city)
    assert set(names) - {"city-3"} == set(done)
    why = "city-3 2026: its process was ended by SIGKILL"
    assert f"1 report card could not be made; nothing was published; {why}" == str(failed.value)


def test_a_stream_is_read_as_workers_become_free(cluster: Cluster) -> None:
    """Of a long stream no more is taken than the workers have at hand, so that memory stays flat."""
    taken = count()
    jobs = (tiny(f"city-{next(taken)}") for _ in range(1000))
    drawn = render_on_cluster(jobs, scheduler=cluster.address, batch=5, child=ODD)
    for _ in range(20):
        next(drawn)
    drawn.close()
    assert next(taken) <= 20 + 5 * 2 * 2 + 5


@pytest.mark.parametrize("sample", [MINIMAL, pytest.param(EVERYTHING, marks=pytest.mark.proof)])
def test_a_build_on_a_cluster_is_the_build_of_this_machine(cluster: Cluster, tmp_path: Path, sample: Path) -> None:
    """The list of files with their digests is the same, Dask says nothing, and leaves nothing in the project."""
    project = Path(shutil.copytree(sample, tmp_path / "project"))
    here = program("build", "--out", str(tmp_path / "here"), cwd=project)
    assert here.returncode == 0, here.stderr
    before = sorted(project.iterdir())
    shutil.rmtree(project / ".scorecard")  # or its cache would have the cards
    there = program(
        "build", "--engine", "dask", "--scheduler", cluster.address, "--out", str(tmp_path / "there"), cwd=project
    )
    assert (0, "") == (there.returncode, there.stdout), there.stderr
    assert here.stderr.splitlines()[-1].replace("here", "there") == there.stderr.splitlines()[-1]
    assert 1 == len(without_progress(there.stderr)), there.stderr
    assert before == sorted(project.iterdir())
    assert (tmp_path / "here/manifest.json").read_bytes() == (tmp_path / "there/manifest.json").read_bytes()


@pytest.mark.proof
def test_a_worker_with_other_packages_is_refused(alone: Cluster, tmp_path: Path) -> None:
    """Its cards might have other bytes: one that joins in the middle of a build draws nothing, and no build begins."""
    refused = r"nothing was published: the worker at tcp://.+ has pydyf 9\.9\.9 and not [0-9.]+$"
    alone.add_worker()
    jobs = (tiny(f"city-{number}") for number in count())
    drawn = iter(render_on_cluster(jobs, scheduler=alone.address, batch=1, child=ODD))
    assert next(drawn)[1].startswith(b"%PDF")
    alone.add_worker(other_pydyf(tmp_path / "other"))
    with pytest.raises(CardFailed, match=refused):
        list(drawn)
    with pytest.raises(CardFailed, match=refused):
        next(iter(render_on_cluster([tiny("a")], scheduler=alone.address)))


def test_a_difference_is_told_in_words() -> None:
    """The first tool that differs is named, with both versions; a small card tells what has none."""
    here = {"Pango": "1.54.0", "a small card": "abc"}
    assert difference(here, here) is None
    assert difference(here, {**here, "Pango": "1.50.12"}) == "Pango 1.50.12 and not 1.54.0"
    assert difference(here, {**here, "Pango": "none"}) == "no Pango"
    assert difference(here, {}) == "no Pango"
    assert "other bytes" in (difference(here, {**here, "a small card": "abd"}) or "")


def test_a_scheduler_without_workers_is_waited_for_and_then_given_up(alone: Cluster) -> None:
    """Nothing hangs for ever, and nothing is published."""
    drawn = render_on_cluster([tiny("a")], scheduler=alone.address, patience_seconds=1.0)
    with pytest.raises(CardFailed, match=r"nothing was published: the scheduler had no worker for 1 seconds$"):
        list(drawn)


def test_a_scheduler_that_does_not_answer_is_told() -> None:
    """A port at which nobody listens is a mistake of the command line."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        address = f"tcp://127.0.0.1:{taken.getsockname()[1]}"
        with pytest.raises(CommandLineError, match=f"^no Dask scheduler answers at {address}$"):
            list(render_on_cluster([tiny("a")], scheduler=address))


@pytest.mark.proof
def test_a_listener_that_is_no_scheduler_is_told() -> None:
    """One that takes the connection and stays silent holds nothing up for long."""
    with socket.create_server(("127.0.0.1", 0)) as silent:
        started = time.monotonic()
        with pytest.raises(CommandLineError, match="no Dask scheduler answers"):
            list(render_on_cluster([tiny("a")], scheduler=f"tcp://127.0.0.1:{silent.getsockname()[1]}"))
        assert time.monotonic() - started < 30


@pytest.mark.proof
def test_a_card_at_which_workers_die_is_named(alone: Cluster) -> None:
    """A batch that fells more workers than Dask allows is sent card by card, and the one at fault is found."""
    for _ in range(5):
        alone.add_worker()
    jobs = [tiny("a"), tiny("b", "@fell"), tiny("c")]
    with pytest.raises(CardFailed, match=r"(; |, )b 2026(, c 2026)?: every worker that drew it died$"):
        list(render_on_cluster(jobs, scheduler=alone.address, child=ODD))


@pytest.mark.proof
def test_a_scheduler_that_is_killed_ends_the_build(alone: Cluster) -> None:
    """Without its scheduler a build gives up after a while, in one sentence."""
    alone.add_worker()
    drawn = iter(render_on_cluster((tiny(f"city-{n}") for n in count()), scheduler=alone.address, batch=1, child=ODD))
    next(drawn)
    alone.processes[0].kill()
    with pytest.raises(CardFailed, match="nothing was published: the scheduler was lost"):
        list(drawn)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--engine", "dask"), "--engine dask needs the address of a scheduler, as --scheduler tcp://10.0.0.1:8786"),
        (("--scheduler", "tcp://127.0.0.1:1"), "--scheduler is for --engine dask"),
        (("--engine", "dask", "--scheduler", "127.0.0.1"), '"127.0.0.1" is no address of a scheduler'),
        (("--engine", "dask", "--scheduler", "tcp://a:99999"), '"tcp://a:99999" is no address of a scheduler'),
        (("--engine", "dusk", "--scheduler", "tcp://a:1"), 'did you mean "dask"?'),
    ],
)
def test_a_command_line_that_does_not_fit_is_told(words: tuple[str, ...], said: str, tmp_path: Path) -> None:
    """A cluster needs its address, an address a cluster, and an address is written in full."""
    run = program("build", *words, cwd=tmp_path)
    assert (2, True) == (run.returncode, said in run.stderr), run.stderr


def test_without_dask_the_package_to_install_is_named(tmp_path: Path) -> None:
    """Who did not install the extra is told what to type, and nothing is published."""
    (tmp_path / "hidden").mkdir()
    (tmp_path / "hidden" / "distributed.py").write_text("raise ImportError('not here')\n")
    program("new", "project", "mine", cwd=tmp_path)
    words = ("build", "--engine", "dask", "--scheduler", "tcp://127.0.0.1:1")
    run = program(*words, cwd=tmp_path / "mine", path=str(tmp_path / "hidden"))
    expected = "scorecard: --engine dask needs Dask: pip install 'police-data-scorecard[cluster]'\n"
    assert (2, expected) == (run.returncode, run.stderr)
    assert not (tmp_path / "mine" / "site").exists()

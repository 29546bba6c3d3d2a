"""Builds that are killed, interrupted, starved or crowded: the site is one whole generation, and nothing is left."""

from __future__ import annotations

import os
import pty
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest

from tests.building.driver import (
    CHECKOUT,
    PROGRAM,
    digests,
    environment,
    is_free,
    is_whole,
    killed,
    leftovers,
    listed,
    run,
    said,
    set_version,
    small_project,
)

# A terminal of its own, so that Ctrl-C is what the terminal makes of it.
ON_TERMINAL = (
    "import fcntl, os, signal, sys, termios; os.setsid(); "
    "signal.signal(signal.SIGINT, signal.SIG_DFL); "  # a shell may have started us to pass over it
    "fcntl.ioctl(2, termios.TIOCSCTTY, 0); os.execv(sys.argv[1], sys.argv[1:])"
)
LIMITED = (
    "import resource, runpy; resource.setrlimit(resource.RLIMIT_FSIZE, (2000, 2000)); "
    "runpy.run_module('scorecard', run_name='__main__')"
)


@pytest.fixture(scope="module")
def built_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small project whose site is built."""
    folder = small_project(tmp_path_factory.mktemp("built") / "project")
    built = run("build", "--no-cards", "--project", str(folder))
    assert 0 == built.returncode, built.stderr
    return folder


@pytest.fixture
def project(built_once: Path, tmp_path: Path) -> Path:
    """A copy of it whose sources have changed since; what belongs to the other place of the output stays there."""
    folder = Path(shutil.copytree(built_once, tmp_path / "project", ignore=shutil.ignore_patterns("build-*")))
    set_version(folder, 1)
    return folder


@contextmanager
def disk(folder: Path, size: str = "4m") -> Iterator[Path]:
    """Mount a small disk of its own, or skip the test and say why."""
    folder.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", f"size={size}", "tmpfs", str(folder)]
    try:
        done = subprocess.run(mount, capture_output=True, text=True, check=False)
    except FileNotFoundError:
        pytest.skip("there is no mount")
    if done.returncode:
        pytest.skip(f"mount is not permitted here: {done.stderr.strip()}")
    try:
        yield folder
    finally:
        _system("umount", "-l", str(folder))


def _system(*command: str) -> None:
    subprocess.run(command, check=True)


def fill(folder: Path) -> Path:
    """Fill a disk to the last block."""
    path = folder / "filler"
    with path.open("wb", buffering=0) as filler, suppress(OSError):
        while filler.write(bytes(4096)):
            pass
    return path


def refused(done: subprocess.CompletedProcess[str], named: str, why: str) -> None:
    """Hold a failed build against the contract: status 4, and one line with path and reason."""
    assert 4 == done.returncode, done.stderr
    (line,) = said(done)
    assert line.startswith("scorecard: cannot write ")
    assert named in line
    assert why in line


def test_a_build_killed_at_any_moment_leaves_one_whole_site(tmp_path: Path) -> None:
    """Main process or all of them, early or late: the site is its manifest, and the next build leaves nothing."""
    told = killed(tmp_path, "--kills", "12", "--no-cards", "--cold", "3")
    assert [] == told["wrong"]


def test_a_build_with_cards_killed_at_any_moment_leaves_one_whole_site(tmp_path: Path) -> None:
    """The processes that draw end with the build, and their temporary files go with the next one."""
    told = killed(tmp_path, "--kills", "2", "--cold", "1")
    assert [] == told["wrong"]


def test_without_an_exchange_a_build_killed_at_any_moment_is_mended_by_the_next(tmp_path: Path) -> None:
    """Where two folders cannot be exchanged, the site may be away for an instant; the next build brings it back."""
    told = killed(tmp_path, "--kills", "6", "--no-cards", "--no-exchange")
    assert [] == told["wrong"]


def test_ctrl_c_at_any_moment_leaves_the_old_site_or_comes_too_late(tmp_path: Path) -> None:
    """Exit status 130, one line and the old site, at once; or 0 and the new one. Nothing is left in either case."""
    told = killed(tmp_path, "--kills", "8", "--no-cards", "--cold", "2", "--interrupt")
    assert [] == told["wrong"]
    assert told["slowest"] < 5


def test_ctrl_c_on_a_terminal_ends_a_build_that_draws(tmp_path: Path) -> None:
    """On a terminal, progress is one line that changes; Ctrl-C takes it away, and says one thing."""
    folder = small_project(tmp_path / "project")
    for number in range(20):  # cards enough to draw that the build is still there when its line is read
        shutil.copytree(folder / "cities/tacoma-wa", folder / f"cities/tacoma-{number}-wa")
    ours, theirs = pty.openpty()
    command = [sys.executable, "-c", ON_TERMINAL, *PROGRAM, "build", "--project", str(folder)]
    build = subprocess.Popen(command, env=environment(), stdin=theirs, stdout=theirs, stderr=theirs)
    os.close(theirs)
    shown = b""
    while b"data files: " not in shown:
        shown += os.read(ours, 1000)
    os.write(ours, b"\x03")
    try:
        while piece := os.read(ours, 1000):
            shown += piece
    except OSError:  # the other end is closed
        pass
    os.close(ours)
    assert 130 == build.wait()
    assert shown.startswith(b"\r\x1b[Kcities: ")
    before, _, last = shown.replace(b"^C", b"").rpartition(b"\r\x1b[K")
    assert b"scorecard: interrupted; nothing was published\r\n" == last
    assert b"\n" not in before
    assert not (folder / "site").exists()


def test_a_process_that_is_killed_is_told_in_one_line(project: Path, tmp_path: Path) -> None:
    """Where one of its processes is killed, the build says at which page, with status 5, and publishes nothing."""
    before = digests(project / "site")
    (tmp_path / "killing.py").write_text(
        "import os, signal, sys\n"
        "from scorecard.cli import main\n"
        "from scorecard.publishing.site import Pages\n"
        "real, parent = Pages.of_city, os.getpid()\n"
        "def of_city(self, city):\n"
        "    if os.getpid() != parent:\n"
        "        os.kill(os.getpid(), signal.SIGKILL)\n"
        "    return real(self, city)\n"
        "Pages.of_city = of_city\n"
        "sys.exit(main())\n"
    )
    program = (sys.executable, str(tmp_path / "killing.py"))
    done = run("build", "--no-cards", "--jobs", "2", "--project", str(project), program=program)
    assert 5 == done.returncode
    (line,) = said(done)
    assert line.startswith("scorecard: a process was ended by SIGKILL at cities/")
    assert line.endswith("/index.html; nothing was published")
    assert before == digests(project / "site")


def test_a_full_disk_is_told_in_one_line_and_harms_nothing(project: Path, tmp_path: Path) -> None:
    """Exit status 4, the path, and the old site to the byte; with space again the next build is whole."""
    with disk(tmp_path / "small") as small:
        arguments = ("build", "--no-cards", "--project", str(project), "--out", str(small / "site"))
        set_version(project, 0)
        assert 0 == run(*arguments).returncode
        set_version(project, 1)
        before, filler = digests(small / "site"), fill(small)
        refused(run(*arguments), str(small), "No space left on device; the old site is untouched")
        assert before == digests(small / "site")
        assert ["lock"] == [path.name for path in (small / ".site.scorecard").iterdir() if "ledger" not in path.name]
        filler.unlink()
        assert 0 == run(*arguments).returncode
        assert is_whole(small / "site")


def test_a_full_disk_under_the_cache_stops_no_build(tmp_path: Path) -> None:
    """Where cache and lock stand on a full disk and the output does not, the site is built, without a cache."""
    with disk(tmp_path / "small") as small:
        folder = small_project(small / "project")
        (folder / ".scorecard").mkdir()
        fill(small)
        built = run("build", "--no-cards", "--project", str(folder), "--out", str(tmp_path / "site"))
        assert (0, True) == (built.returncode, is_whole(tmp_path / "site")), built.stderr


def test_a_full_disk_under_project_and_output_is_told_in_one_line(tmp_path: Path) -> None:
    """Spool, staging, cache and site on one full disk: one line, the old site, and nothing left but what was there."""
    with disk(tmp_path / "small") as small:
        folder = small_project(small / "project")
        assert 0 == run("build", "--no-cards", "--project", str(folder)).returncode
        before = digests(folder / "site")
        set_version(folder, 1)
        filler = fill(small)
        refused(run("build", "--no-cards", "--project", str(folder)), str(folder), "No space left on device")
        assert before == digests(folder / "site")
        filler.unlink()
        assert 0 == run("build", "--no-cards", "--project", str(folder)).returncode
        assert [] == leftovers(folder, Path(os.devnull))


def test_a_disk_that_can_only_be_read_is_told_in_one_line(project: Path, tmp_path: Path) -> None:
    """Exit status 4, the path, and the old site."""
    with disk(tmp_path / "small") as small:
        arguments = ("build", "--no-cards", "--project", str(project), "--out", str(small / "site"))
        set_version(project, 0)
        assert 0 == run(*arguments).returncode
        set_version(project, 1)
        before = digests(small / "site")
        _system("mount", "-o", "remount,ro", str(small))
        refused(run(*arguments), str(small), "Read-only file system")
        assert before == digests(small / "site")


def test_a_project_that_can_only_be_read_is_built_elsewhere(tmp_path: Path) -> None:
    """A project on a disk that can only be read is no obstacle: what a build needs stands beside its output."""
    with disk(tmp_path / "small") as small:
        folder = small_project(small / "project")
        _system("mount", "-o", "remount,ro", str(small))
        out = tmp_path / "site"
        built = run("build", "--no-cards", "--project", str(folder), "--out", str(out))
        assert (0, True) == (built.returncode, is_whole(out)), built.stderr
        assert 0 == run("verify", str(out), "--project", str(folder)).returncode


def test_no_permission_is_told_in_one_line(project: Path) -> None:
    """A user who may not write there gets exit status 4, the path, and changes nothing."""
    before = digests(project / "site")
    program: tuple[str, ...] = PROGRAM
    if os.getuid() == 0:  # whom permissions do not bind, as long as he has this power
        program = ("setpriv", "--bounding-set=-dac_override", *PROGRAM)
        if shutil.which("setpriv") is None:
            pytest.skip("there is no setpriv, and permissions do not bind root")
    folders = [path for path in [project, *project.rglob("*")] if path.is_dir()]
    for folder in folders:
        folder.chmod(0o555)
    done = run("build", "--no-cards", "--project", str(project), program=program)
    for folder in folders:
        folder.chmod(0o755)
    refused(done, str(project), "Permission denied")
    assert before == digests(project / "site")


def test_a_limit_on_the_size_of_files_is_told_in_one_line(project: Path) -> None:
    """A file that may not grow is like a full disk."""
    before = digests(project / "site")
    done = run("build", "--no-cards", "--project", str(project), program=(sys.executable, "-c", LIMITED))
    refused(done, str(project / ".scorecard"), "File too large; the old site is untouched")
    assert before == digests(project / "site")


def test_ten_builds_at_once_are_one_build_and_nine_sentences(project: Path) -> None:
    """Exactly one publishes; each of the others says so in one line, with status 3, unless it came afterwards."""
    command = [*PROGRAM, "build", "--no-cards", "--project", str(project)]
    builds = [
        subprocess.Popen(command, env=environment(), stderr=subprocess.PIPE, stdout=subprocess.DEVNULL, text=True)
        for _ in range(10)
    ]
    ended = [(build.communicate()[1], build.returncode) for build in builds]
    published = [told for told, status in ended if status == 0 and "nothing has changed" not in told]
    refusals = {told for told, status in ended if status == 3}
    assert 1 == len(published)
    assert {0, 3} >= {status for _, status in ended}
    assert refusals <= {f"scorecard: another build is writing to {project / 'site'}; try again when it has ended\n"}
    assert is_whole(project / "site")
    assert is_free(project)


def test_a_lock_is_free_as_soon_as_its_build_is_dead(project: Path) -> None:
    """A build begins at once where another was killed, though processes of that one may hold the lock yet."""
    command = [*PROGRAM, "build", "--no-cards", "--project", str(project)]
    first = subprocess.Popen(command, env=environment(), stderr=subprocess.DEVNULL)
    while not list((project / ".scorecard").glob("build-*/made")) and first.poll() is None:
        pass
    first.kill()
    first.wait()
    assert 0 == run("build", "--no-cards", "--project", str(project)).returncode
    assert listed(project / "site") == digests(project / "site")


def test_nobody_who_listens_stops_no_build(project: Path) -> None:
    """Where standard error is closed or full, the site is built all the same, and the exit status says so."""
    ours, theirs = os.pipe()
    os.close(ours)
    command = [*PROGRAM, "build", "--no-cards", "--project", str(project)]
    closed = subprocess.run(command, env=environment(), stderr=theirs, check=False)
    os.close(theirs)
    assert (0, True) == (closed.returncode, is_whole(project / "site"))
    set_version(project, 0)
    with Path("/dev/full").open("w") as full:
        assert 0 == subprocess.run(command, env=environment(), stderr=full, check=False).returncode


def test_this_checkout_is_what_is_tried() -> None:
    """The driver starts the program that these tests belong to."""
    found = run("-c", "import scorecard; print(scorecard.__file__)", program=(sys.executable,))
    assert str(CHECKOUT / "scorecard/__init__.py") == found.stdout.strip()

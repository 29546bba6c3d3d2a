"""A build without a network, watched by strace: it asks no host, and opens nothing but what it must."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import sysconfig
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.building.driver import CHECKOUT, PROGRAM, environment, is_whole, listed, run, small_project

pytestmark = pytest.mark.proof

ALONE = ("unshare", "--map-root-user", "--net")  # a network of its own, in which there is nothing
# The one program that is run besides Python: glibc's list of libraries, which Python asks for Pango.
LDCONFIG = "/sbin/ldconfig"
PYTHON = {str(Path(path).resolve()) for path in (sys.prefix, sys.base_prefix, *sysconfig.get_paths().values())}
# Libraries of the system and what these read of their own: where they are, locales, settings of OpenSSL, kinds of
# files, kinds of file systems, how memory is given (Arrow), and the names of Fontconfig's rules.
SYSTEM = (
    "/lib",
    "/usr/lib",
    "/lib64",
    "/usr/local/lib",
    "/etc/ld.so.cache",
    "/etc/locale.alias",
    "/etc/mime.types",
    "/etc/ssl/openssl.cnf",
    "/proc/filesystems",
    "/proc/sys/vm/overcommit_memory",
    "/sys/kernel/mm/transparent_hugepage/enabled",
    "/usr/share/locale",
    "/usr/share/fontconfig/conf.avail",
    "/usr/share/zoneinfo",
    "/etc/localtime",
    "/sys/devices/system/cpu",
    "/proc/self",
    "/dev/null",
    "/dev/urandom",
)
SEARCHED = "import sys; print(*sys.path, sep='\\n')"
FONTS = re.compile(r"\.(ttf|otf|ttc|pfb|woff2?)$")


def alone(*command: str) -> subprocess.CompletedProcess[str]:
    """Run a command without a network, or skip the test and say why."""
    is_there = shutil.which(ALONE[0]) is not None
    if not is_there or subprocess.run([*ALONE, "true"], capture_output=True, check=False).returncode:
        pytest.skip("a network namespace cannot be had here (unshare --net)")
    return subprocess.run([*ALONE, *command], env=environment(), capture_output=True, text=True, check=False)


def traced(folder: Path) -> Iterator[tuple[str, str]]:
    """Go through what strace wrote: name of the call, and its line."""
    for path in sorted(folder.glob("trace.*")):
        for line in path.read_text(errors="replace").splitlines():
            if (called := re.match(r"(\w+)\(", line)) is not None:
                yield called[1], line


def opened(line: str) -> str | None:
    """Give the path of a file that was opened, as the system names it; None where the call failed."""
    found = re.search(r" = \d+<(.*?)>$", line)
    return found[1].removesuffix("(deleted)").rstrip() if found is not None else None


def is_in(path: str, folders: Iterator[str] | tuple[str, ...] | set[str]) -> bool:
    """Whether a path is one of these, or in one of them."""
    return any(path == folder or path.startswith(f"{folder}/") for folder in folders)


def test_a_site_is_built_without_a_network(tmp_path: Path) -> None:
    """With networking taken away the site is the same, cards included."""
    folder = small_project(tmp_path / "project")
    done = alone(*PROGRAM, "build", "--project", str(folder))
    assert 0 == done.returncode, done.stderr
    assert 0 == run("build", "--project", str(folder), "--out", str(tmp_path / "site")).returncode
    assert listed(folder / "site") == listed(tmp_path / "site")


def test_a_build_opens_nothing_but_what_it_must(tmp_path: Path) -> None:
    """Reads: project, program, Python, libraries. Writes: output and `.scorecard`. Fonts: our own. Hosts: none."""
    if shutil.which("strace") is None:
        pytest.skip("strace is not at hand; `make proof` gets it where it may")
    folder, temporary = small_project(tmp_path / "project"), tmp_path / "temporary"
    temporary.mkdir()
    calls = "trace=open,openat,openat2,creat,connect,bind,sendto,sendmsg,execve"
    watch = ("strace", "-ff", "-y", "-qq", "-s", "4096", "-o", str(tmp_path / "trace"), "-e", calls)
    done = alone("env", f"TMPDIR={temporary}", *watch, *PROGRAM, "build", "--project", str(folder))
    assert 0 == done.returncode, done.stderr
    assert is_whole(folder / "site")
    found = list(traced(tmp_path))
    assert len(found) > 500
    ours = {str(folder), str(CHECKOUT / "scorecard"), str(CHECKOUT / "templates"), str(CHECKOUT / "sources")}
    looked_through = {str(tmp_path), *run("-c", SEARCHED, program=(sys.executable,)).stdout.splitlines()}
    written = {str(folder / "site"), str(folder / ".scorecard"), os.devnull}
    wrong = set()
    for call, line in found:
        if call == "execve":
            program = re.match(r'execve\("([^"]*)"', line)
            if program is None or (line.endswith(" = 0") and program[1] not in {sys.executable, LDCONFIG}):
                wrong.add(line)
        elif not call.startswith(("open", "creat")):
            wrong.add(line)
        elif (path := opened(line)) is not None:
            is_written = re.search(r"O_(WRONLY|RDWR|CREAT)", line) is not None
            where = written if is_written else {*ours, *PYTHON, *SYSTEM}
            is_listed = "O_DIRECTORY" in line and path in looked_through  # for names; files in it would be seen
            is_font = FONTS.search(path) is not None and not is_in(path, ours)
            if is_font or not (is_in(path, where) or is_listed):
                wrong.add(line)
    assert set() == wrong
    assert [] == list(temporary.iterdir())

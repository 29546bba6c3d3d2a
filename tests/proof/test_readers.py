"""A reader who goes through the site again and again while it is published a hundred times."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.building.driver import CHECKOUT, environment, is_whole, run, set_version, small_project

pytestmark = pytest.mark.proof

# Opens the folder by its path, and all files of that generation through the folder that it holds.
READER = """
import json, os, sys
from hashlib import sha256
def content(folder, path):
    with open(os.open(path, os.O_RDONLY, dir_fd=folder), "rb") as file:
        return file.read()
passes = missing = mixed = 0
seen = set()
while not os.path.exists(sys.argv[2]):
    try:
        folder = os.open(sys.argv[1], os.O_RDONLY | os.O_DIRECTORY)
        manifest = content(folder, "manifest.json")
        files = json.loads(manifest)["files"]
        seen.add(manifest)
        for path, one in files.items():
            mixed += sha256(content(folder, path)).hexdigest() != one["sha256"]
        os.close(folder)
    except FileNotFoundError:
        missing += 1
    passes += 1
print(json.dumps({"passes": passes, "missing": missing, "mixed": mixed, "seen": len(seen)}))
"""
PUBLISHER = """
import sys
from pathlib import Path
from scorecard.cli import main
from tests.building.driver import set_version
for number in range(1, 101):
    set_version(Path(sys.argv[1]), number % 2)
    assert main(["build", "--no-cards", "--jobs", "2", "--project", sys.argv[1]]) == 0
"""


def test_a_reader_sees_no_mixture_and_no_missing_file(tmp_path: Path) -> None:
    """Of two versions published by turns a reader finds one or the other, whole, however often it looks."""
    folder, stop = small_project(tmp_path / "project"), tmp_path / "stop"
    set_version(folder, 0)
    assert 0 == run("build", "--no-cards", "--project", str(folder)).returncode
    command = [sys.executable, "-c", READER, str(folder / "site"), str(stop)]
    readers = [subprocess.Popen(command, stdout=subprocess.PIPE, text=True) for _ in range(2)]
    publish = [sys.executable, "-c", PUBLISHER, str(folder)]
    published = subprocess.run(publish, env=environment(), cwd=CHECKOUT, check=False, stderr=subprocess.PIPE, text=True)
    stop.touch()
    told = [json.loads(reader.communicate()[0]) for reader in readers]
    assert (0, 100) == (published.returncode, published.stderr.count(" new\n")), published.stderr[-2000:]
    for one in told:
        assert (0, 0, 2) == (one["missing"], one["mixed"], one["seen"]), told
        assert one["passes"] > 100
    assert is_whole(folder / "site")

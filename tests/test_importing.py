"""Importing into a project folder: everything or nothing, and nothing of a person's is touched."""

from __future__ import annotations

import json
import shutil
from hashlib import sha256
from pathlib import Path

import pytest

from scorecard.importing import run_import
from scorecard.problem import CommandLineError, OutputNotWritable, ProblemsFound
from scorecard.sources.policies import COLUMNS, LIMITS

ROOT = Path(__file__).parents[1]
NAME = "use_of_force_policies.csv"
RENO = 'name: "Reno"\nstate: NV\nagency: "Reno Police Department"\n'


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A project with the editions of this repository and one city, Reno, without answers."""
    root = tmp_path / "project"
    (root / "cities" / "reno-nv").mkdir(parents=True)
    (root / "cities" / "reno-nv" / "city.yaml").write_text(RENO, encoding="utf-8")
    shutil.copy(ROOT / "scorecard.yaml", root)
    (root / "rubrics").mkdir()
    shutil.copy(ROOT / "rubrics" / "public-record-2026.yaml", root / "rubrics")
    return root


@pytest.fixture
def policies(tmp_path: Path) -> Path:
    """A synthetic review of June 2020 with Reno, which has every limit, and Elko."""
    cells = ",".join("1" for _ in LIMITS)
    rows = [
        f"{city},NV,{city} Police Department,2020,,{cells},https://8cantwait.org,x,2020-06" for city in ("Reno", "Elko")
    ]
    path = tmp_path / NAME
    path.write_text("\n".join([",".join(COLUMNS), *rows]) + "\n", encoding="utf-8")
    return path


def _files(root: Path) -> dict[str, bytes]:
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in sorted(root.rglob("*")) if path.is_file()}


def test_one_table_goes_into_the_cities_that_there_are(project: Path, policies: Path) -> None:
    """A table imported alone makes files for the project's cities only, and the same again; another digest is told."""
    report = run_import("policies", [policies], project)
    made = _files(project)
    assert {"cities/reno-nv/2020.yaml", "cities/reno-nv/city.yaml"} == {
        path for path in made if path.startswith("cities")
    }
    assert "Note: use_of_force_policies.csv is not the file whose SHA-256 stands in tables.csv" in report
    assert "1 new file, 0 changed files" in report
    assert "0 new files, 0 changed files" in run_import("policies", [policies], project)
    assert made == _files(project)


def test_a_persons_file_keeps_its_marks(project: Path, policies: Path) -> None:
    """A byte order mark and Windows line ends stay, coded answers stay and are told."""
    path = project / "cities" / "reno-nv" / "2020.yaml"
    coded = "evidence:\n  m: {url: https://m.example, seen: 2020-01}\nanswers:\n"
    coded += "  deescalation: {level: none, evidence: [m]}\n"
    path.write_bytes(b"\xef\xbb\xbf" + coded.replace("\n", "\r\n").encode())
    report = run_import("policies", [policies], project)
    raw = path.read_bytes()
    assert raw.startswith(b"\xef\xbb\xbfevidence:\r\n")
    assert raw.count(b"\n") == raw.count(b"\r\n")
    assert b"deescalation: {level: none, evidence: [m]}\r\n" in raw
    assert "cities/reno-nv/2020.yaml:4: kept deescalation (level: none); the tables say level: full" in report


def test_the_report_can_be_read_by_programs(project: Path, policies: Path) -> None:
    """With `json` the report is one document."""
    document = json.loads(run_import("policies", [policies], project, output_format="json"))
    assert {"cities/reno-nv/2020.yaml": "new"} == document["files"]
    assert 8 == len(document["used"])


def test_nothing_is_written_where_anything_is_wrong(project: Path, policies: Path) -> None:
    """A broken table, a broken project and a table of an unknown name leave every file as it was."""
    before = _files(project)
    policies.write_text(policies.read_text(encoding="utf-8").replace(",1,", ",x,", 1), encoding="utf-8")
    for kind, files in (("policies", [policies]), ("laws", [policies])):
        with pytest.raises(ProblemsFound):
            run_import(kind, files, project)
    (project / "cities" / "reno-nv" / "2020.yaml").write_text("answers: [1]\n", encoding="utf-8")
    with pytest.raises(ProblemsFound, match="1 problem"):
        run_import("policies", [policies], project)
    (project / "cities" / "reno-nv" / "2020.yaml").unlink()
    assert before == _files(project)


def test_what_was_asked_for_must_be_there(project: Path, policies: Path) -> None:
    """An unknown kind, a file that is not there and a folder that is none end the command."""
    with pytest.raises(CommandLineError, match="the kind opdd"):
        run_import("opdd", [policies], project)
    with pytest.raises(CommandLineError, match="there is no file"):
        run_import("policies", [policies.parent / "gone" / NAME], project)
    with pytest.raises(CommandLineError, match="one folder"):
        run_import("tables", [policies], project)


def test_all_tables_must_be_there_and_be_the_ones_of_the_list(project: Path, policies: Path) -> None:
    """Writing all cities needs every table with the digest of the list; each that is missing or another is told."""
    with pytest.raises(ProblemsFound) as caught:
        run_import("tables", [policies.parent], project)
    codes = {problem.path: problem.code for problem in caught.value.problems}
    assert "another-table" == codes[NAME]
    assert {"missing-table"} == {code for path, code in codes.items() if path != NAME}
    assert sha256(policies.read_bytes()).hexdigest()[:16] in str(caught.value.problems)


def test_a_link_in_the_place_of_a_staged_file_is_not_followed(project: Path, policies: Path, tmp_path: Path) -> None:
    """A project from elsewhere may hold such a link; an import writes into the project alone."""
    (tmp_path / "outside").write_bytes(b"mine")
    (project / "cities" / "reno-nv" / ".2020.yaml.import").symlink_to(tmp_path / "outside")
    run_import("policies", [policies], project)
    assert b"mine" == (tmp_path / "outside").read_bytes()
    assert not (project / "cities" / "reno-nv" / "2020.yaml").is_symlink()


def test_a_table_without_end_is_read_no_further_than_its_limit(project: Path, policies: Path) -> None:
    """A table of any size is one problem."""
    with policies.open("r+b") as file:
        file.truncate(1 << 33)  # eight gigabytes of nothing, which take no room on the disk
    with pytest.raises(ProblemsFound) as caught:
        run_import("policies", [policies], project)
    assert ["too-large"] == [one.code for one in caught.value.problems]


def test_a_disk_that_refuses_leaves_nothing_half_done(
    project: Path, policies: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where a file cannot be written, no file changes and no rest of the attempt stays."""
    before = _files(project)

    def refuse(_: int) -> None:
        raise OSError(28, "No space left on device", "2020.yaml")

    monkeypatch.setattr("os.fsync", refuse)
    with pytest.raises(OutputNotWritable, match="No space left"):
        run_import("policies", [policies], project)
    assert before == _files(project)

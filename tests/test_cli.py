"""The command line in, as a user types it: what is printed where, what is written, and the exit status."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
MINIMAL = ROOT / "tests" / "projects" / "minimal"


@dataclass(frozen=True)
class Run:
    """What a command did."""

    status: int
    out: str
    err: str


def run(*words: str | Path, cwd: Path, environment: Mapping[str, str] | None = None) -> Run:
    """Run `scorecard` as a user does; a traceback is never an answer."""
    done = subprocess.run(
        [sys.executable, "-m", "scorecard", *map(str, words)],
        cwd=cwd,
        env={**os.environ, "PYTHONPATH": str(ROOT), **(environment or {})},
        capture_output=True,
        check=False,
    )
    assert b"Traceback" not in done.stderr
    return Run(done.returncode, done.stdout.decode(), done.stderr.decode())


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """Copy the minimal project."""
    return Path(shutil.copytree(MINIMAL, tmp_path / "project"))


@pytest.fixture
def broken(project: Path) -> Path:
    """Break a level in the files of two cities."""
    for city in ("seattle-wa", "tacoma-wa"):
        path = project / "cities" / city / "2026.yaml"
        path.write_text(path.read_text().replace("level: half", "level: halv"))
    return project


def files(folder: Path) -> dict[str, bytes]:
    """Read every file of a folder, lock and cache of builds apart."""
    found = {str(path.relative_to(folder)): path for path in folder.rglob("*") if path.is_file()}
    return {name: path.read_bytes() for name, path in found.items() if not name.startswith(".scorecard")}


def test_the_worked_example_comes_out_exactly(project: Path) -> None:
    """`score --format json` prints the contract's numbers, under its keys, in its order."""
    one = run("score", "--format", "json", cwd=project)
    document = json.loads(one.out)
    assert (0, "", "}\n") == (one.status, one.err, one.out[-2:])
    assert ["edition", "rubric", "as_of", "reconstructed", "cities"] == list(document)
    assert ["2026", "worked", "2026-06-30", False] == list(document.values())[:4]
    seattle, tacoma = document["cities"]
    expected = {
        "id": "seattle-wa", "name": "Seattle", "state": "WA", "status": "final",
        "low": 58.75, "low_exact": "235/4", "high": 81.25, "high_exact": "325/4",
        "known_share": 0.775, "known_share_exact": "31/40", "band_low": "C", "band_high": "B",
        "order": 1, "rank_best": 1, "rank_worst": 2,
    }  # fmt: skip
    assert list(expected.items()) == list(seattle.items())[:-1]
    availability = {
        "low": 31.25, "low_exact": "125/4", "high": 68.75, "high_exact": "275/4", "known_share": 0.625,
        "known_share_exact": "5/8", "band_low": "D", "band_high": "C", "order": 1, "rank_best": 1, "rank_worst": 2,
    }  # fmt: skip
    assert ["availability", "policy"] == list(seattle["dimensions"])
    assert list(availability.items()) == list(seattle["dimensions"]["availability"].items())
    assert (58.75, 66.25, "265/4") == (tacoma["low"], tacoma["high"], tacoma["high_exact"])
    assert '"known_share": 0.775,' in one.out


def test_what_is_not_applicable_or_unranked_is_null(project: Path) -> None:
    """Nothing that applies makes every number null; nothing known has numbers but no band and no rank."""
    nothing = "evidence:\n  e: {url: https://a.example, seen: 2026-01}\nanswers:\n"
    nothing += "".join(f"  {one}: {{level: not_applicable, reason: No police., evidence: [e]}}\n" for one in "abcd")
    (project / "cities/tacoma-wa/2026.yaml").write_text(nothing)
    (project / "cities/seattle-wa/2026.yaml").write_text("")
    seattle, tacoma = json.loads(run("score", "--format", "json", cwd=project).out)["cities"]
    assert {None} == {
        value for key, value in tacoma.items() if key not in {"id", "name", "state", "status", "dimensions"}
    }
    assert {"availability": None, "policy": None} == tacoma["dimensions"]
    numbers = [seattle[key] for key in ("low", "high", "known_share", "band_low", "order", "rank_best", "rank_worst")]
    assert [0, 100, 0, None, None, None, None] == numbers


def test_the_table_of_scores_goes_to_standard_output(project: Path) -> None:
    """`score` prints one line per city, those named alone, and says how many are ranked."""
    whole = run("score", cwd=project)
    assert (0, "") == (whole.status, whole.err)
    assert ["Seattle, WA", "Tacoma, WA"] == re.findall(r"(?:Seattle|Tacoma), WA", whole.out)
    assert ["Tacoma, WA"] == re.findall(r"(?:Seattle|Tacoma), WA", run("score", "tacoma-wa", cwd=project).out)
    only = json.loads(run("score", "tacoma-wa", "--format", "json", cwd=project).out)
    assert ["tacoma-wa"] == [city["id"] for city in only["cities"]]


def test_weights_replace_those_of_the_file(project: Path) -> None:
    """`--weights` names every dimension and is scaled to 100."""
    equal = ("availability=60,policy=40", "availability=3, policy=2")
    alone = ("availability=0,policy=1/3", "policy=0,availability=0.5")
    words = ("score", "seattle-wa", "--format", "json", "--weights")
    runs = [run(*words, text, cwd=project) for text in (*equal, *alone)]
    low = [json.loads(one.out)["cities"][0]["low_exact"] for one in runs]
    assert ["235/4", "235/4", "100", "125/4"] == low


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("availability=60", "add policy"),
        ("availability=60,policy=40,other=1", '"other" is no dimension'),
        ("availabilty=60,policy=40", 'did you mean "availability"?'),
        ("availability=60,availability=40,policy=1", "twice"),
        ("availability=-1,policy=40", '"-1" is no number'),
        ("availability=1/0,policy=40", '"1/0" is no number'),
        ("availability=1e9,policy=40", '"1e9" is no number'),
        ("availability=nan,policy=40", '"nan" is no number'),
        ("availability=" + "9" * 5000 + ",policy=40", "is no number"),
        ("availability=,policy=40", '"" is no number'),
        ("availability=0,policy=0", "all are 0"),
        ("", '"" is no dimension'),
        (",", '"" is no dimension'),
    ],
)
def test_weights_that_do_not_fit_are_refused(project: Path, text: str, said: str) -> None:
    """Each mistake in `--weights` is one sentence and exit status 2."""
    one = run("score", "--weights", text, cwd=project)
    assert (2, "", 1) == (one.status, one.out, one.err.count("\n"))
    assert said in one.err


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["score", "--edition", "2062"], '2062 is no edition; use one of 2025, 2026 (did you mean "2026"?)'),
        (["score", "seatle-wa"], 'there is no city seatle-wa (did you mean "seattle-wa"?)'),
        (["score", "tacoma-wa", "--edition", "2025"], "tacoma-wa has no answers in 2025"),
        (["check", "tacoma"], 'there is no city tacoma (did you mean "tacoma-wa"?)'),
        (["explain", "seatle-wa"], '(did you mean "seattle-wa"?)'),
        (["explain", "unknown-levle"], '(did you mean "unknown-level"?)'),
        (["explain", "../../etc"], "../../etc is neither a city nor a rubric nor a problem's code"),
        (["explain", "seattle-wa", "A"], 'A is no criterion of 2026 (did you mean "a"?)'),
        (["explain", "seattle-wa", "--edition", "2025"], "seattle-wa 2025 was withdrawn"),
        (["card", "nowhere"], "there is no city nowhere"),
        (["chek"], '(did you mean "check"?)'),
        (["check", "--format", "jsn"], '(did you mean "json"?)'),
        (["new", "citty", "x-wa"], '(did you mean "city"?)'),
        (["build", "--jobs", "0"], "write 1 to 256"),
        (["build", "--jobs", "²"], "write 1 to 256"),
        ([], "required: COMMAND"),
        (["check", "--project", "nowhere"], "no scorecard.yaml in nowhere"),
    ],
)
def test_a_slip_on_the_command_line_is_told_in_a_sentence(project: Path, words: list[str], said: str) -> None:
    """What does not exist ends with exit status 2, names what is close, and prints nothing as a result."""
    before = files(project)
    one = run(*words, cwd=project)
    assert (2, "") == (one.status, one.out)
    assert said in one.err.replace("\n", " ")
    assert before == files(project)


def test_a_folder_without_a_project_says_how_to_start_one(tmp_path: Path) -> None:
    """Outside of a project every command says where it looked and what to type; a code needs no project."""
    for words in (["check"], ["score"], ["build"], ["explain", "seattle-wa"], ["card", "x"], ["new", "city", "x-wa"]):
        one = run(*words, cwd=tmp_path)
        assert (2, "") == (one.status, one.out)
        assert "`scorecard new project DIR`" in one.err
    assert 0 == run("explain", "tag", cwd=tmp_path).status
    assert [] == list(tmp_path.iterdir())


def test_the_project_is_looked_for_upwards_or_named(project: Path, tmp_path: Path) -> None:
    """Any folder inside the project will do, and `--project` goes from anywhere."""
    inside, named = run("check", cwd=project / "cities/seattle-wa"), run("check", "--project", project, cwd=tmp_path)
    assert [(0, "", "no problems in 8 files\n")] * 2 == [(one.status, one.out, one.err) for one in (inside, named)]


def test_problems_go_to_standard_error_and_status_is_one(broken: Path) -> None:
    """Every problem is one line with its place, the count comes last, and nothing is written."""
    before = files(broken)
    for words in (["check"], ["score"], ["explain", "seattle-wa"], ["build"], ["new", "edition", "2027"]):
        one = run(*words, cwd=broken)
        assert (1, "") == (one.status, one.out)
        said = 'unknown-level: "halv" is not a level of a; use one of full, half, none (did you mean "half"?)'
        first, _, last = one.err.splitlines()
        assert f"cities/seattle-wa/2026.yaml:4:14: {said}" == first
        assert "2 problems in 2 files; nothing was written" == last
    assert before == files(broken)


def test_check_of_some_cities_leaves_out_the_problems_of_others(broken: Path) -> None:
    """`check CITY` shows that city's problems and those of rubrics and settings."""
    with (broken / "rubrics/worked.yaml").open("a") as file:
        file.write("x y: z\nwrong: key\n")
    one = run("check", "tacoma-wa", cwd=broken)
    paths = [line.split(":")[0] for line in one.err.splitlines()[:-1]]
    assert [1, "rubrics/worked.yaml"] == [one.status, *sorted(set(paths))]


def test_problems_as_json(broken: Path) -> None:
    """`--format json` prints a list of records on standard output, with the status of problems."""
    one = run("check", "tacoma-wa", "--format", "json", cwd=broken)
    (problem,) = json.loads(one.out)
    assert (1, "") == (one.status, one.err)
    assert ["path", "line", "column", "code", "what", "mend"] == list(problem)
    assert ["cities/tacoma-wa/2026.yaml", 8, 12, "unknown-level"] == list(problem.values())[:4]
    (broken / "cities/tacoma-wa/2026.yaml").write_text("")
    mended = run("check", "tacoma-wa", "--format", "json", cwd=broken)
    assert (0, "[]\n") == (mended.status, mended.out)


def test_problems_as_annotations_of_github(broken: Path) -> None:
    """`--format github` prints workflow commands, with what they may not hold escaped."""
    (broken / "pages").mkdir()
    (broken / "pages/50%, or: more.md").write_text("x")
    one = run("check", "--format", "github", cwd=broken)
    assert (1, 3) == (one.status, one.out.count("\n"))
    assert "::error file=cities/seattle-wa/2026.yaml,line=4,col=14::unknown-level: " in one.out
    assert "::error file=pages/50%25%2C or%3A more.md,line=1,col=1::not-an-id: " in one.out


def test_explain_goes_down_to_the_evidence(project: Path) -> None:
    """A city's sum, a criterion with its evidence and file, and a code are told in at most 80 columns."""
    city = run("explain", "seattle-wa", cwd=project)
    assert "Low: (60·125/4 + 40·100) / 100 = 235/4" in city.out
    criterion = run("explain", "seattle-wa", "a", cwd=project)
    assert "Evidence portal: https://data.example.org/records" in criterion.out
    assert criterion.out.endswith("Answers: cities/seattle-wa/2026.yaml\n")
    assert run("explain", "unknown-level", cwd=project).out.startswith("unknown-level\n")
    assert 80 >= max(map(len, (city.out + criterion.out).splitlines()))


def test_build_stops_for_problems_outside_drafts_alone(project: Path) -> None:
    """A broken draft is told by `check`; `score` and `build` do not care until drafts are asked for."""
    (project / "cities/tacoma-wa/2026.yaml").write_text("status: draft\nanswers:\n  a: nonsense\n")
    assert [1, 0, 0, 1] == [
        run(*words, cwd=project).status
        for words in (
            ["check"],
            ["score"],
            ["build", "--no-cards"],
            ["build", "--no-cards", "--drafts", "--out", "other"],
        )
    ]
    assert "Tacoma" not in (project / "site/index.html").read_text()
    assert not (project / "other").exists()


def test_an_output_that_cannot_be_written_is_status_four(project: Path) -> None:
    """A full disk behind standard output is told in a sentence."""
    with Path("/dev/full").open("wb") as full:
        words = [sys.executable, "-m", "scorecard", "score", "--project", str(project)]
        done = subprocess.run(words, stdout=full, stderr=subprocess.PIPE, cwd=ROOT, check=False)
    assert (4, b"scorecard: standard output: No space left on device\n") == (done.returncode, done.stderr)


@pytest.mark.parametrize("command", ["score --format json", "check --format json", "check 2>&1", "explain seattle-wa"])
def test_a_reader_that_stops_reading_is_no_error(broken: Path, command: str) -> None:
    """`scorecard … | head -1` prints a line and no complaint."""
    words = f"'{sys.executable}' -m scorecard {command} --project '{broken}' | true"
    done = subprocess.run(["/bin/sh", "-c", words], capture_output=True, cwd=ROOT, check=False)
    assert b"Broken" not in done.stderr
    assert b"Traceback" not in done.stderr


def test_a_closed_standard_output_is_no_error(project: Path) -> None:
    """`scorecard score >&-` ends without a traceback."""
    words = f"'{sys.executable}' -m scorecard score --project '{project}' >&-"
    done = subprocess.run(["/bin/sh", "-c", words], capture_output=True, cwd=ROOT, check=False)
    assert (0, b"") == (done.returncode, done.stderr)


def test_the_locale_changes_nothing(project: Path) -> None:
    """Texts print as UTF-8 in a locale that knows only ASCII."""
    plain = {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONIOENCODING": "", "PYTHONCOERCECLOCALE": "0"}
    (project / "cities/tacoma-wa/city.yaml").write_text(
        "name: Cañon City\nstate: CO\nagency: Police\n", encoding="utf-8"
    )
    one, two = run("score", cwd=project, environment=plain), run("score", cwd=project)
    assert one == two
    assert "Cañon City, CO" in one.out


def test_a_file_name_that_is_no_text_is_printed(project: Path) -> None:
    """A folder whose name is not UTF-8 is a problem like others, in every format."""
    folder = os.fsencode(project / "cities") + b"/caf\xe9"
    Path(os.fsdecode(folder)).mkdir()
    for form in ("text", "json", "github"):
        one = run("check", "--format", form, cwd=project)
        assert 1 == one.status
        assert "not-an-id" in one.out + one.err


def test_a_project_without_any_final_file_says_so(project: Path) -> None:
    """With drafts alone there is nothing to score."""
    for path in project.glob("cities/*/20*.yaml"):
        path.write_text("status: draft\n")
    one = run("score", cwd=project)
    assert (2, "") == (one.status, one.out)
    assert "no edition has a final file yet" in one.err


def test_this_repository_has_no_problem() -> None:
    """All committed cities, rubrics and settings pass the check."""
    one = run("check", cwd=ROOT)
    assert (0, "") == (one.status, one.out)


def test_check_imports_neither_templates_nor_renderers() -> None:
    """`check` starts fast: what it does not need is not loaded."""
    code = "import sys; from scorecard.cli import main; main(['check']); print(*sys.modules)"
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=MINIMAL,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        check=True,
    )
    heavy = {
        "jinja2",
        "weasyprint",
        "uharfbuzz",
        "markdown",
        "nh3",
        "scorecard.building.site",
        "scorecard.publishing.site",
    }
    assert set() == heavy & set(done.stdout.decode().split())


@pytest.mark.parametrize(
    ("output", "said"),
    [
        ("cities/x.pdf", "lies among the files of the project"),
        ("site/index.pdf", "lies among the files of the project"),
        ("scorecard.yaml", "does not end in .pdf"),
        ("nowhere/card.pdf", "there is no folder nowhere"),
        ("-", "does not end in .pdf"),
    ],
)
def test_a_card_never_lands_on_something_else(project: Path, output: str, said: str) -> None:
    """`card -o` takes a PDF in a folder that is there, outside the project's own files."""
    (project / "site").mkdir(exist_ok=True)
    city = next(iter(sorted((project / "cities").iterdir()))).name
    before = files(project)
    done = run("card", city, "-o", output, cwd=project)
    assert 2 == done.status
    assert said in done.err
    assert before == files(project)


def test_a_card_in_a_language_that_the_project_has_not_is_refused(project: Path) -> None:
    """`card --language` names those that there are."""
    city = next(iter(sorted((project / "cities").iterdir()))).name
    done = run("card", city, "--language", "xx", cwd=project)
    assert 2 == done.status
    assert "xx is no language of the project; use one of en" in done.err


def test_templates_behind_a_link_are_not_read(project: Path, tmp_path: Path) -> None:
    """A link in the place of the templates could lead anywhere; it is a problem, and nothing is built."""
    (project / "templates").symlink_to(tmp_path)
    done = run("build", "--no-cards", cwd=project)
    assert 1 == done.status
    assert done.err.startswith("templates:1:1: not-a-file: it is a link; ")
    assert not (project / "site").exists()

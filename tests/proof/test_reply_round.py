"""A packet in, filled in by LibreOffice as a city's spreadsheet program, and the page with the city's words out."""

from __future__ import annotations

import html
import json
import re
import shutil
import subprocess
from pathlib import Path

import pytest
from openpyxl import load_workbook

from scorecard.checking import load_project
from scorecard.cli import main
from tests.replies import CITY, SAYS, copied, filled_sheet

pytestmark = pytest.mark.proof

OFFICE = shutil.which("soffice")
PYTHON = "/usr/bin/python3"  # LibreOffice's bridge belongs to the system's Python
FILL = Path(__file__).with_name("fill_form.py")
TYPED = [
    [0, "C14", "Office of the Mayor"],
    [0, "C15", "Chief of Staff"],
    [0, "C16", "2026-06-20"],
    [0, "C17", "We *thank* you."],
    [0, "C12", "another-city"],
    [1, "A2", "another-id"],
    [1, "F2", "no"],
    [1, "G2", "It is weekly"],
    [1, "H2", "https://data.example.org/x"],
    [1, "I2", "2026-02-01"],
    [1, "J2", "<b>See</b> there"],
    [1, "F10", "partly"],
    [1, "F4", "yes"],
    [1, "G4", ""],
]
LOCKED = {"C12", "A2"}


def office(folder: Path, *words: str) -> list[str]:
    """Write a command that starts LibreOffice with a profile of its own."""
    if OFFICE is None:
        pytest.skip("LibreOffice is not at hand; scripts/proof_tools.sh installs it")
    return [
        OFFICE,
        "--headless",
        "--norestore",
        "--nologo",
        f"-env:UserInstallation={(folder / 'profile').as_uri()}",
        *words,
    ]


def has_bridge() -> bool:
    """Whether the system's Python can talk to LibreOffice."""
    if not Path(PYTHON).exists():
        return False
    return subprocess.run([PYTHON, "-c", "import uno"], capture_output=True, check=False).returncode == 0


def converted(folder: Path, path: Path, kind: str) -> Path:
    """Let LibreOffice open a file and save it as another kind."""
    out = folder / kind
    command = office(folder, "--convert-to", kind, "--outdir", str(out), str(path))
    subprocess.run(command, check=True, capture_output=True, timeout=180)
    return out / f"{path.stem}.{kind}"


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A project whose draft has its packet."""
    project = copied(tmp_path)
    assert main(["packet", CITY, "--project", str(project), "--until", "2026-07-15"]) == 0
    return project


def form_of(project: Path) -> Path:
    """Find the form in the packet."""
    return project / "packets" / "2026" / CITY / "reply.xlsx"


def test_from_the_packet_to_the_page_with_libreoffice(project: Path, tmp_path: Path) -> None:
    """Opened, filled in and saved there; what is locked stays; the page shows the words as they were typed."""
    command = office(tmp_path, "--accept=pipe,name=scorecard-reply;urp;")
    if not has_bridge():
        pytest.skip("LibreOffice's bridge to Python is not at hand (Debian: python3-uno)")
    saved = tmp_path / "back.xlsx"
    running = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        run = subprocess.run(
            [PYTHON, str(FILL), "scorecard-reply", str(form_of(project)), str(saved)],
            input=json.dumps(TYPED), capture_output=True, text=True, timeout=180, check=False,
        )  # fmt: skip
    finally:
        running.kill()
        running.wait()
    assert run.returncode == 0, run.stderr
    assert LOCKED == {place for _, place, _, is_locked in json.loads(run.stdout) if is_locked}
    assert main(["import", "reply", str(saved), "--project", str(project)]) == 0
    assert main(["check", "--project", str(project)]) == 0
    reply = load_project(project).answers["2026"][CITY].reply
    assert reply is not None
    assert SAYS == {name: point.says for name, point in reply.points.items()}
    assert ("2026-06-20", "Office of the Mayor, Chief of Staff") == (str(reply.received), reply.sender)
    out = tmp_path / "site"
    assert main(["build", "--no-cards", "--drafts", "--project", str(project), "--out", str(out)]) == 0
    page = (out / "cities" / CITY / "2026" / "index.html").read_text(encoding="utf-8")
    shown = " ".join(html.unescape(re.sub(r"<[^>]*>", " ", page)).split())
    assert [] == [words for words in ("We *thank* you.", *SAYS.values()) if words not in shown]


def test_the_form_keeps_its_locks_and_choices_in_libreoffice(project: Path, tmp_path: Path) -> None:
    """What LibreOffice writes back has the same texts, locks and list as what it read."""
    before = load_workbook(form_of(project))
    after = load_workbook(converted(tmp_path, converted(tmp_path, form_of(project), "ods"), "xlsx"))
    for old, new in zip(before.worksheets, after.worksheets, strict=True):
        assert (old.title, True) == (new.title, new.protection.sheet)
        cells = [cell for row in old.iter_rows() for cell in row if cell.value is not None]
        assert cells
        assert [] == [cell.coordinate for cell in cells if cell.value != new[cell.coordinate].value]
        locks = [cell.coordinate for row in old.iter_rows() for cell in row if not cell.protection.locked]
        assert locks
        assert [] == [place for place in locks if new[place].protection.locked]
    lists = [one.formula1 for one in after.worksheets[1].data_validations.dataValidation if one.type == "list"]
    assert ['"yes,no,partly"'] == [one.replace(" ", "") for one in lists]


def test_a_form_that_libreoffice_saved_as_its_own_kind_and_back_is_read(project: Path, tmp_path: Path) -> None:
    """A city that keeps it as .ods in between loses nothing."""
    filled = tmp_path / "filled.xlsx"
    filled.write_bytes(filled_sheet(form_of(project).read_bytes()))
    back = converted(tmp_path, converted(tmp_path, filled, "ods"), "xlsx")
    assert main(["import", "reply", str(back), "--project", str(project)]) == 0
    reply = load_project(project).answers["2026"][CITY].reply
    assert reply is not None
    assert SAYS == {name: point.says for name, point in reply.points.items()}

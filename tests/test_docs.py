"""The documents and the program in; what the documents say of keys, columns, commands and files, held against it."""

from __future__ import annotations

import csv
import json
import re
import shutil
from collections.abc import Iterator, Mapping
from dataclasses import fields
from pathlib import Path
from typing import Any

import pytest

from scorecard import __version__
from scorecard.checking import check_project, load_project
from scorecard.cli import main
from scorecard.publishing.letter import Letter
from scorecard.publishing.reply_form import COLUMNS, PERSON
from scorecard.standing import NEXT

ROOT = Path(__file__).resolve().parent.parent
MINIMAL = ROOT / "tests" / "projects" / "minimal"
EVERYTHING = ROOT / "tests" / "projects" / "everything"
DICTIONARY = (ROOT / "docs" / "data-dictionary.md").read_text(encoding="utf-8")
DOCUMENTS = sorted(
    path.relative_to(ROOT).as_posix()
    for pattern in ("*.md", "docs/*.md", "pages/*.md", "benchmarks/*.md", "rubrics/*.md", "sources/*.md")
    for path in ROOT.glob(pattern)
)
# What a problem calls a table -> the heading of its keys in the data dictionary.
HEADINGS = (
    (r"scorecard\.yaml", "scorecard.yaml"),
    (r"scorecard\.yaml in .+", "scorecard.yaml in another language"),
    (r"the edition .+", "An edition"),
    (r"a peer group", "A peer group"),
    (r"the rubric", "A rubric"),
    (r"the rubric in .+", "A rubric in another language"),
    (r"the words of the dimension .+", "A dimension in another language"),
    (r"the words of the criterion .+", "A criterion in another language"),
    (r"the words of the level .+", "A level in another language"),
    (r"the words of the remedy .+", "A remedy in another language"),
    (r"a band", "A band"),
    (r"a gate", "A gate"),
    (r"a dimension", "A dimension"),
    (r"a criterion|stops|stop-fields|stop-lag|arrests", "A criterion"),
    (r"a level of .+", "A level"),
    (r"follows of .+", "What a criterion follows"),
    (r"the remedy", "A remedy"),
    (r"the city", "Who a city is"),
    (r"the city's file", "The file"),
    (r"the evidence .+", "Evidence"),
    (r"the answer to .+", "An answer"),
    (r"second|settled", "A second or settled answer"),
    (r"vanished", "Vanished"),
    (r"the reply", "A reply"),
    (r"the reply to .+", "A point of a reply"),
    (r"a correction", "A correction"),
    (r"the pledge", "A pledge"),
    (r"withdrawn", "Withdrawn"),
)
# Tables without a key, but for those that lead to more tables: what is required is then missing.
BARE = {
    "scorecard.yaml": "editions: {2026: {x-a: 1}}\npeers: [{x-a: 1}]\n",
    "rubrics/bare.yaml": (
        "bands: [{x-a: 1}]\ngates: [{x-a: 1}]\n"
        "dimensions: [{x-a: 1, criteria: [{x-a: 1, levels: [{x-a: 1}], remedy: {x-a: 1}}]}]\n"
    ),
    "rubrics/follows.yaml": (
        "dimensions: [{criteria: [{id: stops, title: a, claim: a, points: 1, follows: {x-a: 1},"
        " levels: [{id: a, share: 1, title: a}, {id: b, share: 0, title: b}]}]}]\n"
    ),
    "cities/seattle-wa/city.yaml": "x-a: 1\n",
    "cities/seattle-wa/2025.yaml": (
        "evidence: {portal: {x-a: 1}}\nanswers: {stops: {level: none, evidence: [portal], vanished: {x-a: 1}}}\n"
        "reply: {points: {stops: {x-a: 1}}}\ncorrections: [{x-a: 1}]\npledge: {x-a: 1}\nwithdrawn: {x-a: 1}\n"
    ),
}
GIVEN = {"editions", "bands", "dimensions", "criteria", "levels"}


def section(heading: str, text: str = DICTIONARY) -> str:
    """Take what stands below a heading, up to the next one."""
    match = re.search(rf"^##+ {re.escape(heading)}\n(.*?)(?=^##+ |\Z)", text, re.MULTILINE | re.DOTALL)
    assert match is not None, f"no heading {heading}"
    return match.group(1)


def rows(heading: str) -> Iterator[tuple[list[str], list[str]]]:
    """Go through the table below a heading: the names in its first cell, and all cells."""
    for line in section(heading).splitlines():
        if line.startswith("|") and not re.match(r"\| *(-|key|column|field|part)", line):
            cells = [cell.strip() for cell in line.strip("|").split(" | ")]
            yield re.findall(r"`([^`]+)`", cells[0]), cells


def documented(heading: str) -> set[str]:
    """Collect the names in the first column of a table."""
    return {name for names, _ in rows(heading) for name in names}


def heading_of(what: str) -> str:
    """Find the heading for what a problem calls a table."""
    return next(heading for pattern, heading in HEADINGS if re.fullmatch(pattern, what))


def with_foreign_keys(text: str) -> str:
    """Put the key `zz` into every table of a file in the style of the minimal project."""
    text = re.sub(r"\{(?=\w)", "{zz: 1, ", text)
    text = re.sub(r"^( *)- id:", r"\1- zz: 1\n\1  id:", text, flags=re.MULTILINE)
    text = re.sub(r"^( *)(portal|stops|reply):\n", r"\1\2:\n\1  zz: 1\n", text, flags=re.MULTILINE)
    return f"zz: 1\n{text}"


@pytest.fixture(scope="module")
def keys_read(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, set[str]]:
    """Ask the readers for their keys: a foreign key makes each list those of its table."""
    found: dict[str, set[str]] = {}
    for paths in (
        ("scorecard.yaml", "rubrics/records-2025.yaml"),
        ("cities/seattle-wa/city.yaml", "cities/seattle-wa/2025.yaml"),
    ):
        project = Path(shutil.copytree(MINIMAL, tmp_path_factory.mktemp("foreign") / "project"))
        for path in paths:
            text = (project / path).read_text(encoding="utf-8")
            (project / path).write_text(with_foreign_keys(text), encoding="utf-8")
        for problem in check_project(project).problems:
            match = re.fullmatch(r'"zz" is not a key of (.+)', problem.what)
            if match is not None:
                keys = problem.mend.removeprefix("use one of ").removesuffix(", or start it with x-").split(", ")
                found.setdefault(heading_of(match.group(1)), set()).update(keys)
    return found


def test_the_dictionary_has_a_table_for_every_table_that_is_read(keys_read: Mapping[str, set[str]]) -> None:
    """Each kind of table was met, so that the next test leaves none out."""
    assert {heading for _, heading in HEADINGS} == set(keys_read)


@pytest.mark.parametrize("heading", [heading for _, heading in HEADINGS])
def test_the_dictionary_has_every_key_that_the_readers_ask_for(heading: str, keys_read: Mapping[str, set[str]]) -> None:
    """No key is missing, and none is told that nobody reads."""
    assert documented(heading) == keys_read[heading]


def test_the_dictionary_says_which_keys_are_required(tmp_path: Path) -> None:
    """What it calls required is what is reported where it is missing, in every kind of table."""
    project = Path(shutil.copytree(MINIMAL, tmp_path / "project"))
    missing: dict[str, set[str]] = {}
    for paths in (("cities/seattle-wa/city.yaml", "cities/seattle-wa/2025.yaml"), tuple(BARE)):
        for path in paths:
            (project / path).write_text(BARE[path], encoding="utf-8")
        for problem in check_project(project).problems:
            match = re.fullmatch(r'(.+) has no "(.+)"', problem.what) if problem.code == "missing-key" else None
            if match is not None:
                missing.setdefault(heading_of(match.group(1)), set()).add(match.group(2))
    required = {
        heading: {name for names, cells in rows(heading) for name in names if cells[2] == "yes"}
        for _, heading in HEADINGS
    }
    assert {heading: keys - GIVEN for heading, keys in required.items() if keys - GIVEN} == {
        heading: keys - GIVEN for heading, keys in missing.items() if keys - GIVEN
    }


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the made-up project that has every state once."""
    folder = tmp_path_factory.mktemp("everything")
    project = Path(shutil.copytree(EVERYTHING, folder / "project"))
    out = folder / "site"
    assert main(["build", "--no-cards", "--project", str(project), "--out", str(out)]) == 0
    return out


@pytest.mark.parametrize("name", ["scores", "answers", "evidence"])
def test_the_dictionary_has_every_column_in_its_order(name: str, site: Path) -> None:
    """The header of each table is the list of the dictionary."""
    with (site / "data" / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        header = next(csv.reader(file))
    assert [column for names, _ in rows(f"data/{name}.csv") for column in names] == header


def test_columns_that_are_never_empty_are_not(site: Path) -> None:
    """The column "empty" of the dictionary holds in the made-up project, which has every state once."""
    for name in ("scores", "answers", "evidence"):
        never = {column for names, cells in rows(f"data/{name}.csv") for column in names if cells[2] == "never"}
        with (site / "data" / f"{name}.csv").open(encoding="utf-8", newline="") as file:
            assert not [row for row in csv.DictReader(file) if any(row[column] == "" for column in never)]


def document(site: Path, path: str) -> Any:
    """Read one document of the API."""
    return json.loads((site / "api" / "v1" / path).read_text(encoding="utf-8"))


def test_the_dictionary_has_every_field_of_the_index_and_the_editions(site: Path) -> None:
    """Heads, records and numbers of dimensions are told whole."""
    index = document(site, "index.json")
    head = documented("Edition head")
    assert documented("api/v1/index.json") == {*index}
    studied = {"weights", "peers", "criteria"}
    assert [{*head, "url"} | studied, {"id", "url", "advice"}] == [{*index[name][0]} for name in ("editions", "cities")]
    assert [{"from", "to", "url"}, {"id", "url"}] == [{*index[name][0]} for name in ("changes", "schemas")]
    named = {*re.findall(r"`([a-z]+)`", section("api/v1/index.json"))}
    assert {"url", "id", "from", "to", "advice"} | studied <= named
    edition = document(site, "editions/2026.json")
    assert documented("api/v1/editions/EDITION.json") == {*edition}
    assert head == {*edition} - {"cities"}
    records = [record for record in edition["cities"] if "withdrawn" not in record]
    assert {frozenset(documented("Record"))} == {frozenset(record) for record in records}
    dimensions = [one for record in records for one in record["dimensions"].values() if one is not None]
    assert {frozenset(documented("Numbers of a dimension"))} == {frozenset(one) for one in dimensions}


def test_the_dictionary_tells_what_a_withdrawn_record_holds(site: Path) -> None:
    """It holds id, name and why, and its words say so."""
    records = [record for record in document(site, "editions/2026.json")["cities"] if "withdrawn" in record]
    told = {*re.findall(r"`([^`]+)`", section("Record").rpartition("A withdrawn file")[2])}
    assert {frozenset(told)} == {frozenset({*record, *record["withdrawn"]}) for record in records}


def test_the_dictionary_has_every_field_of_a_city(site: Path) -> None:
    """Answers and sources are told whole."""
    city = document(site, "cities/alpha-falls.json")
    edition = city["editions"][-1]
    fields = {*city, *edition} - documented("Edition head") - documented("Record")
    assert documented("api/v1/cities/CITY.json") == fields | {"id", "name", "state"}
    assert {frozenset(documented("Answer in the API"))} == {frozenset(one) for one in edition["answers"].values()}
    assert {frozenset(documented("Source in the API"))} == {frozenset(one) for one in edition["evidence"].values()}


def test_the_dictionary_has_every_field_of_the_changes(site: Path) -> None:
    """The sum, bridges with their steps, and regressions are told whole."""
    changes = document(site, "changes/2025-to-2026.json")
    assert documented("api/v1/changes/OLD-to-NEW.json") == {*changes}
    nation = changes["nation"]
    kinds = {key for one in nation["kinds"].values() for key in one}
    assert documented("The sum of all bridges") == {*nation}
    assert {*nation["left_out"], *kinds} <= set(re.findall(r"`([^`]+)`", section("The sum of all bridges")))
    assert {frozenset(documented("A bridge"))} == {frozenset(one) for one in changes["cities"]}
    assert {frozenset(documented("A step"))} == {frozenset(step) for one in changes["cities"] for step in one["steps"]}
    assert {frozenset(documented("A regression"))} == {frozenset(one) for one in changes["regressions"]}


def test_the_dictionary_has_every_field_of_the_advice(site: Path) -> None:
    """Actions, the way to the next band and questions are told whole."""
    advice = document(site, "cities/alpha-falls/advice.json")
    assert documented("api/v1/cities/CITY/advice.json") == {*advice}
    told = documented("Action in the API") - {"id", "url", "title", "owed_to"}
    assert {frozenset(told)} == {frozenset(one) for one in advice["actions"]}
    assert {frozenset({"id", "url", "title", "owed_to"})} == {
        frozenset(one) for act in advice["actions"] for one in act["examples"]
    }
    assert documented("Next band in the API") == {*advice["next_band"]}
    assert {frozenset(documented("Question in the API"))} == {frozenset(one) for one in advice["questions"]}


def test_the_dictionary_has_every_field_of_a_rubric(site: Path) -> None:
    """Each part of a rubric is told whole, in its order."""
    told = {cells[0]: re.findall(r"`([^`]+)`", cells[1]) for _, cells in rows("api/v1/rubrics/RUBRIC.json")}
    parts: dict[str, list[str]] = {}
    for path in (site / "api" / "v1" / "rubrics").iterdir():
        rubric = document(site, f"rubrics/{path.name}")
        criteria = [one for dimension in rubric["dimensions"] for one in dimension["criteria"]]
        found: list[tuple[str, list[Any]]] = [
            ("the rubric", [rubric]),
            ("a band", rubric["bands"]),
            ("a gate", rubric["gates"]),
            ("a dimension", rubric["dimensions"]),
            ("a criterion", criteria),
            ("follows", [one["follows"] for one in criteria if one["follows"] is not None]),
            ("a level", [level for one in criteria for level in one["levels"]]),
            ("a remedy", [one["remedy"] for one in criteria if one["remedy"] is not None]),
        ]
        parts.update({name: list(records[0]) for name, records in found if records})
    assert told == parts


def test_the_dictionary_has_every_field_of_the_manifest(site: Path) -> None:
    """The list of files says what it holds for each."""
    manifest = json.loads((site / "manifest.json").read_text(encoding="utf-8"))
    assert documented("Manifest") == {*manifest}
    assert {"size", "sha256"} == {key for one in manifest["files"].values() for key in one}


def test_the_dictionary_has_every_word_that_a_letter_may_use() -> None:
    """Who writes a letter finds all of them there, in their order."""
    assert [field.name for field in fields(Letter) if field.name != "template"] == [
        name for names, _ in rows("The letter") for name in names
    ]


def test_the_dictionary_has_every_field_of_the_form() -> None:
    """What a city fills in once, and for each question."""
    assert documented("The reply form") == {*PERSON, *COLUMNS}


def test_the_dictionary_has_every_field_of_the_status(capsys: pytest.CaptureFixture[str]) -> None:
    """And every state that a city can have."""
    assert main(["status", "--format", "json", "--project", str(EVERYTHING)]) == 0
    read = json.loads(capsys.readouterr().out)
    assert {frozenset(documented("Where cities stand"))} == {frozenset(one) for one in read["cities"]}
    states = next(cells[1] for names, cells in rows("Where cities stand") if names == ["state"])
    assert set(NEXT) == set(re.findall("`([^`]+)`", states))


def code_of(path: str) -> list[str]:
    """Collect the lines of code blocks and the code inside sentences of one document."""
    text = (ROOT / path).read_text(encoding="utf-8")
    blocks = re.findall(r"^```\w*\n(.*?)^```", text, re.MULTILINE | re.DOTALL)
    inline = re.findall(r"`([^`\n]+)`", re.sub(r"^```.*?^```", "", text, flags=re.MULTILINE | re.DOTALL))
    return [line for block in blocks for line in block.splitlines()] + inline


def help_of(capsys: pytest.CaptureFixture[str], *words: str) -> str:
    """Print the help of a command."""
    with pytest.raises(SystemExit) as ended:
        main([*words, "--help"])
    assert ended.value.code == 0
    return capsys.readouterr().out


@pytest.mark.parametrize("path", DOCUMENTS)
def test_commands_in_the_documents_exist_with_their_options(path: str, capsys: pytest.CaptureFixture[str]) -> None:
    """What a reader types is what the program takes."""
    commands = set(re.findall(r"^    ([a-z]+) ", help_of(capsys), re.MULTILINE))
    for code in code_of(path):
        match = re.match(r"(?:\.venv/bin/)?scorecard ([a-z]+)\b(.*)", code)
        if match is not None:
            assert match.group(1) in commands, code
            options = set(re.findall(r"(?<!\S)--[a-z-]+", match.group(2)))
            assert options <= set(re.findall(r"--[a-z-]+", help_of(capsys, match.group(1)))), code


@pytest.mark.parametrize("path", DOCUMENTS)
def test_make_targets_in_the_documents_exist(path: str) -> None:
    """Each `make …` is a recipe of the Makefile."""
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    named = {word for code in code_of(path) for word in re.findall(r"^make ([a-z]+)", code)}
    assert named <= targets


@pytest.mark.parametrize("path", DOCUMENTS)
def test_files_that_the_documents_name_exist(path: str) -> None:
    """A path in code below one of our folders is there; what is built, and what stands for any name, apart."""
    ours = r"(?:\.venv/bin/python )?((?:cities|docs|pages|rubrics|scorecard|scripts|sources|templates|tests)/[\w./-]*)"
    found = [re.fullmatch(rf"{ours}(?: .*)?", code) for code in code_of(path)]
    named = {match.group(1) for match in found if match is not None}
    missing = {name for name in named if not (ROOT / name).exists()}
    assert missing <= {"tests/actual/", "rubrics/police-data-2027.yaml"}


def slugs(text: str) -> set[str]:
    """List the anchors of a document's headings, as they are made where it is shown."""
    headings = re.findall(r"^#+ (.+)$", re.sub(r"^```.*?^```", "", text, flags=re.MULTILINE | re.DOTALL), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


@pytest.mark.parametrize("path", DOCUMENTS)
def test_links_in_the_documents_resolve(path: str) -> None:
    """Each link leads to a file that is there, and to a heading that it has."""
    text = re.sub(r"^```.*?^```", "", (ROOT / path).read_text(encoding="utf-8"), flags=re.MULTILINE | re.DOTALL)
    for target in re.findall(r"\]\(([^)\s]+)\)", text):
        if re.match(r"https?://|mailto:", target):
            continue
        name, _, anchor = target.partition("#")
        file = (ROOT / path).parent / name if name else ROOT / path
        assert file.exists(), target
        assert not anchor or anchor in slugs(file.read_text(encoding="utf-8")), target


def test_prose_pages_link_to_other_sites_alone() -> None:
    """A link inside the site would be shown as its words."""
    for page in load_project(ROOT).pages:
        assert [] == [
            one for one in re.findall(r"\]\(([^)\s]+)\)", page.text) if not one.startswith(("http", "mailto:"))
        ]


def test_the_readme_is_short_and_names_the_editions() -> None:
    """It fits on two screens, and its editions are those of the settings."""
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    assert len(readme.splitlines()) < 90
    editions = [edition.id for edition in load_project(ROOT).settings.editions]
    assert f"editions {', '.join(editions[:-1])} and {editions[-1]}" in readme


@pytest.mark.parametrize("path", ["README.md", "LICENSES.md", "pages/about.md"])
def test_sources_are_said_to_have_made_and_to_endorse_nothing(path: str) -> None:
    """Nobody may read a source's name as its approval."""
    assert re.search(r"made none of this, and endorse none of it", (ROOT / path).read_text(encoding="utf-8"))


def test_the_licences_list_every_source_with_its_terms_and_credit() -> None:
    """A source that is added to the list of tables is added there too, in the same words."""
    with (ROOT / "sources" / "tables.csv").open(encoding="utf-8", newline="") as file:
        wanted = {
            (row["repository"] or "the page that each law names", row["licence"], row["credit"])
            for row in csv.DictReader(file)
        }
    text = section("Sources", (ROOT / "LICENSES.md").read_text(encoding="utf-8"))
    lines = [line.strip("| ").split(" | ") for line in text.splitlines() if line.startswith("|")][2:]
    assert wanted == {(line[0], line[2], line[3]) for line in lines}


def test_the_changelog_has_this_version_in_both_parts() -> None:
    """A reader finds what changed in the code apart from what changed in scores."""
    text = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    parts = dict(re.findall(r"^## (\w+)\n(.*?)(?=^## |\Z)", text, re.MULTILINE | re.DOTALL))
    assert ["Code", "Rubric"] == list(parts)
    assert all(f"### {__version__}\n" in part for part in parts.values())

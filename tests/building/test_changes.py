"""What has not changed is not made again: after any change, a build gives what one from nothing gives."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from sqlite3 import Connection

import pytest

from scorecard.building import bulk_sqlite
from scorecard.building.ledger import Entry
from scorecard.building.plan import Built, Plan
from scorecard.building.site import build
from scorecard.checking import load_project
from scorecard.packaged import packaged
from scorecard.publishing.changes_file import change_documents, changes_in_memory
from scorecard.publishing.keys import Keys
from scorecard.publishing.templating import Templates, View
from scorecard.scoring.score import score_all
from tests.golden.accept import made

EVERYTHING = Path(__file__).parents[1] / "projects" / "everything"


def silent(_what: str, _done: int, _of: int) -> None:
    """Tell nobody."""


@dataclass(frozen=True)
class Folder:
    """A copy of the made-up project."""

    root: Path

    def edit(self, path: str, old: str, new: str) -> None:
        """Put one text in the place of another, which must be there."""
        file = self.root / path
        text = file.read_text(encoding="utf-8")
        assert old in text
        file.write_text(text.replace(old, new, 1), encoding="utf-8")

    def build(self, out: str = "site", *, is_cold: bool = False, with_drafts: bool = False) -> Built:
        """Build in this process, without cards."""
        own = self.root / "templates"
        plan = Plan(
            out=self.root.parent / out,
            root=self.root,
            templates=own if own.is_dir() else packaged("templates"),
            with_cards=False,
            with_drafts=with_drafts,
            jobs=1,
            is_cold=is_cold,
        )
        return build(plan, silent)

    def files(self, out: str = "site") -> dict[str, str]:
        """Read the digests of a site's manifest."""
        manifest = json.loads((self.root.parent / out / "manifest.json").read_bytes())
        return {path: one["sha256"] for path, one in manifest["files"].items()}


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    """The made-up project, built once."""
    made = Folder(tmp_path / "project")
    shutil.copytree(EVERYTHING, made.root)
    made.build()
    return made


ALPHA = "cities/alpha-falls/2026.yaml"


def _new_city(folder: Folder) -> None:
    shutil.copytree(folder.root / "cities/quebec-all", folder.root / "cities/sierra-new")


def _own_templates(folder: Folder) -> None:
    shutil.copytree(packaged("templates"), folder.root / "templates")
    with (folder.root / "templates/site/base.html").open("a", encoding="utf-8") as file:
        file.write("<!-- ours -->\n")


def move_ranks(folder: Folder) -> None:
    """Let one city fall below others."""
    folder.edit(ALPHA, "{no_worse_than: counts, no_better_than: incidents, ", "{level: none, ")


CHANGES: dict[str, Callable[[Folder], None]] = {
    "an answer": lambda one: one.edit(ALPHA, "stops-published: {no_worse_than: partial, ", "stops-published: {"),
    "an answer that settles more": lambda one: one.edit(
        ALPHA, "warning: unknown", "warning: {level: full, evidence: [manual]}"
    ),
    "an answer that moves ranks": move_ranks,
    "a note": lambda one: one.edit(ALPHA, "One table.", "Two tables."),
    "a reply": lambda one: one.edit(ALPHA, "We thank you.", "We object."),
    "a source": lambda one: one.edit(ALPHA, "Updated each Monday.", "Updated each Tuesday."),
    "a publisher": lambda one: one.edit(ALPHA, "Alpha Falls Police Department", "Alpha Falls Police"),
    "a name": lambda one: one.edit("cities/alpha-falls/city.yaml", "Alpha Falls", "Alpha Hills"),
    "an older edition": lambda one: one.edit(
        "cities/alpha-falls/2025.yaml", "evidence:", "x-note: looked at\nevidence:"
    ),
    "a correction": lambda one: one.edit(
        ALPHA,
        "corrections:\n",
        "corrections:\n  - {on: 2026-11-02, criterion: warning, was: unknown, because: Why}\n",
    ),
    "a correction of an older edition": lambda one: one.edit(
        "cities/alpha-falls/2025.yaml", "was: {level: none, evidence: [table]}", "was: unknown"
    ),
    "a reason why something is gone": lambda one: one.edit("cities/hotel-hostile/2026.yaml", 'gone"}}', 'went"}}'),
    "a step that leaves the sum as it is": lambda one: one.edit(
        "cities/alpha-falls/2026.yaml", "since: 2026-02-10", "since: 2025-02-10"
    ),
    "a former id": lambda one: one.edit("cities/bravo-bay/city.yaml", "name:", "was: [bravo-old]\nname:"),
    "a draft that is final": lambda one: one.edit("cities/mike-draft/2026.yaml", "status: draft", "status: final"),
    "a final file that is a draft": lambda one: one.edit(
        "cities/bravo-bay/2026.yaml", "evidence:", "status: draft\nevidence:"
    ),
    "a withdrawal": lambda one: one.edit(
        "cities/bravo-bay/2026.yaml", "evidence:", 'withdrawn: {on: 2026-09-01, because: "Wrong city"}\nevidence:'
    ),
    "a new city": _new_city,
    "a city less": lambda one: shutil.rmtree(one.root / "cities/alpha-falls"),
    "an edition less": lambda one: (one.root / "cities/alpha-falls/2026.yaml").unlink(),
    "the words of a rubric": lambda one: one.edit("rubrics/every-2026.yaml", "title:", "x-note: a word\ntitle:"),
    "the title": lambda one: one.edit("scorecard.yaml", "Every <b>", "Any <b>"),
    "a prose page": lambda one: one.edit("pages/about.md", "#", "# More\n\n#"),
    "templates": _own_templates,
}


@pytest.mark.parametrize("change", CHANGES)
def test_after_a_change_a_build_gives_what_one_from_nothing_gives(folder: Folder, change: str) -> None:
    """Whatever changes, no page is left as it was that would come out otherwise."""
    CHANGES[change](folder)
    folder.build()
    folder.build("anew", is_cold=True)
    assert folder.files("anew") == folder.files()


def test_a_translation_that_changes_changes_the_pages_of_its_language_alone(folder: Folder) -> None:
    """All of them that show it, after a build of what changed as after one from nothing; no number moves."""
    folder.edit("scorecard.yaml", "language: en\n", "language: en\nalso_in: [es]\n")
    folder.build()
    before = folder.files()
    folder.edit("rubrics/every-2026.yaml", "Solo informe o tablero", "Solo un informe")
    folder.build()
    after = folder.files()
    folder.build("cold", is_cold=True)
    assert folder.files("cold") == after
    changed = {path for path, digest in after.items() if before[path] != digest} - {"manifest.json"}
    assert "es/criteria/every-2026/force-published/index.html" in changed
    assert [] != [path for path in changed if path.startswith("es/cities/")]
    assert [] == [path for path in changed if not path.startswith("es/")]


def test_the_log_of_changes_is_the_same_from_surveys_and_from_whole_answers(folder: Folder) -> None:
    """What the survey of a city carries is what its answers say."""
    site = folder.root.parent / "site"
    assert made()["changes/index.html"] == (site / "changes/index.html").read_bytes()
    project = load_project(folder.root)
    results = score_all(project)
    found = changes_in_memory(project, results)
    for document in change_documents(project, results, found, Keys(project, results)):
        assert (site / document.path).read_bytes() == document.content()


def test_one_change_after_another_adds_up(folder: Folder) -> None:
    """A whole day of changes, each built on the last one, ends where a build from nothing ends."""
    for change in ("a note", "a new city", "a name", "a withdrawal", "the title", "an answer", "an edition less"):
        CHANGES[change](folder)
        folder.build()
    folder.build("anew", is_cold=True)
    assert folder.files("anew") == folder.files()


def test_a_change_that_is_taken_back_gives_the_first_site_again(folder: Folder) -> None:
    """The way there leaves no trace."""
    before = folder.files()
    folder.edit(ALPHA, "We thank you.", "We object.")
    folder.build()
    folder.edit(ALPHA, "We object.", "We thank you.")
    folder.build()
    assert before == folder.files()


def test_of_the_sqlite_file_only_what_changed_is_written_anew(folder: Folder, monkeypatch: pytest.MonkeyPatch) -> None:
    """All but the rows of one city are copied; without a cache that remembers whose rows they are, none is."""
    copied: list[tuple[str, ...]] = []
    copy = bulk_sqlite._copy

    def noted(base: Connection, tables: Iterable[str], edition: str, cities: Sequence[str]) -> None:
        copied.append((*tables, *cities))
        copy(base, tables, edition, cities)

    monkeypatch.setattr(bulk_sqlite, "_copy", noted)
    folder.edit(ALPHA, "Updated each Monday.", "Updated each Tuesday.")
    folder.build()
    assert {"scores", "answers", "evidence", "bravo-bay"} < {one for run in copied for one in run}
    assert [] == [run for run in copied if "alpha-falls" in run and "scores" not in run]
    copied.clear()
    folder.edit(ALPHA, "Updated each Tuesday.", "Updated each Monday.")
    (folder.root / ".scorecard/cache.sqlite").unlink()
    folder.build()
    assert [] == copied


def inodes(site: Path) -> dict[str, tuple[int, int]]:
    """Note number and time of every file."""
    found = {path.relative_to(site).as_posix(): path.stat() for path in site.rglob("*") if path.is_file()}
    return {path: (one.st_ino, one.st_mtime_ns) for path, one in found.items()}


def test_where_nothing_changed_no_file_is_written(folder: Folder) -> None:
    """The second build looks at everything and touches nothing."""
    site = folder.root.parent / "site"
    before = inodes(site)
    built = folder.build()
    assert (before, 0) == (inodes(site), built.written)


def test_a_reply_makes_only_the_pages_that_show_it(folder: Folder) -> None:
    """Words of one city change that city's own files, and no list, no other city, no table of figures."""
    site = folder.root.parent / "site"
    before, digests = inodes(site), folder.files()
    folder.edit(ALPHA, "We thank you.", "We object.")
    folder.build()
    changed = {path for path, digest in folder.files().items() if digests[path] != digest}
    assert {"cities/alpha-falls/index.html", "cities/alpha-falls/2026/index.html"} == changed
    written = {path for path, one in inodes(site).items() if before[path] != one} - {"manifest.json"}
    own = {path for path in digests if "alpha-falls" in path}
    assert not any("old-alpha" in path for path in written)
    tables = {"data/answers.csv", "data/evidence.csv", "data/answers.parquet", "data/evidence.parquet"}
    together = {"data/index.html", "data/scorecard.sqlite", *tables}  # made of all files, and the same again
    assert written - own <= together


def test_a_rank_that_changes_is_printed_anew_and_all_other_pages_are_left(folder: Folder) -> None:
    """An answer that moves one city up moves those that it passes down: their pages are made, and no others."""
    site = folder.root.parent / "site"
    before, digests = inodes(site), folder.files()
    move_ranks(folder)
    folder.build()
    changed = {path for path, digest in folder.files().items() if digests[path] != digest}
    written = {path for path, one in inodes(site).items() if before[path] != one} - {"manifest.json"}
    others = {path for path in written if path.startswith("cities/") and "alpha-falls" not in path}
    assert set() < others <= changed
    assert "criteria/every-2026/force-unit/index.html" in written
    assert "criteria/every-2026/vehicles/index.html" not in written


def renderings(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Note the template of each page that is rendered."""
    noted: list[str] = []
    real = Templates.render

    def render(engine: Templates, view: View) -> bytes:
        noted.append(view.template)
        return real(engine, view)

    monkeypatch.setattr(Templates, "render", render)
    return noted


def test_where_only_ranks_move_a_page_is_filled_and_not_rendered(
    folder: Folder, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Of the pages of cities only those of the city that changed, one an edition, are rendered; others change too."""
    before, rendered = folder.files(), renderings(monkeypatch)
    move_ranks(folder)
    folder.build()
    changed = {path for path, digest in folder.files().items() if before[path] != digest and path.startswith("cities/")}
    assert {path for path in changed if "alpha-falls" not in path}
    assert 3 == sum(template in {"site/city.html", "site/little.html"} for template in rendered)
    folder.build("anew", is_cold=True)
    assert folder.files("anew") == folder.files()


def test_with_templates_of_its_own_a_project_has_pages_rendered_where_ranks_move(
    folder: Folder, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Such a template may do more with a rank than print it, so that words cannot be put in last."""
    shutil.copytree(packaged("templates"), folder.root / "templates")
    page = folder.root / "templates/site/city.html"
    asked = "{% if fact.note and 'other' in fact.note %}shared{% endif %}{% if fact.note %}"
    page.write_text(page.read_text(encoding="utf-8").replace("{% if fact.note %}", asked), encoding="utf-8")
    folder.build()
    rendered = renderings(monkeypatch)
    move_ranks(folder)
    folder.build()
    assert 3 < sum(template in {"site/city.html", "site/little.html"} for template in rendered)
    folder.build("anew", is_cold=True)
    assert folder.files("anew") == folder.files()


def test_a_damaged_page_is_not_filled(folder: Folder) -> None:
    """Where a byte has changed and neither time nor size has, a page with other ranks is rendered all the same."""
    ranked = folder.files()
    move_ranks(folder)
    folder.build("other")
    moved = sorted(path for path, digest in folder.files("other").items() if ranked.get(path) != digest)
    path = next(path for path in moved if path.startswith("cities/") and "alpha-falls" not in path)
    page = folder.root.parent / "site" / path
    times = page.stat()
    with page.open("r+b") as file:
        file.write(b"<!DOCTYPF")
    os.utime(page, ns=(times.st_atime_ns, times.st_mtime_ns))
    folder.build()
    assert folder.files("other") == folder.files()


@pytest.mark.parametrize("harm", ["changed", "gone", "longer"])
def test_a_file_of_the_site_that_somebody_changed_is_made_again(folder: Folder, harm: str) -> None:
    """What does not stand there as the build left it is not taken for what it was."""
    before = folder.files()
    page = folder.root.parent / "site/cities/bravo-bay/index.html"
    if harm == "gone":
        page.unlink()
    else:
        page.write_bytes(page.read_bytes() + (b"x" if harm == "longer" else b""))
    folder.edit(ALPHA, "We thank you.", "We object.")
    folder.build()
    folder.build("anew", is_cold=True)
    assert folder.files("anew") == folder.files()
    assert folder.files()["cities/bravo-bay/index.html"] == before["cities/bravo-bay/index.html"]


def test_a_damaged_ledger_costs_time_and_nothing_else(folder: Folder) -> None:
    """Every way of losing the memory of the last build makes the same site anew."""
    before = folder.files()
    (ledger,) = folder.root.parent.rglob("ledger-*.json")
    whole = ledger.read_bytes()
    for damage in (
        b"",
        whole[: len(whole) // 2],
        b'{"version": 1}',
        b'{"version":1,"whole":"","told":{},"files":{"a":1}}',
    ):
        ledger.write_bytes(damage)
        assert 0 == folder.build().written  # all was made again, and stands there already
        assert before == folder.files()


def test_an_entry_is_of_a_file_with_its_number_size_and_time(tmp_path: Path) -> None:
    """One of the three is enough to tell a file from the one that was written."""
    path = tmp_path / "page.html"
    path.write_bytes(b"x")
    found = path.stat()
    whole = Entry("key", 1, "", found.st_mtime_ns, found.st_ino)
    others = (whole._replace(size=2), whole._replace(mtime=1), whole._replace(inode=1))
    assert [True, False, False, False] == [one.is_of(str(path)) for one in (whole, *others)]
    assert not whole.is_of(str(tmp_path / "none"))

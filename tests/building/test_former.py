"""The SQLite file made from the old site's: the bytes of one made from nothing, and nothing believed that is not so."""

from __future__ import annotations

import shutil
from collections.abc import Iterable
from dataclasses import replace
from hashlib import sha256
from itertools import combinations
from pathlib import Path

import pytest

from scorecard.building import bulk_sqlite
from scorecard.building.bulk_sqlite import write_sqlite
from scorecard.building.cache import Cache, cached
from scorecard.building.former import SQLITE, Former, find_former, key_of_rows
from scorecard.building.ledger import Entry, Ledger
from scorecard.building.produce import Producer
from scorecard.building.records import Records
from scorecard.checking import load_project
from scorecard.model.project import Project
from scorecard.publishing.api import edition_file
from scorecard.publishing.citing import scores_digest, scores_path
from scorecard.publishing.keys import Keys
from scorecard.publishing.tables import Rows, rows_in_memory, score_lines
from scorecard.scoring.result import EditionResult
from scorecard.scoring.score import score_edition

EVERYTHING = Path(__file__).parents[1] / "projects" / "everything"
Results = dict[str, EditionResult]


def scored(root: Path) -> tuple[Project, Results]:
    """Read and score a project."""
    project = load_project(root)
    return project, {edition.id: score_edition(project, edition.id) for edition in project.settings.editions}


@pytest.fixture(scope="module")
def everything() -> tuple[Project, Results]:
    """The made-up project."""
    return scored(EVERYTHING)


def base_of(target: Path, everything: tuple[Project, Results], former: Former | None = None) -> tuple[bytes, list[str]]:
    """Write the SQLite file of a project; and tell of which cities rows were asked for."""
    project, results = everything
    rows_of, asked = rows_in_memory(project, results), list[str]()

    def rows(edition: str, city: str) -> Rows:
        asked.append(city)
        return rows_of(edition, city)

    def scores(edition: str) -> Iterable[bytes]:
        asked.append(edition)
        return score_lines(project, results[edition])

    target.unlink(missing_ok=True)
    write_sqlite(target, project=project, results=results, rows_of=rows, scores_of=scores, former=former)
    return target.read_bytes(), asked


def former_of(path: Path, same: Iterable[str], others: Iterable[str], scored: Iterable[str] = ()) -> Former:
    """Describe a file of which some rows hold."""
    digest = sha256(path.read_bytes()).hexdigest()
    return Former(path, digest, frozenset(same), sorted(others), frozenset(scored))


@pytest.mark.parametrize("together", [1, 3, 256])
def test_a_former_file_gives_the_bytes_of_one_from_nothing(
    together: int, everything: tuple[Project, Results], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whichever two cities are others, in steps of any size; rows are asked for of those two alone."""
    monkeypatch.setattr(bulk_sqlite, "_TOGETHER", together)
    whole, _ = base_of(tmp_path / "whole", everything)
    cities = sorted(everything[0].cities)
    for others in combinations(cities[:8], 2):
        former = former_of(tmp_path / "whole", {*cities} - {*others}, others, everything[1])
        found, asked = base_of(tmp_path / "found", everything, former)
        assert whole == found
        assert {*asked} <= {*others}


def test_what_a_former_file_has_of_other_cities_does_not_get_in(tmp_path: Path) -> None:
    """A city that is gone, one that is new, and one with another answer, each between others that are the same."""
    before = Path(shutil.copytree(EVERYTHING, tmp_path / "before"))
    base_of(tmp_path / "old", scored(before))
    after = Path(shutil.copytree(EVERYTHING, tmp_path / "after"))
    shutil.rmtree(after / "cities/bravo-bay")
    shutil.copytree(after / "cities/quebec-all", after / "cities/quebec-ball")
    path = after / "cities/alpha-falls/2026.yaml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("Updated each Monday.", "Updated each Tuesday."), encoding="utf-8")
    new = scored(after)
    others = {"bravo-bay", "quebec-ball", "alpha-falls"}
    whole, asked_for_all = base_of(tmp_path / "whole", new)
    former = former_of(tmp_path / "old", {*new[0].cities} - others, others)
    found, asked = base_of(tmp_path / "found", new, former)
    assert whole == found
    assert len(asked) < len(asked_for_all)
    assert text != path.read_text(encoding="utf-8")


def test_a_former_file_that_is_not_the_one_that_was_left_is_not_read(
    everything: tuple[Project, Results], tmp_path: Path
) -> None:
    """Its digest is held against that of the ledger, before a row is copied."""
    whole, asked_for_all = base_of(tmp_path / "whole", everything)
    former = former_of(tmp_path / "whole", everything[0].cities, (), everything[1])
    harmed = bytearray(whole)
    harmed[-1] ^= 1
    former.path.write_bytes(harmed)
    assert (whole, asked_for_all) == base_of(tmp_path / "found", everything, former)


def entry(path: Path, key: str) -> Entry:
    """Say of a file what a ledger does."""
    found, content = path.stat(), path.read_bytes()
    return Entry(key, len(content), sha256(content).hexdigest(), found.st_mtime_ns, found.st_ino)


class Site:
    """An old site with its SQLite file and its document of scores, made from the made-up project."""

    def __init__(self, out: Path, everything: tuple[Project, Results]) -> None:
        project, self.results = everything
        self.out = out
        self.keys = Keys(project, self.results, "shared", {city: f"key of {city}" for city in project.cities})
        (out / "data").mkdir(parents=True)
        (out / SQLITE).write_bytes(b"rows")
        self.files = {SQLITE: entry(out / SQLITE, key_of_rows(self.keys, self.keys.cities))}
        for name, result in self.results.items():
            key = self.keys.lists([name], "document")
            self.files[scores_path(result.edition)] = Entry(key, 0, f"digest of {name}", 0, 0)

    def former(self, cache: Cache, **others: str) -> Former | None:
        """Find what holds where cities have other keys."""
        keys = replace(self.keys, cities={**self.keys.cities, **others})
        return find_former(cache, Producer(self.out, self.out, Ledger("", self.files)), keys, self.results)


def test_what_holds_is_found_by_the_keys_of_the_cities(everything: tuple[Project, Results], tmp_path: Path) -> None:
    """Nothing at first; then all but what has another key; and nothing of a file that was touched."""
    site = Site(tmp_path / "site", everything)
    with cached(tmp_path) as cache:
        assert site.former(cache, **{"bravo-bay": "other"}) is None
        site.former(cache)
        found = site.former(cache, **{"bravo-bay": "other"})
        assert found is not None
        assert ["bravo-bay"] == list(found.others)
        assert {*everything[0].cities} - {"bravo-bay"} == found.same
        assert {*everything[1]} == found.scored
        (site.out / SQLITE).write_bytes(b"others")
        assert site.former(cache) is None


def test_what_was_remembered_is_not_believed_where_its_key_does_not_come_out(
    everything: tuple[Project, Results], tmp_path: Path
) -> None:
    """A list of cities that belongs to another file, under the name of this one."""
    site = Site(tmp_path / "site", everything)
    with cached(tmp_path) as cache:
        cache.put(f"rows {site.files[SQLITE].key}", b'{"alpha-falls": "key of alpha-falls"}')
        assert site.former(cache, **{"bravo-bay": "other"}) is None


def test_records_are_made_once_and_are_those_of_the_document_and_the_table(
    everything: tuple[Project, Results], tmp_path: Path
) -> None:
    """Lines, document and digest are what each makes by itself."""
    project, results = everything
    with Records(project, results, tmp_path) as records:
        for name, result in results.items():
            document = b"".join(edition_file(project, result))
            assert scores_digest(project, result) == records.digest_of(name)
            assert document == b"".join(records.document_of(name))
            assert b"".join(score_lines(project, result)) == b"".join(records.scores_of(name))


def test_a_digest_that_the_ledger_has_is_taken_where_the_document_is_the_same(
    everything: tuple[Project, Results], tmp_path: Path
) -> None:
    """By its key; where that is another, the document is made for it."""
    site = Site(tmp_path / "site", everything)
    first, *_, last = everything[1]
    site.files[scores_path(everything[1][last].edition)] = Entry("other", 0, "old", 0, 0)
    with Records(*everything, tmp_path) as records:
        records.take_digests(site.keys, site.files)
        assert f"digest of {first}" == records.digest_of(first)
        assert scores_digest(everything[0], everything[1][last]) == records.digest_of(last)

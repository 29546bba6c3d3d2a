"""The changes of all cities in, the feed out: dates of the data, ids that stay, and no draft."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

import pytest
from lxml import etree

from scorecard.model.answer import Withdrawn
from scorecard.model.project import Project
from scorecard.model.when import When
from scorecard.publishing import feed as feeding
from scorecard.publishing.changes_file import changes_in_memory
from scorecard.publishing.feed import feed
from scorecard.scoring.result import EditionResult
from tests.publishing.hostile import ATTACKS

ATOM = "{http://www.w3.org/2005/Atom}"
Results = dict[str, EditionResult]


def made(project: Project, results: Results) -> bytes:
    """Write the feed of a project."""
    public = {name: one for name, one in results.items() if one.has_public}
    return feed(project, public, changes_in_memory(project, results))


def entries(content: bytes) -> list[dict[str, str]]:
    """Read the entries of a feed: text by name, with their word and address."""
    found = []
    for one in etree.fromstring(content).iter(f"{ATOM}entry"):
        told = {str(node.tag).removeprefix(ATOM): node.text or "" for node in one}
        (kind,), (link,) = one.findall(f"{ATOM}category"), one.findall(f"{ATOM}link")
        found.append({**told, "category": str(kind.get("term")), "link": str(link.get("href"))})
    return found


def test_every_kind_of_entry_is_told_with_its_day(project: Project, results: Results) -> None:
    """Editions, corrections, regressions and withdrawals; the newest first, all on days of the data."""
    found = entries(made(project, results))
    assert {"edition", "correction", "gone", "withdrawn"} == {one["category"] for one in found}
    days = [one["updated"] for one in found]
    assert sorted(days, reverse=True) == days
    editions = {one["title"]: one["updated"] for one in found if one["category"] == "edition"}
    expected = {
        f"Edition {one.id}": f"{one.as_of}T00:00:00Z" for one in project.settings.editions if results[one.id].has_public
    }
    assert expected == editions
    for name, files in project.answers.items():
        for city, file in files.items():
            of_city = [one for one in found if f"/cities/{city}/{name}/" in one["link"]]
            corrected = [one["updated"][:10] for one in of_city if one["category"] == "correction"]
            wanted = sorted((str(one.on.first) for one in file.corrections if file.is_final), reverse=True)
            assert wanted == corrected


def test_an_entry_has_what_atom_asks_for(project: Project, results: Results) -> None:
    """Unique ids, a title, a day, a summary and an address; the feed itself has the same, and its newest day."""
    content = made(project, results)
    root = etree.fromstring(content)
    found = entries(content)
    assert len({one["id"] for one in found}) == len(found) > 5
    assert all(one["id"].startswith(f"{one['link']}#") and one["title"] and one["summary"] for one in found)
    heads = {str(node.tag).removeprefix(ATOM): node.text for node in root if node.tag != f"{ATOM}entry"}
    assert (found[0]["updated"], "https://example.org/every/thing/feed.xml") == (heads["updated"], heads["id"])
    assert [("self", heads["id"]), ("alternate", "https://example.org/every/thing/changes/")] == [
        (one.get("rel"), one.get("href")) for one in root.findall(f"{ATOM}link")
    ]
    assert content == made(project, results)


def test_a_draft_is_never_told(project: Project, results: Results) -> None:
    """Neither a draft, nor one that says it was withdrawn."""
    drafts = {
        (name, city): file for name, files in project.answers.items() for city, file in files.items() if file.is_draft
    }
    assert drafts
    ((edition, city), file) = next(iter(drafts.items()))
    gone = replace(file, withdrawn=Withdrawn(When.day(date(2026, 7, 1)), "Of a draft."))
    answers = {**project.answers, edition: {**project.answers[edition], city: gone}}
    told = made(replace(project, answers=answers), results).decode()
    assert [] == [name for _, name in drafts if f"/cities/{name}/" in told]


def test_texts_stay_texts(hostile: Project, hostile_results: Results) -> None:
    """No attack in any text makes an element, and each reads as it was typed."""
    root = etree.fromstring(made(hostile, hostile_results))
    tags = {str(node.tag) for node in root.iter()}
    names = "feed id title subtitle updated author name rights link entry category summary"
    assert tags == {f"{ATOM}{name}" for name in names.split()}
    told = " ".join(" ".join(node.text or "" for node in root.iter(f"{ATOM}summary")).split())
    assert [] == [one for one in ATTACKS if " ".join(one.split()) not in told]


def test_two_corrections_of_one_day_have_two_ids(project: Project, results: Results) -> None:
    """The second gets a number, so that a reader shows both."""
    files = project.answers["2026"]
    city, file = next((city, one) for city, one in files.items() if one.corrections and one.is_final)
    one = file.corrections[0]
    twice = replace(file, corrections=(one, one))
    other = replace(project, answers={**project.answers, "2026": {**files, city: twice}})
    ids = [told["id"] for told in entries(made(other, results)) if f"/cities/{city}/2026/#correction" in told["id"]]
    first = f"correction-{one.criterion}-{one.on}"
    assert {first, f"{first}-2"} == {told.partition("#")[2] for told in ids}


def test_only_the_newest_are_told(project: Project, results: Results, monkeypatch: pytest.MonkeyPatch) -> None:
    """A feed stays small."""
    whole = entries(made(project, results))
    monkeypatch.setattr(feeding, "MOST_ENTRIES", 2)
    assert whole[:2] == entries(made(project, results))


def test_every_page_leads_to_the_feed(pages: Mapping[str, bytes]) -> None:
    """Feed readers find it from wherever they are."""
    for path, content in pages.items():
        if path.endswith(".html") and not path.endswith("/embed.html"):
            root = "/every/thing/" if path == "404.html" else "../" * path.count("/")
            wanted = f'<link rel="alternate" type="application/atom+xml" href="{root}feed.xml">'
            assert wanted.encode() in content, path

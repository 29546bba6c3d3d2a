"""The changes of all cities in, an Atom feed out: new editions, corrections, what is gone and what was withdrawn.

Every date is one that the data gives; ids are addresses that stay. Drafts are in none of it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from html import escape
from operator import attrgetter
from typing import TYPE_CHECKING

from scorecard.model.project import Edition, Project
from scorecard.publishing.artifact import Artifact
from scorecard.publishing.bridge_words import move_sentences, printed_move
from scorecard.publishing.changes import gone_cost
from scorecard.publishing.changes_file import Changes, between, pairs
from scorecard.publishing.city_parts import short_name
from scorecard.publishing.history import city_path
from scorecard.publishing.language import say, say_count, without_marks
from scorecard.publishing.paths import CHANGES_PATH, FEED_PATH, edition_path
from scorecard.publishing.words import day, sentence, when
from scorecard.scoring.result import EditionResult

if TYPE_CHECKING:
    from scorecard.publishing.site import Pages

MOST_ENTRIES = 500  # the newest; the page of changes leads to all
_HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n<feed xmlns="http://www.w3.org/2005/Atom" xml:lang={language}>'


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing that happened: `kind` is a word for programs, `path` and `anchor` make its id, with the day `on`."""

    kind: str
    path: str
    anchor: str
    on: date
    title: str
    text: str


def feed_file(pages: Pages) -> Artifact:
    """Promise the feed, which stands once for all languages."""
    key = pages.keys.lists(pages.results, FEED_PATH, *pages.changes.lines())
    return Artifact(FEED_PATH, lambda: feed(pages.project, pages.public, pages.changes), key)


def feed(project: Project, results: Mapping[str, EditionResult], changes: Changes) -> bytes:
    """Write the feed.

    Args:
        project: whose settings and words hold.
        results: edition id -> result, of the editions with a public city.
        changes: of all cities.
    """
    settings = project.settings
    found = sorted(_entries(project, results, changes), key=attrgetter("anchor", "path"))
    newest_first = sorted(found, key=attrgetter("on"), reverse=True)[:MOST_ENTRIES]
    updated = newest_first[0].on if newest_first else settings.editions[-1].as_of
    about = say("New editions, corrections, and what is published no more.")
    if settings.is_demonstration:
        about = f"{say('Demonstration')}. {about}"
    here = settings.base_url + FEED_PATH
    lines = [
        _HEAD.format(language=_attribute(settings.language)),
        _told("id", here),
        _told("title", settings.title),
        _told("subtitle", about),
        _told("updated", _instant(updated)),
        f"<author>{_told('name', settings.publisher)}</author>",
        *([_told("rights", settings.licence)] if settings.licence is not None else []),
        f'<link rel="self" type="application/atom+xml" href={_attribute(here)}/>',
        f'<link rel="alternate" type="text/html" href={_attribute(_address(project, CHANGES_PATH))}/>',
        *(_entry(one, project) for one in newest_first),
        "</feed>\n",
    ]
    return "\n".join(lines).encode()


def _entry(one: Entry, project: Project) -> str:
    address = _address(project, one.path)
    lines = [
        "<entry>",
        _told("id", f"{address}#{one.anchor}"),
        _told("title", one.title),
        _told("updated", _instant(one.on)),
        f'<category term="{one.kind}"/>',
        f'<link rel="alternate" type="text/html" href={_attribute(address)}/>',
        f'<summary type="text">{escape(without_marks(one.text), quote=False)}</summary>',
        "</entry>",
    ]
    return "\n".join(lines)


def _told(name: str, text: str) -> str:
    return f"<{name}>{escape(without_marks(text), quote=False)}</{name}>"


def _instant(on: date) -> str:
    return f"{on.isoformat()}T00:00:00Z"


def _address(project: Project, path: str) -> str:
    return project.settings.base_url + path.removesuffix("index.html")


def _entries(project: Project, results: Mapping[str, EditionResult], changes: Changes) -> Iterator[Entry]:
    olds = {new.id: old for old, new in pairs(project, results)}
    for edition in project.settings.editions:
        yield from _withdrawn(project, edition)
        if edition.id in results:
            yield _edition(results, changes, edition, olds.get(edition.id))
            yield from _of_cities(project, changes, edition)


def _edition(results: Mapping[str, EditionResult], changes: Changes, edition: Edition, old: Edition | None) -> Entry:
    """Tell of an edition: how many cities, counted to which day, and how they moved since the one before."""
    cities = len(results[edition.id].public())
    said = [
        say_count(
            cities, "{count} city, counted to {day}.", "{count} cities, counted to {day}.", day=day(edition.as_of)
        )
    ]
    if edition.is_reconstructed:
        said.append(say("Made later, from public tables. The cities were not asked."))
    nation = between(old, edition, results, changes).nation if old is not None else None
    if nation is not None and nation.cities:
        said.append(
            say_count(nation.cities, "{count} city is in both editions.", "{count} cities are in both editions.")
        )
        said.append(move_sentences(printed_move(nation), mean=True))
    title = say("Edition {edition}", edition=edition.id)
    return Entry("edition", edition_path(edition.id), "edition", edition.as_of, title, " ".join(said))


def _of_cities(project: Project, changes: Changes, edition: Edition) -> Iterator[Entry]:
    """Tell what was corrected in an edition, and what is gone since the one before."""
    criteria = project.rubrics[edition.rubric].criteria
    for city, change in changes.into(edition.id).items():
        who, path = short_name(project.cities[city]), city_path(city, edition.id)
        for one in change.gone:
            question = criteria[one.criterion].title
            title = say("Gone: {question}, {city}", question=question, city=who)
            said = [_turn(one.was, one.is_now), one.because or say("No reason given."), gone_cost(one)]
            yield Entry("gone", path, f"gone-{one.criterion}", one.on.first, title, " ".join(said))
        seen: list[str] = []
        for corrected in change.corrected:
            question = criteria[corrected.criterion].title
            name = f"correction-{corrected.criterion}-{corrected.on}"
            seen.append(name)
            title = say("Corrected: {question}, {city}, {edition}", question=question, city=who, edition=edition.id)
            text = f"{_turn(corrected.was, corrected.is_now)} {sentence(corrected.because)}"
            yield Entry("correction", path, _numbered(name, seen), corrected.on.first, title, text)


def _turn(was: str, is_now: str) -> str:
    return say("It was: {was} It is: {now}", was=sentence(was), now=sentence(is_now))


def _numbered(name: str, seen: Sequence[str]) -> str:
    """Give what has been named before on the same day a number."""
    times = seen.count(name)
    return name if times == 1 else f"{name}-{times}"


def _withdrawn(project: Project, edition: Edition) -> Iterator[Entry]:
    for city, file in project.answers.get(edition.id, {}).items():
        if file.withdrawn is not None and not file.is_draft and city in project.cities:
            who, path = short_name(project.cities[city]), city_path(city, edition.id)
            title = say("Withdrawn: {city}, {edition}", city=who, edition=edition.id)
            text = f"{say('Withdrawn {when}.', when=when(file.withdrawn.on))} {sentence(file.withdrawn.because)}"
            yield Entry("withdrawn", path, "withdrawn", file.withdrawn.on.first, title, text)


def _attribute(text: str) -> str:
    return f'"{escape(text)}"'

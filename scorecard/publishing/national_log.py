"""An edition in, what its national page tells beside pictures out: what is not published any more, and who signed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from scorecard.model.answer import CityEdition
from scorecard.model.project import Project
from scorecard.publishing.answers import criterion_path
from scorecard.publishing.changes_file import Changes, between, pairs
from scorecard.publishing.city_parts import short_name
from scorecard.publishing.draw import MarkKind
from scorecard.publishing.findings import TALLY, kind_of
from scorecard.publishing.frame import Link
from scorecard.publishing.history import city_path
from scorecard.publishing.language import say, say_count
from scorecard.publishing.paths import CHANGES_PATH, PLEDGE_PATH
from scorecard.publishing.pledge import signed_in, signed_words
from scorecard.scoring.result import EditionResult

MOST_SHOWN = 20  # regressions; the log of changes goes on


@dataclass(frozen=True, slots=True)
class LogLine:
    """A line of a section: a `link`, the `question` that it is about, None where the link is that, and what is `said`.

    Both links lead to pages of the site.
    """

    link: Link
    question: Link | None
    said: str


@dataclass(frozen=True, slots=True)
class LogSection:
    """A section of the national page: `anchor` and `title`, what is `told` in all, its `entries`, and where all are."""

    anchor: str
    title: str
    told: str
    entries: tuple[LogLine, ...]
    all: Link


def national_log(
    edition: str, results: Mapping[str, EditionResult], changes: Changes, project: Project
) -> tuple[LogSection, ...]:
    """Tell regressions since the edition before, and who of this edition's cities signed the pledge.

    Args:
        edition: that the page shows.
        results: edition id -> result, of the editions with a public city.
        changes: of all cities.
        project: with the files of the cities.
    """
    return _regressions(edition, results, changes, project), _pledge(results[edition], results, project)


def logged(results: Mapping[str, EditionResult], changes: Changes, project: Project) -> Iterator[str]:
    """Tell all that goes into the log but for results."""
    yield from changes.lines()
    yield from (f"{file.city} {file.edition}" for file in _signed(results, project).values())


def _signed(results: Mapping[str, EditionResult], project: Project) -> Mapping[str, CityEdition]:
    return signed_in({name: project.answers[name] for name in results})


def _regressions(edition: str, results: Mapping[str, EditionResult], changes: Changes, project: Project) -> LogSection:
    title = say("What was published and is not any more")
    found = next(((old, new) for old, new in pairs(project, results) if new.id == edition), None)
    if found is None:
        told = say("No earlier edition can be compared.")
        return LogSection("gone", title, told, (), Link(say("All changes"), CHANGES_PATH))
    old, new = found
    gone = [(city, one) for city, change in between(old, new, results, changes).changes.items() for one in change.gone]
    told = say("None that we can prove, since edition {old}.", old=old.id)
    if gone:
        told = say_count(
            len(gone), "{count} case since edition {old}.", "{count} cases since edition {old}.", old=old.id
        )
    rubric = results[edition].rubric
    lines = (
        LogLine(
            Link(short_name(project.cities[city]), f"{city_path(city, edition)}#{one.criterion}"),
            Link(rubric.criteria[one.criterion].title, criterion_path(rubric, rubric.criteria[one.criterion])),
            say("It was: {was} It is now: {now}", was=one.was, now=one.is_now),
        )
        for city, one in gone[:MOST_SHOWN]
    )
    all_of_it = Link(say("All of it, with days and reasons"), f"{CHANGES_PATH}#from-{old.id}-to-{new.id}")
    return LogSection("gone", title, told, tuple(lines), all_of_it)


def _pledge(result: EditionResult, results: Mapping[str, EditionResult], project: Project) -> LogSection:
    public = result.public()
    cities = [public[city] for city in _signed(results, project) if city in public]
    rubric = result.rubric
    lines = [
        LogLine(
            Link(criterion.title, criterion_path(rubric, criterion)),
            None,
            _tally(Counter(kind_of(one.criteria[criterion.id]) for one in cities)),
        )
        for criterion in rubric.criteria.values()
        if criterion.pledge is not None and cities
    ]
    ledger = Link(say("Who signed, by which source"), PLEDGE_PATH)
    return LogSection("pledge", say("The mayors’ pledge"), signed_words(len(cities)), tuple(lines), ledger)


def _tally(counts: Mapping[MarkKind, int]) -> str:
    """Count how a question came out in the cities that signed: `3 known, in full; 2 unknown`."""
    return "; ".join(f"{counts[kind]:,} {say(words)}" for kind, words in TALLY.items() if counts.get(kind))

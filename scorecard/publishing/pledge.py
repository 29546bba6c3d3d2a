"""Editions in, the pledge ledger out: who signed by which source, and what is dated of the four actions since."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from scorecard.model.answer import CityEdition
from scorecard.model.project import Project
from scorecard.model.rubric import Criterion, PledgeAction, Rubric
from scorecard.publishing.answers import criterion_path
from scorecard.publishing.city_parts import full_name
from scorecard.publishing.draw import Mark, mark
from scorecard.publishing.evidence import SourceView
from scorecard.publishing.findings import WORDS, kind_of, pair_sentence
from scorecard.publishing.frame import Frame, Link, Site
from scorecard.publishing.history import city_path
from scorecard.publishing.language import later, say, say_count
from scorecard.publishing.paths import PLEDGE_PATH
from scorecard.publishing.replies import pledge_view
from scorecard.publishing.words import day
from scorecard.scoring.result import CriterionResult, EditionResult, Outcome

ACTIONS: Mapping[PledgeAction, str] = {
    "review": later("Review the police use-of-force policies."),
    "engage": later("Engage the community, with a range of voices."),
    "report": later("Report what the review found, and ask for feedback."),
    "reform": later("Reform the use-of-force policies."),
}
TITLES: Mapping[PledgeAction, str] = {
    "review": later("Review"),
    "engage": later("Engage"),
    "report": later("Report"),
    "reform": later("Reform"),
}


@dataclass(frozen=True, slots=True)
class ActionAsked:
    """One of the four actions: its `title`, what it `asks`, and the `questions` that look for it."""

    title: str
    asks: str
    questions: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class ActionFound:
    """What is found of one action: `title`, `mark`, `word` and `said`, and the `path` of the answer."""

    title: str
    mark: Mark
    word: str
    said: str
    path: str


@dataclass(frozen=True, slots=True)
class PledgeRow:
    """A city that signed: its page, what is `said` of the signing, its `sources`, and the `actions`.

    `actions` is empty where the city's rubric does not ask for them.
    """

    city: Link
    said: str
    sources: tuple[SourceView, ...]
    actions: tuple[ActionFound, ...]


@dataclass(frozen=True, slots=True)
class PledgePage:
    """The ledger: `title`, `lede`, what the pledge `asked`, how many cities are `counted`, and the `rows`, by name.

    `contact` is where a document can be sent; None where there is no address.
    """

    template: str
    frame: Frame
    title: str
    lede: str
    asked: tuple[ActionAsked, ...]
    counted: str
    rows: tuple[PledgeRow, ...]
    contact: str | None


def signed_in(project_answers: Mapping[str, Mapping[str, CityEdition]]) -> dict[str, CityEdition]:
    """Find the newest final file of each city that says that it signed.

    Args:
        project_answers: edition id -> city id -> file, editions oldest first.
    """
    found: dict[str, CityEdition] = {}
    for files in project_answers.values():
        found |= {city: file for city, file in files.items() if file.is_final and file.pledge is not None}
    return found


def pledge_page(results: Mapping[str, EditionResult], site: Site) -> PledgePage:
    """Make the ledger; only cities with evidence of signing are in it, and no status is typed by anybody.

    Args:
        results: edition id -> result, oldest first; only those with a public city.
        site: what all pages share.
    """
    rows = pledge_rows(results, site.project)
    lede = say("In June 2020, mayors were asked to pledge four actions on the use of force.")
    return PledgePage(
        template="site/pledge.html",
        frame=site.frame(PLEDGE_PATH, say("Pledge"), description=lede, cite=True),
        title=say("The mayors’ pledge"),
        lede=lede,
        asked=tuple(_asked(results)),
        counted=signed_words(len(rows)),
        rows=rows,
        contact=site.contact(say("The mayors’ pledge")),
    )


def pledge_rows(results: Mapping[str, EditionResult], project: Project) -> tuple[PledgeRow, ...]:
    """Show each city with evidence of signing, by name; `results` as for `pledge_page`."""
    signed = signed_in({name: project.answers[name] for name in results})
    named = sorted(signed, key=lambda city: (full_name(project.cities[city]), city))
    return tuple(_row(signed[city], results, project) for city in named)


def signed_words(count: int) -> str:
    """Say how many cities signed, and what that leaves open."""
    if not count:
        none = say("No public source that we read shows that one of these cities signed.")
        return f"{none} {say('That does not show that none did.')}"
    return say_count(
        count,
        "{count} city signed, by a public source. Others may have.",
        "{count} cities signed, by public sources. Others may have.",
    )


def _asked(results: Mapping[str, EditionResult]) -> Iterator[ActionAsked]:
    rubrics = {result.rubric.id: result.rubric for result in reversed(list(results.values()))}
    for action, asks in ACTIONS.items():
        questions = (
            Link(criterion.title, criterion_path(rubric, criterion))
            for rubric in rubrics.values()
            for criterion in _criteria(rubric, action)
        )
        yield ActionAsked(say(TITLES[action]), say(asks), tuple(questions))


def _criteria(rubric: Rubric, action: PledgeAction) -> list[Criterion]:
    return [criterion for criterion in rubric.criteria.values() if criterion.pledge == action]


def _row(file: CityEdition, results: Mapping[str, EditionResult], project: Project) -> PledgeRow:
    view = pledge_view(file)
    if view is None:
        raise ValueError("only files with a pledge are in the ledger")
    newest = next(result for result in reversed(list(results.values())) if result.counts(file.city))
    who = project.cities[file.city]
    return PledgeRow(
        Link(full_name(who), city_path(file.city)), view.said, view.sources, tuple(_found(file.city, newest))
    )


def _found(city: str, result: EditionResult) -> Iterator[ActionFound]:
    for action in ACTIONS:
        for criterion in _criteria(result.rubric, action):
            one = result.cities[city].criteria[criterion.id]
            kind = kind_of(one)
            yield ActionFound(
                title=say(TITLES[action]),
                mark=mark(kind, one.share_low, one.share_high),
                word=say(WORDS[kind]),
                said=_said(one, result),
                path=f"{city_path(city, result.edition.id)}#{criterion.id}",
            )


def _said(one: CriterionResult, result: EditionResult) -> str:
    if one.pair is None:
        return ""
    if one.outcome is Outcome.UNKNOWN:
        return say("No dated document found by {day}.", day=day(result.edition.as_of))
    return pair_sentence(one.criterion, one.pair)

"""A city in, the parts out that each of its pages has: who it is at the head, reply and history at the foot."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from scorecard.model.answer import CityEdition
from scorecard.model.project import City, Edition, Project, Settings
from scorecard.model.rubric import Rubric
from scorecard.publishing.advice import is_advised
from scorecard.publishing.answers import AnswerView, answer_view
from scorecard.publishing.city_bridge import BridgeView, bridge_view
from scorecard.publishing.evidence import SourceView, source_views
from scorecard.publishing.frame import Link, Notice, Site, reconstructed
from scorecard.publishing.history import HistoryRow, history_rows
from scorecard.publishing.language import say, say_count
from scorecard.publishing.links import web_link
from scorecard.publishing.paths import COMPARE_PATH
from scorecard.publishing.replies import (
    CorrectionView,
    PledgeView,
    ReplyView,
    all_corrections,
    pledge_view,
    reply_view,
)
from scorecard.publishing.states import state_name
from scorecard.publishing.use import UseView, use_view
from scorecard.publishing.words import day
from scorecard.scoring.pairs import all_evidence
from scorecard.scoring.result import CityResult, EditionResult


@dataclass(frozen=True, slots=True)
class CityHead:
    """Who a city is.

    `name` is city and state in full; `agency` and its `website`, None where none
    is named; `people` the population in words, None where it is not known;
    `counted` the edition and its cut-off day. `back` leads to the list of all
    cities, `edition` to that of the edition; its path is None where it has none.
    `compare` puts the city beside others, None where it cannot be.
    """

    name: str
    agency: str
    website: str | None
    people: str | None
    counted: str
    back: Link
    edition: Link
    compare: Link | None


@dataclass(frozen=True, slots=True)
class CityFoot:
    """What closes a city's page.

    `reply`, `corrections`, `pledge` and `history`, with the `bridge` from the edition
    before, None where there is none; `sources`, each once, with what it says; how to
    `use` it on other pages, None but for the newest edition that counts; and
    where a link can be sent (`contact`, None where there is no address).
    """

    reply: ReplyView
    corrections: tuple[CorrectionView, ...]
    pledge: PledgeView | None
    history: tuple[HistoryRow, ...]
    bridge: BridgeView | None
    sources: tuple[SourceView, ...]
    use: UseView | None
    contact: str | None


def full_name(city: City) -> str:
    """Write city and state in full: `Seattle, Washington`."""
    return f"{city.name}, {state_name(city.state)}"


def short_name(city: City) -> str:
    """Write city and state short, as lists do: `Seattle, WA`."""
    return f"{city.name}, {city.state}"


def counted_to(edition: Edition) -> str:
    """Name an edition with its cut-off day: `Edition 2026, counted to June 19, 2026`."""
    return say("Edition {edition}, counted to {day}", edition=edition.id, day=day(edition.as_of))


def card_path(city: str, edition: str) -> str:
    """Name a city's report card."""
    return f"cities/{city}/{edition}/card.pdf"


def people_words(city: City, settings: Settings) -> str | None:
    """Say how many people live there, and the size group; None where it is not known."""
    if city.population is None:
        return None
    count, group = city.population, settings.peer_group(city.population)
    if group is None:
        return say_count(count, "{count} person", "{count} people")
    return say_count(
        count, "{count} person (size group: {group})", "{count} people (size group: {group})", group=group.title
    )


def city_head(
    city: City, edition: Edition, settings: Settings, *, has_list: bool, is_compared: bool = False
) -> CityHead:
    """Show who a city is.

    Args:
        city: to be shown.
        edition: that its page shows.
        settings: with the groups by size.
        has_list: whether its edition has a list.
        is_compared: whether the page of comparison has it, as this edition shows it.
    """
    compare = Link(say("Compare with another city"), f"{COMPARE_PATH}?cities={city.id}") if is_compared else None
    return CityHead(
        name=full_name(city),
        agency=city.agency,
        website=web_link(city.website) if city.website is not None else None,
        people=people_words(city, settings),
        counted=counted_to(edition),
        back=Link(say("All cities"), "index.html"),
        edition=Link(
            say("Edition {edition}", edition=edition.id), f"editions/{edition.id}/index.html" if has_list else None
        ),
        compare=compare,
    )


def city_foot(file: CityEdition, result: EditionResult, results: Mapping[str, EditionResult], site: Site) -> CityFoot:
    """Show what closes a city's page."""
    edition, rubric = result.edition, result.rubric
    return CityFoot(
        reply=reply_view(file, rubric, edition, result.cities[file.city].range),
        corrections=all_corrections(file, rubric),
        pledge=pledge_view(file),
        history=history_rows(file.city, site.project, results, shown=edition.id),
        bridge=bridge_view(file.city, edition, site.project, results),
        sources=_sources(file, rubric),
        use=_use(file, site),
        contact=site.contact(f"{full_name(site.project.cities[file.city])}, {edition.id}"),
    )


def _use(file: CityEdition, site: Site) -> UseView | None:
    if not file.is_final or not is_advised(site.project, file.city, file.edition):
        return None
    return use_view(file.city, full_name(site.project.cities[file.city]), site)


def _sources(file: CityEdition, rubric: Rubric) -> tuple[SourceView, ...]:
    """List the sources of all answers, in the order of the rubric, then the pledge's."""
    answers = (file.answers.get(criterion) for criterion in rubric.criteria)
    named = [one for answer in answers if answer is not None for one in all_evidence(answer)]
    if file.pledge is not None:
        named += file.pledge.evidence
    return source_views(dict.fromkeys(named), file.evidence)


def city_notices(edition: Edition, project: Project, *, is_draft: bool) -> list[Notice]:
    """Make the notices of a city's page; Demonstration is added by the frame."""
    newest = project.newest_edition()
    draft = [Notice("draft", say("Draft"), say("For the city’s reply. Not a published score."))] if is_draft else []
    found = say("What was found by {day}. Nothing newer counts here.", day=day(edition.as_of))
    old = [Notice("old", say("Older"), found)]
    is_old = newest is not None and edition.as_of < newest.as_of
    return [*draft, *reconstructed(edition, several=False), *(old if is_old else [])]


def carried_from(project: Project, city: str, edition: Edition) -> str | None:
    """Find the city's edition before this one; None where there is none."""
    before = [
        one.id
        for one in project.settings.editions
        if one.as_of < edition.as_of and city in project.answers.get(one.id, {})
    ]
    return before[-1] if before else None


def answer_views(city: CityResult, result: EditionResult, project: Project) -> dict[str, AnswerView]:
    """Show every answer of a city, by criterion id, in the order of the rubric."""
    file = project.answers[city.edition][city.city]
    before = carried_from(project, city.city, result.edition)
    return {
        criterion: answer_view(one, result.rubric, result.edition, file, carried_from=before)
        for criterion, one in city.criteria.items()
    }

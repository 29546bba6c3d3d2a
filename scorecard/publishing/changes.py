"""The changes of all cities in, the page that logs them out: why scores differ, what is gone, what was corrected."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from scorecard.model.project import Edition, Project
from scorecard.publishing.answers import criterion_path
from scorecard.publishing.bridge_words import (
    KIND_TITLES,
    left_out_sentence,
    move_sentences,
    moved_sentence,
    phrase,
    printed_move,
)
from scorecard.publishing.changed import Corrected, Gone
from scorecard.publishing.changes_file import Between, Changes, between, changes_path, pairs
from scorecard.publishing.city_parts import short_name
from scorecard.publishing.frame import Frame, Link, Notice, Site
from scorecard.publishing.history import city_path
from scorecard.publishing.language import later, say, say_count
from scorecard.publishing.paths import CHANGES_PATH, FEED_PATH, method_path
from scorecard.publishing.words import capital, listed, thresholds, when
from scorecard.scoring.nation import Move, most_moved
from scorecard.scoring.printing import signed_tenths, tenths_of
from scorecard.scoring.result import EditionResult

MOST_SHOWN = 100  # cities, and regressions, of one edition; the document of the API has them all
MOST_CORRECTIONS = 500  # the newest; each is on its city's page

_MORE_HERE = later("{shown} of {all} are shown; the document has them all.")
_MORE_CORRECTED = later("{shown} of {all} are shown; older ones are on the pages of their cities.")


@dataclass(frozen=True, slots=True)
class KindLine:
    """What one kind of step comes to: `title`, the mean `difference`, and how many `cities` it moved, in words."""

    title: str
    difference: str
    cities: str


@dataclass(frozen=True, slots=True)
class CityLine:
    """A city that moved: `link` to its page, its `difference`, its `ends`, and what that is made of (`said`)."""

    link: Link
    difference: str
    ends: str
    said: str


@dataclass(frozen=True, slots=True)
class GoneLine:
    """A regression: `city` and `question` as links, what it `was`, what it `is_now`, `on` which day, and `because`.

    `cost` says what it took from the proved score.
    """

    city: Link
    question: Link
    was: str
    is_now: str
    on: str
    because: str
    cost: str


@dataclass(frozen=True, slots=True)
class CorrectionLine:
    """A correction: `on` which day, `city` and `question` as links, what it `was`, what it `is_now`, and `because`."""

    on: str
    city: Link
    question: Link
    was: str
    is_now: str
    because: str


@dataclass(frozen=True, slots=True)
class ChangesSection:
    """What happened from one edition to the next.

    `anchor` and `title` name it. `said` is the nation's sentence; `moved` counts
    cities, `left_out` those that cannot be compared, None where all can. `kinds` are the parts of the
    mean, the biggest first; `cities` those that moved most under `cities_title`, with
    `cities_more` where others are left out. `gone` are the regressions under `gone_title`,
    `gone_more` as before. `data` leads to the document that has them all.
    """

    anchor: str
    title: str
    said: str
    moved: str
    left_out: str | None
    kinds: tuple[KindLine, ...]
    cities_title: str
    cities: tuple[CityLine, ...]
    cities_more: str | None
    gone_title: str
    gone: tuple[GoneLine, ...]
    gone_more: str | None
    data: Link


@dataclass(frozen=True, slots=True)
class ChangesPage:
    """The log of changes and corrections.

    `title` and `lede` head it; `feed` leads to the same for feed readers. `nothing`
    says so where no two editions can be compared. `sections` run from
    the newest edition. `breaks` are editions that follow none of their family. `corrections` are the newest first, with
    `corrections_more` where older ones are left out; `method` explains the steps.
    """

    template: str
    frame: Frame
    title: str
    lede: str
    method: Link
    feed: Link
    nothing: str | None
    sections: tuple[ChangesSection, ...]
    breaks: tuple[str, ...]
    corrections: tuple[CorrectionLine, ...]
    corrections_more: str | None


def changes_page(results: Mapping[str, EditionResult], changes: Changes, site: Site) -> ChangesPage:
    """Make the log.

    Args:
        results: edition id -> result, of the editions with a public city.
        changes: of all cities.
        site: what all pages share.
    """
    lede = say("Why scores differ from one edition to the next, what is gone, and what we corrected.")
    newest = site.project.newest_edition() or site.project.settings.editions[-1]
    found = pairs(site.project, results)
    corrections = list(_corrections(results, changes, site.project))
    nothing = None if found else say("No two editions of one family have cities yet, so there is nothing to compare.")
    return ChangesPage(
        template="site/changes.html",
        frame=site.frame(CHANGES_PATH, say("Changes"), description=lede, notices=_notices(found)),
        title=say("What changed, and why"),
        lede=lede,
        method=Link(say("How a difference is explained"), f"{method_path(newest.rubric)}#section.change"),
        feed=Link(say("Follow it with a feed reader"), FEED_PATH),
        nothing=nothing,
        sections=tuple(changes_section(between(old, new, results, changes), site.project) for old, new in found),
        breaks=tuple(_breaks(site.project, list(results), {new.id for _, new in found})),
        corrections=tuple(corrections[:MOST_CORRECTIONS]),
        corrections_more=_more(len(corrections), MOST_CORRECTIONS, _MORE_CORRECTED),
    )


def _notices(found: list[tuple[Edition, Edition]]) -> list[Notice]:
    """Say which of the editions that are compared were made later."""
    made_later = {one.id: one for old, new in reversed(found) for one in (old, new) if one.is_reconstructed}
    if not made_later:
        return []
    more = Link(say("What that means"), f"{method_path(list(made_later.values())[-1].rubric)}#reconstructed")
    text = say_count(
        len(made_later),
        "Edition {editions}: made later, from public tables. The cities were not asked.",
        "Editions {editions}: made later, from public tables. The cities were not asked.",
        editions=listed(list(made_later)),
    )
    return [Notice("reconstructed", say("Reconstructed"), text, more)]


def _more(count: int, shown: int, text: str) -> str | None:
    return say(text, shown=f"{shown:,}", all=f"{count:,}") if count > shown else None


def _breaks(project: Project, public: list[str], compared: set[str]) -> Iterator[str]:
    """Say of each edition that follows none of its family why nothing is compared."""
    for edition in reversed(project.settings.editions):
        is_first = edition.id == public[0] if public else True
        if edition.id in public and edition.id not in compared and not is_first:
            yield say(
                "{edition} is the first edition of its rubric family. There is no comparison across rubrics.",
                edition=edition.id,
            )


def changes_section(found: Between, project: Project) -> ChangesSection:
    """Show what happened from one edition to the next."""
    old, new, nation = found.old, found.new, found.nation
    moves = {city: one.move for city, one in found.changes.items() if one.move is not None}
    most = most_moved(moves)
    gone = list(_gone(found, project))
    mean = printed_move(nation)
    compared = say_count(nation.cities, "{count} city is in both editions.", "{count} cities are in both editions.")
    none = say("No city can be compared.")
    return ChangesSection(
        anchor=f"from-{old.id}-to-{new.id}",
        title=say("From {old} to {new}", old=old.id, new=new.id),
        said=f"{compared} {move_sentences(mean, mean=True)}" if nation.cities else none,
        moved=moved_sentence(nation),
        left_out=left_out_sentence(nation, old.id, new.id),
        kinds=tuple(
            KindLine(
                say(KIND_TITLES[one.kind]),
                one.printed,
                say(
                    "{up} up, {down} down",
                    up=f"{nation.kinds[one.kind].up:,}",
                    down=f"{nation.kinds[one.kind].down:,}",
                ),
            )
            for one in mean.parts
        ),
        cities_title=_moved_title(len(most)),
        cities=tuple(_city(city, moves[city], old, new, project) for city in most[:MOST_SHOWN]),
        cities_more=_more(len(most), MOST_SHOWN, _MORE_HERE),
        gone_title=say("What was published and is not any more"),
        gone=tuple(gone[:MOST_SHOWN]),
        gone_more=_more(len(gone), MOST_SHOWN, _MORE_HERE),
        data=Link(say("All of it from {old} to {new}, step by step", old=old.id, new=new.id), changes_path(old, new)),
    )


def _moved_title(moved: int) -> str:
    if moved > MOST_SHOWN:
        return say("Cities that moved most: {shown}", shown=f"{MOST_SHOWN:,}")
    return say("Cities that moved: {moved}", moved=f"{moved:,}")


def _city(city: str, move: Move, old: Edition, new: Edition, project: Project) -> CityLine:
    edges = [thresholds(project.rubrics[one.rubric]) for one in (old, new)]
    printed = printed_move(move, *edges)
    ends = say("{before} to {after}", before=printed.low_from, after=printed.low_to)
    said = capital(listed([phrase(one) for one in printed.parts]))
    link = Link(short_name(project.cities[city]), city_path(city, new.id))
    return CityLine(link, printed.difference, ends, f"{said}.")


def _gone(found: Between, project: Project) -> Iterator[GoneLine]:
    for city, change in found.changes.items():
        link = Link(short_name(project.cities[city]), city_path(city, found.new.id))
        for one in change.gone:
            question = _question(one.criterion, found.new, project)
            because = one.because or say("No reason given.")
            yield GoneLine(link, question, one.was, one.is_now, capital(when(one.on)), because, gone_cost(one))


def gone_cost(one: Gone) -> str:
    """Say what a regression made to the proved score."""
    if one.difference is None:
        return say("Nothing can be compared.")
    if not one.difference:
        return say("It moved nothing that was proved.")
    difference = signed_tenths(tenths_of(one.difference), one.difference)
    return say("{difference} of the proved score.", difference=difference)


def _question(criterion: str, edition: Edition, project: Project) -> Link:
    rubric = project.rubrics[edition.rubric]
    found = rubric.criteria[criterion]
    return Link(found.title, criterion_path(rubric, found))


def _corrections(results: Mapping[str, EditionResult], changes: Changes, project: Project) -> Iterator[CorrectionLine]:
    """List the corrections of all editions, the newest first, then by city and edition."""
    made: list[tuple[Corrected, str, Edition]] = []
    for name, result in results.items():
        for city, change in changes.into(name).items():
            made += [(one, city, result.edition) for one in change.corrected]
    made.sort(key=lambda one: (one[1], one[2].as_of))
    for one, city, edition in sorted(made, key=lambda one: one[0].on, reverse=True):
        link = Link(f"{short_name(project.cities[city])}, {edition.id}", city_path(city, edition.id))
        yield CorrectionLine(
            capital(when(one.on)), link, _question(one.criterion, edition, project), one.was, one.is_now, one.because
        )

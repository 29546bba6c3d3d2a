"""A city in one edition in, why it differs from its edition before out: the bridge in sentences, biggest step first."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from scorecard.model.answer import Holder
from scorecard.model.project import Edition, Project
from scorecard.model.rubric import Rubric
from scorecard.publishing.bridge_words import (
    changed_answers,
    move_sentences,
    phrase,
    printed_move,
    printed_steps,
    silent_sentence,
)
from scorecard.publishing.changed import bridge_between, former_of_city
from scorecard.publishing.frame import Link
from scorecard.publishing.language import later, say, say_count
from scorecard.publishing.paths import CHANGES_PATH
from scorecard.publishing.whole_city import WholeCity
from scorecard.publishing.words import capital, listed, thresholds, when
from scorecard.scoring.bridge import Bridge
from scorecard.scoring.nation import move_of
from scorecard.scoring.result import EditionResult

_ACTED: dict[Holder, str] = {
    "state": later("The state acted: {what}."),
    "county": later("The county acted: {what}."),
    "city": later("The city acted: {what}."),
}
_CITY_DID_NOT = later("The city acted: nothing that we can prove.")
_MOST_LETTERS = 110  # in three lines of a card's column


@dataclass(frozen=True, slots=True)
class BridgeStep:
    """One question of a bridge: `question` and `anchor` name it, `difference` is what it made."""

    question: str
    anchor: str
    difference: str


@dataclass(frozen=True, slots=True)
class BridgeLine:
    """The steps of one kind: `said` in words with their sum, and its `steps`, none where all was restated."""

    said: str
    steps: tuple[BridgeStep, ...]


@dataclass(frozen=True, slots=True)
class BridgeView:
    """Why an edition differs from the one before it.

    `heading` names both, `old` the one before. `difference` is what the low end gained, None
    where there is no comparison. `sentences` say from where to where, and of what; where
    they stand alone, there is no comparison. `lines` are the kinds of steps, the
    biggest first. `silent` counts what differs and moves nothing, None where nothing does.
    `acted` says what city and state did, as far as we can prove, and `acted_short` the same in
    few words, both None where there is no comparison.
    `all_cities` leads to the log of changes.
    """

    heading: str
    old: str
    difference: str | None
    sentences: str
    lines: tuple[BridgeLine, ...]
    silent: str | None
    acted: str | None
    acted_short: str | None
    all_cities: Link


def whole_of(city: str, project: Project, results: Mapping[str, EditionResult]) -> WholeCity:
    """Put one city together, with all its editions."""
    having = [name for name, result in results.items() if city in result.cities]
    files = {name: project.answers[name][city] for name in having}
    return WholeCity(files, {name: results[name].cities[city] for name in having})


def bridge_view(
    city: str, edition: Edition, project: Project, results: Mapping[str, EditionResult]
) -> BridgeView | None:
    """Show why an edition of a city differs from its edition before it; None where it has none."""
    whole = whole_of(city, project, results)
    if whole.files[edition.id].withdrawn is not None:
        return None
    old = former_of_city(whole, edition, project.settings.editions, project.rubrics)
    if old is None:
        return _break(whole, edition, project)
    found = bridge_between(whole, old, edition, project.rubrics)
    heading, more = _heading(old, edition), Link(say("Changes of all cities"), CHANGES_PATH)
    if found is None:
        nothing = [one.id for one in (old, edition) if whole.results[one.id].range is None]
        said = say("No comparison: no question applied in {editions}.", editions=listed(nothing or [old.id]))
        return BridgeView(heading, old.id, None, said, (), None, None, None, more)
    before, after = project.rubrics[old.rubric], project.rubrics[edition.rubric]
    did = did_between(found, whole, edition, project)
    return BridgeView(
        heading,
        old.id,
        printed_move(move_of(found), thresholds(before), thresholds(after)).difference,
        bridge_sentences(found, before, after),
        tuple(bridge_lines(found, before, after)),
        silent_sentence(found),
        acted_sentence(did),
        acted_shortly(did),
        more,
    )


def _heading(old: Edition, new: Edition) -> str:
    return say("Why {new} differs from {old}", new=new.id, old=old.id)


def _break(whole: WholeCity, edition: Edition, project: Project) -> BridgeView | None:
    """Say that there is no comparison across rubrics, where the city has an older edition of another family."""
    final = [
        one
        for one in project.settings.editions
        if one.as_of < edition.as_of and one.id in whole.files and whole.files[one.id].is_final
    ]
    if not final:
        return None
    old = final[-1]
    said = say(
        "No comparison across rubrics: {old} asked other questions, and {new} starts anew.", old=old.id, new=edition.id
    )
    more = Link(say("Changes of all cities"), CHANGES_PATH)
    return BridgeView(_heading(old, edition), old.id, None, said, (), None, None, None, more)


def bridge_sentences(found: Bridge, old: Rubric, new: Rubric) -> str:
    """Say a bridge as one short paragraph."""
    return move_sentences(
        printed_move(move_of(found), thresholds(old), thresholds(new)), answers=changed_answers(found)
    )


def bridge_lines(found: Bridge, old: Rubric, new: Rubric) -> Iterator[BridgeLine]:
    """List the kinds of steps, the biggest first, each with its questions."""
    for part in printed_move(move_of(found), thresholds(old), thresholds(new)).parts:
        shown = printed_steps(found.of_kind(part.kind), part)
        steps = tuple(
            BridgeStep(new.criteria[step.criterion].title, step.criterion, amount)
            for step, amount in shown
            if step.criterion is not None
        )
        yield BridgeLine(f"{capital(phrase(part, answers=changed_answers(found)))}{':' if steps else '.'}", steps)


def did_between(found: Bridge, whole: WholeCity, edition: Edition, project: Project) -> dict[Holder, list[str]]:
    """List what who did, as far as evidence shows that practice changed after the old edition's day."""
    criteria, answers = project.rubrics[edition.rubric].criteria, whole.files[edition.id].answers
    did: dict[Holder, list[str]] = {"state": [], "county": [], "city": []}
    for step in found.of_kind("changed"):
        since = answers[step.criterion].since if step.criterion is not None and step.acted is not None else None
        if step.criterion is not None and step.acted is not None and since is not None:
            title = criteria[step.criterion].title
            did[step.acted].append(say("{title} (since {when})", title=title, when=when(since)))
    return did


def acted_sentence(did: Mapping[Holder, Sequence[str]]) -> str:
    """Say who acted; of the city always, of others where they did."""
    said = [say(_ACTED[who], what="; ".join(what)) for who, what in did.items() if what]
    return " ".join(said if did["city"] else [*said, say(_CITY_DID_NOT)])


def acted_shortly(did: Mapping[Holder, Sequence[str]]) -> str:
    """Say who acted, with the questions where they are few, else with their number."""
    whole = acted_sentence(did)
    if len(whole) <= _MOST_LETTERS:
        return whole
    said = [_acted_on(who, len(what)) for who, what in did.items() if what]
    return " ".join(said if did["city"] else [*said, say(_CITY_DID_NOT)])


def _acted_on(who: Holder, questions: int) -> str:
    if who == "state":
        return say_count(questions, "The state acted on {count} question.", "The state acted on {count} questions.")
    if who == "county":
        return say_count(questions, "The county acted on {count} question.", "The county acted on {count} questions.")
    return say_count(questions, "The city acted on {count} question.", "The city acted on {count} questions.")

"""A city's result in, the head of its page out: figures, sentences, the large bar, band, rank and known share."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from scorecard.model.rubric import Gate, Rubric
from scorecard.publishing.bracket import Bracket
from scorecard.publishing.draw import Bar, EndLabel, Rung, Zone, end_labels, ladder, range_bar, zones
from scorecard.publishing.frame import Link
from scorecard.publishing.language import later, say, say_count
from scorecard.publishing.rank_words import rank_note, rank_place
from scorecard.publishing.words import (
    ScoreWords,
    band_name,
    band_words,
    capital,
    gate_sentence,
    known_share,
    need_sentence,
    number,
    score_words,
    sentence,
    too_little_sentence,
)
from scorecard.scoring.result import CityResult, EditionResult, Outcome, Range

RANK = later("Rank")
KNOWN_SHARE = later("Known share")


@dataclass(frozen=True, slots=True)
class Fact:
    """A fact of the head.

    `label`, `value` and `note`, which is None where there is nothing to explain;
    `link` leads on from the value; `rungs` is the ladder, empty but for the band.
    """

    label: str
    value: str
    note: str | None = None
    link: Link | None = None
    rungs: tuple[Rung, ...] = ()


@dataclass(frozen=True, slots=True)
class Hero:
    """The head of a city whose score has a range.

    `words` are figures and sentences; `bar`, `ends` and `zones` the drawing,
    `label` its text; `zones` is empty where there is no band, and the scale then
    reads 0, 50, 100. `found` and `settled` say how much is known where that is
    too little for a band. `limits` are what gates hold down. `facts` is empty
    where there is no band. `peers` is the bracket of its peers' median, None where
    there is no band or none of them is known.
    """

    words: ScoreWords
    bar: Bar
    label: str
    ends: tuple[EndLabel, ...]
    zones: tuple[Zone, ...]
    found: str
    settled: str
    limits: tuple[str, ...]
    facts: tuple[Fact, ...]
    peers: Bracket | None


def hero_view(
    name: str, city: CityResult, result: EditionResult, *, card: Link | None, peers: Bracket | None = None
) -> Hero | None:
    """Make the head; None where nothing applies at all.

    Args:
        name: of the city, for the label of the drawing.
        city: its result.
        result: of the whole edition, for the rank.
        card: its report card, if there is one.
        peers: where its peers lie, if that is known; left out where the city has no band.
    """
    if city.range is None:
        return None
    rubric, span = result.rubric, city.range
    bar = range_bar(span, rubric)
    bands = f", {band_words(city.bands, rubric)}" if city.bands is not None else ""
    ends = () if city.bands is None and span.high - span.low == 100 else end_labels(span, rubric)
    return Hero(
        words=score_words(span, rubric),
        bar=bar,
        label=f"{name}: {bar.label}{bands}",
        ends=ends,
        zones=zones(rubric, city.bands) if city.bands is not None else (),
        found=found_sentence(city),
        settled=too_little_sentence(span, rubric),
        limits=tuple(limits(city, rubric)),
        facts=tuple(_facts(city, result, span, card)) if city.bands is not None else (),
        peers=peers if city.bands is not None else None,
    )


def found_sentence(city: CityResult) -> str:
    """Say how many questions have an answer that counts."""
    outcomes = [one.outcome for one in city.criteria.values()]
    settling = outcomes.count(Outcome.KNOWN) + outcomes.count(Outcome.BOUNDED)
    asked = len(outcomes) - outcomes.count(Outcome.NOT_APPLICABLE)
    if settling:
        return say_count(
            settling,
            "{number} of {asked} questions has an answer that counts.",
            "{number} of {asked} questions have an answer that counts.",
            number=capital(number(settling)),
            asked=asked,
        )
    if any(one.answer is not None and one.answer.is_unconfirmed for one in city.criteria.values()):
        return say("What was found before was not looked at again.")
    if any(one.is_stale for one in city.criteria.values()):
        return say("We found no public record that is recent enough to count.")
    return say("We found no public record that answers a question.")


def limits(city: CityResult, rubric: Rubric) -> list[str]:
    """Say what gates hold the band down: for certain, or as long as their questions are open."""
    if city.bands is None or city.range is None:
        return []
    letters = [band.id for band in rubric.bands]
    earned = next(index for index, band in enumerate(rubric.bands) if city.range.low >= band.start)
    certain = [gate_sentence(gate, rubric, _unmet(gate, city)) for gate in city.gates_high]
    doubtful = [
        f"{say('At most {band} is proved.', band=band_name(gate.best_band, rubric))} {sentence(gate.because)}"
        for gate in city.gates_low
        if gate not in city.gates_high and earned < letters.index(gate.best_band)
    ]
    return certain + doubtful


def _unmet(gate: Gate, city: CityResult) -> list[tuple[str, str]]:
    """List the requirements that even the best possible level does not meet, each with that level's title."""
    unmet: list[tuple[str, str]] = []
    for criterion, level in gate.requires.items():
        one = city.criteria[criterion]
        if one.pair is not None and one.pair.best > one.criterion.rung(level):
            unmet.append((criterion, one.criterion.levels[one.pair.best].title))
    return unmet


def _facts(city: CityResult, result: EditionResult, span: Range, card: Link | None) -> Iterator[Fact]:
    rubric, standing, ranked = result.rubric, result.standings.get(city.city), len(result.standings)
    yield Fact(say("Band"), band_words(city.bands, rubric), rungs=ladder(rubric, city.bands))
    if standing is not None:
        yield Fact(say(RANK), rank_place(standing, ranked), rank_note(standing, ranked))
    elif result.is_partial:
        yield Fact(say(RANK), say("Not told"), say("Another city of this edition could not be scored."))
    yield Fact(say(KNOWN_SHARE), known_share(span, rubric), need_sentence(rubric))
    if card is not None:
        yield Fact(say("Report card"), card.label, say("To print and to hand over."), link=card)

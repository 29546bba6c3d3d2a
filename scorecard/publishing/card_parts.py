"""A city's result in, the parts of its card out that stand around the answers: facts, dimensions, acts, reply."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import islice

from scorecard.model.answer import CityEdition
from scorecard.model.project import Edition
from scorecard.model.rubric import Dimension, Rubric
from scorecard.publishing.advice import Advice
from scorecard.publishing.advice_views import act_words, after_words, gain_words
from scorecard.publishing.card_answers import weight_words
from scorecard.publishing.card_bars import bar_drawing
from scorecard.publishing.card_drawing import Gallery, ladder_drawing, mark_drawing, pair_drawing
from scorecard.publishing.card_rows import CardAnswers
from scorecard.publishing.draw import Mark, MarkKind
from scorecard.publishing.findings import TALLY, kind_of, stale_sentence
from scorecard.publishing.hero import Hero
from scorecard.publishing.language import say
from scorecard.publishing.markdown import plain
from scorecard.publishing.remedies import lever_words, size_words
from scorecard.publishing.replies import reply_state
from scorecard.publishing.tally import open_groups, open_question
from scorecard.publishing.words import band_words, capital, counted, listed, rank_among, score_figures
from scorecard.scoring.advice import Action
from scorecard.scoring.result import CityResult, CriterionResult, EditionResult, Outcome

BAR_WIDTH, BAR_HEIGHT = 194, 13  # px, in the table of dimensions
MOST_ACTS = 5
MOST_REPLY_WORDS = 40  # more would push the first page over its end
_LINE_LETTERS = 44  # in half a line of the questions without an answer; so many fit unless all are capitals
_OPEN: tuple[MarkKind, ...] = ("bounded", "unknown", "stale")
_END_OF_SENTENCE = re.compile(r"(?<=[.!?…])\s+")


@dataclass(frozen=True, slots=True)
class CardFact:
    """A fact: `label`, `value`, a `note` and the picture of a `ladder`, each of these two None where there is none."""

    label: str
    value: str
    note: str | None
    ladder: str | None


@dataclass(frozen=True, slots=True)
class CardDimensionRow:
    """A dimension.

    `title` and `weight` name it. `picture` is its bar and `figures` its range,
    both None where nothing applies; `band` and `rank` are words, `rank` empty
    where it has none.
    """

    title: str
    weight: str
    picture: str | None
    figures: str | None
    band: str
    rank: str


@dataclass(frozen=True, slots=True)
class CardAct:
    """What the city can do: what it gains (`gain`), where the low end comes to (`after`), and the `act`.

    `lever` says who holds it and `effort` what it takes, each a dash where not said.
    """

    gain: str
    after: str
    act: str
    lever: str
    effort: str


@dataclass(frozen=True, slots=True)
class CardReply:
    """The reply.

    `state` says what was sent and received; `sender` who replied and `text` what
    they say or how it begins, each None where there is none. `has_more`: the page
    has more.
    """

    state: str
    sender: str | None
    text: str | None
    has_more: bool


@dataclass(frozen=True, slots=True)
class CardOpen:
    """A question without an answer, a dimension with what is open in it, or a reason: its `title` and what is `said`.

    `picture` is a question's mark, None for the other two, and where the question before has it.
    """

    title: str
    said: str
    picture: str | None = None


def card_facts(hero: Hero, city: CityResult, result: EditionResult, gallery: Gallery) -> tuple[CardFact, ...]:
    """Show band, rank and known share; none where there is no band."""
    notes = {"Known share": outcomes_sentence(city.criteria.values())}
    facts = [
        CardFact(
            fact.label,
            fact.value,
            notes.get(fact.label, fact.note),
            gallery.hang(ladder_drawing(fact.rungs)) if fact.rungs else None,
        )
        for fact in hero.facts
    ]
    if facts and city.city not in result.standings:
        why = "A draft is not ranked." if city.is_draft else "Another city of this edition cannot be scored."
        facts.insert(1, CardFact("Rank", "None yet", why, None))
    return tuple(facts)


def outcomes_sentence(results: Iterable[CriterionResult]) -> str:
    """Count how answers came out: `7 of 23 answers known, 6 bounded, 8 too old to count.`"""
    kinds = [kind_of(result) for result in results]
    known = sum(kind in {"full", "part", "none"} for kind in kinds)
    rest = open_words(Counter(kinds), (*_OPEN, "not_applicable"))
    first = f"{known} of {counted(len(kinds), 'answer')} known"
    return f"{', '.join([first, *rest])}."


def open_words(counts: Counter[MarkKind], kinds: Sequence[MarkKind] = _OPEN) -> list[str]:
    """Count the kinds that occur: `6 bounded`, `2 unknown`."""
    return [f"{counts[kind]} {say(TALLY[kind])}" for kind in kinds if counts[kind]]


def card_dimensions(
    dimensions: Iterable[Dimension], city: CityResult, result: EditionResult, gallery: Gallery
) -> tuple[CardDimensionRow, ...]:
    """Show dimensions, each with its range, its band and its place among the cities that are ranked in it."""
    return tuple(_dimension(dimension, city, result, gallery) for dimension in dimensions)


def _dimension(dimension: Dimension, city: CityResult, result: EditionResult, gallery: Gallery) -> CardDimensionRow:
    one, rubric = city.dimensions[dimension.id], result.rubric
    title, weight = dimension.title, weight_words(dimension)
    if one is None:
        return CardDimensionRow(title, weight, None, None, "Not applicable", "")
    standings = result.dimension_standings[dimension.id]
    standing = standings.get(city.city)
    return CardDimensionRow(
        title=title,
        weight=weight,
        picture=gallery.hang(bar_drawing(one.range, rubric, width=BAR_WIDTH, height=BAR_HEIGHT)),
        figures=score_figures(one.range, rubric),
        band=band_words(one.bands, rubric) if one.bands is not None else "No band",
        rank=rank_among(standing, len(standings)) if standing is not None else "",
    )


def card_acts(city: CityResult, advice: Advice, rubric: Rubric) -> tuple[CardAct, ...]:
    """Show what gains most of what the city can do where an answer counts: what waits for a look is no act of it."""
    counted_ones = (one for one in advice.actions if city.criteria[one.criterion.id].outcome is not Outcome.UNKNOWN)
    return tuple(_act(city, one, rubric) for one in islice(counted_ones, MOST_ACTS))


def _act(city: CityResult, action: Action, rubric: Rubric) -> CardAct:
    remedy, low = action.criterion.remedy, action.range.low
    return CardAct(
        gain=gain_words(low - action.gain, low, rubric),
        after=after_words(action.range, city.bands, action.bands, rubric),
        act=act_words(action.criterion),
        lever=capital(lever_words(remedy) or "–"),
        effort=capital(size_words(remedy) or "–"),
    )


def waiting_sentence(city: CityResult) -> str | None:
    """Say which answers wait for someone to look, which is no act of the city; None where none does."""
    counts = Counter(kind_of(result) for result in city.criteria.values())
    waiting = [
        f"{counted(counts[kind], 'answer')} {'is' if counts[kind] == 1 else 'are'} {say(TALLY[kind])}"
        for kind in ("stale", "unknown")
        if counts[kind]
    ]
    return f"Not an action: {listed(waiting)}. A look at a public source settles that." if waiting else None


def stale_sentences(city: CityResult, edition: Edition) -> str | None:
    """Say from which day on evidence counts, where something is too old; None where nothing is."""
    said = dict.fromkeys(stale_sentence(one.criterion, edition) for one in city.criteria.values() if one.is_stale)
    return " ".join(said) or None


def card_nothing(
    results: Iterable[CriterionResult], rubric: Rubric, gallery: Gallery, *, is_dense: bool
) -> tuple[CardOpen, ...]:
    """Show the questions without an answer: in pairs where each fits a line, the first of a pair with both marks."""
    views = [open_question(result, rubric) for result in results]
    pairs = len({view.mark for view in views}) == 1 and all(
        len(f"{view.title} {view.points}") <= _LINE_LETTERS for view in views
    )

    def picture(place: int, mark: Mark) -> str | None:
        if not pairs:
            return gallery.hang(mark_drawing(mark, is_dense=is_dense))
        left = min(2, len(views) - place)
        return None if place % 2 else gallery.hang(pair_drawing(mark, is_dense=is_dense, count=left))

    return tuple(CardOpen(view.title, view.points, picture(place, view.mark)) for place, view in enumerate(views))


def card_open(city: CityResult, rubric: Rubric) -> tuple[CardOpen, ...]:
    """Say per dimension how many points are open, and why."""
    groups = {group.title: group for group in open_groups(city, rubric)}
    shown = [(dimension, groups[dimension.title]) for dimension in rubric.dimensions if dimension.title in groups]
    return tuple(
        CardOpen(f"{group.title}.", f"{group.points} {group.of_points} open: {listed(_why_open(dimension, city))}.")
        for dimension, group in shown
    )


def _why_open(dimension: Dimension, city: CityResult) -> list[str]:
    return open_words(Counter(kind_of(city.criteria[criterion.id]) for criterion in dimension.criteria))


def card_reasons(answers: CardAnswers) -> tuple[CardOpen, ...]:
    """Say why nothing applies: each reason once, with the questions for which it holds."""
    by_reason: dict[tuple[str, str], list[str]] = {}
    for answer in (answer for dimension in answers.dimensions for answer in dimension.answers):
        source = f" Source: {answer.numbers}." if answer.has_source else ""
        by_reason.setdefault((answer.finding, source), []).append(answer.title)
    return tuple(
        CardOpen(reason, f"{counted(len(titles), 'question')}: {listed(titles)}.{source}")
        for (reason, source), titles in by_reason.items()
    )


def card_reply(file: CityEdition, edition: Edition) -> CardReply:
    """Show the reply, cut at a sentence where it is long."""
    reply = file.reply
    whole = plain(reply.text) if reply is not None and reply.text is not None else None
    text = shortened(whole, MOST_REPLY_WORDS) if whole is not None else None
    return CardReply(
        state=reply_state(file, is_reconstructed=edition.is_reconstructed),
        sender=reply.sender if reply is not None else None,
        text=text,
        has_more=text != whole or bool(reply is not None and reply.points),
    )


def shortened(text: str, most_words: int) -> str:
    """Keep whole sentences as long as they have not too many words together; at least the first words of the first."""
    kept: list[str] = []
    for one in _END_OF_SENTENCE.split(text.strip()):
        if sum(len(said.split()) for said in [*kept, one]) > most_words:
            break
        kept.append(one)
    return " ".join(kept) or f"{' '.join(text.split()[:most_words])} …"

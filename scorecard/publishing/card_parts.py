"""A city's result in, the parts of its card out that stand around the answers: facts, dimensions, what is open."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from scorecard.model.project import Edition
from scorecard.model.rubric import Dimension, Rubric
from scorecard.publishing.card_answers import weight_words
from scorecard.publishing.card_bars import bar_drawing
from scorecard.publishing.card_drawing import Gallery, ladder_drawing, mark_drawing, pair_drawing
from scorecard.publishing.card_peers import CardPeers
from scorecard.publishing.card_rows import CardAnswers
from scorecard.publishing.draw import Mark, MarkKind
from scorecard.publishing.findings import TALLY, kind_of, stale_sentence
from scorecard.publishing.hero import KNOWN_SHARE, RANK, Hero
from scorecard.publishing.language import say, say_count, without_marks
from scorecard.publishing.rank_words import rank_among
from scorecard.publishing.tally import open_groups, open_question
from scorecard.publishing.words import band_words, listed, score_figures, sentence
from scorecard.scoring.result import CityResult, CriterionResult, EditionResult

BAR_WIDTH, BAR_HEIGHT = 146, 12  # px, in the table of dimensions
_LINE_LETTERS = 44  # in half a line of the questions without an answer; so many fit unless all are capitals
_OPEN: tuple[MarkKind, ...] = ("bounded", "unknown", "stale")


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

    `title` and `weight` name it. `picture` is its bar, with the bracket of its peers, and
    `figures` its range, both None where nothing applies; `band`, the `median` of the
    peers and `rank` are words, the last two empty where there is none.
    """

    title: str
    weight: str
    picture: str | None
    figures: str | None
    band: str
    median: str
    rank: str


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
    facts = [
        CardFact(
            fact.label,
            fact.value,
            outcomes_sentence(city.criteria.values()) if fact.label == say(KNOWN_SHARE) else fact.note,
            gallery.hang(ladder_drawing(fact.rungs)) if fact.rungs else None,
        )
        for fact in hero.facts
    ]
    if facts and city.city not in result.standings:
        why = say("A draft is not ranked.") if city.is_draft else say("Another city of this edition cannot be scored.")
        facts = [facts[0], CardFact(say(RANK), say("None yet"), why, None), facts[-1]]
    return tuple(facts)


def outcomes_sentence(results: Iterable[CriterionResult]) -> str:
    """Count how answers came out: `7 of 23 answers known, 6 bounded, 8 too old to count.`"""
    kinds = [kind_of(result) for result in results]
    known = sum(kind in {"full", "part", "none"} for kind in kinds)
    rest = open_words(Counter(kinds), (*_OPEN, "not_applicable"))
    first = say_count(len(kinds), "{known} of {count} answer known", "{known} of {count} answers known", known=known)
    return f"{', '.join([first, *rest])}."


def open_words(counts: Counter[MarkKind], kinds: Sequence[MarkKind] = _OPEN) -> list[str]:
    """Count the kinds that occur: `6 bounded`, `2 unknown`."""
    return [f"{counts[kind]:,} {say(TALLY[kind])}" for kind in kinds if counts[kind]]


def card_dimensions(
    dimensions: Iterable[Dimension], city: CityResult, result: EditionResult, gallery: Gallery, peers: CardPeers | None
) -> tuple[CardDimensionRow, ...]:
    """Show dimensions, each with its range, its band, its peers, and its place among the cities ranked in it."""
    return tuple(_dimension(dimension, city, result, gallery, peers) for dimension in dimensions)


def _dimension(
    dimension: Dimension, city: CityResult, result: EditionResult, gallery: Gallery, peers: CardPeers | None
) -> CardDimensionRow:
    one, rubric = city.dimensions[dimension.id], result.rubric
    title, weight = dimension.title, weight_words(dimension)
    if one is None:
        return CardDimensionRow(title, weight, None, None, say("Not applicable"), "", "")
    standings = result.dimension_standings[dimension.id]
    standing = standings.get(city.city)
    median = peers.dimensions[dimension.id] if peers is not None else None
    return CardDimensionRow(
        title=title,
        weight=weight,
        picture=gallery.hang(bar_drawing(one.range, rubric, median, width=BAR_WIDTH, height=BAR_HEIGHT)),
        figures=score_figures(one.range, rubric),
        band=band_words(one.bands, rubric) if one.bands is not None else say("No band"),
        median=score_figures(median, rubric) if median is not None else "",
        rank=rank_among(standing, len(standings)) if standing is not None else "",
    )


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
        len(without_marks(f"{view.title} {view.points}")) <= _LINE_LETTERS for view in views
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
        CardOpen(
            sentence(group.title),
            say(
                "{points} {of_points} open: {why}.",
                points=group.points,
                of_points=group.of_points,
                why=listed(_why_open(dimension, city)),
            ),
        )
        for dimension, group in shown
    )


def _why_open(dimension: Dimension, city: CityResult) -> list[str]:
    return open_words(Counter(kind_of(city.criteria[criterion.id]) for criterion in dimension.criteria))


def card_reasons(answers: CardAnswers) -> tuple[CardOpen, ...]:
    """Say why nothing applies: each reason once, with the questions for which it holds."""
    by_reason: dict[tuple[str, str], list[str]] = {}
    for answer in (answer for dimension in answers.dimensions for answer in dimension.answers):
        source = say("Source: {numbers}.", numbers=answer.numbers) if answer.has_source else ""
        by_reason.setdefault((answer.finding, source), []).append(answer.title)
    return tuple(
        CardOpen(reason, " ".join([_holds_for(titles), *([source] if source else [])]))
        for (reason, source), titles in by_reason.items()
    )


def _holds_for(titles: list[str]) -> str:
    return say_count(len(titles), "{count} question: {titles}.", "{count} questions: {titles}.", titles=listed(titles))

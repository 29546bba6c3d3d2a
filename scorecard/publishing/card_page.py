"""One city in one edition in, the view of its report card out: well known, little known, or not applicable."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from scorecard.model.project import Project
from scorecard.model.rubric import Dimension
from scorecard.publishing.card_acts import CardAdvice, card_advice
from scorecard.publishing.card_answers import card_answers
from scorecard.publishing.card_bars import BigBarDrawing, big_bar_drawing
from scorecard.publishing.card_data import CardData
from scorecard.publishing.card_drawing import Gallery, key_drawing, mark_drawing, mark_width
from scorecard.publishing.card_head import CardHead, Paper, card_head, card_paper
from scorecard.publishing.card_parts import (
    CardDimensionRow,
    CardFact,
    CardOpen,
    card_dimensions,
    card_facts,
    card_nothing,
    card_open,
    card_reasons,
    stale_sentences,
)
from scorecard.publishing.card_peers import CardPeers, Others, card_peers
from scorecard.publishing.card_rows import CardAnswers
from scorecard.publishing.card_side import CardBridge, CardContact, CardReply, card_bridge, card_contact, card_reply
from scorecard.publishing.city import dimensions_words, is_without_answer
from scorecard.publishing.hero import Hero, hero_view
from scorecard.publishing.language import say
from scorecard.publishing.tally import asked, tally_lines
from scorecard.scoring.result import CityResult, EditionResult

WIDTH = 680  # px: 180 mm, which Letter and A4 have between their margins
BIG_BAR_HEIGHT = 25
Kind = Literal["known", "little", "none"]


@dataclass(frozen=True, slots=True)
class Pictured:
    """A picture with its words: a count of outcomes."""

    picture: str
    words: str


@dataclass(frozen=True, slots=True)
class CardScore:
    """The range as `figures`, or that there is none; what that says (`said`), and how much is `settled`, or None."""

    figures: str
    said: str
    settled: str | None


@dataclass(frozen=True, slots=True)
class CardKey:
    """The key: one `picture` of its fields, and the words beside `solid`, `striped`, `empty` and the `bracket`.

    `peers` gives the figures of the bracket and who the peers are. Both are None where there is none.
    """

    picture: str
    solid: str
    striped: str
    empty: str
    bracket: str | None
    peers: str | None


@dataclass(frozen=True, slots=True)
class CardPage:
    """A report card.

    `kind` is `known` (it has a band), `little` or `none` (nothing applies).
    `paper` is on every page, `head` says who it is, `score` how it stands. `big_bar` and `key` are None where nothing
    applies. `asked` counts the questions, `tally` how they came out.
    `facts` and `limits` (what gates hold down) are for `known`; `nothing` (questions without
    an answer; in rows of two, whose first has the picture of both, where they `are_paired`)
    and `open` for `little`; `advice` is for both; `reasons` for `none`. `dimensions`, under
    `dimensions_title`, are those with a band of their own, or all of a city that has one;
    `has_medians`: at least one of them has peers, and `has_ranks`: a rank. `answers` are those
    that say something, or all of a city with a band; `too_old` says from when on evidence
    counts, None where nothing is too old. `bridge` tells why the score differs from the
    edition before, None where there is none. `reply` is the city's; corrections go to `contact`.
    The file carries `data`. `rules` are those of pictures for which the style sheet has none.
    """

    kind: Kind
    paper: Paper
    head: CardHead
    score: CardScore
    big_bar: BigBarDrawing | None
    key: CardKey | None
    facts: tuple[CardFact, ...]
    limits: tuple[str, ...]
    asked: str
    tally: tuple[Pictured, ...]
    dimensions_title: str
    dimensions: tuple[CardDimensionRow, ...]
    has_medians: bool
    has_ranks: bool
    advice: CardAdvice
    too_old: str | None
    answers: CardAnswers
    nothing: tuple[CardOpen, ...]
    are_paired: bool
    open: tuple[CardOpen, ...]
    reasons: tuple[CardOpen, ...]
    bridge: CardBridge | None
    reply: CardReply
    data: CardData
    contact: CardContact
    rules: str
    template: str = "card/card.html"


def card_page(
    project: Project,
    results: Mapping[str, EditionResult],
    city_id: str,
    edition_id: str,
    *,
    gallery: Gallery,
    others: Others | None,
    data: CardData,
) -> CardPage:
    """Make the view of one card.

    Args:
        project: whose city it is.
        results: edition id -> result, of all editions that the city is in.
        city_id: of a city with a file in the edition that is not withdrawn.
        edition_id: the edition.
        gallery: which keeps the pictures that the page asks for.
        others: what is known of the other cities of the edition; None where not all could be scored.
        data: which the file carries.
    """
    result = results[edition_id]
    city, edition, rubric = result.cities[city_id], result.edition, result.rubric
    head = card_head(project, city, edition, gallery)
    hero = hero_view(head.name, city, result, card=None)
    kind: Kind = "none" if hero is None else "little" if city.bands is None else "known"
    shown = [one for one, found in city.criteria.items() if kind != "little" or not is_without_answer(found)]
    answers = card_answers(city, result, project, gallery, shown=shown)
    without = [found for one, found in city.criteria.items() if one not in set(shown)]
    nothing = card_nothing(without, rubric, gallery, is_dense=answers.is_dense)
    peers = card_peers(project.cities[city_id], others) if kind == "known" else None
    dimensions = card_dimensions(_with_band(city, result, kind), city, result, gallery, peers)
    return CardPage(
        kind=kind,
        paper=card_paper(project.settings, city, edition, head, gallery),
        head=head,
        score=_score(hero, kind),
        big_bar=_big_bar(hero, city, result, gallery, peers),
        key=_key(gallery, peers) if hero is not None else None,
        facts=card_facts(hero, city, result, gallery) if hero is not None else (),
        limits=hero.limits if hero is not None else (),
        asked=asked(city),
        tally=_tally(city, gallery, is_dense=answers.is_dense),
        dimensions_title=dimensions_words(len(rubric.dimensions)),
        dimensions=dimensions,
        has_medians=any(row.median for row in dimensions),
        has_ranks=any(row.rank for row in dimensions),
        advice=card_advice(project, city, rubric, others),
        too_old=stale_sentences(city, edition),
        answers=answers,
        nothing=nothing,
        are_paired=any(one.picture is None for one in nothing),
        open=card_open(city, rubric) if kind == "little" else (),
        reasons=card_reasons(answers) if kind == "none" else (),
        bridge=card_bridge(city_id, edition, project, results),
        reply=card_reply(project.answers[edition_id][city_id], edition),
        contact=card_contact(project.settings, head.name, edition_id),
        data=data,
        rules=gallery.without_rule(),  # last, when all are hung
    )


def _key(gallery: Gallery, peers: CardPeers | None) -> CardKey:
    """Show the key; the bracket is explained where there is one."""
    words = (say("Solid: proved"), say("Striped: not settled"), say("Empty: not earned"))
    picture = gallery.hang(key_drawing(has_bracket=peers is not None))
    bracket = say("Bracket: peers’ median") if peers is not None else None
    return CardKey(picture, *words, bracket, peers.said if peers is not None else None)


def _score(hero: Hero | None, kind: Kind) -> CardScore:
    if hero is None:
        return CardScore(say("Not applicable"), say("No question of this rubric applies here."), None)
    if kind == "little":
        said = f"{hero.found} {say('That says what we found, not how the city does.')}"
        return CardScore(say("Too little is known"), said, hero.settled)
    sentences = (one for one in (hero.words.proved, hero.words.possible) if one is not None)
    return CardScore(hero.words.figures, " ".join(sentences), hero.words.settled)


def _big_bar(
    hero: Hero | None, city: CityResult, result: EditionResult, gallery: Gallery, peers: CardPeers | None
) -> BigBarDrawing | None:
    if hero is None or city.range is None:
        return None
    label, median = hero.label, peers.whole if peers is not None else None
    if peers is not None:
        label = f"{label}; {peers.label}"
    return big_bar_drawing(
        city.range,
        city.bands,
        result.rubric,
        median,
        width=WIDTH,
        height=BIG_BAR_HEIGHT,
        label=label,
        hang=gallery.hang,
    )


def _tally(city: CityResult, gallery: Gallery, *, is_dense: bool) -> tuple[Pictured, ...]:
    lines = tally_lines(city.criteria.values(), mark_width=mark_width(is_dense=is_dense))
    return tuple(
        Pictured(gallery.hang(mark_drawing(line.mark, is_dense=is_dense)), f"{line.count} {line.words}")
        for line in lines
    )


def _with_band(city: CityResult, result: EditionResult, kind: Kind) -> list[Dimension]:
    if kind == "known":
        return list(result.rubric.dimensions)
    return [one.dimension for one in city.dimensions.values() if one is not None and one.bands is not None]

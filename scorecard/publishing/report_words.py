"""What is true of all cities together in, the sentences of the national report out: each finding with its doubt."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from scorecard.model.rubric import Dimension
from scorecard.publishing import national_words as words
from scorecard.publishing.draw import MarkKind
from scorecard.publishing.language import say, say_count
from scorecard.publishing.nation import Nation
from scorecard.publishing.words import share_needed

_OPEN: tuple[MarkKind, ...] = ("unknown", "stale", "bounded")  # kinds of answers that settle not all


@dataclass(frozen=True, slots=True)
class Said:
    """A finding: what is `found`, and its `doubt`."""

    found: str
    doubt: str


def findings(nation: Nation, family: Sequence[Nation]) -> tuple[tuple[str, Said], ...]:
    """Make the three findings, each with the anchor of its section; none where nothing applies.

    Args:
        nation: the edition.
        family: the editions up to it that can be set beside it, oldest first, itself last.
    """
    if not nation.spans:
        return ()
    credited, criteria = words.distribution_parts(nation), list(nation.result.rubric.criteria)
    third = ("editions", Said(*words.trend_parts(family))) if len(family) > 1 else ("dimensions", settled_most(nation))
    return (
        ("credited", Said(*credited)),
        ("questions", Said(full_most(nation, criteria), open_sentence(nation, criteria))),
        third,
    )


def full_most(nation: Nation, criteria: Sequence[str]) -> str:
    """Say which question is credited in full for most cities, and which for fewest; the first of the rubric if equal.

    Args:
        nation: the edition.
        criteria: at least one, in the order of the rubric.
    """
    counts = {one: nation.counts[one].get("full", 0) for one in criteria}
    best, least = max(counts, key=counts.__getitem__), min(counts, key=counts.__getitem__)
    title, cities = nation.result.rubric.criteria[best].title, words.cities(len(nation.public))
    if not counts[best]:
        return say("No question is credited in full for any city.")
    if len(counts) == 1:
        return say(
            "“{best}” is credited in full for {most} of {cities}.", best=title, most=_count(counts[best]), cities=cities
        )
    if counts[best] == counts[least]:
        return say(
            "Each question is credited in full for {most} of {cities}.", most=_count(counts[best]), cities=cities
        )
    return say(
        "“{best}” is credited in full most often, for {most} of {cities}; “{least}” least often, for {fewest}.",
        best=title, most=_count(counts[best]), cities=cities,
        least=nation.result.rubric.criteria[least].title, fewest=_count(counts[least]),
    )  # fmt: skip


def open_sentence(nation: Nation, criteria: Sequence[str]) -> str:
    """Say how many answers are open, and that they are no "no"."""
    asked = sum(nation.asked(one) for one in criteria)
    is_open = sum(nation.counts[one].get(kind, 0) for one in criteria for kind in _OPEN)
    if not asked:
        return say("None of it applies to any city.")
    if not is_open:
        return say("Every answer is settled.")
    if is_open == asked:
        return say("No answer is settled: any of these cities may publish it, or have it in force.")
    return say(
        "Of {asked} answers, {open} are not settled: those cities may publish it too, or have it in force.",
        asked=_count(asked), open=_count(is_open),
    )  # fmt: skip


def settled_most(nation: Nation) -> Said:
    """Say in which dimension most cities are known well enough to rank, and in which fewest."""
    rubric = nation.result.rubric
    ranked = {one.title: len(nation.result.dimension_standings[one.id]) for one in rubric.dimensions}
    best, least = max(ranked, key=ranked.__getitem__), min(ranked, key=ranked.__getitem__)
    cities = words.cities(len(nation.public))
    doubt = say(
        "A dimension ranks the cities of which {need} is settled in it. It says how much was found, not how they do.",
        need=share_needed(rubric),
    )
    if not ranked[best]:
        return Said(say("In no dimension is a city known well enough to rank."), doubt)
    if ranked[best] == ranked[least]:
        each = say(
            "Each dimension ranks {most} of {cities}.",
            most=_count(ranked[best]),
            cities=cities,
        )
        return Said(each, doubt)
    found = say(
        "Most is known of “{best}”, which ranks {most} of {cities}; least of “{least}”, which ranks {fewest}.",
        best=best, most=_count(ranked[best]), cities=cities, least=least, fewest=_count(ranked[least]),
    )  # fmt: skip
    return Said(found, doubt)


def dimension_sentences(nation: Nation, dimension: Dimension) -> str:
    """Say what the middle is credited with in a dimension, and how its questions came out."""
    spans = [span for one in nation.public.values() if (span := one.range_in(dimension.id)) is not None]
    middle = nation.middle_in(dimension.id)
    if middle is None:
        return say("None of it applies to any city.")
    criteria = [one.id for one in dimension.criteria]
    said = (
        words.middle_sentence(spans, middle, nation.result),
        full_most(nation, criteria),
        open_sentence(nation, criteria),
    )
    return " ".join(said)


def corrections_sentence(count: int) -> str:
    """Say how many corrections this edition has had."""
    if not count:
        return say("Nothing in this edition has been corrected.")
    return say_count(
        count,
        "{count} answer of this edition has been corrected; the list of changes has it.",
        "{count} answers of this edition have been corrected; the list of changes has them.",
    )


def list_sentence(listed: int, count: int) -> str:
    """Say which cities are listed, and in which order."""
    if listed == count:
        return say("Ordered by what is credited, then by what is possible. The order is no rank.")
    return say(
        "Of {cities}, too many to print, these are the {listed} of which most is settled. The data files have all.",
        cities=words.cities(count), listed=_count(listed),
    )  # fmt: skip


def _count(number: int) -> str:
    return f"{number:,}"

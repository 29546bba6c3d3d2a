"""Places among the ranked in, the words for them out, the same on pages, cards and in the terminal.

Where more than a thousand cities are ranked, nobody needs to know that one is 12,345th, and
one answer of one city moves thousands of others by a place. So there, places from the
hundredth on are told in two digits, and always outward: the exact place lies within what is
printed. The data files have the exact ones.
"""

from __future__ import annotations

from functools import lru_cache

from scorecard.publishing.language import later, say, say_count, spoken
from scorecard.scoring.result import Standing

MANY = 1000
"""Ranked cities, or peers: of more, places and counts are told in two digits."""
_DIGITS, _DIGITS_OF_ALL = 2, 3
_INTERVALS, _PLACES_KNOWN = 1 << 14, 1 << 16  # remembered: thousands of cities have the same few

_PLACE = later("{number}th")
_PLACES = {1: later("{number}st"), 2: later("{number}nd"), 3: later("{number}rd")}  # by the last digit


def ordinal(number: int) -> str:
    """Write a place: `1st`, `2nd`, `11th`."""
    return say(_PLACE if number % 100 in (11, 12, 13) else _PLACES.get(number % 10, _PLACE), number=f"{number:,}")


def rank_place(standing: Standing, ranked: int) -> str:
    """Write a rank: `3rd to 9th`, or `3rd`."""
    return places(standing.best, standing.worst, ranked)


def places(best: int, worst: int, ranked: int) -> str:
    """Write an interval of places among so many: `3rd to 9th`, or `3rd`; among many, `12,000th to 13,000th`."""
    return interval(*told_places(best, worst, ranked))


def interval(best: int, worst: int) -> str:
    """Write an interval of places as it is: `12,345th to 12,811th`."""
    return _interval(spoken(), best, worst)


@lru_cache(maxsize=_INTERVALS)
def _interval(_language: str, best: int, worst: int) -> str:
    return ordinal(best) if best == worst else say("{low} to {high}", low=ordinal(best), high=ordinal(worst))


def told_places(best: int, worst: int, ranked: int) -> tuple[int, int]:
    """Widen an interval of places to the one that is printed; among `MANY` or fewer it stays what it is."""
    if ranked <= MANY:
        return best, worst
    return _down(best, _DIGITS), min(_up(worst, _DIGITS), told_ranked(ranked))


def told_ranked(ranked: int) -> int:
    """Give the number of ranked cities that is printed: never less than there are, so that every place is within."""
    return ranked if ranked <= MANY else _up(ranked, _DIGITS_OF_ALL)


def about(count: int) -> str:
    """Write a count of many things in two digits, the nearest: `4,300`."""
    step = _step(count, _DIGITS)
    return f"{(2 * count + step) // (2 * step) * step:,}"


@lru_cache(maxsize=_PLACES_KNOWN)
def _down(number: int, digits: int) -> int:
    step = _step(number, digits)
    return number // step * step


@lru_cache(maxsize=_PLACES_KNOWN)
def _up(number: int, digits: int) -> int:
    step = _step(number, digits)
    return -(-number // step) * step


def _step(number: int, digits: int) -> int:
    return int(10 ** max(0, len(str(number)) - digits))


def among(place: str, ranked: int) -> str:
    """Write a place, or an interval of them, among so many: `3rd to 9th of 41`."""
    return _among(spoken(), place, ranked)


@lru_cache(maxsize=_INTERVALS)
def _among(_language: str, place: str, ranked: int) -> str:
    if ranked > MANY:
        return say("{place} of about {ranked}", place=place, ranked=f"{told_ranked(ranked):,}")
    return say("{place} of {ranked}", place=place, ranked=f"{ranked:,}")


def rank_among(standing: Standing, ranked: int) -> str:
    """Write a rank among all that are ranked, and how many share it: `54th of 100, with 22 others`."""
    first, last = told_places(standing.best, standing.worst, ranked)
    return _rank_among(spoken(), first, last, ranked, standing.sharing if first == last else 0)


@lru_cache(maxsize=_INTERVALS)
def _rank_among(_language: str, first: int, last: int, ranked: int, sharing: int) -> str:
    place = among(interval(first, last), ranked)
    return say("{place}, {others}", place=place, others=_with_others(sharing)) if sharing else place


def rank_label(standing: Standing, ranked: int) -> str:
    """Write the rank in one dimension: `Rank 54th of 100, with 22 others`."""
    return say("Rank {place}", place=rank_among(standing, ranked))


def rank_note(standing: Standing, ranked: int) -> str:
    """Explain a rank: `of 41 ranked cities, with 2 others.`"""
    place = ", ".join(part for part in (rank_of(ranked), shared(standing, ranked)) if part is not None)
    return " ".join(part for part in (f"{place}.", rank_doubt(standing, ranked)) if part is not None)


def shared(standing: Standing, ranked: int) -> str | None:
    """Say how many others have the same single place, where one is printed: `with 22 others`; None where nobody has."""
    first, last = told_places(standing.best, standing.worst, ranked)
    if first != last or not standing.sharing:
        return None
    return _with_others(standing.sharing)


def _with_others(sharing: int) -> str:
    return say_count(sharing, "with {count} other", "with {count} others")


def rank_of(ranked: int) -> str:
    """Write `of 41 ranked cities`."""
    if ranked > MANY:
        return say("of about {count} ranked cities", count=f"{told_ranked(ranked):,}")
    return say_count(ranked, "of {count} ranked city", "of {count} ranked cities")


def rank_doubt(standing: Standing, ranked: int) -> str | None:
    """Say that no order is settled, where a rank leaves every place possible; else None."""
    if ranked > 1 and (standing.best, standing.worst) == (1, ranked):
        return say("The ranges overlap, so no order is settled.")
    return None

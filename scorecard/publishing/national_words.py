"""What is true of all cities together in, sentences out: findings with their doubt, and texts for pictures."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from scorecard.publishing.language import say, say_count
from scorecard.publishing.nation import Nation
from scorecard.publishing.words import share_needed, thresholds
from scorecard.scoring.printing import printed
from scorecard.scoring.result import EditionResult, Range


def cities(count: int) -> str:
    """Count cities: `1 city`, `150 cities`."""
    return say_count(count, "{count} city", "{count} cities")


def ends(span: Range, result: EditionResult) -> tuple[str, str]:
    """Print both ends of a range."""
    edges = thresholds(result.rubric)
    return printed(span.low, edges), printed(span.high, edges)


def headline(nation: Nation) -> str:
    """Say what the middle of all cities is credited with, and how much of that is open."""
    if nation.middle is None:
        return say("No question of this edition applies to any city.")
    return middle_sentence(list(nation.spans.values()), nation.middle, nation.result)


def middle_sentence(spans: Sequence[Range], middle: Range, result: EditionResult) -> str:
    """Say what the middle of some cities is credited with, in the whole or in a dimension, and how much is open."""
    low, high = ends(middle, result)
    if len(spans) == 1:
        if middle.low == middle.high:
            return say("One city is credited with {low} of 100, and every question is settled.", low=low)
        return say("One city is credited with {low} of 100, and up to {high} is possible.", low=low, high=high)
    all_of = cities(len(spans))
    if all(span.low == span.high for span in spans):
        return say(
            "The middle of {cities} is credited with {low} of 100, and every question is settled.",
            cities=all_of, low=low,
        )  # fmt: skip
    if middle.low == middle.high:
        return say(
            "The middle of {cities} is credited with {low} of 100, though some questions are open.",
            cities=all_of, low=low,
        )  # fmt: skip
    return say(
        "The middle of {cities} is credited with {low} of 100, and up to {high} is possible.",
        cities=all_of, low=low, high=high,
    )  # fmt: skip


def known_sentence(nation: Nation) -> str:
    """Say how many cities are known well enough to rank."""
    ranked, count, need = len(nation.result.standings), len(nation.public), share_needed(nation.result.rubric)
    if not ranked:
        return say("No city is known well enough for a band and a rank: that takes {need} to be settled.", need=need)
    if ranked == count:
        return say("Every city is known well enough for a band and a rank.")
    return say_count(
        ranked,
        "{count} of {cities} is known well enough for a band and a rank: that takes {need} to be settled.",
        "{count} of {cities} are known well enough for a band and a rank: that takes {need} to be settled.",
        cities=cities(count),
        need=need,
    )


def distribution_finding(nation: Nation) -> str:
    """Say from where to where the credited scores run, and for how many most is open."""
    return " ".join(distribution_parts(nation))


def distribution_parts(nation: Nation) -> tuple[str, str]:
    """Say from where to where the credited scores run; and the doubt: for how many most is open."""
    spans = list(nation.spans.values())
    most, least = ends(spans[0], nation.result)[0], ends(spans[-1], nation.result)[0]
    wide = sum(span.known_share < Fraction(1, 2) for span in spans)
    run = (
        say("Every city is credited with {low}.", low=most)
        if spans[0].low == spans[-1].low
        else say("What is credited runs from {least} to {most}.", least=least, most=most)
    )
    return run, _open_sentence(wide, len(spans))


def _open_sentence(wide: int, count: int) -> str:
    if not wide:
        return say("At least half of the score of each is settled.")
    if wide == count:
        return say("Less than half of the score of each is settled, so the order can change.")
    return say_count(
        wide,
        "For {count} of {cities} less than half of the score is settled, so the order can change.",
        "For {count} of {cities} less than half of the score is settled, so the order can change.",
        cities=cities(count),
    )


def distribution_text(nation: Nation) -> str:
    """Say what the picture of all ranges shows."""
    spans, middle = list(nation.spans.values()), nation.middle
    if middle is None:
        return ""
    return say(
        "Bars of the score ranges of {cities}. Credited: from {least} to {most}; in the middle {low}.",
        cities=cities(len(spans)),
        least=ends(spans[-1], nation.result)[0],
        most=ends(spans[0], nation.result)[0],
        low=ends(middle, nation.result)[0],
    )


def best_and_least(nation: Nation) -> tuple[str, str]:
    """Find the criteria that are answered for most and for fewest cities; the first of the rubric where equal."""
    return max(nation.counts, key=nation.answered), min(nation.counts, key=nation.answered)


def heat_finding(nation: Nation) -> str:
    """Say which criterion is known best, and which least."""
    best, least = best_and_least(nation)
    most, fewest = nation.answered(best), nation.answered(least)
    titles = nation.result.rubric.criteria
    if not most:
        return say("No question is answered for any city.")
    if most == fewest:
        return say_count(
            most,
            "Every question is answered for {count} of {cities}.",
            "Every question is answered for {count} of {cities}.",
            cities=cities(len(nation.public)),
        )
    return say(
        "“{best}” is answered most often, for {most} of {cities}; “{least}” least often, for {fewest}.",
        best=titles[best].title, most=f"{most:,}", cities=cities(len(nation.public)),
        least=titles[least].title, fewest=f"{fewest:,}",
    )  # fmt: skip


def heat_text(nation: Nation, shown: int) -> str:
    """Say what the heat map shows."""
    best, least = best_and_least(nation)
    return say(
        "Marks of the answers of {cities}. Of all, {most} have an answer to the best known question, "
        "and {fewest} to the least known.",
        cities=cities(shown),
        most=f"{nation.answered(best):,}",
        fewest=f"{nation.answered(least):,}",
    )


def heat_note(shown: int, count: int) -> str | None:
    """Say which cities are left out; None where none is."""
    if shown == count:
        return None
    return say("Shown are the {shown} best known of {cities}.", shown=f"{shown:,}", cities=cities(count))


def trend_finding(family: Sequence[Nation]) -> str:
    """Say how the middle moved between the first and the last edition, and why that is no trend of the same cities."""
    return " ".join(trend_parts(family)).strip()


def trend_parts(family: Sequence[Nation]) -> tuple[str, str]:
    """Say how the middle moved; and the doubt: whether the cities are the same. Both empty where nothing applies."""
    first, last = family[0], family[-1]
    before, after = first.middle, last.middle
    if before is None or after is None:
        return "", ""
    parts = {
        "first": first.result.edition.id,
        "last": last.result.edition.id,
        "before": ends(before, first.result)[0],
        "after": ends(after, last.result)[0],
    }
    if after.low > before.low:
        moved = say("From {first} to {last}, the middle of what is credited rose from {before} to {after}.", **parts)
    elif after.low < before.low:
        moved = say("From {first} to {last}, the middle of what is credited fell from {before} to {after}.", **parts)
    else:
        moved = say("From {first} to {last}, the middle of what is credited stayed at {after}.", **parts)
    return moved, _doubt(family)


def _doubt(family: Sequence[Nation]) -> str:
    if len({frozenset(one.spans) for one in family}) > 1:
        return say("The cities are not the same in each edition, and we may have found more.")
    return say("The cities are the same in each edition, but we may have found more.")


def trend_text(family: Sequence[Nation]) -> str:
    """Say what the picture of the editions shows."""
    first, last = family[0], family[-1]
    if first.middle is None or last.middle is None:
        return ""
    low, high = ends(last.middle, last.result)
    return say(
        "A band from the middle low to the middle high of each edition. {first}: low {before}. "
        "{last}: low {low}, high {high}.",
        first=first.result.edition.id,
        before=ends(first.middle, first.result)[0],
        last=last.result.edition.id,
        low=low,
        high=high,
    )


def map_finding(placed: int, ranked: int, states: int) -> str:
    """Say how many of the cities on the map are ranked, and in how many states they lie."""
    if not ranked:
        return say("No city on the map is known well enough to rank.")
    if ranked == placed:
        return say("Every city on the map is ranked.")
    return say_count(
        states,
        "{ranked} of {cities} on the map are ranked, in {count} state.",
        "{ranked} of {cities} on the map are ranked, in {count} states.",
        ranked=f"{ranked:,}",
        cities=cities(placed),
    )


def map_text(placed: int, ranked: int, states: int) -> str:
    """Say what the map shows."""
    return say_count(
        states,
        "A map of the contiguous United States with {cities} in {count} state; ranked: {ranked}.",
        "A map of the contiguous United States with {cities} in {count} states; ranked: {ranked}.",
        cities=cities(placed),
        ranked=f"{ranked:,}",
    )


def map_notes(left_out: int, *, is_gridded: bool) -> tuple[str, ...]:
    """Explain the dots, and say how many cities have none."""
    reading = (
        say("Each dot stands for the cities around it. A disk: one of them is ranked. A ring: none is.")
        if is_gridded
        else say("A disk is a ranked city, a ring one that is too little known.")
    )
    size = say("The larger the dot, the more is settled.")
    outside = say_count(
        left_out,
        "{count} city lies outside this picture, or its place is not in our files.",
        "{count} cities lie outside this picture, or their places are not in our files.",
    )
    return (f"{reading} {size}", *((outside,) if left_out else ()))

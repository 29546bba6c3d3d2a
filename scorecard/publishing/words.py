"""Days, numbers, ranges and bands in, the words that pages and cards print out, the same on both."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from functools import lru_cache

from scorecard.model.answer import Basis
from scorecard.model.rubric import Gate, Rubric
from scorecard.model.when import When
from scorecard.publishing.language import later, say, spoken, within_marks, without_marks
from scorecard.publishing.once import once
from scorecard.scoring.printing import (
    printed,
    printed_plain,
    printed_range,
    printed_share,
)
from scorecard.scoring.result import Bands, Range

MONTHS = (
    later("January"), later("February"), later("March"), later("April"), later("May"), later("June"),
    later("July"), later("August"), later("September"), later("October"), later("November"), later("December"),
)  # fmt: skip
SHORT_MONTHS = (
    later("Jan"), later("Feb"), later("Mar"), later("Apr"), later("May"), later("Jun"),
    later("Jul"), later("Aug"), later("Sep"), later("Oct"), later("Nov"), later("Dec"),
)  # fmt: skip
_NUMBERS = (
    later("no"), later("one"), later("two"), later("three"), later("four"), later("five"), later("six"),
    later("seven"), later("eight"), later("nine"), later("ten"), later("eleven"), later("twelve"),
)  # fmt: skip
_SOUNDS_I = re.compile(r"\W*h?[ií](?![aáeéoó])", re.IGNORECASE)  # before it, Spanish says `e`, not `y`
_PARTS = {Fraction(1, 3): later("a third"), Fraction(2, 3): later("two thirds"), Fraction(1): later("all of it")}

BASIS: dict[Basis, str] = {
    "coded": later("Read by a person"),
    "inventory": later("From an inventory"),
    "measured": later("Measured"),
}
NO_BAND = later("No band: too little known")
NOTHING_APPLIES = later("Not applicable. No question of this rubric applies here.")
NOT_CONDUCT = later("Scores measure publication and written policy, not conduct.")
CONDUCT = later(
    "Scores measure publication and written policy, not conduct. A policy on paper is not proof that it is followed."
)


def day(one: date) -> str:
    """Write a day in full: `April 12, 2026`."""
    return say("{month} {day}, {year}", month=say(MONTHS[one.month - 1]), day=one.day, year=one.year)


def day_short(one: date) -> str:
    """Write a day short, as cards do: `Apr 12, 2026`."""
    month = say(SHORT_MONTHS[one.month - 1])
    return say("{month_short} {day}, {year}", month_short=month, day=one.day, year=one.year)


def when(span: When) -> str:
    """Write a day or a month in full: `April 12, 2026`, `June 2020`."""
    if not span.is_month:
        return day(span.first)
    return say("{month} {year}", month=say(MONTHS[span.first.month - 1]), year=span.first.year)


def when_short(span: When) -> str:
    """Write a day or a month short: `Apr 12, 2026`, `Jun 2020`."""
    first = span.first
    if not span.is_month:
        return day_short(first)
    return say("{month_short} {year}", month_short=say(SHORT_MONTHS[first.month - 1]), year=first.year)


def number(count: int) -> str:
    """Write a count in words up to twelve, in digits with commas above; 0 is `no`."""
    return say(_NUMBERS[count]) if 0 <= count < len(_NUMBERS) else f"{count:,}"


def counted(count: int, noun: str, plural: str | None = None) -> str:
    """Write a count in digits with its English noun, for texts that are not translated: `1 city`, `1,200 cities`."""
    return f"{count:,} {noun if count == 1 else plural or noun + 's'}"


@lru_cache(maxsize=4096)
@within_marks
def sentence(text: str) -> str:
    """Close a text with a period where it has no closing mark."""
    stripped = text.strip()
    return stripped if not stripped or stripped[-1] in ".!?…" or stripped[-2:] in {".”", "?”", "!”"} else f"{stripped}."


@within_marks
def capital(text: str) -> str:
    """Begin with a capital."""
    return text[:1].upper() + text[1:]


@lru_cache(maxsize=4096)
@within_marks
def inside(text: str) -> str:
    """Begin small, as inside a sentence, unless the text begins with a name or an abbreviation.

    Two capitalized words in a row, or a capital after the first letter, are taken for a name.
    """
    words = text.split()
    if not words or not words[0][:1].isupper() or any(letter.isupper() for letter in words[0][1:]):
        return text
    if len(words) > 1 and without_marks(words[1])[:1].isupper():
        return text
    return text[:1].lower() + text[1:]


def quoted_words(text: str) -> str:
    """Quote words inside a sentence: `“report or dashboard only”`."""
    return say("“{words}”", words=inside(text))


def listed(words: list[str]) -> str:
    """Join words: `a, b and c`; in Spanish `a, b y c`, and `a e informes`."""
    if len(words) < 2:
        return "".join(words)
    some, last = ", ".join(words[:-1]), words[-1]
    if spoken() == "es" and _SOUNDS_I.match(without_marks(last)):
        return f"{some} e {last}"
    return say("{some} and {last}", some=some, last=last)


@dataclass(frozen=True, slots=True)
class ScoreWords:
    """What a range says.

    `figures` is `56.2 to 100` or `63.5`; `proved` and `possible` are sentences,
    `possible` None where every question is settled; `settled` says how much is.
    """

    figures: str
    proved: str | None
    possible: str | None
    settled: str


def score_figures(span: Range, rubric: Rubric) -> str:
    """Write `56.2 to 100`, or one number where both ends are equal."""
    return _figures(rubric)(span)


@once
def _figures(rubric: Rubric) -> Callable[[Range], str]:
    edges = thresholds(rubric)
    return once(lambda span: range_words(span.low, span.high, edges))


def range_words(low: Fraction, high: Fraction, edges: Sequence[Fraction]) -> str:
    """Write a range of scores as `printed_range` does, in the language that is spoken."""
    least, is_open, most = printed_range(low, high, edges).partition(" to ")
    return say("{low} to {high}", low=least, high=most) if is_open else least


@once
def thresholds(rubric: Rubric) -> tuple[Fraction, ...]:
    """List the scores at which bands start."""
    return tuple(band.start for band in rubric.bands)


def score_words(span: Range, rubric: Rubric) -> ScoreWords:
    """Say what is proved, what is possible and how much is settled."""
    figures = score_figures(span, rubric)
    if span.low == span.high:
        return ScoreWords(figures, None, None, say("Every question is settled."))
    low, high = printed(span.low, thresholds(rubric)), printed(span.high, thresholds(rubric))
    return ScoreWords(
        figures,
        say("What we can prove earns {low}.", low=low),
        say("If every open question were settled in the city’s favor, it would earn {high}.", high=high),
        say("{share} of the score is settled.", share=known_share(span, rubric)),
    )


def known_share(span: Range, rubric: Rubric) -> str:
    """Write the known share as percent."""
    return printed_share(span.known_share, [rubric.band_from_known_share])


def share_needed(rubric: Rubric) -> str:
    """Write how much must be settled for a band: `40%`, `a third`."""
    share = rubric.band_from_known_share
    part = _PARTS.get(share)
    return say(part) if part is not None else f"{printed_plain(share * 100)}%"


def need_sentence(rubric: Rubric) -> str:
    """Say what a band and a rank take: `40% is needed for a band and a rank.`"""
    return capital(say("{share} is needed for a band and a rank.", share=share_needed(rubric)))


def too_little_sentence(span: Range, rubric: Rubric) -> str:
    """Say how much is settled and how much a band takes."""
    share, needed = known_share(span, rubric), share_needed(rubric)
    return say("{share} is settled; a band and a rank need {needed}.", share=share, needed=needed)


def band_name(band_id: str, rubric: Rubric) -> str:
    """Write a band as letter and word: `C Partial`."""
    return next(f"{band.id} {band.title}" for band in rubric.bands if band.id == band_id)


def band_words(bands: Bands | None, rubric: Rubric) -> str:
    """Write `C Partial to A Leading`, one band where both ends share it, or that there is none."""
    return say(NO_BAND) if bands is None else _bands(rubric, bands)


@once
def _bands(rubric: Rubric, bands: Bands) -> str:
    low, high = band_name(bands.low, rubric), band_name(bands.high, rubric)
    return low if low == high else say("{low} to {high}", low=low, high=high)


def gate_sentence(gate: Gate, rubric: Rubric, unmet: list[tuple[str, str]]) -> str:
    """Say which band a gate allows and why.

    Args:
        gate: that holds the band down.
        rubric: whose words are used.
        unmet: criterion id and level title of each requirement that is not met.
    """
    reasons = [f"{inside(rubric.criteria[criterion].title)}: {inside(level)}" for criterion, level in unmet]
    band = band_name(gate.best_band, rubric)
    return (
        f"{say('At most {band}, because of {reasons}.', band=band, reasons=listed(reasons))} {sentence(gate.because)}"
    )

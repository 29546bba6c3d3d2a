"""A bridge in, its sentences out: by kind and by question, in printed parts that add up (contract, section 3)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from scorecard.publishing.language import later, say, say_count
from scorecard.publishing.words import capital, listed
from scorecard.scoring.bridge import KINDS, Bridge, Kind, Step
from scorecard.scoring.nation import Move, Nation
from scorecard.scoring.printing import printed_tenths, signed_tenths, tenths_of, tenths_parts

KIND_TITLES: dict[Kind, str] = {
    "corrected": later("We corrected"),
    "rubric": later("The rubric changed"),
    "scope": later("What applies changed"),
    "aged": later("Evidence aged, or was renewed"),
    "learned": later("We learned"),
    "vanished": later("Records vanished"),
    "changed": later("Answers changed"),
}
KIND_MEANINGS: dict[Kind, str] = {
    "corrected": later("the older edition as it was published first, and as it stands."),
    "rubric": later(
        "the older answers under the newer rubric. A question that is not the same in both is unknown there."
    ),
    "scope": later("a question began or ceased to apply."),
    "aged": later("the newer answer is too old to count or not confirmed, or the older one was."),
    "learned": later(
        "one answer lies within the other, so we know more, or less, and nothing says that anything changed."
    ),
    "vanished": later("what was published once is not any more."),
    "changed": later("all other differences."),
}


_PHRASES: dict[Kind, str] = {
    "corrected": later("corrections made {amount}"),
    "rubric": later("the rubric changed for {amount}"),
    "scope": later("what applies changed for {amount}"),
    "aged": later("old evidence was renewed for {amount}"),
    "learned": later("we learned {amount}"),
    "vanished": later("records vanished for {amount}"),
    "changed": later("answers changed for {amount}"),
}
_DOWN: dict[Kind, str] = {"aged": later("evidence aged for {amount}"), "learned": later("knowing less made {amount}")}
_WENT = {
    False: later("What we can prove went from {old} to {new}."),
    True: later("On average, what we can prove went from {old} to {new}."),
}  # by whether it is a mean
_STAYED = {
    (False, True): (
        later("What we can prove stayed at {low}."),
        later("What we can prove stayed at {low}: {parts}."),
    ),
    (False, False): (
        later("What we can prove moved by less than 0.1 and still prints {low}."),
        later("What we can prove moved by less than 0.1 and still prints {low}: {parts}."),
    ),
    (True, True): (
        later("On average, what we can prove stayed at {low}."),
        later("On average, what we can prove stayed at {low}: {parts}."),
    ),
    (True, False): (
        later("On average, what we can prove moved by less than 0.1 and still prints {low}."),
        later("On average, what we can prove moved by less than 0.1 and still prints {low}: {parts}."),
    ),
}  # by whether it is a mean, and whether nothing moved at all; alone, and with its parts


@dataclass(frozen=True, slots=True)
class PrintedPart:
    """The part of one kind, exactly and in the tenths that are printed."""

    kind: Kind
    exact: Fraction
    tenths: int

    @property
    def printed(self) -> str:
        """Print it with its sign."""
        return signed_tenths(self.tenths, self.exact)


@dataclass(frozen=True, slots=True)
class PrintedMove:
    """A move as printed: both ends, the difference, and its parts, the biggest first, which add up to it."""

    low_from: str
    low_to: str
    difference: str
    tenths: int
    parts: tuple[PrintedPart, ...]


def printed_move(move: Move | Nation, start: Sequence[Fraction] = (), end: Sequence[Fraction] = ()) -> PrintedMove:
    """Print a move.

    Args:
        move: of a city, or the mean of all.
        start: the scores at which bands start in the old rubric, none for a mean.
        end: those of the new rubric.
    """
    first, last = tenths_of(move.low_from, start), tenths_of(move.low_to, end)
    sums = _sums(move)
    if start != end:
        sums.setdefault("rubric", Fraction(0))  # the two ends are rounded by two rubrics, and it may have to take that
    tenths = tenths_parts(list(sums.values()), last - first)
    parts = [PrintedPart(kind, one, shown) for (kind, one), shown in zip(sums.items(), tenths, strict=True)]
    biggest = sorted(parts, key=lambda one: (-abs(one.exact), KINDS.index(one.kind)))
    return PrintedMove(
        printed_tenths(first),
        printed_tenths(last),
        signed_tenths(last - first, move.difference),
        last - first,
        tuple(one for one in biggest if one.tenths or one.kind in _sums(move)),
    )


def _sums(move: Move | Nation) -> dict[Kind, Fraction]:
    if isinstance(move, Move):
        return dict(move.sums)
    return {kind: one.difference for kind, one in move.kinds.items() if one.up or one.down}


def printed_steps(steps: Sequence[Step], part: PrintedPart) -> list[tuple[Step, str]]:
    """Print the steps of one kind that are not 0, the biggest first, so that they add up to the kind as printed."""
    moving = sorted((one for one in steps if one.difference), key=lambda one: -abs(one.difference))
    tenths = tenths_parts([one.difference for one in moving], part.tenths) if moving else []
    return [(one, signed_tenths(shown, one.difference)) for one, shown in zip(moving, tenths, strict=True)]


def phrase(part: PrintedPart, *, answers: int = 2) -> str:
    """Say one part inside a sentence: `we learned +4.7`; `answers` is how many have changed."""
    if part.kind == "changed" and answers == 1:
        return say("the answer changed for {amount}", amount=part.printed)
    words = _DOWN.get(part.kind, _PHRASES[part.kind]) if part.exact < 0 else _PHRASES[part.kind]
    return say(words, amount=part.printed)


def move_sentences(move: PrintedMove, *, answers: int = 2, mean: bool = False) -> str:
    """Say a move in one or two sentences: from where to where, and of that, what it is made of."""
    phrases = [phrase(part, answers=answers) for part in move.parts if part.exact or part.tenths]
    if move.tenths == 0:
        return _stayed(move.low_to, phrases, mean=mean, is_exact=move.difference == "0")
    start = say(_WENT[mean], old=move.low_from, new=move.low_to)
    if len(phrases) == 1:
        return f"{start} {capital(phrases[0])}."
    return f"{start} {say('Of {difference}, {parts}.', difference=move.difference, parts=listed(phrases))}"


def _stayed(low: str, phrases: list[str], *, mean: bool, is_exact: bool) -> str:
    """Say that what is printed is the same, with what it is made of where that is more than one part."""
    alone, with_parts = _STAYED[mean, is_exact]
    return say(with_parts, low=low, parts=listed(phrases)) if len(phrases) > 1 else say(alone, low=low)


def changed_answers(bridge: Bridge) -> int:
    """Count the answers that changed and moved the score."""
    return sum(1 for step in bridge.of_kind("changed") if step.difference)


def silent_sentence(bridge: Bridge) -> str | None:
    """Count the answers that differ and move nothing; None where there is none."""
    silent = sum(1 for step in bridge.steps if step.criterion is not None and not step.difference)
    if not silent:
        return None
    if len(bridge.steps) > silent:
        return say_count(
            silent,
            "{count} more answer differs without moving what we can prove.",
            "{count} more answers differ without moving what we can prove.",
        )
    return say_count(
        silent,
        "{count} answer differs without moving what we can prove.",
        "{count} answers differ without moving what we can prove.",
    )


def moved_sentence(nation: Nation) -> str:
    """Say how many cities moved, and how."""
    return say_count(
        nation.up,
        "{count} city rose, {fell} fell, {stayed} stayed.",
        "{count} cities rose, {fell} fell, {stayed} stayed.",
        fell=f"{nation.down:,}",
        stayed=f"{nation.same:,}",
    )


def left_out_sentence(nation: Nation, old: str, new: str) -> str | None:
    """Say which cities are left out, and why; None where none is."""
    said = [
        say("{count} not in {edition}", count=f"{nation.new:,}", edition=old) if nation.new else "",
        say("{count} not in {edition}", count=f"{nation.gone:,}", edition=new) if nation.gone else "",
        say("{count} to which nothing applies", count=f"{nation.nothing:,}") if nation.nothing else "",
    ]
    told = listed([one for one in said if one])
    return say("Left out: {cities}.", cities=told) if told else None

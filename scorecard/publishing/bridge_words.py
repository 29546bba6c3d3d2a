"""A bridge in, its sentences out: by kind and by question, in printed parts that add up (contract, section 3)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from scorecard.publishing.words import capital, counted, listed
from scorecard.scoring.bridge import KINDS, Bridge, Kind, Step
from scorecard.scoring.nation import Move, Nation
from scorecard.scoring.printing import printed_tenths, signed_tenths, tenths_of, tenths_parts

KIND_TITLES: dict[Kind, str] = {
    "corrected": "We corrected",
    "rubric": "The rubric changed",
    "scope": "What applies changed",
    "aged": "Evidence aged, or was renewed",
    "learned": "We learned",
    "vanished": "Records vanished",
    "changed": "Answers changed",
}
KIND_MEANINGS: dict[Kind, str] = {
    "corrected": "the older edition as it was published first, and as it stands.",
    "rubric": "the older answers under the newer rubric. A question that is not the same in both is unknown there.",
    "scope": "a question began or ceased to apply.",
    "aged": "the newer answer is too old to count or not confirmed, or the older one was.",
    "learned": "one answer lies within the other, so we know more, or less, and nothing says that anything changed.",
    "vanished": "what was published once is not any more.",
    "changed": "all other differences.",
}


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
    amount, is_down = part.printed, part.exact < 0
    said: Mapping[Kind, str] = {
        "corrected": f"corrections made {amount}",
        "rubric": f"the rubric changed for {amount}",
        "scope": f"what applies changed for {amount}",
        "aged": f"evidence aged for {amount}" if is_down else f"old evidence was renewed for {amount}",
        "learned": f"knowing less made {amount}" if is_down else f"we learned {amount}",
        "vanished": f"records vanished for {amount}",
        "changed": f"{'the answer' if answers == 1 else 'answers'} changed for {amount}",
    }
    return said[part.kind]


def move_sentences(move: PrintedMove, *, answers: int = 2, mean: bool = False) -> str:
    """Say a move in one or two sentences: from where to where, and of that, what it is made of."""
    on_average = "On average, what" if mean else "What"
    phrases = [phrase(part, answers=answers) for part in move.parts if part.exact or part.tenths]
    if move.tenths == 0:
        stays = "stayed at" if move.difference == "0" else "moved by less than 0.1 and still prints"
        start = f"{on_average} we can prove {stays} {move.low_to}"
        return f"{start}: {listed(phrases)}." if len(phrases) > 1 else f"{start}."
    start = f"{on_average} we can prove went from {move.low_from} to {move.low_to}."
    if len(phrases) == 1:
        return f"{start} {capital(phrases[0])}."
    return f"{start} Of {move.difference}, {listed(phrases)}."


def changed_answers(bridge: Bridge) -> int:
    """Count the answers that changed and moved the score."""
    return sum(1 for step in bridge.of_kind("changed") if step.difference)


def silent_sentence(bridge: Bridge) -> str | None:
    """Count the answers that differ and move nothing; None where there is none."""
    silent = sum(1 for step in bridge.steps if step.criterion is not None and not step.difference)
    if not silent:
        return None
    more = "more " if len(bridge.steps) > silent else ""
    return f"{counted(silent, f'{more}answer differs', f'{more}answers differ')} without moving what we can prove."


def moved_sentence(nation: Nation) -> str:
    """Say how many cities moved, and how."""
    return f"{counted(nation.up, 'city', 'cities')} rose, {nation.down:,} fell, {nation.same:,} stayed."


def left_out_sentence(nation: Nation, old: str, new: str) -> str | None:
    """Say which cities are left out, and why; None where none is."""
    said = [
        f"{nation.new:,} not in {old}" if nation.new else "",
        f"{nation.gone:,} not in {new}" if nation.gone else "",
        f"{nation.nothing:,} to which nothing applies" if nation.nothing else "",
    ]
    told = listed([one for one in said if one])
    return f"Left out: {told}." if told else None

"""A city measured in, what is worth knowing out: by how much the range narrows where an open question is settled."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from scorecard.model.rubric import Criterion
from scorecard.scoring.measured import Measured
from scorecard.scoring.pairs import pair


@dataclass(frozen=True, slots=True)
class Question:
    """An open question, and what settling it gives, whichever of the levels that are still possible is found.

    The range of the whole narrows by `least` to `most` points, what follows it
    included. `known_share` (0 to 1) is what is settled then, at least.
    """

    criterion: Criterion
    least: Fraction
    most: Fraction
    known_share: Fraction


def questions(city: Measured) -> tuple[Question, ...]:
    """List the open questions: first what narrows the range most for certain, then at most, then as in the rubric.

    That a criterion turns out not to apply is not among the levels.
    """
    found = [
        (_narrowed(city, name, one.worst, one.best), criterion)
        for name, criterion in city.yardstick.sheet.rubric.criteria.items()
        if (one := city.filled.pairs[name]) is not None and one.worst != one.best
    ]
    found.sort(key=lambda one: (-one[0][0], -one[0][1]))
    return tuple(_question(city, criterion, least, most) for (least, most), criterion in found)


def _narrowed(city: Measured, name: str, worst: int, best: int) -> tuple[int, int]:
    """Find by how much the range narrows, at least and at most."""
    settled = [city.settle({name: pair(rung, rung)}) for rung in range(best, worst + 1)]
    narrowed = [city.high - city.low - (one.high - one.low) for one in settled]
    return min(narrowed), max(narrowed)


def _question(city: Measured, criterion: Criterion, least: int, most: int) -> Question:
    known = 100 * city.size - (city.high - city.low) + least
    return Question(criterion, city.score(least), city.score(most), Fraction(known, 100 * city.size))

"""A scored edition in, how each criterion works out: who meets it, what is open, its weight, its correlation."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from math import isqrt
from typing import TYPE_CHECKING, Any

from scorecard.model.rubric import Rubric
from scorecard.scoring.coded import WIDTH, codes_of
from scorecard.scoring.printing import in_parts
from scorecard.scoring.result import EditionResult

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

LEAST_CITIES = 10  # a correlation of fewer is not printed: chance alone makes it large
LEAST_REST = Fraction(1, 4)  # of the weight of all other criteria: less is no score to hold a criterion against
_SHARE, _WEIGHT = 1 << 20, 1 << 12  # parts of a share, and of a weight, that are told apart
_NONE, _ZERO = ord("-"), ord("0")  # letters of `scoring/coded.py`


@dataclass(frozen=True, slots=True)
class Working:
    """How a criterion works in an edition; counts are of cities that count.

    `applies`: to how many. `met`: at the first level for certain; `may_meet`: it is
    possible, `met` included. `open`: more than one level is possible. `settled` and
    `settled_met`: one level, and that the first. `weight` (0 to 100) is its part of the
    whole: the dimension's weight times its part of the dimension's points.

    `correlation`, in hundredths, is Pearson's, over the cities in which it is settled and
    at least `LEAST_REST` of the rest's weight is, of its share with the mean share of what
    is settled of the rest; `correlated` counts those cities. None for fewer than
    `LEAST_CITIES`, or where either is the same in all.
    """

    criterion: str
    weight: Fraction
    applies: int
    met: int
    may_meet: int
    open: int
    settled: int
    correlated: int
    correlation: int | None

    @property
    def is_met_by_all(self) -> bool:
        """Whether every city in which it is settled meets it, and there are enough to say so."""
        return self.settled >= LEAST_CITIES and self.met == self.settled

    @property
    def is_met_by_none(self) -> bool:
        """Whether no city in which it is settled meets it, and there are enough to say so."""
        return self.settled >= LEAST_CITIES and not self.met


def weights_of(rubric: Rubric) -> dict[str, Fraction]:
    """Give every criterion's part of the whole, 0 to 100, where all criteria apply."""
    return {
        criterion.id: dimension.weight * criterion.points / sum(one.points for one in dimension.criteria)
        for dimension in rubric.dimensions
        for criterion in dimension.criteria
    }


def workings(result: EditionResult) -> tuple[Working, ...]:
    """Look at every criterion of an edition, in the order of the rubric."""
    import numpy as np  # noqa: PLC0415  # slow to load, and `check` needs none

    rubric = result.rubric
    weights = weights_of(rubric)
    codes = "".join(codes_of(one.criteria) for one in result.public().values())
    letters = np.frombuffer(codes.encode(), dtype=np.uint8).reshape(-1, len(rubric.criteria), WIDTH)
    worst, best = letters[:, :, 0].astype(np.int64) - _ZERO, letters[:, :, 1].astype(np.int64) - _ZERO
    applies = letters[:, :, 0] != _NONE
    settled = applies & (worst == best)
    rests = _Rests(np, rubric, settled, worst)
    found = []
    for place, criterion in enumerate(rubric.criteria.values()):
        here = applies[:, place]
        count, correlation = rests.correlation(place)
        found.append(
            Working(
                criterion.id,
                weights[criterion.id],
                applies=int(here.sum()),
                met=int((here & (worst[:, place] == 0)).sum()),
                may_meet=int((here & (best[:, place] == 0)).sum()),
                open=int((here & ~settled[:, place]).sum()),
                settled=int(settled[:, place].sum()),
                correlated=count,
                correlation=correlation,
            )
        )
    return tuple(found)


class _Rests:
    """For every city the share of each criterion that is settled, and what is settled of the rest, in whole numbers."""

    def __init__(self, np: Any, rubric: Rubric, settled: NDArray[np.bool_], rungs: NDArray[np.int64]) -> None:
        table = np.zeros((len(rubric.criteria), max(len(one.levels) for one in rubric.criteria.values())), np.int64)
        for place, criterion in enumerate(rubric.criteria.values()):
            table[place, : len(criterion.levels)] = [in_parts(level.share, _SHARE) for level in criterion.levels]
        self._settled = settled
        self._shares = np.where(settled, table[np.arange(len(rubric.criteria)), np.where(settled, rungs, 0)], 0)
        self._weights = np.array([in_parts(one, _WEIGHT) for one in weights_of(rubric).values()], dtype=np.int64)
        self._weighed = settled @ self._weights
        self._earned = self._shares @ self._weights

    def correlation(self, place: int) -> tuple[int, int | None]:
        """Count the cities in which a criterion can be held against the rest, and correlate over them."""
        own, total = int(self._weights[place]), int(self._weights.sum())
        known = self._weighed - self._settled[:, place] * own  # of the rest
        enough = known * LEAST_REST.denominator >= LEAST_REST.numerator * (total - own)
        chosen = self._settled[:, place] & enough & (known > 0)
        shares = self._shares[chosen, place]
        rest = (self._earned[chosen] - shares * own) // known[chosen]
        return len(shares), pearson(shares.tolist(), rest.tolist())


def pearson(xs: list[int], ys: list[int]) -> int | None:
    """Correlate whole numbers, in hundredths, half away from zero; None for few, or where one side never varies."""
    count = len(xs)
    if count < LEAST_CITIES:
        return None
    across = count * sum(x * y for x, y in zip(xs, ys, strict=True)) - sum(xs) * sum(ys)
    spread_x, spread_y = (count * sum(one * one for one in side) - sum(side) ** 2 for side in (xs, ys))
    if not spread_x or not spread_y:
        return None
    hundredths = (isqrt(40_000 * across * across // (spread_x * spread_y)) + 1) // 2
    return hundredths if across >= 0 else -hundredths

"""The published definition of a score: dimensions, criteria, levels, bands, gates."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from math import lcm
from typing import Literal

from scorecard.model.translation import RubricWords

Kind = Literal["data", "policy"]
PledgeAction = Literal["review", "engage", "report", "reform"]


@dataclass(frozen=True, slots=True)
class Level:
    """A possible answer; `share` (0 to 1) is what it earns of the criterion's points.

    `at_least` is the number of elements that reaches it, `at_most` the days of lag.
    """

    id: str
    share: Fraction
    title: str
    about: str | None = None
    at_least: int | None = None
    at_most: int | None = None


@dataclass(frozen=True, slots=True)
class Follows:
    """Another criterion that limits this one; `caps` maps its level ids to this one's."""

    criterion: str
    caps: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Remedy:
    """How a city earns the criterion: the act, who holds the lever, the effort, a model text."""

    action: str
    lever: str | None
    effort: str | None
    model: str | None


@dataclass(frozen=True, slots=True)
class Criterion:
    """The smallest scored item. `levels` run from best (index 0) to worst.

    `measure` is `elements`, `lag` or None; `fresh_for_days` is already the
    rubric's where the criterion sets none. `why` and `source` are Markdown. `pledge`
    is the action of the mayors' pledge that it looks for.
    """

    id: str
    title: str
    claim: str
    points: Fraction
    levels: tuple[Level, ...]
    fresh_for_days: int
    why: str | None = None
    source: str | None = None
    remedy: Remedy | None = None
    follows: Follows | None = None
    measure: str | None = None
    elements: Mapping[str, str] = field(default_factory=dict)
    pledge: PledgeAction | None = None
    rungs: Mapping[str, int] = field(init=False, repr=False, compare=False)
    """Level id -> its place counted from the best (0), in the order of the levels."""

    def __post_init__(self) -> None:
        object.__setattr__(self, "rungs", {level.id: rung for rung, level in enumerate(self.levels)})

    def rung(self, level_id: str) -> int:
        """Count from the best level (0) to the one named; KeyError where there is none."""
        return self.rungs[level_id]

    @property
    def lowest(self) -> int:
        """The rung of the worst level."""
        return len(self.levels) - 1


@dataclass(frozen=True, slots=True)
class Dimension:
    """A thematic group of criteria with a weight; the weights of a rubric add up to 100.

    `kind` says what it is about, where the rubric does: the records themselves, or rules and what is done.
    """

    id: str
    title: str
    weight: Fraction
    about: str | None
    criteria: tuple[Criterion, ...]
    kind: Kind | None = None
    units: Mapping[str, tuple[int, tuple[int, ...]]] = field(init=False, repr=False, compare=False)
    """Criterion id -> its points, and what each of its levels earns, in whole units of one size: adding is quick."""

    def __post_init__(self) -> None:
        earned = {one.id: [one.points * level.share for level in one.levels] for one in self.criteria}
        exact = [number for one in self.criteria for number in (one.points, *earned[one.id])]
        size = lcm(*(number.denominator for number in exact))
        units = {
            one.id: (int(one.points * size), tuple(int(number * size) for number in earned[one.id]))
            for one in self.criteria
        }
        object.__setattr__(self, "units", units)


@dataclass(frozen=True, slots=True)
class Band:
    """A letter with a word, for scores from `start` (0 to 100) up to the next better band."""

    id: str
    start: Fraction
    title: str


@dataclass(frozen=True, slots=True)
class Gate:
    """No band better than `best_band` unless each criterion reaches the level that `requires` names."""

    id: str
    best_band: str
    requires: Mapping[str, str]
    because: str


@dataclass(frozen=True, slots=True)
class Rubric:
    """A whole rubric. `bands` run from best to worst; criterion ids are unique over all dimensions.

    `translations` has its words by language; they change no score, and a rubric is the same without them.
    """

    id: str
    family: str
    title: str
    about: str | None
    fresh_for_days: int
    band_from_known_share: Fraction
    bands: tuple[Band, ...]
    gates: tuple[Gate, ...]
    dimensions: tuple[Dimension, ...]
    translations: Mapping[str, RubricWords] = field(default_factory=dict, repr=False, compare=False)
    criteria: Mapping[str, Criterion] = field(init=False, repr=False, compare=False)
    """Criterion id -> criterion, in the order of the rubric."""

    def __post_init__(self) -> None:
        by_id = {criterion.id: criterion for dimension in self.dimensions for criterion in dimension.criteria}
        object.__setattr__(self, "criteria", by_id)

    def dimension_of(self, criterion_id: str) -> Dimension:
        """Find the dimension that holds a criterion; KeyError where none does."""
        for dimension in self.dimensions:
            if any(criterion.id == criterion_id for criterion in dimension.criteria):
                return dimension
        raise KeyError(criterion_id)

"""Answers that two people coded in, how far they agree out: by criterion, with Krippendorff's alpha.

Alpha is 1 less observed through expected disagreement. Categories are the pairs that
a coder's finding leaves possible, and not applicable; any two that differ disagree
(the nominal form), since any difference widens a score. Source: Krippendorff,
Content Analysis (2004), chapter 11, which also gives the limits of 0.8 and 2/3.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from scorecard.model.answer import Answer, CityEdition, Evidence
from scorecard.model.rubric import Criterion, Rubric
from scorecard.scoring.pairs import pair_of, says_something
from scorecard.scoring.result import Pair

LEAST_ALPHA = Fraction(2, 3)  # below it not even tentative conclusions hold (Krippendorff 2004, page 241)
LEAST_TWICE = 5  # answers coded twice: of fewer nothing is concluded

Category = tuple[int, int] | None


@dataclass(frozen=True, slots=True)
class Coding:
    """What people did in one city file: which criteria a person read, and what two found.

    `read` are places of criteria in the rubric. `twice` has place, first and second
    coder's category: the rungs of worst and best level, None for not applicable.
    """

    read: tuple[int, ...]
    twice: tuple[tuple[int, Category, Category], ...]


NOT_CODED = Coding((), ())


@dataclass(frozen=True, slots=True)
class Agreement:
    """How far coders agree: answers that a person read, those coded twice, those of them that agree.

    `alpha` is None where nothing was coded twice, or where all said the same, since
    then chance explains as much.
    """

    read: int
    twice: int
    agreed: int
    alpha: Fraction | None

    @property
    def is_weak(self) -> bool:
        """Whether coders cannot agree: enough was coded twice, and alpha is below what conclusions need."""
        return self.twice >= LEAST_TWICE and self.alpha is not None and self.alpha < LEAST_ALPHA


def coding_of(rubric: Rubric, file: CityEdition) -> Coding:
    """Read off a file what people coded."""
    read: list[int] = []
    twice: list[tuple[int, Category, Category]] = []
    for place, criterion in enumerate(rubric.criteria.values()):
        answer = file.answers.get(criterion.id)
        if answer is None or answer.basis != "coded" or not says_something(answer):
            continue
        read.append(place)
        if answer.second is not None:
            twice.append((place, *_categories(criterion, answer, file.evidence)))
    return Coding(tuple(read), tuple(twice)) if read else NOT_CODED


def _categories(criterion: Criterion, answer: Answer, evidence: Mapping[str, Evidence]) -> tuple[Category, Category]:
    second = answer.second
    if second is None:
        raise ValueError(f"{criterion.id} was coded once")
    seen = evidence[answer.evidence[0]].seen if answer.evidence else None
    other_seen = evidence[second.evidence[0]].seen if second.evidence else seen
    first = pair_of(criterion, answer.finding, seen)
    return _category(first), _category(pair_of(criterion, second.finding, other_seen))


def _category(pair: Pair | None) -> Category:
    return None if pair is None else (pair.worst, pair.best)


def agreements(rubric: Rubric, codings: Iterable[Coding]) -> dict[str, Agreement]:
    """Sum up codings by criterion id, for every criterion of the rubric."""
    read: Counter[int] = Counter()
    twice: dict[int, list[tuple[Category, Category]]] = {}
    for coding in codings:
        read.update(coding.read)
        for place, first, second in coding.twice:
            twice.setdefault(place, []).append((first, second))
    return {name: _agreement(read[place], twice.get(place, [])) for place, name in enumerate(rubric.criteria)}


def _agreement(read: int, twice: Sequence[tuple[Category, Category]]) -> Agreement:
    return Agreement(read, len(twice), sum(first == second for first, second in twice), alpha(twice))


def alpha(pairs: Sequence[tuple[Category, Category]]) -> Fraction | None:
    """Compute Krippendorff's alpha of two coders, nominal; None where it is not defined."""
    values = Counter(value for pair in pairs for value in pair)
    total = 2 * len(pairs)
    expected = total * (total - 1) - sum(count * (count - 1) for count in values.values())
    if not expected:
        return None
    observed = 2 * sum(first != second for first, second in pairs)
    return 1 - Fraction(observed * (total - 1), expected)

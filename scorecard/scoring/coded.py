"""The results of all criteria of one city in, three letters a criterion out, and back: what lists need, in little room.

A project of 18,000 cities has 800,000 answers. Lists, counts and the pages of
criteria need the pair of each and whether it is too old, and nothing else.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from scorecard.model.rubric import Rubric
from scorecard.scoring.result import CriterionResult, Pair

WIDTH = 3  # letters a criterion: worst rung, best rung, whether too old
_FIRST = 48  # the letter of rung 0 is "0"
_NONE = "-"


def codes_of(criteria: Mapping[str, CriterionResult]) -> str:
    """Write the results of a city, in the order of the rubric."""
    if isinstance(criteria, CodedCriteria):
        return criteria.codes
    return "".join(_code(result) for result in criteria.values())


def _code(result: CriterionResult) -> str:
    age = "s" if result.is_stale else "."
    if result.pair is None:
        return _NONE + _NONE + age
    return chr(_FIRST + result.pair.worst) + chr(_FIRST + result.pair.best) + age


@dataclass(frozen=True, slots=True)
class Decoder:
    """Reads codes of one rubric. Each distinct result is made once and shared by all cities."""

    rubric: Rubric
    index: Mapping[str, int]
    made: dict[tuple[int, str], CriterionResult] = field(default_factory=dict)

    def result(self, place: int, code: str) -> CriterionResult:
        """Make the result of the criterion at a place of the rubric: its pair and its age, without answer and cap."""
        found = self.made.get((place, code))
        if found is None:
            criterion = tuple(self.rubric.criteria.values())[place]
            pair = None if code[0] == _NONE else Pair(ord(code[0]) - _FIRST, ord(code[1]) - _FIRST)
            found = self.made[(place, code)] = CriterionResult(criterion, None, pair, pair, code[2] == "s")
        return found


def decoder_of(rubric: Rubric) -> Decoder:
    """Make the decoder of a rubric."""
    return Decoder(rubric, {criterion: place for place, criterion in enumerate(rubric.criteria)})


class CodedCriteria(Mapping[str, CriterionResult]):
    """The results of one city's criteria, in the order of the rubric, kept as their codes."""

    __slots__ = ("_decoder", "codes")

    def __init__(self, codes: str, decoder: Decoder) -> None:
        if len(codes) != WIDTH * len(decoder.index):
            raise ValueError("the codes are not of this rubric")
        self.codes, self._decoder = codes, decoder

    def __getitem__(self, criterion: str) -> CriterionResult:
        place = self._decoder.index[criterion]
        return self._decoder.result(place, self.codes[WIDTH * place : WIDTH * place + WIDTH])

    def __iter__(self) -> Iterator[str]:
        return iter(self._decoder.index)

    def __len__(self) -> int:
        return len(self._decoder.index)

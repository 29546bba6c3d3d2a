"""A city's file in, the range that its score would have with one answer as it stood before a correction out."""

from __future__ import annotations

from scorecard.model.answer import CityEdition
from scorecard.model.project import Edition
from scorecard.model.rubric import Rubric
from scorecard.model.when import When
from scorecard.scoring.follows import work_out
from scorecard.scoring.result import Range
from scorecard.scoring.what_if import Sheet, state_of


def range_before(file: CityEdition, rubric: Rubric, edition: Edition, criterion: str, since: When) -> Range | None:
    """Work out the whole with one answer as it stood before its first correction since a day; all else as it stands.

    Returns:
        The range; None where the answer was not corrected since then, or nothing applied.
    """
    made = [one for one in file.corrections if one.criterion == criterion and one.on.last >= since.first]
    if not made:
        return None
    first = min(made, key=lambda one: one.on)
    answers = {**file.answers, criterion: first.was}
    results = work_out(rubric, answers, file.evidence, edition.as_of)
    return Sheet(rubric).fill({name: state_of(one) for name, one in results.items()}).range

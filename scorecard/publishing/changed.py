"""One city's editions in, how it changed into one of them out: what all others need to know of it, as one short text.

The survey of a city carries that text, so that lists of changes need no answers.
The steps themselves are in a record of the API, which waits on the disk.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Any

from scorecard.model.answer import Answer, CityEdition
from scorecard.model.project import City, Edition
from scorecard.model.rubric import Criterion, Rubric
from scorecard.model.when import When
from scorecard.publishing.findings import deciding, finding_words, seen_of
from scorecard.publishing.language import say
from scorecard.publishing.once import once
from scorecard.publishing.replies import correction_views
from scorecard.publishing.whole_city import WholeCity
from scorecard.publishing.words import sentence
from scorecard.scoring.bridge import Bridge, Side, bridge, in_order, newly_vanished
from scorecard.scoring.nation import Move, move_of
from scorecard.scoring.printing import exact
from scorecard.scoring.what_if import Sheet


@dataclass(frozen=True, slots=True)
class Gone:
    """A regression: of which criterion, what it `was` and what it `is_now`, in words.

    `because` is the reason that is known, None where none is given; `difference`
    what it made to the low, None where no bridge leads here.
    """

    criterion: str
    was: str
    is_now: str
    on: When
    because: str | None
    difference: Fraction | None


@dataclass(frozen=True, slots=True)
class Corrected:
    """A correction: the day, the criterion, what it `was` and what it `is_now`, in words, and why."""

    on: When
    criterion: str
    was: str
    is_now: str
    because: str


@dataclass(frozen=True, slots=True)
class Change:
    """How a city changed into an edition.

    `former` is the city's edition before it, of the same family, None where there
    is none; `move` what the bridge from there comes to, None where there is none;
    `gone` are its regressions since then. `corrected` are the corrections of the edition itself.
    `record` is a digest of the bridge's record in the API, empty where there is none.
    """

    former: str | None
    move: Move | None
    gone: tuple[Gone, ...]
    corrected: tuple[Corrected, ...]
    record: str = ""


@once
def sheet_of(rubric: Rubric) -> Sheet:
    """Make a rubric ready for asking, once for all cities."""
    return Sheet(rubric)


def former_of(edition: Edition, editions: Collection[Edition], rubrics: Mapping[str, Rubric]) -> Edition | None:
    """Find the newest edition of the same family before one; None where there is none."""
    family = rubrics[edition.rubric].family
    before = [one for one in editions if one.as_of < edition.as_of and rubrics[one.rubric].family == family]
    return max(before, key=lambda one: one.as_of, default=None)


def former_of_city(
    whole: WholeCity, edition: Edition, editions: Collection[Edition], rubrics: Mapping[str, Rubric]
) -> Edition | None:
    """Find the newest edition before one in which the city counts, of the same family; None where there is none."""
    having = [one for one in editions if one.id in whole.files and whole.files[one.id].is_final]
    return former_of(edition, having, rubrics)


def bridge_between(whole: WholeCity, old: Edition, new: Edition, rubrics: Mapping[str, Rubric]) -> Bridge | None:
    """Bridge two editions of a city, which has all its answers; None where no bridge leads from one to the other."""
    sides = [Side(sheet_of(rubrics[one.rubric]), one, whole.files[one.id], whole.results[one.id]) for one in (old, new)]
    return bridge(*sides)


def change_into(
    whole: WholeCity, old: Edition | None, new: Edition, rubrics: Mapping[str, Rubric]
) -> tuple[Change, Bridge | None]:
    """Tell how a city changed into an edition, from another one, where there is one."""
    rubric, file = rubrics[new.rubric], whole.files[new.id]
    corrected = tuple(_corrections(file, rubric))
    if old is None:
        return Change(None, None, (), corrected), None
    found = bridge_between(whole, old, new, rubrics)
    steps = {step.criterion: step.difference for step in found.steps} if found is not None else {}
    gone = []
    for name in newly_vanished(whole.files[old.id], file, rubric.criteria):
        was = _said(rubrics[old.rubric].criteria.get(name), whole.files[old.id].answers.get(name), whole.files[old.id])
        gone.append(_gone(rubric.criteria[name], file, was, steps.get(name, Fraction(0)) if found else None))
    return Change(old.id, move_of(found) if found is not None else None, tuple(gone), corrected), found


def _gone(criterion: Criterion, file: CityEdition, was: str, difference: Fraction | None) -> Gone:
    answer = file.answers[criterion.id]
    if answer.vanished is None:
        raise ValueError(f"{criterion.id} has not vanished")
    because = answer.vanished.because
    said = _said(criterion, answer, file)
    return Gone(criterion.id, was, said, answer.vanished.on, sentence(because) if because else None, difference)


def _said(criterion: Criterion | None, answer: Answer | None, file: CityEdition) -> str:
    if criterion is None:
        return say("Not asked.")
    if answer is None:
        return say("Unknown.")
    finding, ids = deciding(answer)
    return finding_words(criterion, finding, seen_of(ids, file.evidence))


def _corrections(file: CityEdition, rubric: Rubric) -> list[Corrected]:
    """List the corrections, oldest first."""
    views = {one.id: iter(correction_views(file, one)) for one in rubric.criteria.values()} if file.corrections else {}
    found = []
    for one in in_order(file):
        view = next(views[one.criterion])
        found.append(Corrected(one.on, one.criterion, view.was, view.is_now, view.because))
    return found


def bridge_record(city: City, found: Bridge) -> dict[str, Any]:
    """Write a bridge as the API does: its ends and its steps, each as the nearest double and exactly."""
    steps = [
        {"kind": step.kind, "criterion": step.criterion, **twin("difference", step.difference), "acted": step.acted}
        for step in found.steps
    ]
    return {
        "id": city.id,
        "name": city.name,
        "state": city.state,
        **twin("low_from", found.low_from),
        **twin("low_to", found.low_to),
        **twin("difference", found.difference),
        "steps": steps,
    }


def twin(name: str, value: Fraction | None) -> dict[str, Any]:
    """Write a number as the nearest double, and exactly; both null where there is none."""
    if value is None:
        return {name: None, f"{name}_exact": None}
    return {name: float(value), f"{name}_exact": exact(value)}


def written(change: Change) -> str:
    """Write a change as a text."""
    move = change.move
    ends = None if move is None else [exact(move.low_from), exact(move.low_to)]
    sums = None if move is None else {kind: exact(one) for kind, one in move.sums.items()}
    gone = [
        [one.criterion, one.was, one.is_now, *_days(one.on), one.because, _exact(one.difference)] for one in change.gone
    ]
    corrected = [[one.criterion, one.was, one.is_now, *_days(one.on), one.because] for one in change.corrected]
    parts = [change.former, ends, sums, gone, corrected, change.record]
    return json.dumps(parts, ensure_ascii=False, separators=(",", ":"))


def read(text: str) -> Change:
    """Read what `written` wrote."""
    former, ends, sums, gone, corrected, record = json.loads(text)
    move = None
    if ends is not None:
        move = Move(Fraction(ends[0]), Fraction(ends[1]), {kind: Fraction(one) for kind, one in sums.items()})
    return Change(
        former,
        move,
        tuple(
            Gone(criterion, was, is_now, _when(first, last), because, None if one is None else Fraction(one))
            for criterion, was, is_now, first, last, because, one in gone
        ),
        tuple(
            Corrected(_when(first, last), criterion, was, is_now, because)
            for criterion, was, is_now, first, last, because in corrected
        ),
        record,
    )


def _exact(value: Fraction | None) -> str | None:
    return None if value is None else exact(value)


def _days(when: When) -> tuple[str, str]:
    return when.first.isoformat(), when.last.isoformat()


def _when(first: str, last: str) -> When:
    return When(date.fromisoformat(first), date.fromisoformat(last))

"""A city and its advice in, the document of the API out: exact twins beside the nearest doubles, as in all others."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from fractions import Fraction

from scorecard.publishing.advice import Advisor, Example
from scorecard.publishing.api import Document, bands_record, numbers_record
from scorecard.publishing.links import web_link
from scorecard.scoring.advice import Action
from scorecard.scoring.path import NextBand
from scorecard.scoring.printing import exact
from scorecard.scoring.result import EditionResult
from scorecard.scoring.settling import Question


def advice_path(city: str) -> str:
    """Name the document with the advice to a city."""
    return f"api/v1/cities/{city}/advice.json"


def advice_file(result: EditionResult, city: str, advisor: Advisor) -> bytes:
    """Write the advice to a city.

    Args:
        result: an edition in which the city has all its answers.
        city: its id.
        advisor: of the same edition.
    """
    one = result.cities[city]
    advice = advisor.advise(one)
    head = {"id": city, "edition": result.edition.id, **numbers_record(one.range), **bands_record(one.bands)}
    actions = (_action(action, city, advisor) for action in advice.actions)
    way = None if advice.next_band is None else _next_band(advice.next_band)
    questions = (_question(question) for question in advice.questions)
    return (
        f'{_written(head)[:-1]}, "actions": {_lines(actions)}, "next_band": {_written(way)}, '
        f'"questions": {_lines(questions)}}}\n'
    ).encode()


_written = json.JSONEncoder(ensure_ascii=False, allow_nan=False).encode


def _lines(records: Iterable[Document]) -> str:
    """Write a list with each record on a line of its own."""
    return f"[{','.join(f'{chr(10)}{_written(record)}' for record in records)}\n]"


def _action(action: Action, city: str, advisor: Advisor) -> Document:
    criterion, remedy = action.criterion, action.criterion.remedy
    examples = advisor.examples(city, criterion.id)
    return {
        "criterion": criterion.id,
        "steps": list(action.steps),
        **_twins({"gain": action.gain, "gain_of_leaders": action.gain_of_leaders}),
        **numbers_record(action.range),
        **bands_record(action.bands),
        "action": None if remedy is None else remedy.action,
        "lever": None if remedy is None else remedy.lever,
        "effort": None if remedy is None else remedy.effort,
        "model": None if remedy is None or remedy.model is None else web_link(remedy.model),
        "examples": [_example(one) for one in examples],
    }


def _next_band(found: NextBand) -> Document:
    return {
        "criteria": list(found.criteria),
        **_twins({"gain": found.gain}),
        **numbers_record(found.range),
        **bands_record(found.bands),
    }


def _question(question: Question) -> Document:
    values = {"narrows_least": question.least, "narrows_most": question.most, "known_share": question.known_share}
    return {"criterion": question.criterion.id, **_twins(values)}


def _twins(values: Mapping[str, Fraction]) -> Document:
    """Write each number as the nearest double, and exactly."""
    written: Document = {}
    for name, value in values.items():
        written[name] = float(value)
        written[f"{name}_exact"] = exact(value)
    return written


def _example(one: Example) -> Document:
    proof = one.proof
    return {"id": one.city.id, "url": web_link(proof.url), "title": proof.title, "owed_to": proof.owed_to}

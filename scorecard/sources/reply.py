"""What a returned form holds in, what the city's file is to say of it out, with problems and warnings.

The city's words are data: they are quoted as they were typed, and no mark in them
means anything. What an advocate must look at before they are published is a warning.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import date

from scorecard.model.typed import as_typed
from scorecard.model.web import why_refused
from scorecard.problem import Problem, did_you_mean, one_line
from scorecard.sources.reply_record import COLUMNS, Filled, FilledRow, Given, problem_at

_MAIL = re.compile(r"[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63})+")
_PHONE = re.compile(r"(?<![\w.-])\+?(?:\(\d{2,4}\)|\d{2,4})[ .\u00a0/-]?\d{3}[ .\u00a0/-]?\d{4}(?![\w-])")
_RECEIVED = "say when it came in: --received 2026-04-11"
_AS_SENT = "ask the city for the form as it was sent, with its locked cells as they were"


@dataclass(frozen=True, slots=True)
class Asked:
    """What was asked: whose form it is, and the words that stand in it.

    `heading` is its title, `questions` criterion id -> title, in the order of the
    rubric. `agree` holds what may be chosen, in small letters -> `yes`, `no` or `partly`,
    and `choices` how each of these is shown; `labels` names the columns.
    `statement_words` is how long a statement should be; `sent` the day on which the
    form was sent, None where nobody noted it.
    """

    city: str
    edition: str
    heading: str
    questions: Mapping[str, str]
    agree: Mapping[str, str]
    choices: Mapping[str, str]
    labels: Mapping[str, str]
    statement_words: int
    sent: date | None = None


@dataclass(frozen=True, slots=True)
class Returned:
    """What the file is to say: `received` as `2026-02-20`, `sender`, `text` in Markdown, and `says` by criterion id."""

    received: str
    sender: str | None
    text: str | None
    says: Mapping[str, str]
    warnings: tuple[str, ...]


def judge(filled: Filled, asked: Asked, *, received: date | None) -> tuple[Returned | None, list[Problem]]:
    """Hold a returned form against what was asked.

    Args:
        filled: what it holds.
        asked: what was asked.
        received: the day on which it came in; the day that it names where None.

    Returns:
        What the file is to say, None where there are problems, and the problems.
    """
    problems = [*_wrong_rows(filled, asked), *_wrong_words(filled, asked)]
    day = received.isoformat() if received is not None else _day(filled, problems)
    if day is not None and asked.sent is not None and day < asked.sent.isoformat()[: len(day)]:
        place = filled.person.get("date", filled.city)
        what = f"the reply is of {day}, before the day on which the form was sent, {asked.sent}"
        problems.append(problem_at(place, "received-before-sent", what, _RECEIVED))
    if problems or day is None:
        return None, sorted(set(problems))
    says = {row.id.text: _says(row, asked) for row in filled.rows if _has_words(row, asked)}
    statement = filled.person.get("statement")
    sender = _sender(filled.person)
    text = as_typed(statement.text) if statement is not None else None
    return Returned(day, sender, text or None, says, tuple(_warnings(filled, asked))), []


def _wrong_rows(filled: Filled, asked: Asked) -> Iterator[Problem]:
    if filled.heading is not None and filled.heading.text != asked.heading:
        what = f'the title is "{filled.heading.text[:60]}", and that of {asked.city} is "{asked.heading[:60]}"'
        yield problem_at(filled.heading, "another-form", one_line(what), _AS_SENT)
    met: set[str] = set()
    for row in filled.rows:
        name = row.id.text
        if not name:
            if row.given or (row.question is not None and row.question.text):
                yield problem_at(row.id, "missing-key", "the row has no id", _AS_SENT)
        elif name not in asked.questions:
            what = f'"{name[:60]}" is no criterion of {asked.edition}{did_you_mean(name, asked.questions)}'
            yield problem_at(row.id, "unknown-criterion", one_line(what), _AS_SENT)
        elif name in met:
            yield problem_at(row.id, "repeated-id", f'"{name}" stands there more than once', _AS_SENT)
        elif row.question is not None and not _same(row.question.text, asked.questions[name]):
            said = f'"{row.question.text[:60]}" stands beside {name}, whose question is "{asked.questions[name][:60]}"'
            mend = f"{_AS_SENT}; if the words of the rubric were changed since, put the new ones there"
            yield problem_at(row.question, "another-question", one_line(said), mend)
        met.add(name)
    for name in asked.questions:
        if name not in met:
            what = f"the question {name} is not there"
            yield problem_at(filled.top, "another-form", what, _AS_SENT)


def _same(one: str, other: str) -> bool:
    return " ".join(one.split()) == " ".join(other.split())


def _wrong_words(filled: Filled, asked: Asked) -> Iterator[Problem]:
    for row in filled.rows:
        agree = row.given.get("agree")
        if agree is not None and agree.text.casefold() not in asked.agree:
            what = f'"{agree.text[:40]}" is not one of the choices'
            yield problem_at(
                agree, "unknown-word", one_line(what), f"write one of {', '.join(asked.choices.values())}, or nothing"
            )


def _day(filled: Filled, problems: list[Problem]) -> str | None:
    """Read the day or the month that a form names; a problem, and None, where it names none."""
    given = filled.person.get("date")
    if given is None:
        problems.append(
            problem_at(Given("", filled.city.path), "not-a-date", "the day of the reply is empty", _RECEIVED)
        )
        return None
    if re.fullmatch(r"[0-9]{4}-[0-9]{2}(?:-[0-9]{2})?", given.text):
        with suppress(ValueError):
            date.fromisoformat(f"{given.text}-01"[:10])
            return given.text
    problems.append(problem_at(given, "not-a-date", one_line(f'"{given.text[:40]}" is no day'), _RECEIVED))
    return None


def _has_words(row: FilledRow, asked: Asked) -> bool:
    """Whether a city says anything but yes, which needs no decision."""
    agree = row.given.get("agree")
    return any(key != "agree" for key in row.given) or (
        agree is not None and asked.agree[agree.text.casefold()] != "yes"
    )


def _says(row: FilledRow, asked: Asked) -> str:
    """Quote what stands in the columns, each under its label."""
    parts = []
    for key in (one for one in COLUMNS if one in row.given):
        words = row.given[key].text
        text = asked.choices[asked.agree[words.casefold()]] if key == "agree" else " ".join(words.split())
        label = asked.labels[key]
        colon = "" if label.endswith(("?", ":")) else ":"
        # A period behind an address would be taken for a part of it.
        is_closed = text.endswith((".", "!", "?", "…")) or "://" in text.split(" ")[-1]
        parts.append(f"{label}{colon} {text}{'' if is_closed else '.'}")
    return " ".join(parts)


def _sender(person: Mapping[str, Given]) -> str | None:
    said = [" ".join(person[key].text.split()) for key in ("office", "role") if key in person]
    return ", ".join(said) or None


def _warnings(filled: Filled, asked: Asked) -> Iterator[str]:
    """Say what to look at: what may be private, what is long, and addresses that lead nowhere."""
    statement = filled.person.get("statement")
    if statement is not None and len(statement.text.split()) > asked.statement_words:
        words = len(statement.text.split())
        yield _warning(statement, f"the statement has {words} words, more than {asked.statement_words}")
    if "office" not in filled.person:
        yield _warning(Given("", filled.city.path), "no office is named; `from` is left out")
    for given in (*filled.person.values(), *(one for row in filled.rows for one in row.given.values())):
        found = [match.group() for pattern in (_MAIL, _PHONE) for match in pattern.finditer(given.text)]
        for one in dict.fromkeys(found):
            what = f'"{one}" looks like an e-mail address or a telephone number'
            yield _warning(given, f"{what}; take it out where it is a private person's")
    for row in filled.rows:
        source = row.given.get("source")
        why = why_refused(source.text) if source is not None else None
        if source is not None and why is not None:
            yield _warning(source, f'"{source.text[:60]}" is no web address: {why}')


def _warning(given: Given, what: str) -> str:
    return one_line(f"{given.path}:{given.line}:{given.column}: {what}")

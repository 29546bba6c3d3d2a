"""A city, or its answers for one edition, in; the canonical text of its file out."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction

from scorecard.model.answer import Answer, CityEdition, Evidence, Finding, Opinion, Vanished
from scorecard.model.project import City

ANSWERS_HEADER = (
    "# Made by `scorecard import` from public tables. It rewrites answers with `basis: inventory` and their evidence;",
    "# an answer without that line is yours, and it is left as it is.",
)
CITY_HEADER = ("# Made by `scorecard import` from public tables. It is yours to edit: an import does not rewrite it.",)

_ESCAPES = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\t": "\\t", "\r": "\\r"}


@dataclass(frozen=True, slots=True)
class Field:
    """A key with its value: words as they are, `is_prose` in quotation marks, a tuple as a list, fields as a table."""

    key: str
    value: str | tuple[str, ...] | tuple[Field, ...]
    is_prose: bool = False

    def inline(self) -> str:
        """Write the value on one line."""
        if isinstance(self.value, str):
            return quoted(self.value) if self.is_prose else self.value
        parts = [part if isinstance(part, str) else f"{part.key}: {part.inline()}" for part in self.value]
        joined = ", ".join(parts)
        return f"{{{joined}}}" if any(isinstance(part, Field) for part in self.value) else f"[{joined}]"


def quoted(text: str) -> str:
    """Write a text in double quotation marks, so that YAML reads back the same (normalized to NFC)."""
    return f'"{"".join(_escaped(character) for character in unicodedata.normalize("NFC", text))}"'


def _escaped(character: str) -> str:
    if character in _ESCAPES:
        return _ESCAPES[character]
    if character.isprintable():
        return character
    code = ord(character)
    return f"\\u{code:04X}" if code <= 0xFFFF else f"\\U{code:08X}"


def evidence_fields(evidence: Evidence) -> tuple[Field, ...]:
    """List what a file says of one piece of evidence, in canonical order."""
    return (
        Field("url", evidence.url, is_prose=True),
        *_prose("title", evidence.title),
        *_prose("publisher", evidence.publisher),
        Field("seen", str(evidence.seen)),
        *_words("looked", evidence.looked),
        *_prose("archived", evidence.archived),
        *_prose("sha256", evidence.sha256),
        *_prose("quote", evidence.quote),
    )


def answer_fields(answer: Answer) -> tuple[Field, ...]:
    """List what a file says of one answer, in canonical order; what is the default is left out."""
    return (
        *_finding_fields(answer.finding, is_bare=answer.second is None and answer.settled is None),
        *_list("evidence", answer.evidence),
        *_words("basis", None if answer.basis == "coded" else answer.basis),
        *_words("since", answer.since),
        *_words("owed_to", None if answer.owed_to == "city" else answer.owed_to),
        *_words("unconfirmed", "true" if answer.is_unconfirmed else None),
        *_opinion("second", answer.second),
        *_opinion("settled", answer.settled),
        *_vanished(answer.vanished),
        *_prose("note", answer.note),
    )


def _finding_fields(finding: Finding, *, is_bare: bool) -> Iterable[Field]:
    if finding.is_not_applicable:
        yield Field("level", "not_applicable")
    elif finding.is_unknown and is_bare:
        yield Field("level", "unknown")
    yield from _words("level", finding.level)
    yield from _words("no_better_than", finding.no_better_than)
    yield from _words("no_worse_than", finding.no_worse_than)
    yield from _words("newest", finding.newest)
    if finding.present is not None:
        yield Field("present", finding.present)
    yield from _list("unsure", finding.unsure)
    yield from _prose("reason", finding.reason)


def _opinion(key: str, opinion: Opinion | None) -> Iterable[Field]:
    if opinion is not None:
        yield Field(
            key,
            (
                *_finding_fields(opinion.finding, is_bare=True),
                *_list("evidence", opinion.evidence),
                *_prose("because", opinion.because),
                *_prose("note", opinion.note),
            ),
        )


def _vanished(vanished: Vanished | None) -> Iterable[Field]:
    if vanished is not None:
        yield Field("vanished", (Field("on", str(vanished.on)), *_prose("because", vanished.because)))


def _words(key: str, value: object | None) -> Iterable[Field]:
    return () if value is None else (Field(key, str(value)),)


def _prose(key: str, value: str | None) -> Iterable[Field]:
    return () if value is None else (Field(key, value, is_prose=True),)


def _list(key: str, values: Sequence[str]) -> Iterable[Field]:
    return (Field(key, tuple(values)),) if values else ()


def entry_lines(key: str, fields: Iterable[Field], indent: int = 2) -> list[str]:
    """Write an entry and its fields below it, each on a line of its own."""
    inner = " " * (indent + 2)
    return [f"{' ' * indent}{key}:", *(f"{inner}{field.key}: {field.inline()}" for field in fields)]


def city_edition_text(answers: CityEdition, criteria: Sequence[str], *, head: Sequence[str] = ANSWERS_HEADER) -> str:
    """Write a new file with the answers of one city for one edition.

    Args:
        answers: without reply, corrections, pledge and withdrawal: those are added by people.
        criteria: the order of the answers, usually the rubric's.
        head: the comment that the file starts with, line by line; an import's own where none is given.

    Raises:
        ValueError: there is a reply, a correction, a pledge or a withdrawal, or an answer to no criterion.
    """
    if answers.reply or answers.corrections or answers.pledge or answers.withdrawn:
        raise ValueError(f"{answers.path} holds more than answers")
    if not answers.answers.keys() <= set(criteria):
        raise ValueError(f"{answers.path} answers what is no criterion")
    ordered = [criterion for criterion in criteria if criterion in answers.answers]
    lines = [*head]
    if answers.is_draft:
        lines.append("status: draft")
    if answers.evidence:
        lines.append("evidence:")
        for name in _by_first_use(answers, ordered):
            lines += entry_lines(name, evidence_fields(answers.evidence[name]))
    if ordered:
        lines.append("answers:")
        for criterion in ordered:
            lines += entry_lines(criterion, answer_fields(answers.answers[criterion]))
    return "\n".join(lines) + "\n"


def _by_first_use(answers: CityEdition, criteria: Iterable[str]) -> list[str]:
    used = [name for criterion in criteria for name in answers.answers[criterion].evidence]
    return list(dict.fromkeys([*(name for name in used if name in answers.evidence), *answers.evidence]))


def city_text(city: City) -> str:
    """Write the `city.yaml` of one city."""
    fields = [
        Field("name", city.name, is_prose=True),
        Field("state", city.state),
        *_prose("geoid", city.geoid),
        *_words("population", city.population),
        *_words("latitude", None if city.latitude is None else decimal(city.latitude)),
        *_words("longitude", None if city.longitude is None else decimal(city.longitude)),
        Field("agency", city.agency, is_prose=True),
        *_prose("website", city.website),
        *_list("was", city.was),
    ]
    return "\n".join([*CITY_HEADER, *(f"{field.key}: {field.inline()}" for field in fields)]) + "\n"


def decimal(number: Fraction) -> str:
    """Write a number as a decimal where it has a short one, else as `n/d`."""
    for places in range(13):
        scaled = number * 10**places
        if scaled.denominator == 1:
            digits = str(abs(scaled.numerator)).rjust(places + 1, "0")
            sign = "-" if number < 0 else ""
            return f"{sign}{digits[:-places]}.{digits[-places:]}" if places else f"{sign}{digits}"
    return str(number)

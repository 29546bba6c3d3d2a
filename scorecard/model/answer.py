"""What was found for one city and one criterion, with its evidence."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from scorecard.model.when import Place, When

Basis = Literal["coded", "inventory", "measured"]
Disposition = Literal["accepted", "partly", "rejected"]
Holder = Literal["city", "county", "state"]


@dataclass(frozen=True, slots=True)
class Evidence:
    """A public source. `seen` is the day whose state it shows; `looked` the day it was read, if another."""

    id: str
    url: str
    seen: When
    title: str | None = None
    publisher: str | None = None
    looked: When | None = None
    archived: str | None = None
    sha256: str | None = None
    quote: str | None = None


@dataclass(frozen=True, slots=True)
class Finding:
    """The form of an answer: exactly one of a level, bounds, a newest day, elements, not applicable, or nothing.

    All None and `is_not_applicable` False: unknown. `no_better_than` and
    `no_worse_than` may stand together. `present` None means that no elements
    were listed; an empty tuple, that none is there.
    """

    level: str | None = None
    no_better_than: str | None = None
    no_worse_than: str | None = None
    newest: When | None = None
    present: tuple[str, ...] | None = None
    unsure: tuple[str, ...] = ()
    is_not_applicable: bool = False
    reason: str | None = None

    @property
    def is_unknown(self) -> bool:
        """Whether it says nothing."""
        return (
            self.level is None
            and self.newest is None
            and self.present is None
            and self.no_better_than is None
            and self.no_worse_than is None
            and not self.is_not_applicable
        )


UNKNOWN = Finding()


@dataclass(frozen=True, slots=True)
class Vanished:
    """What was published once and is not any more."""

    on: When
    because: str | None


@dataclass(frozen=True, slots=True)
class Opinion:
    """A second coder's answer, or the settlement of two: a finding with evidence of its own, if any."""

    finding: Finding
    evidence: tuple[str, ...] = ()
    because: str | None = None
    note: str | None = None


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer. `evidence` are ids of the city's evidence, the first one leading; empty only when unknown."""

    finding: Finding
    evidence: tuple[str, ...] = ()
    basis: Basis = "coded"
    since: When | None = None
    note: str | None = None
    owed_to: Holder = "city"
    is_unconfirmed: bool = False
    second: Opinion | None = None
    settled: Opinion | None = None
    vanished: Vanished | None = None


@dataclass(frozen=True, slots=True)
class ReplyPoint:
    """What a city says of one criterion, and what became of it."""

    says: str | None
    disposition: Disposition | None
    because: str | None


@dataclass(frozen=True, slots=True)
class Reply:
    """The right of reply: sent, received, the city's words (Markdown), and each point by criterion id.

    `until` is the day by which the city was asked to reply, before which nothing is released.
    """

    sent: When | None
    received: When | None
    sender: str | None
    text: str | None
    points: Mapping[str, ReplyPoint]
    until: When | None = None


@dataclass(frozen=True, slots=True)
class Correction:
    """A change after publication; `was` is the answer as it was published."""

    on: When
    criterion: str
    was: Answer
    because: str


@dataclass(frozen=True, slots=True)
class Pledge:
    """Evidence that the city signed the pledge."""

    signed: When | None
    evidence: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Withdrawn:
    """The city's answers for the edition were taken back."""

    on: When
    because: str


@dataclass(frozen=True, slots=True)
class CityEdition:
    """The answers of one city for one edition.

    `answers` holds criterion id -> answer, in the order of the file; what is
    missing is unknown. `places` holds where each answer's value stands in `path`.
    """

    city: str
    edition: str
    path: str
    is_draft: bool
    evidence: Mapping[str, Evidence]
    answers: Mapping[str, Answer]
    places: Mapping[str, Place]
    reply: Reply | None = None
    corrections: tuple[Correction, ...] = ()
    pledge: Pledge | None = None
    withdrawn: Withdrawn | None = None

    @property
    def is_final(self) -> bool:
        """Whether it counts: neither a draft nor withdrawn."""
        return not self.is_draft and self.withdrawn is None

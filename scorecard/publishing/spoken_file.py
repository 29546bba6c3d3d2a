"""A city's file in, the same file out with its free texts marked as what they are: words of the project's language.

For pages in another language. Names stay as they are: those of publishers, agencies,
cities, and of who replied.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import TypeVar

from scorecard.model.answer import (
    Answer,
    CityEdition,
    Correction,
    Evidence,
    Finding,
    Opinion,
    Reply,
    ReplyPoint,
    Vanished,
    Withdrawn,
)
from scorecard.publishing.language import foreign

Record = TypeVar("Record")


def spoken_file(file: CityEdition, language: str) -> CityEdition:
    """Mark every free text of a city's file, to be shown in the language that is spoken now.

    Args:
        file: as it was read.
        language: that its texts are in, a code such as `en`; where that one is spoken, the file stays as it is.
    """
    return _Marker(language).file(file)


@dataclass(frozen=True, slots=True)
class _Marker:
    """Marks the texts of records as said in one `language`; what was not given stays None."""

    language: str

    def text(self, text: str) -> str:
        return foreign(text, self.language)

    def maybe(self, text: str | None) -> str | None:
        return None if text is None else foreign(text, self.language)

    def file(self, one: CityEdition) -> CityEdition:
        return replace(
            one,
            evidence=_each(one.evidence, self.evidence),
            answers=_each(one.answers, self.answer),
            reply=self.reply(one.reply) if one.reply is not None else None,
            corrections=tuple(self.correction(made) for made in one.corrections),
            withdrawn=self.withdrawn(one.withdrawn) if one.withdrawn is not None else None,
        )

    def evidence(self, one: Evidence) -> Evidence:
        return replace(one, title=self.maybe(one.title), quote=self.maybe(one.quote))

    def answer(self, one: Answer) -> Answer:
        return replace(
            one,
            finding=self.finding(one.finding),
            note=self.maybe(one.note),
            second=self.opinion(one.second) if one.second is not None else None,
            settled=self.opinion(one.settled) if one.settled is not None else None,
            vanished=self.vanished(one.vanished) if one.vanished is not None else None,
        )

    def finding(self, one: Finding) -> Finding:
        return one if one.reason is None else replace(one, reason=self.text(one.reason))

    def opinion(self, one: Opinion) -> Opinion:
        return replace(
            one, finding=self.finding(one.finding), because=self.maybe(one.because), note=self.maybe(one.note)
        )

    def vanished(self, one: Vanished) -> Vanished:
        return replace(one, because=self.maybe(one.because))

    def reply(self, one: Reply) -> Reply:
        return replace(one, text=self.maybe(one.text), points=_each(one.points, self.point))

    def point(self, one: ReplyPoint) -> ReplyPoint:
        return replace(one, says=self.maybe(one.says), because=self.maybe(one.because))

    def correction(self, one: Correction) -> Correction:
        return replace(one, was=self.answer(one.was), because=self.text(one.because))

    def withdrawn(self, one: Withdrawn) -> Withdrawn:
        return replace(one, because=self.text(one.because))


def _each(records: Mapping[str, Record], mark: Callable[[Record], Record]) -> dict[str, Record]:
    return {name: mark(one) for name, one in records.items()}

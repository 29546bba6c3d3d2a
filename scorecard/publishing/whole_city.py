"""One city with all its answers in, beside what is known of all the others, the records that its pages are made of out.

A large project never stands in memory with all its answers. Pages of one city are
made of its whole files; of the others they need ranks and counts alone.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import TypeVar

from scorecard.model.answer import CityEdition
from scorecard.model.project import Project
from scorecard.scoring.result import CityResult, EditionResult

Value = TypeVar("Value")


@dataclass(frozen=True, slots=True)
class WholeCity:
    """One city: its `files` and their `results`, each by edition id."""

    files: Mapping[str, CityEdition]
    results: Mapping[str, CityResult]


Load = Callable[[str], WholeCity]
"""Given a city's id, gives the city with all its answers."""


def loader(project: Project, results: Mapping[str, EditionResult]) -> Load:
    """Make the loader of a project that stands in memory with all its answers."""

    def load(city: str) -> WholeCity:
        having = [edition for edition, result in results.items() if city in result.cities]
        files = {edition: project.answers[edition][city] for edition in having}
        return WholeCity(files, {edition: results[edition].cities[city] for edition in having})

    return load


def beside_others(
    project: Project, results: Mapping[str, EditionResult], city: str, whole: WholeCity
) -> tuple[Project, dict[str, EditionResult]]:
    """Put a whole city in its place among the others."""
    answers = {
        edition: _Replaced(files, city, whole.files[edition]) if edition in whole.files else files
        for edition, files in project.answers.items()
    }
    scored = {
        edition: replace(result, cities=_Replaced(result.cities, city, whole.results[edition]))
        if edition in whole.results
        else result
        for edition, result in results.items()
    }
    return replace(project, answers=answers), scored


class _Replaced(Mapping[str, Value]):
    """A mapping with another value for one of its keys; nothing is copied."""

    __slots__ = ("_key", "_others", "_value")

    def __init__(self, others: Mapping[str, Value], key: str, value: Value) -> None:
        self._others, self._key, self._value = others, key, value

    def __getitem__(self, key: str) -> Value:
        return self._value if key == self._key else self._others[key]

    def __iter__(self) -> Iterator[str]:
        return iter(self._others)

    def __len__(self) -> int:
        return len(self._others)

"""A project folder: settings, rubrics, cities and their answers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction

from scorecard.model.answer import CityEdition
from scorecard.model.rubric import Rubric
from scorecard.model.translation import SettingsWords


@dataclass(frozen=True, slots=True)
class Edition:
    """One annual round: a rubric and the day up to which facts count."""

    id: str
    rubric: str
    as_of: date
    is_reconstructed: bool = False


@dataclass(frozen=True, slots=True)
class PeerGroup:
    """Cities from a population up to that of the next larger group."""

    id: str
    title: str
    from_population: int


PAPERS = ("letter", "a4")  # that cards, reports and packets are printed on


@dataclass(frozen=True, slots=True)
class Settings:
    """What `scorecard.yaml` says.

    `editions` run from the oldest to the newest `as_of`, `peers` from the largest cities to the smallest.
    `translations` has its words by language, `paper` is one of `PAPERS`.
    """

    title: str
    publisher: str
    contact: str
    base_url: str
    licence: str | None
    language: str
    editions: tuple[Edition, ...]
    peers: tuple[PeerGroup, ...] = ()
    drafts: str | None = None
    keep: tuple[str, ...] = ()
    paper: str = "letter"
    also_in: tuple[str, ...] = ()
    translations: Mapping[str, SettingsWords] = field(default_factory=dict)
    is_demonstration: bool = False
    """Whether publisher or contact is an example, so that every page says so and is not indexed."""
    shows_drafts: bool = False
    """Whether a build was asked for drafts, so that every page says so and is not indexed; no file says this."""

    def peer_group(self, population: int | None) -> PeerGroup | None:
        """Find the group of cities of this size; None where the size is not known or no group takes it."""
        if population is None:
            return None
        return next((group for group in self.peers if group.from_population <= population), None)

    def edition(self, edition_id: str) -> Edition:
        """Find an edition by its id; KeyError where there is none."""
        for edition in self.editions:
            if edition.id == edition_id:
                return edition
        raise KeyError(edition_id)


@dataclass(frozen=True, slots=True)
class City:
    """Who a city is. `latitude` and `longitude` are in degrees, both or neither."""

    id: str
    name: str
    state: str
    agency: str
    geoid: str | None = None
    population: int | None = None
    latitude: Fraction | None = None
    longitude: Fraction | None = None
    website: str | None = None
    was: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Page:
    """A prose page in Markdown; its first heading is its title. `translations` has its text in other languages."""

    id: str
    text: str
    translations: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Project:
    """A whole project that was read without a problem.

    `rubrics` and `cities` are keyed by id; `answers` by edition id, then city id,
    drafts and withdrawn files included.
    """

    settings: Settings
    rubrics: Mapping[str, Rubric]
    cities: Mapping[str, City]
    answers: Mapping[str, Mapping[str, CityEdition]]
    pages: tuple[Page, ...] = ()

    def rubric_of(self, edition_id: str) -> Rubric:
        """Find the rubric of an edition."""
        return self.rubrics[self.settings.edition(edition_id).rubric]

    def newest_edition(self) -> Edition | None:
        """Find the newest edition that has a final file; None where none has."""
        for edition in reversed(self.settings.editions):
            if any(answers.is_final for answers in self.answers.get(edition.id, {}).values()):
                return edition
        return None

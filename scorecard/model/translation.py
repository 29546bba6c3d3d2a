"""The words of a project in another language: those of a rubric, and those of the settings.

Each record mirrors what it translates, by the same ids. What has no translation is None,
or is not among the names.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class LevelWords:
    """The words of a level."""

    title: str | None = None
    about: str | None = None


@dataclass(frozen=True, slots=True)
class RemedyWords:
    """The words of a remedy."""

    action: str | None = None
    lever: str | None = None
    effort: str | None = None


@dataclass(frozen=True, slots=True)
class CriterionWords:
    """The words of a criterion. `levels` has level id -> words, `elements` element id -> title."""

    title: str | None = None
    claim: str | None = None
    why: str | None = None
    source: str | None = None
    remedy: RemedyWords = RemedyWords()
    levels: Mapping[str, LevelWords] = field(default_factory=dict)
    elements: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class DimensionWords:
    """The words of a dimension."""

    title: str | None = None
    about: str | None = None


@dataclass(frozen=True, slots=True)
class RubricWords:
    """The words of a rubric, by id: of a band its title, of a gate its reason."""

    title: str | None = None
    about: str | None = None
    bands: Mapping[str, str] = field(default_factory=dict)
    gates: Mapping[str, str] = field(default_factory=dict)
    dimensions: Mapping[str, DimensionWords] = field(default_factory=dict)
    criteria: Mapping[str, CriterionWords] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class SettingsWords:
    """The words of `scorecard.yaml`. `peers` has the id of a group by size -> its title."""

    title: str | None = None
    publisher: str | None = None
    peers: Mapping[str, str] = field(default_factory=dict)

"""A city's page in, what networks are told of it out, for the picture and the words beside a link that is shared."""

from __future__ import annotations

from dataclasses import dataclass

from scorecard.model.project import Project
from scorecard.publishing.advice import is_advised


@dataclass(frozen=True, slots=True)
class Social:
    """What a shared link shows: the `address` of the page, and that of its `image`, None where it has none.

    `kind` is how large it is shown, `alt` says what the image says.
    """

    address: str
    image: str | None
    kind: str
    alt: str


def preview_path(city: str) -> str:
    """Name a city's picture for links that are shared."""
    return f"cities/{city}/preview.png"


def is_pictured(project: Project, city: str, edition: str) -> bool:
    """Whether the picture shows this edition: the newest that counts."""
    return project.answers[edition][city].is_final and is_advised(project, city, edition)

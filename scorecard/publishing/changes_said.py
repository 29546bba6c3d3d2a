"""The changes of all cities in, the same in another language out: words said again from the cities' files, no number.

What a survey carries of a change is said in the project's own language. For a page in
another one, the cities that have something to quote are loaded and asked again.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from scorecard.model.project import Project
from scorecard.publishing.changed import Change, change_into
from scorecard.publishing.changes_file import Changes
from scorecard.publishing.whole_city import Load


@dataclass(frozen=True)
class SaidAgain(Changes):
    """Changes in the language of a translated `project`, whose cities `load` gives; `said` by edition."""

    project: Project
    load: Load
    said: dict[str, dict[str, Change]] = field(default_factory=dict)

    def into(self, edition: str) -> dict[str, Change]:
        """Read the changes into an edition, by city, in the language that is spoken now."""
        if edition not in self.said:
            found: Mapping[str, Change] = super().into(edition)
            self.said[edition] = {city: self._again(one, edition, city) for city, one in found.items()}
        return self.said[edition]

    def _again(self, one: Change, edition: str, city: str) -> Change:
        if not one.gone and not one.corrected:
            return one
        editions = self.project.settings
        old = editions.edition(one.former) if one.former is not None else None
        told, _ = change_into(self.load(city), old, editions.edition(edition), self.project.rubrics)
        gone = (replace(new, difference=known.difference) for new, known in zip(told.gone, one.gone, strict=True))
        return replace(one, gone=tuple(gone), corrected=told.corrected)

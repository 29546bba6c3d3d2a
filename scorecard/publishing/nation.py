"""An edition in, what is true of all its cities together out: medians, order, and how each criterion came out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from scorecard.model.project import Project
from scorecard.publishing.draw import MarkKind
from scorecard.publishing.findings import kind_of
from scorecard.scoring.coded import WIDTH, codes_of, decoder_of
from scorecard.scoring.peers import quartiles
from scorecard.scoring.ranks import whole_numbers
from scorecard.scoring.result import CityResult, EditionResult, Range

MOST_LISTED = 1000  # cities: a report of 25 pages; of an edition with more it lists those of which most is settled
BEST_KNOWN = 200


@dataclass(frozen=True)
class Nation:
    """All cities of an edition that count; each part is worked out once, when it is asked for."""

    result: EditionResult
    project: Project

    @cached_property
    def public(self) -> Mapping[str, CityResult]:
        """The cities that count, by id."""
        return self.result.public()

    @cached_property
    def applies(self) -> bool:
        """Whether anything applies to any city."""
        return any(one.range is not None for one in self.public.values())

    @cached_property
    def spans(self) -> Mapping[str, Range]:
        """The ranges of the cities to which anything applies, by id: by low, then high, best first, then id."""
        found = {city: one.range for city, one in self.public.items() if one.range is not None}
        ends = whole_numbers(found)
        order = sorted(found, key=lambda city: (-ends[city][0], -ends[city][1], city))
        return {city: found[city] for city in order}

    @cached_property
    def middle(self) -> Range | None:
        """The median of the lows and that of the highs; None where nothing applies to any city."""
        return middle_of(list(self.spans.values()))

    @cached_property
    def counts(self) -> Mapping[str, Mapping[MarkKind, int]]:
        """How many cities came out in which way, by criterion, in the order of the rubric."""
        rubric, codes = self.result.rubric, [codes_of(one.criteria) for one in self.public.values()]
        decoder = decoder_of(rubric)
        found: dict[str, Counter[MarkKind]] = {}
        for place, criterion in enumerate(rubric.criteria):
            first, found[criterion] = WIDTH * place, Counter()
            for code, count in Counter(one[first : first + WIDTH] for one in codes).items():
                found[criterion][kind_of(decoder.result(place, code))] += count
        return found

    def middle_in(self, dimension: str) -> Range | None:
        """Give the medians in a dimension, of the cities to which any of it applies; None where there is none."""
        found = (one.range_in(dimension) for one in self.public.values())
        return middle_of([span for span in found if span is not None])

    def answered(self, criterion: str) -> int:
        """Count the cities in which a criterion is known: in full, in part, or not met."""
        counts = self.counts[criterion]
        return sum(counts.get(kind, 0) for kind in ("full", "part", "none"))

    def asked(self, criterion: str) -> int:
        """Count the cities to which a criterion applies."""
        return sum(count for kind, count in self.counts[criterion].items() if kind != "not_applicable")


def middle_of(spans: Sequence[Range]) -> Range | None:
    """Find the median of the lows and that of the highs; None where there are none."""
    if not spans:
        return None
    return Range(quartiles([span.low for span in spans]).median, quartiles([span.high for span in spans]).median)


def family_of(nation: Nation, nations: Mapping[str, Nation]) -> list[Nation]:
    """List the editions whose rubric is of the same family and in which anything applies, oldest first."""
    family = nation.result.rubric.family
    found = [one for one in nations.values() if one.result.rubric.family == family and one.applies]
    return sorted(found, key=lambda one: (one.result.edition.as_of, one.result.edition.id))

"""Figures: what is read back is what was scored, and cities that did as well share what says so."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from scorecard.building.figures import FiguresReader, figures_of, no_figures
from scorecard.building.inputs import find_inputs
from scorecard.building.survey import find_city
from scorecard.reading.project import read_shared
from scorecard.scoring.coded import codes_of

PROJECT = Path(__file__).parents[1] / "projects" / "everything"


def test_figures_say_of_every_city_what_was_scored() -> None:
    """Who it is, ranges, bands and codes of every edition come back as they were."""
    shared = read_shared(PROJECT)
    reader = FiguresReader(shared)
    editions = 0
    for source in find_inputs(PROJECT, with_drafts=False).cities.values():
        found = find_city(source.folders, shared)
        assert found.city is not None
        read = reader.read(figures_of(found.city, found.whole, {}, shared))
        assert read is not None
        assert found.city == read.city
        for edition, one in found.whole.results.items():
            again = read.results[edition]
            assert (one.dimensions, one.range, one.bands) == (again.dimensions, again.range, again.bands)
            assert codes_of(one.criteria) == codes_of(again.criteria)
            editions += 1
    assert editions > 0


def test_cities_that_did_as_well_share_what_says_so() -> None:
    """Of thousands of cities, the result in a dimension is made once for all with the same ends and bands."""
    shared = read_shared(PROJECT)
    found = find_city(find_inputs(PROJECT, with_drafts=False).cities["alpha-falls"].folders, shared)
    assert found.city is not None
    reader = FiguresReader(shared)
    one = reader.read(figures_of(found.city, found.whole, {}, shared))
    other = reader.read(figures_of(replace(found.city, name="Other"), found.whole, {}, shared))
    assert one is not None
    assert other is not None
    for edition, result in one.results.items():
        for dimension, known in result.dimensions.items():
            assert known is other.results[edition].dimensions[dimension]


def test_a_folder_without_a_city_has_no_figures() -> None:
    """Where nothing was found, nothing is read back."""
    assert FiguresReader(read_shared(PROJECT)).read(no_figures()) is None

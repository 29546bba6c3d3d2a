"""The bracket of a city's peers: where it stands, what it says, and where there is none."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from html import unescape

from scorecard.model.project import Project
from scorecard.publishing.bracket import bracket_of
from scorecard.publishing.draw import as_printed, position
from scorecard.scoring.peers import peers, quartiles
from scorecard.scoring.result import EditionResult, Range
from scorecard.scoring.study import studies


def test_the_bracket_is_at_the_medians_of_those_known_well_enough(
    project: Project, results: Mapping[str, EditionResult]
) -> None:
    """It runs from the median of the lows to that of the highs, over the cities of the group that have a band."""
    study = studies(project, results)["2026"]
    one = bracket_of(project.cities["alpha-falls"], study)
    group = peers(project.settings, project.cities, results["2026"])["large"]
    spans = [
        city.range
        for city in results["2026"].public().values()
        if city.bands is not None and city.range is not None
        and (project.cities[city.city].population or 0) >= 1_000_000
    ]  # fmt: skip
    low, high = (quartiles(values).median for values in ([span.low for span in spans], [span.high for span in spans]))
    assert one is not None
    drawn = as_printed(Range(low, high), results["2026"].rubric)
    across = position(drawn.high - drawn.low)
    assert (position(drawn.low), across, position(drawn.high)) == (one.start, one.across, one.last)
    assert one.start == one.first
    assert f"{len(spans)} of {group.cities} known well enough" == one.count
    assert one.said.startswith("Peers’ median ")


def test_without_a_group_or_a_band_there_is_none(pages: Mapping[str, bytes]) -> None:
    """A page has the drawing, its words and the key of it together, or none of them; none where there is no band."""
    shown = 0
    for path, content in pages.items():
        page = content.decode() if re.fullmatch(r"cities/[a-z-]+/2026/index\.html", path) else ""
        if page and 'http-equiv="refresh"' not in page:
            drawn = "hero-bar--peers" in page
            assert [drawn] * 3 == ['class="hero-peers"' in page, "Bracket: peers’ median" in page, 'y="92.25"' in page]
            assert not drawn or "Beside its peers" in page, path
            assert not drawn or "No band: too little known</dd>" not in page, path
            shown += drawn
    assert shown > 1
    page = pages["cities/alpha-falls/2026/index.html"].decode()
    label = unescape(re.findall('class="hero-bar[^>]*aria-label="([^"]*)"', page)[0])
    assert label.endswith("; peers’ median 72.4 to 92.2")
    assert "Peers’ median 72.4 to 92.2." in page


def test_a_city_of_unknown_size_has_no_peers(project: Project, results: Mapping[str, EditionResult]) -> None:
    """Nobody's median is drawn for a city whose population is not known."""
    study = studies(project, results)["2026"]
    assert bracket_of(replace(project.cities["alpha-falls"], population=None), study) is None

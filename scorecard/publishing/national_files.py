"""All cities of an edition in, the files of its pictures out: each drawn for light and for dark, and its numbers."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import partial

from scorecard.publishing import national_pictures as drawn
from scorecard.publishing.artifact import Artifact
from scorecard.publishing.keys import Keys
from scorecard.publishing.nation import Nation, family_of
from scorecard.publishing.paths import national_path
from scorecard.publishing.pictures.canvas import Shade
from scorecard.publishing.pictures.distribution import distribution
from scorecard.publishing.pictures.heat_map import heat_map
from scorecard.publishing.pictures.trend import trend
from scorecard.publishing.pictures.us_map import us_map

Draw = Callable[[Shade], bytes]
Write = Callable[[], bytes]


def national_files(nation: Nation, nations: Mapping[str, Nation], keys: Keys) -> Iterator[Artifact]:
    """Yield the files of an edition's pictures, with words in the language that is spoken when they are made.

    Args:
        nation: the edition.
        nations: every edition that is public, by id.
        keys: makes keys.
    """
    if not nation.applies:
        return
    edition = nation.result.edition.id
    folder = national_path(edition).removesuffix(".html")
    for name, editions, draw, write in _each(nation, nations):
        key = keys.national(editions, f"{folder}/{name}")
        yield Artifact(f"{folder}/{name}.svg", partial(draw, "light"), key)
        yield Artifact(f"{folder}/{name}-dark.svg", partial(draw, "dark"), key)
        yield Artifact(f"{folder}/{name}.csv", write, key)


def _each(nation: Nation, nations: Mapping[str, Nation]) -> Iterator[tuple[str, list[str], Draw, Write]]:
    """Go through the pictures: name, the editions that they show, what draws them, and what writes their numbers."""
    own = [nation.result.edition.id]
    yield (
        "distribution",
        own,
        lambda shade: distribution(drawn.bars(nation), drawn.scale(nation), shade),
        lambda: drawn.bars_table(nation),
    )
    yield (
        "heat-map",
        own,
        lambda shade: heat_map(drawn.groups(nation), drawn.cells(nation), shade),
        lambda: drawn.cells_table(nation),
    )
    family = family_of(nation, nations)
    if len(family) > 1:
        yield (
            "trend",
            [one.result.edition.id for one in family],
            lambda shade: trend(drawn.steps(family), drawn.scale(nation), shade),
            lambda: drawn.steps_table(family),
        )
    if drawn.has_places(nation):
        yield (
            "map",
            own,
            lambda shade: us_map(drawn.dots(drawn.placed(nation)), shade),
            lambda: drawn.dots_table(drawn.placed(nation)),
        )

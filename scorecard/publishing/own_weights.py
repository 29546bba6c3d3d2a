"""An edition in, the page on which a reader weighs the dimensions differently out, and the numbers that it needs."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from scorecard.model.rubric import Gate, Rubric
from scorecard.publishing.city_parts import counted_to, short_name
from scorecard.publishing.frame import Frame, Link, Site, reconstructed
from scorecard.publishing.history import city_path
from scorecard.publishing.language import say, unmarked, without_marks
from scorecard.publishing.paths import edition_path, own_weights_path, weights_path
from scorecard.scoring.printing import exact
from scorecard.scoring.result import CityResult, EditionResult, Range
from scorecard.scoring.score import shut_gates

SCRIPT = "own-weights.js"


@dataclass(frozen=True, slots=True)
class Word:
    """What a script says: its `name` there, and its `text`; `{…}` in it stands for what the script puts in."""

    name: str
    text: str


@dataclass(frozen=True, slots=True)
class OwnWeightsPage:
    """The page of a reader's own weights.

    `title`, `lede` and `counted` head it, `back` leads to the list as published, `more`
    to how much weights matter. `needs` says what it takes; `words` are what its script says.
    `numbers` is the path of the script
    with the figures, from the root.
    """

    template: str
    frame: Frame
    title: str
    lede: str
    counted: str
    back: Link
    more: Link
    needs: str
    words: tuple[Word, ...]
    numbers: str


def numbers_path(edition: str) -> str:
    """Name the script with the numbers of an edition; it stands in each language's folder, since it holds words."""
    return f"editions/{edition}/own-weights-data.js"


def own_weights_page(result: EditionResult, site: Site) -> OwnWeightsPage:
    """Make the page of an edition; without a script it says what it would do, and where the published list is."""
    edition = result.edition
    path = own_weights_path(edition.id)
    lede = say("Weights are a judgment. Set your own, and see what becomes of the list. Nothing leaves your device.")
    frame = site.frame(
        path,
        say("Your own weights"),
        description=lede,
        notices=reconstructed(edition, several=True),
        edition=edition,
        scripts=(SCRIPT,),
    )
    return OwnWeightsPage(
        template="site/own-weights.html",
        frame=frame,
        title=say("Your own weights"),
        lede=lede,
        counted=counted_to(edition),
        back=Link(say("As published"), edition_path(edition.id)),
        more=Link(say("How much the weights matter"), weights_path(edition.id)),
        needs=say("This page needs JavaScript. Without it, the command line does the same:"),
        words=_words(),
        numbers=numbers_path(edition.id),
    )


def _words() -> tuple[Word, ...]:
    words = {
        "reset": say("Back to the published weights"),
        "own": say("These are your weights, and this is not the published list. To share it, share its address."),
        "published": say("These are the published weights."),
        "wrong": say("Give each dimension a number of 0 or more, such as 25, 12.5 or 1/3, and at least one above 0."),
        "ranked": say("Ranked: {count}", count="{count}"),
        "unranked": say("Too little known to rank: {count}", count="{count}"),
        "all": say("Show all {count}", count="{count}"),
        "rank": say("Rank"),
        "city": say("City"),
        "range": say("Score range, 0 to 100"),
        "figures": say("Low to high"),
        "band": say("Band"),
        "none": say("No band: too little known"),
        "interval": say("{best} to {worst}", best="{best}", worst="{worst}"),
        "one": say("{number}st", number="{number}"),
        "two": say("{number}nd", number="{number}"),
        "few": say("{number}rd", number="{number}"),
        "other": say("{number}th", number="{number}"),
    }
    return tuple(Word(name, text) for name, text in words.items())


def numbers(result: EditionResult, site: Site) -> Iterator[bytes]:
    """Write the exact numbers of an edition as a script that sets one variable: so it can be read from a disk too.

    Of each city: the ends of every dimension, None where nothing applies, and the bands
    that shut gates hold the ends of the whole to, counted from the best.
    """
    rubric = result.rubric
    head = {
        "dimensions": [{"id": one.id, **_named(one.title), "weight": exact(one.weight)} for one in rubric.dimensions],
        "bands": [{"id": band.id, **_named(band.title), "from": exact(band.start)} for band in rubric.bands],
        "need": exact(rubric.band_from_known_share),
    }
    written = json.dumps(head, ensure_ascii=True, allow_nan=False).removesuffix("}")
    yield f'const scorecardWeights = {written}, "cities": [\n'.encode()
    between = ""
    for city, one in result.public().items():
        record = _record(one, rubric, short_name(site.project.cities[city]), result.edition.id)
        yield f"{between}{json.dumps(record, ensure_ascii=True, allow_nan=False)}".encode()
        between = ",\n"
    yield b"\n]};\n"


def _named(title: str) -> dict[str, str]:
    """Name something, with the language of the name where that is not the page's."""
    language = unmarked(title)[1]
    return {"title": without_marks(title)} | ({"lang": language} if language is not None else {})


def _record(one: CityResult, rubric: Rubric, name: str, edition: str) -> dict[str, Any]:
    pairs = {need: one.criteria[need].pair for gate in rubric.gates for need in gate.requires}
    held = [_held(shut_gates(rubric, pairs, at_worst=at_worst), rubric) for at_worst in (True, False)]
    spans = [_span(one.range_in(dimension.id)) for dimension in rubric.dimensions]
    return {"id": one.city, "name": name, "path": city_path(one.city, edition), "spans": spans, "held": held}


def _held(gates: tuple[Gate, ...], rubric: Rubric) -> int:
    places = [band.id for band in rubric.bands]
    return max((places.index(gate.best_band) for gate in gates), default=0)


def _span(span: Range | None) -> list[str] | None:
    ends: tuple[Fraction, ...] = () if span is None else (span.low, span.high)
    return [exact(end) for end in ends] or None

"""A rubric in, the page that explains its score out: made from the rubric, so that it cannot differ from it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from markupsafe import Markup

from scorecard.model.project import Edition
from scorecard.model.rubric import Gate, Rubric
from scorecard.publishing.bridge_words import KIND_MEANINGS, KIND_TITLES
from scorecard.publishing.criterion import fresh_words
from scorecard.publishing.draw import Zone, zones
from scorecard.publishing.frame import Frame, Link, Site, reconstructed
from scorecard.publishing.language import say, say_count
from scorecard.publishing.markdown import note
from scorecard.publishing.paths import method_path
from scorecard.publishing.questions import CriterionList, criterion_lists
from scorecard.publishing.tally import TallyLine, tally_examples
from scorecard.publishing.words import band_name, day, number, quoted_words, share_needed
from scorecard.scoring.bridge import KINDS
from scorecard.scoring.draws import DRAWS
from scorecard.scoring.printing import printed_plain


@dataclass(frozen=True, slots=True)
class BandLine:
    """A band: its `name`, and the `scores` that it takes in, in words."""

    name: str
    scores: str


@dataclass(frozen=True, slots=True)
class GateLine:
    """A gate: the best `band` that it leaves, what it `requires`, and why (`because`)."""

    band: str
    requires: tuple[str, ...]
    because: str


@dataclass(frozen=True, slots=True)
class FreshLine:
    """How long evidence counts (`days`), and for which `criteria`."""

    days: str
    criteria: str


@dataclass(frozen=True, slots=True)
class MethodPage:
    """How a rubric scores.

    `title` and `lede` head it. `about` is the rubric's own text, None where it has none. `lists` are its
    criteria by dimension. `weights` says how dimensions come together. `marks`
    are the seven outcomes. `need` is the share that a band and a rank take,
    `draws` how often weights are drawn.
    `zones` draw the bands and `bands` list them; `gates` may be empty. `fresh`
    says how long evidence counts, the longest list first. `editions` are those
    with this rubric, newest first, each with its day; `reconstructed` names those
    made later, empty where none was. `steps` say how a difference between two
    editions is explained, in their order.
    """

    template: str
    frame: Frame
    title: str
    lede: str
    about: Markup | None
    lists: tuple[CriterionList, ...]
    weights: str
    marks: tuple[TallyLine, ...]
    need: str
    draws: str
    zones: tuple[Zone, ...]
    bands: tuple[BandLine, ...]
    gates: tuple[GateLine, ...]
    fresh: tuple[FreshLine, ...]
    editions: tuple[tuple[Link, str], ...]
    reconstructed: str
    steps: tuple[str, ...]


def method_page(rubric: Rubric, editions: Sequence[Edition], linked: frozenset[str], site: Site) -> MethodPage:
    """Make the page of a rubric's method.

    Args:
        rubric: to be explained.
        editions: that use it, oldest first.
        linked: ids of the editions that have a list.
        site: what all pages share.
    """
    lede, title = _lede(rubric), say("Method: {rubric}", rubric=rubric.title)
    made_later = [edition.id for edition in editions if edition.is_reconstructed]
    newest = editions[-1]
    return MethodPage(
        template="site/method.html",
        frame=site.frame(
            method_path(rubric.id),
            title,
            description=lede,
            notices=reconstructed(newest, several=True),
            data=Link(say("This rubric as data"), f"api/v1/rubrics/{rubric.id}.json"),
        ),
        title=title,
        lede=lede,
        about=note(rubric.about) if rubric.about is not None else None,
        lists=criterion_lists(rubric),
        weights=", ".join(f"{one.title} {printed_plain(one.weight)}" for one in rubric.dimensions),
        marks=tally_examples(),
        need=share_needed(rubric),
        draws=f"{DRAWS:,}",
        zones=zones(rubric, None),
        bands=tuple(band_lines(rubric)),
        gates=tuple(gate_line(gate, rubric) for gate in rubric.gates),
        fresh=tuple(fresh_lines(rubric)),
        editions=tuple(_edition(edition, linked) for edition in reversed(editions)),
        reconstructed=", ".join(made_later),
        steps=tuple(f"{say(KIND_TITLES[kind])}: {say(KIND_MEANINGS[kind])}" for kind in KINDS),
    )


def _lede(rubric: Rubric) -> str:
    dimensions = len(rubric.dimensions)
    return say_count(
        len(rubric.criteria),
        "{count} question in {dimensions}. "
        "Points inside a dimension, weights between dimensions, and a range for what is open.",
        "{count} questions in {dimensions}. "
        "Points inside a dimension, weights between dimensions, and a range for what is open.",
        dimensions=say_count(dimensions, "one dimension", "{number} dimensions", number=number(dimensions)),
    )


def _edition(edition: Edition, linked: frozenset[str]) -> tuple[Link, str]:
    path = f"editions/{edition.id}/index.html" if edition.id in linked else None
    return Link(edition.id, path), say("counted to {day}", day=day(edition.as_of))


def band_lines(rubric: Rubric) -> list[BandLine]:
    """List the bands, best first, each with its scores."""
    tops = [None, *(band.start for band in rubric.bands)]
    return [
        BandLine(band_name(band.id, rubric), _scores(band.start, top))
        for band, top in zip(rubric.bands, tops[:-1], strict=True)
    ]


def _scores(start: Fraction, top: Fraction | None) -> str:
    first = printed_plain(start)
    if top is None:
        return say("{start} and more", start=first)
    return say("{start} to below {end}", start=first, end=printed_plain(top))


def gate_line(gate: Gate, rubric: Rubric) -> GateLine:
    """Say which band a gate leaves, and what it requires."""
    required = []
    for criterion_id, level in gate.requires.items():
        criterion = rubric.criteria[criterion_id]
        title = criterion.levels[criterion.rung(level)].title
        required.append(say("{question}: at least {level}", question=criterion.title, level=quoted_words(title)))
    return GateLine(band_name(gate.best_band, rubric), tuple(required), gate.because)


def fresh_lines(rubric: Rubric) -> list[FreshLine]:
    """Say how long evidence counts, for the most questions first."""
    by_days: dict[int, list[str]] = {}
    for criterion in rubric.criteria.values():
        by_days.setdefault(criterion.fresh_for_days, []).append(criterion.title)
    longest_first = sorted(by_days, key=lambda days: (-len(by_days[days]), days))
    return [
        FreshLine(fresh_words(days), _titles(by_days[days], is_rest=index == 0 and len(longest_first) > 1))
        for index, days in enumerate(longest_first)
    ]


def _titles(titles: list[str], *, is_rest: bool) -> str:
    if is_rest:
        return say("All other questions")
    return say("All questions") if len(titles) > 12 else ", ".join(titles)

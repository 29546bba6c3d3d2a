"""A criterion and the editions that ask it in, who meets it out: one bar of all cities, counts, names."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction

from scorecard.model.rubric import Criterion
from scorecard.publishing.city_parts import short_name
from scorecard.publishing.draw import Mark, MarkKind, mark, position
from scorecard.publishing.findings import TALLY, WORDS, kind_of
from scorecard.publishing.frame import Link, Site
from scorecard.publishing.history import city_path
from scorecard.publishing.language import say, say_count
from scorecard.publishing.tally import TallyLine, tally_lines
from scorecard.publishing.words import inside
from scorecard.scoring.result import CriterionResult, EditionResult

_ORDER: tuple[MarkKind, ...] = ("full", "part", "bounded", "stale", "unknown", "none")  # solid, striped, empty


@dataclass(frozen=True, slots=True)
class Slice:
    """A part of the bar of all cities: its `kind`, where it starts (`at`) and its `width`, in percent."""

    kind: MarkKind
    at: str
    width: str


@dataclass(frozen=True, slots=True)
class CityAnswer:
    """One city's answer: the city's `name`, and the `path` of the answer."""

    name: str
    path: str


@dataclass(frozen=True, slots=True)
class OutcomeGroup:
    """The `cities` whose answer came out alike: `mark`, `word` and `title` head them."""

    mark: Mark
    word: str
    title: str
    cities: tuple[CityAnswer, ...]


@dataclass(frozen=True, slots=True)
class EditionTally:
    """How one `edition` came out: the `lines` of its tally."""

    edition: Link
    lines: tuple[TallyLine, ...]


def slices(results: Sequence[CriterionResult]) -> tuple[Slice, ...]:
    """Cut a bar of all cities by outcome; those to which it does not apply are left out."""
    kinds = [kind_of(result) for result in results]
    total = sum(kind in _ORDER for kind in kinds)
    cut: list[Slice] = []
    at = Fraction(0)
    for kind in _ORDER:
        width = Fraction(100 * kinds.count(kind), total) if total else Fraction(0)
        if width:
            cut.append(Slice(kind, position(at), position(width)))
            at += width
    return tuple(cut)


def edition_tally(criterion: Criterion, result: EditionResult) -> EditionTally:
    edition = result.edition
    lines = tally_lines(one.criteria[criterion.id] for one in result.public().values())
    return EditionTally(Link(edition.id, f"editions/{edition.id}/index.html"), lines)


def outcome_groups(criterion: Criterion, result: EditionResult, site: Site) -> Iterable[OutcomeGroup]:
    """Group the cities of an edition by how the answer came out, best first; by name within a group."""
    by_pair: dict[tuple[int, ...], list[str]] = {}
    for city, one in result.public().items():
        by_pair.setdefault(_place(one.criteria[criterion.id]), []).append(city)
    for place in sorted(by_pair):
        first = result.cities[by_pair[place][0]].criteria[criterion.id]
        kind = kind_of(first)
        names = sorted(by_pair[place], key=lambda city: (site.project.cities[city].name, city))
        yield OutcomeGroup(
            mark=mark(kind, first.share_low, first.share_high),
            word=say(WORDS[kind]),
            title=_group_title(first, len(names)),
            cities=tuple(_city_answer(city, result, criterion, site) for city in names),
        )


def _place(result: CriterionResult) -> tuple[int, ...]:
    order = list(TALLY).index(kind_of(result))
    return (order, -1, -1) if result.pair is None else (order, result.pair.worst, result.pair.best)


def _group_title(result: CriterionResult, count: int) -> str:
    levels, pair = result.criterion.levels, result.pair
    cities = say_count(count, "{count} city", "{count} cities")
    if kind_of(result) in {"unknown", "stale", "not_applicable"} or pair is None:
        return cities
    if pair.worst == pair.best:
        return f"{levels[pair.best].title}: {cities}"
    worst, best = levels[pair.worst].title, inside(levels[pair.best].title)
    return say("{worst} to {best}: {cities}", worst=worst, best=best, cities=cities)


def _city_answer(city: str, result: EditionResult, criterion: Criterion, site: Site) -> CityAnswer:
    path = f"{city_path(city, result.edition.id)}#{criterion.id}"
    return CityAnswer(short_name(site.project.cities[city]), path)

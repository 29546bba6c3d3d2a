"""An edition in, the pages that list its cities out: the whole score, and each dimension."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from markupsafe import Markup

from scorecard.model.project import Edition
from scorecard.model.rubric import Dimension, Rubric
from scorecard.publishing.city_parts import counted_to
from scorecard.publishing.dimensions import dimension_path
from scorecard.publishing.draw import Zone, zones
from scorecard.publishing.frame import Frame, Link, Site, reconstructed
from scorecard.publishing.history import city_path
from scorecard.publishing.language import later, say, say_count, without_marks
from scorecard.publishing.paths import (
    edition_path,
    national_path,
    own_weights_path,
    peers_path,
    report_path,
    weights_path,
    workings_path,
)
from scorecard.publishing.rank_words import MANY
from scorecard.publishing.rows import (
    CityRow,
    Standpoint,
    not_applicable_rows,
    ranked_rows,
    row_facts,
    row_of,
    unranked_rows,
)
from scorecard.publishing.structured import edition_dataset
from scorecard.publishing.words import band_words, capital, number, share_needed
from scorecard.scoring.printing import printed_plain
from scorecard.scoring.result import EditionResult

SectionKind = Literal["ranked", "unranked", "none", "older"]

_ANSWERS = later("{place} answers")  # in a row of a narrow list; the place alone where the head is seen
_EDITION = later("Edition {place}")  # likewise
_RANK = later("Rank {place}")


@dataclass(frozen=True, slots=True)
class Section:
    """A table of cities.

    `kind` is its anchor and chooses its look. `title` and `lede` head it. `place` and `words` head its columns;
    `before` and `after` stand around a place where the head is not seen.
    `zones` are the letters over the bars, empty where the scale reads 0,
    50, 100; `grid` are the hairlines through the rows. `rows` are never empty.
    """

    kind: SectionKind
    title: str
    lede: str
    place: str
    before: str
    after: str
    words: str
    zones: tuple[Zone, ...]
    grid: tuple[str, ...]
    rows: tuple[CityRow, ...]


@dataclass(frozen=True, slots=True)
class Choice:
    """What a list can be filtered by: the `value` that rows have, and its `label`."""

    value: str
    label: str


@dataclass(frozen=True, slots=True)
class DimensionSummary:
    """A dimension at the head of a list: `link`, `weight`, `question` (None where unsaid), how many are `ranked`."""

    link: Link
    question: str | None
    weight: str
    ranked: str


@dataclass(frozen=True, slots=True)
class ListPage:
    """A list of cities.

    `title` is the heading, `lede` two sentences, `counted` edition and day.
    `back` leads to the list above, None on the first page. `editions` leads to
    the other editions' lists. `dimensions` are lists by one dimension, under
    `dimensions_title`; empty on a dimension's own list, as are `studies`, the pages that
    say how far the list holds. `sections` are tables, `sizes` and `letters` what they can
    be filtered by: peer groups, and bands. `structured` describes an edition to search
    engines, None on lists that are no edition's own.
    """

    template: str
    frame: Frame
    title: str
    lede: str
    counted: str
    back: Link | None
    editions: tuple[Link, ...]
    dimensions_title: str
    dimensions: tuple[DimensionSummary, ...]
    studies: tuple[Link, ...]
    sections: tuple[Section, ...]
    sizes: tuple[Choice, ...]
    letters: tuple[Choice, ...]
    structured: Markup | None


def list_page(result: EditionResult, results: Mapping[str, EditionResult], site: Site, *, is_first: bool) -> ListPage:
    """Make the list of an edition.

    Args:
        result: the edition.
        results: edition id -> result; only those with a public city.
        site: what all pages share.
        is_first: whether it is the first page of the site, which also has the cities of older editions.
    """
    edition, count = result.edition, len(result.public())
    path = "index.html" if is_first else edition_path(edition.id)
    heading = site.project.settings.title if is_first else say("All cities")
    older = older_section(result, results, site) if is_first else ()
    lede = say_count(
        count,
        "{count} city, scored on what they publish and what their written rules allow. "
        "Every score is a range: what we can prove, up to what is still possible.",
        "{count} cities, scored on what they publish and what their written rules allow. "
        "Every score is a range: what we can prove, up to what is still possible.",
    )
    return ListPage(
        template="site/list.html",
        frame=_frame(site, path, heading, result, f"{capital(counted_to(edition))}. {lede}"),
        title=_list_title(edition, is_first=is_first),
        lede=lede,
        counted=counted_to(edition),
        back=None if is_first else Link(say("Newest edition"), "index.html"),
        editions=_editions(results, site, here=edition.id),
        dimensions_title=_dimensions_title(len(result.rubric.dimensions)),
        dimensions=tuple(_summary(result, dimension) for dimension in result.rubric.dimensions),
        studies=tuple(_studies(edition, site)),
        sections=(*sections(Standpoint(result, site.project.settings, is_first=is_first), site), *older),
        sizes=tuple(Choice(group.id, group.title) for group in site.project.settings.peers),
        letters=tuple(Choice(band.id, f"{band.id} {band.title}") for band in result.rubric.bands),
        structured=None if is_first else edition_dataset(result, lede, site),
    )


def _list_title(edition: Edition, *, is_first: bool) -> str:
    if is_first:
        return say("Who publishes police records?")
    return say("Who published police records? Edition {edition}", edition=edition.id)


def _dimensions_title(dimensions: int) -> str:
    return say_count(
        dimensions,
        "One dimension, each with its own ranks",
        "{number} dimensions, each with its own ranks",
        number=capital(number(dimensions)),
    )


def dimension_page(
    result: EditionResult, dimension: Dimension, results: Mapping[str, EditionResult], site: Site
) -> ListPage:
    """Make the list of an edition by one dimension."""
    edition = result.edition
    alone = say("Ranked by this dimension alone, in the same way as the whole score.")
    lede = f"{dimension.about or ''} {alone}".strip()
    return ListPage(
        template="site/list.html",
        frame=_frame(site, dimension_path(edition.id, dimension.id), dimension.title, result, lede),
        title=dimension.title,
        lede=lede,
        counted=counted_to(edition),
        back=Link(say("All cities, edition {edition}", edition=edition.id), edition_path(edition.id)),
        editions=_editions_with(dimension, result.rubric, results, site, here=edition.id),
        dimensions_title="",
        dimensions=(),
        studies=(),
        sections=tuple(sections(Standpoint(result, site.project.settings, dimension), site)),
        sizes=tuple(Choice(group.id, group.title) for group in site.project.settings.peers),
        letters=tuple(Choice(band.id, f"{band.id} {band.title}") for band in result.rubric.bands),
        structured=None,
    )


def _studies(edition: Edition, site: Site) -> Iterator[Link]:
    yield Link(say("National picture"), national_path(edition.id))
    if edition.id in site.reports:
        yield Link(say("National report (PDF)"), report_path(edition.id))
    yield Link(say("How much the weights matter"), weights_path(edition.id))
    yield Link(say("Set your own weights"), own_weights_path(edition.id))
    if site.project.settings.peers:
        yield Link(say("Cities of one size"), peers_path(edition.id))
    yield Link(say("How the criteria work"), workings_path(edition.id))


def _frame(site: Site, path: str, heading: str, result: EditionResult, description: str) -> Frame:
    edition = result.edition
    return site.frame(
        path,
        heading,
        description=description,
        notices=reconstructed(edition, several=True),
        edition=edition,
        cite=True,
        scripts=("list.js",),
        data=Link(say("The figures of this edition"), f"api/v1/editions/{edition.id}.json"),
    )


def _editions(results: Mapping[str, EditionResult], site: Site, *, here: str) -> tuple[Link, ...]:
    editions = [edition for edition in site.project.settings.editions if edition.id in results]
    links = (Link(edition.id, edition_path(edition.id), edition.id == here) for edition in reversed(editions))
    return tuple(links) if len(editions) > 1 else ()


def _editions_with(
    dimension: Dimension, rubric: Rubric, results: Mapping[str, EditionResult], site: Site, *, here: str
) -> tuple[Link, ...]:
    """Link the same dimension in the other editions that share the rubric."""
    editions: list[Edition] = [
        edition for edition in site.project.settings.editions if edition.id in results and edition.rubric == rubric.id
    ]
    links = (
        Link(edition.id, dimension_path(edition.id, dimension.id), edition.id == here) for edition in reversed(editions)
    )
    return tuple(links) if len(editions) > 1 else ()


def _summary(result: EditionResult, dimension: Dimension) -> DimensionSummary:
    ranked, public = len(result.dimension_standings[dimension.id]), len(result.public())
    to = dimension_path(result.edition.id, dimension.id)
    said = say("No city is known well enough")
    if ranked:
        said = say_count(
            public,
            "{ranked} of {count} city ranked",
            "{ranked} of {count} cities ranked",
            ranked=f"{ranked:,}",
        )
    weight = say("Weight {weight}.", weight=printed_plain(dimension.weight))
    return DimensionSummary(Link(dimension.title, to), dimension.about, weight, said)


def sections(view: Standpoint, site: Site) -> Sequence[Section]:
    """Make the tables of a list: ranked, too little known, not applicable; empty ones are left out."""
    rubric, cities = view.result.rubric, site.project.cities
    scale = zones(rubric, None)
    ranked, unranked, none = ranked_rows(view, cities), unranked_rows(view, cities), not_applicable_rows(view, cities)
    lines = tuple(zone.tick for zone in scale if zone.tick is not None)
    need = share_needed(rubric)
    too_little = say("Less than {need} is settled. This says how much we found, not how the city does.", need=need)
    known = say_count(len(ranked), "Ranked in this edition: {count} city", "Ranked in this edition: {count} cities")
    little = say_count(
        len(unranked), "Too little known to rank: {count} city", "Too little known to rank: {count} cities"
    )
    nothing = say_count(len(none), "Not applicable: {count} city", "Not applicable: {count} cities")
    rank, band, answers, so_far = say("Rank"), say("Band"), say("Answers"), say("Found so far")
    around = _around(_ANSWERS)
    made = [
        Section("ranked", known, _ranked_lede(view, need), rank, *_around(_RANK), band, scale, lines, ranked),
        Section("unranked", little, too_little, answers, *around, so_far, (), ("50%",), unranked),
        Section("none", nothing, say("No question applies."), answers, *around, band, (), (), none),
    ]
    return [section for section in made if section.rows]


def _around(text: str) -> tuple[str, str]:
    """Part what is said around a place, before and after it."""
    before, _, after = without_marks(say(text)).partition("{place}")
    return before, after


def _ranked_lede(view: Standpoint, need: str) -> str:
    standings = view.standings
    said = say("At least {need} is settled.", need=need)
    if len(standings) > 1 and all((one.best, one.worst) == (1, len(standings)) for one in standings.values()):
        order = say(
            "All {number} ranges overlap, so no order among them is settled.",
            number=number(len(standings)),
        )
        return f"{said} {order}"
    if all(one.best == one.worst for one in standings.values()):
        return f"{said} {say('Equal scores share a place.')}" if len(standings) > 1 else said
    said = f"{said} {say('A rank is an interval: where ranges overlap, no order is settled.')}"
    if len(standings) <= MANY:
        return said
    exact = say("Ranks from the 100th on are rounded outward to two digits; the data have them exactly.")
    return f"{said} {exact}"


def older_section(result: EditionResult, results: Mapping[str, EditionResult], site: Site) -> tuple[Section, ...]:
    """List the cities that have only older editions, each with its newest; none where there is no such city."""
    rows: dict[str, CityRow] = {}
    listed_above = result.public()
    for edition in reversed(site.project.settings.editions):
        older = results.get(edition.id)
        for city, one in (older.public() if older is not None else {}).items():
            if older is not None and city not in listed_above and city not in rows:
                words = band_words(one.bands, older.rubric) if one.range is not None else say("Not applicable")
                who, to = site.project.cities[city], city_path(city)
                facts = row_facts(who, one.range, one.bands, older.rubric, site.project.settings)
                rows[city] = row_of(who, to, one.range, older.rubric, place=edition.id, words=words, facts=facts)
    listed = tuple(rows[city] for city in sorted(rows))
    if not listed:
        return ()
    lede = say("Nothing in edition {edition}. Each is shown with its newest edition.", edition=result.edition.id)
    title = say_count(len(listed), "Older editions only: {count} city", "Older editions only: {count} cities")
    return (Section("older", title, lede, say("Edition"), *_around(_EDITION), say("Band"), (), ("50%",), listed),)

"""All cities of an edition in, the national page out: a finding, four pictures with their numbers, and tables."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from scorecard.publishing import national_pictures as drawn
from scorecard.publishing import national_words as words
from scorecard.publishing.answers import criterion_path
from scorecard.publishing.changes_file import Changes
from scorecard.publishing.city_parts import counted_to
from scorecard.publishing.dimensions import dimension_path
from scorecard.publishing.figures import Line, Table
from scorecard.publishing.findings import TALLY
from scorecard.publishing.frame import Frame, Link, Site, reconstructed
from scorecard.publishing.language import say
from scorecard.publishing.nation import Nation, family_of
from scorecard.publishing.national_log import LogSection, national_log
from scorecard.publishing.paths import CHANGES_PATH, edition_path, national_path, report_path
from scorecard.publishing.pictures import distribution, heat_map, trend, us_map
from scorecard.publishing.words import capital, score_figures
from scorecard.scoring.printing import printed_plain


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture with its finding.

    `anchor` is its place on the page, `title` heads it, `finding` is its caption and
    `notes` say how it is read. `light` and `dark` are its files and `data` its numbers,
    all from the page's own folder. `text` stands for it where it is not seen; `width` and
    `height` are in pixels. `is_wide`: it scrolls sideways on a small screen.
    """

    anchor: str
    title: str
    finding: str
    notes: tuple[str, ...]
    light: str
    dark: str
    data: str
    text: str
    width: int
    height: int
    is_wide: bool = False


@dataclass(frozen=True, slots=True)
class NationalPage:
    """The national page of an edition.

    `title` is the finding and `lede` its limits. `counted` says up to which day, `back`
    leads to the list of all cities, `editions` to the same page of the others, none where
    there is one. `pictures`, the `log` and `tables` follow, then `more` links.
    """

    template: str
    frame: Frame
    title: str
    lede: str
    counted: str
    back: Link
    editions: tuple[Link, ...]
    pictures: tuple[Picture, ...]
    log: tuple[LogSection, ...]
    tables: tuple[Table, ...]
    more: tuple[Link, ...]


def national_page(nation: Nation, nations: Mapping[str, Nation], changes: Changes, site: Site) -> NationalPage:
    """Make the page; `nations` has every edition that is public, by id, `changes` how all cities changed."""
    edition = nation.result.edition
    title, lede = words.headline(nation), _lede(nation)
    frame = site.frame(
        national_path(edition.id),
        say("National picture"),
        description=f"{title} {words.known_sentence(nation)}",
        notices=reconstructed(edition, several=True),
        edition=edition,
        cite=True,
        data=Link(say("The figures of this edition"), f"api/v1/editions/{edition.id}.json"),
    )
    return NationalPage(
        template="site/national.html",
        frame=frame,
        title=title,
        lede=lede,
        counted=capital(counted_to(edition)),
        back=Link(say("All cities, edition {edition}", edition=edition.id), edition_path(edition.id)),
        editions=_editions(nation, nations),
        pictures=tuple(_pictures(nation, nations)),
        log=national_log(edition.id, {name: one.result for name, one in nations.items()}, changes, site.project),
        tables=(_dimensions(nation), _criteria(nation)),
        more=(
            *((Link(say("National report (PDF)"), report_path(edition.id)),) if edition.id in site.reports else ()),
            Link(say("All cities with their ranges"), edition_path(edition.id)),
            Link(say("What changed, and what is not published any more"), CHANGES_PATH),
        ),
    )


def _lede(nation: Nation) -> str:
    if nation.middle is None:
        return words.known_sentence(nation)
    reading = say(
        "The middle is the median: half of the cities have less, half have more. Lows and highs have one each."
    )
    return f"{words.known_sentence(nation)} {reading}"


def _editions(nation: Nation, nations: Mapping[str, Nation]) -> tuple[Link, ...]:
    here = nation.result.edition.id
    links = tuple(Link(name, national_path(name), name == here) for name in reversed(list(nations)))
    return links if len(links) > 1 else ()


def _pictures(nation: Nation, nations: Mapping[str, Nation]) -> Iterator[Picture]:
    if not nation.spans:
        return
    yield _distribution(nation)
    yield _heat_map(nation)
    family = family_of(nation, nations)
    if len(family) > 1:
        finding, text = words.trend_finding(family), words.trend_text(family)
        note = say("The line is the low; the stripes up to the high are not settled.")
        size = (trend.WIDTH, trend.HEIGHT)
        yield picture("trend", say("Edition by edition"), finding, text, size=size, notes=(note,), is_wide=True)
    found = drawn.placed(nation)
    if found:
        yield _map(nation, found)


def picture(
    name: str,
    title: str,
    finding: str,
    text: str,
    *,
    size: tuple[float, float],
    notes: tuple[str, ...] = (),
    is_wide: bool = False,
) -> Picture:
    """Name the files of a picture after it; they lie in a folder beside the page."""
    light, dark, data = f"national/{name}.svg", f"national/{name}-dark.svg", f"national/{name}.csv"
    return Picture(name, title, finding, notes, light, dark, data, text, round(size[0]), round(size[1]), is_wide)


def _distribution(nation: Nation) -> Picture:
    finding, text = words.distribution_finding(nation), words.distribution_text(nation)
    size = (distribution.WIDTH, distribution.height_of(drawn.bar_count(nation)))
    order = say("Ordered by what is credited, then by what is possible. The order is no rank.")
    return picture("distribution", say("What cities are credited with"), finding, text, size=size, notes=(order,))


def _heat_map(nation: Nation) -> Picture:
    shown = len(drawn.best_known(nation))
    groups = drawn.groups(nation)
    note = words.heat_note(shown, len(nation.public))
    finding, text = words.heat_finding(nation), words.heat_text(nation, shown)
    reading = say(
        "A check: met in full. A cross: known, and not met. A question mark: unknown. A clock: too old to count. "
        "A dash: not applicable."
    )
    size = (heat_map.width_needed(groups), heat_map.height_needed(shown))
    notes = (reading, *((note,) if note is not None else ()))
    return picture("heat-map", say("Who publishes what"), finding, text, size=size, notes=notes, is_wide=True)


def _map(nation: Nation, found: list[drawn.Placed]) -> Picture:
    ranked = [one for one in found if one.is_ranked]
    states = len({one.city.state for one in found}), len({one.city.state for one in ranked})
    notes = words.map_notes(len(nation.public) - len(found), is_gridded=len(found) > drawn.MOST_DOTS)
    finding = words.map_finding(len(found), len(ranked), states[1])
    text = words.map_text(len(found), len(ranked), states[0])
    size = (us_map.WIDTH, us_map.HEIGHT)
    return picture("map", say("Where they are"), finding, text, size=size, notes=notes, is_wide=True)


def _dimensions(nation: Nation) -> Table:
    result = nation.result
    return Table(
        anchor="dimensions",
        title=say("Each dimension"),
        lede=say("The middle low and the middle high of the cities to which it applies."),
        columns=(say("Dimension"), say("Weight"), say("Middle"), say("Ranked")),
        lines=tuple(
            Line(
                one.title,
                dimension_path(result.edition.id, one.id),
                (
                    printed_plain(one.weight),
                    "–" if (span := nation.middle_in(one.id)) is None else score_figures(span, result.rubric),
                    say(
                        "{ranked} of {cities}",
                        ranked=f"{len(result.dimension_standings[one.id]):,}",
                        cities=words.cities(len(nation.public)),
                    ),
                ),
            )
            for one in result.rubric.dimensions
        ),
        empty="",
    )


def _criteria(nation: Nation) -> Table:
    rubric = nation.result.rubric
    best_first = sorted(nation.counts, key=lambda criterion: -nation.answered(criterion))
    return Table(
        anchor="criteria",
        title=say("Who publishes what, by question"),
        lede=say("How many cities came out in which way; the best known questions first."),
        columns=(say("Question"), *(capital(say(named)) for named in TALLY.values())),
        lines=tuple(
            Line(
                rubric.criteria[criterion].title,
                criterion_path(rubric, rubric.criteria[criterion]),
                tuple(f"{nation.counts[criterion].get(kind, 0):,}" for kind in TALLY),
            )
            for criterion in best_first
        ),
        empty="",
    )

"""An edition in, the sections of its national report out, before the method and the list of cities."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from scorecard.publishing import national_pictures as drawn
from scorecard.publishing import national_words as words
from scorecard.publishing.card_drawing import Gallery
from scorecard.publishing.changes import ChangesSection, changes_section
from scorecard.publishing.changes_file import Changes, between, pairs
from scorecard.publishing.frame import Site
from scorecard.publishing.language import say
from scorecard.publishing.nation import Nation, family_of
from scorecard.publishing.paths import CHANGES_PATH, PLEDGE_PATH, national_path, peers_path
from scorecard.publishing.peers import peers_note
from scorecard.publishing.pledge import PledgeRow, pledge_rows, signed_words
from scorecard.publishing.report_parts import ReportSection, Source
from scorecard.publishing.report_pictures import (
    MOST_BARS,
    distribution_figure,
    heat_figures,
    heat_rows,
    map_figure,
    trend_figure,
)
from scorecard.publishing.report_tables import (
    MOST_LINES,
    dimension_tables,
    dimensions_table,
    editions_table,
    gone_table,
    kinds_table,
    pledge_table,
    sizes_table,
)
from scorecard.publishing.report_words import corrections_sentence, settled_most
from scorecard.publishing.words import share_needed
from scorecard.scoring.study import Study


@dataclass(frozen=True)
class Report:
    """What the report of an edition is made from.

    `nation` is the edition, `nations` every public edition by id, oldest first, `study` what
    is known of the edition as a whole, `changes` those of all cities. `site` is what pages share.
    """

    nation: Nation
    nations: Mapping[str, Nation]
    study: Study
    changes: Changes
    site: Site

    @property
    def former(self) -> dict[str, Nation]:
        """The public editions up to this one: a report of an edition tells of no later one."""
        last = self.nation.result.edition.as_of
        return {name: one for name, one in self.nations.items() if one.result.edition.as_of <= last}

    def family(self) -> list[Nation]:
        """List the editions up to this one that can be set beside it, oldest first."""
        return family_of(self.nation, self.former)

    def changes_into(self) -> ChangesSection | None:
        """Show what changed since the edition before; None where there is none of the family."""
        results = {name: one.result for name, one in self.former.items()}
        found = [pair for pair in pairs(self.site.project, results) if pair[1].id == self.nation.result.edition.id]
        if not found:
            return None
        old, new = found[0]
        return changes_section(between(old, new, results, self.changes), self.site.project)

    def pledged(self) -> tuple[PledgeRow, ...]:
        """Show who signed the pledge, as far as the editions up to this one tell."""
        return pledge_rows({name: one.result for name, one in self.former.items()}, self.site.project)

    def corrected(self) -> int:
        """Count the corrections of this edition."""
        return sum(len(one.corrected) for one in self.changes.into(self.nation.result.edition.id).values())


def sections(
    report: Report, changes: ChangesSection | None, pledged: Sequence[PledgeRow], gallery: Gallery
) -> Iterator[ReportSection]:
    """Make the sections; those of which there is nothing to tell are left out."""
    nation = report.nation
    if nation.spans:
        yield _credited(report, gallery)
        if report.study.peers:
            yield _sizes(report)
        yield _questions(report, gallery)
    family = report.family()
    if len(family) > 1:
        yield _editions(family, report, gallery)
    if changes is not None:
        yield _changes(changes, report)
    found = drawn.placed(nation)
    if found:
        yield _places(found, report, gallery)
    yield _pledge(pledged, report)
    if nation.spans:
        yield _dimensions(report)


def _data(report: Report, name: str) -> Source:
    folder = national_path(report.nation.result.edition.id).removesuffix(".html")
    return Source(f"{say('The data')} (CSV)", report.site.address(f"{folder}/{name}.csv"))


def _credited(report: Report, gallery: Gallery) -> ReportSection:
    nation = report.nation
    order = say("Ordered by what is credited, then by what is possible. The order is no rank.")
    parts = say(
        "Each bar runs from the middle low to the middle high of its cities. Each city has its own in the list."
    )
    return ReportSection(
        "credited",
        say("What cities are credited with"),
        words.distribution_finding(nation),
        (order, parts) if len(nation.spans) > MOST_BARS else (order,),
        (distribution_figure(nation, gallery),),
        data=_data(report, "distribution"),
        is_new_page=True,
    )


def _questions(report: Report, gallery: Gallery) -> ReportSection:
    nation = report.nation
    reading = say(
        "A check: met in full. A cross: known, and not met. A question mark: unknown. A clock: too old to count. "
        "A dash: not applicable."
    )
    note = words.heat_note(heat_rows(nation), len(nation.public))
    return ReportSection(
        "questions",
        say("Who publishes what"),
        words.heat_finding(nation),
        (reading, *((note,) if note is not None else ())),
        tuple(heat_figures(nation, gallery)),
        data=_data(report, "heat-map"),
        is_new_page=True,
    )


def _editions(family: Sequence[Nation], report: Report, gallery: Gallery) -> ReportSection:
    return ReportSection(
        "editions",
        say("Edition by edition"),
        words.trend_finding(family),
        (say("The line is the low; the stripes up to the high are not settled."),),
        (trend_figure(family, gallery),),
        (editions_table(family, report.site.address),),
        data=_data(report, "trend"),
        is_new_page=True,
    )


def _places(found: list[drawn.Placed], report: Report, gallery: Gallery) -> ReportSection:
    ranked = [one for one in found if one.is_ranked]
    left_out = len(report.nation.public) - len(found)
    return ReportSection(
        "places",
        say("Where they are"),
        words.map_finding(len(found), len(ranked), len({one.city.state for one in ranked})),
        words.map_notes(left_out, is_gridded=len(found) > drawn.MOST_DOTS),
        (map_figure(found, gallery),),
        data=_data(report, "map"),
    )


def _dimensions(report: Report) -> ReportSection:
    nation, address = report.nation, report.site.address
    said = settled_most(nation)
    return ReportSection(
        "dimensions",
        say("Each dimension"),
        said.found,
        (said.doubt, say("The middle low and the middle high of the cities to which it applies.")),
        tables=(dimensions_table(nation, address), *dimension_tables(nation, address)),
        data=Source(say("The figures of this edition"), address(f"api/v1/editions/{nation.result.edition.id}.json")),
        is_new_page=True,
    )


def _sizes(report: Report) -> ReportSection:
    study, edition = report.study, report.nation.result.edition.id
    lede = say(
        "Cities beside others of their size. A median is that of the lows, and that of the highs; "
        "it counts the cities of which at least {need} is settled in that part.",
        need=share_needed(study.result.rubric),
    )
    source = Source(say("All groups, by dimension"), report.site.address(peers_path(edition)))
    return ReportSection(
        "sizes", say("Cities of one size"), "", (lede, peers_note()), tables=(sizes_table(study),), data=source
    )


def _changes(changes: ChangesSection, report: Report) -> ReportSection:
    address = report.site.address
    notes = [changes.said, changes.moved, changes.left_out, corrections_sentence(report.corrected())]
    if not changes.gone:
        notes.append(say("Nothing that was published then is known to be gone."))
    more = [changes.gone_more] if changes.gone_more is not None else []
    tables = [kinds_table(changes)] if changes.kinds else []
    tables += [gone_table(changes, address)] if changes.gone else []
    return ReportSection(
        "changes",
        say("What changed, and what is not published any more"),
        changes.title,
        tuple(one for one in (*notes, *more) if one is not None),
        tables=tuple(tables),
        data=Source(say("Every city, step by step"), address(CHANGES_PATH)),
    )


def _pledge(rows: Sequence[PledgeRow], report: Report) -> ReportSection:
    notes = [say("In June 2020, mayors were asked to pledge four actions on the use of force.")]
    if rows:
        notes.append(
            say(
                "A signature is no proof of what followed. "
                "So each action stands beside it, with what a dated document shows."
            )
        )
    if len(rows) > MOST_LINES:
        notes.append(say("{shown} of {all} are shown.", shown=f"{MOST_LINES:,}", all=f"{len(rows):,}"))
    return ReportSection(
        "pledge",
        say("The mayors’ pledge"),
        signed_words(len(rows)),
        tuple(notes),
        tables=(pledge_table(rows, report.site.address),) if rows else (),
        data=Source(say("The ledger, with its sources"), report.site.address(PLEDGE_PATH)),
    )

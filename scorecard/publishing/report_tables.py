"""All cities of an edition in, the tables of its national report out: dimensions, editions, sizes, changes, pledge."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from scorecard.model.rubric import Dimension
from scorecard.publishing import national_words as words
from scorecard.publishing.answers import criterion_path
from scorecard.publishing.changes import ChangesSection
from scorecard.publishing.dimensions import dimension_path
from scorecard.publishing.findings import TALLY
from scorecard.publishing.language import say
from scorecard.publishing.nation import Nation
from scorecard.publishing.paths import edition_path
from scorecard.publishing.peers import known, median
from scorecard.publishing.pledge import TITLES, ActionFound, PledgeRow
from scorecard.publishing.report_parts import Cell, Column, ReportLine, ReportTable, numbers, table
from scorecard.publishing.report_words import dimension_sentences
from scorecard.publishing.words import capital, day, score_figures
from scorecard.scoring.peers import Peers
from scorecard.scoring.printing import printed_plain
from scorecard.scoring.result import Range
from scorecard.scoring.study import Study

Address = Callable[[str], str]
"""Gives the full address of a path of the site."""

MOST_LINES = 200  # regressions, and cities that signed: more are on their own pages


def dimensions_table(nation: Nation, address: Address) -> ReportTable:
    """Show the medians of each dimension, and how many cities it ranks."""
    result = nation.result
    lines = []
    for one in result.rubric.dimensions:
        span = nation.middle_in(one.id)
        figures = "–" if span is None else score_figures(span, result.rubric)
        ranked = say(
            "{ranked} of {cities}",
            ranked=f"{len(result.dimension_standings[one.id]):,}",
            cities=words.cities(len(nation.public)),
        )
        href = address(dimension_path(result.edition.id, one.id))
        lines.append(ReportLine(None, one.title, href, numbers((printed_plain(one.weight), figures, ranked))))
    columns = (
        Column(say("Dimension"), "290"),
        Column(say("Weight"), "80", "number"),
        Column(say("Middle"), "140", "number"),
        Column(say("Ranked"), "170", "number"),
    )
    return table(None, "", columns, lines)


def dimension_tables(nation: Nation, address: Address) -> tuple[ReportTable, ...]:
    """Make a table for each dimension: how each of its questions came out."""
    return tuple(_questions(one, nation, address) for one in nation.result.rubric.dimensions)


def _questions(dimension: Dimension, nation: Nation, address: Address) -> ReportTable:
    rubric = nation.result.rubric
    lines = tuple(
        ReportLine(
            None,
            one.title,
            address(criterion_path(rubric, one)),
            numbers([f"{nation.counts[one.id].get(kind, 0):,}" for kind in TALLY]),
        )
        for one in dimension.criteria
    )
    outcomes = (Column(capital(say(named)), "62", "number") for named in TALLY.values())
    return table(
        dimension.title, dimension_sentences(nation, dimension), (Column(say("Question"), "246"), *outcomes), lines
    )


def editions_table(family: Sequence[Nation], address: Address) -> ReportTable:
    """Show the medians of each edition, the newest first."""
    lines = []
    for one in reversed(family):
        edition, middle = one.result.edition, one.middle
        figures = "–" if middle is None else score_figures(middle, one.result.rubric)
        cells = (Cell(day(edition.as_of)), *numbers((words.cities(len(one.spans)), figures)))
        lines.append(ReportLine(None, edition.id, address(edition_path(edition.id)), cells))
    columns = (
        Column(say("Edition"), "160"),
        Column(say("Counted to"), "220"),
        Column(say("Cities"), "140", "number"),
        Column(say("Middle"), "160", "number"),
    )
    return table(None, "", columns, lines)


def sizes_table(study: Study) -> ReportTable:
    """Show the medians of the cities of each size."""
    columns = (
        Column(say("Size"), "210"),
        Column(say("Known"), "90", "number"),
        Column(say("Median"), "110", "number"),
        Column(say("Lows, middle half"), "135", "number"),
        Column(say("Highs, middle half"), "135", "number"),
    )
    lines = tuple(ReportLine(None, one.group.title, None, numbers(_size(one, study))) for one in study.peers.values())
    return table(None, "", columns, lines)


def _size(peers: Peers, study: Study) -> tuple[str, ...]:
    whole, rubric = peers.whole, study.result.rubric
    if whole is None:
        none = say("{known} of {all}", known="0", all=f"{peers.cities:,}")
        return (none, "–", "–", "–")
    halves = (score_figures(Range(one.lower, one.upper), rubric) for one in (whole.low, whole.high))
    return (known(whole, peers), median(whole, rubric), *halves)


def kinds_table(changes: ChangesSection) -> ReportTable:
    """Show what the mean difference between two editions is made of."""
    columns = (
        Column(say("Reason"), "380"),
        Column(say("Mean"), "120", "number"),
        Column(say("Cities"), "180", "number"),
    )
    lines = tuple(ReportLine(None, one.title, None, numbers((one.difference, one.cities))) for one in changes.kinds)
    return table(None, "", columns, lines)


def gone_table(changes: ChangesSection, address: Address) -> ReportTable:
    """Show what was published and is not any more."""
    columns = (
        Column(say("City"), "112"),
        Column(say("Question"), "112"),
        Column(say("It was"), "136"),
        Column(say("It is now"), "136"),
        Column(say("Since"), "76"),
        Column(say("Why"), "108"),
    )
    lines = tuple(
        ReportLine(
            f"gone.{place}",
            one.city.label,
            address(one.city.path) if one.city.path is not None else None,
            (Cell(one.question.label), Cell(one.was), Cell(one.is_now), Cell(one.on), Cell(one.because)),
        )
        for place, one in enumerate(changes.gone)
    )
    return table(say("What was published and is not any more"), "", columns, lines)


def pledge_table(rows: Sequence[PledgeRow], address: Address) -> ReportTable:
    """Show who signed, and what is dated of each action, where a rubric asks for any."""
    shown = rows[:MOST_LINES]
    titles = [say(title) for title in TITLES.values()] if any(row.actions for row in shown) else []
    columns = (
        Column(say("City"), "152"),
        Column(say("Signature"), "128"),
        *(Column(title, "100", "pad") for title in titles),
    )
    lines = tuple(
        ReportLine(
            f"pledge.{place}",
            row.city.label,
            address(row.city.path) if row.city.path is not None else None,
            (Cell(row.said), *(Cell(_action(title, row.actions), "pad") for title in titles)),
        )
        for place, row in enumerate(shown)
    )
    return table(None, "", columns, lines)


def _action(title: str, actions: Sequence[ActionFound]) -> str:
    """Say what is found of an action, by each of the questions that look for it."""
    found = [f"{one.word}. {one.said}".strip() for one in actions if one.title == title]
    return " ".join(found) or say("Not asked.")

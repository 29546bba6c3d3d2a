"""How the criteria and the coders of an edition work in, the page that shows it to who writes a rubric out."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from scorecard.publishing.answers import criterion_path
from scorecard.publishing.figures import FiguresPage, Line, Table, figures_page
from scorecard.publishing.frame import Site
from scorecard.publishing.language import later, say, say_count
from scorecard.publishing.paths import workings_path
from scorecard.scoring.agreement import LEAST_TWICE, Agreement
from scorecard.scoring.criteria import LEAST_CITIES, Working
from scorecard.scoring.printing import half_away, printed, printed_share
from scorecard.scoring.study import Study

_WEIGHT_NOTE = later("Weight: its part of the 100, by its dimension’s weight and its points, where all criteria apply.")
_REST_NOTE = later(
    "Goes with the rest: the correlation of its share with the rest of what is settled, from −1 to 1, "
    "over at least {cities} cities."
)
_ALPHA_NOTE = later(
    "Coders’ alpha: Krippendorff’s, 1 for full agreement, 0 for chance. "
    "From {answers} answers read twice on, a criterion below 0.67 is marked."
)


def met_text(one: Working) -> str:
    """Write what part of the cities meets a criterion, from what is certain to what is possible."""
    if not one.applies:
        return "–"
    low, high = Fraction(one.met, one.applies), Fraction(one.may_meet, one.applies)
    if low == high:
        return printed_share(low)
    return say("{low} to {high}", low=printed_share(low), high=printed_share(high))


def open_text(one: Working) -> str:
    """Write in what part of the cities a criterion is open."""
    return "–" if not one.applies else printed_share(Fraction(one.open, one.applies))


def hundredths(value: int | None) -> str:
    """Write hundredths with their sign: `0.42`, `−0.10`; a dash where there is none."""
    if value is None:
        return "–"
    return f"{'−' if value < 0 else ''}{abs(value) // 100}.{abs(value) % 100:02d}"


def remarks(one: Working, agreement: Agreement) -> str:
    """Say what a rubric's author should look at; empty where there is nothing."""
    settled = f"{one.settled:,}"
    if one.is_met_by_all:
        if agreement.is_weak:
            return say("All {settled} that are settled meet it and coders do not agree.", settled=settled)
        return say("All {settled} that are settled meet it.", settled=settled)
    if one.is_met_by_none:
        if agreement.is_weak:
            return say("None of the {settled} that are settled meets it and coders do not agree.", settled=settled)
        return say("None of the {settled} that are settled meets it.", settled=settled)
    return say("Coders do not agree.") if agreement.is_weak else ""


def coding_sentence(agreements: Mapping[str, Agreement]) -> str:
    """Say how many answers people read, and how many of them were read twice."""
    read, twice = sum(one.read for one in agreements.values()), sum(one.twice for one in agreements.values())
    agreed = sum(one.agreed for one in agreements.values())
    if not read:
        return say("No answer of this edition has a coder of its own: they come from public tables, or were measured.")
    if not twice:
        return say_count(
            read,
            "People read {count} answer. No answer was read by a second person.",
            "People read {count} answers. No answer was read by a second person.",
        )
    return say_count(
        read,
        "People read {count} answer; {part} of them twice. Of those, {alike} agree.",
        "People read {count} answers; {part} of them twice. Of those, {alike} agree.",
        part=printed_share(Fraction(twice, read)),
        alike=printed_share(Fraction(agreed, twice)),
    )


def _notes() -> tuple[str, ...]:
    """Explain the columns."""
    return say(_WEIGHT_NOTE), say(_REST_NOTE, cities=LEAST_CITIES), say(_ALPHA_NOTE, answers=LEAST_TWICE)


def workings_page(study: Study, site: Site) -> FiguresPage:
    """Make the page of an edition."""
    result, rubric = study.result, study.result.rubric
    agreements = study.agreements
    table = Table(
        anchor="criteria",
        title=say("Every criterion"),
        lede=say("Met and open are parts of the cities to which it applies."),
        columns=(
            say("Criterion"), say("Weight"), say("Met"), say("Open"), say("Goes with the rest"),
            say("Coders’ alpha"), say("To look at"),
        ),
        lines=tuple(
            Line(
                rubric.criteria[one.criterion].title,
                criterion_path(rubric, rubric.criteria[one.criterion]),
                (
                    printed(one.weight),
                    met_text(one),
                    open_text(one),
                    hundredths(one.correlation),
                    alpha_text(agreements[one.criterion]),
                    remarks(one, agreements[one.criterion]) or "–",
                ),
            )
            for one in study.workings
        ),
        empty="",
    )  # fmt: skip
    return figures_page(
        site,
        workings_path(result.edition.id),
        result,
        title=say("How do the criteria work?"),
        lede=say("Which criteria everyone or nobody meets, which are open, and how much each counts."),
        notes=(*_notes(), coding_sentence(agreements)),
        tables=(table,),
        data=f"api/v1/editions/{result.edition.id}/criteria.json",
    )


def alpha_text(agreement: Agreement) -> str:
    """Write alpha with two decimals, and over how many answers; a dash where there is none."""
    if agreement.alpha is None:
        return "–"
    alpha = hundredths(half_away(agreement.alpha * 100))
    return say("{alpha} of {answers}", alpha=alpha, answers=f"{agreement.twice:,}")

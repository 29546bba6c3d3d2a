"""How far a city's rank and band hold in, the rows that say so out, and the page of a whole edition."""

from __future__ import annotations

from dataclasses import dataclass

from scorecard.model.rubric import Rubric
from scorecard.publishing.figures import FiguresPage, Line, Table, figures_page
from scorecard.publishing.frame import Link, Site
from scorecard.publishing.history import city_path
from scorecard.publishing.language import later, say, say_count
from scorecard.publishing.paths import method_path, weights_path
from scorecard.publishing.rank_words import MANY, about, among, places, told_ranked
from scorecard.publishing.words import band_words, number, score_figures, share_needed
from scorecard.scoring.alternatives import Alternative, Rule
from scorecard.scoring.draws import DRAWS, Places
from scorecard.scoring.result import CityResult, Standing
from scorecard.scoring.study import Study

RULES: dict[Rule, tuple[str, str]] = {
    Rule.EQUAL: (later("Equal weights"), later("Every dimension counts the same.")),
    Rule.GEOMETRIC: (later("Geometric mean"), later("A low dimension is not made good by a high one.")),
    Rule.DATA: (later("Data only"), later("The dimensions about records, without rules.")),
    Rule.POLICY: (later("Policy only"), later("The dimensions about rules and acts, without records.")),
    Rule.UNGATED: (later("Without gates"), later("No requirement holds the band down.")),
}
_UNRANKED = later("Too little known")


@dataclass(frozen=True, slots=True)
class WeightRow:
    """Where a city stands under one rule: `name` and `about` say which.

    `figures` are range and band, empty where no score belongs; `rank` is its place.
    """

    name: str
    about: str
    figures: str
    rank: str


@dataclass(frozen=True, slots=True)
class WeightsView:
    """How much the weights matter for a city: `rows`, what is `settled`, and the page of `all_cities`."""

    rows: tuple[WeightRow, ...]
    settled: str
    all_cities: Link


def weights_view(one: CityResult, study: Study) -> WeightsView | None:
    """Show where a city stands under other rules; None where it is not ranked."""
    words = weights_words(one.city, study)
    if not words or one.range is None:
        return None
    rubric = study.result.rubric
    figures = [f"{score_figures(one.range, rubric)} · {band_words(one.bands, rubric)}", ""]
    figures += [_figures(alternative, one.city, rubric) for alternative in study.alternatives.values()]
    named = zip(_rules(study), figures, words, strict=False)  # the last words are of no rule
    rows = tuple(WeightRow(name, about, said, place) for (name, about), said, place in named)
    link = Link(say("All cities under these rules"), weights_path(study.result.edition.id))
    return WeightsView(rows, words[-1], link)


def weights_words(city: str, study: Study) -> tuple[str, ...]:
    """Say a city's place under each rule, and last what is settled, which other cities decide; empty without a rank."""
    result = study.result
    standing, drawn = result.standings.get(city), study.places.get(city)
    if standing is None or drawn is None:
        return ()
    ranked = len(result.standings)
    return (
        _place(standing, ranked),
        _place(drawn, ranked),
        *(_place(one.standings.get(city), len(one.standings)) for one in study.alternatives.values()),
        settled_sentence(city, study),
    )


def drawn_rule() -> tuple[str, str]:
    """Say what the draws are called, and what they are."""
    about = say("{draws} draws: each weight times 0.7 to 1.3, for all cities alike.", draws=f"{DRAWS:,}")
    return say("Other weights"), about


def _rules(study: Study) -> tuple[tuple[str, str], ...]:
    """Name every rule, in the order of their places, and say what it is."""
    others = ((say(name), say(about)) for name, about in (RULES[rule] for rule in study.alternatives))
    return ((say("As published"), say("The weights of the rubric.")), drawn_rule(), *others)


def _figures(alternative: Alternative, city: str, rubric: Rubric) -> str:
    span, bands = alternative.ranges[city], alternative.bands[city]
    if span is None:
        return say("Not applicable")
    figures = score_figures(span, rubric)
    return figures if bands is None else f"{figures} · {band_words(bands, rubric)}"


def _place(place: Standing | Places | None, ranked: int) -> str:
    if place is None:
        return say(_UNRANKED)
    return among(places(place.best, place.worst, ranked), ranked)


def settled_sentence(city: str, study: Study) -> str:
    """Say with how many of the others the order is not settled."""
    others, open_orders = len(study.unsettled) - 1, study.unsettled[city]
    if not others:
        return say("No other city is ranked.")
    if others > MANY:
        return _settled_among_many(others, open_orders)
    if not open_orders:
        return say_count(
            others,
            "Its order with all {count} other ranked city is settled.",
            "Its order with all {count} other ranked cities is settled.",
        )
    return say_count(
        others,
        "Its order with {open} of the {count} other ranked city is not settled: the ranges overlap.",
        "Its order with {open} of the {count} other ranked cities is not settled: the ranges overlap.",
        open=f"{open_orders:,}",
    )


def _settled_among_many(others: int, open_orders: int) -> str:
    """Say it without figures that one answer of any city would move."""
    if not open_orders:
        return say("Its order with all other ranked cities is settled.")
    return say(
        "Its order with about {open} of the about {count} other ranked cities is not settled: the ranges overlap.",
        open=about(open_orders),
        count=f"{told_ranked(others):,}",
    )


def pairs_sentence(study: Study) -> str:
    """Say of how many pairs of ranked cities the order is not settled."""
    pairs, not_settled = study.pairs
    if not pairs:
        return say("There are no two ranked cities to put in order.")
    if not not_settled:
        return say_count(
            pairs,
            "The ranges settle the order of all {count} pair of ranked cities.",
            "The ranges settle the order of all {count} pairs of ranked cities.",
        )
    if pairs == not_settled:
        return say_count(
            pairs,
            "Of {count} pair of ranked cities, the ranges settle the order of none.",
            "Of {count} pairs of ranked cities, the ranges settle the order of none.",
        )
    return say_count(
        pairs,
        "Of {count} pair of ranked cities, {open} have no settled order: their ranges overlap.",
        "Of {count} pairs of ranked cities, {open} have no settled order: their ranges overlap.",
        open=f"{not_settled:,}",
    )


def weights_page(study: Study, site: Site) -> FiguresPage:
    """Make the page of an edition."""
    result = study.result
    edition, path = result.edition, weights_path(result.edition.id)
    lede = say(
        "The rubric weighs the dimensions one way. Others would weigh them otherwise, or add them up otherwise. "
        "Here is where each city would stand."
    )
    listed, rules = _listed(study), _rules(study)
    table = Table(
        anchor="places",
        title=say("Places under {number} rules", number=number(len(rules))),
        lede=say(
            "A place takes {need} of the score to be settled under that rule.",
            need=share_needed(result.rubric),
        ),
        columns=(say("City"), *(name for name, _ in rules)),
        lines=tuple(_line(city, study, site) for city in listed),
        empty=say("No city is known well enough for a place under any rule."),
    )
    notes = tuple(f"{name}. {about}" for name, about in rules)
    return figures_page(
        site,
        path,
        result,
        title=say("How much do the weights matter?"),
        lede=f"{lede} {pairs_sentence(study)}",
        notes=notes,
        tables=(table,),
        data=f"api/v1/editions/{edition.id}/weights.json",
        more=Link(say("How the weights are drawn"), f"{method_path(edition.rubric)}#section.weights"),
    )


def _listed(study: Study) -> list[str]:
    """List the cities that are ranked under any rule, in the order of the published list."""
    ranked = set(study.result.standings).union(*(one.standings for one in study.alternatives.values()))
    return [city for city in study.result.listed() if city in ranked]


def _line(city: str, study: Study, site: Site) -> Line:
    who = site.project.cities[city]
    found = [study.result.standings.get(city), study.places.get(city)]
    found += [one.standings.get(city) for one in study.alternatives.values()]
    ranked = [len(study.result.standings)] * 2 + [len(one.standings) for one in study.alternatives.values()]
    cells = tuple(
        "–" if place is None else places(place.best, place.worst, of) for place, of in zip(found, ranked, strict=True)
    )
    return Line(f"{who.name}, {who.state}", city_path(city, study.result.edition.id), cells)

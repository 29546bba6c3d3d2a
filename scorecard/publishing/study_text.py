"""The study of an edition in, text for a terminal of 80 columns out: how far ranks hold, peers, criteria."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction

from scorecard.model.project import City
from scorecard.model.rubric import Rubric
from scorecard.publishing.peers import peers_view
from scorecard.publishing.terminal import columns, wrapped
from scorecard.publishing.weights import RULES, drawn_rule, pairs_sentence, weights_view
from scorecard.publishing.words import counted, listed
from scorecard.publishing.workings import alpha_text, coding_sentence, hundredths, met_text, open_text, remarks
from scorecard.scoring.draws import Places
from scorecard.scoring.printing import printed, printed_plain
from scorecard.scoring.result import CityResult
from scorecard.scoring.study import Study

_LEGEND = (
    "Met and open: parts of the cities to which it applies. Rest: correlation with the rest of what is settled. "
    "Alpha: Krippendorff's, of answers that two people read."
)


def hold_lines(study: Study) -> Iterator[str]:
    """Say how far the ranks of an edition hold."""
    yield from wrapped(pairs_sentence(study))
    yield from wrapped(_drawn_sentence(study))
    if study.alternatives:
        others = [f"{RULES[rule][0].lower()} {len(one.standings):,}" for rule, one in study.alternatives.items()]
        yield from wrapped(f"Ranked under other rules: {listed(others)}. More: scorecard explain CITY")


def weights_given(weights: Mapping[str, Fraction], rubric: Rubric) -> Iterator[str]:
    """Say that an edition is weighed otherwise than published, and how."""
    total = sum(weights.values(), Fraction(0))
    given = (f"{one.id} {printed_plain(weights[one.id] * 100 / total)}" for one in rubric.dimensions)
    yield from wrapped(f"Not as published: with the weights {', '.join(given)}.")


def _drawn_sentence(study: Study) -> str:
    standings = study.result.standings
    moved = sum(Places(one.best, one.worst) != study.places[city] for city, one in standings.items())
    name, about = drawn_rule()
    if not moved:
        return f"{name} ({about.rstrip('.')}): no other place for any city."
    many = counted(len(standings), "ranked city", "ranked cities")
    return f"{name} ({about.rstrip('.')}): {moved:,} of {many} may take other places."


def weights_lines(one: CityResult, study: Study) -> Iterator[str]:
    """Show where a city stands under other rules; nothing where it is not ranked."""
    view = weights_view(one, study)
    if view is None:
        return
    yield "How much the weights matter:"
    yield from columns([(f"  {row.name}", row.rank, row.figures.replace(" · ", ", ")) for row in view.rows])
    yield from wrapped(view.settled)


def peers_lines(city: City, one: CityResult, study: Study) -> Iterator[str]:
    """Show a city beside its peers; nothing where it has no band, no group, or nothing of the group is known."""
    view = peers_view(city, one, study) if one.bands is not None else None
    if view is None:
        return
    yield from wrapped(f"Beside its peers. {view.group}: {view.cities}")
    rows = [(f"  {row.name}", row.own, row.median, row.count) for row in view.rows]
    yield from columns([("", "Here", "Peers' median", "Known well enough"), *rows])


def rubric_text(study: Study) -> str:
    """Show how the criteria of a rubric work in an edition, for who writes it."""
    result = study.result
    head = f"{result.rubric.title} · edition {result.edition.id} · {counted(len(result.public()), 'city', 'cities')}"
    rows = [("Criterion", "Weight", "Met", "Open", "Rest", "Alpha")]
    told: list[str] = []
    for one in study.workings:
        agreement = study.agreements[one.criterion]
        figures = (met_text(one), open_text(one), hundredths(one.correlation), alpha_text(agreement))
        rows.append((one.criterion, printed(one.weight), *figures))
        said = remarks(one, agreement)
        if said:
            told += wrapped(f"{one.criterion}: {said[0].lower()}{said[1:]}")
    read = [_LEGEND, coding_sentence(study.agreements)]
    lines = [head, "", *columns(rows), "", *(line for text in read for line in wrapped(text)), *told]
    return "\n".join(lines) + "\n"

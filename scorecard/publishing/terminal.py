"""Results in, text for a terminal of 80 columns out: the table of scores, and how a number came about."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction
from textwrap import wrap

from scorecard.model.answer import Answer, CityEdition, Finding, Opinion
from scorecard.model.project import City, Project
from scorecard.model.rubric import Rubric
from scorecard.problem import one_line
from scorecard.publishing.advice import Advisors, advice_of, is_advised
from scorecard.publishing.advice_text import action_lines, advice_lines
from scorecard.publishing.because import because
from scorecard.publishing.points import points_words
from scorecard.publishing.rank_words import interval
from scorecard.publishing.words import band_words
from scorecard.scoring.pairs import all_evidence, deciding_evidence, lag_days, says_something
from scorecard.scoring.printing import exact, printed_plain, printed_range, printed_share
from scorecard.scoring.result import Bands, CityResult, CriterionResult, EditionResult, Outcome, Range, Standing
from scorecard.scoring.score import band_of

WIDTH = 80


def rank_text(standing: Standing | None) -> str:
    """Print `3rd to 9th`, `3rd`, or `unranked`: the exact places, as in the data, however many are ranked."""
    return "unranked" if standing is None else interval(standing.best, standing.worst)


def band_text(bands: Bands | None, rubric: Rubric) -> str:
    """Print `C Partial to A Leading`, or `no band`."""
    return "no band" if bands is None else band_words(bands, rubric)


def range_text(span: Range | None, rubric: Rubric) -> str:
    """Print `56.2 to 100`, or `not applicable`."""
    if span is None:
        return "not applicable"
    return printed_range(span.low, span.high, [band.start for band in rubric.bands])


def known_text(span: Range | None, rubric: Rubric) -> str:
    """Print the known share as percent, never onto the share that a band needs when it is not reached."""
    return "–" if span is None else printed_share(span.known_share, [rubric.band_from_known_share])


def score_table(
    project: Project,
    result: EditionResult,
    cities: Sequence[str],
    opening: Iterable[str] = (),
    closing: Iterable[str] = (),
) -> str:
    """Print the cities given, ranked ones first, with lines under the heading and below the table."""
    edition, rubric = result.edition, result.rubric
    made = " · reconstructed" if edition.is_reconstructed else ""
    lines = [*wrapped(f"Edition {edition.id} · {rubric.title} · counted to {edition.as_of}{made}"), *opening, ""]
    rows = [("Rank", "City", "Low to high", "Known", "Band")]
    for city in cities:
        one, who = result.cities[city], project.cities[city]
        standing = result.standings.get(city)
        place = "draft" if one.is_draft else rank_text(standing)
        numbers = (range_text(one.range, rubric), known_text(one.range, rubric), band_text(one.bands, rubric))
        rows.append((place, f"{who.name}, {who.state}", *numbers))
    lines.extend(columns(rows))
    ranked = len(result.standings)
    need = printed_share(rubric.band_from_known_share)
    told = f"{ranked} of {len(result.public())} cities ranked: a band and a rank need {need} of the score settled."
    return "\n".join(map(one_line, [*lines, "", told, *closing])) + "\n"


def columns(rows: Iterable[Sequence[str]]) -> Iterator[str]:
    """Set rows in columns, two spaces apart."""
    table = list(rows)
    widths = [max(len(row[index]) for row in table) for index in range(len(table[0]))]
    for row in table:
        yield "  ".join(text.ljust(width) for text, width in zip(row, widths, strict=True)).rstrip()


def explain_city(project: Project, result: EditionResult, city_id: str, more: Iterable[Iterable[str]] = ()) -> str:
    """Print how a city's score came about, dimension by dimension, and more blocks of lines below."""
    city, one, rubric = project.cities[city_id], result.cities[city_id], result.rubric
    lines = [*_head(city, result), ""]
    lines += _sum_of(one, rubric)
    lines += _gate_lines(one, rubric)
    for dimension in rubric.dimensions:
        of_dimension = one.dimensions[dimension.id]
        span = of_dimension.range if of_dimension is not None else None
        lines += ["", f"{dimension.title} (weight {printed_plain(dimension.weight)}): {range_text(span, rubric)}"]
        lines += columns([_criterion_row(one.criteria[criterion.id]) for criterion in dimension.criteria])
    if is_advised(project, city_id, result.edition.id):
        lines += advice_lines(one, advice_of(one, rubric), rubric)
    for block in more:
        found = list(block)
        lines += ["", *found] if found else []
    lines += ["", f"More: scorecard explain {city_id} CRITERION"]
    return "\n".join(map(one_line, lines)) + "\n"


def _head(city: City, result: EditionResult) -> list[str]:
    edition = result.edition
    made = ", reconstructed: made later from public tables; the city was not asked" if edition.is_reconstructed else ""
    return wrapped(f"{city.name}, {city.state} · edition {edition.id}, counted to {edition.as_of}{made}")


def _sum_of(one: CityResult, rubric: Rubric) -> list[str]:
    if one.range is None:
        return ["Not applicable. No question of this rubric applies here."]
    parts = [
        (dimension.weight, of_dimension.range)
        for dimension in rubric.dimensions
        if (of_dimension := one.dimensions[dimension.id]) is not None
    ]
    total = sum((weight for weight, _ in parts), Fraction(0))

    def side(name: str, values: list[Fraction], value: Fraction) -> str:
        terms = " + ".join(f"{exact(weight)}·{exact(part)}" for (weight, _), part in zip(parts, values, strict=True))
        return f"{name}: ({terms}) / {exact(total)} = {exact(value)}"

    known, band = known_text(one.range, rubric), band_text(one.bands, rubric)
    lines = [f"{range_text(one.range, rubric)} out of 100 · {known} settled · {band}"]
    lines += wrapped(side("Low", [span.low for _, span in parts], one.range.low))
    lines += wrapped(side("High", [span.high for _, span in parts], one.range.high))
    return lines


def _gate_lines(one: CityResult, rubric: Rubric) -> Iterator[str]:
    """Tell of the gates without which a band would be better."""
    if one.range is None or one.bands is None:
        return
    ids = [band.id for band in rubric.bands]
    sides = (("low", one.range.low, one.gates_low), ("high", one.range.high, one.gates_high))
    for gate in one.gates_low:  # a gate that shuts the high side shuts the low one too
        limit = ids.index(gate.best_band)
        held = [name for name, value, gates in sides if gate in gates and band_of(value, rubric.bands) < limit]
        if held:
            yield from wrapped(
                f"Gate {gate.id} holds the band of {' and '.join(held)} at {gate.best_band}: {gate.because}"
            )


def _criterion_row(result: CriterionResult) -> tuple[str, str, str, str]:
    word = "too old" if result.is_stale else result.outcome.value
    return (f"  {result.criterion.id}", word, _pair_text(result), points_text(result))


def points_text(result: CriterionResult) -> str:
    """Print the points that are earned: `5 of 5`, `2 to 4 of 4`, `not counted`."""
    if result.share_low is None or result.share_high is None:
        return "not counted"
    points = result.criterion.points
    return f"{points_words(points * result.share_low, points * result.share_high)} of {printed_plain(points)}"


def _pair_text(result: CriterionResult) -> str:
    if result.pair is None:
        return "–"
    levels = result.criterion.levels
    worst, best = levels[result.pair.worst].id, levels[result.pair.best].id
    return worst if worst == best else f"{worst} to {best}"


def explain_criterion(project: Project, result: EditionResult, city_id: str, criterion_id: str) -> str:
    """Print how one criterion came about, down to its evidence."""
    city, one = project.cities[city_id], result.cities[city_id]
    outcome = one.criteria[criterion_id]
    criterion, file = outcome.criterion, project.answers[result.edition.id][city_id]
    lines = [*_head(city, result), "", f"{criterion.title} ({criterion.id})", *wrapped(criterion.claim), ""]
    lines += [f"  {level.id}: {level.title}, share {exact(level.share)}" for level in criterion.levels]
    lines += ["", *_steps(outcome, file, result), ""]
    lines += _contribution(outcome, one, result.rubric)
    lines += _action_of(project, result, one, criterion_id)
    lines += ["", *_evidence_lines(outcome, file), f"Answers: {file.path}"]
    return "\n".join(map(one_line, lines)) + "\n"


def _action_of(project: Project, result: EditionResult, one: CityResult, criterion: str) -> Iterator[str]:
    """Tell what the city can do for a criterion, in its newest edition."""
    if is_advised(project, one.city, result.edition.id):
        examples = Advisors(project, {result.edition.id: result}).of(result.edition.id).examples(one.city, criterion)
        for action in advice_of(one, result.rubric).actions:
            if action.criterion.id == criterion:
                yield from action_lines(one, action, result.rubric, examples)


def _steps(outcome: CriterionResult, file: CityEdition, result: EditionResult) -> list[str]:
    answer = outcome.answer
    if answer is None or not says_something(answer):
        steps = ["Answer: unknown; all levels are possible."]
    else:
        steps = wrapped(f"Answer ({answer.basis}): {finding_text(answer.finding, answer.evidence, file)}")
        if answer.second is not None:
            spans = "" if answer.settled is not None else "; the pair spans both"
            steps += wrapped(f"Second coder: {_opinion_text(answer.second, answer, file)}{spans}.")
        if answer.settled is not None:
            why = f" {answer.settled.because}" if answer.settled.because else ""
            steps += wrapped(f"Settled: {_opinion_text(answer.settled, answer, file)}.{why}")
        if answer.since is not None:
            steps.append(f"Since {answer.since}, as the evidence shows.")
        if answer.owed_to != "city":
            steps.append(f"This is the {answer.owed_to}'s doing, not the city's.")
        steps += wrapped(f"Note: {answer.note}") if answer.note else []
        steps += _freshness(answer, outcome, file, result)
    reason = because(outcome, result.rubric) if outcome.cap or outcome.inherited_from else None
    if reason is not None:
        steps += wrapped(f"Follows: {reason}")
    return [*steps, f"Outcome: {outcome.outcome.value}, {_pair_text(outcome)}."]


def _freshness(answer: Answer, outcome: CriterionResult, file: CityEdition, result: EditionResult) -> list[str]:
    if answer.is_unconfirmed:
        return ["Freshness: carried over and not looked at again, so it settles nothing."]
    days = [file.evidence[name].seen.first for name in deciding_evidence(answer) if name in file.evidence]
    if not days:
        return []
    age, limit = (result.edition.as_of - max(days)).days, outcome.criterion.fresh_for_days
    verdict = "too old to count" if outcome.is_stale else "fresh enough"
    return wrapped(f"Freshness: seen {max(days)}, {age} days before {result.edition.as_of}; limit {limit}: {verdict}.")


def _opinion_text(opinion: Opinion, answer: Answer, file: CityEdition) -> str:
    return finding_text(opinion.finding, opinion.evidence or answer.evidence, file)


def finding_text(finding: Finding, evidence: Sequence[str], file: CityEdition) -> str:
    """Print a finding as its file writes it, with the days that a lag comes to, seen in the first of its evidence."""
    if finding.is_not_applicable:
        return f"not_applicable ({finding.reason})" if finding.reason else "not_applicable"
    if finding.level is not None:
        return f"level {finding.level}"
    if finding.newest is not None:
        seen = file.evidence[evidence[0]].seen
        return f"newest record {finding.newest}, seen {seen}: {lag_days(finding.newest, seen)} days"
    if finding.present is not None:
        unsure = f"; unsure: {', '.join(finding.unsure)}" if finding.unsure else ""
        return f"{len(set(finding.present))} elements: {', '.join(finding.present) or 'none'}{unsure}"
    bounds = [("no_worse_than", finding.no_worse_than), ("no_better_than", finding.no_better_than)]
    return ", ".join(f"{name} {level}" for name, level in bounds if level is not None) or "unknown"


def _contribution(outcome: CriterionResult, one: CityResult, rubric: Rubric) -> list[str]:
    dimension = rubric.dimension_of(outcome.criterion.id)
    if outcome.outcome is Outcome.NOT_APPLICABLE:
        return [f"It is not counted in {dimension.title}."]
    counted = [one.criteria[other.id] for other in dimension.criteria]
    possible = sum((other.criterion.points for other in counted if other.pair is not None), Fraction(0))
    applying = sum((d.weight for d in rubric.dimensions if one.dimensions[d.id] is not None), Fraction(0))
    whole = dimension.weight * outcome.criterion.points / possible * 100 / applying if applying else Fraction(0)
    text = (
        f"Points: {points_text(outcome)}, of {printed_plain(possible)} that apply in {dimension.title}; "
        f"all of them are worth {exact(whole)} of the 100."
    )
    return wrapped(text)


def _evidence_lines(outcome: CriterionResult, file: CityEdition) -> Iterator[str]:
    ids = all_evidence(outcome.answer) if outcome.answer is not None else ()
    if not ids:
        yield "Evidence: none."
    for name in ids:
        source = file.evidence[name]
        yield f"Evidence {name}: {source.title or source.url}"
        yield f"  {source.url}"
        yield f"  seen {source.seen}" + (f", looked at {source.looked}" if source.looked else "")
        for label, value in (("archived", source.archived), ("sha256", source.sha256)):
            if value:
                yield f"  {label} {value}"
        if source.quote:
            yield from wrap(f"“{source.quote}”", WIDTH, initial_indent="  ", subsequent_indent="  ")


def wrapped(text: str) -> list[str]:
    """Break a text into lines, all but the first indented."""
    return wrap(text, WIDTH, subsequent_indent="  ") or [""]

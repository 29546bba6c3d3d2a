"""Two editions in, why their scores differ out, in 80 columns: of the whole scorecard, or of one city."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from textwrap import wrap

from scorecard.model.project import Edition, Project
from scorecard.model.rubric import Rubric
from scorecard.problem import one_line
from scorecard.publishing.bridge_words import (
    KIND_TITLES,
    changed_answers,
    left_out_sentence,
    move_sentences,
    moved_sentence,
    phrase,
    printed_move,
    printed_steps,
    silent_sentence,
)
from scorecard.publishing.changed import Change
from scorecard.publishing.changes import gone_cost
from scorecard.publishing.changes_file import Between
from scorecard.publishing.city_bridge import acted_sentence, bridge_sentences, did_between
from scorecard.publishing.city_parts import short_name
from scorecard.publishing.language import say
from scorecard.publishing.terminal import WIDTH, columns
from scorecard.publishing.whole_city import WholeCity
from scorecard.publishing.words import capital, counted, listed, thresholds, when
from scorecard.scoring.bridge import Bridge
from scorecard.scoring.nation import most_moved, move_of
from scorecard.scoring.result import CriterionResult, Outcome

_MOST = 10  # cities that are named; the JSON has them all


def compare_editions(found: Between, project: Project) -> str:
    """Print what happened from one edition to another."""
    old, new, nation = found.old, found.new, found.nation
    later = [one.id for one in (old, new) if one.is_reconstructed]
    made = f" · reconstructed: {', '.join(later)}" if later else ""
    lines = wrap(f"From {old.id} to {new.id} · {project.rubric_of(new.id).title}{made}", WIDTH)
    compared = f"{counted(nation.cities, 'city is', 'cities are')} in both editions."
    mean = printed_move(nation)
    if nation.cities:
        lines += ["", *wrap(f"{compared} {move_sentences(mean, mean=True)}", WIDTH)]
        lines += wrap(moved_sentence(nation), WIDTH)
    else:
        lines += ["", "No city can be compared."]
    left_out = left_out_sentence(nation, old.id, new.id)
    lines += wrap(left_out, WIDTH) if left_out is not None else []
    if nation.cities and mean.parts:
        lines += ["", *_table(found)]
    lines += _most(found, project)
    lines += ["", *_gone(found, project)]
    return "\n".join(map(one_line, lines)) + "\n"


def _table(found: Between) -> Iterator[str]:
    nation, mean = found.nation, printed_move(found.nation)
    rows = [("Why", "On average", "Cities up", "down")]
    for part in mean.parts:
        of = nation.kinds[part.kind]
        rows.append((say(KIND_TITLES[part.kind]), f"{part.printed:>10}", f"{of.up:>9,}", f"{of.down:>4,}"))
    rows.append(("Together", f"{mean.difference:>10}", f"{nation.up:>9,}", f"{nation.down:>4,}"))
    yield from columns(rows)


def _most(found: Between, project: Project) -> Iterator[str]:
    moves = {city: one.move for city, one in found.changes.items() if one.move is not None}
    most = most_moved(moves)
    if not most:
        return
    yield ""
    yield f"Moved most: {min(_MOST, len(most))} of {counted(len(most), 'city', 'cities')} (all of them: --format json)"
    edges = [thresholds(project.rubrics[one.rubric]) for one in (found.old, found.new)]
    for city in most[:_MOST]:
        printed = printed_move(moves[city], *edges)
        why = listed([phrase(one) for one in printed.parts])
        text = f"{short_name(project.cities[city])} ({printed.low_from} to {printed.low_to}): {why}"
        yield from _hanging(printed.difference, text)


def _hanging(amount: str, text: str) -> list[str]:
    return wrap(text, WIDTH, initial_indent=f"{amount:>6}  ", subsequent_indent=" " * 8)


def _gone(found: Between, project: Project) -> Iterator[str]:
    gone = [(city, one) for city, change in found.changes.items() for one in change.gone]
    if not gone:
        yield "Published once and not any more: none that we know of."
        return
    yield f"Published once and not any more: {len(gone)}"
    for city, change in found.changes.items():
        yield from _gone_lines(change, project.rubric_of(found.new.id), f"{short_name(project.cities[city])}: ")


def _gone_lines(change: Change, rubric: Rubric, who: str) -> Iterator[str]:
    for one in change.gone:
        title = rubric.criteria[one.criterion].title
        said = f"{title}, {when(one.on)}. It was: {one.was} It is now: {one.is_now}"
        text = f"{who}{said} {one.because or 'No reason given.'} {gone_cost(one)}"
        yield from wrap(text, WIDTH, initial_indent="  ", subsequent_indent="    ")


@dataclass(frozen=True, slots=True)
class Bridged:
    """A city with all its answers, the two editions that are compared, the bridge between them, and the change."""

    city: str
    whole: WholeCity
    old: Edition
    new: Edition
    bridge: Bridge
    change: Change


def compare_city(one: Bridged, project: Project) -> str:
    """Print why a city's score differs, step by step."""
    whole, old, new, found = one.whole, one.old, one.new, one.bridge
    rubrics = [project.rubrics[edition.rubric] for edition in (old, new)]
    lines = [f"{short_name(project.cities[one.city])} · from {old.id} to {new.id}", ""]
    lines += wrap(bridge_sentences(found, *rubrics), WIDTH)
    for part in printed_move(move_of(found), *map(thresholds, rubrics)).parts:
        lines += ["", capital(phrase(part, answers=changed_answers(found)))]
        rows = []
        for step, amount in printed_steps(found.of_kind(part.kind), part):
            if step.criterion is not None:
                rows.append((f"{amount:>7}", step.criterion, _from_to(whole, old, new, step.criterion)))
        lines += columns(rows) if rows else []
    silent = silent_sentence(found)
    if silent is not None:
        names = [step.criterion for step in found.steps if step.criterion is not None and not step.difference]
        lines += ["", *wrap(f"{silent[:-1]}: {', '.join(names)}.", WIDTH, break_on_hyphens=False)]
    lines += ["", *wrap(acted_sentence(did_between(found, whole, new, project)), WIDTH)]
    if one.change.gone:
        lines += ["", "Published once and not any more", *_gone_lines(one.change, rubrics[1], "")]
    lines += ["", f"More: scorecard explain {one.city} CRITERION --edition {new.id}"]
    return "\n".join(map(one_line, lines)) + "\n"


def bridge_paragraph(found: Bridge, old: Edition, new: Edition, rubrics: Sequence[Rubric], city: str) -> str:
    """Print a bridge as the last paragraph of an explanation."""
    said = f"Since {old.id}: {bridge_sentences(found, *rubrics)}"
    more = f"More: scorecard compare --editions {old.id} {new.id} {city}"
    return "\n".join(map(one_line, ["", *wrap(said, WIDTH), more])) + "\n"


def _from_to(whole: WholeCity, old: Edition, new: Edition, criterion: str) -> str:
    before, after = (whole.results[one.id].criteria.get(criterion) for one in (old, new))
    return f"{_short(before)} → {_short(after)}"


def _short(result: CriterionResult | None) -> str:
    """Say an outcome by the ids of its levels."""
    if result is None:
        return "not asked"
    if result.pair is None:
        return "not applicable"
    if result.outcome is Outcome.UNKNOWN:
        return "too old" if result.is_stale else "unknown"
    worst, best = (result.criterion.levels[rung].id for rung in (result.pair.worst, result.pair.best))
    return worst if worst == best else f"{worst} to {best}"

"""Facts and remarks of all tables in, one `CityEdition` per city and edition out: who outranks whom."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from scorecard.model.answer import UNKNOWN, Answer, CityEdition, Evidence
from scorecard.model.rubric import Criterion
from scorecard.sources.record import Fact, LeftOut, Remark, Round

PRECEDENCE = ("laws", "opd", "vera", "policies")
"""Kinds of tables, the one that outranks first: a law binds; an inventory was checked later than a directory."""

_KINDS = {"law-": "laws", "opd-": "opd", "vera-": "vera", "policies-": "policies"}
"""How the ids of evidence start, by kind of table."""

_MAX_REMARKS = 3  # a note stays a note


@dataclass(frozen=True, slots=True)
class Merged:
    """The answers of one city for one edition; `counts` is whether one of them is neither unknown nor too old."""

    answers: CityEdition
    counts: bool
    used: tuple[Fact, ...]
    outranked: tuple[LeftOut, ...]


def merge(facts: Sequence[Fact], remarks: Sequence[Remark], rounds: Sequence[Round]) -> dict[tuple[str, str], Merged]:
    """Merge everything by city and edition, in the order of both.

    For a criterion an answer that counts comes before one that is too old; then
    the kind of table decides, then the newest day. A remark on a criterion
    without an answer makes it `unknown` with a note.
    """
    by_place: dict[tuple[str, str], tuple[list[Fact], list[Remark]]] = {}
    for fact in facts:
        by_place.setdefault((fact.city, fact.edition), ([], []))[0].append(fact)
    for remark in remarks:
        by_place.setdefault((remark.city, remark.edition), ([], []))[1].append(remark)
    by_edition = {one[0].id: one for one in rounds}
    order = {edition: place for place, edition in enumerate(by_edition)}
    places = sorted(by_place, key=lambda place: (place[0], order[place[1]]))
    return {place: _merge_one(place, *by_place[place], by_edition[place[1]]) for place in places}


def _merge_one(place: tuple[str, str], facts: Sequence[Fact], remarks: Sequence[Remark], one: Round) -> Merged:
    edition, rubric = one
    used: list[Fact] = []
    outranked: list[LeftOut] = []
    answers: dict[str, Answer] = {}
    evidence: dict[str, Evidence] = {}
    for criterion in rubric.criteria.values():
        ranked = _ranked([fact for fact in facts if fact.criterion == criterion.id], criterion, edition.as_of)
        helpful = [remark for remark in remarks if remark.criterion == criterion.id]
        notes = _notes(ranked, helpful, criterion)
        if ranked:
            used.append(ranked[0])
            evidence.update((record.id, record) for record in ranked[0].evidence)
            answers[criterion.id] = replace(ranked[0].answer, note=_joined([ranked[0].answer.note, *notes]))
        elif notes:
            answers[criterion.id] = Answer(UNKNOWN, basis="inventory", note=_joined(notes))
        outranked += [LeftOut(*place, fact.source, f"outranked by {ranked[0].source}", fact.row) for fact in ranked[1:]]
    path = f"cities/{place[0]}/{place[1]}.yaml"
    city_edition = CityEdition(place[0], place[1], path, False, evidence, answers, {})
    counts = any(is_fresh(fact, rubric.criteria[fact.criterion], edition.as_of) for fact in used)
    return Merged(city_edition, counts, tuple(used), tuple(outranked))


def outranks(new: Answer, old: Answer) -> bool:
    """Whether an answer that was imported alone may replace one that stands: one of its own kind or a lower one."""
    if old.basis != "inventory" or old.finding.is_unknown:
        return True
    return not new.finding.is_unknown and _rank_of(new) <= _rank_of(old)


def _rank_of(answer: Answer) -> int:
    first = answer.evidence[0] if answer.evidence else ""
    kind = next((kind for start, kind in _KINDS.items() if first.startswith(start)), None)
    return len(PRECEDENCE) if kind is None else PRECEDENCE.index(kind)


def is_fresh(fact: Fact, criterion: Criterion, as_of: date) -> bool:
    """Whether the newest day of the evidence is within the criterion's days of `as_of` (contract, section 3)."""
    return (as_of - max(record.seen.first for record in fact.evidence)).days <= criterion.fresh_for_days


def _ranked(facts: Iterable[Fact], criterion: Criterion, as_of: date) -> list[Fact]:
    def rank(fact: Fact) -> tuple[bool, int, int]:
        newest = max(record.seen.first for record in fact.evidence)
        return (not is_fresh(fact, criterion, as_of), PRECEDENCE.index(fact.source), -newest.toordinal())

    return sorted(facts, key=rank)


def _notes(ranked: Sequence[Fact], remarks: Sequence[Remark], criterion: Criterion) -> list[str]:
    """Choose what is worth saying: whoever has the best level needs not hear who else supplies such records."""
    said = [fact.outranked for fact in ranked[1:] if fact.outranked is not None]
    by_law = bool(ranked) and ranked[0].source == "laws"
    leads = [remark.text for remark in remarks if remark.topic == "lead"]
    if leads and not by_law:
        said.append(f"State law may go part of the way: {'; '.join(leads)}.")
    is_best = bool(ranked) and ranked[0].answer.finding.level == criterion.levels[0].id
    silent = {"lead", "supplied"} if is_best else {"lead"}
    others: Mapping[str, str] = {one.topic: one.text for one in reversed(remarks) if one.topic not in silent}
    said += [others[topic] for topic in dict.fromkeys(remark.topic for remark in remarks if remark.topic in others)]
    return said[:_MAX_REMARKS]


def _joined(parts: Iterable[str | None]) -> str | None:
    return " ".join(part for part in parts if part) or None

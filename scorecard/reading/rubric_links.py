"""Gates and follows: what one part of a rubric says of another, checked against what exists."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from scorecard.model.rubric import Criterion, Follows, Gate
from scorecard.reading.fields import Fields, Log, choose, unique
from scorecard.reading.text import Node, Scalar


def check_gates(
    nodes: Sequence[Node], criteria: Mapping[str, Criterion], bands: Sequence[str], log: Log
) -> list[Gate]:
    """Read the gates; each names a band, criteria and levels that exist."""
    found: dict[str, Gate] = {}
    for node in nodes:
        fields = Fields(node, "a gate", log)
        name, because = fields.identifier("id", required=True), fields.text("because", required=True)
        band = _scalar(fields, "best_band", log)
        requires: dict[str, str] = {}
        for key, value in fields.entries("requires", required=True):
            criterion = choose(key, criteria, log, "unknown-criterion", "a criterion of this rubric")
            level = _level(key, value, criteria.get(criterion or ""), log)
            if criterion is not None and level is not None:
                requires[criterion] = level
        fields.close()
        best = choose(band, bands, log, "unknown-band", "a band of this rubric") if band is not None else None
        if name is None or because is None or best is None or not unique(found, name, fields.place_of("id"), log, "the gate"):
            continue
        found[name] = Gate(name, best, requires, because)
    return list(found.values())


def check_follows(
    read: Sequence[tuple[Criterion, Fields]], criteria: Mapping[str, Criterion], log: Log
) -> dict[str, Follows]:
    """Read what each criterion follows; the caps name levels, do not get better, and no circle forms.

    Returns:
        Criterion id -> what it follows.
    """
    found: dict[str, Follows] = {}
    places: dict[str, Scalar] = {}
    for criterion, fields in read:
        if not fields.has("follows"):
            continue
        one = Fields(fields.node("follows"), f"follows of {criterion.id}", log)
        leader_word = _scalar(one, "criterion", log)
        leader_id = choose(leader_word, criteria, log, "unknown-criterion", "a criterion of this rubric") if leader_word is not None else None
        leader = criteria.get(leader_id or "")
        caps = dict(_caps(one, leader, criterion, log))
        one.close()
        if leader is not None and leader_word is not None:
            found[criterion.id] = Follows(leader.id, caps)
            places[criterion.id] = leader_word
    _report_circles(found, places, log)
    return found


def _caps(fields: Fields, leader: Criterion | None, follower: Criterion, log: Log) -> list[tuple[str, str]]:
    found: list[tuple[str, str, Node]] = []
    for key, value in fields.entries("caps"):
        if leader is None:
            continue
        named = choose(key, [level.id for level in leader.levels], log, "unknown-level", f"a level of {leader.id}")
        cap = _level(key, value, follower, log)
        if named is not None and cap is not None and value is not None:
            found.append((named, cap, value))
    if leader is None:
        return []
    found.sort(key=lambda one: leader.rung(one[0]))
    for better, worse in zip(found, found[1:], strict=False):
        if follower.rung(worse[1]) < follower.rung(better[1]):
            what = f'{worse[0]} of {leader.id} caps at "{worse[1]}", which is better than what {better[0]} leaves'
            log.report(worse[2].place, "caps-order", what, "let a worse level cap at the same level or a worse one")
    return [(named, cap) for named, cap, _ in found]


def _level(key: Scalar, value: Node | None, criterion: Criterion | None, log: Log) -> str | None:
    if value is None:
        log.report(key.place, "missing-key", f'"{key.value}" names no level', "write the id of a level after the colon")
        return None
    if not isinstance(value, Scalar):
        log.report(value.place, "not-a-text", f'the value of "{key.value}" is not a level', "write the id of one level")
        return None
    if criterion is None:
        return None
    return choose(value, [level.id for level in criterion.levels], log, "unknown-level", f"a level of {criterion.id}")


def _scalar(fields: Fields, key: str, log: Log) -> Scalar | None:
    value = fields.node(key, required=True)
    if value is not None and not isinstance(value, Scalar):
        log.report(value.place, "not-a-text", f'"{key}" of {fields.what} is not a text', "write one word")
        return None
    return value


def _report_circles(follows: Mapping[str, Follows], places: Mapping[str, Scalar], log: Log) -> None:
    reported: set[str] = set()
    for start in follows:
        chain = [start]
        while chain[-1] in follows and follows[chain[-1]].criterion not in chain:
            chain.append(follows[chain[-1]].criterion)
        closes = chain[-1] in follows and follows[chain[-1]].criterion == start
        if closes and not reported.intersection(chain):
            reported.update(chain)
            what = f"{' follows '.join([*chain, start])}: a circle"
            log.report(places[start].place, "follows-circle", what, "take one of these follows out")

"""Gates and follows: what one part of a rubric says of another, checked against what exists."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from scorecard.model.rubric import Criterion, Follows, Gate
from scorecard.reading.fields import Fields
from scorecard.reading.text import Node, Scalar
from scorecard.reading.words import Log, choose, unique


@dataclass(frozen=True, slots=True)
class Known:
    """The criteria of a rubric by id: None for one that is broken, so that what names it is not reported as well.

    `is_complete` is False where some lost their ids, so that any name may be right.
    """

    criteria: Mapping[str, Criterion | None]
    is_complete: bool

    def choose(self, word: Scalar, log: Log) -> Criterion | None:
        """Find a criterion; a problem where there is none."""
        if word.value in self.criteria or self.is_complete:
            choose(word, self.criteria, log, "unknown-criterion", "a criterion of this rubric")
        return self.criteria.get(word.value)


def check_gates(nodes: Sequence[Node], known: Known, bands: Sequence[str], log: Log) -> list[Gate]:
    """Read the gates; each names a band, criteria and levels that exist."""
    found: dict[str, Gate] = {}
    for node in nodes:
        fields = Fields(node, "a gate", log)
        name, because = fields.identifier("id", required=True), fields.text("because", required=True)
        band = fields.scalar("best_band")
        requires: dict[str, str] = {}
        for key, value in fields.entries("requires", required=True):
            criterion = known.choose(key, log)
            level = _level(key, value, criterion, log)
            if criterion is not None and level is not None:
                requires[criterion.id] = level
        fields.close()
        best = choose(band, bands, log, "unknown-band", "a band of this rubric") if band is not None and bands else None
        is_new = name is not None and unique(found, name, fields.place_of("id"), log, "the gate")
        if name is not None and because is not None and best is not None and is_new:
            found[name] = Gate(name, best, requires, because)
    return list(found.values())


def check_follows(read: Sequence[tuple[Criterion, Fields]], known: Known, log: Log) -> dict[str, Follows]:
    """Read what each criterion follows; the caps name levels, do not get better, and no circle forms.

    Returns:
        Criterion id -> what it follows.
    """
    found: dict[str, Follows] = {}
    places: dict[str, Scalar] = {}
    for criterion, fields in read:
        one = fields.table("follows", f"follows of {criterion.id}")
        if one is None:
            continue
        word = one.scalar("criterion")
        leader = known.choose(word, log) if word is not None else None
        caps = dict(_caps(one, leader, criterion, log))
        one.close()
        if leader is not None and word is not None:
            found[criterion.id] = Follows(leader.id, caps)
            places[criterion.id] = word
    _report_circles(found, places, log)
    return found


def _caps(fields: Fields, leader: Criterion | None, follower: Criterion, log: Log) -> list[tuple[str, str]]:
    found: list[tuple[str, str, Node]] = []
    levels = [level.id for level in leader.levels] if leader is not None else []
    for key, value in fields.entries("caps"):
        if leader is None:
            continue
        named = choose(key, levels, log, "unknown-level", f"a level of {leader.id}")
        cap = _level(key, value, follower, log)
        if named is not None and cap is not None and value is not None:
            found.append((named, cap, value))
    if leader is None:
        return []
    found.sort(key=lambda one: leader.rung(one[0]))
    for better, worse in pairwise(found):
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


def _report_circles(follows: Mapping[str, Follows], places: Mapping[str, Scalar], log: Log) -> None:
    """Report each circle once, at the criterion of it that stands first; a chain that leads into one is none."""
    done: set[str] = set()
    for start in follows:
        chain: dict[str, None] = {}
        step = start
        while step in follows and step not in chain and step not in done:
            chain[step] = None
            step = follows[step].criterion
        if step in chain:
            circle = list(chain)[list(chain).index(step) :]
            first = min(circle, key=list(follows).index)
            turned = [*circle[circle.index(first) :], *circle[: circle.index(first)], first]
            what = f"{' follows '.join(turned)}: a circle"
            log.report(places[first].place, "follows-circle", what, "take one of these follows out")
        done.update(chain)

"""A criterion's result in, the sentence that says what was found out (look.md, section 7)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta

from scorecard.model.answer import Answer, Evidence, Finding
from scorecard.model.project import Edition
from scorecard.model.rubric import Criterion, Rubric
from scorecard.model.when import When
from scorecard.publishing.draw import MarkKind
from scorecard.publishing.language import SOURCE, later, say, say_count, spoken
from scorecard.publishing.once import once
from scorecard.publishing.words import capital, day, inside, quoted_words, sentence, when
from scorecard.scoring.pairs import everything, lag_days, pair_of
from scorecard.scoring.result import CriterionResult, Outcome, Pair

WORDS: dict[MarkKind, str] = {
    "full": later("Known"),
    "part": later("Known"),
    "none": later("Known"),
    "bounded": later("Bounded"),
    "unknown": later("Unknown"),
    "stale": later("Too old to count"),
    "not_applicable": later("Not applicable"),
}
TALLY: dict[MarkKind, str] = {
    "full": later("known, in full"),
    "part": later("known, in part"),
    "none": later("known, not met"),
    "bounded": later("bounded"),
    "unknown": later("unknown"),
    "stale": later("too old to count"),
    "not_applicable": later("not applicable"),
}
_IN_FORCE = {"credited": "in force"}  # a review credits the limits that are in force; that is what stays open


def kind_of(result: CriterionResult) -> MarkKind:
    """Choose the shape of the mark: the outcome, the share where it is known, and whether it is too old."""
    outcome, share = result.outcome, result.share_low
    if share is None:
        return "not_applicable"
    if outcome is Outcome.UNKNOWN:
        return "stale" if result.is_stale else "unknown"
    if outcome is Outcome.BOUNDED:
        return "bounded"
    return "full" if share.as_integer_ratio() == (1, 1) else "part" if share else "none"


def quoted(criterion: Criterion, rung: int) -> str:
    """Quote a level's title inside a sentence: `“report or dashboard only”`."""
    return quoted_words(criterion.levels[rung].title)


@once
def pair_sentence(criterion: Criterion, pair: Pair) -> str:
    """Say what a pair says: the level's title, or between which levels."""
    if pair.worst == pair.best:
        return sentence(criterion.levels[pair.best].title)
    worst, best = quoted(criterion, pair.worst), quoted(criterion, pair.best)
    if pair.best == 0:
        return say("At least {worst}; it may be {best}.", worst=worst, best=best)
    if pair.worst == criterion.lowest:
        return say("At best {best}.", best=best)
    return say("Between {worst} and {best}.", worst=worst, best=best)


def may_be(criterion: Criterion) -> str:
    """Say what is possible where nothing is known: the opposite of the worst level, or the best one.

    The opposite is found in English words alone; other languages are told the best level.
    """
    worst = criterion.levels[-1].title.strip().rstrip(".")
    if spoken() == SOURCE and worst.startswith("Not ") and "," not in worst:
        opposite = worst.removeprefix("Not ")
        return say("It may be {level}.", level=_IN_FORCE.get(opposite, opposite))
    return say("It may be {level}.", level=quoted(criterion, 0))


@once
def unknown_sentence(criterion: Criterion) -> str:
    """Say that no source was found, and what may be."""
    return f"{say('No public source that we read says.')} {may_be(criterion)}"


def measured_sentence(criterion: Criterion, finding: Finding, seen: When | None) -> str | None:
    """Say what was measured: the newest record and its age, or the elements that are there; None for other forms."""
    if finding.newest is not None and seen is not None:
        return say_count(
            lag_days(finding.newest, seen),
            "Newest record {when}: {count} day old when seen.",
            "Newest record {when}: {count} days old when seen.",
            when=when(finding.newest),
        )
    if finding.present is None:
        return None
    there = ", ".join(_elements(criterion, finding.present))
    said = [say("Found: {elements}.", elements=there) if finding.present else say("No element was found.")]
    if finding.unsure:
        said.append(say("Not sure: {elements}.", elements=", ".join(_elements(criterion, finding.unsure))))
    return " ".join(said)


def _elements(criterion: Criterion, ids: tuple[str, ...]) -> list[str]:
    return [inside(criterion.elements[one]) for one in criterion.elements if one in ids]


def finding_words(criterion: Criterion, finding: Finding, seen: When | None) -> str:
    """Say one finding in full, apart from all else that bears on it: the old ones, a second coder's, a correction's."""
    if finding.is_unknown:
        return say("Unknown.")
    if finding.is_not_applicable:
        return f"{say('Not applicable.')} {sentence(finding.reason or '')}".strip()
    pair = pair_of(criterion, finding, seen)
    said = say("Unknown.") if pair is None or pair == everything(criterion) else pair_sentence(criterion, pair)
    measured = measured_sentence(criterion, finding, seen)
    return f"{said} {measured}" if measured else said


def deciding(answer: Answer) -> tuple[Finding, tuple[str, ...]]:
    """Find the finding that leads and its evidence ids: the settlement's, else the first coder's."""
    if answer.settled is not None:
        return answer.settled.finding, answer.settled.evidence or answer.evidence
    return answer.finding, answer.evidence


def seen_of(ids: tuple[str, ...], evidence: Mapping[str, Evidence]) -> When | None:
    """Find the day of the first evidence."""
    return evidence[ids[0]].seen if ids and ids[0] in evidence else None


def newest_seen(ids: tuple[str, ...], evidence: Mapping[str, Evidence]) -> When | None:
    """Find the newest day among evidence; None where there is none."""
    days = [evidence[one].seen for one in ids if one in evidence]
    return max(days, key=lambda seen: seen.first) if len(days) > 1 else days[0] if days else None


def old_finding(criterion: Criterion, answer: Answer, evidence: Mapping[str, Evidence]) -> str:
    """Say an old finding with its day: `June 2020: banned.`"""
    finding, ids = deciding(answer)
    said = inside(finding_words(criterion, finding, seen_of(ids, evidence)))
    seen = newest_seen(ids, evidence)
    return f"{capital(when(seen))}: {said}" if seen is not None else capital(said)


def stale_sentence(criterion: Criterion, edition: Edition) -> str:
    """Say from which day on evidence counts."""
    first = edition.as_of - timedelta(days=criterion.fresh_for_days)
    return say("Evidence from before {day} settles nothing in this edition.", day=day(first))


def cap_sentence(result: CriterionResult, rubric: Rubric) -> str | None:
    """Say which other criterion limits this one; None where none does."""
    if result.cap is None:
        return None
    leader = rubric.criteria[result.cap.by]
    level = leader.levels[leader.rung(result.cap.leader_level)].title
    title, said = inside(leader.title), sentence(inside(level))
    rung = result.criterion.rung(result.cap.level)
    if rung == result.criterion.lowest:
        return say("This is the best possible, because of {title}: {level}", title=title, level=said)
    best = quoted(result.criterion, rung)
    return say("At most {best}, because of {title}: {level}", best=best, title=title, level=said)

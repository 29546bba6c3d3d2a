"""A criterion's result and its city's file in, the view of one answer out: the same on the page and on the card."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from markupsafe import Markup

from scorecard.model.answer import Answer, CityEdition, Evidence, Holder
from scorecard.model.project import Edition
from scorecard.model.rubric import Criterion, Rubric
from scorecard.publishing.draw import Mark, mark
from scorecard.publishing.evidence import SourceView, source_views
from scorecard.publishing.findings import (
    WORDS,
    cap_sentence,
    deciding,
    finding_words,
    kind_of,
    measured_sentence,
    newest_seen,
    old_finding,
    pair_sentence,
    seen_of,
    stale_sentence,
    unknown_sentence,
)
from scorecard.publishing.language import later, say
from scorecard.publishing.markdown import note
from scorecard.publishing.points import earned_words, of_points
from scorecard.publishing.replies import CorrectionView, ReplyPointView, correction_views, reply_points
from scorecard.publishing.words import BASIS, sentence, when, when_short
from scorecard.scoring.follows import counts
from scorecard.scoring.pairs import all_evidence, says_something
from scorecard.scoring.result import CriterionResult, Outcome

_HOLDERS: dict[Holder, str | None] = {
    "city": None,
    "county": later("This is the county’s doing, not the city’s."),
    "state": later("This is the state’s doing, not the city’s."),
}


@dataclass(frozen=True, slots=True)
class Leader:
    """The criterion that decides another one: its `title`, and the `anchor` of its answer."""

    title: str
    anchor: str


@dataclass(frozen=True, slots=True)
class AnswerView:
    """One answer.

    `id` is the criterion's id and the answer's anchor, `title` its title, `path`
    its page in the site. `mark` is drawn; `word` is printed bold before the
    `finding`, a plain sentence or two. `lines` are the sentences that come after
    it, each on its own: what limits, settles or dates it. `note` is Markdown,
    rendered. `points` is `5` or `2 to 4`, None where not counted, and
    `of_points` is `of 5 points`. `sources` is empty where there is no evidence;
    `basis` says how it is known. `leader` is the criterion that decides this one
    where it has no answer of its own, else None. `seen_short` is the newest day among the
    sources, for cards. `replies` and `corrections` are those of this criterion.
    """

    id: str
    title: str
    path: str
    mark: Mark
    word: str
    finding: str
    lines: tuple[str, ...]
    note: Markup | None
    points: str | None
    of_points: str
    sources: tuple[SourceView, ...]
    basis: str | None
    leader: Leader | None
    seen_short: str | None
    replies: tuple[ReplyPointView, ...]
    corrections: tuple[CorrectionView, ...]

    @property
    def is_plain(self) -> bool:
        """Whether it has nothing but its finding and a note, so that it may stand in a short list."""
        return not self.replies and not self.corrections


def answer_view(
    result: CriterionResult,
    rubric: Rubric,
    edition: Edition,
    file: CityEdition,
    *,
    carried_from: str | None = None,
    mark_width: int = 44,
) -> AnswerView:
    """Show one answer.

    Args:
        result: the criterion, worked out.
        rubric: that holds it.
        edition: whose cut-off day decides what is too old.
        file: the city's answers for the edition.
        carried_from: the id of the city's edition before this one, for answers not looked at again.
        mark_width: of the outcome mark in pixels.
    """
    criterion, answer, evidence = result.criterion, result.answer, file.evidence
    low, high = result.share_low, result.share_high
    kind = kind_of(result)
    ids = all_evidence(answer) if answer is not None else ()
    sources = source_views(ids, evidence, is_table=answer is not None and answer.basis == "inventory")
    seen = newest_seen(ids, evidence)
    return AnswerView(
        id=criterion.id,
        title=criterion.title,
        path=criterion_path(rubric, criterion),
        mark=mark(kind, low, high, width=mark_width),
        word=say(WORDS[kind]),
        finding=finding_sentence(result, rubric, evidence, carried_from=carried_from),
        lines=tuple(_lines(result, rubric, edition, evidence, carried_from)),
        note=note(answer.note) if answer is not None and answer.note is not None else None,
        points=None if low is None or high is None else earned_words(criterion.points, low, high),
        of_points=of_points(criterion.points),
        sources=sources,
        basis=say(BASIS[answer.basis]) if answer is not None and sources else None,
        leader=_leader(result, rubric),
        seen_short=when_short(seen) if seen is not None else None,
        replies=reply_points(file, criterion),
        corrections=correction_views(file, criterion),
    )


def _leader(result: CriterionResult, rubric: Rubric) -> Leader | None:
    """Find the criterion whose answer alone decides this one."""
    leader = result.inherited_from or (result.cap.by if result.cap is not None else None)
    if leader is None or says_something(result.answer):
        return None
    return Leader(rubric.criteria[leader].title, leader)


def criterion_path(rubric: Rubric, criterion: Criterion) -> str:
    """Name a criterion's page, from the root of the site."""
    return f"criteria/{rubric.id}/{criterion.id}/index.html"


def finding_sentence(
    result: CriterionResult, rubric: Rubric, evidence: Mapping[str, Evidence], *, carried_from: str | None = None
) -> str:
    """Say what was found out, after the outcome's word."""
    criterion, answer, outcome = result.criterion, result.answer, result.outcome
    if outcome is Outcome.NOT_APPLICABLE:
        return _why_not_applicable(result, rubric)
    if outcome is Outcome.UNKNOWN:
        if answer is None or not says_something(answer):
            return unknown_sentence(criterion)
        if result.is_stale:
            return old_finding(criterion, answer, evidence)
        if answer.is_unconfirmed:
            return _carried_over(carried_from)
        if answer.second is not None and answer.settled is None:
            return say("Two people read the sources and disagree.")
        finding, ids = deciding(answer)
        return measured_sentence(criterion, finding, seen_of(ids, evidence)) or unknown_sentence(criterion)
    if result.pair is None:
        raise ValueError(f"{criterion.id} applies and has no pair")
    # Where the leader alone decides, the title of the last level would state what nobody found.
    is_led = outcome is Outcome.KNOWN and result.cap is not None and not counts(result)
    said = [say("Not met.") if is_led else pair_sentence(criterion, result.pair)]
    if answer is not None and not result.is_stale and not answer.is_unconfirmed:
        finding, ids = deciding(answer)
        measured = measured_sentence(criterion, finding, seen_of(ids, evidence))
        said += [measured] if measured is not None else []
        said += [_vanished(answer, result)] if answer.vanished is not None else []
    return " ".join(said)


def _carried_over(edition: str | None) -> str:
    if edition is None:
        return say("Carried over from an earlier edition and not looked at again.")
    return say("Carried over from {edition} and not looked at again.", edition=edition)


def _why_not_applicable(result: CriterionResult, rubric: Rubric) -> str:
    if result.inherited_from is not None:
        return say("It follows “{title}”, which does not apply.", title=rubric.criteria[result.inherited_from].title)
    finding = deciding(result.answer)[0] if result.answer is not None else None
    because = result.answer.settled.because if result.answer is not None and result.answer.settled is not None else None
    return sentence((finding.reason if finding is not None else None) or because or say("No reason is given"))


def _vanished(answer: Answer, result: CriterionResult) -> str:
    if answer.vanished is None:
        return ""
    if answer.basis == "inventory":
        said = say("It was listed in {year} and is not any more.", year=answer.vanished.on.first.year)
    elif result.share_low == 0:
        said = say("It was until {when}.", when=when(answer.vanished.on))
    else:
        said = say("There was more until {when}.", when=when(answer.vanished.on))
    return f"{said} {sentence(answer.vanished.because or '')}".strip()


def _lines(
    result: CriterionResult,
    rubric: Rubric,
    edition: Edition,
    evidence: Mapping[str, Evidence],
    carried_from: str | None,
) -> list[str]:
    """List the sentences after the finding: what dates it, what limits it, who read what, who is to thank."""
    criterion, answer = result.criterion, result.answer
    said: list[str | None] = []
    if answer is not None and says_something(answer):
        if result.is_stale:
            is_open = result.outcome is Outcome.UNKNOWN
            said += [] if is_open else [f"{say('Too old to count.')} {old_finding(criterion, answer, evidence)}"]
            said.append(stale_sentence(criterion, edition))
        elif answer.is_unconfirmed:
            said += [] if result.outcome is Outcome.UNKNOWN else [_carried_over(carried_from)]
            said.append(old_finding(criterion, answer, evidence))
        said += [cap_sentence(result, rubric), *_readings(answer, criterion, evidence)]
        said.append(say("Since {when}.", when=when(answer.since)) if answer.since is not None else None)
        holder = _HOLDERS[answer.owed_to]
        said.append(say(holder) if holder is not None else None)
    else:
        said.append(cap_sentence(result, rubric))
    return [one for one in said if one is not None]


def _readings(answer: Answer, criterion: Criterion, evidence: Mapping[str, Evidence]) -> list[str]:
    """Say how two people read the same sources, and how that was settled."""
    said: list[str] = []
    if answer.second is not None:
        first = finding_words(criterion, answer.finding, seen_of(answer.evidence, evidence))
        ids = answer.second.evidence or answer.evidence
        second = finding_words(criterion, answer.second.finding, seen_of(ids, evidence))
        said.append(say("First reader: {first} Second reader: {second}", first=first, second=second))
        if answer.settled is None and answer.finding != answer.second.finding:
            said.append(say("The two are not settled, so both stay possible."))
    if answer.settled is not None:
        said.append(f"{say('Settled.')} {sentence(answer.settled.because or '')}".strip())
    return said

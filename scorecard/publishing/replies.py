"""A city's file in, its reply, its corrections, its pledge and its withdrawal out, as views."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import pairwise

from markupsafe import Markup

from scorecard.model.answer import Answer, CityEdition, Correction, Disposition, Reply
from scorecard.model.project import Edition
from scorecard.model.rubric import Criterion, Rubric
from scorecard.publishing.evidence import SourceView, source_views
from scorecard.publishing.findings import deciding, finding_words, seen_of
from scorecard.publishing.language import later, say
from scorecard.publishing.markdown import note
from scorecard.publishing.words import score_figures, sentence, when
from scorecard.scoring.moved import range_before
from scorecard.scoring.result import Range

DISPOSITIONS: dict[Disposition, str] = {
    "accepted": later("Accepted"),
    "partly": later("Accepted in part"),
    "rejected": later("Not accepted"),
}


@dataclass(frozen=True, slots=True)
class ReplyPointView:
    """What the city says of one criterion.

    `title` and `anchor` name the criterion. `says` is the city's words, None
    where it gave none; `disposition` what became of it, in words, None where
    that is open; `because` the reason, None where none is given. `moved` says what the
    answer did to the score, None where no correction shows it.
    """

    title: str
    anchor: str
    says: str | None
    disposition: str | None
    because: str | None
    moved: str | None = None


@dataclass(frozen=True, slots=True)
class ReplyView:
    """The right of reply.

    `sender` is who replied, None where it is not named; `state` says what was
    sent and received, and when; `text` is the city's words, rendered, None where
    there are none; `points` are the criteria that it speaks of.
    """

    sender: str | None
    state: str
    text: Markup | None
    points: tuple[ReplyPointView, ...]


@dataclass(frozen=True, slots=True)
class CorrectionView:
    """A correction: `on` which day, of what (`title`, `anchor`), what it `was`, what it `is_now`, and `because`."""

    on: str
    title: str
    anchor: str
    was: str
    is_now: str
    because: str


@dataclass(frozen=True, slots=True)
class PledgeView:
    """The pledge: `said` in a sentence, and its `sources`."""

    said: str
    sources: tuple[SourceView, ...]


def reply_state(file: CityEdition, *, is_reconstructed: bool) -> str:
    """Say whether the city was asked, and whether it answered."""
    reply = file.reply
    if reply is None or (reply.sent is None and reply.received is None and reply.text is None):
        if file.is_draft:
            return _no_reply(reply, is_draft=True) if reply is not None and reply.until else say("Not asked yet.")
        return (
            say("Not asked. This edition was reconstructed from public tables.")
            if is_reconstructed
            else say("Not asked.")
        )
    said = [say("Sent {when}.", when=when(reply.sent))] if reply.sent is not None else []
    if reply.received is not None:
        said.append(say("Received {when}.", when=when(reply.received)))
    elif reply.text is None:
        said.append(_no_reply(reply, is_draft=file.is_draft))
    return " ".join(said) or say("Received.")


def _no_reply(reply: Reply, *, is_draft: bool) -> str:
    """Say that no reply came; of a draft, whose city may still reply, by when it is asked to."""
    if is_draft:
        if reply.until is None:
            return say("No reply yet.")
        return say("A reply can come until {when}.", when=when(reply.until))
    if reply.until is None:
        return say("No reply received.")
    return say("No reply received by {when}.", when=when(reply.until))


def reply_view(file: CityEdition, rubric: Rubric, edition: Edition, stands: Range | None = None) -> ReplyView:
    """Show the reply; its state alone where nobody asked.

    Args:
        file: the city's file.
        rubric: of the edition.
        edition: whose file it is.
        stands: the city's range as it stands, None where nothing applies.
    """
    reply = file.reply
    points = (point for criterion in rubric.criteria.values() for point in reply_points(file, criterion))
    return ReplyView(
        sender=reply.sender if reply is not None else None,
        state=reply_state(file, is_reconstructed=edition.is_reconstructed),
        text=note(reply.text) if reply is not None and reply.text is not None else None,
        points=tuple(replace(point, moved=_moved(point.anchor, file, rubric, edition, stands)) for point in points),
    )


def _moved(criterion: str, file: CityEdition, rubric: Rubric, edition: Edition, stands: Range | None) -> str | None:
    """Say what accepting a point did to the score, where a correction since the reply shows what stood before."""
    reply = file.reply
    point = reply.points.get(criterion) if reply is not None else None
    if reply is None or reply.received is None or point is None or stands is None:
        return None
    if point.disposition not in {"accepted", "partly"}:
        return None
    before = range_before(file, rubric, edition, criterion, reply.received)
    if before is None:
        return None
    was, now = score_figures(before, rubric), score_figures(stands, rubric)
    if (before.low, before.high) == (stands.low, stands.high):
        return say("With the answer as it was, the score would be the same.")
    return say("With the answer as it was, the score would be {was}. It is {now}.", was=was, now=now)


def reply_points(file: CityEdition, criterion: Criterion) -> tuple[ReplyPointView, ...]:
    """Show what the reply says of one criterion: one view, or none."""
    point = file.reply.points.get(criterion.id) if file.reply is not None else None
    if point is None:
        return ()
    disposition = say(DISPOSITIONS[point.disposition]) if point.disposition is not None else None
    return (ReplyPointView(criterion.title, criterion.id, point.says, disposition, point.because),)


def correction_views(file: CityEdition, criterion: Criterion) -> tuple[CorrectionView, ...]:
    """Show the corrections of one criterion, oldest first; each leads to what stood after it."""
    if not file.corrections:
        return ()
    made = sorted((one for one in file.corrections if one.criterion == criterion.id), key=lambda one: one.on)
    stood = [*(one.was for one in made), file.answers.get(criterion.id)]
    steps = zip(made, pairwise(stood), strict=True)
    return tuple(_correction(one, criterion, before, after, file) for one, (before, after) in steps)


def all_corrections(file: CityEdition, rubric: Rubric) -> tuple[CorrectionView, ...]:
    """Show every correction, in the order of the rubric."""
    return tuple(view for criterion in rubric.criteria.values() for view in correction_views(file, criterion))


def _correction(
    one: Correction, criterion: Criterion, before: Answer | None, after: Answer | None, file: CityEdition
) -> CorrectionView:
    return CorrectionView(
        on=when(one.on),
        title=criterion.title,
        anchor=criterion.id,
        was=_said(criterion, before, file),
        is_now=_said(criterion, after, file),
        because=sentence(one.because),
    )


def _said(criterion: Criterion, answer: Answer | None, file: CityEdition) -> str:
    if answer is None:
        return say("Unknown.")
    finding, ids = deciding(answer)
    return finding_words(criterion, finding, seen_of(ids, file.evidence))


def pledge_view(file: CityEdition) -> PledgeView | None:
    """Show that the city signed the pledge; None where the file says nothing of it."""
    if file.pledge is None:
        return None
    signed = file.pledge.signed
    known = say("Signed {when}.", when=when(signed)) if signed is not None else None
    return PledgeView(
        known or say("Signed, on a day that no source names."), source_views(file.pledge.evidence, file.evidence)
    )

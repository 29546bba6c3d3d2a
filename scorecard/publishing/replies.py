"""A city's file in, its reply, its corrections, its pledge and its withdrawal out, as views."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

from markupsafe import Markup

from scorecard.model.answer import Answer, CityEdition, Correction, Disposition
from scorecard.model.rubric import Criterion, Rubric
from scorecard.publishing.evidence import SourceView, source_views
from scorecard.publishing.findings import deciding, finding_words, seen_of
from scorecard.publishing.language import later, say
from scorecard.publishing.markdown import note
from scorecard.publishing.words import sentence, when

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
    that is open; `because` the reason, None where none is given.
    """

    title: str
    anchor: str
    says: str | None
    disposition: str | None
    because: str | None


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
        return (
            say("Not asked. This edition was reconstructed from public tables.")
            if is_reconstructed
            else say("Not asked.")
        )
    said = [say("Sent {when}.", when=when(reply.sent))] if reply.sent is not None else []
    if reply.received is not None:
        said.append(say("Received {when}.", when=when(reply.received)))
    elif reply.text is None:
        said.append(say("No reply received."))
    return " ".join(said) or say("Received.")


def reply_view(file: CityEdition, rubric: Rubric, *, is_reconstructed: bool) -> ReplyView:
    """Show the reply; its state alone where nobody asked."""
    reply = file.reply
    return ReplyView(
        sender=reply.sender if reply is not None else None,
        state=reply_state(file, is_reconstructed=is_reconstructed),
        text=note(reply.text) if reply is not None and reply.text is not None else None,
        points=tuple(point for criterion in rubric.criteria.values() for point in reply_points(file, criterion)),
    )


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

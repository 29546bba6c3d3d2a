"""A city's file in, what stands at the foot of its card's first page out: since the last edition, and its reply."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from scorecard.model.answer import CityEdition
from scorecard.model.project import Edition, Project, Settings
from scorecard.publishing.city_bridge import bridge_view
from scorecard.publishing.language import say, within_marks
from scorecard.publishing.links import contact_link
from scorecard.publishing.markdown import plain
from scorecard.publishing.replies import reply_state
from scorecard.publishing.short_days import short_days
from scorecard.scoring.result import EditionResult

MOST_REPLY_WORDS = 40  # more would push the first page over its end
_END_OF_SENTENCE = re.compile(r"(?<=[.!?…])\s+")


@dataclass(frozen=True, slots=True)
class CardBridge:
    """Why the score differs from the edition before: a `title` with the difference, and `said`, line by line."""

    title: str
    said: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CardReply:
    """The reply.

    `state` says what was sent and received; `sender` who replied and `text` what
    they say or how it begins, each None where there is none. `has_more`: the page
    has more.
    """

    state: str
    sender: str | None
    text: str | None
    has_more: bool


@dataclass(frozen=True, slots=True)
class CardContact:
    """Where corrections go: `words`, and their link `href`, None where they are no address."""

    words: str
    href: str | None


def card_contact(settings: Settings, name: str, edition: str) -> CardContact:
    """Say where to write about a city (`name`) in an edition."""
    return CardContact(settings.contact, contact_link(settings.contact, f"{settings.title}: {name}, {edition}"))


def card_bridge(
    city: str, edition: Edition, project: Project, results: Mapping[str, EditionResult]
) -> CardBridge | None:
    """Say why an edition differs from the one before it; None where the city has none."""
    view = bridge_view(city, edition, project, results)
    if view is None:
        return None
    if view.difference is None:
        return CardBridge(say("Since {edition}", edition=view.old), (short_days(view.sentences),))
    title = say("Since {edition}: {difference}", edition=view.old, difference=view.difference)
    return CardBridge(title, tuple(short_days(one) for one in (view.sentences, view.acted_short) if one is not None))


def card_reply(file: CityEdition, edition: Edition) -> CardReply:
    """Show the reply, cut at a sentence where it is long."""
    reply = file.reply
    whole = plain(reply.text) if reply is not None and reply.text is not None else None
    text = _beginning(whole) if whole is not None else None
    return CardReply(
        state=short_days(reply_state(file, is_reconstructed=edition.is_reconstructed)),
        sender=reply.sender if reply is not None else None,
        text=text,
        has_more=text != whole or bool(reply is not None and reply.points),
    )


@within_marks
def _beginning(text: str) -> str:
    return shortened(text, MOST_REPLY_WORDS)


def shortened(text: str, most_words: int) -> str:
    """Keep whole sentences as long as they have not too many words together; at least the first words of the first."""
    kept: list[str] = []
    for one in _END_OF_SENTENCE.split(text.strip()):
        if sum(len(said.split()) for said in [*kept, one]) > most_words:
            break
        kept.append(one)
    return " ".join(kept) or f"{' '.join(text.split()[:most_words])} …"

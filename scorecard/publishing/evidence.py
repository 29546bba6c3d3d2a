"""Evidence in, the lines that name it out: what, where, when it was seen, how it is known."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from scorecard.model.answer import Evidence
from scorecard.publishing.language import say
from scorecard.publishing.links import host_of, web_link
from scorecard.publishing.once import once
from scorecard.publishing.words import when, when_short


@dataclass(frozen=True, slots=True)
class SourceView:
    """One source.

    `id` is unique in its city's file. `title` is never empty; `href` and
    `archived` are addresses that met the rule, None where there is none.
    `publisher` is None where it is not named or says the same as the title.
    `seen` is the day whose state it shows, `seen_short` the same for cards;
    `is_seen_last` is False where the next source of the line was seen on the same
    day, so that the day is printed once. `looked` is the day on which it was
    read, where that is another. `quote` is what it says, or the key of its row in
    a table; `quote_word` names which. `sha256` is the digest of what was read.
    """

    id: str
    title: str
    href: str | None
    publisher: str | None
    archived: str | None
    seen: str
    seen_short: str
    is_seen_last: bool
    looked: str | None
    quote: str | None
    quote_word: str
    sha256: str | None


def source_views(
    ids: Iterable[str], evidence: Mapping[str, Evidence], *, is_table: bool = False
) -> tuple[SourceView, ...]:
    """Show the sources of one answer in the order in which it names them.

    Args:
        ids: of the evidence.
        evidence: evidence id -> evidence, of the city's file.
        is_table: whether the sources are tables, whose quotation is the key of a row.
    """
    chosen = [evidence[one] for one in ids if one in evidence]
    days = [(one.seen, one.looked) for one in chosen]
    return tuple(
        _source(one, days[index] != days[index + 1] if index + 1 < len(days) else True, is_table)
        for index, one in enumerate(chosen)
    )


@once
def _source(one: Evidence, is_seen_last: bool, is_table: bool) -> SourceView:
    """Show one source; a city's answers share theirs."""
    title = one.title or host_of(one.url)
    says_more = one.publisher is not None and one.publisher.casefold() not in title.casefold()
    return SourceView(
        id=one.id,
        title=title,
        href=web_link(one.url),
        publisher=one.publisher if says_more else None,
        archived=web_link(one.archived) if one.archived is not None else None,
        seen=when(one.seen),
        seen_short=when_short(one.seen),
        is_seen_last=is_seen_last,
        looked=when(one.looked) if one.looked is not None else None,
        quote=one.quote,
        quote_word=say("row") if is_table else say("quotation"),
        sha256=one.sha256,
    )

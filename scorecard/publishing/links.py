"""An address in, the same address or None out: the one rule for what a page may link to."""

from __future__ import annotations

from functools import lru_cache
from urllib.parse import quote, urlsplit

from scorecard.model.web import is_mail, why_refused
from scorecard.publishing.language import without_marks


@lru_cache(maxsize=4096)
def web_link(address: str) -> str | None:
    """Allow `http` and `https` with a host and without a user; None is anything else."""
    return address if why_refused(address) is None else None


@lru_cache(maxsize=4096)
def markdown_link(address: str) -> str | None:
    """Allow what `web_link` allows and `mailto:` with one plain address: no subject, no second reader."""
    scheme, colon, rest = address.partition(":")
    if colon and scheme.lower() == "mailto":
        return f"mailto:{rest}" if is_mail(rest) else None
    return web_link(address)


@lru_cache(maxsize=4096)
def contact_link(contact: str, subject: str) -> str | None:
    """Link to the publisher's contact: an e-mail with a subject, or a web page; None where it is neither."""
    if is_mail(contact):
        return f"mailto:{contact}?subject={quote(without_marks(subject), safe='')}"
    return web_link(contact)


@lru_cache(maxsize=4096)
def host_of(address: str) -> str:
    """Name the host of an allowed address, without `www.`."""
    return (urlsplit(address).hostname or address).removeprefix("www.")

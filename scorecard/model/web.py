"""The one rule for addresses: of the web `http` or `https`, with a host, without a user; of mail one plain address."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

MAX_LENGTH = 2000  # what browsers and spreadsheets handle; longer ones are pasted by mistake

_SEEN_WRONG = re.compile(r"[\x00-\x20\x7f-\xa0\\<>\"`{}|^\u1680\u2000-\u200f\u2028-\u202f\u205f-\u206f\u3000\ufeff]")
_MAIL = re.compile(r"[A-Za-z0-9.!#$&'*+/=?^_`{|}~-]{1,64}@[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63}){1,8}\Z")
_HOST = re.compile(r"(?:[^\s./:@?#\[\]%]+(?:\.[^\s./:@?#\[\]%]+)*\.?|\[[0-9A-Fa-f:.]+\])\Z")
_USUAL = re.compile(r"https?://[a-z0-9-]+(?:\.[a-z0-9-]+)*(?:/[A-Za-z0-9/._~%?&=+:@!$'()*,;#-]*)?\Z")


def why_refused(address: str) -> str | None:
    """Say what is wrong with a web address; None where nothing is."""
    if len(address) > MAX_LENGTH:
        return f"it has more than {MAX_LENGTH} characters"
    if _USUAL.match(address):
        return None
    if _SEEN_WRONG.search(address):
        return "it holds a space or a character that no address may have"
    try:
        parts = urlsplit(address)
        port_is_fine = parts.port is None or parts.port > 0
    except ValueError:
        return "its host or port cannot be read"
    if parts.scheme not in {"http", "https"}:
        return "it does not start with https:// or http://"
    if "@" in parts.netloc:
        return "it names a user"
    host = parts.netloc if "[" in parts.netloc else parts.hostname
    if not port_is_fine or not host or not _HOST.match(host):
        return "it has no host"
    return None


def is_mail(address: str) -> bool:
    """Whether it is one e-mail address that can be linked: no name beside it, no subject, no second reader."""
    return _MAIL.match(address) is not None

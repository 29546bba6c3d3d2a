"""A file with marks in, the same with words in their places out; and later, with other words in the same places.

Where one city's score moves thousands of others by a place, nothing else changes on
their pages. So what a file says of ranks is put in when all else of it is made, and
it is remembered where: the next build puts other words there and makes nothing else.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from hashlib import sha256

from scorecard.publishing.language import resolved

_END = "\x01"  # no text of a project holds it, since reading refuses it
_MARK = re.compile(rb"\x01([0-9]+)\x01")


def mark(index: int) -> str:
    """Write what stands for the word of an index until words are put in."""
    return f"{_END}{index}{_END}"


def said(words: Sequence[str]) -> str:
    """Digest words; empty where there are none."""
    return sha256("\0".join(words).encode()).hexdigest()[:16] if words else ""


def fill(marked: bytes, words: Sequence[str]) -> tuple[bytes, str]:
    """Put words in the places of their marks.

    Returns:
        The content, and its places: start and length of each word, in order, with
        blanks between; empty where not each word has just one place, in their order.
    """
    if not words:  # a font may hold anything
        return marked, ""
    pieces = _MARK.split(marked)
    indices = [int(index) for index in pieces[1::2]]
    content, places = _joined(pieces[::2], [words[index] for index in indices])
    return content, places if indices == list(range(len(words))) else ""


def refill(content: bytes, places: str, words: Sequence[str]) -> tuple[bytes, str] | None:
    """Put other words in the places of a content, as `fill` gave both; None where there are not as many."""
    numbers = [int(number) for number in places.split()]
    starts, lengths = numbers[::2], numbers[1::2]
    if not words or len(starts) != len(words):
        return None
    ends = [0, *(start + length for start, length in zip(starts, lengths, strict=True))]
    texts = [content[end:start] for end, start in zip(ends, [*starts, len(content)], strict=True)]
    return _joined(texts, words)


def _joined(texts: Sequence[bytes], words: Sequence[str]) -> tuple[bytes, str]:
    pieces, places, at = [texts[0]], list[int](), len(texts[0])
    for word, text in zip(words, texts[1:], strict=True):
        written = resolved(word).encode()  # as the page around it was before
        pieces += [written, text]
        places += [at, len(written)]
        at += len(written) + len(text)
    return b"".join(pieces), " ".join(map(str, places))

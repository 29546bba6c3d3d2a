"""What passes between `cards.py` and its children: a batch of cards as JSON one way, counted answers the other."""

from __future__ import annotations

import json
import struct
from base64 import b64decode, b64encode
from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum

from scorecard.publishing.card_job import CardStyle

_HEAD = struct.Struct(">cQ")  # kind, length of what follows


class Kind(Enum):
    """What an answer is: a PDF, why one card could not be drawn, or why none can: no Pango, no usable style."""

    DRAWN = b"d"
    REFUSED = b"r"
    NO_PANGO = b"p"
    NO_STYLE = b"s"


@dataclass(frozen=True, slots=True)
class Batch:
    """Cards of one style, each as HTML and pictures (name -> SVG), and what one of them may use."""

    style: CardStyle
    cards: tuple[tuple[str, Mapping[str, str]], ...]
    memory_bytes: int
    cpu_seconds: int

    def packed(self) -> bytes:
        """Write the batch as JSON, fonts in base 64."""
        return json.dumps(
            {
                "css": self.style.css,
                "has_fields": self.style.has_fields,
                "fonts": {name: b64encode(font).decode() for name, font in self.style.fonts.items()},
                "cards": [[html, dict(pictures)] for html, pictures in self.cards],
                "memory_bytes": self.memory_bytes,
                "cpu_seconds": self.cpu_seconds,
            }
        ).encode()

    @classmethod
    def unpacked(cls, packed: bytes) -> Batch:
        """Read what `packed` wrote."""
        read = json.loads(packed)
        fonts = {name: b64decode(font) for name, font in read["fonts"].items()}
        cards = tuple((html, pictures) for html, pictures in read["cards"])
        style = CardStyle(read["css"], fonts, read["has_fields"])
        return cls(style, cards, read["memory_bytes"], read["cpu_seconds"])


def answer(kind: Kind, content: bytes) -> bytes:
    """Write one answer."""
    return _HEAD.pack(kind.value, len(content)) + content


def taken(buffer: bytearray) -> tuple[Kind, bytes] | None:
    """Take one whole answer from the front of a buffer; None where there is none yet."""
    if len(buffer) < _HEAD.size:
        return None
    kind, length = _HEAD.unpack_from(buffer)
    end = _HEAD.size + length
    if len(buffer) < end:
        return None
    content = bytes(buffer[_HEAD.size : end])
    del buffer[:end]
    return Kind(kind), content

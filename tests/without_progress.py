"""What a command said on standard error in, its lines but for those of progress out, which a slow machine adds."""

from __future__ import annotations

import re

# Of phases of more than a second, and every ten: `cities’ pages: 20 of 340, about 5 s left`.
PROGRESS = re.compile(
    r"(cities|pages|cities’ pages|data files|report cards|national reports): [0-9,]+ of [0-9,]+(, about .+ left)?"
)


def without_progress(said: str) -> list[str]:
    """Give the lines that say something else than how far a command is."""
    return [line for line in said.splitlines() if PROGRESS.fullmatch(line) is None]

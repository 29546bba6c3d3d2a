"""The text of `--weights` in, a weight per dimension out."""

from __future__ import annotations

import re
from collections.abc import Sequence
from fractions import Fraction

from scorecard.problem import CommandLineError, did_you_mean

_NUMBER = re.compile(r"[0-9]{1,9}(?:\.[0-9]{1,9}|/[0-9]{1,9})?\Z")


def read_weights(text: str, dimensions: Sequence[str]) -> dict[str, Fraction]:
    """Read `a=25,b=75` and scale it to 100.

    Raises:
        CommandLineError: a dimension is missing, unknown or named twice, a weight is
            no number of 0 or more, or all are 0.
    """
    found: dict[str, Fraction] = {}
    for part in text.split(","):
        name, _, number = (piece.strip() for piece in part.partition("="))
        if name not in dimensions:
            listed = ", ".join(dimensions)
            raise CommandLineError(f'--weights: "{name}" is no dimension; use {listed}{did_you_mean(name, dimensions)}')
        if name in found:
            raise CommandLineError(f"--weights: {name} stands there twice; keep one")
        if not _NUMBER.match(number) or re.search(r"/0+\Z", number):
            raise CommandLineError(f'--weights: "{number}" is no number of 0 or more; write it as 25, 12.5 or 1/3')
        found[name] = Fraction(number)
    missing = [name for name in dimensions if name not in found]
    if missing:
        raise CommandLineError(f"--weights names every dimension; add {', '.join(missing)}")
    total = sum(found.values(), Fraction(0))
    if not total:
        raise CommandLineError("--weights: all are 0; give at least one dimension a weight")
    return {name: 100 * found[name] / total for name in dimensions}

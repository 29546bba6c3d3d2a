"""A number of examples in, how many of them a law is tried with out: TRIES times as many, as `make proof` asks for."""

from __future__ import annotations

import os


def tries(count: int) -> int:
    """Give the number for this run; where nothing is said, the one that `make test` has time for."""
    return count * int(os.environ.get("TRIES", "1"))

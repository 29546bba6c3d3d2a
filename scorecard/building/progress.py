"""How far a build is, told to whoever listens."""

from __future__ import annotations

from collections.abc import Callable

Tell = Callable[[str, int, int], None]
"""Called with what is being made, how many are done, and how many there will be."""

"""The libraries that draw cards, found in two ways: from outside, which is fast, and by those who draw."""

from __future__ import annotations

import sys

import pytest

from scorecard.building.at_hand import libraries_at_hand
from scorecard.building.render import drawing_libraries


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="elsewhere only those who draw are asked")
def test_what_is_found_from_outside_is_what_draws() -> None:
    """Names and versions are the same, or a build would think that something changed each time."""
    assert libraries_at_hand() == drawing_libraries()

"""A thousand builds killed at random moments, and hundreds interrupted."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.building.driver import killed

pytestmark = pytest.mark.proof


@pytest.mark.parametrize(
    ("how", "kills"),
    [
        (("--no-cards", "--cold", "5"), 880),
        (("--cold", "2"), 60),
        (("--no-cards", "--no-exchange"), 60),
        (("--no-cards", "--cold", "3", "--interrupt"), 200),
        (("--cold", "2", "--interrupt"), 20),
    ],
    ids=["without cards", "with cards", "without exchange", "interrupted", "interrupted with cards"],
)
def test_a_thousand_builds_hit_at_random_moments(tmp_path: Path, how: tuple[str, ...], kills: int) -> None:
    """After each the site is one whole manifest, and after the next build nothing is left over."""
    told = killed(tmp_path, "--kills", str(kills), *how)
    assert ([], kills) == (told["wrong"], told["in_time"])
    assert told["slowest"] < 5

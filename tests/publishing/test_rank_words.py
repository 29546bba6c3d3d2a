"""Places in words: exact among a thousand, in two digits and always outward among more."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
from fractions import Fraction
from html import unescape
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scorecard.packaged import packaged
from scorecard.publishing import rank_words
from scorecard.publishing.language import speaking, without_marks
from scorecard.scoring.ranks import standings
from scorecard.scoring.result import Range, Standing


@pytest.mark.parametrize(
    ("number", "written"),
    [(1, "1st"), (2, "2nd"), (3, "3rd"), (11, "11th"), (13, "13th"), (21, "21st"), (111, "111th")],
)
def test_places(number: int, written: str) -> None:
    """A place has the ending that people say."""
    assert rank_words.ordinal(number) == written


def test_ranks() -> None:
    """A rank is an interval among how many, and says where no order is settled."""
    assert rank_words.rank_place(Standing(3, 3, 9), 41) == "3rd to 9th"
    assert (rank_words.rank_of(41), rank_words.rank_of(1)) == ("of 41 ranked cities", "of 1 ranked city")
    assert rank_words.rank_doubt(Standing(1, 1, 7), 7) == "The ranges overlap, so no order is settled."
    assert rank_words.rank_doubt(Standing(1, 1, 6), 7) is None


def test_a_place_that_others_share_says_so() -> None:
    """An exact place is no better than that of those who share it; an interval says its doubt already."""
    tied, above, wide = Standing(2, 2, 2, sharing=2), Standing(1, 1, 1), Standing(4, 4, 6, sharing=1)
    assert "1st of 6" == rank_words.rank_among(above, 6)
    assert "2nd of 6, with 2 others" == rank_words.rank_among(tied, 6)
    assert "4th to 6th of 6" == rank_words.rank_among(wide, 6)


def test_ranks_among_thousands() -> None:
    """Two digits from the hundredth place on, three for how many there are; the best hundred stay exact."""
    far, near, top = Standing(12345, 12345, 12811), Standing(99, 99, 99, sharing=3), Standing(4, 4, 117)
    assert rank_words.rank_among(far, 17_990) == "12,000th to 13,000th of about 18,000"
    assert rank_words.rank_among(near, 17_990) == "99th of about 18,000, with 3 others"
    assert rank_words.rank_label(top, 17_990) == "Rank 4th to 120th of about 18,000"
    assert rank_words.rank_note(far, 17_990) == "of about 18,000 ranked cities."
    assert rank_words.rank_among(Standing(1234, 1234, 1234), 17_990) == "1,200th to 1,300th of about 18,000"
    assert rank_words.rank_among(Standing(17_401, 17_401, 17_490), 17_490) == "17,000th to 17,500th of about 17,500"
    assert rank_words.rank_among(Standing(870, 870, 1000), 1000) == "870th to 1,000th of 1,000"
    assert (rank_words.about(345), rank_words.about(4_349), rank_words.about(4_350)) == ("350", "4,300", "4,400")
    with speaking("es"):
        said = without_marks(rank_words.rank_among(far, 17_990))
    assert said == "12,000.º a 13,000.º de unas 18,000"


@given(data=st.data(), ranked=st.integers(1, 100_000))
def test_what_is_printed_holds_the_exact_places(data: st.DataObject, ranked: int) -> None:
    """No printed interval leaves out a place that is possible, and none is wider than two digits make it."""
    best = data.draw(st.integers(1, ranked))
    worst = data.draw(st.integers(best, ranked))
    first, last = rank_words.told_places(best, worst, ranked)
    assert 1 <= first <= best <= worst <= last <= rank_words.told_ranked(ranked)
    assert first > best * 9 // 10
    assert last <= worst + worst // 10 + 1
    if ranked <= rank_words.MANY:
        assert (first, last) == (best, worst)


def test_one_city_that_moves_changes_the_words_of_few() -> None:
    """Among thousands, whoever is passed keeps the printed rank, but for the few that stand where two digits change."""
    spans = {f"city-{number:04}": Range(Fraction(number, 50), Fraction(number, 50) + 3) for number in range(4000)}
    before = standings(spans)
    after = standings({**spans, "city-1000": Range(Fraction(24), Fraction(27))})
    moved = [city for city in spans if city != "city-1000" and before[city] != after[city]]

    def said(standing: Standing) -> str:
        return f"{rank_words.rank_place(standing, 4000)} {rank_words.rank_note(standing, 4000)}"

    told = [city for city in moved if said(before[city]) != said(after[city])]
    assert len(moved) > 300
    assert 0 < len(told) < len(moved) / 20


HARNESS = """<!doctype html><title>x</title><pre></pre><script src="own.js"></script><script>
document.querySelector("pre").textContent = JSON.stringify(%s.map((one) => ownWeights.places(...one)));</script>"""


@pytest.mark.browser
def test_the_page_of_own_weights_prints_the_same_places(tmp_path: Path) -> None:
    """Its script widens places as pages do."""
    counts = (1, 99, 1000, 1001, 1010, 9_999, 17_490, 18_000)
    asked = [
        (best, worst, ranked)
        for ranked in counts
        for best in (1, 9, 10, 99, 100, 101, 999, 1001, 12_345)
        for worst in (best, best + 1, best + 99, ranked)
        if best <= worst <= ranked
    ]
    shutil.copy(packaged("templates") / "site" / "own-weights.js", tmp_path / "own.js")
    harness = tmp_path / "harness.html"
    harness.write_text(HARNESS % json.dumps(asked))
    browser = os.environ.get("CHROMIUM") or shutil.which("chromium") or "chromium"
    flags = ("--headless=new", "--no-sandbox", "--disable-gpu", "--no-first-run", "--dump-dom")
    command = [browser, *flags, f"--user-data-dir={tmp_path / 'profile'}", harness.as_uri()]
    dumped = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    told = re.search(r"<pre>(\[.*\])</pre>", dumped, re.DOTALL)
    assert told is not None, dumped[-500:]
    assert json.loads(unescape(told.group(1))) == [list(rank_words.told_places(*one)) for one in asked]

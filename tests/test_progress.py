"""Progress: one line that changes on a terminal, few plain lines elsewhere, and a guess of what is left."""

from __future__ import annotations

from scorecard.progress import Progress
from tests.without_progress import without_progress


def follow(*, is_terminal: bool, seconds: float, count: int = 100) -> list[str]:
    """Follow a phase of so many pages, of which each takes so many seconds."""
    shown: list[str] = []
    now = 0.0

    def clock() -> float:
        return now

    progress = Progress(shown.append, is_terminal=is_terminal, clock=clock)
    for done in range(1, count + 1):
        progress.tell("pages", done, count)
        now += seconds
    progress.close()
    return shown


def test_on_a_terminal_one_line_changes_and_is_taken_away() -> None:
    """Ten times a second at most, with the time left; at the end the line is empty."""
    shown = follow(is_terminal=True, seconds=1.0)
    assert "\r\x1b[Kpages: 2 of 100" == shown[0]
    assert "\r\x1b[Kpages: 4 of 100, about 1 min left" == shown[2]
    assert ["\r\x1b[Kpages: 100 of 100", "\r\x1b[K"] == shown[-2:]
    assert not any("\n" in text for text in shown)
    assert len(follow(is_terminal=True, seconds=0.001)) < 5


def test_elsewhere_there_is_a_plain_line_every_ten_seconds() -> None:
    """Lines stay where they are written, so they are few."""
    shown = follow(is_terminal=False, seconds=1.0)
    assert ["pages: 11 of 100, about 1 min left\n", "pages: 21 of 100, about 1 min left\n"] == shown[:2]
    assert "pages: 100 of 100\n" == shown[-1]
    assert 11 >= len(shown)


def test_what_is_short_is_not_told_where_lines_stay() -> None:
    """A phase of less than a second leaves no line."""
    assert [] == follow(is_terminal=False, seconds=0.001)


def test_no_time_is_guessed_from_nothing() -> None:
    """What has not run for two seconds says nothing about what is left."""
    shown = follow(is_terminal=True, seconds=0.15, count=10)
    assert not any("left" in text for text in shown)


def test_what_a_slow_machine_adds_is_left_out_and_nothing_else() -> None:
    """Whoever reads what a command says besides is given that alone, in whatever phase it was."""
    shown = "".join(follow(is_terminal=False, seconds=1.0))
    phase = shown.replace("pages", "cities’ pages")
    assert 20 <= len(f"{shown}{phase}".splitlines())
    said = ["scorecard: pages: 2 of 3 cannot be made", "2 problems in 1 file; nothing was written"]
    assert said == without_progress(f"{shown}{said[0]}\n{phase}{said[1]}\n")

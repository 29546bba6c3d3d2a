"""Items in forked processes: what is made comes back, and what goes wrong is told as it was."""

from __future__ import annotations

import gc
import sys
import time
import weakref
from collections.abc import Iterator
from contextlib import suppress
from fractions import Fraction

import pytest

from scorecard.building.pool import in_processes
from scorecard.building.process import hear_lost_interrupts, raise_lost_interrupt, seldom_sweeping, uninterrupted


def parts(number: int) -> Iterator[Fraction]:
    """Give one divided by a number; there is none for 0."""
    yield Fraction(1, number)


@pytest.mark.parametrize("jobs", [1, 2])
def test_all_that_is_made_comes_back(jobs: int) -> None:
    """Once each, in whatever order."""
    assert [Fraction(1, number) for number in range(9, 0, -1)] == sorted(in_processes(parts, range(1, 10), jobs=jobs))


def test_a_failure_is_told_where_its_process_was_gone_before_it_got_the_next_item() -> None:
    """What it said last counts, and not that nobody listens any more."""

    def items() -> Iterator[int]:
        yield from (0, 0)
        time.sleep(0.3)
        yield 1

    with pytest.raises(ZeroDivisionError):
        list(in_processes(parts, items(), jobs=2))


def test_circles_are_looked_for_as_often_as_before_when_a_build_has_ended() -> None:
    """Also where it failed: the process may go on to do something else."""
    before = gc.get_threshold()
    with suppress(ZeroDivisionError), seldom_sweeping():
        during = gc.get_threshold()
        list(parts(0))
    assert (True, before) == (during > before, gc.get_threshold())


def test_an_interrupt_that_python_passes_over_is_raised_soon_after(monkeypatch: pytest.MonkeyPatch) -> None:
    """Python ignores what is raised in a callback of a weak reference; the build hears of it before it publishes."""

    class Gone:
        pass

    def interrupted(_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(sys, "unraisablehook", sys.unraisablehook)
    hear_lost_interrupts()
    with uninterrupted():
        pass
    one = Gone()
    watched = weakref.ref(one, interrupted)
    del one
    assert watched() is None
    with pytest.raises(KeyboardInterrupt), uninterrupted():
        raise AssertionError("it was not raised")
    raise_lost_interrupt()

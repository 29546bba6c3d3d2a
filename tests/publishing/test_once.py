"""Working once for each record: by identity, for further arguments too, and never for another that looks alike."""

from __future__ import annotations

from scorecard.publishing.once import once


def test_a_record_is_worked_on_once() -> None:
    """The same record and arguments are not worked on again; another record, or other arguments, are."""
    asked: list[tuple[list[int], int]] = []

    @once
    def total(numbers: list[int], more: int = 0) -> int:
        """Add up."""
        asked.append((numbers, more))
        return sum(numbers) + more

    one, alike = [1, 2], [1, 2]
    assert [3, 3, 3, 8, 8] == [total(one), total(one), total(alike), total(one, 5), total(one, 5)]
    assert [(one, 0), (alike, 0), (one, 5)] == asked
    assert ("total", "Add up.") == (total.__name__, total.__doc__)


def test_what_is_named_is_worked_on_each_time() -> None:
    """A named argument is never mistaken for another one."""

    @once
    def times(numbers: list[int], factor: int) -> list[int]:
        return [factor * one for one in numbers]

    one = [1]
    assert [[2], [3], [2]] == [times(one, factor=2), times(one, factor=3), times(one, 2)]


def test_records_that_are_gone_leave_nothing_behind() -> None:
    """Many short-lived records that stand at the same place in memory are told apart."""

    @once
    def first(numbers: list[int]) -> int:
        return numbers[0]

    assert list(range(10_000)) == [first([number]) for number in range(10_000)]

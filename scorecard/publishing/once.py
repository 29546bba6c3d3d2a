"""A function of a record in, the same one out that works once for each record and language: by identity, not value.

Rubrics and their criteria hold mappings, so they have no hash; and what is said
of them is said on every page.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec, TypeVar

from scorecard.publishing.language import spoken

Record = TypeVar("Record")
Made = TypeVar("Made")
More = ParamSpec("More")

_MOST = 4096  # records and other arguments that are remembered at once; then all are forgotten


def once(make: Callable[Concatenate[Record, More], Made]) -> Callable[Concatenate[Record, More], Made]:
    """Remember what was made of a record and of further arguments, which have a hash; with named ones, nothing is.

    A record that is remembered is kept alive, so that no other takes its place in memory.
    """
    made: dict[object, tuple[Record, Made]] = {}

    @wraps(make)
    def remembered(record: Record, /, *args: More.args, **kwargs: More.kwargs) -> Made:
        if kwargs:
            return make(record, *args, **kwargs)
        key = (id(record), spoken(), args) if args else (id(record), spoken())
        found = made.get(key)
        if found is None:
            if len(made) >= _MOST:
                made.clear()
            found = made[key] = (record, make(record, *args, **kwargs))
        return found[1]

    return remembered

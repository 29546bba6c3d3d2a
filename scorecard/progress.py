"""How far a long command is in, what to show of it out: a line that changes on a terminal, plain lines elsewhere."""

from __future__ import annotations

import time
from collections.abc import Callable

_AGAIN = "\r\x1b[K"  # to the start of the line, and take away what is there
_EVERY_SECONDS = {True: 0.1, False: 10.0}  # on a terminal, elsewhere
_WORTH_A_LINE_SECONDS = 1.0  # where lines stay, those of short phases would hide what matters
_NO_GUESS_SECONDS = 2.0  # what has not run so long tells nothing about what is left


class Progress:
    """Follows one command through its phases. `show` puts a text where it is read, `clock` gives seconds."""

    def __init__(
        self, show: Callable[[str], None], *, is_terminal: bool, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._show, self._is_terminal, self._clock = show, is_terminal, clock
        self._is_open = False
        self._what = ""
        self._begun = self._told = 0.0

    def tell(self, what: str, done: int, of: int) -> None:
        """Show how far it is, unless what was shown last will do.

        Args:
            what: that is made, in the plural.
            done: how many are.
            of: how many there will be.
        """
        line = self._line(what, done, of)
        if line is not None:
            self._show(f"{_AGAIN}{line}" if self._is_terminal else f"{line}\n")
            self._is_open = self._is_terminal

    def close(self) -> None:
        """Take the line that changes away; what is told after this begins anew."""
        if self._is_open:
            self._show(_AGAIN)
            self._is_open = False
        self._what = ""  # the same phase, later on, begins anew

    def _line(self, what: str, done: int, of: int) -> str | None:
        now = self._clock()
        if what != self._what:
            self._what, self._begun, self._told = what, now, now
        is_end = done == of
        if not is_end and now - self._told < _EVERY_SECONDS[self._is_terminal]:
            return None
        if is_end and not self._is_terminal and now - self._begun < _WORTH_A_LINE_SECONDS:
            return None
        self._told = now
        left = "" if is_end else self._left(now - self._begun, done, of)
        return f"{what}: {done:,} of {of:,}{left}"

    @staticmethod
    def _left(seconds: float, done: int, of: int) -> str:
        """Say how long the rest will take, if it goes on as it went."""
        if seconds < _NO_GUESS_SECONDS or not done:
            return ""
        return f", about {_duration(seconds * (of - done) / done)} left"


def _duration(seconds: float) -> str:
    """Write a time as nobody needs it more exactly: `5 s`, `40 s`, `3 min`, `2 h 10 min`."""
    if seconds < 60:
        return f"{max(1, round(seconds))} s"
    minutes = round(seconds / 60)
    return f"{minutes} min" if minutes < 60 else f"{minutes // 60} h {minutes % 60} min"

"""What a process of a build does for itself: end when the one that started it ends; finish a step that is begun."""

from __future__ import annotations

import ctypes
import gc
import os
import signal
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager

_PR_SET_PDEATHSIG = 1  # linux/prctl.h
_SELDOM = (50_000, 20, 100)  # pages leave next to no circles; looking for them took a sixth of the time


def end_with_parent(parent: int) -> None:
    """End this process when its parent dies, however that dies, so that nothing works on for nobody.

    Where the system cannot do that, the pipe between the two tells it a little later.

    Args:
        parent: the number of the process that started this one; it may be gone already.
    """
    if not sys.platform.startswith("linux"):
        return
    ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
    if os.getppid() != parent:
        os._exit(1)


def seldom_swept() -> None:
    """Let Python look for circles of objects seldom in this process, and never among those that are there now."""
    gc.set_threshold(*_SELDOM)
    gc.freeze()


@contextmanager
def seldom_sweeping() -> Iterator[None]:
    """Look for circles seldom for a while: a project stays to the end, and all of it is gone through every time."""
    before = gc.get_threshold()
    gc.set_threshold(*_SELDOM)
    try:
        yield
    finally:
        gc.set_threshold(*before)


@contextmanager
def held_back() -> Iterator[None]:
    """Let Ctrl-C wait while a process is started, which then never hears it; this one hears it afterwards."""
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


class _Interrupt:
    """Whether one was passed over."""

    is_lost = False


def hear_lost_interrupts() -> None:
    """Note a Ctrl-C that Python passes over, since it falls into a callback of its own, so that it can be raised."""
    before = sys.unraisablehook

    def noted(lost: sys.UnraisableHookArgs) -> None:
        if issubclass(lost.exc_type, KeyboardInterrupt):
            _Interrupt.is_lost = True
        else:
            before(lost)

    sys.unraisablehook = noted


def raise_lost_interrupt() -> None:
    """Raise a Ctrl-C that was passed over.

    Raises:
        KeyboardInterrupt: there was one.
    """
    if _Interrupt.is_lost:
        _Interrupt.is_lost = False
        raise KeyboardInterrupt


@contextmanager
def uninterrupted(*, for_good: bool = False) -> Iterator[None]:
    """Let a step end before Ctrl-C is heard again, since that says that nothing was published.

    Args:
        for_good: after a step that was done Ctrl-C is not heard any more, since the process has nothing left to do.
    """
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    is_done = False
    try:
        raise_lost_interrupt()
        yield
        is_done = True
    finally:
        if not (for_good and is_done):
            signal.signal(signal.SIGINT, before)

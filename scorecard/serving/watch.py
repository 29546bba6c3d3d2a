"""Folders in, a word whenever something in them may have changed out; who hears it looks for himself what it was."""

from __future__ import annotations

import threading
from collections.abc import Iterable, Sequence
from contextlib import suppress
from pathlib import Path

from watchfiles import watch

_QUIET_MILLISECONDS = 30  # nothing more is saved for so long
_AT_MOST_MILLISECONDS = 300  # that a series of saves is waited for


class Watch:
    """Watches what lies directly in a project, and some folders with all that is in them."""

    def __init__(self, root: Path) -> None:
        self._changed = threading.Event()
        self._top = _Ear([root], self._changed, is_deep=False)
        self._folders: tuple[Path, ...] = ()
        self._deep: _Ear | None = None

    def wait(self) -> None:
        """Wait until something may have changed since this returned last."""
        self._changed.wait()
        self._changed.clear()

    def also(self, folders: Iterable[Path]) -> None:
        """Watch these folders, instead of those that were named last."""
        wanted = tuple(sorted(set(folders)))
        if wanted != self._folders:
            former, self._folders = self._deep, wanted
            self._deep = _Ear(wanted, self._changed, is_deep=True) if wanted else None
            if former is not None:
                former.stop()

    def stop(self) -> None:
        """Hear no more."""
        for ear in (self._top, self._deep):
            if ear is not None:
                ear.stop()


class _Ear:
    """A thread that listens to the system."""

    def __init__(self, paths: Iterable[Path], changed: threading.Event, *, is_deep: bool) -> None:
        self._paths, self._changed, self._is_deep = tuple(paths), changed, is_deep
        self._stopped = threading.Event()
        self._thread = threading.Thread(target=self._listen, daemon=True)
        self._thread.start()

    def stop(self) -> None:
        self._stopped.set()
        self._thread.join()

    def _listen(self) -> None:
        for is_polling in (None, True):  # where the system watches no more folders, look at them from time to time
            with suppress(OSError, RuntimeError):  # also where one goes away in the same instant
                self._hear([path for path in self._paths if path.exists()], is_polling=is_polling)
            if self._stopped.is_set():
                return

    def _hear(self, paths: Sequence[Path], *, is_polling: bool | None) -> None:
        changes = watch(
            *paths,
            watch_filter=None,
            debounce=_AT_MOST_MILLISECONDS,
            step=_QUIET_MILLISECONDS,
            stop_event=self._stopped,
            raise_interrupt=False,
            force_polling=is_polling,
            recursive=self._is_deep,
            ignore_permission_denied=True,
        )
        for _ in changes:
            self._changed.set()

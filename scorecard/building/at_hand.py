"""Nothing in, which libraries of the system would draw cards out: asked of themselves, without loading WeasyPrint.

Loading WeasyPrint takes longer than all else that a build does where nothing has
changed. What is found here only tells whether anything may have changed; who draws
a card loads it and is sure.
"""

from __future__ import annotations

import ctypes
import sys
from collections.abc import Mapping
from contextlib import suppress
from importlib.metadata import PackageNotFoundError, distribution
from importlib.util import find_spec
from pathlib import Path

_PANGO, _HARFBUZZ, _SUBSET = "libpango-1.0.so.0", "libharfbuzz.so.0", "libharfbuzz-subset.so.0"


def libraries_at_hand() -> Mapping[str, str] | None:
    """Name the libraries as `render.drawing_libraries` does; None where only that can tell, as on macOS."""
    if not sys.platform.startswith("linux") or not _is_weasyprint_itself():
        return None
    try:
        pango, harfbuzz = ctypes.CDLL(_PANGO), ctypes.CDLL(_HARFBUZZ)
    except OSError:
        return None
    harfbuzz.hb_version_string.restype = ctypes.c_char_p
    number, found = pango.pango_version(), harfbuzz.hb_version_string().decode()
    named = f"{number // 10000}.{number // 100 % 100}.{number % 100}"
    return {"Pango": named, "HarfBuzz": found if _has_subset() else f"{found} without subset"}


def _has_subset() -> bool:
    with suppress(OSError):
        ctypes.CDLL(_SUBSET)
        return True
    return False


def _is_weasyprint_itself() -> bool:
    """Whether what an import would find is the package that is installed, and nothing that stands in its way."""
    spec = find_spec("weasyprint")
    try:
        installed = distribution("weasyprint").locate_file("weasyprint/__init__.py")
    except PackageNotFoundError:
        return False
    return spec is not None and spec.origin is not None and Path(spec.origin) == Path(str(installed))

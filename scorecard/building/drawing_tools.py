"""Nothing in, what draws cards on this machine out: versions, and the fingerprint of a small card drawn with them.

Run as `python -m scorecard.building.drawing_tools`, in a process of its own as
the cards are: that sees what is installed now, not what was when a worker began.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path

from scorecard import __version__
from scorecard.building.cards import child_environment
from scorecard.building.render import CardNotDrawn, PangoMissing, Renderer, pango_version
from scorecard.packaged import packaged
from scorecard.publishing.card_job import CardStyle

MISSING = "none"
SMALL_CARD = "a small card"
_PACKAGES = ("weasyprint", "pydyf", "fonttools")
_FONT = "scorecard-sans-400.ttf"
_CSS = (
    f'@font-face {{ font-family: "Scorecard Sans"; src: url("build:///fonts/{_FONT}") }}'
    'body { font-family: "Scorecard Sans" } h1 { font-weight: 400 }'
)
_HTML = '<html lang="en"><head><title>T</title></head><body><h1>Records</h1><p>Öffice, fi, 1–2</p></body></html>'


def drawing_tools() -> dict[str, str]:
    """Ask a child process for what decides the bytes of a card.

    Returns:
        Name -> version: of the tool, Python (two numbers), each package and Pango,
        `none` where there is no Pango; last, the fingerprint of a small card, which
        differs also by what has no version here (HarfBuzz, zlib).

    Raises:
        CardNotDrawn: the child failed; the message is its last line.
    """
    with tempfile.TemporaryDirectory(prefix="scorecard-cards-") as folder:
        asked = subprocess.run(
            [sys.executable, "-m", "scorecard.building.drawing_tools"],
            env=child_environment(Path(folder)),
            stdin=subprocess.DEVNULL,
            capture_output=True,
            check=False,
        )
    if asked.returncode != 0:
        raise CardNotDrawn(asked.stderr.decode(errors="replace").strip().rpartition("\n")[2] or "Python ended early")
    told: dict[str, str] = json.loads(asked.stdout)
    return told


def difference(here: Mapping[str, str], there: Mapping[str, str]) -> str | None:
    """Name the first tool that differs, theirs first, as `Pango 1.50.12 and not 1.54.0`; None where none does."""
    for name, ours in here.items():
        theirs = there.get(name, MISSING)
        if theirs == MISSING != ours:
            return f"no {name}"
        if theirs != ours and name == SMALL_CARD:
            return "another library than this machine: a small card comes out with other bytes"
        if theirs != ours:
            return f"{name} {theirs} and not {ours}"
    return None


def main() -> None:
    """Print what `drawing_tools` gives, as JSON."""
    python = f"{sys.version_info.major}.{sys.version_info.minor}"
    tools = {"scorecard": __version__, "Python": python, **{name: version(name) for name in _PACKAGES}}
    try:
        tools["Pango"] = pango_version()
        style = CardStyle(_CSS, {_FONT: (packaged("templates") / "shared" / "fonts" / _FONT).read_bytes()})
        tools[SMALL_CARD] = sha256(Renderer(style).render(_HTML, {}).pdf).hexdigest()
    except PangoMissing:
        tools["Pango"] = MISSING
    sys.stdout.write(json.dumps(tools))


if __name__ == "__main__":
    main()

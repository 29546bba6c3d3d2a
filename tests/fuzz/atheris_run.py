"""The name of a target and a folder of inputs in, runs guided by coverage out; run by `scripts/fuzz.sh`."""

from __future__ import annotations

import importlib
import sys
from pathlib import Path
from typing import Any

atheris: Any = importlib.import_module("atheris")  # only `scripts/fuzz.sh` has it

with atheris.instrument_imports(include=["scorecard", "markdown", "yaml"]):
    TARGET = importlib.import_module(f"tests.fuzz.{sys.argv.pop(1)}")


def main() -> None:
    """Start from the target's seeds, and go on from what earlier runs found."""
    corpus = Path(sys.argv[1])
    corpus.mkdir(parents=True, exist_ok=True)
    for number, seed in enumerate(TARGET.seeds()):
        (corpus / f"seed-{number:03}").write_bytes(seed)
    atheris.Setup(sys.argv, lambda raw: TARGET.run(raw) and None)
    atheris.Fuzz()


if __name__ == "__main__":
    main()

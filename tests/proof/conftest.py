"""What the long checks share."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from scorecard.checking import load_project

CHECKOUT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site of the committed project."""
    out = tmp_path_factory.mktemp("proof") / "site"
    build = [sys.executable, "-m", "scorecard", "build", "--no-cards", "--out", str(out), "--project", str(CHECKOUT)]
    subprocess.run(build, check=True, capture_output=True, cwd=CHECKOUT)
    # The missing page stands at any address, so its links start at the site's own place on its host.
    base = urlsplit(load_project(CHECKOUT).settings.base_url).path
    (out / "404-as-served.html").write_text((out / "404.html").read_text().replace(f'="{base}', '="'))
    return out

"""An edition, a rubric or a page in, the path of its page in the site out."""

from __future__ import annotations

CHANGES_PATH = "changes/index.html"
COMPARE_PATH = "compare/index.html"
SEARCH_PATH = "search/index.html"
FEED_PATH = "feed.xml"
PLEDGE_PATH = "pledge/index.html"


def edition_path(edition: str) -> str:
    """Name an edition's list."""
    return f"editions/{edition}/index.html"


def weights_path(edition: str) -> str:
    """Name the page of an edition that says how much the weights matter; a name with a dot is no dimension's."""
    return f"editions/{edition}/weights.html"


def own_weights_path(edition: str) -> str:
    """Name the page of an edition on which readers set their own weights."""
    return f"editions/{edition}/own-weights.html"


def peers_path(edition: str) -> str:
    """Name the page of an edition's groups by size."""
    return f"editions/{edition}/peers.html"


def national_path(edition: str) -> str:
    """Name the page of an edition about all its cities together; its pictures lie in a folder beside it."""
    return f"editions/{edition}/national.html"


def report_path(edition: str) -> str:
    """Name the report of an edition on all its cities."""
    return f"editions/{edition}/summary.pdf"


def workings_path(edition: str) -> str:
    """Name the page of an edition that says how its criteria work."""
    return f"editions/{edition}/criteria.html"


def method_path(rubric: str) -> str:
    """Name the page of a rubric's method."""
    return f"methodology/{rubric}/index.html"


def prose_path(page: str) -> str:
    """Name a prose page."""
    return f"pages/{page}/index.html"

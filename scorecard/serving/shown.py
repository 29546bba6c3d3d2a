"""A page of the site in, the page as `serve` shows it out: with a script that loads it again, and with all problems."""

from __future__ import annotations

import re
from collections.abc import Sequence
from html import escape, unescape
from pathlib import Path

OWN = ".scorecard/"  # where our own files and messages stand; no build makes a path that begins so
FILES = {f"{OWN}{name}": Path(__file__).with_name(name) for name in ("reload.js", "serve.css")}
POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; base-uri 'none'"
_META = re.compile(rb"""(<meta http-equiv="Content-Security-Policy" content=")([^"]*)(">)""", re.IGNORECASE)
_HEAD_ENDS, _BODY_BEGINS = re.compile(rb"</head>", re.IGNORECASE), re.compile(rb"<body\b[^>]*>", re.IGNORECASE)
_LOADED = ("script-src", "style-src", "connect-src")
_OLDER = "This page shows your files as they were before."
_NEVER = "Until these are mended, there is no page to show."


def shown(page: bytes, token: str, problems: Sequence[str], *, is_older: bool = True) -> bytes:
    """Put into a page what it needs to be loaded again, and the problems that keep a newer one from being made.

    Args:
        page: HTML, as a build would write it.
        token: of the state that it shows.
        problems: one line each, the last one counts them; empty where there are none.
        is_older: whether the page is what could be made before there were problems.
    """
    page = _META.sub(lambda found: found[1] + _widened(found[2]) + found[3], page, count=1)
    script = f'<script src="/{OWN}reload.js" data-token="{escape(token)}" defer></script>\n'
    style = f'<link rel="stylesheet" href="/{OWN}serve.css">\n' if problems else ""
    page = _before(page, _HEAD_ENDS, (style + script).encode())
    return _after(page, _BODY_BEGINS, _told(problems, is_older=is_older).encode()) if problems else page


def problem_page(token: str, problems: Sequence[str]) -> bytes:
    """Make the page that stands for one that cannot be made."""
    page = (
        '<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        "<title>Problems - scorecard serve</title>\n</head>\n"
        '<body class="scorecard-serve-alone">\n<main>\n<h1>There is no page yet</h1>\n</main>\n</body>\n</html>\n'
    )
    return shown(page.encode(), token, problems, is_older=False)


def at_top(page: bytes, root: str) -> bytes:
    """Lead the links of the page for missing addresses to the root of this server, which may not be the site's own."""
    return page.replace(f'="{escape(root)}'.encode(), b'="/') if root != "/" else page


def _told(problems: Sequence[str], *, is_older: bool) -> str:
    *lines, count = problems
    items = "".join(f"<li><code>{escape(line)}</code></li>\n" for line in lines)
    listed = f"<ol>\n{items}</ol>\n" if lines else ""
    return (
        '\n<section class="scorecard-serve" role="alert" lang="en">\n<details open>\n'
        f"<summary>{escape(count)}</summary>\n{listed}<p>{_OLDER if is_older else _NEVER}</p>\n"
        "</details>\n</section>\n"
    )


def _widened(policy: bytes) -> bytes:
    """Let a page's policy load our script and style and listen to this server, and no more."""
    parts = [one.split() for one in unescape(policy.decode()).split(";") if one.strip()]
    found = {name.lower(): values for name, *values in parts}
    for name in _LOADED:
        values = found.get(name, found.get("default-src"))
        if values is not None and "'self'" not in values:
            found[name] = [*(one for one in values if one != "'none'"), "'self'"]
    widened = "; ".join(" ".join([name, *values]) for name, values in found.items())
    return escape(widened, quote=False).replace('"', "&quot;").encode()


def _before(page: bytes, place: re.Pattern[bytes], added: bytes) -> bytes:
    found = place.search(page)
    at = found.start() if found is not None else len(page)
    return page[:at] + added + page[at:]


def _after(page: bytes, place: re.Pattern[bytes], added: bytes) -> bytes:
    found = place.search(page)
    at = found.end() if found is not None else len(page)
    return page[:at] + added + page[at:]

"""The templates folder in, its style sheet and fonts out, under names that change with their content."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from pathlib import PurePosixPath

from scorecard.problem import Problem, ProblemsFound
from scorecard.publishing.artifact import Artifact

SHEETS = ("shared/tokens.css", "site/style.css")
EMBED_SHEETS = ("shared/tokens.css", "site/embed.css")
ICON = "site/icon.svg"
_FONT = re.compile(r"""url\("fonts/([A-Za-z0-9._-]+)"\)""")


@dataclass(frozen=True, slots=True)
class Assets:
    """What pages load: the path of the `stylesheet`, those of `scripts` by name, and all `artifacts`.

    `embed_stylesheet` is the path of that of cards in frames, which asks for no font. `icon` is
    that of the site's sign, empty where a project's own templates have none.
    """

    stylesheet: str
    scripts: Mapping[str, str]
    artifacts: tuple[Artifact, ...]
    embed_stylesheet: str
    icon: str


def hashed_name(name: str, content: bytes) -> str:
    """Put the first ten digits of a content's SHA-256 into its name: `style.0123456789.css`."""
    path = PurePosixPath(name)
    return f"{path.stem}.{sha256(content).hexdigest()[:10]}{path.suffix}"


def site_assets(sources: Mapping[str, bytes]) -> Assets:
    """Join the style sheets and name what they load.

    Args:
        sources: path in the templates folder -> content.

    Raises:
        ProblemsFound: a style sheet, or a font that it names, is not there.
    """
    artifacts: list[Artifact] = []

    def find(path: str) -> bytes:
        if path not in sources:
            mend = "add it, or remove templates/ to use the packaged set"
            raise ProblemsFound([Problem(f"templates/{path}", 1, 1, "template-error", "it is not there", mend)])
        return sources[path]

    def place(match: re.Match[str]) -> str:
        content = find(f"shared/fonts/{match.group(1)}")
        name = hashed_name(match.group(1), content)
        artifacts.append(Artifact(f"assets/{name}", content))
        return f'url("{name}")'

    # The licence of the fonts asks to travel with them.
    artifacts.append(Artifact("assets/OFL.txt", find("shared/fonts/OFL.txt")))
    sheet = _FONT.sub(place, b"\n".join(find(path) for path in SHEETS).decode(errors="replace")).encode()
    name = f"assets/{hashed_name('style.css', sheet)}"
    embed = b"\n".join(find(path) for path in EMBED_SHEETS)
    embed_name = f"assets/{hashed_name('embed.css', embed)}"
    scripts: dict[str, str] = {}
    for path, content in sources.items():
        if path.startswith("site/") and path.endswith(".js"):
            script = path.removeprefix("site/")
            scripts[script] = f"assets/{hashed_name(script, content)}"
            artifacts.append(Artifact(scripts[script], content))
    icon = f"assets/{hashed_name('icon.svg', sources[ICON])}" if ICON in sources else ""
    if icon:
        artifacts.append(Artifact(icon, sources[ICON]))
    return Assets(name, scripts, (Artifact(name, sheet), Artifact(embed_name, embed), *artifacts), embed_name, icon)

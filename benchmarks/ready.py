"""A project in, the content of its pages out as files: ready strings, from which other generators make the same pages.

    content/<page>.md    JSON: which record it shows (`of`), where it stands (`path`, `url`), and the way to the root
    data/<record>.json   the record of a city, or of the first page (`index`)

What is scored, worded and drawn has been worked out: a record is what the project's own templates are given. What says
nothing is left out, and a city's record is there once for both of its pages, so that nothing has to be read twice.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from pathlib import Path
from typing import Any

from scorecard import __version__
from scorecard.checking import load_project
from scorecard.packaged import packaged
from scorecard.publishing.advice import Advisors
from scorecard.publishing.assets import site_assets
from scorecard.publishing.city import CityPages
from scorecard.publishing.city_files import at_root
from scorecard.publishing.frame import site_of
from scorecard.publishing.history import city_path
from scorecard.publishing.lists import list_page
from scorecard.publishing.templating import View, templates_of
from scorecard.scoring.score import score_all
from scorecard.scoring.study import study

FIRST_PAGE = "index.html"
_CITY_TEMPLATES = {"site/city.html", "site/little.html"}


def write_ready(project: Path, folder: Path) -> list[str]:
    """Write the first page and both pages of every city, its own and that of its edition; give their paths.

    Args:
        project: the folder with `scorecard.yaml`; its cities have one edition.
        folder: takes `content/` and `data/`.
    """
    for name in ("content", "data"):
        (folder / name).mkdir(parents=True)
    paths = []
    for path, view in _views(project):
        record, template = "index" if path == FIRST_PAGE else path.split("/")[1], _template(view)
        plain = _plain(view)
        page = {"of": record, "root": plain["frame"].pop("root", ""), "path": path, "template": template}
        # Hugo's own words for template and address; it will not have an address on the first page.
        words = {} if path == FIRST_PAGE else {"layout": template, "url": f"/{path.removesuffix(FIRST_PAGE)}"}
        name = "_index" if path == FIRST_PAGE else "-".join(path.split("/")[1:-1])
        _write(folder / "content" / f"{name}.md", {**page, **words})
        if not (folder / "data" / f"{record}.json").exists():
            _write(folder / "data" / f"{record}.json", plain)
        paths.append(path)
    return paths


def _views(project_dir: Path) -> Iterator[tuple[str, View]]:
    project = load_project(project_dir)
    results = score_all(project)
    site = site_of(project, site_assets(templates_of(packaged("templates")).sources), __version__)
    ((edition, result),) = results.items()
    yield FIRST_PAGE, list_page(result, results, site, is_first=True)
    seen = study(project, result)
    maker = CityPages(result, results, seen, site, frozenset(), Advisors(project, results))
    for city in project.cities:
        path = city_path(city, edition)
        view = maker.page(city, path)
        if view.template in _CITY_TEMPLATES:
            yield path, view
            yield city_path(city), at_root(view, "../../")


def _template(view: View) -> str:
    return view.template.removeprefix("site/").removesuffix(".html")


def _plain(value: Any) -> Any:
    """Turn records into tables and tuples into lists."""
    if is_dataclass(value):
        found = {field.name: _plain(getattr(value, field.name)) for field in fields(value)}
        return {name: one for name, one in found.items() if one not in (None, [], "", False)}
    if isinstance(value, tuple):
        return [_plain(one) for one in value]
    return value


def _write(path: Path, value: object) -> None:
    path.write_text(json.dumps(value, ensure_ascii=False, separators=(",", ":")) + "\n", encoding="utf-8")

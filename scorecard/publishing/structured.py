"""What the site holds in, its description for search engines of data sets out: JSON-LD, which nothing can run.

It stands in a `script` element of type `application/ld+json`. Browsers take that for a
block of data; `<`, `>` and `&` in it are written so that no text can end the block.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from typing import Any

from markupsafe import Markup

from scorecard.publishing.frame import Site
from scorecard.publishing.language import say, without_marks
from scorecard.publishing.links import web_link
from scorecard.publishing.paths import edition_path
from scorecard.scoring.result import EditionResult

_ESCAPES = str.maketrans({one: f"\\u{ord(one):04x}" for one in "<>&\u2028\u2029"})
_FORMATS = {
    "csv": "text/csv",
    "json": "application/json",
    "sqlite": "application/vnd.sqlite3",
    "parquet": "application/vnd.apache.parquet",
}
_CREATIVE_COMMONS = re.compile(r"CC-(BY(?:-NC)?(?:-SA|-ND)?)-([0-9]\.[0-9])\Z")


def data_block(document: Mapping[str, Any]) -> Markup:
    """Write a document for a block of data in a page."""
    written = json.dumps(_unmarked(document), ensure_ascii=False, allow_nan=False)
    return Markup(written.translate(_ESCAPES))  # noqa: S704  # no sign of HTML is left in it


def _unmarked(value: Any) -> Any:
    """Take the marks of other languages off all texts, before JSON writes them as something else."""
    if isinstance(value, str):
        return without_marks(value)
    if isinstance(value, Mapping):
        return {key: _unmarked(one) for key, one in value.items()}
    return [_unmarked(one) for one in value] if isinstance(value, list) else value


def whole_dataset(results: Mapping[str, EditionResult], paths: Sequence[str], site: Site) -> Markup:
    """Describe the whole scorecard as a data set.

    Args:
        results: edition id -> result, of the editions with a public city.
        paths: of the files that hold all of it.
        site: what all pages share.
    """
    settings = site.project.settings
    days = [edition.as_of.isoformat() for edition in settings.editions if edition.id in results]
    newest = site.project.newest_edition()
    about = say("Scores of what cities publish about their police, with every answer, its source and its day.")
    return data_block(
        {
            **_head(site, "data/index.html", settings.title, about),
            **({"temporalCoverage": f"{days[0]}/{days[-1]}" if len(days) > 1 else days[0]} if days else {}),
            **({"version": newest.id, "dateModified": newest.as_of.isoformat()} if newest is not None else {}),
            "hasPart": [
                {"@type": "Dataset", "name": _name(site, name), "url": site.address(edition_path(name))}
                for name in reversed(list(results))
            ],
            "distribution": [_download(path, site) for path in paths],
        }
    )


def edition_dataset(result: EditionResult, lede: str, site: Site) -> Markup:
    """Describe one edition as a data set."""
    edition = result.edition
    return data_block(
        {
            **_head(site, edition_path(edition.id), _name(site, edition.id), lede),
            "temporalCoverage": edition.as_of.isoformat(),
            "version": edition.id,
            "isPartOf": {
                "@type": "Dataset",
                "name": site.project.settings.title,
                "url": site.address("data/index.html"),
            },
            "distribution": [_download(f"api/v1/editions/{edition.id}.json", site)],
        }
    )


def _head(site: Site, path: str, name: str, about: str) -> dict[str, Any]:
    settings = site.project.settings
    publisher = {"@type": "Organization", "name": settings.publisher}
    return {
        "@context": "https://schema.org/",
        "@type": "Dataset",
        "name": name,
        "description": about,
        "url": site.address(path),
        "inLanguage": settings.language,
        "isAccessibleForFree": True,
        **({"license": licence_address(settings.licence)} if settings.licence is not None else {}),
        "creator": publisher,
        "publisher": publisher,
        "spatialCoverage": {"@type": "Place", "name": "United States"},
        "variableMeasured": [say("Low"), say("High"), say("Known share"), say("Band"), say("Rank")],
    }


def _name(site: Site, edition: str) -> str:
    return say("{title}, edition {edition}", title=site.project.settings.title, edition=edition)


def licence_address(licence: str) -> str:
    """Give the address of a licence that has a known one; else the licence as it is named."""
    found = _CREATIVE_COMMONS.match(licence)
    if found is not None:
        return f"https://creativecommons.org/licenses/{found[1].lower()}/{found[2]}/"
    return web_link(licence) or licence


def _download(path: str, site: Site) -> dict[str, str]:
    kind = _FORMATS[path.rpartition(".")[2]]
    return {"@type": "DataDownload", "encodingFormat": kind, "contentUrl": site.shared_address(path)}

"""The pages of a site in, what leads a reader to cities out: search, comparison, and the index that both use."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from scorecard.publishing.artifact import Artifact
from scorecard.publishing.compare_page import compare_page
from scorecard.publishing.names import NAMES_PATH, city_names, named
from scorecard.publishing.paths import COMPARE_PATH, SEARCH_PATH
from scorecard.publishing.search import search_page

if TYPE_CHECKING:
    from scorecard.publishing.site import Pages


def found_files(pages: Pages) -> Iterator[Artifact]:
    """Yield the page of search, that of comparison where an edition is published, and once for all languages the index.

    The index has its own key, so that a figure that changes makes none of them anew.
    """
    project, results, keys = pages.project, pages.results, pages.keys
    newest, root = project.newest_edition(), b"../"
    has_list = newest is not None and newest.id in pages.public
    yield Artifact(
        SEARCH_PATH,
        lambda: pages.rendered(search_page(pages.site, has_list=has_list), root),
        keys.common(SEARCH_PATH),
    )
    if newest is not None:
        result = results[newest.id]
        key = keys.common(COMPARE_PATH)
        yield Artifact(COMPARE_PATH, lambda: pages.rendered(compare_page(result, pages.site), root), key)
    if not pages.folder:
        key = keys.common(NAMES_PATH, *named(project, results))
        yield Artifact(NAMES_PATH, lambda: city_names(project, results), key)

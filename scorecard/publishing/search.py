"""A project in, the page on which its cities, dimensions and questions are searched out; without a script, a list."""

from __future__ import annotations

from dataclasses import dataclass

from scorecard.publishing.dimensions import dimension_anchor, dimension_path
from scorecard.publishing.frame import Frame, Link, Site
from scorecard.publishing.language import say
from scorecard.publishing.names import NAMES_PATH
from scorecard.publishing.paths import SEARCH_PATH, method_path
from scorecard.publishing.questions import CriterionLine, criterion_lists
from scorecard.scoring.printing import printed_plain


@dataclass(frozen=True, slots=True)
class FoundDimension:
    """A dimension to be found: `link` to its list, the `question` that it asks, None where unsaid, its `weight`."""

    link: Link
    question: str | None
    weight: str


@dataclass(frozen=True, slots=True)
class SearchPage:
    """The page of search.

    `title` and `lede` head it; `all_cities` leads to the list of them. `dimensions` and
    `questions` are those of the newest edition's rubric, `places` the other pages of
    the site. `names` is the path of the script with the cities, from the root.
    """

    template: str
    frame: Frame
    title: str
    lede: str
    all_cities: Link
    dimensions: tuple[FoundDimension, ...]
    questions: tuple[CriterionLine, ...]
    places: tuple[Link, ...]
    names: str


def search_page(site: Site, *, has_list: bool) -> SearchPage:
    """Make the page of search; `has_list` tells whether the newest edition has lists by dimension."""
    project = site.project
    newest = project.newest_edition() or project.settings.editions[-1]
    rubric = project.rubrics[newest.rubric]
    lede = say("Cities, agencies, dimensions and questions. Nothing that you type leaves your device.")
    return SearchPage(
        template="site/search.html",
        frame=site.frame(SEARCH_PATH, say("Search"), description=lede, scripts=("find.js", "search.js")),
        title=say("Search"),
        lede=lede,
        all_cities=Link(say("All cities"), "index.html"),
        dimensions=tuple(
            FoundDimension(
                link=Link(
                    dimension.title,
                    dimension_path(newest.id, dimension.id)
                    if has_list
                    else f"{method_path(rubric.id)}#{dimension_anchor(dimension)}",
                ),
                question=dimension.about,
                weight=say("Weight {weight}", weight=printed_plain(dimension.weight)),
            )
            for dimension in rubric.dimensions
        ),
        questions=tuple(line for one in criterion_lists(rubric) for line in one.lines),
        places=tuple(Link(label, path) for label, path in site.links if path != SEARCH_PATH),
        names=NAMES_PATH,
    )

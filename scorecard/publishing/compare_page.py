"""The newest edition in, the page on which two to four of its cities stand side by side out.

What the page shows of a city stands in a script of its own (`compare_data`), which is
loaded when the city is chosen: so the page stays small, however many cities there are.
"""

from __future__ import annotations

from dataclasses import dataclass

from scorecard.model.rubric import Rubric
from scorecard.publishing.answers import criterion_path
from scorecard.publishing.city_parts import counted_to
from scorecard.publishing.dimensions import dimension_path
from scorecard.publishing.frame import Frame, Link, Site, reconstructed
from scorecard.publishing.language import say
from scorecard.publishing.names import NAMES_PATH
from scorecard.publishing.own_weights import Word
from scorecard.publishing.paths import COMPARE_PATH, edition_path
from scorecard.scoring.printing import printed_plain
from scorecard.scoring.result import EditionResult


@dataclass(frozen=True, slots=True)
class ComparedDimension:
    """A dimension of the table: its `link`, without a path where there is no list by it, `weight` and `questions`."""

    link: Link
    weight: str
    questions: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class ComparePage:
    """The page of comparison.

    `title`, `lede` and `counted` head it, `back` leads to the list of the edition.
    `needs` says what it takes and `instead` where to look without it; `lists` are those by
    dimension. `dimensions` are the rows of the table. `words` are what its script says.
    `names` is the path of the script with the cities, from the root.
    """

    template: str
    frame: Frame
    title: str
    lede: str
    counted: str
    back: Link
    needs: str
    instead: str
    lists: tuple[Link, ...]
    dimensions: tuple[ComparedDimension, ...]
    words: tuple[Word, ...]
    names: str


def compare_page(result: EditionResult, site: Site) -> ComparePage:
    """Make the page of the newest edition; without a script it says what it would do, and where else to look."""
    edition, rubric = result.edition, result.rubric
    has_lists = result.has_public
    lede = say("Two to four cities, question by question: what is proved, what is open, and where they differ.")
    frame = site.frame(
        COMPARE_PATH,
        say("Compare cities"),
        description=lede,
        notices=reconstructed(edition, several=True),
        edition=edition,
        scripts=("find.js", "compare.js"),
    )
    dimensions = _dimensions(rubric, edition.id, has_lists=has_lists)
    return ComparePage(
        template="site/compare.html",
        frame=frame,
        title=say("Compare cities"),
        lede=lede,
        counted=counted_to(edition),
        back=Link(say("All cities"), edition_path(edition.id) if has_lists else "index.html"),
        needs=say("This page needs JavaScript. Without it, the command line does the same:"),
        instead=say("Or read the lists, where every city stands in a row of its own:"),
        lists=tuple(one.link for one in dimensions if has_lists),
        dimensions=dimensions,
        words=_words(),
        names=NAMES_PATH,
    )


def _dimensions(rubric: Rubric, edition: str, *, has_lists: bool) -> tuple[ComparedDimension, ...]:
    return tuple(
        ComparedDimension(
            link=Link(dimension.title, dimension_path(edition, dimension.id) if has_lists else None),
            weight=say("Weight {weight}", weight=printed_plain(dimension.weight)),
            questions=tuple(Link(one.title, criterion_path(rubric, one)) for one in dimension.criteria),
        )
        for dimension in rubric.dimensions
    )


def _words() -> tuple[Word, ...]:
    city, one, other = "{city}", "{one}", "{other}"
    words = {
        "start": say("Choose two to four cities."),
        "more": say("Choose one more city, and it stands beside this one."),
        "full": say("Four cities stand side by side. Take one out to choose another."),
        "none": say("No city of this edition has such a name."),
        "single": say("{count} city is found. Use the arrow keys, then Enter.", count="{count}"),
        "many": say("{count} cities are found. Use the arrow keys, then Enter.", count="{count}"),
        "added": say("{city} stands in the table now.", city=city),
        "removed": say("{city} is taken out.", city=city),
        "remove": say("Take out {city}", city=city),
        "failed": say("The figures of {city} could not be loaded.", city=city),
        "differ": say("What we found differs in {count} of {all} questions.", count="{count}", all="{all}"),
        "above": say(
            "{one} is above {other}: {low} at least, against {high} at most.",
            one=one, other=other, low="{low}", high="{high}",
        ),
        "equal": say("{one} and {other} are equal: every question is settled.", one=one, other=other),
        "overlap": say("{one} and {other}: the ranges overlap, so no order is settled.", one=one, other=other),
        "unordered": say(
            "{one} and {other}: nothing applies to one of them, so there is no order.", one=one, other=other
        ),
    }  # fmt: skip
    return tuple(Word(name, text) for name, text in words.items())

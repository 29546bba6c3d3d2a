"""The study of an edition in, what pages and terminal say of it out."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest

from scorecard.model.project import PeerGroup, Project
from scorecard.packaged import packaged
from scorecard.publishing.assets import site_assets
from scorecard.publishing.frame import Site, site_of
from scorecard.publishing.peers import PeerRow, peers_page, peers_view
from scorecard.publishing.study_text import hold_lines, peers_lines, rubric_text, weights_lines
from scorecard.publishing.templating import read_templates
from scorecard.publishing.weights import WeightRow, pairs_sentence, settled_sentence, weights_page, weights_view
from scorecard.publishing.workings import coding_sentence, hundredths, met_text, remarks, workings_page
from scorecard.scoring.agreement import Agreement
from scorecard.scoring.criteria import Working
from scorecard.scoring.score import score_edition
from scorecard.scoring.study import Study, study
from tests.scoring.small import criterion, file, project, rubric

WHICH = rubric(
    ("records", "60", [criterion("a", points="5"), criterion("b", points="3")]), ("rules", "40", [criterion("c")])
)
FILES = [
    file({"a": "partial", "b": "none", "c": "unknown"}, city="x"),
    file({"a": "full", "b": "none", "c": "none"}, city="y"),
    file({"a": "none", "b": "none", "c": "none"}, city="z"),
    file({}, city="little"),
]
GROUPS = (PeerGroup("large", "Over 500 people", 500), PeerGroup("small", "Under 500 people", 0))


def peopled(**sizes: int) -> Project:
    """Make the project with cities of some size."""
    made = project(WHICH, *FILES)
    cities = {name: replace(one, population=sizes.get(name)) for name, one in made.cities.items()}
    return replace(made, cities=cities, settings=replace(made.settings, peers=GROUPS))


PROJECT = peopled(x=600, y=700, z=100)
SEEN: Study = study(PROJECT, score_edition(PROJECT, "2026"))


@pytest.fixture(scope="module")
def site() -> Site:
    """What all pages share."""
    return site_of(PROJECT, site_assets(read_templates(packaged("templates"))), "1.2.3")


def test_a_city_reads_where_it_would_stand() -> None:
    """As published first, then the draws without a score, then each rule with range, band and place."""
    view = weights_view(SEEN.result.cities["x"], SEEN)
    assert view is not None
    drawn, band = "2,000 draws: each weight times 0.7 to 1.3, for all cities alike.", "F Word F to C Word C"
    assert [
        WeightRow("As published", "The weights of the rubric.", f"18.8 to 58.8 · {band}", "1st to 2nd of 3"),
        WeightRow("Other weights", drawn, "", "1st to 2nd of 3"),
        WeightRow("Equal weights", "Every dimension counts the same.", f"15.6 to 65.6 · {band}", "1st to 2nd of 3"),
    ] == list(view.rows[:3])
    assert ("Geometric mean", "0 to 49.8 · F Word F to D Word D", "1st of 3") == (
        view.rows[3].name, view.rows[3].figures, view.rows[3].rank,
    )  # fmt: skip
    assert "Its order with 1 of the 2 other ranked cities is not settled: the ranges overlap." == view.settled


def test_who_is_not_ranked_has_no_such_rows() -> None:
    """Nothing is said of places that there are none of."""
    assert weights_view(SEEN.result.cities["little"], SEEN) is None
    assert [] == list(weights_lines(SEEN.result.cities["little"], SEEN))


@pytest.mark.parametrize(
    ("cities", "said"),
    [
        ("", "There are no two ranked cities to put in order."),
        ("x", "There are no two ranked cities to put in order."),
        ("x y", "Of 1 pair of ranked cities, the ranges settle the order of none."),
        ("y z", "The ranges settle the order of all 1 pair of ranked cities."),
        ("x y z", "Of 3 pairs of ranked cities, 1 have no settled order: their ranges overlap."),
    ],
)
def test_pairs_are_told(cities: str, said: str) -> None:
    """How many pairs there are, and how many have no settled order."""
    made = project(WHICH, *[one for one in FILES if one.city in cities.split()], file({}, city="none"))
    assert said == pairs_sentence(study(made, score_edition(made, "2026")))


def test_a_settled_order_is_told() -> None:
    """z is last whatever comes out."""
    assert "Its order with all 2 other ranked cities is settled." == settled_sentence("z", SEEN)


def test_peers_are_those_of_the_citys_size() -> None:
    """The two large ones, both known well enough in the whole; x is beside them and z is not."""
    view = peers_view(PROJECT.cities["x"], SEEN.result.cities["x"], SEEN)
    assert view is not None
    assert ("Over 500 people", "2 cities in this edition.") == (view.group, view.cities)
    assert (
        PeerRow("Whole score", "18.8 to 58.8", "28.1 to 48.1", "2 of 2"),
        PeerRow("Title of records", "31.3", "46.9", "2 of 2"),
        PeerRow("Title of rules", "0 to 100", "0", "1 of 2"),
    ) == view.rows
    assert peers_view(PROJECT.cities["little"], SEEN.result.cities["little"], SEEN) is None


def test_pages_have_a_line_for_each(site: Site) -> None:
    """Every city that has a place, every group and part, every criterion."""
    places, groups, criteria = weights_page(SEEN, site), peers_page(SEEN, site), workings_page(SEEN, site)
    assert ["City y, WA", "City x, WA", "City z, WA"] == [line.name for line in places.tables[0].lines]
    assert ["large", "small"] == [table.anchor for table in groups.tables]
    assert [3, 3] == [len(table.lines) for table in groups.tables]
    assert ["37.5", "22.5", "40.0"] == [line.cells[0] for line in criteria.tables[0].lines]


def test_terminal_lines_fit() -> None:
    """At most 80 columns, of the list, of a city, of its peers and of a rubric."""
    x = SEEN.result.cities["x"]
    lines = [*hold_lines(SEEN), *weights_lines(x, SEEN), *peers_lines(PROJECT.cities["x"], x, SEEN)]
    assert [] == [line for line in [*lines, *rubric_text(SEEN).splitlines()] if len(line) > 80]
    assert "How much the weights matter:" in lines
    assert any(
        line.split() == ["a", "37.5", "25.0%", "to", "50.0%", "25.0%", "–", "–"]
        for line in rubric_text(SEEN).splitlines()
    )


@pytest.mark.parametrize(
    ("met", "settled", "alpha", "said"),
    [
        (12, 12, "1", "All 12 that are settled meet it."),
        (0, 12, "0", "None of the 12 that are settled meets it and coders do not agree."),
        (9, 9, "1", ""),
        (1, 12, "1/2", "Coders do not agree."),
    ],
)
def test_what_an_author_should_look_at(met: int, settled: int, alpha: str, said: str) -> None:
    """Everybody, nobody, and coders who differ."""
    one = Working("a", Fraction(5), 20, met, 20, 20 - settled, settled, 0, None)
    assert said == remarks(one, Agreement(9, 9, 4, Fraction(alpha)))


def test_parts_of_cities_are_ranges_too() -> None:
    """From what is certain to what is possible; a dash where it applies to none."""
    assert "25.0% to 50.0%" == met_text(Working("a", Fraction(5), 4, 1, 2, 1, 3, 0, None))
    assert "25.0%" == met_text(Working("a", Fraction(5), 4, 1, 1, 0, 4, 0, None))
    assert "–" == met_text(Working("a", Fraction(5), 0, 0, 0, 0, 0, 0, None))


@pytest.mark.parametrize(("value", "said"), [(None, "–"), (0, "0.00"), (7, "0.07"), (100, "1.00"), (-42, "−0.42")])
def test_hundredths_have_their_sign(value: int | None, said: str) -> None:
    """Two decimals, a true minus, a dash for nothing."""
    assert said == hundredths(value)


@pytest.mark.parametrize(
    ("read", "twice", "agreed", "said"),
    [
        (0, 0, 0, "No answer of this edition has a coder of its own: they come from public tables, or were measured."),
        (1, 0, 0, "People read 1 answer. No answer was read by a second person."),
        (8, 4, 3, "People read 8 answers; 50.0% of them twice. Of those, 75.0% agree."),
    ],
)
def test_how_much_was_read_twice_is_told(read: int, twice: int, agreed: int, said: str) -> None:
    """Nobody, one, or two people."""
    assert said == coding_sentence({"a": Agreement(read, twice, agreed, None)})

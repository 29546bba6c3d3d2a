"""Lists and cities: who is ranked, who is not, and what is said of each."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import pytest

from scorecard.model.project import Project
from scorecard.packaged import packaged
from scorecard.publishing.advice import Advisors
from scorecard.publishing.assets import hashed_name, site_assets
from scorecard.publishing.city import CityPages
from scorecard.publishing.city_views import CityPage, LittleKnownPage
from scorecard.publishing.credits import add_up, credits_used, named_in
from scorecard.publishing.frame import Site, site_of
from scorecard.publishing.lists import dimension_page, list_page
from scorecard.publishing.meeting import slices
from scorecard.publishing.states import state_name
from scorecard.publishing.tally import open_groups
from scorecard.publishing.templating import read_templates
from scorecard.scoring.result import EditionResult
from scorecard.scoring.study import study

Results = Mapping[str, EditionResult]


@pytest.fixture(scope="module")
def site(project: Project) -> Site:
    """What all pages share."""
    return site_of(project, site_assets(read_templates(packaged("templates"))), "1.2.3")


def city(name: str, results: Results, site: Site, edition: str = "2026") -> CityPage | LittleKnownPage:
    """Make the view of one city."""
    seen, advisors = study(site.project, results[edition]), Advisors(site.project, results)
    maker = CityPages(results[edition], results, seen, site, frozenset(), advisors)
    view = maker.page(name, f"cities/{name}/index.html")
    assert isinstance(view, CityPage | LittleKnownPage)
    return view


def test_the_first_page_lists_every_city_once(results: Results, site: Site) -> None:
    """Ranked, too little known, not applicable, older: each public city is in exactly one table."""
    page = list_page(results["2026"], results, site, is_first=True)
    assert [(section.kind, len(section.rows)) for section in page.sections] == [
        ("ranked", 9),
        ("unranked", 4),
        ("none", 1),
        ("older", 2),
    ]
    names = [row.id for section in page.sections for row in section.rows]
    assert len(names) == len(set(names))
    assert "mike-draft" not in names
    assert "romeo-taken-back" not in names


def test_rows_of_ranked_cities(results: Results, site: Site) -> None:
    """A ranked row says place, range and band, and equal cities share their place."""
    rows = {row.id: row for row in list_page(results["2026"], results, site, is_first=True).sections[0].rows}
    first = rows["quebec-all"]
    assert (first.place, first.figures, first.words) == ("1st", "100", "A Leading")
    assert rows["bravo-bay"].place == rows["charlie-cove"].place == "2nd to 5th"
    assert rows["bravo-bay"].path == "cities/bravo-bay/index.html"


def test_rows_of_little_known_cities(results: Results, site: Site) -> None:
    """An unranked row counts answers and names what was found; ranges at 0 say that nothing was."""
    section = list_page(results["2025"], results, site, is_first=False).sections[1]
    rows = {row.id: row for row in section.rows}
    assert (rows["alpha-falls"].place, rows["alpha-falls"].words) == ("3 of 10", "Use of force; chokehold ban")
    assert rows["alpha-falls"].path == "cities/alpha-falls/2025/index.html"


def test_cities_of_older_editions(results: Results, site: Site) -> None:
    """A city that is not in the newest edition is shown with its newest; a withdrawn one does not count."""
    older = list_page(results["2026"], results, site, is_first=True).sections[-1]
    assert [(row.id, row.place) for row in older.rows] == [("november-withdrawn", "2025"), ("oscar-older", "2023")]


def test_a_dimension_ranks_by_itself(results: Results, site: Site) -> None:
    """A dimension's list has its own ranks, and leads to the other editions with the same rubric."""
    result = results["2026"]
    page = dimension_page(result, result.rubric.dimensions[2], {name: results[name] for name in ("2025", "2026")}, site)
    assert [section.kind for section in page.sections] == ["ranked", "unranked", "none"]
    paths = [link.path for link in page.editions]
    assert paths == ["editions/2026/policy/index.html", "editions/2025/policy/index.html"]


def test_a_gate_is_explained(results: Results, site: Site) -> None:
    """A gate that is shut says why; one that may open says what is proved."""
    shut, doubtful = city("india-capped", results, site), city("juliet-open-gate", results, site)
    assert shut.hero is not None
    assert doubtful.hero is not None
    because = "A city that hides <b>&\"' records cannot lead."
    assert shut.hero.limits == (f"At most C Partial, because of stops and searches: not published. {because}",)
    assert doubtful.hero.limits == (f"At most C Partial is proved. {because}",)


def test_a_little_known_city_has_no_band_and_no_rank(results: Results, site: Site) -> None:
    """Too little known: no facts, no letters, and sentences in place of the figures."""
    page = city("lima-old", results, site)
    assert isinstance(page, LittleKnownPage)
    assert page.hero is not None
    assert (page.hero.facts, page.hero.zones, page.hero.ends) == ((), (), ())
    assert page.found == "We found no public record that is recent enough to count."
    assert page.hero.settled == "0% is settled; a band and a rank need 40%."
    assert [(group.title, group.side) for group in page.answers] == [("Policy limits", "June 2020")]
    assert len(page.nothing_found) == 6


def test_answers_with_the_same_evidence_share_it(results: Results, site: Site) -> None:
    """Where most answers of a dimension have their evidence in common, it is printed once."""
    page = city("lima-old", results, site)
    shared = page.answers[0].shared
    assert shared is not None
    assert (shared.who, shared.word, len(shared.answers)) == ("All four", "Too old to count", 4)
    assert shared.points == "Each earns 0 to 2.5 of 2.5 points."
    assert page.answers[0].answers == ()


def test_nothing_applies(results: Results, site: Site) -> None:
    """A city to which nothing applies has no drawing, and says so."""
    page = city("golf-exempt", results, site)
    assert isinstance(page, LittleKnownPage)
    assert (page.hero, page.title, page.found) == (None, "Not applicable", "No question of this rubric applies here.")
    assert (page.path, page.questions) == (None, ())


def test_open_points_add_up(results: Results) -> None:
    """The open points of a dimension are the sum of those of its questions, as printed."""
    groups = open_groups(results["2026"].cities["alpha-falls"], results["2026"].rubric)
    shown = [(group.title, group.points, group.of_points, [one.points for one in group.questions]) for group in groups]
    assert shown == [
        ("Detail & speed", "3.5", "of 11 points", ["1.5 points", "2 points"]),
        ("Policy limits", "5", "of 10 points", ["2.5 points", "2.5 points"]),
    ]


def test_the_bar_of_all_cities_is_cut_by_outcome(results: Results) -> None:
    """Slices run from solid over striped to empty and fill the bar; who is exempt is not in it."""
    made = slices([one.criteria["force-published"] for one in results["2026"].public().values()])
    assert [one.kind for one in made] == ["full", "part", "unknown", "none"]
    assert made[0].at == "0%"
    assert sum(float(one.width.rstrip("%")) for one in made) == pytest.approx(100, abs=0.05)


def test_an_edition_nobody_published_has_no_page(pages: Mapping[str, bytes]) -> None:
    """An edition without a final file has no list."""
    assert not any("2027" in path for path in pages)


def test_credits_name_what_is_used(project: Project) -> None:
    """A table is credited where evidence, or a note, names its repository, once, with its terms."""
    (listed, *_) = {one.name: one for one in credits_used({"openpolicedata/opd-data"})}.values()
    file = next(iter(project.answers["2026"].values()))
    source = next(iter(file.evidence.values()))
    plain = replace(file, evidence={"a": replace(source, url="https://city.example/x", publisher=None)}, answers={})
    address = "https://github.com/openpolicedata/opd-data/blob/1/opd_source_table.csv"
    named = replace(plain, evidence={"a": replace(source, url=address, publisher="Example Inventory")})
    noted = replace(plain, answers={"one": replace(next(iter(file.answers.values())), note=f"Seen in {address}.")})
    assert () == add_up([named_in(plain)]).tables
    assert [listed] == [one for one in add_up([named_in(named)]).tables if one == listed]
    assert add_up([named_in(named)]).tables == add_up([named_in(plain), named_in(noted)]).tables


def test_publishers_are_counted_by_address(project: Project) -> None:
    """One address counts once, however many files name it; a source without a publisher goes by its host."""
    file = next(iter(project.answers["2026"].values()))
    source = next(iter(file.evidence.values()))
    one = {"a": replace(source, url="https://a.example/1", publisher="A")}
    two = {**one, "b": replace(source, url="https://b.example/1", publisher=None)}
    found = add_up([named_in(replace(file, evidence=one)), named_in(replace(file, evidence=two))])
    assert [("A", "1"), ("b.example", "1")] == [(line.name, line.count) for line in found.publishers]


def test_names_follow_content() -> None:
    """A file that changes gets another name."""
    assert hashed_name("style.css", b"a") == "style.ca978112ca.css"
    assert hashed_name("style.css", b"b") != hashed_name("style.css", b"a")


def test_states_are_written_out() -> None:
    """A state has its name; another code stays as it is."""
    assert [state_name(code) for code in ("WA", "DC", "PR", "ZZ")] == [
        "Washington",
        "District of Columbia",
        "Puerto Rico",
        "ZZ",
    ]

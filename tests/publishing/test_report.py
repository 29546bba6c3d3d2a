"""All cities of an edition in, the national report out: its sentences, its numbers, and who is in it."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import fields, replace
from datetime import date
from fractions import Fraction
from xml.etree import ElementTree as ET

import pytest
from jinja2 import meta, nodes

from scorecard.model.project import Project
from scorecard.packaged import packaged
from scorecard.publishing import report_words as words
from scorecard.publishing.api_index import documents
from scorecard.publishing.assets import site_assets
from scorecard.publishing.card_drawing import Gallery
from scorecard.publishing.changes_file import changes_in_memory
from scorecard.publishing.draw import MarkKind
from scorecard.publishing.findings import TALLY
from scorecard.publishing.frame import site_of
from scorecard.publishing.keys import Keys
from scorecard.publishing.nation import BEST_KNOWN, MOST_LISTED, Nation
from scorecard.publishing.report import ReportPage, report_job, report_page, report_style
from scorecard.publishing.report_cities import Reference, index_columns, listed
from scorecard.publishing.report_sections import Report
from scorecard.publishing.site import site_pages
from scorecard.publishing.templating import templates_of
from scorecard.scoring.printing import printed_range, printed_share
from scorecard.scoring.result import EditionResult
from scorecard.scoring.study import studies
from tests.publishing.test_national import BAD, EARLIER, NOTHING, OPEN, SETTLED, nation
from tests.publishing.test_templates import SOURCES, records, tree

TEMPLATES = templates_of(packaged("templates"))


def report_on(project: Project, results: Mapping[str, EditionResult], edition: str) -> Report:
    """Gather what the report of an edition is made from."""
    public = {name: result for name, result in results.items() if result.has_public}
    nations = {name: Nation(result, project) for name, result in public.items()}
    site = site_of(project, site_assets(TEMPLATES.sources), "1")
    study = studies(project, results)[edition]
    return Report(nations[edition], nations, study, changes_in_memory(project, results), site)


def small(*answers: str, earlier: Nation | None = None) -> Report:
    """Gather the same for an edition of cities `m0`, `m1`, … with these answers."""
    one = nation(*answers)
    results = {"2026": one.result}
    if earlier is not None:
        files = {earlier.result.edition.id: earlier.project.answers["2026"], **one.project.answers}
        one = Nation(one.result, replace(one.project, answers=files))
    nations = {each.result.edition.id: each for each in (earlier, one) if each is not None}
    site = site_of(one.project, site_assets(TEMPLATES.sources), "1")
    return Report(one, nations, studies(one.project, results)["2026"], changes_in_memory(one.project, results), site)


def page_of(report: Report) -> ReportPage:
    """Make its view."""
    return report_page(report, Gallery(TEMPLATES))


@pytest.fixture(scope="module")
def newest(project: Project, results: Mapping[str, EditionResult]) -> Report:
    """That of the newest edition of the made-up project."""
    return report_on(project, results, "2026")


@pytest.mark.parametrize(
    ("answers", "criteria", "said"),
    [
        ([OPEN, BAD], "abc", "No question is credited in full for any city."),
        ([SETTLED, BAD], "a", "“Title of a” is credited in full for 1 of 2 cities."),
        ([SETTLED, BAD], "abc", "Each question is credited in full for 1 of 2 cities."),
        (
            ["full none none", "full full none", BAD],
            "abc",
            "“Title of a” is credited in full most often, for 2 of 3 cities; “Title of c” least often, for 0.",
        ),
    ],
)
def test_what_is_credited_most_often_is_told(answers: list[str], criteria: str, said: str) -> None:
    """Nothing, one question, all alike, and the two ends."""
    assert said == words.full_most(nation(*answers), list(criteria))


@pytest.mark.parametrize(
    ("answers", "said"),
    [
        ([NOTHING], "None of it applies to any city."),
        ([SETTLED, BAD], "Every answer is settled."),
        ([OPEN, OPEN], "No answer is settled: any of these cities may publish it, or have it in force."),
        (
            [OPEN, SETTLED, NOTHING],
            "Of 6 answers, 3 are not settled: those cities may publish it too, or have it in force.",
        ),
    ],
)
def test_what_is_open_is_no_no(answers: list[str], said: str) -> None:
    """Nothing asked, all settled, nothing settled, and between; what does not apply is not asked."""
    assert said == words.open_sentence(nation(*answers), list("abc"))


@pytest.mark.parametrize(
    ("answers", "said"),
    [
        ([OPEN], "In no dimension is a city known well enough to rank."),
        ([BAD, OPEN], "Each dimension ranks 1 of 2 cities."),
        (
            ["full none unknown", BAD],
            "Most is known of “Title of records”, which ranks 2 of 2 cities; least of “Title of rules”, which ranks 1.",
        ),
    ],
)
def test_the_best_known_dimension_is_named_with_its_doubt(answers: list[str], said: str) -> None:
    """None, all alike, and the two ends; each time with what a rank takes."""
    found = words.settled_most(nation(*answers))
    assert said == found.found
    assert found.doubt.startswith("A dimension ranks the cities of which 40% is settled in it.")


def test_a_dimension_has_its_sentences() -> None:
    """What the middle is credited with, what is credited most often, and what is open; or that nothing applies."""
    one = nation("full none unknown", BAD)
    assert (
        "The middle of 2 cities is credited with 25.0 of 100, and every question is settled. "
        "“Title of a” is credited in full most often, for 1 of 2 cities; “Title of b” least often, for 0. "
        "Every answer is settled."
    ) == words.dimension_sentences(one, one.result.rubric.dimensions[0])
    none = nation(NOTHING)
    assert "None of it applies to any city." == words.dimension_sentences(none, none.result.rubric.dimensions[0])


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        (words.corrections_sentence(0), "Nothing in this edition has been corrected."),
        (words.corrections_sentence(1), "1 answer of this edition has been corrected; the list of changes has it."),
        (words.corrections_sentence(2), "2 answers of this edition have been corrected; the list of changes has them."),
        (
            words.list_sentence(3, 3),
            "Ordered by what is credited, then by what is possible. The order is no rank.",
        ),
        (
            words.list_sentence(200, 1200),
            "Of 1,200 cities, too many to print, these are the 200 of which most is settled. The data files have all.",
        ),
    ],
)
def test_counts_are_told_as_they_are(said: str, expected: str) -> None:
    """None, one, many; all, or the best known."""
    assert expected == said


def test_three_findings_stand_on_the_first_page_with_their_doubt() -> None:
    """With an earlier edition the third is what moved; without, what is known of the dimensions; none of nothing."""
    alone, after = small(SETTLED, OPEN), small(SETTLED, OPEN, earlier=nation(BAD, edition=EARLIER))
    assert ["credited", "questions", "dimensions"] == [one.anchor for one in page_of(alone).findings]
    found = page_of(after).findings
    assert ["credited", "questions", "editions"] == [one.anchor for one in found]
    assert [
        "What is credited runs from 0 to 100.",
        "Each question is credited in full for 1 of 2 cities.",
        "From 2025 to 2026, the middle of what is credited rose from 0 to 50.0.",
    ] == [one.found for one in found]
    assert [
        "For 1 of 2 cities less than half of the score is settled, so the order can change.",
        "Of 6 answers, 3 are not settled: those cities may publish it too, or have it in force.",
        "The cities are not the same in each edition, and we may have found more.",
    ] == [one.doubt for one in found]
    assert () == page_of(small(NOTHING)).findings


def test_a_report_has_what_there_is_to_tell(newest: Report) -> None:
    """Every section where there is everything; the pledge, the method and the list alone where nothing applies."""
    names = ["credited", "sizes", "questions", "editions", "changes", "places", "pledge", "dimensions"]
    page = page_of(newest)
    assert names == [one.anchor for one in page.sections]
    assert [*names, "method", "cities", "use", "index"] == [one.anchor for one in page.contents]
    assert ["pledge"] == [one.anchor for one in page_of(small(NOTHING)).sections]


def test_a_report_tells_of_no_later_edition(project: Project, results: Mapping[str, EditionResult]) -> None:
    """That of an older edition has the family up to it, and the changes into it."""
    older = report_on(project, results, "2025")
    assert "2026" not in older.former
    later = replace(nation(BAD).result.edition, id="2027", as_of=date(2027, 6, 30))
    report = small(SETTLED, earlier=nation(OPEN, edition=EARLIER))
    with_later = replace(report, nations={**report.nations, "2027": nation(BAD, edition=later)})
    assert ["2025", "2026"] == [one.result.edition.id for one in with_later.family()]
    assert page_of(report) == page_of(with_later)


def test_each_number_is_that_of_the_api(newest: Report, project: Project, results: Mapping[str, EditionResult]) -> None:
    """Ranges, shares, ranks, medians and counts, reckoned anew from the documents of the API."""
    pages = site_pages(project, results, templates=packaged("templates"), cards=frozenset(), tool_version="1")
    of_cities = (one for one in pages if re.fullmatch(r"api/v1/cities/[a-z-]+[.]json", one.path))
    files = {one.path: one.content() for one in (*documents(project, results, Keys(project, results)), *of_cities)}
    told = json.loads(files["api/v1/editions/2026.json"])["cities"]
    cities = [one for one in told if one.get("status") == "final"]
    rubric = project.rubric_of("2026")
    edges = [band.start for band in rubric.bands]
    page = page_of(newest)
    lines = {line.anchor: [cell.text for cell in line.cells] for table in page.cities.tables for line in table.lines}
    assert {f"city.{one['id']}" for one in cities} == lines.keys()
    for one in cities:
        cells = lines[f"city.{one['id']}"]
        if one["low"] is None:
            assert ["Not applicable"] == cells
            continue
        span = printed_range(Fraction(one["low_exact"]), Fraction(one["high_exact"]), edges)
        share = printed_share(Fraction(one["known_share_exact"]), [rubric.band_from_known_share])
        assert [span, share] == cells[1:3]
        if one["rank_best"] is not None:
            ends = [int(place) for place in re.findall(r"\d+", cells[4])]
            assert {one["rank_best"], one["rank_worst"]} == set(ends)
    assert _middle([one for one in cities if one["low"] is not None], edges) in page.title.replace(
        " of 100, and up to ", " to "
    )
    dimensions = next(one for one in page.sections if one.anchor == "dimensions")
    for line, dimension in zip(dimensions.tables[0].lines, rubric.dimensions, strict=True):
        spans = [one["dimensions"][dimension.id] for one in cities]
        assert _middle([one for one in spans if one is not None], edges) == line.cells[1].text
    answers = {
        one["id"]: next(
            each["answers"]
            for each in json.loads(files[f"api/v1/cities/{one['id']}.json"])["editions"]
            if each["edition"] == "2026"
        )
        for one in cities
    }
    for table, dimension in zip(dimensions.tables[1:], rubric.dimensions, strict=True):
        for line, criterion in zip(table.lines, dimension.criteria, strict=True):
            kinds = [_kind(one[criterion.id]) for one in answers.values()]
            assert [str(kinds.count(kind)) for kind in TALLY] == [cell.text for cell in line.cells]


def _middle(spans: list[dict[str, str]], edges: list[Fraction]) -> str:
    """Print the medians of lows and of highs."""
    ends = []
    for name in ("low_exact", "high_exact"):
        values = sorted(Fraction(one[name]) for one in spans)
        ends.append((values[(len(values) - 1) // 2] + values[len(values) // 2]) / 2)
    return printed_range(ends[0], ends[1], edges)


def _kind(answer: Mapping[str, object]) -> MarkKind:
    """Read off how an answer of the API came out."""
    if answer["outcome"] == "not_applicable":
        return "not_applicable"
    if answer["outcome"] == "bounded":
        return "bounded"
    if answer["outcome"] == "unknown":
        return "stale" if answer["stale"] else "unknown"
    return "full" if answer["share_low"] == "1" else "none" if answer["share_low"] == "0" else "part"


def test_many_cities_are_not_all_listed() -> None:
    """Up to 1,000 each has its line; of more, the 200 of which most is settled, in the order of lists."""
    few, many = nation(*[BAD, OPEN] * (MOST_LISTED // 2)), nation(*[OPEN, BAD] * (MOST_LISTED // 2), SETTLED)
    assert MOST_LISTED == len(listed(few))
    shown = listed(many)
    assert (BEST_KNOWN, f"m{MOST_LISTED}") == (len(shown), shown[0])
    assert {Fraction(1)} == {many.spans[city].known_share for city in shown}
    page = page_of(small(*[OPEN, BAD] * (MOST_LISTED // 2), SETTLED))
    assert page.cities.finding.startswith("Of 1,001 cities, too many to print, these are the 200")
    assert BEST_KNOWN == sum(len(column) for column in page.index) == sum(len(one.lines) for one in page.cities.tables)


def test_the_index_is_by_name_and_no_column_is_too_high() -> None:
    """A long name takes more lines; columns are three to a page."""
    one = nation(*[BAD] * 100)
    long = replace(one.project.cities["m7"], name="A name of more letters than a line of the index can hold by far")
    one = Nation(one.result, replace(one.project, cities={**one.project.cities, "m7": long}))
    columns = index_columns(one, list(one.public), {"m9": [Reference("gone", "gone.0")]})
    lines = [line for column in columns for line in column]
    assert ("city.m7", 100) == (lines[0].anchor, len(lines))
    assert [line.name.casefold() for line in lines] == sorted(line.name.casefold() for line in lines)
    assert [("gone.0",)] == [tuple(each.anchor for each in line.others) for line in lines if line.others]
    assert all(len(column) <= 46 for column in columns)
    assert 3 == len(columns)


def test_every_place_that_is_named_is_there(newest: Report) -> None:
    """Contents, findings and index lead to ids, each of which is there once."""
    job = report_job(newest, TEMPLATES, report_style(TEMPLATES.sources))
    tree = ET.fromstring(job.html)  # noqa: S314  # our own
    ids = [one.get("id") for one in tree.iter() if one.get("id")]
    assert len(ids) == len(set(ids))
    links = [one.get("href", "") for one in tree.iter("a")]
    assert {link[1:] for link in links if link.startswith("#")} <= set(ids)
    assert all(link.startswith(("#", "http", "mailto:")) for link in links)
    assert {one.get("src", "").removeprefix("build:///pictures/") for one in tree.iter("img")} <= job.pictures.keys()
    assert all(one.get("alt") for one in tree.iter("img"))
    assert ("", "2026", "editions/2026/summary.pdf") == (job.city, job.edition, job.path)
    assert "{{" not in job.html.replace("{{ 7*7 }}", "")


def test_a_report_credits_and_never_praises(newest: Report) -> None:
    """Words that judge a city, or blame one for what was not found, are not in it."""
    job = report_job(newest, TEMPLATES, report_style(TEMPLATES.sources))
    told = re.sub(r"<[^>]*>", " ", job.html).lower().replace("not how good the city is", "")
    assert [] == re.findall(r"\b(good|bad|best city|worst city|fails?|failed|refus\w+|transparent|n/a|missing)\b", told)


def test_the_template_takes_one_variable_asks_for_known_fields_and_does_not_reckon() -> None:
    """It knows `page`, words, macros and inks; texts stand between quotation marks inside a tag."""
    path = "report/report.html"
    parsed = tree(path)
    imported = {name for one in parsed.find_all(nodes.FromImport) for name in one.names}
    assert meta.find_undeclared_variables(parsed) - imported <= {"page", "say"}
    known = {field.name for record in records(ReportPage) for field in fields(record)}
    assert {one.attr for one in parsed.find_all(nodes.Getattr)} <= known
    reckoning = (nodes.Add, nodes.Sub, nodes.Mul, nodes.Div, nodes.FloorDiv, nodes.Mod, nodes.Pow, nodes.Filter)
    assert not list(parsed.find_all((*reckoning, nodes.Compare)))
    assert [] == re.findall(r"<[^>\"]*=\{\{", SOURCES[path].decode())


@pytest.mark.parametrize("record", sorted(set(records(ReportPage)), key=str), ids=str)
def test_every_field_is_documented(record: type) -> None:
    """The docstring of a record names each of its fields."""
    named = set(re.findall(r"[a-z_0-9]+", (record.__doc__ or "").lower()))
    assert {field.name for field in fields(record)} - named - {"template"} == set()


def test_nobody_is_in_a_report_whose_file_does_not_count(newest: Report, results: Mapping[str, EditionResult]) -> None:
    """Drafts, and what was withdrawn, are in no list, chart, index or link."""
    job = report_job(newest, TEMPLATES, report_style(TEMPLATES.sources))
    left_out = results["2026"].cities.keys() - newest.nation.public.keys()
    assert left_out
    for city in left_out:
        name = newest.site.project.cities[city].name
        assert [] == [one for one in (job.html, *job.pictures.values()) if name in one or f"/{city}/" in one], city


def test_a_report_is_the_same_each_time(project: Project, results: Mapping[str, EditionResult], newest: Report) -> None:
    """Page and pictures, from results that were gathered anew."""
    style = report_style(TEMPLATES.sources)
    one, other = (report_job(each, TEMPLATES, style) for each in (newest, report_on(project, results, "2026")))
    assert (one.html, one.pictures) == (other.html, other.pictures)

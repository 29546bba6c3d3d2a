"""All cities of an edition in, the national page out: its findings, its figures, and its texts."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest

from scorecard.model.project import Edition, Project
from scorecard.packaged import packaged
from scorecard.publishing import national_pictures as drawn
from scorecard.publishing import national_words as words
from scorecard.publishing.assets import site_assets
from scorecard.publishing.changes_file import Changes, changes_in_memory
from scorecard.publishing.frame import Site, site_of
from scorecard.publishing.keys import Keys
from scorecard.publishing.nation import Nation, family_of
from scorecard.publishing.national import national_page
from scorecard.publishing.national_files import national_files
from scorecard.publishing.national_log import national_log
from scorecard.publishing.templating import read_templates
from scorecard.scoring.result import EditionResult
from scorecard.scoring.score import score_edition
from tests.scoring.small import criterion, file, project, rubric

WHICH = rubric(("records", "60", [criterion("a"), criterion("b")]), ("rules", "40", [criterion("c")]))


def nation(*answers: str, edition: Edition | None = None, where: Mapping[str, tuple[int, int]] | None = None) -> Nation:
    """Make an edition of cities `m0`, `m1`, … from their answers to a, b and c: `full none unknown`."""
    files = [file(dict(zip("abc", one.split(), strict=True)), city=f"m{place}") for place, one in enumerate(answers)]
    made = project(WHICH, *files)
    places = where or {}
    cities = {
        name: replace(one, latitude=Fraction(places[name][0]), longitude=Fraction(places[name][1]))
        if name in places
        else one
        for name, one in made.cities.items()
    }
    made = replace(made, cities=cities)
    result = score_edition(made, "2026")
    return Nation(result if edition is None else replace(result, edition=edition), made)


SETTLED, OPEN, NOTHING, BAD = "full full full", "unknown unknown unknown", "n/a n/a n/a", "none none none"
HALF_OPEN = "For 1 of 2 cities less than half of the score is settled, so the order can change."
EARLIER = Edition("2025", "small", date(2025, 6, 30))


@pytest.mark.parametrize(
    ("answers", "said"),
    [
        ([NOTHING], "No question of this edition applies to any city."),
        ([SETTLED], "One city is credited with 100 of 100, and every question is settled."),
        ([OPEN], "One city is credited with 0 of 100, and up to 100 is possible."),
        ([SETTLED, BAD], "The middle of 2 cities is credited with 50.0 of 100, and every question is settled."),
        ([BAD, BAD, OPEN], "The middle of 3 cities is credited with 0 of 100, though some questions are open."),
        ([OPEN, OPEN, BAD], "The middle of 3 cities is credited with 0 of 100, and up to 100 is possible."),
    ],
)
def test_the_heading_is_a_finding_with_its_doubt(answers: list[str], said: str) -> None:
    """One city or many, settled or open, and nothing at all."""
    assert said == words.headline(nation(*answers))


@pytest.mark.parametrize(
    ("answers", "said"),
    [
        ([OPEN], "No city is known well enough for a band and a rank: that takes 40% to be settled."),
        ([BAD], "Every city is known well enough for a band and a rank."),
        ([BAD, OPEN], "1 of 2 cities is known well enough for a band and a rank: that takes 40% to be settled."),
        ([BAD, BAD, OPEN], "2 of 3 cities are known well enough for a band and a rank: that takes 40% to be settled."),
    ],
)
def test_how_many_are_known_is_told(answers: list[str], said: str) -> None:
    """None, all, one, some."""
    assert said == words.known_sentence(nation(*answers))


@pytest.mark.parametrize(
    ("answers", "said"),
    [
        ([BAD, BAD], "Every city is credited with 0. At least half of the score of each is settled."),
        (
            [OPEN, OPEN],
            "Every city is credited with 0. Less than half of the score of each is settled, so the order can change.",
        ),
        ([SETTLED, OPEN], f"What is credited runs from 0 to 100. {HALF_OPEN}"),
    ],
)
def test_how_far_the_order_holds_is_told(answers: list[str], said: str) -> None:
    """Where all is settled, where nothing is, and between."""
    assert said == words.distribution_finding(nation(*answers))


@pytest.mark.parametrize(
    ("answers", "said"),
    [
        ([OPEN], "No question is answered for any city."),
        ([BAD, OPEN], "Every question is answered for 1 of 2 cities."),
        (
            ["full none unknown", "full unknown unknown"],
            "“Title of a” is answered most often, for 2 of 2 cities; “Title of c” least often, for 0.",
        ),
    ],
)
def test_the_best_known_question_is_named(answers: list[str], said: str) -> None:
    """Nothing known, all known alike, and the two ends."""
    assert said == words.heat_finding(nation(*answers))


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        ([BAD], [SETTLED], "the middle of what is credited rose from 0 to 100. The cities are the same in"),
        ([SETTLED], [BAD], "the middle of what is credited fell from 100 to 0. The cities are the same in"),
        ([BAD], [BAD, OPEN], "the middle of what is credited stayed at 0. The cities are not the same in"),
    ],
)
def test_a_trend_says_its_doubt(before: list[str], after: list[str], said: str) -> None:
    """Up, down and level, with the same cities or others."""
    family = [nation(*before, edition=EARLIER), nation(*after)]
    assert words.trend_finding(family).startswith(f"From 2025 to 2026, {said} each edition, ")


@pytest.mark.parametrize(
    ("ranked", "states", "said"),
    [
        (0, 0, "No city on the map is known well enough to rank."),
        (9, 3, "Every city on the map is ranked."),
        (2, 1, "2 of 9 cities on the map are ranked, in 1 state."),
        (3, 2, "3 of 9 cities on the map are ranked, in 2 states."),
    ],
)
def test_the_map_says_how_many_are_ranked(ranked: int, states: int, said: str) -> None:
    """None, all, in one state, in some."""
    assert said == words.map_finding(9, ranked, states)


def test_who_is_not_on_the_map_is_counted() -> None:
    """With what the dots mean, for cities and for squares."""
    assert 1 == len(words.map_notes(0, is_gridded=False))
    assert words.map_notes(1, is_gridded=False)[1].startswith("1 city lies outside this picture")
    assert words.map_notes(2, is_gridded=True)[0].startswith("Each dot stands for the cities around it.")


def test_texts_carry_the_numbers_that_matter() -> None:
    """Who does not see a picture reads its three numbers."""
    seen = nation(SETTLED, "full none unknown", OPEN)
    assert "score ranges of 3 cities. Credited: from 0 to 100; in the middle 30.0." in words.distribution_text(seen)
    assert "of 2 cities. Of all, 2 have an answer to the best known question, and 1 to the least" in words.heat_text(
        seen, 2
    )
    assert words.trend_text([nation(BAD, edition=EARLIER), seen]).endswith("2025: low 0. 2026: low 30.0, high 100.")
    assert "with 9 cities in 3 states; ranked: 2." in words.map_text(9, 2, 3)
    assert "Shown are the 2 best known of 3 cities." == words.heat_note(2, 3)
    assert words.heat_note(3, 3) is None


def test_medians_and_counts_are_those_of_the_results(results: Mapping[str, EditionResult], project: Project) -> None:
    """Of every public city, and each criterion sums up to them."""
    for result in results.values():
        one = Nation(result, project)
        lows = sorted(city.range.low for city in result.public().values() if city.range is not None)
        middle = (lows[(len(lows) - 1) // 2] + lows[len(lows) // 2]) / 2 if lows else None
        assert middle == (None if one.middle is None else one.middle.low)
        assert {len(result.public())} == {sum(counts.values()) for counts in one.counts.values()}
        assert all(one.answered(each) <= one.asked(each) for each in one.counts)


def test_bars_are_bounded() -> None:
    """Up to 150 cities have a bar each; with more, twenty bars hold them all, in order."""
    few, many = nation(SETTLED, OPEN, BAD), nation(*[SETTLED, OPEN, BAD] * 51)
    assert ["City m0, WA", "City m1, WA", "City m2, WA"] == [row.name for row in drawn.bars(few)]
    rows = drawn.bars(many)
    assert (20, 20) == (len(rows), drawn.bar_count(many))
    assert ("Cities 1 to 7", "Cities 146 to 153") == (rows[0].name, rows[-1].name)
    assert rows == sorted(rows, key=lambda row: (-row.low, -row.high))


def test_dots_are_bounded() -> None:
    """Up to 200 cities have a dot each; with more, those of one square share one."""
    where = {f"m{place}": (30 + place % 3, -100 - place % 2) for place in range(201)}
    found = drawn.placed(nation(*[BAD] * 201, where=where))
    assert (201, 200) == (len(found), len(drawn.dots(found[:200])))
    assert len(drawn.dots(found)) < 5


def test_who_lies_elsewhere_is_not_on_the_map() -> None:
    """Alaska, and what has no place in the files."""
    one = nation(BAD, BAD, BAD, where={"m0": (61, -150), "m1": (40, -100)})
    assert ["m1"] == [placed.city.id for placed in drawn.placed(one)]
    assert drawn.has_places(one)
    assert not drawn.has_places(nation(BAD))


def test_the_page_has_what_there_is() -> None:
    """No trend of one edition, no map without places, and no picture where nothing applies."""
    empty, small = nation(NOTHING), nation(SETTLED, OPEN, where={"m0": (40, -100)})
    earlier = nation(OPEN, edition=EARLIER)

    def shown(one: Nation, *others: Nation) -> list[str]:
        nations = {each.result.edition.id: each for each in (*others, one)}
        having = replace(one.project, answers=dict.fromkeys(nations, one.project.answers["2026"]))
        site: Site = site_of(having, site_assets(read_templates(packaged("templates"))), "1")
        page = national_page(one, nations, Changes({}, lambda _edition, _city: b""), site)
        files = [each.path for each in national_files(one, nations, Keys(one.project, {}))]
        assert [
            f"editions/2026/{path}" for each in page.pictures for path in (each.light, each.dark, each.data)
        ] == files
        return [each.anchor for each in page.pictures]

    assert [] == shown(empty)
    assert ["distribution", "heat-map", "map"] == shown(small)
    assert ["distribution", "heat-map", "trend", "map"] == shown(small, earlier)
    assert [] == family_of(empty, {"2026": empty})


def test_the_log_tells_regressions_and_who_signed(project: Project, results: Mapping[str, EditionResult]) -> None:
    """Each case is counted and linked, each question of the pledge is counted over who signed; nothing is made up."""
    public = {name: result for name, result in results.items() if result.has_public}
    changes = changes_in_memory(project, results)
    gone, pledge = national_log("2026", public, changes, project)
    assert "1 case since edition 2025." == gone.told
    assert [("cities/hotel-hostile/2026/index.html#force-published", "Use of force")] == [
        (one.link.path, one.question.label) for one in gone.entries if one.question is not None
    ]
    assert "changes/index.html#from-2025-to-2026" == gone.all.path
    assert "1 city signed, by a public source. Others may have." == pledge.told
    asked = [one.title for one in results["2026"].rubric.criteria.values() if one.pledge is not None]
    assert asked == [one.link.label for one in pledge.entries]
    assert ["1 not applicable", "1 unknown", "1 unknown"] == [one.said for one in pledge.entries]
    first, _ = national_log("2023", public, changes, project)
    assert ("No earlier edition can be compared.", ()) == (first.told, first.entries)


def test_where_nothing_is_gone_and_nobody_signed_it_says_so(
    project: Project, results: Mapping[str, EditionResult]
) -> None:
    """What cannot be proved is told as such, and drafts are in neither list."""
    public = {name: result for name, result in results.items() if result.has_public}
    silent = Changes({}, lambda _edition, _city: b"")
    unsigned = {
        name: {city: replace(file, pledge=None) for city, file in files.items()}
        for name, files in project.answers.items()
    }
    gone, pledge = national_log("2026", public, silent, replace(project, answers=unsigned))
    assert ("None that we can prove, since edition 2025.", ()) == (gone.told, gone.entries)
    assert pledge.told.startswith("No public source that we read shows that one of these cities signed.")
    assert () == pledge.entries
    drafts = {
        name: {city: replace(file, is_draft=True) for city, file in files.items()}
        for name, files in project.answers.items()
    }
    _, pledge = national_log("2026", public, silent, replace(project, answers=drafts))
    assert pledge.told.startswith("No public source")


def test_tables_hold_what_is_drawn() -> None:
    """The numbers of each picture, exact."""

    def read(table: bytes) -> list[list[str]]:
        return list(csv.reader(io.StringIO(table.decode())))

    one = nation(SETTLED, "full none unknown", where={"m1": (40, -100)})
    assert ["m1", "City m1", "WA", "30.0", "30", "70.0", "70", "0.6", "true"] == read(drawn.bars_table(one))[2]
    assert ["m1", "c", "unknown", "0", "1"] == read(drawn.cells_table(one))[6]
    assert ["2026", "2026-06-30", "2", "65", "85"] == read(drawn.steps_table([one]))[1]
    assert [["m1", "City m1", "WA", "40.0", "-100.0", "0.6", "true"]] == read(drawn.dots_table(drawn.placed(one)))[1:]

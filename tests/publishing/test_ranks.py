"""What the files of a city print of its ranks: the marks stand where the words did, and nowhere else."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from scorecard.model.project import Project
from scorecard.packaged import packaged
from scorecard.publishing.api import city_file
from scorecard.publishing.artifact import Artifact
from scorecard.publishing.language import speaking
from scorecard.publishing.ranks import mark_document, rank_labels, ranks_of_document, ranks_of_page
from scorecard.publishing.site import site_pages
from scorecard.publishing.slots import fill
from scorecard.scoring.study import study
from tests.publishing.test_api import PROJECT, RESULT, RESULTS


def artifacts(project: Project) -> dict[str, Artifact]:
    made = site_pages(project, RESULTS, templates=packaged("templates"), cards=set(), tool_version="0")
    return {one.path: one for one in made if one.path.startswith(("cities/", "api/"))}


def ranks(city: str) -> tuple[str, ...]:
    """List what other cities decide on the page of a city."""
    return ranks_of_page(study(PROJECT, RESULT), PROJECT.cities[city], rank_labels(RESULT, city))


def test_a_page_prints_its_rank_with_a_note_then_those_in_dimensions() -> None:
    """The words come in the order of the page; a city that is not ranked prints none."""
    whole, dimensions = ("3rd", "of 3 ranked cities."), ("Rank 3rd to 4th of 4", "Rank 1st of 2, with 1 other")
    assert (*whole, *dimensions) == ranks("worked")[:4]
    assert ("Rank 1st to 4th of 4",) == ranks("little")
    assert () == ranks("gone") == ranks("draft")


def test_words_without_a_translation_come_ready_for_the_page() -> None:
    """They are put in when the page is resolved already, so that no mark may be left in them."""
    with speaking("qq"):
        words = ranks("worked")
    assert (True, True) == (any('<span lang="en">' in word for word in words), all(map(str.isprintable, words)))


def test_a_page_prints_its_places_under_other_rules_after_its_ranks() -> None:
    """As published, under drawn weights, under each rule, and what is settled."""
    places, settled = ranks("worked")[4:-1], ranks("worked")[-1]
    assert ("3rd of 3", "3rd of 3") == places[:2]
    assert 2 + len(study(PROJECT, RESULT).alternatives) == len(places)
    assert "Its order with all 2 other ranked cities is settled." == settled


def test_every_page_and_document_has_a_place_for_each_of_its_words() -> None:
    """With the packaged templates all ranks can be put in last, for each kind of city."""
    for path, one in artifacts(PROJECT).items():
        content, places = one.filled()
        assert 2 * len(one.words) == len(places.split()), path
        assert b"\x01" not in content


def test_a_document_that_is_marked_and_filled_is_what_it_was() -> None:
    """The numbers of each range come back to where they stood."""
    for city in PROJECT.cities:
        document, words = city_file(PROJECT, RESULTS, city), ranks_of_document(RESULTS, city)
        assert document == fill(mark_document(document, words), words)[0]


def test_a_name_that_looks_like_ranks_is_none() -> None:
    """In JSON the quotes of a text have a stroke before them, so that no text of a project is taken for figures."""
    name = '"order": 1, "rank_best": 1, "rank_worst": 1'
    city = replace(PROJECT.cities["all"], name=name)
    renamed = replace(PROJECT, cities={**PROJECT.cities, "all": city})
    document, words = city_file(renamed, RESULTS, "all"), ranks_of_document(RESULTS, "all")
    content, _ = fill(mark_document(document, words), ['"x": 1'] * len(words))
    assert name == json.loads(content)["name"]


def test_words_that_are_not_those_of_the_document_are_refused() -> None:
    """A mark never stands for anything but what would be printed."""
    document = city_file(PROJECT, RESULTS, "all")
    with pytest.raises(ValueError, match="is expected"):
        mark_document(document, ranks_of_document(RESULTS, "worked"))

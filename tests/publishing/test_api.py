"""Results in, the documents of the API out, held against the contract key by key."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from fractions import Fraction
from typing import Any

import pytest

from scorecard.model.answer import Answer
from scorecard.model.project import Edition, Project
from scorecard.publishing.api import (
    cities_with_records,
    city_api_path,
    city_document,
    city_file,
    edition_file,
    encoded,
    rubric_document,
)
from scorecard.publishing.api_index import documents, index_document
from scorecard.publishing.keys import Keys
from scorecard.publishing.schemas.files import KINDS
from scorecard.scoring.result import EditionResult
from scorecard.scoring.score import score_edition, without_ranks
from tests.scoring.small import EDITION, answer, criterion, file, gate, opinion, project, rubric, seen

NUMBERS = ["low", "low_exact", "high", "high_exact", "known_share", "known_share_exact"]
PLACES = ["band_low", "band_high", "order", "rank_best", "rank_worst"]
HEAD = ["edition", "rubric", "as_of", "reconstructed"]
RECORD = ["id", "name", "state", "status", *NUMBERS, *PLACES, "dimensions"]
ANSWER = ["outcome", "worst", "best", "share_low", "share_high", "points", "basis", "evidence", "stale", "because"]

A, B = criterion("a", points="5"), criterion("b", "all 1, third 1/3, none 0", points="3")
C, D = criterion("c"), criterion("d", "yes 1, no 0", follows="c", points="1/3")
RUBRIC = rubric(("zeta", "60", [B, A]), ("alpha", "40", [C, D]), gates=[gate("C", a="partial")], known="3/5")
FILES = (
    file({"a": "partial", "b": "unknown", "c": "full", "d": "n/a"}, city="worked"),
    file({"a": "full", "b": "all", "c": "full", "d": "yes"}, city="all"),
    file({"a": "full"}, city="little"),
    file(dict.fromkeys("abcd", "n/a"), city="nothing"),
    file({"a": "full", "b": "all", "c": "n/a"}, city="part"),
    file({"a": "full", "b": "all", "c": "full"}, city="draft", draft=True),
    file({"a": "none"}, city="gone", withdrawn=True),
)
PROJECT = project(RUBRIC, *FILES)
RESULT = score_edition(PROJECT, "2026")
RESULTS = {"2026": RESULT}


def edition_document(edition: EditionResult, only: frozenset[str] | None = None) -> dict[str, Any]:
    """Read an edition's document back."""
    read: dict[str, Any] = json.loads(b"".join(edition_file(PROJECT, edition, only)))
    return read


def files_of_api() -> dict[str, bytes]:
    """Make every file of the API: path -> content."""
    found = {one.path: one.content() for one in documents(PROJECT, RESULTS, Keys(PROJECT, RESULTS))}
    cities = cities_with_records(PROJECT, RESULTS)
    return {**found, **{city_api_path(city): city_file(PROJECT, RESULTS, city) for city in cities}}


EDITION_DOCUMENT = edition_document(RESULT)


def record(city: str) -> dict[str, Any]:
    """Find a city's record in the edition."""
    found: dict[str, Any] = next(one for one in EDITION_DOCUMENT["cities"] if one["id"] == city)
    return found


def answers(**given: Answer) -> dict[str, Any]:
    """Write the answers of one city as the API does."""
    one = project(RUBRIC, file(given, evidence=seen(e="2026-04-11", f="2026-05-01", old="2019-01-01")))
    found: dict[str, Any] = city_document(one, {"2026": score_edition(one, "2026")}, "a")["editions"][0]["answers"]
    return found


def test_an_edition_has_the_keys_of_the_contract_in_their_order() -> None:
    """Head, record and dimension, for every city that is not withdrawn."""
    assert [*HEAD, "cities"] == list(EDITION_DOCUMENT)
    for one in EDITION_DOCUMENT["cities"]:
        if one["id"] != "gone":
            assert RECORD == list(one)
            assert ["zeta", "alpha"] == list(one["dimensions"])
            assert all([*NUMBERS, *PLACES] == list(part) for part in one["dimensions"].values() if part is not None)


def test_cities_stand_by_id_and_drafts_do_not() -> None:
    """Ranked, unranked, not applicable and withdrawn cities are listed by id."""
    assert ["all", "gone", "little", "nothing", "part", "worked"] == [one["id"] for one in EDITION_DOCUMENT["cities"]]


def test_the_worked_example_reads_as_in_the_contract() -> None:
    """58.75 to 81.25, exactly and as doubles, for the whole and for its dimensions."""
    expected = {
        "id": "worked", "name": "City worked", "state": "WA", "status": "final",
        "low": 58.75, "low_exact": "235/4", "high": 81.25, "high_exact": "325/4",
        "known_share": 0.775, "known_share_exact": "31/40",
        "band_low": "C", "band_high": "B", "order": 3, "rank_best": 3, "rank_worst": 3,
        "dimensions": {
            "zeta": {
                "low": 31.25, "low_exact": "125/4", "high": 68.75, "high_exact": "275/4",
                "known_share": 0.625, "known_share_exact": "5/8",
                "band_low": "D", "band_high": "C", "order": 4, "rank_best": 3, "rank_worst": 4,
            },
            "alpha": {
                "low": 100.0, "low_exact": "100", "high": 100.0, "high_exact": "100",
                "known_share": 1.0, "known_share_exact": "1",
                "band_low": "A", "band_high": "A", "order": 1, "rank_best": 1, "rank_worst": 1,
            },
        },
    }  # fmt: skip
    assert expected == record("worked")


def test_where_nothing_applies_everything_is_null() -> None:
    """Numbers, bands, places and every dimension; the city is listed all the same."""
    one = record("nothing")
    assert {None} == {one[key] for key in (*NUMBERS, *PLACES)}
    assert {"zeta": None, "alpha": None} == one["dimensions"]


def test_a_dimension_that_does_not_apply_is_null() -> None:
    """The key stays, in the rubric's order."""
    one = record("part")
    assert ([100.0, None], True) == ([one["low"], one["dimensions"]["alpha"]], one["dimensions"]["zeta"] is not None)


def test_the_unranked_have_numbers_and_no_place() -> None:
    """Too little known: band and rank are null, the range stands, and so do the ranks of dimensions."""
    one = record("little")
    assert [False, False, True, True, True] == [
        one[key] is None for key in ("low", "known_share", "band_low", "order", "rank_worst")
    ]
    assert False is (one["dimensions"]["zeta"]["order"] is None)


def test_a_withdrawn_record_holds_id_name_and_the_note_alone() -> None:
    """Day and reason, and no number."""
    note = {"on": "2026-10-01", "because": "It was wrong."}
    assert {"id": "gone", "name": "City gone", "withdrawn": note} == record("gone")
    own = city_document(PROJECT, RESULTS, "gone")["editions"][0]
    assert [*HEAD, "id", "name", "withdrawn"] == list(own)


def test_a_draft_is_told_only_to_who_asks_for_it() -> None:
    """`score draft` shows it as a draft without a place; nothing public names it."""
    only = edition_document(RESULT, frozenset({"draft"}))["cities"]
    assert [("draft", "draft", None)] == [(one["id"], one["status"], one["order"]) for one in only]
    assert "draft" not in cities_with_records(PROJECT, RESULTS)
    assert [] == [path for path, content in files_of_api().items() if b"City draft" in content]


def test_without_ranks_places_are_null() -> None:
    """Where some city could not be scored, nobody's place is told, and the numbers stay."""
    found = edition_document(without_ranks(RESULT))
    one = next(one for one in found["cities"] if one["id"] == "all")
    parts = [one, *one["dimensions"].values()]
    assert {(100.0, None, None, None)} == {
        (part["low"], part["order"], part["rank_best"], part["rank_worst"]) for part in parts
    }


def _walk(node: object, path: str = "") -> Iterator[tuple[str, object]]:
    if isinstance(node, dict):
        for key, value in node.items():
            yield from _walk(value, f"{path}/{key}")
    elif isinstance(node, list):
        for value in node:
            yield from _walk(value, f"{path}/*")
    else:
        yield path, node


def test_every_number_is_the_double_nearest_to_its_exact_twin() -> None:
    """`x` is float(`x_exact`), and `x_exact` is in lowest terms."""
    pairs = 0
    for one in (part for city in EDITION_DOCUMENT["cities"] if "low" in city for part in _parts(city)):
        for name in ("low", "high", "known_share"):
            value, text = one[name], one[f"{name}_exact"]
            assert (value is None) == (text is None)
            if text is not None:
                pairs += 1
                assert (float(Fraction(text)), str(Fraction(text)), float) == (value, text, type(value))
    assert pairs >= 30


def _parts(city: dict[str, Any]) -> list[dict[str, Any]]:
    return [city, *(part for part in city["dimensions"].values() if part is not None)]


def test_a_third_is_the_nearest_double_in_its_shortest_form() -> None:
    """Nothing is rounded on the way into the document."""
    third = project(rubric(("d", "100", [B])), file({"b": "third"}))
    text = b"".join(edition_file(third, score_edition(third, "2026"))).decode()
    assert 4 == text.count(": 33.333333333333336,")
    assert 4 == text.count(': "100/3",')


def test_a_field_has_one_type() -> None:
    """Across all cities a field is null or always of the same type."""
    types: dict[str, set[type]] = {}
    for city in EDITION_DOCUMENT["cities"]:
        for path, value in _walk(city):
            if value is not None:
                types.setdefault(path, set()).add(type(value))
    assert {} == {path: found for path, found in types.items() if len(found) > 1}


def test_a_document_is_utf8_with_one_final_newline() -> None:
    """Letters stand as they are, the keys keep their order, and infinity cannot be written."""
    text = encoded({"z": "Cañón “1”", "a": 1.0})
    assert text.decode().endswith("}\n")
    assert not text.decode().endswith("\n\n")
    assert "Cañón “1”" in text.decode()
    assert ["z", "a"] == list(json.loads(text))
    with pytest.raises(ValueError, match="Out of range"):
        encoded({"a": float("inf")})


def test_every_file_reads_back() -> None:
    """The paths of the contract, each a document with one final newline."""
    found = files_of_api()
    cities = ("all", "gone", "little", "nothing", "part", "worked")
    schemas = [f"schemas/{kind}" for kind in KINDS]
    expected = ["index", "editions/2026", "rubrics/small", "openapi", *schemas, *(f"cities/{city}" for city in cities)]
    assert [f"api/v1/{name}.json" for name in expected] == list(found)
    assert EDITION_DOCUMENT == json.loads(found["api/v1/editions/2026.json"])
    assert all(body.endswith(b"}\n") and not body.endswith(b"\n\n") for body in found.values())


def test_a_citys_document_has_its_record_with_answers() -> None:
    """Who it is, then per edition the head, the same record, and the answers to all criteria in the rubric's order."""
    own = city_document(PROJECT, RESULTS, "worked")
    assert ["id", "name", "state", "agency", "editions"] == list(own)
    one = own["editions"][0]
    assert [*HEAD, *RECORD, "answers"] == [key for key in one if key != "evidence"]
    assert record("worked") == {key: one[key] for key in RECORD}
    assert ["b", "a", "c", "d"] == list(one["answers"])
    assert all(ANSWER == list(given) for given in one["answers"].values())


def test_a_known_answer_reads_as_in_the_contract() -> None:
    """Levels, shares and points as texts, its basis and evidence."""
    expected: dict[str, object] = {
        "outcome": "known", "worst": "partial", "best": "partial", "share_low": "1/2", "share_high": "1/2",
        "points": "5", "basis": "coded", "evidence": ["e"], "stale": False, "because": None,
    }  # fmt: skip
    assert expected == answers(a=answer("partial"))["a"]


@pytest.mark.parametrize("given", [{}, {"a": answer("unknown")}, {"a": answer("unknown", "e")}])
def test_no_answer_has_no_basis_and_no_evidence(given: dict[str, Answer]) -> None:
    """Left out, `unknown`, or unknown with evidence: all levels, basis null, evidence empty."""
    expected: dict[str, object] = {
        "outcome": "unknown", "worst": "none", "best": "full", "share_low": "0", "share_high": "1",
        "points": "5", "basis": None, "evidence": [], "stale": False, "because": None,
    }  # fmt: skip
    assert expected == answers(**given)["a"]


def test_a_not_applicable_answer_has_no_levels() -> None:
    """Levels and shares are null, the points stay, and the reason is told."""
    expected: dict[str, object] = {
        "outcome": "not_applicable", "worst": None, "best": None, "share_low": None, "share_high": None,
        "points": "1/3", "basis": "coded", "evidence": ["e"], "stale": False, "because": "No cars have cameras.",
    }  # fmt: skip
    assert expected == answers(d=answer("n/a"))["d"]


@pytest.mark.parametrize(
    ("name", "given", "expected"),
    [
        ("a", {"a": answer("<=partial")}, ("bounded", "none", "partial", False, None)),
        ("a", {"a": answer("full", "old")}, ("unknown", "none", "full", True, "Too old to count.")),
        (
            "a",
            {"a": answer("full", unconfirmed=True)},
            ("unknown", "none", "full", False, "Carried over and not looked at again."),
        ),
        ("a", {"a": answer("n/a", second=opinion("none", "f"))}, ("unknown", "none", "full", False, None)),
        (
            "d",
            {"c": answer("n/a")},
            ("not_applicable", None, None, False, "It follows Title of c, which does not apply."),
        ),
        (
            "d",
            {"c": answer("none")},
            ("known", "no", "no", False, "At best “Level no”, because of Title of c: Level none."),
        ),
    ],
    ids=["bounded", "stale", "unconfirmed", "coders differ", "inherited", "capped"],
)
def test_what_decided_besides_the_answer_is_told(
    name: str, given: dict[str, Answer], expected: tuple[str, str | None, str | None, bool, str | None]
) -> None:
    """Too old, carried over, capped or inherited; `because` is null where the answer itself decided."""
    one = answers(**given)[name]
    assert expected == tuple(one[key] for key in ("outcome", "worst", "best", "stale", "because"))


def test_the_evidence_of_both_coders_is_named() -> None:
    """Each id once, the leading one first."""
    one = answers(a=answer("full", "f", "e", second=opinion("none", "e", "old")))["a"]
    assert ["f", "e", "old"] == one["evidence"]


def two_editions() -> tuple[Project, dict[str, EditionResult]]:
    """Make a city with two editions whose ids do not sort as their days do."""
    early = Edition("zulu", "small", date(2025, 6, 30), is_reconstructed=True)
    old = replace(file({"a": "none"}), edition="zulu", evidence=seen(e="2025-01-01"))
    one = project(RUBRIC, old, file({"a": "full"}), editions=[early, EDITION])
    return one, {edition: score_edition(one, edition) for edition in ("2026", "zulu")}


def test_a_citys_editions_run_from_the_oldest() -> None:
    """By cut-off day, whatever the ids, and each says whether it was reconstructed."""
    told = city_document(*two_editions(), "a")["editions"]
    assert [("zulu", "2025-06-30", True), ("2026", "2026-06-30", False)] == [
        (one["edition"], one["as_of"], one["reconstructed"]) for one in told
    ]


def test_the_index_lists_what_there_is() -> None:
    """Editions, rubrics and cities with their addresses, which all exist."""
    paths = set(files_of_api())
    index = index_document(PROJECT, RESULTS)
    urls = [one["url"] for part in ("editions", "rubrics", "cities", "schemas") for one in index[part]]
    assert paths == {"api/v1/index.json", *(f"api/v1/{url}" for url in (*urls, index["openapi"]))}
    assert ["title", "publisher", "contact", "licence", "demonstration", "newest", "editions", "rubrics", "cities"] == [
        *index
    ][:9]
    assert {"all": True, "gone": False}.items() <= {one["id"]: bool(one["advice"]) for one in index["cities"]}.items()
    assert "2026" == index["newest"]


def test_a_rubric_document_scores_like_its_file() -> None:
    """Every number that scores is there, exactly."""
    told = rubric_document(RUBRIC)
    weights = {one["id"]: one["weight"] for one in told["dimensions"]}
    points = {child["id"]: child["points"] for one in told["dimensions"] for child in one["criteria"]}
    assert ({"zeta": "60", "alpha": "40"}, {"b": "3", "a": "5", "c": "1", "d": "1/3"}) == (weights, points)
    assert ("3/5", ["85", "70", "50", "30", "0"]) == (
        told["band_from_known_share"],
        [one["from"] for one in told["bands"]],
    )
    assert {"a": "partial"} == told["gates"][0]["requires"]

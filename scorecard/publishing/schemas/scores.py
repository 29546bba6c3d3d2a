"""Nothing in, the schemas of the index, of editions and of cities out: who there is, and every score and answer."""

from __future__ import annotations

from collections.abc import Mapping

from scorecard.publishing.schemas.parts import (
    BAND,
    DAY,
    DAY_OR_MONTH,
    ID,
    Schema,
    by_id,
    closed,
    count,
    exact,
    flag,
    ids,
    one_of,
    or_null,
    part,
    several,
    text,
    twin,
)

_NOTHING = "nothing applies"
_UNRANKED = "the city is not ranked"

HEAD: dict[str, Schema] = {
    "edition": text("Id of the edition.", ID),
    "rubric": text("Id of its rubric.", ID),
    "as_of": text("The day up to which facts count.", DAY),
    "reconstructed": flag("Whether it was made later, from public tables, and the cities were not asked."),
}
_URL = "Address of the document, from api/v1/."
_STATE = text("Postal letters of the state.", "^[A-Z]{2}$")


def numbers(null: str | None) -> dict[str, Schema]:
    """Describe low, high and known share; `null` says when there are none."""
    return {
        **twin("low", "What is proved, 0 to 100 points.", (0, 100), null=null),
        **twin("high", "What is possible, 0 to 100 points.", (0, 100), null=null),
        **twin("known_share", "How much is settled, 0 to 1: 1 - (high - low) / 100.", (0, 1), null=null),
    }


def bands(null: str) -> dict[str, Schema]:
    """Describe both bands; `null` says when there are none."""
    return {
        "band_low": or_null(text("Id of the band at the low end, after gates.", BAND), null),
        "band_high": or_null(text("Id of the band at the high end, after gates.", BAND), null),
    }


_PLACES: dict[str, Schema] = {
    "order": or_null(count("Place in the list by low, then high; equal cities share one.", 1), _UNRANKED),
    "rank_best": or_null(count("The best place that the ranges leave possible.", 1), _UNRANKED),
    "rank_worst": or_null(count("The worst place that the ranges leave possible.", 1), _UNRANKED),
}
_RECORD: dict[str, Schema] = {
    "id": text("Id of the city.", ID),
    "name": text("Its name."),
    "state": _STATE,
    "status": one_of("Final; a draft only where one was asked for, and never on a site.", ["final", "draft"]),
    **numbers(_NOTHING),
    **bands("too little is known for a band"),
    **_PLACES,
    "dimensions": by_id(
        "Every dimension of the rubric.",
        or_null(part("dimension_numbers", "Numbers of a dimension."), "nothing applies in it"),
    ),
}
_WITHDRAWN: dict[str, Schema] = {
    "id": text("Id of the city.", ID),
    "name": text("Its name."),
    "withdrawn": part("withdrawal", "When, and why."),
}
_ANSWERS: dict[str, Schema] = {
    "answers": by_id("Every criterion of the rubric, in its order.", part("answer", "What was found.")),
    "evidence": by_id("The sources that the city's file names.", part("source", "A source.")),
}

_LISTED: dict[str, Schema] = {
    "index_edition": closed(
        "An edition.",
        {
            **HEAD,
            "url": text(f"{_URL} All its scores."),
            "weights": or_null(text(f"{_URL} How far its ranks hold."), "no city counts in it"),
            "peers": or_null(text(f"{_URL} Groups of cities by size."), "no city counts in it"),
            "criteria": or_null(text(f"{_URL} How its criteria work."), "no city counts in it"),
        },
    ),
    "index_rubric": closed("A rubric.", {"id": text("Its id.", ID), "url": text(_URL)}),
    "index_city": closed(
        "A city.",
        {
            "id": text("Its id.", ID),
            "url": text(f"{_URL} Its scores and answers."),
            "advice": or_null(text(f"{_URL} What would raise its score."), "every file of it is withdrawn"),
        },
    ),
    "index_change": closed(
        "Two editions of one family.",
        {"from": text("Id of the older.", ID), "to": text("Id of the newer.", ID), "url": text(_URL)},
    ),
    "index_schema": closed(
        "A JSON Schema.", {"id": text("Which documents it describes.", "^[a-z]+$"), "url": text(_URL)}
    ),
}

DEFINITIONS: Mapping[str, Schema] = {
    "index": closed(
        "Lists every document of api/v1.",
        {
            "title": text("Title of the scorecard."),
            "publisher": text("Who answers for it."),
            "contact": text("Where corrections go: an address of mail or of the web."),
            "licence": or_null(text("Terms of the publisher's own work; sources keep theirs."), "none are named"),
            "demonstration": flag("Whether publisher or contact is an example."),
            "newest": or_null(text("Id of the newest edition in which a city counts.", ID), "there is none"),
            "editions": several("All editions, oldest first.", part("index_edition", "An edition.")),
            "rubrics": several("All rubrics, by id.", part("index_rubric", "A rubric.")),
            "cities": several("All cities with a file that is no draft, by id.", part("index_city", "A city.")),
            "changes": several("Editions that can be compared, newest first.", part("index_change", "Two editions.")),
            "openapi": text(f"{_URL} Every address below, for programs."),
            "schemas": several("What each kind of document looks like.", part("index_schema", "A schema.")),
        },
    ),
    **_LISTED,
    "edition": closed(
        "One edition: every city with its exact numbers.",
        {
            **HEAD,
            "cities": several(
                "Cities with a file that is no draft, by id.",
                {"oneOf": [part("record", "A city that counts."), part("withdrawn_record", "A withdrawn file.")]},
            ),
        },
    ),
    "record": closed("A city in one edition.", _RECORD),
    "withdrawn_record": closed("A city whose file was withdrawn: id, name and why, and no number.", _WITHDRAWN),
    "withdrawal": closed(
        "A withdrawal.", {"on": text("The day or month.", DAY_OR_MONTH), "because": text("The reason.")}
    ),
    "dimension_numbers": closed(
        "A dimension of one city.", {**numbers(None), **bands("too little is known for a band"), **_PLACES}
    ),
    "city": closed(
        "One city: its scores and answers in every edition.",
        {
            "id": text("Id of the city.", ID),
            "name": text("Its name."),
            "state": _STATE,
            "agency": text("The agency whose practice is scored."),
            "editions": several(
                "Its editions, oldest first.",
                {
                    "oneOf": [
                        part("city_edition", "An edition in which it counts."),
                        part("city_withdrawn", "An edition whose file was withdrawn."),
                    ]
                },
            ),
        },
    ),
    "city_edition": closed("One edition of a city, with every answer.", {**HEAD, **_RECORD, **_ANSWERS}),
    "city_withdrawn": closed("An edition of a city whose file was withdrawn.", {**HEAD, **_WITHDRAWN}),
    "answer": closed(
        "What was found for one criterion.",
        {
            "outcome": one_of("How far it is settled.", ["known", "bounded", "unknown", "not_applicable"]),
            "worst": or_null(text("Id of the worst level that is possible.", ID), "it does not apply"),
            "best": or_null(text("Id of the best level that is possible.", ID), "it does not apply"),
            "share_low": or_null(exact("Part of the points that the worst level earns, 0 to 1."), "it does not apply"),
            "share_high": or_null(exact("Part of the points that the best level earns, 0 to 1."), "it does not apply"),
            "points": exact("Points of the criterion, within its dimension."),
            "basis": or_null(
                one_of(
                    "How it is known: a person read it, an inventory says so, or it was measured.",
                    ["coded", "inventory", "measured"],
                ),
                "there is no answer",
            ),
            "evidence": ids("Ids of its sources; empty where there is no answer."),
            "stale": flag("Whether the answer is too old to count."),
            "because": or_null(text("Why, where something other than the answer decided."), "nothing else decided"),
        },
    ),
    "source": closed(
        "A public source.",
        {
            "url": text("Its address.", "^https?://"),
            "title": or_null(text("Its title."), "none is written"),
            "publisher": or_null(text("Who published it."), "none is written"),
            "seen": text("The day or month whose state it shows.", DAY_OR_MONTH),
            "looked": or_null(text("The day or month on which it was looked at.", DAY_OR_MONTH), "the same"),
            "archived": or_null(text("Address of an archived copy.", "^https?://"), "none is written"),
            "sha256": or_null(text("SHA-256 of the file, in hexadecimal digits."), "none is written"),
            "quote": or_null(text("What it says, in its own words."), "none is written"),
        },
    ),
}

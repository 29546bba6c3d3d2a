"""Nothing in, the schemas of a rubric and of how one works out: what scores, its words, and what was found of it."""

from __future__ import annotations

from collections.abc import Mapping

from scorecard.publishing.schemas.parts import (
    BAND,
    ID,
    Schema,
    by_id,
    closed,
    count,
    exact,
    flag,
    one_of,
    or_null,
    part,
    several,
    text,
    twin,
)
from scorecard.publishing.schemas.scores import HEAD

_FEW = "too few cities to say, or no difference among them"
_UNSAID = "the rubric says none"

DEFINITIONS: Mapping[str, Schema] = {
    "rubric": closed(
        "A rubric: all that scores, and its words.",
        {
            "id": text("Its id.", ID),
            "family": text("Rubrics of one family can be compared.", ID),
            "title": text("Its title."),
            "about": or_null(text("What it measures, in Markdown."), _UNSAID),
            "fresh_for_days": count("Days before the edition's day after which evidence settles nothing."),
            "band_from_known_share": exact("A score known less than this, 0 to 1, has no band and no rank."),
            "bands": several("Bands, highest first.", part("band", "A band.")),
            "gates": several("What holds a band down.", part("gate", "A gate.")),
            "dimensions": several("Dimensions; their weights add up to 100.", part("dimension", "A dimension.")),
        },
    ),
    "band": closed(
        "A band: scores from here up to the next better one.",
        {
            "id": text("Its letter.", BAND),
            "from": exact("The least score in it, 0 to 100 points."),
            "title": text("Its word."),
        },
    ),
    "gate": closed(
        "No better band than this unless every requirement is met.",
        {
            "id": text("Its id.", ID),
            "best_band": text("Id of the best band without it.", BAND),
            "requires": by_id("Criterion: the level it must reach.", text("Id of a level.", ID)),
            "because": text("Why."),
        },
    ),
    "dimension": closed(
        "A thematic group of criteria.",
        {
            "id": text("Its id.", ID),
            "title": text("Its title."),
            "weight": exact("Its part of the whole score, 0 to 100 points."),
            "about": or_null(text("What it asks."), _UNSAID),
            "kind": or_null(
                one_of("Whether it is about records, or about rules and acts.", ["data", "policy"]), _UNSAID
            ),
            "criteria": several("Its criteria.", part("criterion", "A criterion.")),
        },
    ),
    "criterion": closed(
        "The smallest scored item: one claim that can be true or false.",
        {
            "id": text("Its id.", ID),
            "title": text("Its title."),
            "claim": text("What is true of a city that meets it."),
            "points": exact("Its points, within its dimension."),
            "fresh_for_days": count("Days after which evidence settles nothing: its own, or the rubric's."),
            "measure": or_null(one_of("What picks the level.", ["elements", "lag"]), "a person names the level"),
            "elements": by_id("What is counted: id, title.", text("Title of an element.")),
            "follows": or_null(part("follows", "What holds it down."), "nothing"),
            "levels": several("Possible answers, best first.", part("level", "A level.")),
            "why": or_null(text("Which harm or use makes it matter, in Markdown."), _UNSAID),
            "source": or_null(text("Who says so, in Markdown."), _UNSAID),
            "remedy": or_null(part("remedy", "How to earn it."), _UNSAID),
        },
    ),
    "follows": closed(
        "A criterion can do no better than another one allows.",
        {
            "criterion": text("Id of the other.", ID),
            "caps": by_id("Level of the other: the best level here.", text("Id of a level.", ID)),
        },
    ),
    "level": closed(
        "A possible answer.",
        {
            "id": text("Its id.", ID),
            "share": exact("Part of the points that it earns, 0 to 1."),
            "title": text("Its title."),
            "about": or_null(text("What it means."), _UNSAID),
            "at_least": or_null(count("Elements that reach it."), "it is not counted"),
            "at_most": or_null(count("Days from the newest record to the day it was seen."), "any number will do"),
        },
    ),
    "remedy": closed(
        "How a city earns a criterion.",
        {
            "action": text("What to do."),
            "lever": or_null(text("Who can do it."), _UNSAID),
            "effort": or_null(text("How much it takes."), _UNSAID),
            "model": or_null(text("A text to start from, or its address."), _UNSAID),
        },
    ),
    "criteria": closed(
        "How the criteria of an edition work, for who writes a rubric.",
        {
            **HEAD,
            "cities": count("How many cities count."),
            "criteria": several("Criteria, in the rubric's order.", part("working", "A criterion.")),
        },
    ),
    "working": closed(
        "How a criterion works.",
        {
            "id": text("Its id.", ID),
            **twin("weight", "Its part of the score where all criteria apply, 0 to 100 points.", (0, 100)),
            "applies": count("Cities to which it applies."),
            "met": count("Cities whose first level is certain."),
            "may_be_met": count("Cities whose first level is possible."),
            "open": count("Cities in which several levels are possible."),
            "settled": count("Cities in which one level is possible."),
            "correlated": count("Cities over which the correlation is taken."),
            "correlation": or_null(
                {
                    "description": "How its share goes with the rest of what is settled, -1 to 1, in hundredths.",
                    "type": "number",
                    "minimum": -1,
                    "maximum": 1,
                },
                _FEW,
            ),
            "met_by_all": flag("Whether all of at least 10 cities in which it is settled meet it."),
            "met_by_none": flag("Whether none of at least 10 cities in which it is settled meets it."),
            "read": count("Answers that a person read."),
            "twice": count("Answers that two people read."),
            "agreed": count("Answers on which the two agree."),
            **twin(
                "alpha",
                "Krippendorff's alpha, nominal; 1 is full agreement.",
                null="nothing was read twice, or all said the same",
            ),
            "coders_disagree": flag("Whether at least 5 were read twice and alpha is below 2/3."),
        },
    ),
}

"""Nothing in, the schemas of what is worked out of scores: advice, changes, how far ranks hold, groups by size."""

from __future__ import annotations

from collections.abc import Mapping

from scorecard.publishing.schemas.parts import (
    DAY_OR_MONTH,
    ID,
    SHA256,
    Schema,
    by_id,
    closed,
    count,
    exact,
    ids,
    one_of,
    or_null,
    part,
    several,
    text,
    twin,
)
from scorecard.publishing.schemas.scores import HEAD, bands, numbers
from scorecard.scoring.alternatives import Rule
from scorecard.scoring.bridge import KINDS

_HOLDERS = ["city", "county", "state"]
_NOT_WRITTEN = "the rubric does not say"
_UNRANKED = "the city is not ranked"
_NO_CITY = "no city can be compared"

_ADVICE: dict[str, Schema] = {
    "advice": closed(
        "What a city can do, and what is worth knowing, in its newest edition that counts.",
        {
            "id": text("Id of the city.", ID),
            "edition": text("Id of the edition.", ID),
            **numbers("nothing applies"),
            **bands("there is none"),
            "actions": several("What would raise the low end, the greatest gain first.", part("action", "An action.")),
            "next_band": or_null(
                part("next_band", "The fewest actions to it."), "the best is certain, or none can be reached"
            ),
            "questions": several("What is not settled, first what narrows most.", part("question", "A question.")),
        },
    ),
    "action": closed(
        "A criterion is brought to its first level.",
        {
            "criterion": text("Id of the criterion.", ID),
            "steps": ids("All criteria that must be: those that hold it down, then itself."),
            **twin("gain", "What the low end gains by all steps, in points.", (0, 100)),
            **twin("gain_of_leaders", "How much of it comes before the last step, in points.", (0, 100)),
            **numbers(None),
            **bands("too little is known then"),
            "action": or_null(text("What to do."), _NOT_WRITTEN),
            "lever": or_null(text("Who can do it."), _NOT_WRITTEN),
            "effort": or_null(text("How much it takes."), _NOT_WRITTEN),
            "model": or_null(text("Address of a text to start from.", "^https?://"), _NOT_WRITTEN),
            "examples": {**several("Cities that do it.", part("example", "A city.")), "maxItems": 3},
        },
    ),
    "example": closed(
        "A city that does it.",
        {
            "id": text("Its id.", ID),
            "url": or_null(text("Address of the source that shows it.", "^https?://"), "it cannot be linked"),
            "title": or_null(text("Title of the source."), "none is written"),
            "owed_to": one_of("Whose doing it is.", _HOLDERS),
        },
    ),
    "next_band": closed(
        "The fewest actions after which a better band is certain.",
        {
            "criteria": ids("What is brought to its first level, in the rubric's order."),
            **twin("gain", "What the low end gains, in points.", (0, 100)),
            **numbers(None),
            **bands("never here"),
        },
    ),
    "question": closed(
        "A criterion that is not settled.",
        {
            "criterion": text("Id of the criterion.", ID),
            **twin("narrows_least", "Points by which the range narrows, whichever level is found.", (0, 100)),
            **twin("narrows_most", "Points by which it narrows at most.", (0, 100)),
            **twin("known_share", "How much is settled then, at least, 0 to 1.", (0, 1)),
        },
    ),
}

_BETWEEN = twin("difference", "What lies between, in points.", (-100, 100))
_CHANGES: dict[str, Schema] = {
    "changes": closed(
        "Why scores differ between two editions of one family, at the low end.",
        {
            "from": text("Id of the older edition.", ID),
            "to": text("Id of the newer edition.", ID),
            "family": text("Family of their rubrics.", ID),
            "nation": part("all_bridges", "The sum of all bridges."),
            "cities": several("Bridges of the cities that count in both, by id.", part("bridge", "A bridge.")),
            "regressions": several("What was published and is not any more, by city.", part("regression", "One.")),
        },
    ),
    "all_bridges": closed(
        "The sum of all bridges.",
        {
            "cities": count("Cities that have a bridge."),
            **twin("low_from", "Mean of their lows in the older edition.", (0, 100), null=_NO_CITY),
            **twin("low_to", "Mean of their lows in the newer edition.", (0, 100), null=_NO_CITY),
            **twin("difference", "What lies between, in points.", (-100, 100), null=_NO_CITY),
            "up": count("Cities that rose."),
            "down": count("Cities that fell."),
            "same": count("Cities that stayed."),
            "kinds": closed(
                "Every kind of step, in their order.", {kind: part("kind_sum", "Its sum.") for kind in KINDS}
            ),
            "left_out": closed(
                "Cities that have no bridge.",
                {
                    "new": count("Not in the older edition."),
                    "gone": count("Not in the newer edition."),
                    "nothing_applies": count("In both, while nothing applies in one."),
                },
            ),
        },
    ),
    "kind_sum": closed(
        "What one kind of step comes to.",
        {
            **twin("difference", "Mean over all bridges, in points.", (-100, 100), null=_NO_CITY),
            "up": count("Cities that it moved up."),
            "down": count("Cities that it moved down."),
        },
    ),
    "bridge": closed(
        "Why the low of one city differs, step by step.",
        {
            "id": text("Id of the city.", ID),
            "name": text("Its name."),
            "state": text("Postal letters of the state.", "^[A-Z]{2}$"),
            **twin("low_from", "Low of the older edition as it was published first, in points.", (0, 100)),
            **twin("low_to", "Low of the newer edition, in points.", (0, 100)),
            **_BETWEEN,
            "steps": several("Steps, in the order in which they are made; they add up.", part("step", "A step.")),
        },
    ),
    "step": closed(
        "A step of a bridge.",
        {
            "kind": one_of("Why it is made.", list(KINDS)),
            "criterion": or_null(text("Id of the criterion that is switched.", ID), "all criteria are restated"),
            **_BETWEEN,
            "acted": or_null(one_of("Who acted, as evidence shows.", _HOLDERS), "nobody is said to have acted"),
        },
    ),
    "regression": closed(
        "What was published once and is not any more.",
        {
            "city": text("Id of the city.", ID),
            "criterion": text("Id of the criterion.", ID),
            "was": text("The older finding, in words."),
            "is": text("The newer finding, in words."),
            "on": text("The day or month on which it was found gone.", DAY_OR_MONTH),
            "because": or_null(text("The reason that is known."), "none is given"),
            **twin("difference", "What that makes to the low, in points.", (-100, 100), null="the city has no bridge"),
        },
    ),
}

_PLACES: dict[str, Schema] = {
    "rank_best": or_null(count("The best place that the ranges leave possible.", 1), _UNRANKED),
    "rank_worst": or_null(count("The worst place that the ranges leave possible.", 1), _UNRANKED),
}
_RULE = one_of("Another rule.", [one.value for one in Rule])
_STUDY: dict[str, Schema] = {
    "weights": closed(
        "How far the ranks of an edition hold under other weights and other rules.",
        {
            **HEAD,
            "draws": count("How often weights are drawn."),
            "least": exact("Least factor by which each weight is multiplied."),
            "most": exact("Greatest factor by which each weight is multiplied."),
            "seed": text("Seed of the draws, in hexadecimal digits.", SHA256),
            "ranked": count("How many cities are ranked."),
            "pairs": count("Pairs of ranked cities."),
            "pairs_not_settled": count("Pairs whose ranges overlap, so that their order is not settled."),
            "rules": several(
                "Other rules for which the rubric gives ground.",
                closed("A rule.", {"id": _RULE, "ranked": count("Cities that are ranked under it.")}),
            ),
            "cities": several("Every city that counts, by id.", part("robustness", "A city.")),
        },
    ),
    "robustness": closed(
        "How far the rank of one city holds.",
        {
            "id": text("Id of the city.", ID),
            **_PLACES,
            "drawn_best": or_null(count("Its best place over all draws.", 1), _UNRANKED),
            "drawn_worst": or_null(count("Its worst place over all draws.", 1), _UNRANKED),
            "not_settled": or_null(count("Others with which its order is not settled."), _UNRANKED),
            "rules": by_id("Each other rule.", part("under_rule", "Where it stands.")),
        },
    ),
    "under_rule": closed(
        "Where a city stands under another rule.",
        {**numbers("nothing applies"), **bands("too little is known for a band"), **_PLACES},
    ),
    "peers": closed(
        "Where groups of cities by size stand.",
        {
            **HEAD,
            "without_population": count("Cities whose size is not in their file."),
            "groups": several("Groups, the largest cities first.", part("peer_group", "A group.")),
        },
    ),
    "peer_group": closed(
        "Cities of about one size.",
        {
            "id": text("Its id.", ID),
            "title": text("Its title."),
            "from_population": count("The least population in it, in people."),
            "cities": count("Cities of this size that count."),
            "whole": or_null(part("spread", "Their scores."), "none is known well enough"),
            "dimensions": by_id(
                "Every dimension.", or_null(part("spread", "Its scores."), "none is known well enough")
            ),
        },
    ),
    "spread": closed(
        "How scores of a group spread.",
        {
            "cities": count("Cities that are known well enough.", 1),
            "low": part("quartiles", "Of their low ends."),
            "high": part("quartiles", "Of their high ends."),
        },
    ),
    "quartiles": closed(
        "Quartiles, as QUARTILE.INC of a spreadsheet gives them.",
        {
            **twin("lower", "The lower quartile, in points.", (0, 100)),
            **twin("median", "The median, in points.", (0, 100)),
            **twin("upper", "The upper quartile, in points.", (0, 100)),
        },
    ),
}

DEFINITIONS: Mapping[str, Schema] = {**_ADVICE, **_CHANGES, **_STUDY}

"""A city's advice in, what its card says of it out: what gains most, what waits for a look, the way to a band."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from itertools import islice

from scorecard.model.project import Project, Settings
from scorecard.model.rubric import Criterion, Rubric
from scorecard.publishing.advice import Advice, Advisor, advice_of, is_advised
from scorecard.publishing.advice_views import act_words, gain_words, path_words
from scorecard.publishing.card_head import page_address
from scorecard.publishing.card_peers import Others
from scorecard.publishing.city_parts import short_name
from scorecard.publishing.findings import kind_of
from scorecard.publishing.language import say, say_count
from scorecard.publishing.proofs import owner_words
from scorecard.publishing.remedies import lever_words, size_words
from scorecard.publishing.words import band_words, capital, listed, number, score_figures
from scorecard.scoring.advice import Action
from scorecard.scoring.result import CityResult, Outcome

MOST_ACTS = 5
MOST_STEPS = 8  # to a band; more would push the first page over its end
_NOT_SAID = "–"


@dataclass(frozen=True, slots=True)
class CardAct:
    """What the city can do.

    `act` is an imperative. It gains `gain` at the low end, and gives the range `after`, in
    `bands`, which are None where they stay; a step on the way to a band has none of these.
    `lever` says who holds it and `effort` what it takes, each a dash where not said. `who` is a
    city that does it, with the address `href` of its answer; where none is found, `who` says
    so and `href` is None.
    """

    act: str
    lever: str
    effort: str
    who: str
    href: str | None
    gain: str = ""
    after: str = ""
    bands: str | None = None


@dataclass(frozen=True, slots=True)
class CardAdvice:
    """What a city can do.

    With a band: `acts` under their `title`; `changes_band`: one of them does; `waiting` says which
    answers wait for a look. Without: the `steps` to a band; `has_more`: there are more than are
    shown. `way` says how few bring a band, or the next. What there is nothing to say of is
    None, or empty.
    """

    title: str
    acts: tuple[CardAct, ...]
    changes_band: bool
    steps: tuple[CardAct, ...]
    has_more: bool
    waiting: str | None
    way: str | None


def card_advice(project: Project, city: CityResult, rubric: Rubric, others: Others | None) -> CardAdvice:
    """Show what a city with a band can do, else how few steps bring one; acts and steps in its newest edition alone.

    What waits for a look is no act of the city.

    Args:
        project: whose city it is.
        city: with all its answers.
        rubric: of its edition.
        others: names the cities that do what others could; None where not all could be scored.
    """
    advice = advice_of(city, rubric) if is_advised(project, city.city, city.edition) else Advice()
    advisor = others.advisor if others is not None else None
    if city.bands is None:
        return _way(project, city, advice, rubric, advisor)
    counted_ones = (one for one in advice.actions if city.criteria[one.criterion.id].outcome is not Outcome.UNKNOWN)
    acts = tuple(_act(city, one, rubric, advisor, project.settings) for one in islice(counted_ones, MOST_ACTS))
    changes = any(act.bands for act in acts)
    return CardAdvice(
        _title(len(acts)), acts, changes, (), False, waiting_sentence(city), _way_words(city, advice, rubric)
    )


def _way(project: Project, city: CityResult, advice: Advice, rubric: Rubric, advisor: Advisor | None) -> CardAdvice:
    """Show the fewest steps to a band."""
    found = advice.next_band
    names = found.criteria if found is not None else ()
    shown = (rubric.criteria[name] for name in names[:MOST_STEPS])
    steps = tuple(_step(city, one, advisor, project.settings) for one in shown)
    return CardAdvice("", (), False, steps, len(names) > MOST_STEPS, None, _way_words(city, advice, rubric))


def _way_words(city: CityResult, advice: Advice, rubric: Rubric) -> str | None:
    return path_words(city, advice.next_band, rubric) if advice.next_band is not None else None


def _title(count: int) -> str:
    """Say what is listed where there are so many acts."""
    if count < MOST_ACTS:
        return say("What would raise the score")
    return say("{number} actions that gain most", number=capital(number(count)))


def _act(city: CityResult, action: Action, rubric: Rubric, advisor: Advisor | None, settings: Settings) -> CardAct:
    low = action.range.low
    return replace(
        _step(city, action.criterion, advisor, settings),
        gain=gain_words(low - action.gain, low, rubric),
        after=score_figures(action.range, rubric),
        bands=band_words(action.bands, rubric) if action.bands not in (None, city.bands) else None,
    )


def _step(city: CityResult, criterion: Criterion, advisor: Advisor | None, settings: Settings) -> CardAct:
    who, href = _who(city, criterion, advisor, settings)
    return CardAct(
        act=act_words(criterion),
        lever=capital(lever_words(criterion.remedy) or _NOT_SAID),
        effort=capital(size_words(criterion.remedy) or _NOT_SAID),
        who=who,
        href=href,
    )


def _who(city: CityResult, criterion: Criterion, advisor: Advisor | None, settings: Settings) -> tuple[str, str | None]:
    """Name the nearest city that does it, with the address of its answer."""
    if advisor is None:
        return _NOT_SAID, None
    first = next(iter(advisor.examples(city.city, criterion.id)), None)
    if first is None:
        return say("None found"), None
    address = f"{page_address(settings, first.city.id, city.edition)}#{criterion.id}"
    return owner_words(short_name(first.city), first.proof.owed_to), address


def waiting_sentence(city: CityResult) -> str | None:
    """Say which answers wait for someone to look, which is no act of the city; None where none does."""
    counts = Counter(kind_of(result) for result in city.criteria.values())
    old, unknown = counts["stale"], counts["unknown"]
    waiting = [
        say_count(old, "{count} answer is too old to count", "{count} answers are too old to count") if old else "",
        say_count(unknown, "{count} answer is unknown", "{count} answers are unknown") if unknown else "",
    ]
    if not any(waiting):
        return None
    return say(
        "Not an action: {answers}. A look at a public source settles that.",
        answers=listed([one for one in waiting if one]),
    )

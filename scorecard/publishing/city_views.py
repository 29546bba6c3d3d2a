"""What the templates of a city's page are given: one record for each kind of page."""

from __future__ import annotations

from dataclasses import dataclass

from scorecard.publishing.advice_views import ActionGroup, PathView, QuestionView
from scorecard.publishing.city_parts import CityFoot, CityHead
from scorecard.publishing.dimensions import DimensionAnswers, DimensionRow
from scorecard.publishing.frame import Frame, Link
from scorecard.publishing.hero import Hero
from scorecard.publishing.peers import PeersView
from scorecard.publishing.tally import OpenQuestion, TallyLine
from scorecard.publishing.weights import WeightsView


@dataclass(frozen=True, slots=True)
class CityPage:
    """A city whose score has a band.

    `head` says who it is, `hero` how it stands. `asked` counts the questions and
    `tally` how they came out. `dimensions` are its rows under `dimensions_title`;
    `answers` are all answers by dimension. `weights` says how far the rank holds, None
    where there is none; `peers` where cities of its size stand, None where it has no
    group or too little of it is known. `actions` are what the city can do and
    `path` the fewest of them to the next band, None where there is none; `questions`
    are what is not settled. All three are empty in an edition that is not the
    city's newest. `foot` closes the page.
    """

    template: str
    frame: Frame
    head: CityHead
    hero: Hero
    asked: str
    tally: tuple[TallyLine, ...]
    dimensions_title: str
    dimensions: tuple[DimensionRow, ...]
    answers: tuple[DimensionAnswers, ...]
    weights: WeightsView | None
    peers: PeersView | None
    actions: tuple[ActionGroup, ...]
    path: PathView | None
    questions: tuple[QuestionView, ...]
    foot: CityFoot


@dataclass(frozen=True, slots=True)
class LittleKnownPage:
    """A city of which too little is known for a band, or to which nothing applies.

    `head` says who it is. `hero` is None where nothing applies; `title` and
    `found` say so then. `asked` counts the questions, `tally` how they came out. `card`
    is the report card, if there is one. `dimensions` are those that are known well
    enough for a band of their own, with `dimensions_lede` above them. `answers`
    say something; `nothing_found` are the questions without an answer, with
    `nothing_lede` above them. `path` is the fewest actions to a band, None where
    there is none; `questions` are those of which an answer settles most, with
    `questions_lede` above them. Both are empty in an edition that is not the city's
    newest. `foot` closes the page.
    """

    template: str
    frame: Frame
    head: CityHead
    hero: Hero | None
    title: str
    found: str
    card: Link | None
    asked: str
    tally: tuple[TallyLine, ...]
    dimensions_lede: str
    dimensions: tuple[DimensionRow, ...]
    answers: tuple[DimensionAnswers, ...]
    nothing_found: tuple[OpenQuestion, ...]
    nothing_lede: str
    path: PathView | None
    questions: tuple[QuestionView, ...]
    questions_lede: str
    foot: CityFoot


@dataclass(frozen=True, slots=True)
class WithdrawnPage:
    """The note in place of a city's page: `head`, what is `said` with day and reason, and the history of its `foot`."""

    template: str
    frame: Frame
    head: CityHead
    said: str
    foot: CityFoot


AnyCityPage = CityPage | LittleKnownPage | WithdrawnPage

"""The view of one answer: every outcome and every key says its exact words."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from scorecard.model.answer import Disposition
from scorecard.model.project import Project
from scorecard.model.when import When
from scorecard.publishing.answers import AnswerView, Leader
from scorecard.publishing.city_parts import answer_views
from scorecard.publishing.replies import all_corrections, pledge_view, reply_view
from scorecard.publishing.words import score_figures
from scorecard.scoring.result import EditionResult
from scorecard.scoring.score import score_edition

Answers = dict[str, AnswerView]


@pytest.fixture
def answers(project: Project, results: dict[str, EditionResult], request: pytest.FixtureRequest) -> Answers:
    """The answers of a city, named by the test's parameter, in 2026."""
    result = results["2026"]
    return answer_views(result.cities[request.param], result, project)


def of_city(city: str) -> pytest.MarkDecorator:
    """Choose the city whose answers a test looks at."""
    return pytest.mark.parametrize("answers", [city], indirect=True)


def said(answer: AnswerView) -> tuple[str, str, str, str | None]:
    """Take what stands at the head of an answer."""
    return answer.mark.kind, answer.word, answer.finding, answer.points


@of_city("alpha-falls")
def test_known_answers(answers: Answers) -> None:
    """A known answer says the title of its level, and what it earns."""
    assert said(answers["force-published"]) == ("full", "Known", "Open data set.", "5")
    assert answers["force-published"].of_points == "of 5 points"
    assert said(answers["stops-published"]) == ("part", "Known", "Report or dashboard only.", "2")
    assert answers["force-published"].lines == ("Since March 1, 2026.",)
    assert answers["force-published"].basis == "Measured"


@of_city("alpha-falls")
def test_bounded_answers(answers: Answers) -> None:
    """A bounded answer says between which levels it lies."""
    unit, elements = answers["force-unit"], answers["force-elements"]
    assert said(unit) == ("bounded", "Bounded", "Between “counts only” and “one row per incident”.", "0.75 to 2.25")
    assert elements.finding == (
        "At least “two or three”; it may be “all four”. "
        "Found: date and time, place. Not sure: type of force, reason <b>&\"'."
    )


@of_city("alpha-falls")
def test_measured_lag(answers: Answers) -> None:
    """A lag names the newest record and its age on the day it was seen."""
    expected = "Within a month. Newest record March 28, 2026: 15 days old when seen."
    assert said(answers["force-lag"]) == ("full", "Known", expected, "4")


@of_city("alpha-falls")
def test_two_readers(answers: Answers) -> None:
    """Two readings are both told, settled or not."""
    settled, open_one = answers["chokehold-ban"], answers["duty-to-intervene"]
    assert said(settled)[:2] == ("part", "Known")
    assert settled.lines == (
        "First reader: Banned. Second reader: One of them, or the carotid hold by training only.",
        "Settled. The carotid hold stays allowed.",
    )
    assert said(open_one) == ("unknown", "Unknown", "Two people read the sources and disagree.", "0 to 2.5")
    assert open_one.lines[-1] == "The two are not settled, so both stay possible."


@of_city("alpha-falls")
def test_not_applicable_and_unknown(answers: Answers) -> None:
    """What does not apply gives its reason and is not counted; what nobody says may be."""
    assert said(answers["dashcam-rule"]) == ("not_applicable", "Not applicable", "No cars have cameras.", None)
    assert answers["dashcam-rule"].lines == ("This is the county’s doing, not the city’s.",)
    expected = "No public source that we read says. It may be in force."
    assert said(answers["warning"]) == ("unknown", "Unknown", expected, "0 to 2.5")
    assert answers["warning"].sources == ()
    assert answers["warning"].basis is None


@of_city("foxtrot-unknown")
def test_unknown_says_what_may_be(answers: Answers) -> None:
    """What may be is the opposite of the worst level, or the best one."""
    assert answers["force-published"].finding == "No public source that we read says. It may be published."
    assert answers["force-lag"].finding == "No public source that we read says. It may be “within a month”."


@of_city("lima-old")
def test_too_old(answers: Answers) -> None:
    """An old finding is told with its day, and from when on evidence counts."""
    assert said(answers["chokehold-ban"]) == ("stale", "Too old to count", "June 2020: banned.", "0 to 2.5")
    assert answers["chokehold-ban"].lines == ("Evidence from before July 1, 2023 settles nothing in this edition.",)
    assert answers["chokehold-ban"].sources[0].quote_word == "row"


@of_city("kilo-carried")
def test_carried_over(answers: Answers) -> None:
    """What was not looked at again names the edition that it comes from, and the old finding."""
    one = answers["force-published"]
    assert said(one) == ("unknown", "Unknown", "Carried over from 2025 and not looked at again.", "0 to 5")
    assert one.lines == ("June 1, 2025: not published.",)


@of_city("india-capped")
def test_limits_by_another_criterion(answers: Answers) -> None:
    """A limit names the criterion that sets it; an old finding that it cuts is told besides."""
    elements, unit = answers["force-elements"], answers["force-unit"]
    assert said(elements) == ("none", "Known", "Fewer. Found: date and time, place, reason <b>&\"'.", "0")
    assert elements.lines == ("This is the best possible, because of use of force: report or dashboard only.",)
    assert (unit.mark.kind, unit.word, unit.finding) == ("bounded", "Bounded", "At best “counts only”.")
    assert unit.lines == (
        "Too old to count. June 2020: counts only.",
        "Evidence from before July 1, 2023 settles nothing in this edition.",
        "At most “counts only”, because of use of force: report or dashboard only.",
    )


@of_city("papa-zero")
def test_what_follows_needs_no_evidence(answers: Answers) -> None:
    """A criterion that another one decides leads to that one, and asks for no link."""
    assert answers["force-unit"].leader == Leader("Use of force", "force-published")
    assert answers["force-published"].leader is None


@of_city("golf-exempt")
def test_what_follows_may_not_apply(answers: Answers) -> None:
    """Where the leader does not apply, neither does the follower."""
    assert answers["force-lag"].finding == "It follows “Use of force”, which does not apply."
    assert answers["force-lag"].points is None


@of_city("hotel-hostile")
def test_vanished(answers: Answers) -> None:
    """What was published once says until when."""
    assert answers["force-published"].finding == "Not published. It was until February 1, 2026. <b>&\"' gone."


def test_vanished_from_an_inventory(project: Project, results: dict[str, EditionResult]) -> None:
    """What only an inventory listed says no more than that."""
    result = results["2025"]
    one = answer_views(result.cities["alpha-falls"], result, project)["stops-published"]
    assert one.finding == "Not published. It was listed in 2024 and is not any more. A new records system."


def test_replies(project: Project) -> None:
    """The state of the reply, and what became of each point, are told in words."""
    files, rubric = project.answers["2026"], project.rubrics["every-2026"]
    edition = project.settings.edition("2026")
    alpha = reply_view(files["alpha-falls"], rubric, edition)
    assert (alpha.sender, alpha.state) == ("Office of the Mayor", "Sent February 1, 2026. Received February 20, 2026.")
    assert [point.disposition for point in alpha.points] == ["Accepted in part", "Accepted", "Not accepted", None]
    states = [
        reply_view(files[city], rubric, replace(edition, is_reconstructed=later)).state
        for city, later in (("bravo-bay", False), ("charlie-cove", False), ("lima-old", False), ("lima-old", True))
    ]
    assert states == [
        "Sent February 1, 2026. No reply received by March 1, 2026.",
        "Sent February 1, 2026. No reply received.",
        "Not asked.",
        "Not asked. This edition was reconstructed from public tables.",
    ]


def test_a_draft_says_that_a_reply_can_still_come(project: Project) -> None:
    """Before the release nobody says that a city did not reply."""
    rubric, edition = project.rubrics["every-2026"], project.settings.edition("2026")
    states = [
        reply_view(replace(project.answers["2026"][city], is_draft=True), rubric, edition).state
        for city in ("bravo-bay", "charlie-cove")
    ]
    assert states == [
        "Sent February 1, 2026. A reply can come until March 1, 2026.",
        "Sent February 1, 2026. No reply yet.",
    ]


@pytest.mark.parametrize(
    ("disposition", "received", "moved"),
    [
        ("accepted", "2026-02-20", "With the answer as it was, the score would be {was}. It is {now}."),
        ("rejected", "2026-02-20", None),
        ("accepted", "2026-10-03", None),
    ],
)
def test_points_moved_are_those_that_a_correction_since_the_reply_shows(
    project: Project, results: dict[str, EditionResult], disposition: Disposition, received: str, moved: str | None
) -> None:
    """The score with the answer as it was is worked out anew; a correction from before the reply is not the reply's."""
    file, city = project.answers["2026"]["alpha-falls"], results["2026"].cities["alpha-falls"]
    rubric, edition = project.rubrics["every-2026"], project.settings.edition("2026")
    assert file.reply is not None
    point = replace(file.reply.points["vehicles"], disposition=disposition)
    day = When.day(date.fromisoformat(received))
    reply = replace(file.reply, received=day, points={**file.reply.points, "vehicles": point})
    view = reply_view(replace(file, reply=reply), rubric, edition, city.range)
    former = {**file.answers, "vehicles": file.corrections[0].was}
    answers = {**project.answers, "2026": {**project.answers["2026"], "alpha-falls": replace(file, answers=former)}}
    before = score_edition(replace(project, answers=answers), "2026").cities["alpha-falls"].range
    assert before is not None
    assert city.range is not None
    assert before.low < city.range.low
    wanted = moved and moved.format(was=score_figures(before, rubric), now=score_figures(city.range, rubric))
    assert wanted == {one.anchor: one for one in view.points}["vehicles"].moved


def test_corrections_lead_from_one_to_the_next(project: Project) -> None:
    """Each correction says what was published and what stood after it."""
    made = all_corrections(project.answers["2026"]["alpha-falls"], project.rubrics["every-2026"])
    assert [(one.on, one.was, one.is_now) for one in made] == [
        ("September 2, 2026", "Not credited.", "Unknown."),
        ("October 2, 2026", "Unknown.", "Credited."),
    ]


def test_the_pledge(project: Project) -> None:
    """A pledge says when it was signed, and names its source."""
    pledge = pledge_view(project.answers["2026"]["alpha-falls"])
    assert pledge is not None
    assert (pledge.said, pledge.sources[0].title) == ("Signed June 10, 2020.", "List of mayors")
    assert pledge_view(project.answers["2026"]["lima-old"]) is None

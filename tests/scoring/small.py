"""A few words in, small rubrics, answers, cities and projects out, so that a test shows only what it is about."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from fractions import Fraction

from scorecard.model.answer import UNKNOWN, Answer, CityEdition, Evidence, Finding, Opinion, Withdrawn
from scorecard.model.project import City, Edition, Project, Settings
from scorecard.model.rubric import Band, Criterion, Dimension, Follows, Gate, Level, Rubric
from scorecard.model.when import When
from scorecard.scoring.result import CityResult
from scorecard.scoring.score import score_city

AS_OF = date(2026, 6, 30)
EDITION = Edition("2026", "small", AS_OF)
THREE = "full 1, partial 1/2, none 0"


def when(text: str) -> When:
    """Read `2026-04-11` or `2026-04`."""
    if len(text) == len("2026-04"):
        year, month = text.split("-")
        return When.month(int(year), int(month))
    return When.day(date.fromisoformat(text))


def seen(**days: str) -> dict[str, Evidence]:
    """Make evidence by id, each with the day that it shows."""
    return {name: Evidence(name, f"https://example.org/{name}", when(day)) for name, day in days.items()}


FRESH = seen(e="2026-04-11")


def level(text: str) -> Level:
    """Read `full 1`, `some 1/2 >=2` (elements) or `month 1 <=31` (days)."""
    name, share, *limit = text.split()
    least = next((int(one[2:]) for one in limit if one.startswith(">=")), None)
    most = next((int(one[2:]) for one in limit if one.startswith("<=")), None)
    return Level(name, Fraction(share), f"Level {name}", at_least=least, at_most=most)


def criterion(
    name: str,
    levels: str = THREE,
    *,
    points: str = "1",
    follows: str | None = None,
    caps: Mapping[str, str] | None = None,
    fresh_for_days: int = 1095,
) -> Criterion:
    """Make a criterion; the levels' limits tell the measure."""
    return Criterion(
        id=name,
        title=f"Title of {name}",
        claim=f"Claim of {name}.",
        points=Fraction(points),
        levels=tuple(level(one) for one in levels.split(", ")),
        fresh_for_days=fresh_for_days,
        follows=None if follows is None else Follows(follows, dict(caps or {})),
        measure="elements" if ">=" in levels else "lag" if "<=" in levels else None,
    )


def bands(text: str = "A 85, B 70, C 50, D 30, F 0") -> tuple[Band, ...]:
    """Read bands, highest first."""
    pairs = [one.split() for one in text.split(", ")]
    return tuple(Band(name, Fraction(start), f"Word {name}") for name, start in pairs)


def rubric(
    *dimensions: tuple[str, str, Sequence[Criterion]],
    gates: Sequence[Gate] = (),
    band_text: str = "A 85, B 70, C 50, D 30, F 0",
    known: str = "2/5",
) -> Rubric:
    """Make a rubric of dimensions, each an id, a weight and its criteria."""
    made = tuple(
        Dimension(name, f"Title of {name}", Fraction(weight), None, tuple(criteria))
        for name, weight, criteria in dimensions
    )
    return Rubric("small", "small", "Small", None, 1095, Fraction(known), bands(band_text), tuple(gates), made)


def gate(best_band: str, **requires: str) -> Gate:
    """Make a gate; it is named after its band."""
    return Gate(f"gate-{best_band.lower()}", best_band, requires, "Because.")


def finding(text: str) -> Finding:
    """Read a form: `full`, `<=partial`, `>=partial`, `none..full`, `unknown`, `n/a`, `newest DAY`, `has a b ? c`."""
    if text in {"unknown", "n/a"}:
        return UNKNOWN if text == "unknown" else Finding(is_not_applicable=True, reason="No cars have cameras.")
    if text.startswith("newest "):
        return Finding(newest=when(text.removeprefix("newest ")))
    if text.startswith("has"):
        present, _, unsure = text.removeprefix("has").partition("?")
        return Finding(present=tuple(present.split()), unsure=tuple(unsure.split()))
    if text.startswith("<="):
        return Finding(no_better_than=text[2:])
    if text.startswith(">="):
        return Finding(no_worse_than=text[2:])
    if ".." in text:
        worst, best = text.split("..")
        return Finding(no_worse_than=worst, no_better_than=best)
    return Finding(level=text)


def opinion(text: str, *evidence: str) -> Opinion:
    """Make a second coder's answer or a settlement."""
    return Opinion(finding(text), evidence)


def answer(
    text: str,
    *evidence: str,
    second: Opinion | None = None,
    settled: Opinion | None = None,
    unconfirmed: bool = False,
) -> Answer:
    """Make an answer; its evidence is `e` unless named."""
    ids = evidence or (() if text == "unknown" else ("e",))
    return Answer(finding(text), ids, is_unconfirmed=unconfirmed, second=second, settled=settled)


def file(
    answers: Mapping[str, Answer | str],
    *,
    city: str = "a",
    evidence: Mapping[str, Evidence] = FRESH,
    draft: bool = False,
    withdrawn: bool = False,
) -> CityEdition:
    """Make a city's file; a text is read as `answer` reads it."""
    made = {name: answer(one) if isinstance(one, str) else one for name, one in answers.items()}
    gone = Withdrawn(when("2026-10-01"), "It was wrong.") if withdrawn else None
    path = f"cities/{city}/2026.yaml"
    return CityEdition(city, "2026", path, draft, dict(evidence), made, {}, withdrawn=gone)


def score(which: Rubric, answers: Mapping[str, Answer | str], evidence: Mapping[str, Evidence] = FRESH) -> CityResult:
    """Score one city by itself."""
    return score_city(which, EDITION, file(answers, evidence=evidence))


def project(which: Rubric, *files: CityEdition, editions: Sequence[Edition] = (EDITION,)) -> Project:
    """Make a project of one rubric, with every file's city."""
    settings = Settings("T", "P", "c@example.org", "https://example.org/", "CC-BY-4.0", "en", tuple(editions))
    cities = {one.city: City(one.city, f"City {one.city}", "WA", f"Police of {one.city}") for one in files}
    of_edition = {edition.id: {one.city: one for one in files if one.edition == edition.id} for edition in editions}
    return Project(settings, {which.id: which}, cities, of_edition)

"""The bytes of a project file in, its problems out; fails where reading ends in anything but records or placed ones."""

from __future__ import annotations

import re
from datetime import date
from functools import cache
from pathlib import Path

from scorecard.model.project import Edition
from scorecard.model.rubric import Rubric
from scorecard.problem import Problem
from scorecard.reading.answers import read_city_edition
from scorecard.reading.city import read_city
from scorecard.reading.decoding import decode
from scorecard.reading.rubric import read_rubric
from scorecard.reading.settings import read_settings
from scorecard.reading.text import Node, parse
from scorecard.reading.words import Log
from scorecard.scoring.follows import beyond_caps, work_out

PROJECTS = Path(__file__).resolve().parents[1] / "projects"
SEEDS = ("minimal/**/*.yaml", "everything/**/*.yaml", "broken/*.yaml")
EDITION = Edition("2026", "every-2026", date(2026, 6, 30))
LINE = re.compile(r"[^:]+:[1-9]\d*:[1-9]\d*: [a-z0-9-]+: .+; .+\Z")


def seeds() -> list[bytes]:
    """Give the files to start from."""
    return [path.read_bytes() for pattern in SEEDS for path in sorted(PROJECTS.glob(pattern))]


def run(raw: bytes) -> list[Problem]:
    """Read a file as each kind of file that there is."""
    text, problems = decode(raw, "f.yaml")
    if not problems:
        node, problems = parse(text, "f.yaml")
        problems += as_each_kind(node)
    refuse_odd(problems)
    return problems


def as_each_kind(node: Node | None) -> list[Problem]:
    """Read a node as settings, rubric, city and answers."""
    log = Log("f.yaml")
    read_settings(node, ("every-2026", "old-2023"), log)
    read_rubric(node, "every-2026", log, own="en")
    read_city(node, "alpha-falls", log)
    answers = read_city_edition(node, "alpha-falls", EDITION, rubric(), log)
    if answers is not None:
        beyond_caps(rubric(), work_out(rubric(), answers.answers, answers.evidence, EDITION.as_of))
    return log.problems


def odd(problems: list[Problem]) -> list[str]:
    """List the problems that are not one line with path, place, code and mending."""
    return [str(one) for one in problems if not LINE.match(str(one)) or not str(one).isprintable()]


def refuse_odd(problems: list[Problem]) -> None:
    """Fail where a problem is odd."""
    if odd(problems):
        raise AssertionError(odd(problems)[0])


@cache
def rubric() -> Rubric:
    """Read the rubric that answers are held against."""
    path = PROJECTS / "everything" / "rubrics" / "every-2026.yaml"
    found = read_rubric(parse(path.read_text(encoding="utf-8"), path.name)[0], path.stem, Log(path.name))
    if found is None:
        raise ValueError(path)
    return found

"""A remedy in, the words for who can do it and how much work it is out.

A few words of rubrics are words of the program too, and are said in any language; others are said as they stand.
"""

from __future__ import annotations

from scorecard.model.rubric import Remedy
from scorecard.publishing.language import later, say

LEVERS = {"chief": later("chief"), "council": later("council"), "mayor": later("mayor")}
EFFORTS = {"small": later("small effort"), "medium": later("medium effort"), "large": later("large effort")}
SIZES = {"small": later("small"), "medium": later("medium"), "large": later("large")}


def lever_words(remedy: Remedy | None) -> str | None:
    """Say who can do it; None where the rubric does not."""
    lever = remedy.lever if remedy is not None else None
    return say(LEVERS[lever]) if lever in LEVERS else lever


def effort_words(remedy: Remedy | None) -> str | None:
    """Say how much work it is, so that it is understood alone: `small effort`."""
    return _effort(remedy, EFFORTS)


def size_words(remedy: Remedy | None) -> str | None:
    """Say how much work it is, below a heading that says so: `small`."""
    return _effort(remedy, SIZES)


def _effort(remedy: Remedy | None, words: dict[str, str]) -> str | None:
    effort = remedy.effort if remedy is not None else None
    return say(words[effort]) if effort in words else effort

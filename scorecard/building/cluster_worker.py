"""A batch of cards in, PDFs or reasons out: what a worker of a Dask cluster is asked to do, in children of its own.

Dask imports this module by name on the scheduler and on every worker. Its functions
take and give plain values. WeasyPrint is never loaded in a worker's own process.
"""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from scorecard import __version__
from scorecard.building.cards import Limits, Outcome, draw_cards
from scorecard.building.drawing_tools import difference, drawing_tools
from scorecard.problem import ScorecardError
from scorecard.publishing.card_job import CardJob, CardStyle

NOTHING = "no report card can be made; nothing was published"
Style = tuple[str, Mapping[str, bytes]]
"""A style sheet, and fonts by name."""


@dataclass(frozen=True, slots=True)
class Terms:
    """What holds for all batches of a build.

    `build` names it, so that a worker looks at its own tools once. `tools` is what
    `drawing_tools` gave where it runs; `child` is what Python is to run.
    """

    build: str
    tools: Mapping[str, str]
    limits: Limits
    child: Sequence[str]


@dataclass(frozen=True, slots=True)
class Answer:
    """What became of a batch: an outcome for each card in order; or why this worker draws none of it."""

    outcomes: tuple[Outcome, ...] = ()
    refusal: str | None = None


def kept(style: Style) -> Style:
    """Give a style back: as a task of its own, it is sent to a worker once, and made again where it is lost."""
    return style


def version_of_tool() -> str:
    """Tell which version of this program is here; asked of the scheduler, which draws nothing but imports it."""
    return __version__


async def tools_of_worker(build: str) -> dict[str, str]:
    """Tell what draws cards here, without holding up the worker's own loop."""
    return await asyncio.to_thread(_tools, build)


@lru_cache(maxsize=1)
def _tools(_build: str) -> dict[str, str]:
    """Ask once in a build: a worker may live for weeks, and its packages may be changed meanwhile."""
    return drawing_tools()


def draw_batch(style: Style, cards: Sequence[tuple[str, Mapping[str, str]]], terms: Terms) -> Answer:
    """Draw one batch, HTML and pictures of each card, in a child process as `render_cards` starts them."""
    found = difference(terms.tools, _tools(terms.build))
    if found is not None:
        return Answer(refusal=f"{NOTHING}: the worker at {_address()} has {found}")
    shared = CardStyle(*style)
    jobs = [CardJob("", str(place), "", html, pictures, shared) for place, (html, pictures) in enumerate(cards)]
    try:
        outcomes = draw_cards(jobs, jobs_at_once=1, limits=terms.limits, child=terms.child)
        drawn = {int(job.city): outcome for job, outcome in outcomes}
    except ScorecardError as error:  # the style is at fault, or the installation: the same for every batch
        return Answer(refusal=str(error))
    return Answer(tuple(drawn[place] for place in range(len(jobs))))


def _address() -> str:
    from distributed import get_worker  # noqa: PLC0415  # there only where Dask is

    return str(get_worker().address)

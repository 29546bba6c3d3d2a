"""A project folder in, the figures of all its cities out, as a build surveys them, without building anything."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from scorecard.building.cache import cached
from scorecard.building.census import Also, take_census
from scorecard.building.inputs import find_inputs
from scorecard.building.output import SCORECARD
from scorecard.building.progress import Tell
from scorecard.building.spool import Held
from scorecard.model.project import Project
from scorecard.reading.project import Shared
from scorecard.scoring.result import EditionResult
from scorecard.scoring.study import Study


@dataclass(frozen=True, slots=True)
class Figures:
    """A project without answers, and by edition its results and what is known of it as a whole.

    `also` has by city what else was asked of it.
    """

    project: Project
    results: Mapping[str, EditionResult]
    studies: Mapping[str, Study]
    also: Mapping[str, bytes]


def look(root: Path, tell: Tell, *, jobs: int | None = None, also: Callable[[Shared], Also] | None = None) -> Figures:
    """Read and score a project in several processes, with what builds remember of it; answers are not kept.

    Drafts in the project are among the results, and their problems do not count; the drafts folder stays shut.

    Args:
        root: the folder that holds `scorecard.yaml`.
        tell: is told how many cities are read.
        jobs: how many processes read; as many as there are cores where None.
        also: makes, of what all cities share, what else is asked of each, in the process
            that reads it; the answer is empty where there is none.

    Raises:
        ProblemsFound: there are problems outside drafts.
        SourcesChanged: a source changed meanwhile.
        WorkerDied: a process was ended.
    """
    inputs = find_inputs(root, with_drafts=False)
    ask = also(inputs.shared) if also is not None and not inputs.problems else None
    with cached(root / SCORECARD, is_cold=ask is not None) as cache, Held() as held:
        census = take_census(
            inputs,
            with_drafts=True,
            drafts_count=False,
            jobs=jobs or os.cpu_count() or 1,
            cache=cache,
            spool=held,
            tell=tell,
            also=ask,
        )
        if ask is None:
            for study in census.studies.values():
                len(study.places)  # while the cache is open
        return Figures(census.project, census.results, census.studies, held.texts)

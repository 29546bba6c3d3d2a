"""What was found out, said in other languages than the one that rubrics and code are written in."""

from __future__ import annotations

from scorecard.model.project import Project
from scorecard.publishing.findings import may_be, quoted
from scorecard.publishing.language import speaking, without_marks


def test_what_may_be_is_the_best_level_in_other_languages(project: Project) -> None:
    """The opposite of the worst level is found in English words alone."""
    criterion = project.rubrics["every-2026"].criteria["force-published"]
    english = may_be(criterion)
    with speaking("tlh"):
        assert without_marks(may_be(criterion)) == without_marks(f"It may be {quoted(criterion, 0)}.")
    assert english == "It may be published."

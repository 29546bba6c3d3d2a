"""A question about scores on the command line in, the text that answers it out: `score`, `explain`."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Iterator

from scorecard.checking import check_project
from scorecard.choosing import check_cities, choose_edition, choose_weights, project_folder, whole_project
from scorecard.codes import CODES, explanation
from scorecard.comparing import since_before
from scorecard.problem import CommandLineError, did_you_mean
from scorecard.publishing.api import edition_file
from scorecard.publishing.terminal import explain_city, explain_criterion, score_table
from scorecard.scoring.score import score_edition


def score(options: Namespace) -> Iterator[str]:
    """Give the scores of an edition, as a table or as the document of the API."""
    project = whole_project(check_project(project_folder(options.project)), drafts_count=False)
    edition = choose_edition(project, options.edition)
    check_cities(options.city, set(project.cities))
    result = score_edition(project, edition, weights=choose_weights(options.weights, project, edition))
    for city in options.city:
        if city not in result.cities:
            raise CommandLineError(f"{city} has no answers in {edition}")
    if options.format == "json":
        only = frozenset(options.city) if options.city else None
        yield from (chunk.decode() for chunk in edition_file(project, result, only))
        return
    listed = [city for city in result.listed() if not options.city or city in options.city]
    drafts = [city for city in options.city if city not in listed]
    yield score_table(project, result, [*listed, *drafts])


def explain(options: Namespace) -> Iterator[str]:
    """Tell how a number came about, or what the code of a problem means."""
    city, criterion = options.subject, options.criterion
    if city in CODES and criterion is None:
        yield explanation(city)
        return
    checked = check_project(project_folder(options.project, or_code=options.subject))
    if city not in checked.cities():
        close = did_you_mean(city, [*sorted(checked.cities()), *CODES])
        raise CommandLineError(f"{city} is neither a city nor a problem's code{close}")
    project = whole_project(checked, drafts_count=False)
    edition = choose_edition(project, options.edition, city)
    criteria = project.rubric_of(edition).criteria
    if criterion is not None and criterion not in criteria:
        raise CommandLineError(f"{criterion} is no criterion of {edition}{did_you_mean(criterion, criteria)}")
    result = score_edition(project, edition)
    if result.cities[city].is_withdrawn:
        raise CommandLineError(f"{city} {edition} was withdrawn; its file says why")
    if criterion is None:
        yield explain_city(project, result, city)
        yield since_before(project, city, edition)
    else:
        yield explain_criterion(project, result, city, criterion)

"""A question about scores on the command line in, the text that answers it out: `score`, `explain`."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Iterator
from dataclasses import replace
from functools import partial

from scorecard.building.look import look
from scorecard.building.progress import Tell
from scorecard.checking import check_project
from scorecard.choosing import check_cities, choose_edition, choose_weights, project_folder, whole_project
from scorecard.codes import CODES, explanation
from scorecard.comparing import since_before
from scorecard.model.project import Project
from scorecard.problem import CommandLineError, did_you_mean
from scorecard.publishing.api import edition_file
from scorecard.publishing.study_text import hold_lines, peers_lines, rubric_text, weights_given, weights_lines
from scorecard.publishing.terminal import explain_city, explain_criterion, score_table
from scorecard.scoring.draws import places_under_draws
from scorecard.scoring.score import reweighed, score_edition
from scorecard.scoring.study import study


def score(options: Namespace, tell: Tell) -> Iterator[str]:
    """Give the scores of an edition, as a table or as the document of the API."""
    found = look(project_folder(options.project), tell)
    project = found.project
    edition = choose_edition(project, options.edition)
    check_cities(options.city, set(project.cities))
    weights = choose_weights(options.weights, project, edition)
    result, seen = found.results[edition], found.studies[edition]
    if weights is not None:
        result = reweighed(result, weights)
        seen = replace(seen, result=result, draw=partial(places_under_draws, weights=weights))
    for city in options.city:
        if city not in result.cities:
            raise CommandLineError(f"{city} has no answers in {edition}")
    if options.format == "json":
        only = frozenset(options.city) if options.city else None
        yield from (chunk.decode() for chunk in edition_file(project, result, only))
        return
    listed = [city for city in result.listed() if not options.city or city in options.city]
    drafts = [city for city in options.city if city not in listed]
    opening = () if weights is None else weights_given(weights, result.rubric)
    yield score_table(project, result, [*listed, *drafts], opening, hold_lines(seen))


def explain(options: Namespace, _tell: Tell) -> Iterator[str]:
    """Tell how a number came about, or what the code of a problem means."""
    city, criterion = options.subject, options.criterion
    if city in CODES and criterion is None:
        yield explanation(city)
        return
    checked = check_project(project_folder(options.project, or_code=options.subject))
    rubrics = checked.project.rubrics if checked.project is not None else {}
    if city in rubrics and city not in checked.cities():
        yield _explain_rubric(whole_project(checked, drafts_count=False), city, options)
        return
    if city not in checked.cities():
        close = did_you_mean(city, [*sorted(checked.cities()), *rubrics, *CODES])
        raise CommandLineError(f"{city} is neither a city nor a rubric nor a problem's code{close}")
    project = whole_project(checked, drafts_count=False)
    edition = choose_edition(project, options.edition, city)
    criteria = project.rubric_of(edition).criteria
    if criterion is not None and criterion not in criteria:
        raise CommandLineError(f"{criterion} is no criterion of {edition}{did_you_mean(criterion, criteria)}")
    result = score_edition(project, edition)
    if result.cities[city].is_withdrawn:
        raise CommandLineError(f"{city} {edition} was withdrawn; its file says why")
    if criterion is None:
        one, seen = result.cities[city], study(project, result)
        since = since_before(project, city, edition).strip().splitlines()
        blocks = (weights_lines(one, seen), peers_lines(project.cities[city], one, seen), since)
        yield explain_city(project, result, city, blocks)
    else:
        yield explain_criterion(project, result, city, criterion)


def _explain_rubric(project: Project, rubric: str, options: Namespace) -> str:
    """Tell how the criteria of a rubric work, in the edition named or the newest that uses it."""
    if options.criterion is not None:
        raise CommandLineError(f"{rubric} is a rubric; name a city to explain {options.criterion}")
    using = [one.id for one in project.settings.editions if one.rubric == rubric]
    if not using:
        raise CommandLineError(f"no edition uses {rubric}, so nothing is known of how it works")
    edition = using[-1] if options.edition is None else choose_edition(project, options.edition)
    if edition not in using:
        raise CommandLineError(f"{edition} does not use {rubric}; these do: {', '.join(using)}")
    return rubric_text(study(project, score_edition(project, edition)))

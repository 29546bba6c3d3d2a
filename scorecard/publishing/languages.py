"""The pages of a site in, the same site in another language out: its own folder, the same numbers, translated words.

The other language has pages and cards alone. Data files, pictures of cities, reports and
what pages load stand once, at the top; links to them are led there when a page is made.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from scorecard.model.project import Page, Project
from scorecard.publishing.artifact import Artifact
from scorecard.publishing.changes_said import SaidAgain
from scorecard.publishing.keys import Keys, digest
from scorecard.publishing.language import foreign, speaking
from scorecard.publishing.spoken_file import spoken_file
from scorecard.publishing.translated import city_in_language, in_language, translated_rubric, translated_settings
from scorecard.publishing.whole_city import Load, WholeCity, beside_others, loader
from scorecard.scoring.result import EditionResult
from scorecard.scoring.study import Study

if TYPE_CHECKING:
    from scorecard.publishing.site import Pages

# What stands once for all languages, by how its path begins or ends; of cards each language has its own.
_FILES = r"(?:(?<!/card)\.pdf|\.png|\.csv|\.bib|badge\.svg|embed\.html)"
_SHARED = rf"""(?=api/|assets/|data/(?!index\.html)|feed\.xml|search/names\.js|[^"#?]*{_FILES}["#?])"""


def other_projects(project: Project) -> Iterator[Project]:
    """Give the project in each other language that its settings name: settings and rubrics are translated or marked.

    Its own language comes first of those that the settings of each name besides.
    """
    own = project.settings.language
    for language in project.settings.also_in:
        with speaking(language):
            rubrics = {name: translated_rubric(one, own) for name, one in project.rubrics.items()}
            settings = translated_settings(project.settings, own)
        others = (own, *(one for one in project.settings.also_in if one != language))
        address = f"{project.settings.base_url}{language}/"
        spoken = replace(settings, language=language, also_in=others, base_url=address)
        pages = tuple(page_in(page, language, own) for page in project.pages)
        yield replace(project, settings=spoken, rubrics=rubrics, pages=pages)


def page_in(page: Page, language: str, own: str) -> Page:
    """Give a prose page in a language: its translation, or its own text, marked."""
    if language in page.translations:
        return Page(page.id, page.translations[language])
    with speaking(language):
        return Page(page.id, foreign(page.text, own))


def pages_in(pages: Pages, project: Project) -> Pages:
    """Give the pages of a site in the language of a translated project."""
    results = results_in(pages.results, project)
    studies = {name: study_in(one, results[name], project) for name, one in pages.studies.items()}
    load, changes = load_in(pages.load, project, pages.language), pages.changes
    other = replace(
        pages,
        project=project,
        results=results,
        studies=studies,
        keys=keys_in(pages.keys, project, results, studies),
        load=load,
        changes=SaidAgain(changes.texts, changes.record_of, project, load),
        folder=f"{project.settings.language}/",
    )
    other.__dict__["told_of_others"] = pages.told_of_others  # digests, which are the same in every language
    return other


def results_in(results: Mapping[str, EditionResult], project: Project) -> dict[str, EditionResult]:
    """Give the results with the words of a translated project; no number changes."""
    return {name: in_language(one, project.rubrics[one.rubric.id]) for name, one in results.items()}


def study_in(study: Study, result: EditionResult, project: Project) -> Study:
    """Give a study of the same numbers, with what was already worked out that holds no words."""
    other = replace(study, result=result, settings=project.settings)
    for name in ("places", "unsettled"):
        if name in study.__dict__:
            other.__dict__[name] = study.__dict__[name]
    return other


def load_in(load: Load, project: Project, own: str) -> Load:
    """Load a city with the words of a translated project; what its file says stays, marked with its language."""
    language = project.settings.language

    def loaded(city: str) -> WholeCity:
        whole = load(city)
        with speaking(language):
            files = {edition: spoken_file(file, own) for edition, file in whole.files.items()}
        results = {
            edition: city_in_language(one, project.rubric_of(edition), files[edition].answers)
            for edition, one in whole.results.items()
        }
        return WholeCity(files, results)

    return loaded


def keys_in(keys: Keys, project: Project, results: dict[str, EditionResult], studies: dict[str, Study]) -> Keys:
    """Make keys of their own for the pages of a language."""
    shared = digest([keys.shared, project.settings.language]) if keys.shared else ""
    return Keys(project, results, shared, keys.cities, studies)


def city_in(
    project: Project, results: Mapping[str, EditionResult], city: str, language: str
) -> tuple[Project, dict[str, EditionResult]]:
    """Give a project and its results in one of its other languages, with one city whole.

    Args:
        project: in memory, with all its answers.
        results: edition id -> result, for every edition of the settings.
        city: the id of a city with a file.
        language: that the settings name under `also_in`.
    """
    other = next(one for one in other_projects(project) if one.settings.language == language)
    whole = load_in(loader(project, results), other, project.settings.language)(city)
    return beside_others(other, results_in(results, other), city, whole)


def said_in(language: str, artifact: Artifact) -> Artifact:
    """Make a file while its language is spoken."""
    if isinstance(artifact.body, bytes):
        return artifact
    return replace(artifact, body=partial(_spoken, language, artifact))


def _spoken(language: str, artifact: Artifact) -> bytes:
    with speaking(language):
        return b"".join(artifact.chunks())


def led_to_shared(page: bytes, root: bytes) -> bytes:
    """Lead the links of a page in another language's folder to what stands once for all.

    Args:
        page: rendered.
        root: the way from it to the root of its language, as it stands in its links.
    """
    links = re.compile(rb'(?<==")' + re.escape(root) + _SHARED.encode())
    return links.sub(root + b"../", page)

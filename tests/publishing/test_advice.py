"""Advice as it is read: on the page, in the document of the API, on the terminal; every number fits the others."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from fractions import Fraction

from scorecard.model.project import Project
from scorecard.publishing.advice import Advisors, is_advised
from scorecard.publishing.advice_file import advice_file
from scorecard.publishing.advice_views import gain_words
from scorecard.publishing.proofs import kept_proofs, proofs_of
from scorecard.publishing.terminal import explain_city, explain_criterion
from scorecard.scoring.result import EditionResult

Results = Mapping[str, EditionResult]


def test_the_page_shows_gains_the_way_and_who_does_it(pages: Mapping[str, bytes]) -> None:
    """Gain, where it leads with the band, the shortest way, and another city with the source that shows it."""
    page = pages["cities/alpha-falls/index.html"].decode()
    section = page[page.index('id="section.raise"') : page.index('id="section.settle"')]
    assert "One step, taken or shown to be taken, brings B Substantial: 75.9 at least." in section
    assert '<span class="gain">+11.1</span> <span class="act-how">to 75.9 at least: B Substantial</span>' in section
    assert re.search(r'<a href="\.\./\.\./cities/[a-z-]+/2026/index\.html#stops-published">', section)


def test_printed_gains_are_the_difference_of_printed_ends(results: Results) -> None:
    """Whatever is rounded, today's low end and the gain add up to the promise."""
    rubric = results["2026"].rubric
    assert ["+0.1", "<0.1", "+0", "+0.1"] == [
        gain_words(Fraction(before), Fraction(after), rubric)
        for before, after in (("10.04", "10.06"), ("10.01", "10.02"), ("10", "10"), ("0", "1/100"))
    ]


def test_an_older_edition_has_no_advice(project: Project, pages: Mapping[str, bytes]) -> None:
    """Only in the newest edition, and in drafts, can anything still be done."""
    found = [edition for edition in ("2023", "2025", "2026") if is_advised(project, "alpha-falls", edition)]
    assert ["2026"] == found
    assert is_advised(project, "mike-draft", "2026")
    assert b'id="section.raise"' not in pages["cities/alpha-falls/2023/index.html"]


def test_the_document_has_exact_twins_and_one_final_newline(project: Project, results: Results) -> None:
    """Every number is the double nearest to its twin; a gain is the difference of the lows."""
    body = advice_file(results["2026"], "alpha-falls", Advisors(project, results).of("2026"))
    document = json.loads(body)
    assert body.endswith(b"}\n")
    assert not body.endswith(b"\n\n")
    records = [document, document["next_band"], *document["actions"], *document["questions"]]
    twins = [(one[name], one[f"{name}_exact"]) for one in records for name in one if f"{name}_exact" in one]
    assert [float(Fraction(text)) for _, text in twins] == [number for number, _ in twins]
    low = Fraction(document["low_exact"])
    assert all(low + Fraction(one["gain_exact"]) == Fraction(one["low_exact"]) for one in document["actions"])


def test_proofs_that_are_kept_are_those_of_the_files(project: Project, results: Results) -> None:
    """A build that has no answers in memory names the same cities with the same sources."""
    kept = {
        edition: {city: proofs_of(one.criteria, project.answers[edition][city]) for city, one in result.cities.items()}
        for edition, result in results.items()
    }
    light, whole = Advisors(project, results, kept_proofs(results, kept)), Advisors(project, results)
    for city in results["2026"].cities:
        for criterion in results["2026"].rubric.criteria:
            assert whole.of("2026").examples(city, criterion) == light.of("2026").examples(city, criterion)


def test_the_terminal_tells_the_best_actions_the_way_and_the_questions(project: Project, results: Results) -> None:
    """Five of each at most, within 80 columns; for one criterion, its action with the cities that do it."""
    text = explain_city(project, results["2026"], "alpha-falls")
    assert "  +11.1  Publish the stops. (stops-published)" in text
    assert "One step, taken or shown to be taken, brings B Substantial: 75.9 at least.\n  stops-published\n" in text
    assert "  5.5  Use-of-force data elements (force-elements)" in text
    assert max(len(line) for line in text.splitlines()) <= 80
    one = explain_criterion(project, results["2026"], "alpha-falls", "stops-published")
    assert "+11.1  Publish the stops." in one
    assert "Who does it: " in one

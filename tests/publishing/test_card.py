"""Report cards as HTML: which there are, what they say of each kind of city, and that nothing hostile gets in."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from html import unescape

import pytest

from scorecard.model.project import Project
from scorecard.packaged import packaged
from scorecard.problem import ProblemsFound
from scorecard.publishing.card import CardMaker, card_maker, card_style, cards_of
from scorecard.publishing.card_job import TIGHTEST, tighter
from scorecard.publishing.card_side import MOST_REPLY_WORDS, shortened
from scorecard.publishing.languages import city_in
from scorecard.publishing.planned_cards import has_card
from scorecard.publishing.proofs import proofs_in_memory
from scorecard.publishing.templating import read_templates
from scorecard.scoring.result import EditionResult
from scorecard.scoring.score import without_ranks

Results = Mapping[str, EditionResult]


@pytest.fixture(scope="module")
def maker(project: Project, results: dict[str, EditionResult]) -> CardMaker:
    """Makes cards of the made-up project."""
    return card_maker(project, results)


def words(html: str) -> str:
    """Give the text of a card without its tags."""
    return " ".join(unescape(re.sub(r"<[^>]*>", " ", html)).split())


def test_the_newest_and_the_asked_editions_have_cards(project: Project, results: Results) -> None:
    """A city has a card for its own newest edition, and for every edition that was not reconstructed."""
    made = {(job.city, job.edition) for job in cards_of(project, results)}
    assert {("alpha-falls", "2026"), ("alpha-falls", "2023")} == {one for one in made if one[0] == "alpha-falls"}
    assert ("oscar-older", "2023") in made


def test_a_draft_has_a_card_only_when_asked_for(project: Project, results: Results) -> None:
    """A draft's card is made with drafts alone."""
    made = {(job.city, job.edition) for job in cards_of(project, results)}
    assert ("mike-draft", "2026") not in made
    assert has_card(results, "mike-draft", "2026", with_drafts=True)


def test_a_note_stands_in_the_place_of_a_withdrawn_card(maker: CardMaker, project: Project) -> None:
    """The address of a card that was taken back gives the day and the reason, and nothing of the answers."""
    withdrawn = project.answers["2026"]["november-withdrawn"].withdrawn
    assert withdrawn is not None
    job = maker.job("november-withdrawn", "2026")
    said = words(job.html)
    assert "Withdrawn" in said
    assert withdrawn.because.split("<")[0].strip(" .") in said
    assert "out of 100" not in said
    assert {} == job.pictures


def test_a_city_with_a_band_gets_its_figures(maker: CardMaker) -> None:
    """Range, sentences, band, rank, known share, dimensions, acts and all answers, in that order."""
    said = words(maker.job("delta-long", "2026").html)
    parts = [
        "38.4 to 40.5 out of 100",
        "What we can prove earns 38.4. If every open question were settled in the city’s favor, it would earn 40.5.",
        "98.0% of the score is settled.",
        "Band D Limited",
        "Rank 6th to 7th of 9 ranked cities.",
        "Known share 98.0% 9 of 10 answers known, 1 bounded.",
        "Three dimensions",
        "Five actions that gain most",
        "Reply of the city Not asked.",
        "Every answer and its source",
        "Sources Archived copies, hashes and rows of tables",
    ]
    places = [said.find(part) for part in parts]
    assert -1 not in places
    assert sorted(places) == places


def test_a_little_known_city_gets_no_band_and_no_rank(maker: CardMaker) -> None:
    """Too little is known: what was found and when, what was not, what would settle the rest; no figures as a title."""
    said = words(maker.job("lima-old", "2026").html)
    for part in (
        "Too little is known",
        "That says what we found, not how the city does. 0% is settled; a band and a rank need 40%.",
        "What was found, and when",
        "Evidence from before July 1, 2023 settles nothing in this edition.",
        "Too old to count. Jun 2020: banned.",
        "Nothing found yet",
        "What would settle the rest",
        "Policy limits. 10 of 10 points open: 4 too old to count.",
    ):
        assert part in said
    for part in ("Rank ", "out of 100", "What would raise the score"):
        assert part not in said


def test_a_dimension_that_is_known_keeps_its_band(maker: CardMaker) -> None:
    """Where the whole is little known and a dimension is not, the card says so."""
    said = words(maker.job("charlie-cove", "2026").html)
    assert ("Too little is known" in said) == ("Known well enough for a band" in said)


def test_nothing_known_leaves_no_empty_table(maker: CardMaker) -> None:
    """Without any answer there is no table of answers and no list of sources; the one table is of what can be done."""
    html = maker.job("foxtrot-unknown", "2026").html
    assert ['<table class="acts">'] == re.findall(r"<table[^>]*>", html)
    assert "Sources" not in words(html).replace("Sources and updates", "")


def test_a_city_to_which_nothing_applies_hears_why(maker: CardMaker) -> None:
    """Not applicable, with each reason once."""
    said = words(maker.job("golf-exempt", "2026").html)
    assert "Not applicable No question of this rubric applies here." in said
    first, _, second = said.partition("Every answer and its source")
    assert first.count("The county does all of it.") == 1
    assert second.count("Not applicable. The county does all of it.") > 1
    assert "Too little is known" not in said


def test_hostile_text_stays_text(maker: CardMaker) -> None:
    """Tags, template code and quotation marks of the data are printed as they were typed."""
    html = maker.job("hotel-hostile", "2026").html
    assert re.findall(r"<script|<b>&\"'", html) == []
    assert "Hotel <b>&\"' {{ 7*7 }}, Alabama" in words(html)
    assert "</title><script>alert(1)</script>" in words(html)


def test_links_hold_no_markup(project: Project, results: Results) -> None:
    """A link with tags inside breaks the structure of a PDF, so there is none."""
    for job in cards_of(project, results):
        whole = re.findall(r'<a href="[^"]*"(?: (?:lang|class)="[a-z-]+")?>[^<]+</a>', job.html)
        assert len(re.findall(r"<a ", job.html)) == len(whole)


def test_every_picture_that_is_asked_for_is_there(project: Project, results: Results) -> None:
    """Backgrounds name pictures of their own card."""
    for job in cards_of(project, results, with_drafts=True):
        asked = set(re.findall(r"build:///pictures/([^'\"]+)", job.html))
        assert asked - set(job.pictures) == set()


def test_numbers_of_sources_lead_somewhere(maker: CardMaker) -> None:
    """Each number in the table stands in the list of sources, and the other way round."""
    html = maker.job("alpha-falls", "2026").html
    listed = set(re.findall(r'<span class="nr">(\d+)</span>', html))
    cells = re.findall(r'<td class="number">([\d, –]+)</td></tr>', html)
    named: set[str] = set()
    for cell in cells:
        for run in filter(None, cell.split(", ")):
            first, _, last = run.partition("–")
            named |= {str(one) for one in range(int(first or 0), int(last or first or 0) + 1)} - {"0"}
    assert listed == named
    assert listed


def test_the_code_holds_the_address_of_the_page(maker: CardMaker) -> None:
    """The address under the code is that of the city's page of the edition."""
    html = maker.job("alpha-falls", "2023").html
    assert "QR code of the page: https://example.org/every/thing/cities/alpha-falls/2023/" in html
    assert "example.org/every/thing/ cities/alpha-falls/2023" in words(html)


def test_a_draft_says_so_behind_every_page(maker: CardMaker) -> None:
    """A draft is labeled, unranked, and has its word behind it."""
    job = maker.job("mike-draft", "2026")
    assert '<body class="card is-draft"' in job.html
    assert "Draft For the city’s reply. Not a published score." in words(job.html)
    assert ">DRAFT</text>" in job.pictures["draft.svg"]
    assert " ranked cities" not in words(job.html)


def test_notices_say_what_a_reader_must_know_first(maker: CardMaker) -> None:
    """Demonstration and Reconstructed stand before the name of the city."""
    said = words(maker.job("alpha-falls", "2025").html)
    first = "Demonstration The publisher is an example. Reconstructed Made later, from public tables."
    assert said.index(first) < said.index("Alpha Falls, Washington Alpha Falls Police Department")


def test_a_rank_that_cannot_be_told_is_not_told(project: Project, results: Results) -> None:
    """Where another city of the edition cannot be scored, the card says that there is no rank and why."""
    partial = {**results, "2026": without_ranks(results["2026"])}
    said = words(card_maker(project, partial).job("delta-long", "2026").html)
    assert "Rank None yet Another city of this edition cannot be scored." in said


def test_long_names_are_set_smaller(maker: CardMaker) -> None:
    """A name over 28 characters has its own size."""
    assert '<h1 class="is-long">' in maker.job("delta-long", "2026").html
    assert "<h1>Lima, Ohio</h1>" in maker.job("lima-old", "2026").html


def test_a_long_reply_is_cut_at_a_sentence() -> None:
    """Whole sentences are kept up to the limit; a single endless one is cut with a mark."""
    assert shortened("One two. Three four. Five six.", 4) == "One two. Three four."
    assert shortened("One two three. Four.", 40) == "One two three. Four."
    endless = shortened("word " * 200, MOST_REPLY_WORDS)
    assert (MOST_REPLY_WORDS + 1, True) == (len(endless.split()), endless.endswith(" …"))


def test_the_same_project_gives_the_same_card(project: Project, results: Results) -> None:
    """Two makers give equal jobs."""
    first, second = (card_maker(project, results).job("alpha-falls", "2026") for _ in range(2))
    assert first == second


def test_the_edition_of_another_city_changes_no_card(project: Project, results: Results) -> None:
    """What a card holds is its own city's, apart from ranks."""
    alone = {edition: replace(result) for edition, result in results.items() if edition == "2026"}
    assert card_maker(project, alone).job("lima-old", "2026") == card_maker(project, results).job("lima-old", "2026")


def test_a_templates_folder_without_a_style_sheet_is_a_problem() -> None:
    """A project's own templates must hold the card's style."""
    sources = {path: text for path, text in read_templates(packaged("templates")).items() if path != "card/card.css"}
    with pytest.raises(ProblemsFound, match="1 problem") as found:
        card_style(sources)
    assert str(found.value.problems[0]).startswith("templates/card/card.css:1:1: template-error: ")


def test_a_card_in_another_language_says_the_same(project: Project, results: Results) -> None:
    """In Spanish: the same figures, points and sources, its own words, and the same data."""
    english = card_maker(project, results).job("alpha-falls", "2026")
    spoken, said = city_in(replace_languages(project), results, "alpha-falls", "es")
    maker = card_maker(spoken, said, proof_of=proofs_in_memory(project, results))
    spanish = replace(maker, source=(project, results), folder="es/").job("alpha-falls", "2026")
    assert "es/cities/alpha-falls/2026/card.pdf" == spanish.path
    assert '<html lang="es">' in spanish.html
    for part in ("64.8 a 84.3", "Respuesta de la ciudad", "Cada respuesta y su fuente", "página ", "Quién lo hace"):
        assert part in unescape(spanish.html)
    figures = re.compile(r"\d+\.\d")
    assert sorted(figures.findall(words(english.html))) == sorted(figures.findall(words(spanish.html)))
    ids = {name: content for name, content in english.pictures.items() if name.endswith(".json")}
    assert ids == {name: content for name, content in spanish.pictures.items() if name.endswith(".json")}
    assert "cities/alpha-falls/2026/" in spanish.html
    assert "https://example.org/every/thing/es/cities/" in spanish.html


def replace_languages(project: Project) -> Project:
    """Make the made-up project in Spanish besides."""
    return replace(project, settings=replace(project.settings, also_in=("es",)))


def test_a_page_gets_less_room_in_steps() -> None:
    """Each page of a card has steps of its own; at the first nothing changes."""
    html = '<body class="card is-draft">'
    assert html == tighter(html, 0, 0)
    assert '<body class="second-tight card is-draft">' == tighter(html, 0, 1)
    assert '<body class="first-tight first-tightest second-tight card is-draft">' == tighter(html, TIGHTEST, 1)

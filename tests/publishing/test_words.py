"""The words of look.md, section 7: exact, and the same on page and card."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest

from scorecard.model.project import Project
from scorecard.model.rubric import Rubric
from scorecard.model.when import When
from scorecard.publishing import rank_words, words
from scorecard.publishing.language import foreign, speaking, unmarked, without_marks
from scorecard.scoring.result import Bands, Range


@pytest.fixture
def rubric(project: Project) -> Rubric:
    """A rubric with five bands that takes 40% for a band."""
    return project.rubrics["every-2026"]


def test_days_are_written_out() -> None:
    """A day and a month are words, never digits alone."""
    assert words.day(date(2026, 4, 12)) == "April 12, 2026"
    assert words.day_short(date(2026, 4, 2)) == "Apr 2, 2026"
    assert words.when(When.month(2020, 6)) == "June 2020"
    assert words.when_short(When.month(2020, 9)) == "Sep 2020"
    assert words.when(When.day(date(2020, 6, 30))) == "June 30, 2020"


def test_a_score_that_is_open(rubric: Rubric) -> None:
    """An open score says what is proved, what is possible, and how much is settled."""
    said = words.score_words(Range(Fraction("56.2"), Fraction(100)), rubric)
    assert said.figures == "56.2 to 100"
    assert said.proved == "What we can prove earns 56.2."
    assert said.possible == "If every open question were settled in the city’s favor, it would earn 100."
    assert said.settled == "56.2% of the score is settled."


def test_a_score_that_is_settled(rubric: Rubric) -> None:
    """A settled score is one number."""
    said = words.score_words(Range(Fraction("63.5"), Fraction("63.5")), rubric)
    assert (said.figures, said.proved, said.possible) == ("63.5", None, None)
    assert said.settled == "Every question is settled."


def test_too_little_known(rubric: Rubric) -> None:
    """Below the share for a band, the sentence says how much is settled and how much it takes."""
    span = Range(Fraction(0), Fraction(88))
    assert words.too_little_sentence(span, rubric) == "12.0% is settled; a band and a rank need 40%."
    nearly = Range(Fraction(0), Fraction(60) + Fraction(1, 1000))
    assert words.known_share(nearly, rubric) == "39.9%"


def test_shares_that_no_decimal_hits_are_words() -> None:
    """A third stays a third."""
    third = Rubric("r", "f", "t", None, 1, Fraction(1, 3), (), (), ())
    assert words.share_needed(third) == "a third"
    assert words.need_sentence(third) == "A third is needed for a band and a rank."


def test_bands(rubric: Rubric) -> None:
    """A band is a letter with its word, and two where the ends differ."""
    assert words.band_words(Bands("C", "A"), rubric) == "C Partial to A Leading"
    assert words.band_words(Bands("B", "B"), rubric) == "B Substantial"
    assert words.band_words(None, rubric) == "No band: too little known"


@pytest.mark.parametrize(
    ("title", "inside"),
    [
        ("Report or dashboard only", "report or dashboard only"),
        ("Campaign Zero credits it", "Campaign Zero credits it"),
        ("FBI collection", "FBI collection"),
        ("A table", "a table"),
        ("2 of 3", "2 of 3"),
        ("", ""),
    ],
)
def test_titles_inside_a_sentence(title: str, inside: str) -> None:
    """A title begins small inside a sentence, unless it begins with a name."""
    assert words.inside(title) == inside


def test_sentences_close_once() -> None:
    """A text gets a period where it has no closing mark, and none more."""
    made = [words.sentence(text) for text in ("One", "One.", "One?", "“One.”", "")]
    assert made == ["One.", "One.", "One?", "“One.”", ""]


def test_lists_of_words() -> None:
    """Words are joined as people do."""
    assert [words.listed(one) for one in ([], ["a"], ["a", "b"], ["a", "b", "c"])] == ["", "a", "a and b", "a, b and c"]
    assert [words.number(0), words.number(12), words.number(1300)] == ["no", "twelve", "1,300"]
    assert [words.counted(1, "city", "cities"), words.counted(1200, "city", "cities")] == ["1 city", "1,200 cities"]


def test_words_are_joined_and_days_are_written_as_spanish_does() -> None:
    """Small months, a place for the day, and `e` where `y` would be lost before the same sound."""
    with speaking("es"):
        assert words.day(date(2026, 4, 12)) == "12 de abril de 2026"
        assert words.when(When.month(2020, 6)) == "junio de 2020"
        assert [rank_words.ordinal(one) for one in (1, 2, 3, 11)] == ["1.º", "2.º", "3.º", "11.º"]
        lasts = ("registros", "informes", "“Informes”", "historia", "ítems", "hielo", "iones", foreign("India", "en"))
        said = [without_marks(words.listed(["a", "b", last])) for last in lasts]
    expected = [
        "a, b y registros",
        "a, b e informes",
        "a, b e “Informes”",
        "a, b e historia",
        "a, b e ítems",
        "a, b y hielo",
        "a, b y iones",
        "a, b e India",
    ]
    assert expected == said


def test_words_see_a_text_without_its_marks() -> None:
    """A text of another language begins small, begins large and is closed as any other, inside its marks."""
    with speaking("es"):
        text = foreign("Use of force", "en")
        assert words.inside(text) == foreign("use of force", "en")
        assert words.capital(foreign("use of force", "en")) == text
        assert words.sentence(text) == foreign("Use of force.", "en")
        assert words.sentence(foreign("Why?", "en")) == foreign("Why?", "en")


def test_words_see_through_marks_that_lie_in_each_other() -> None:
    """The first letter of a sentence may stand in two marks, and the second word of a name in one of its own."""
    with speaking("es"):
        within = foreign(f"{foreign('uso', 'fr')} of force", "en")
        assert words.capital(within) == foreign(f"{foreign('Uso', 'fr')} of force", "en")
        assert words.sentence(within).count(".") == 1
        name = f"Campaign {foreign('Zero', 'en')}"
        assert words.inside(name) == name


def test_a_range_of_scores_is_written_with_its_ends() -> None:
    """Two ends are told apart, and one number stands alone."""
    assert words.range_words(Fraction("56.2"), Fraction(100), ()) == "56.2 to 100"
    assert words.range_words(Fraction("63.5"), Fraction("63.5"), ()) == "63.5"


def test_a_text_that_is_not_translated_keeps_its_parts(rubric: Rubric) -> None:
    """In a language that the program does not speak, every word is the English one, marked as English."""
    span = Range(Fraction("56.2"), Fraction(100))
    english = words.score_words(span, rubric)
    with speaking("tlh"):
        said = words.score_words(span, rubric)
        assert (without_marks(said.figures), without_marks(said.possible or "")) == (english.figures, english.possible)
        assert without_marks(words.day(date(2026, 4, 12))) == "April 12, 2026"
        assert [without_marks(rank_words.ordinal(place)) for place in (1, 2, 3, 11)] == ["1st", "2nd", "3rd", "11th"]
        assert unmarked(said.settled) == (english.settled, "en")

"""Words in languages: what is said, what is marked, and what rendering makes of the marks."""

from __future__ import annotations

from scorecard.publishing.language import foreign, remembered, resolved, say, say_count, speaking, spoken, unmarked


def test_the_source_language_says_the_text_with_its_parts() -> None:
    """English is what the code has, with parts put in."""
    assert say("{share} is settled.", share="40%") == "40% is settled."


def test_a_text_without_translation_stays_and_is_marked() -> None:
    """What no catalog has is said in English, and a page says that it is English."""
    with speaking("tlh"):
        assert resolved(f"<p>{say('A text that nobody translates')}</p>") == (
            '<p><span lang="en">A text that nobody translates</span></p>'
        )


def test_marks_are_left_out_where_no_element_may_stand() -> None:
    """Attributes, titles and drawings take no element, so that they have the text alone."""
    with speaking("es"):
        text = foreign("Use of force", "en")
    page = f'<title>{text}</title><img alt="{text}"><svg><text>{text}</text></svg><b>{text}</b>'
    expected = (
        '<title>Use of force</title><img alt="Use of force"><svg><text>Use of force</text></svg>'
        '<b><span lang="en">Use of force</span></b>'
    )
    assert resolved(page) == expected


def test_marks_may_lie_in_each_other() -> None:
    """A part in a third language inside a text that is not translated keeps its own language."""
    with speaking("es"):
        text = foreign(f"At most {foreign('Teil', 'de')}.", "en")
    assert resolved(text) == '<span lang="en">At most <span lang="de">Teil</span>.</span>'


def test_a_mark_in_one_of_the_same_language_adds_nothing() -> None:
    """A sentence whose parts are in its own language is one element."""
    with speaking("es"):
        text = foreign(f"At most {foreign('C Partial', 'en')}.", "en")
    assert resolved(text) == '<span lang="en">At most C Partial.</span>'


def test_nothing_is_marked_in_the_language_that_is_spoken() -> None:
    """A text in the language of the page needs no mark."""
    with speaking("es"):
        assert foreign("Fuerza", "es") == "Fuerza"


def test_a_marked_text_gives_its_language_back() -> None:
    """Markdown is rendered without marks, and its block gets the language."""
    with speaking("es"):
        assert unmarked(foreign("A *note*.", "en")) == ("A *note*.", "en")


def test_a_count_takes_the_form_that_fits() -> None:
    """One is singular, all else plural, with commas."""
    assert [say_count(n, "{count} city", "{count} cities") for n in (0, 1, 1200)] == [
        "0 cities",
        "1 city",
        "1,200 cities",
    ]


def test_what_is_remembered_is_remembered_by_language() -> None:
    """A word made for one language is not given to another."""

    @remembered
    def made(text: str) -> str:
        return f"{spoken()}: {text}"

    english = made("a")
    with speaking("es"):
        assert (english, made("a")) == ("en: a", "es: a")


def test_a_part_in_the_language_of_the_page_keeps_it_in_a_text_that_is_not_translated() -> None:
    """A level in Spanish inside an English sentence is told as Spanish; figures and what is marked need nothing."""
    with speaking("tlh"):
        said = say("{a}, {b} and {c} that nobody translates", a="Wa’", b="12.5", c=foreign("Teil", "de"))
        many = say_count(2, "{count} untranslated {of}", "{count} untranslated ones of {of}", of="Qo’noS")
    parts = '<span lang="tlh">Wa’</span>, 12.5 and <span lang="de">Teil</span>'
    assert resolved(said) == f'<span lang="en">{parts} that nobody translates</span>'
    assert resolved(many) == '<span lang="en">2 untranslated ones of <span lang="tlh">Qo’noS</span></span>'


def test_only_a_text_that_is_marked_as_a_whole_gives_its_language() -> None:
    """Two marks side by side are no whole: neither of them is the language of all."""
    with speaking("es"):
        both = f"{foreign('One.', 'en')} Dos. {foreign('Three.', 'en')}"
        assert (both, None) == unmarked(both)
        within = foreign(f"{foreign('Eins', 'de')} and two", "en")
        assert ("Eins and two", "en") == unmarked(within)

"""Words that are put in last, and others in the same places: whatever they are, nothing else of a file changes."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from scorecard.publishing.language import foreign, speaking
from scorecard.publishing.slots import fill, mark, refill, said

TEXTS = st.text(st.characters(exclude_characters="\x01\x05\x06\x07", exclude_categories=["Cs"]), max_size=8)
WORDS = st.tuples(TEXTS, TEXTS, TEXTS)


@given(texts=st.tuples(TEXTS, TEXTS, TEXTS, TEXTS), before=WORDS, after=WORDS)
def test_other_words_give_what_they_would_have_given_at_once(
    texts: tuple[str, ...], before: tuple[str, ...], after: tuple[str, ...]
) -> None:
    """To fill and fill again is to fill with the last words, to the byte and to the place."""
    marked = "".join([texts[0], *(f"{mark(index)}{text}" for index, text in enumerate(texts[1:]))]).encode()
    content, places = fill(marked, before)
    expected = "".join([texts[0], *(f"{word}{text}" for word, text in zip(before, texts[1:], strict=True))])
    assert expected.encode() == content
    assert fill(marked, after) == refill(content, places, after)


def test_places_are_start_and_length_in_bytes() -> None:
    """A word is found again after letters that take more than one byte."""
    assert ("é2nd!".encode(), "2 3") == fill(f"é{mark(0)}!".encode(), ["2nd"])


def test_a_word_of_another_language_tells_it_as_the_page_around_it_does() -> None:
    """Words are put in when the page is made already, so their marks are turned into `lang` on their own."""
    with speaking("es"):
        assert (b'<b><span lang="en">2nd</span></b>', "3 26") == fill(
            f"<b>{mark(0)}</b>".encode(), [foreign("2nd", "en")]
        )


def test_a_file_that_does_not_print_each_word_once_and_in_order_has_no_places() -> None:
    """It is filled, and made anew the next time: nothing is guessed."""
    assert (b"b-a", "") == fill(f"{mark(1)}-{mark(0)}".encode(), ["a", "b"])
    assert (b"a-a", "") == fill(f"{mark(0)}-{mark(0)}".encode(), ["a"])
    assert (b"a", "") == fill(mark(0).encode(), ["a", "b"])
    assert refill(b"a", "", ["c", "b"]) is None


def test_more_or_fewer_words_than_places_fill_nothing() -> None:
    """A file with another number of words is another file."""
    content, places = fill(f"x{mark(0)}".encode(), ["a"])
    assert refill(content, places, []) is None
    assert refill(content, places, ["a", "b"]) is None


def test_where_there_are_no_words_nothing_is_taken_for_a_mark() -> None:
    """A font holds any bytes, and goes out as it is."""
    assert (b"\x010\x01", "") == fill(b"\x010\x01", [])


def test_what_was_said_tells_where_one_word_ends() -> None:
    """Two lists of words have one digest only where they are the same; no words have none."""
    assert said(["a", "b"]) != said(["ab", ""])
    assert "" == said([])

"""The code, the templates and the catalogs in; whether each text that is said is in each of them, and whole, out."""

from __future__ import annotations

import re
from pathlib import Path
from string import Formatter

import pytest
from babel.messages.catalog import Message
from babel.messages.pofile import read_po

from scripts.messages import LANGUAGES, NoText, in_module, in_template, is_translated, made, texts

ROOT = Path(__file__).resolve().parents[2]
HOME = ROOT / "scorecard" / "locale"
CATALOGS = [HOME / language / "LC_MESSAGES" / "scorecard.po" for language in LANGUAGES]
SAID_SMALL = {
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December", "Jan", "Feb", "Mar", "Apr", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
}  # fmt: skip  # months, which are no names in Spanish; short ones have a point
_LETTERS = r"[^\W\d_]"
_PAIRS = (
    ("“", "”"),
    ("(", ")"),
    ("¿", "?"),
    ("<", ">"),
)  # what opens, and what closes it


def messages(path: Path) -> list[Message]:
    """Read the texts of a catalog, without its head."""
    with path.open("rb") as file:
        return [message for message in read_po(file) if message.id]


def forms(message: Message) -> list[tuple[str, str]]:
    """Pair each form of a text with that of its translation."""
    ids, strings = message.id, message.string
    if isinstance(ids, str):
        return [(ids, str(strings))]
    return list(zip(ids, strings or (), strict=True))


def parts(text: str) -> set[str]:
    """Name the parts of a text."""
    return {name for _, name, _, _ in Formatter().parse(text) if name is not None}


def numbers(text: str) -> list[str]:
    """List the numbers of a text, sorted."""
    return sorted(re.findall(r"\d+(?:[.,]\d+)*", re.sub(r"{\w+}", "", text)))


def ends(text: str) -> tuple[bool, bool, str]:
    """Tell whether a text begins and ends with a space, and its closing mark, empty where it has none."""
    closing = re.search(r"[.,;:?!…]+$", text.strip())
    return text != text.lstrip(), text != text.rstrip(), closing[0] if closing else ""


def is_capital(text: str, said: str) -> bool:
    """Tell whether one of two texts begins with a capital and the other with a small letter."""
    first = [re.match(rf"[^\w{{]*({_LETTERS})", one) for one in (text, said)]
    return all(first) and len({one[1].isupper() for one in first if one is not None}) > 1


def checkout(root: Path, module: str, template: str = "") -> Path:
    """Write a checkout with one module and one template."""
    for name, text in (("scorecard/publishing/one.py", module), ("templates/site/one.html", template)):
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text)
    return root


@pytest.mark.parametrize("path", CATALOGS, ids=LANGUAGES)
def test_a_catalog_has_every_text_that_is_said_and_no_other(path: Path) -> None:
    """Whoever changes a text types `make messages`, and sees what waits for a translation."""
    said = [text.one if text.many is None else (text.one, text.many) for text in texts(ROOT).values()]
    kept = [message.id if isinstance(message.id, str) else tuple(message.id) for message in messages(path)]
    assert set(said) == set(kept)


def test_the_catalogs_are_what_is_made_of_code_and_translations() -> None:
    """Template, text and compiled file agree to the byte, so that `make messages` changes nothing."""
    files = made(ROOT)
    assert [] == [str(path) for path, content in files.items() if content != path.read_bytes()]


@pytest.mark.parametrize("path", CATALOGS, ids=LANGUAGES)
def test_a_translation_has_exactly_the_parts_of_its_text(path: Path) -> None:
    """No number or name is lost, and none is asked for that is not given."""
    translated = [form for message in messages(path) for form in forms(message) if form[1]]
    assert [] == [(text, said) for text, said in translated if parts(text) != parts(said)]


@pytest.mark.parametrize("path", CATALOGS, ids=LANGUAGES)
def test_every_text_is_translated_and_nobody_doubts_it(path: Path) -> None:
    """Whoever adds a text to the code gives it its words in each language that the program ships."""
    assert [] == [message.id for message in messages(path) if not is_translated(message)]


@pytest.mark.parametrize("path", CATALOGS, ids=LANGUAGES)
def test_a_translation_has_the_numbers_of_its_text(path: Path) -> None:
    """In another order at most: `from 0.7 to 1.3` stays what it is, in the same signs."""
    pairs = [form for message in messages(path) for form in forms(message)]
    assert [] == [pair for pair in pairs if numbers(pair[0]) != numbers(pair[1])]


@pytest.mark.parametrize("path", CATALOGS, ids=LANGUAGES)
def test_a_translation_begins_and_ends_as_its_text_does(path: Path) -> None:
    """What is put together of texts needs their spaces, capitals and closing marks."""
    pairs = [form for message in messages(path) for form in forms(message) if message.id not in SAID_SMALL]
    assert [] == [pair for pair in pairs if ends(pair[0]) != ends(pair[1])]
    assert [] == [pair for pair in pairs if is_capital(*pair)]


@pytest.mark.parametrize("path", CATALOGS, ids=LANGUAGES)
def test_a_translation_is_whole(path: Path) -> None:
    """No space is doubled, and what is opened is closed."""
    said = [form[1] for message in messages(path) for form in forms(message)]
    assert [] == [one for one in said if re.search(r"\s\s|\s[.,;:?!]|[\n\t]", one)]
    assert [] == [one for one in said for opens, closes in _PAIRS if one.count(opens) != one.count(closes)]


def test_texts_are_found_wherever_a_module_says_them() -> None:
    """Also inside each other, inside f-strings, in tables of constants, and on both sides of a condition."""
    code = (
        'A = ((1, later("a")),)\n'
        "b = f\"{say('b', x=say('c'))}\"\n"
        'd = say_count(n, "d " "e", "{count} d", x=1)\n'
        'f = say("f" if n else "g")\n'
        "h = say(A[0])\n"
    )
    assert [[["a"]], [["b"]], [["c"]], [["d e"], ["{count} d"]], [["f", "g"]], [[]]] == [
        places for _, places in in_module(code, "one.py")
    ]


def test_texts_are_found_wherever_a_template_says_them() -> None:
    """Also in attributes, in macros, in what is given to macros, and behind `or`."""
    template = (
        '{% macro one(x) %}<a title="{{ say("a", x=x) }}">{{ x }}</a>{% endmacro %}\n'
        '{{ one(x=say("b")) }}\n'
        '{{ page.c or say("c") }}\n'
        '{% if page.d %}{{ say_count(page.d, "d", "{count} d") }}{% endif %}\n'
    )
    assert [[["a"]], [["b"]], [["c"]], [["d"], ["{count} d"]]] == [
        places for _, places in in_template(template, "one.html")
    ]


@pytest.mark.parametrize("code", ['say(f"{n} cities")', 'say("a" + b)', 'later("{} b".format(c) + "d")'])
def test_a_text_that_is_put_together_is_refused(code: str) -> None:
    """No translator could find it."""
    with pytest.raises(NoText) as told:
        list(in_module(f"\n{code}", "one.py"))
    assert "one.py:2: a text is put together; write it whole, with {parts}" == str(told.value)


def test_a_text_that_is_said_alone_and_with_a_number_is_refused(tmp_path: Path) -> None:
    """A catalog keeps one of the two, and the other would stay English."""
    root = checkout(tmp_path, 'say("a")', '{{ say_count(page.n, "a", "b") }}')
    with pytest.raises(NoText) as told:
        texts(root)
    assert "templates/site/one.html:1: 'a' is said in another way in scorecard/publishing/one.py" == str(told.value)


def test_translations_stay_and_half_ones_are_not_compiled(tmp_path: Path) -> None:
    """A page never prints an empty text."""
    root = checkout(tmp_path, 'say("a"), say("b"), say_count(n, "c", "{count} c")')
    path = root / "scorecard" / "locale" / "es" / "LC_MESSAGES" / "scorecard.po"
    path.parent.mkdir(parents=True)
    empty = made(root)[path].decode()
    half = 'msgid_plural "{count} c"\nmsgstr[0] ""'
    path.write_text(empty.replace('msgid "a"\nmsgstr ""', 'msgid "a"\nmsgstr "A"').replace(half, f'{half[:-2]}"C"'))
    files = made(root)
    compiled = files[path.with_suffix(".mo")]
    assert (path.read_bytes(), True, False) == (files[path], b"\0A\0" in compiled, b"{count} c" in compiled)

"""The key `translations` of a table in, its tables by language out, and what each language translates, or problems."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass

from scorecard.model.when import Place
from scorecard.reading.fields import Fields
from scorecard.reading.text import Node, Scalar
from scorecard.reading.words import Log, as_text, choose, shortened

LANGUAGE = re.compile(r"[a-z]{2,3}(?:-[A-Za-z0-9]{2,8})*\Z")


@dataclass(frozen=True, slots=True)
class Named:
    """The ids that a table of translations may name; `is_complete` is False where some lost theirs."""

    ids: Collection[str]
    code: str
    """Of the problem where it names another."""

    whose: str
    """What such an id is: `a band of this rubric`."""

    is_complete: bool = True

    def choose(self, word: Scalar, log: Log) -> str | None:
        """Find what is translated; None where there is no such thing, and a problem unless it may be a broken one."""
        if word.value in self.ids or not self.is_complete:
            return word.value if word.value in self.ids else None
        return choose(word, self.ids, log, self.code, self.whose)


def check_language(word: str, place: Place, log: Log) -> bool:
    """Hold the code of a language against the rule."""
    if not LANGUAGE.match(word):
        log.report(place, "unknown-word", f'"{shortened(word)}" is no language', "write a code such as en or es")
        return False
    return True


def languages(fields: Fields, what: str, own: str | None, log: Log) -> Iterator[tuple[str, Fields]]:
    """Go through the languages of the key `translations`, each with its table.

    Args:
        fields: the table that has the key.
        what: it is called in messages, such as `the rubric`.
        own: the language of the project, which needs no translation; None where it is not known.
        log: takes the problems.
    """
    for key, node in fields.entries("translations"):
        if not check_language(key.value, key.place, log):
            continue
        if key.value == own:
            told = f'"{own}" is the project’s own language'
            log.report(key.place, "own-language", told, "write these texts where they belong, and others here")
            continue
        yield key.value, Fields(node, f"{what} in {key.value}", log, fallback=key.place)


def tables(fields: Fields, key: str, named: Named, what: str, log: Log) -> Iterator[tuple[str, Fields]]:
    """Go through a table of tables by id, each that translates something that is there.

    Args:
        fields: the table that has the key.
        key: of the table of tables.
        named: the ids that are there.
        what: such a table is called in messages, with `{}` for the id.
        log: takes the problems.
    """
    for word, node in fields.entries(key):
        found = named.choose(word, log)
        if found is not None and node is not None:
            yield found, Fields(node, what.format(found), log)


def texts(fields: Fields, key: str, named: Named, log: Log) -> dict[str, str]:
    """Read a table of texts by id; one that says nothing is as good as none."""
    found: dict[str, str] = {}
    for word, node in fields.entries(key):
        name = named.choose(word, log)
        text = None if node is None else _text(node, word, log)
        if name is not None and text is not None:
            found[name] = text
    return found


def _text(node: Node, word: Scalar, log: Log) -> str | None:
    text = as_text(node, f'the text of "{shortened(word.value)}"', log, is_prose=True)
    return text if text and text.strip() else None


def of_what_is_there(fields: Fields, key: str, original: str | None, log: Log) -> str | None:
    """Read the translation of a text; a problem where there is no such text."""
    text = fields.text(key)
    if text is not None and original is None:
        what = f'"{key}" of {fields.what} translates a text that is not there'
        log.report(fields.place_of(key), "nothing-to-translate", what, "write the text itself first, or take this out")
        return None
    return text

"""The node of `scorecard.yaml` in, `Settings` out, or problems."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass
from pathlib import PurePosixPath

from scorecard.model.project import PAPERS, Edition, PeerGroup, Settings
from scorecard.model.translation import SettingsWords
from scorecard.model.web import is_mail, why_refused
from scorecard.model.when import Place
from scorecard.reading.fields import Fields
from scorecard.reading.text import Node
from scorecard.reading.translations import Named, check_language, languages, texts
from scorecard.reading.words import Log, check_id, choose, refuse_mixed_scripts, shortened, unique

_EXAMPLE_HOST = re.compile(r"(?:^|[@/.])(?:example\.(?:com|org|net)|[^\s@/]+\.(?:example|test|invalid))(?=$|[:/?#])")
_EXAMPLE_NAME = re.compile(r"\bexample\b", re.IGNORECASE)
NOT_AN_EDITION = "city"  # cities/<id>/city.yaml says who the city is


@dataclass(frozen=True, slots=True)
class SettingsRead:
    """What `scorecard.yaml` says, as far as it could be read.

    `settings` is None where there was any problem. `editions` are those that are
    whole, oldest first; `named` has the ids of all, so that files of a broken one
    are not reported as well. `drafts_at` is where the drafts folder is named.
    """

    settings: Settings | None
    editions: tuple[Edition, ...]
    named: tuple[str, ...]
    drafts_at: Place


def read_settings(node: Node | None, rubrics: Collection[str], log: Log) -> SettingsRead:
    """Read the settings.

    Args:
        node: the root of the file.
        rubrics: ids of the rubric files that exist, whole or broken.
        log: takes the problems.
    """
    before = len(log.problems)
    fields = Fields(node, "scorecard.yaml", log)
    if node is None:
        log.report(fields.place, "missing-key", "the file is empty", "add title, publisher, contact and editions")
    title, publisher = fields.text("title", required=True), fields.text("publisher", required=True)
    _check_names(fields, title, publisher, log)
    contact, base_url = fields.word("contact", required=True), fields.url("base_url", required=True)
    licence, language = fields.word("licence"), fields.word("language") or "en"
    found, named = _editions(fields, rubrics, log)
    editions = tuple(sorted(found, key=lambda edition: edition.as_of))
    peers, are_whole = _peers(fields, log)
    also_in = _languages(fields, language, log)
    of_peers = Named([group.id for group in peers], "unknown-peer-group", "a peer group", are_whole)
    translations = {name: _words(one, of_peers, log) for name, one in languages(fields, fields.what, language, log)}
    drafts, keep = fields.word("drafts"), tuple(_kept(fields, log))
    drafts_at = fields.place_of("drafts")
    paper = fields.choice("paper", PAPERS, default=PAPERS[0])
    fields.close()
    _check_words(fields, contact, language, log)
    if len(log.problems) > before or title is None or publisher is None or contact is None or base_url is None:
        return SettingsRead(None, editions, named, drafts_at)
    settings = Settings(
        title=title,
        publisher=publisher,
        contact=contact,
        base_url=base_url if base_url.endswith("/") else f"{base_url}/",
        licence=licence,
        language=language,
        also_in=also_in,
        translations=translations,
        editions=editions,
        peers=peers,
        drafts=drafts,
        keep=keep,
        paper=paper or PAPERS[0],
        is_demonstration=is_example(publisher, contact),
    )
    return SettingsRead(settings, editions, named, drafts_at)


def _check_words(fields: Fields, contact: str | None, language: str, log: Log) -> None:
    if contact is not None and not is_mail(contact) and why_refused(contact) is not None:
        what = f'"{shortened(contact)}" is no address'
        log.report(fields.place_of("contact"), "not-a-contact", what, "write an e-mail address or a web address")
    check_language(language, fields.place_of("language"), log)


def _check_names(fields: Fields, title: str | None, publisher: str | None, log: Log) -> None:
    for key, text in (("title", title), ("publisher", publisher)):
        refuse_mixed_scripts(text, fields.place_of(key), log, f'"{key}" of {fields.what}')


def _words(one: Fields, of_peers: Named, log: Log) -> SettingsWords:
    """Read the words of the settings in another language."""
    words = SettingsWords(one.text("title"), one.text("publisher"), texts(one, "peers", of_peers, log))
    _check_names(one, words.title, words.publisher, log)
    one.close()
    return words


def _languages(fields: Fields, own: str, log: Log) -> tuple[str, ...]:
    """Read the other languages, each once, and none of them the project's own."""
    found: list[str] = []
    for word in fields.words("also_in"):
        if not check_language(word.value, word.place, log):
            continue
        if word.value == own or word.value in found:
            what = f'"{word.value}" stands there already'
            log.report(word.place, "repeated-id", what, "name each language once; `language` is the project’s own")
        else:
            found.append(word.value)
    return tuple(found)


def is_example(publisher: str, contact: str) -> bool:
    """Whether publisher or contact is an example: by that name, or at an address that no one can own."""
    return bool(_EXAMPLE_NAME.search(publisher) or _EXAMPLE_HOST.search(contact.casefold()))


def _editions(fields: Fields, rubrics: Collection[str], log: Log) -> tuple[list[Edition], tuple[str, ...]]:
    """Read the editions that are whole, and the names of all."""
    found: dict[str, Edition] = {}
    named: list[str] = []
    for key, node in fields.entries("editions", required=True):
        named.append(key.value)
        name = check_edition_id(key.value, key.place, log)
        one = Fields(node, f'the edition "{key.value}"', log, fallback=key.place)
        if node is None:
            log.report(key.place, "missing-key", f'the edition "{key.value}" is empty', "add `{rubric: …, as_of: …}`")
            continue
        rubric_word, as_of = (one.scalar("rubric") if one.is_table else None), one.day("as_of", required=True)
        is_reconstructed = one.flag("reconstructed")
        one.close()
        rubric = None
        if rubric_word is not None:
            rubric = choose(rubric_word, rubrics, log, "unknown-rubric", "a file in rubrics/")
        if name is None or rubric is None or as_of is None:
            continue
        twin = next((other for other in found.values() if other.as_of == as_of), None)
        if twin is not None:
            what = f"the editions {twin.id} and {name} have the same as_of, {as_of}"
            log.report(one.place_of("as_of"), "same-as-of", what, "give each edition a day of its own")
        found[name] = Edition(name, rubric, as_of, is_reconstructed)
    return list(found.values()), tuple(named)


def check_edition_id(word: str, place: Place, log: Log) -> str | None:
    """Hold the id of an edition against the rule; its files may not be called `city.yaml`."""
    if word == NOT_AN_EDITION:
        log.report(place, "reserved-id", f'"{word}" is reserved: city.yaml says who a city is', "choose another id")
        return None
    return check_id(word, place, log)


def _peers(fields: Fields, log: Log) -> tuple[tuple[PeerGroup, ...], bool]:
    """Read the groups of cities by size, largest first, and whether none is broken."""
    found: dict[str, PeerGroup] = {}
    nodes = fields.items("peers")
    for node in nodes:
        one = Fields(node, "a peer group", log)
        name, title = one.identifier("id", required=True), one.text("title", required=True)
        start = one.whole("from_population", required=True)
        one.close()
        is_new = name is not None and unique(found, name, one.place_of("id"), log, "the peer group")
        if name is None or title is None or start is None or not is_new:
            continue
        if any(other.from_population == start for other in found.values()):
            what = f"two peer groups start at {start}"
            log.report(one.place_of("from_population"), "repeated-id", what, "give each its own start")
        found[name] = PeerGroup(name, title, start)
    return tuple(sorted(found.values(), key=lambda group: -group.from_population)), len(found) == len(nodes)


def _kept(fields: Fields, log: Log) -> list[str]:
    found = []
    for word in fields.words("keep"):
        path = PurePosixPath(word.value)
        if path.is_absolute() or ".." in path.parts or "\\" in word.value:
            what = f'"{shortened(word.value)}" is no file in site/'
            log.report(word.place, "not-a-path", what, "write its path inside site/")
        else:
            found.append(word.value)
    return found

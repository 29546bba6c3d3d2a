"""The node of `scorecard.yaml` in, `Settings` out, or problems."""

from __future__ import annotations

import os
import re
from collections.abc import Collection
from pathlib import PurePosixPath

from scorecard.model.project import Edition, PeerGroup, Settings
from scorecard.reading.fields import Fields, Log, check_id, choose, unique
from scorecard.reading.text import Node, Scalar

_EXAMPLE_HOST = re.compile(r"(?:^|[@/.])(?:example\.(?:com|org|net)|[^\s@/]+\.(?:example|test|invalid))(?=$|[:/?#])")
_EXAMPLE_NAME = re.compile(r"\bexample\b", re.IGNORECASE)
_LANGUAGE = re.compile(r"[a-z]{2,3}(?:-[A-Za-z0-9]{2,8})*\Z")


def read_settings(
    node: Node | None, rubrics: Collection[str], log: Log
) -> tuple[Settings | None, tuple[Edition, ...]]:
    """Read the settings.

    Args:
        node: the root of the file.
        rubrics: ids of the rubric files that exist, whole or broken.
        log: takes the problems.

    Returns:
        The settings, None where there was any problem, and the editions that could
        be read all the same, oldest first, so that the cities' files can be checked.
    """
    before = len(log.problems)
    fields = Fields(node, "scorecard.yaml", log)
    title, publisher = fields.text("title", required=True), fields.text("publisher", required=True)
    contact, base_url = fields.word("contact", required=True), fields.url("base_url", required=True)
    licence, language = fields.word("licence"), fields.word("language") or "en"
    editions = tuple(sorted(_editions(fields, rubrics, log), key=lambda edition: edition.as_of))
    peers = _peers(fields, log)
    drafts, keep = fields.word("drafts"), tuple(_kept(fields, log))
    fields.close()
    if drafts is not None and not os.path.normpath(drafts).startswith(("..", "/")):
        what = f'the drafts folder "{drafts}" lies inside the project'
        log.report(fields.place_of("drafts"), "drafts-inside", what, "name a folder outside, like ../private")
    if contact is not None and not re.match(r"(?:[^\s@]+@[^\s@]+\.[^\s@]+|https?://\S+)\Z", contact):
        log.report(fields.place_of("contact"), "not-a-contact", f'"{contact}" is no address', "write an e-mail address or a web address")
    if not _LANGUAGE.match(language):
        log.report(fields.place_of("language"), "unknown-word", f'"{language}" is no language', "write a code such as en or es")
    if len(log.problems) > before or title is None or publisher is None or contact is None or base_url is None:
        return None, editions
    settings = Settings(
        title=title,
        publisher=publisher,
        contact=contact,
        base_url=base_url if base_url.endswith("/") else f"{base_url}/",
        licence=licence,
        language=language,
        editions=editions,
        peers=peers,
        drafts=drafts,
        keep=keep,
        is_demonstration=is_example(publisher, contact),
    )
    return settings, editions


def is_example(publisher: str, contact: str) -> bool:
    """Whether publisher or contact is an example: by that name, or at an address that no one can own."""
    return bool(_EXAMPLE_NAME.search(publisher) or _EXAMPLE_HOST.search(contact.casefold()))


def _editions(fields: Fields, rubrics: Collection[str], log: Log) -> list[Edition]:
    found: dict[str, Edition] = {}
    for key, node in fields.entries("editions", required=True):
        name = check_id(key.value, key.place, log)
        one = Fields(node, f'the edition "{key.value}"', log, fallback=key.place)
        if node is None:
            log.report(key.place, "missing-key", f'the edition "{key.value}" is empty', "add `{rubric: …, as_of: …}`")
            continue
        rubric_word, as_of = one.node("rubric", required=True), one.day("as_of", required=True)
        is_reconstructed = one.flag("reconstructed")
        one.close()
        rubric = choose(rubric_word, rubrics, log, "unknown-rubric", "a file in rubrics/") if isinstance(rubric_word, Scalar) else None
        if name is None or rubric is None or as_of is None:
            continue
        twin = next((other for other in found.values() if other.as_of == as_of), None)
        if twin is not None:
            what = f"the editions {twin.id} and {name} have the same as_of, {as_of}"
            log.report(one.place_of("as_of"), "same-as-of", what, "give each edition a day of its own")
        found[name] = Edition(name, rubric, as_of, is_reconstructed)
    return list(found.values())


def _peers(fields: Fields, log: Log) -> tuple[PeerGroup, ...]:
    found: dict[str, PeerGroup] = {}
    for node in fields.items("peers"):
        one = Fields(node, "a peer group", log)
        name, title, start = one.identifier("id", required=True), one.text("title", required=True), one.whole("from_population", required=True)
        one.close()
        if name is None or title is None or start is None or not unique(found, name, one.place_of("id"), log, "the peer group"):
            continue
        if any(other.from_population == start for other in found.values()):
            log.report(one.place_of("from_population"), "repeated-id", f"two peer groups start at {start}", "give each its own start")
        found[name] = PeerGroup(name, title, start)
    return tuple(sorted(found.values(), key=lambda group: -group.from_population))


def _kept(fields: Fields, log: Log) -> list[str]:
    found = []
    for word in fields.words("keep"):
        path = PurePosixPath(word.value)
        if path.is_absolute() or ".." in path.parts or "\\" in word.value:
            log.report(word.place, "not-a-path", f'"{word.value}" is no file in site/', "write its path inside site/")
        else:
            found.append(word.value)
    return found

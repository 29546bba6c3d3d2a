"""The node of `cities/<id>/<edition>.yaml` in, a `CityEdition` out, or problems."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import cast

from scorecard.model.answer import (
    Answer,
    CityEdition,
    Correction,
    Disposition,
    Evidence,
    Pledge,
    Reply,
    ReplyPoint,
    Withdrawn,
)
from scorecard.model.project import Edition
from scorecard.model.rubric import Rubric
from scorecard.model.when import Place, When
from scorecard.reading.answer import AnswerReader
from scorecard.reading.fields import Fields
from scorecard.reading.text import Node
from scorecard.reading.words import Log, check_id, choose, is_id, shortened

_SHA256 = re.compile(r"[0-9a-f]{64}\Z")
DISPOSITIONS = ("accepted", "partly", "rejected")


def read_city_edition(
    node: Node | None, city: str, edition: Edition, rubric: Rubric, log: Log, *, is_overlay: bool = False
) -> CityEdition | None:
    """Read the answers of one city for one edition.

    Args:
        node: the root of the file.
        city: the id of the city.
        edition: whose `as_of` the days are held against.
        rubric: the edition's rubric.
        log: takes the problems.
        is_overlay: whether the file lies in the drafts folder, so that it is a draft whatever it says.

    Returns:
        The answers; None where there was any problem.
    """
    before = len(log.problems)
    fields = Fields(node, "the city's file", log)
    status = fields.choice("status", ("draft", "final"), default="final")
    evidence = _evidence(fields, edition, log)
    reader = AnswerReader(rubric, edition, evidence, log)
    answers, places = _answers(fields, reader, rubric, log)
    reply, corrections = _reply(fields, rubric, log), _corrections(fields, reader, rubric, log)
    pledge, withdrawn = _pledge(fields, evidence, log), _withdrawn(fields)
    fields.close()
    if len(log.problems) > before:
        return None
    return CityEdition(
        city=city,
        edition=edition.id,
        path=log.path,
        is_draft=is_overlay or status == "draft",
        evidence=evidence,
        answers=answers,
        places=places,
        reply=reply,
        corrections=corrections,
        pledge=pledge,
        withdrawn=withdrawn,
    )


def _evidence(fields: Fields, edition: Edition, log: Log) -> dict[str, Evidence]:
    found: dict[str, Evidence] = {}
    for key, node in fields.entries("evidence"):
        if not is_id(key.value):
            check_id(key.value, key.place, log)
        if node is None:
            log.report(key.place, "missing-key", f"the evidence {key.value} is empty", "add url and seen")
        # Broken evidence stays, so that the answers that name it are not reported as well.
        found[key.value] = _one_evidence(key.value, Fields(node, f"the evidence {key.value}", log), edition, log)
    return found


def _one_evidence(name: str, one: Fields, edition: Edition, log: Log) -> Evidence:
    url, seen = one.url("url", required=True), one.when("seen", required=True)
    title, publisher, quote = one.text("title"), one.text("publisher"), one.text("quote")
    looked, archived, sha256 = one.when("looked"), one.url("archived"), one.word("sha256")
    one.close()
    if sha256 is not None and not _SHA256.match(sha256):
        what = f'"{shortened(sha256)}" is not a SHA-256'
        log.report(one.place_of("sha256"), "not-a-sha256", what, "write its 64 digits 0 to f, in small letters")
    if seen is not None and seen.last > edition.as_of:
        what = f"{name} was seen {seen}, after the edition's as_of, {edition.as_of}"
        mend = "use what was there by then, or move it to a later edition"
        log.report(one.place_of("seen"), "seen-after-edition", what, mend)
    if looked is not None and seen is not None and looked.last < seen.first:
        what = f"{name} was looked at {looked}, before the day that it shows, {seen}"
        log.report(one.place_of("looked"), "looked-before-seen", what, "correct one of the two")
    shown = seen or When.day(edition.as_of)
    return Evidence(name, url or "", shown, title, publisher, looked, archived, sha256, quote)


def _answers(
    fields: Fields, reader: AnswerReader, rubric: Rubric, log: Log
) -> tuple[dict[str, Answer], dict[str, Place]]:
    answers: dict[str, Answer] = {}
    places: dict[str, Place] = {}
    for key, node in fields.entries("answers"):
        criterion = choose(key, rubric.criteria, log, "unknown-criterion", f"a criterion of {rubric.id}")
        if criterion is None or node is None:
            continue
        answer, place = reader.read(node, rubric.criteria[criterion])
        places[criterion] = place
        if answer is not None:
            answers[criterion] = answer
    return answers, places


def _reply(fields: Fields, rubric: Rubric, log: Log) -> Reply | None:
    one = fields.table("reply", "the reply")
    if one is None:
        return None
    sent, until, received = one.when("sent"), one.when("until"), one.when("received")
    sender, text = one.text("from"), one.text("text")
    points: dict[str, ReplyPoint] = {}
    for key, node in one.entries("points"):
        criterion = choose(key, rubric.criteria, log, "unknown-criterion", f"a criterion of {rubric.id}")
        point = Fields(node, f"the reply to {key.value}", log, fallback=key.place)
        says, because = point.text("says"), point.text("because")
        disposition = point.choice("disposition", DISPOSITIONS)
        point.close()
        if criterion is not None:
            points[criterion] = ReplyPoint(says, cast("Disposition | None", disposition), because)
    one.close()
    if sent is not None and received is not None and received.last < sent.first:
        what = f"the reply was received {received}, before the card was sent, {sent}"
        log.report(one.place_of("received"), "received-before-sent", what, "correct one of the two")
    if sent is not None and until is not None and until.last < sent.first:
        what = f"the reply was wanted until {until}, before the card was sent, {sent}"
        log.report(one.place_of("until"), "until-before-sent", what, "correct one of the two")
    return Reply(sent, received, sender, text, points, until)


def _corrections(fields: Fields, reader: AnswerReader, rubric: Rubric, log: Log) -> tuple[Correction, ...]:
    found: list[Correction] = []
    for node in fields.items("corrections"):
        one = Fields(node, "a correction", log)
        on, because = one.when("on", required=True), one.text("because", required=True)
        word, was_node = one.scalar("criterion") if one.is_table else None, one.node("was", required=True)
        one.close()
        name = None
        if word is not None:
            name = choose(word, rubric.criteria, log, "unknown-criterion", f"a criterion of {rubric.id}")
        if name is None or was_node is None:
            continue
        was, _ = reader.read(was_node, rubric.criteria[name])
        if on is not None and because is not None and was is not None:
            found.append(Correction(on, name, was, because))
    return tuple(found)


def _pledge(fields: Fields, evidence: Mapping[str, Evidence], log: Log) -> Pledge | None:
    one = fields.table("pledge", "the pledge")
    if one is None:
        return None
    signed = one.when("signed")
    words = one.words("evidence", required=True)
    one.close()
    ids = [choose(word, evidence, log, "unknown-evidence", "evidence of this file") for word in words]
    return Pledge(signed, tuple(name for name in ids if name is not None))


def _withdrawn(fields: Fields) -> Withdrawn | None:
    one = fields.table("withdrawn", "withdrawn")
    if one is None:
        return None
    on, because = one.when("on", required=True), one.text("because", required=True)
    one.close()
    return None if on is None or because is None else Withdrawn(on, because)

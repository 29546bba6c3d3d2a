"""One answer's node in, an `Answer` out, or problems: its form, its evidence, its second coder."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import cast

from scorecard.model.answer import UNKNOWN, Answer, Basis, Evidence, Finding, Holder, Opinion, Vanished
from scorecard.model.project import Edition
from scorecard.model.rubric import Criterion, Rubric
from scorecard.model.when import Place, When
from scorecard.reading.fields import Fields
from scorecard.reading.text import Listing, Node, Scalar
from scorecard.reading.words import Log, choose, shortened

FORMS = ("level", "no_better_than", "no_worse_than", "newest", "present")
BASES = ("coded", "inventory", "measured")
HOLDERS = ("city", "county", "state")
BEYOND_LEVEL = ("no_better_than", "no_worse_than", "newest", "present", "unsure", "reason")
RARE = ("owed_to", "by", "unconfirmed", "second", "settled", "vanished")


@dataclass(frozen=True, slots=True)
class AnswerReader:
    """Reads the answers of one file against its rubric and evidence."""

    rubric: Rubric
    edition: Edition
    evidence: Mapping[str, Evidence]
    log: Log

    def read(self, node: Node, criterion: Criterion) -> tuple[Answer | None, Place]:
        """Read one answer.

        Returns:
            The answer, None where there was any problem, and the place of what it claims.
        """
        if isinstance(node, Scalar):
            return self._bare(node, criterion), node.place
        before = len(self.log.problems)
        fields = Fields(node, f"the answer to {criterion.id}", self.log)
        ids = self._evidence_ids(fields)
        finding = self._finding(fields, criterion, ids)
        basis, since, note = fields.choice("basis", BASES, default="coded"), fields.when("since"), fields.text("note")
        owed_to: str | None = "city"
        is_unconfirmed, second, settled, vanished = False, None, None, None
        if fields.has_any(RARE):
            owed_to = fields.choice("owed_to", HOLDERS, default="city")
            fields.word("by")
            is_unconfirmed = fields.flag("unconfirmed")
            second = self._opinion(fields, "second", criterion, ids)
            settled = self._opinion(fields, "settled", criterion, ids)
            vanished = self._vanished(fields)
        fields.close()
        place = _claim_place(fields)
        if not finding.is_unknown and not ids and not _is_misread(fields):
            what = f"the answer to {criterion.id} has no evidence"
            self.log.report(place, "missing-evidence", what, "add `evidence: [id]`, or write unknown")
        if since is not None and since.first > self.edition.as_of:
            what = f"since {since} is after the edition's as_of, {self.edition.as_of}"
            self.log.report(fields.place_of("since"), "since-after-edition", what, "use what was in force by then")
        if len(self.log.problems) > before:
            return None, place
        answer = Answer(
            finding, ids, cast("Basis", basis), since, note, cast("Holder", owed_to),
            is_unconfirmed, second, settled, vanished,
        )  # fmt: skip
        return answer, place

    def _bare(self, node: Scalar, criterion: Criterion) -> Answer | None:
        if node.value == "unknown":
            return Answer(UNKNOWN)
        if node.value == "not_applicable" or node.value in criterion.rungs:
            mend = f"write {{level: {node.value}, evidence: [id]}}"
            self.log.report(node.place, "missing-evidence", f"{criterion.id} has a level without evidence", mend)
            return None
        self._level_of(node, criterion, allow_words=True)
        return None

    def _evidence_ids(self, fields: Fields) -> tuple[str, ...]:
        words = fields.words("evidence")
        for word in words:
            if word.value not in self.evidence:
                choose(word, self.evidence, self.log, "unknown-evidence", "evidence of this file")
        return (words[0].value,) if len(words) == 1 else tuple(dict.fromkeys(word.value for word in words))

    def _finding(self, fields: Fields, criterion: Criterion, ids: tuple[str, ...]) -> Finding:
        level = self._level(fields, "level", criterion, allow_words=True)
        if level != "not_applicable" and not fields.has_any(BEYOND_LEVEL):
            self._check_forms(fields)
            return _of_level(level)
        best = self._level(fields, "no_better_than", criterion)
        worst = self._level(fields, "no_worse_than", criterion)
        newest, present, unsure = fields.when("newest"), *self._elements(fields, criterion)
        reason = fields.text("reason")
        self._check_forms(fields)
        if best is not None and worst is not None and criterion.rung(worst) < criterion.rung(best):
            what = f"no_worse_than {worst} is better than no_better_than {best}"
            self.log.report(fields.place_of("no_worse_than"), "bounds-crossed", what, "swap the two")
        if newest is not None:
            self._check_newest(fields, criterion, newest, ids)
        if level == "not_applicable" and reason is None and fields.what != "settled":
            what, mend = f"{fields.what} is not_applicable without a reason", "say why it does not apply: `reason: …`"
            self.log.report(fields.place_of("level"), "missing-reason", what, mend)
        said = level if level not in {"unknown", "not_applicable"} else None
        return Finding(said, best, worst, newest, present, unsure, level == "not_applicable", reason)

    def _check_forms(self, fields: Fields) -> None:
        forms = fields.which(FORMS)
        if len(forms) > 1 and forms != ["no_better_than", "no_worse_than"]:
            what = f"{fields.what} takes {len(forms)} forms: {', '.join(forms)}"
            self.log.report(fields.place_of(forms[1]), "several-forms", what, "keep one of them")
        if not forms and fields.is_table and not fields.which(("second", "settled", "unsure")):
            mend = f"add one of {', '.join(FORMS)}, or write unknown"
            self.log.report(fields.place, "missing-form", f"{fields.what} says nothing", mend)

    def _level(self, fields: Fields, key: str, criterion: Criterion, *, allow_words: bool = False) -> str | None:
        node = fields.node(key)
        if node is None:
            return None
        if not isinstance(node, Scalar):
            what = f'"{key}" of {fields.what} is not a level'
            self.log.report(node.place, "not-a-text", what, "write the id of one level")
            return None
        return self._level_of(node, criterion, allow_words=allow_words)

    def _level_of(self, node: Scalar, criterion: Criterion, *, allow_words: bool) -> str | None:
        words = ("unknown", "not_applicable") if allow_words else ()
        if node.value in criterion.rungs or node.value in words:
            return node.value
        levels = ", ".join(criterion.rungs)
        mend = f"use one of {levels}{self.log.suggest(node.value, [*criterion.rungs, *words])}"
        what = f'"{shortened(node.value)}" is not a level of {criterion.id}'
        self.log.report(node.place, "unknown-level", what, mend)
        return None

    def _elements(self, fields: Fields, criterion: Criterion) -> tuple[tuple[str, ...] | None, tuple[str, ...]]:
        found: dict[str, tuple[str, ...]] = {}
        if not fields.has_any(("present", "unsure")):
            return None, ()
        for key in ("present", "unsure"):
            words = fields.words(key)
            if fields.has(key) and criterion.measure != "elements":
                what = f"{criterion.id} does not count elements"
                self.log.report(fields.place_of(key), "measure-differs", what, "use level, or a bound")
                continue
            whose = f"an element of {criterion.id}"
            named = [choose(word, criterion.elements, self.log, "unknown-element", whose) for word in words]
            found[key] = tuple(dict.fromkeys(name for name in named if name is not None))
        if fields.has("unsure") and not fields.has("present"):
            mend = "add `present: […]`, empty where nothing is certain"
            self.log.report(
                fields.place_of("unsure"), "missing-form", f"{fields.what} has unsure without present", mend
            )
        return (found.get("present") if fields.has("present") else None), found.get("unsure", ())

    def _check_newest(self, fields: Fields, criterion: Criterion, newest: When, ids: tuple[str, ...]) -> None:
        if criterion.measure != "lag":
            what = f"{criterion.id} does not measure a lag"
            self.log.report(fields.place_of("newest"), "measure-differs", what, "use level, or a bound")
        elif ids and ids[0] in self.evidence and newest.last > self.evidence[ids[0]].seen.last:
            what = f"the newest record, {newest}, is after the day that it was seen, {self.evidence[ids[0]].seen}"
            mend = "correct one of the two; a year's nominal end is no record"
            self.log.report(fields.place_of("newest"), "newest-after-seen", what, mend)

    def _opinion(self, fields: Fields, key: str, criterion: Criterion, first: tuple[str, ...]) -> Opinion | None:
        one = fields.table(key, key)
        if one is None:
            return None
        own = self._evidence_ids(one)
        finding = self._finding(one, criterion, own or first)
        because, note = one.text("because"), one.text("note")
        one.word("by")
        one.close()
        if not finding.is_unknown and not own and not first and not _is_misread(one):
            self.log.report(_claim_place(one), "missing-evidence", f"{key} has no evidence", "add `evidence: [id]`")
        if key == "settled" and finding.is_not_applicable and finding.reason is None and because is None:
            what = "settled is not_applicable without a reason"
            self.log.report(one.place_of("level"), "missing-reason", what, "say why: `reason: …`")
        return Opinion(finding, own, because, note)

    def _vanished(self, fields: Fields) -> Vanished | None:
        one = fields.table("vanished", "vanished")
        if one is None:
            return None
        on, because = one.when("on", required=True), one.text("because")
        one.close()
        return None if on is None else Vanished(on, because)


@cache
def _of_level(level: str | None) -> Finding:
    """Give the finding of a level alone; most answers share a few of them."""
    return UNKNOWN if level in {None, "unknown"} else Finding(level)


def _is_misread(fields: Fields) -> bool:
    """Whether the evidence has a problem of its own, so that it is not missing as well."""
    node = fields.node("evidence")
    return node is not None and not (isinstance(node, Listing) and not node.items)


def _claim_place(fields: Fields) -> Place:
    for key in FORMS:
        if fields.has(key):
            return fields.place_of(key)
    return fields.place

"""The text of a city's file and what an import found in, the edited text out: nothing else of the file changes.

Answers that a person coded stay; answers with basis inventory are changed where
they differ, field by field; new ones are put in, in the order of the rubric.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from scorecard.model.answer import Answer, CityEdition, Evidence
from scorecard.model.when import Place
from scorecard.problem import Problem
from scorecard.reading.city_nodes import (
    FINDING_KEYS,
    basis_of,
    differing,
    entries_of,
    evidence_ids,
    finding_of,
    is_same,
    said,
    says_as_much,
)
from scorecard.reading.city_text import Field, answer_fields, city_edition_text, entry_lines, evidence_fields
from scorecard.reading.spans import Spans
from scorecard.reading.text import Entry, Node, Table, parse

_ANSWER_KEYS = (*FINDING_KEYS, "reason", "evidence", "basis", "since", "owed_to", "unconfirmed", "note")
_EVIDENCE_KEYS = ("url", "title", "publisher", "seen", "quote")


@dataclass(frozen=True, slots=True)
class Kept:
    """An answer of a person that differs from what the tables say; it was left as it is."""

    criterion: str
    line: int
    says: str
    tables_say: str


@dataclass(frozen=True, slots=True)
class Edited:
    """The text after the import; with problems it is the text before.

    `left_over` are criteria whose answer has basis inventory though the tables do not say it any more.
    """

    text: str
    kept: tuple[Kept, ...] = ()
    left_over: tuple[str, ...] = ()
    problems: tuple[Problem, ...] = ()


def edit_city_edition(text: str, wanted: CityEdition, criteria: Sequence[str], *, keeps_notes: bool = False) -> Edited:
    """Bring the answers of an import into the text of a file.

    Args:
        text: of the file, without a byte order mark; empty where there is none.
        wanted: the answers, all with basis inventory, and their evidence.
        criteria: the order of new answers, usually the rubric's.
        keeps_notes: whether a note stays where it says as much as the new one, or there is no new one.

    Returns:
        The new text; the same bytes for the same answers, however often.
    """
    root, problems = parse(text, wanted.path)
    if problems:
        return Edited(text, problems=tuple(problems))
    if root is None:
        return Edited(text + ("" if not text or text.endswith("\n") else "\n") + city_edition_text(wanted, criteria))
    if not isinstance(root, Table):
        return Edited(text, problems=(_problem(wanted, root.place, "not-a-table", "the file is not made of keys"),))
    editor = _Editor(text, root, wanted, criteria, keeps_notes)
    problems = list(editor.unfit())
    if problems:
        return Edited(text, problems=tuple(problems))
    return editor.edit()


def _problem(wanted: CityEdition, place: Place, code: str, what: str) -> Problem:
    return Problem(
        wanted.path, place.line, place.column, code, what, "write one `key:` per line, indented by two spaces"
    )


class _Editor:
    """Edits one file; all edits are noted first and made at the end."""

    def __init__(self, text: str, root: Table, wanted: CityEdition, criteria: Sequence[str], keeps_notes: bool) -> None:
        self._spans, self._root, self._wanted = Spans(text), root, wanted
        self._criteria, self._keeps_notes = criteria, keeps_notes
        self._sections = {key: entries_of(root, key) for key in ("evidence", "answers")}

    def unfit(self) -> Iterator[Problem]:
        """Report sections in a form that cannot be edited line by line."""
        for key in self._sections:
            entry = self._root.entry(key)
            if entry is None or entry.value is None:
                continue
            if not isinstance(entry.value, Table):
                yield _problem(self._wanted, entry.value.place, "not-a-table", f'"{key}" is not made of keys')
            elif self._spans.is_flow(entry.value) and entry.value.entries:
                yield _problem(self._wanted, entry.value.place, "not-editable", f'"{key}" stands in braces on one line')

    def edit(self) -> Edited:
        """Note all edits and make them."""
        names = self._evidence_names()
        evidence = {names[name]: replace(one, id=names[name]) for name, one in self._wanted.evidence.items()}
        answers = {
            criterion: replace(answer, evidence=tuple(names.get(name, name) for name in answer.evidence))
            for criterion, answer in self._wanted.answers.items()
        }
        kept = tuple(kept for criterion, answer in answers.items() if (kept := self._kept(criterion, answer)))
        blocked = {criterion for criterion in answers if self._is_persons(criterion)}
        open_answers = {name: answer for name, answer in answers.items() if name not in blocked}
        used = {name for answer in open_answers.values() for name in answer.evidence}
        self._bring(
            "evidence", {name: evidence_fields(one) for name, one in evidence.items() if name in used}, list(evidence)
        )
        self._bring("answers", {name: answer_fields(one) for name, one in open_answers.items()}, self._criteria)
        left_over = tuple(name for name in self._sections["answers"] if self._is_left_over(name))
        return Edited(self._spans.edited(), kept, left_over)

    def _is_persons(self, criterion: str) -> bool:
        entry = self._sections["answers"].get(criterion)
        return entry is not None and entry.value is not None and basis_of(entry.value) != "inventory"

    def _is_left_over(self, criterion: str) -> bool:
        entry = self._sections["answers"][criterion]
        return (
            criterion not in self._wanted.answers and entry.value is not None and basis_of(entry.value) == "inventory"
        )

    def _kept(self, criterion: str, answer: Answer) -> Kept | None:
        entry = self._sections["answers"].get(criterion)
        if entry is None or entry.value is None or not self._is_persons(criterion) or answer.finding.is_unknown:
            return None
        says, found = finding_of(entry.value), said(answer_fields(answer))
        return None if says == found else Kept(criterion, entry.value.place.line, says, found)

    def _evidence_names(self) -> dict[str, str]:
        """Give each piece of evidence an id that no person uses for something else."""
        persons = {name for node in self._persons_nodes() for name in evidence_ids(node)}
        names: dict[str, str] = {}
        for name, one in self._wanted.evidence.items():
            candidates = (name if number == 1 else f"{name}-{number}" for number in range(1, 10_000))
            names[name] = next(
                word for word in candidates if word not in names.values() and self._is_free(word, one, persons)
            )
        return names

    def _is_free(self, name: str, one: Evidence, persons: set[str]) -> bool:
        entry = self._sections["evidence"].get(name)
        if entry is None or name not in persons:
            return name not in persons
        return isinstance(entry.value, Table) and not differing(entry.value, evidence_fields(one), _EVIDENCE_KEYS)

    def _persons_nodes(self) -> Iterator[Node]:
        for entry in self._root.entries:
            if entry.key.value not in self._sections and entry.value is not None:
                yield entry.value
        for criterion, entry in self._sections["answers"].items():
            if entry.value is not None and self._is_persons(criterion):
                yield entry.value
            elif isinstance(entry.value, Table):
                yield from (inner.value for inner in entry.value.entries if isinstance(inner.value, Table))

    def _bring(self, section: str, wanted: Mapping[str, Sequence[Field]], order: Sequence[str]) -> None:
        own = _ANSWER_KEYS if section == "answers" else _EVIDENCE_KEYS
        new: list[str] = []
        for key in sorted(wanted, key=list(order).index):
            entry = self._sections[section].get(key)
            if entry is None:
                new.append(key)
            elif isinstance(entry.value, Table):
                self._change(entry, entry.value, wanted[key], own)
            elif entry.value is None:
                self._spans.insert_below(entry, entry_lines(key, wanted[key], self._spans.indent(entry))[1:])
            else:
                self._spans.replace_node(entry.value, Field(key, tuple(wanted[key])).inline())
        self._insert(section, new, wanted, order)

    def _insert(
        self, section: str, new: Sequence[str], wanted: Mapping[str, Sequence[Field]], order: Sequence[str]
    ) -> None:
        if not new:
            return
        present = self._sections[section]
        if not present:
            self._open(section, [line for key in new for line in entry_lines(key, wanted[key])])
            return
        first = next(iter(present.values()))
        indent = self._spans.indent(first)
        place = {key: number for number, key in enumerate(order)}
        for key in new:
            before = [one for one in present if place.get(one, len(place)) < place[key]]
            lines = entry_lines(key, wanted[key], indent)
            nearest = max(before, key=lambda one: place[one], default=None)
            if nearest is not None:
                self._spans.insert_below(present[nearest], lines)
            elif section == "evidence":
                self._spans.insert_below(list(present.values())[-1], lines)
            else:
                self._spans.insert_above(first, lines)

    def _open(self, section: str, lines: Sequence[str]) -> None:
        """Put a section in that is missing or empty."""
        entry = self._root.entry(section)
        answers = self._root.entry("answers")
        if entry is not None:
            if entry.value is not None:
                self._spans.replace_node(entry.value, "")
            self._spans.insert_below(entry, lines)
        elif section == "evidence" and answers is not None:
            self._spans.insert_above(answers, [f"{section}:", *lines])
        else:
            self._spans.append([f"{section}:", *lines])

    def _change(self, entry: Entry, table: Table, fields: Sequence[Field], own: Sequence[str]) -> None:
        """Change the fields of one entry that differ; comments, order and foreign keys stay."""
        if self._keeps_notes and says_as_much(table, fields):
            own = [key for key in own if key != "note"]
            fields = [field for field in fields if field.key != "note"]
        if not differing(table, fields, own):
            return
        if self._spans.is_flow(table):
            self._spans.replace_flow(entry, table, fields, own)
            return
        wanted = {field.key: field for field in fields}
        for inner in table.entries:
            field = wanted.get(inner.key.value)
            if field is None and inner.key.value in own:
                self._spans.remove(inner)
            elif field is not None and inner.value is None:
                self._spans.insert_after_key(inner, f" {field.inline()}")
            elif field is not None and inner.value is not None and not is_same(inner.value, field):
                self._spans.replace_node(inner.value, field.inline())
        self._add_fields(table, fields)

    def _add_fields(self, table: Table, fields: Sequence[Field]) -> None:
        above: Entry | None = None
        for field in fields:
            inner = table.entry(field.key)
            if inner is not None:
                above = inner
                continue
            line = f"{' ' * self._spans.indent(table.entries[0])}{field.key}: {field.inline()}"
            if above is None:
                self._spans.insert_above(table.entries[0], [line])
            else:
                self._spans.insert_below(above, [line])

"""What was used and what was left out in, a report per city out: as text, or as records for programs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from scorecard.problem import counted, one_line
from scorecard.sources.merge import Merged
from scorecard.sources.record import LeftOut


@dataclass(frozen=True, slots=True)
class Kept:
    """An answer of a person that was left as it is though the tables say something else."""

    path: str
    line: int
    criterion: str
    says: str
    tables_say: str


@dataclass(frozen=True, slots=True)
class Report:
    """What an import did. `files` maps each changed path to `new` or `changed`."""

    merged: Mapping[tuple[str, str], Merged]
    left_out: Sequence[LeftOut]
    kept: Sequence[Kept] = ()
    left_over: Sequence[tuple[str, str]] = ()
    files: Mapping[str, str] | None = None
    notes: Sequence[str] = ()

    def text(self) -> str:
        """Write it for people: per city, then the totals."""
        cities = sorted({city for city, _ in self.merged} | {row.city for row in self.left_out if row.city})
        lines = [line for city in cities for line in self._city_lines(city)]
        return "\n".join(map(one_line, [*lines, *self._totals(), *self.notes])) + "\n"

    def records(self) -> dict[str, object]:
        """Give it for programs; keys as the names say, lists in the order of city, edition and criterion."""
        return {
            "used": [
                {"city": city, "edition": edition, "criterion": fact.criterion, "from": fact.source, "row": fact.row}
                for (city, edition), merged in self.merged.items()
                if merged.counts
                for fact in merged.used
            ],
            "left_out": [
                {"city": one.city, "edition": one.edition, "from": one.source, "why": one.why, "row": one.row}
                for one in self.left_out
            ],
            "kept": [
                {
                    "path": one.path,
                    "line": one.line,
                    "criterion": one.criterion,
                    "says": one.says,
                    "tables": one.tables_say,
                }
                for one in self.kept
            ],
            "left_over": [{"path": path, "criterion": criterion} for path, criterion in self.left_over],
            "files": dict(self.files or {}),
        }

    def _city_lines(self, city: str) -> Iterator[str]:
        yield city
        for (owner, edition), merged in self.merged.items():
            if owner == city:
                sources = Counter(fact.source for fact in merged.used)
                said = ", ".join(f"{source} {number}" for source, number in sorted(sources.items())) or "remarks alone"
                end = "" if merged.counts else "; none of it counts any more, so no file is made"
                yield f"  {edition}: {counted(len(merged.used), 'answer')} ({said}){end}"
        reasons = Counter((row.edition, row.source, row.why) for row in self.left_out if row.city == city)
        for (edition, source, why), number in sorted(reasons.items()):
            yield f"  left out{f' in {edition}' if edition else ''}: {counted(number, 'row')} of {source}: {why}"

    def _totals(self) -> Iterator[str]:
        for kept in self.kept:
            yield f"{kept.path}:{kept.line}: kept {kept.criterion} ({kept.says}); the tables say {kept.tables_say}"
        for path, criterion in self.left_over:
            yield f"{path}: {criterion} has basis inventory, and no table says it now; take it out or look it up"
        yield "Answers by edition and criterion"
        written = [(edition, merged) for (_, edition), merged in self.merged.items() if merged.counts]
        totals = Counter((edition, fact.criterion) for edition, merged in written for fact in merged.used)
        for edition in sorted({edition for edition, _ in written}):
            number = sum(one == edition for one, _ in written)
            parts = [f"{criterion} {total}" for (one, criterion), total in sorted(totals.items()) if one == edition]
            yield f"  {edition}, {counted(number, 'city file')}: {', '.join(parts)}"
        yield "Rows left out, by reason"
        reasons = Counter((row.source, row.why) for row in self.left_out)
        for (source, why), number in sorted(reasons.items(), key=lambda item: (item[0][0], -item[1], item[0][1])):
            yield f"  {source}: {number} · {why}"
        files = Counter((self.files or {}).values())
        yield f"{counted(files['new'], 'new file')}, {counted(files['changed'], 'changed file')}"

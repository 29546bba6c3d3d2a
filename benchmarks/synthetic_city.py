"""A number and a rubric in, the two files of one synthetic agency out; the same number gives the same files anywhere.

Nothing here says anything about a real agency: names, addresses and answers are drawn by chance.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from hashlib import sha256
from random import Random

from scorecard.model.rubric import Criterion, Rubric

AS_OF = date(2026, 6, 30)
SEED = "synthetic agencies, first series"
CHANGED = "oversight"
"""The criterion that every agency has an answer for, on one line of its own, so that a benchmark can change it."""

_KINDS = ("data portal", "yearly report", "policy manual", "council minutes", "dashboard", "contract", "web page")
_QUOTES = (
    "Members shall report each use of force before the end of the shift.",
    "This data set is updated on the first business day of each month.",
    "The board reviews each complaint within 90 days & publishes its finding.",
    "An officer who sees force beyond what the law allows must step in.",
)
_NOTES = (
    "The page lists **every** record since 2019. Those of *two* months are missing; see [the notes]({url}).",
    'The manual says "may", not "shall". So the rule leaves a choice to the officer.',
    "Counted by hand:\\n\\n- records with a place: 1,204\\n- records without: 31\\n\\nThe portal says so as well.",
    "Found through the search of the portal; the address changed in [March]({url}), & the old one leads there.",
)


@dataclass(frozen=True, slots=True)
class SyntheticCity:
    """One agency: its id and the text of its two files."""

    id: str
    city: str
    answers: str


def synthetic_city(number: int, rubric: Rubric) -> SyntheticCity:
    """Make up an agency.

    Args:
        number: from 1; everything else is drawn by chance from it.
        rubric: whose criteria are answered.
    """
    return _Drawing(number, rubric).city()


class _Drawing:
    """Draws one agency: how good it is, how well it is known, and so each answer."""

    def __init__(self, number: int, rubric: Rubric) -> None:
        self.id = f"synthetic-agency-{number:05}"
        self.name = f"Synthetic agency {number:05}"
        self.number = number
        self.rubric = rubric
        # A text seeds the generator through SHA-512, so that neither hash seed nor platform matter.
        self.random = Random(f"{SEED}/{number}")  # noqa: S311  # nothing is kept secret by it
        self.quality = self.random.betavariate(1.6, 1.6)
        # Nine of ten are known well enough for a rank; the rest have a few answers.
        self.known = self.random.uniform(0.82, 1) if self.random.random() < 0.9 else self.random.uniform(0.15, 0.5)
        self.site = f"https://agency-{number:05}.example"
        self.evidence: dict[str, date] = {}

    def city(self) -> SyntheticCity:
        """Write both files."""
        state = f"X{chr(ord('A') + self.number % 26)}"
        population = int(10 ** self.random.uniform(3.5, 6.5))
        city = (
            f'name: "{self.name}"\nstate: {state}\nagency: "{self.name} Police Department"\n'
            f'population: {population}\nwebsite: "{self.site}/police"\n'
        )
        evidence = "".join(self._evidence())
        answers = "".join(self._answers())
        return SyntheticCity(self.id, city, f"evidence:\n{evidence}answers:\n{answers}{self._reply()}{self._pledge()}")

    def _evidence(self) -> Iterator[str]:
        for at in range(1, self.random.randint(10, 20) + 1):
            kind = self.random.choice(_KINDS)
            # One in ten is from years ago; the first two are always recent.
            is_old = at > 2 and self.random.random() < 0.1
            days = self.random.randint(1200, 2200) if is_old else self.random.randint(0, 240)
            seen, name = AS_OF - timedelta(days), f"{kind.replace(' ', '-')}-{at}"
            self.evidence[name] = seen
            url = f"{self.site}/{kind.replace(' ', '/')}?page={at}&year={seen.year}"
            yield f'  {name}:\n    url: "{url}"\n    title: "{kind.capitalize()} {at} of {self.name}"\n'
            yield f'    publisher: "{self.name} Police Department"\n    seen: {seen}\n'
            if self.random.random() < 0.4:
                yield f'    archived: "https://archive.example/{seen:%Y%m%d}/{url}"\n'
            if self.random.random() < 0.25:
                yield f'    sha256: "{sha256(url.encode()).hexdigest()}"\n'
            if self.random.random() < 0.3:
                yield f'    quote: "{self.random.choice(_QUOTES)}"\n'

    def _answers(self) -> Iterator[str]:
        best: dict[str, int] = {}
        for criterion in self.rubric.criteria.values():
            text = self._one(criterion, best)
            if text is not None:
                yield f"  {criterion.id}:{text}\n"

    def _one(self, criterion: Criterion, best: dict[str, int]) -> str | None:
        """Draw an answer; `best` holds the best rung that a leader's answer leaves, and gets this one's."""
        sources = self._sources()
        if criterion.id == CHANGED:
            return f" {{level: {criterion.levels[self._rung(criterion)].id}, evidence: [{sources}]}}"
        if self.random.random() > self.known:
            return " unknown" if self.random.random() < 0.5 else None
        follows = criterion.follows
        if criterion.measure is not None:
            return self._measured(criterion, sources)
        rung = self._rung(criterion)
        if follows is not None:
            leader = self.rubric.criteria[follows.criterion]
            at = best.get(leader.id, 0)
            if at == leader.lowest:
                return None
            cap = follows.caps.get(leader.levels[at].id)
            rung = max(rung, criterion.rung(cap) if cap is not None else 0)
        claim, top = self._claim(criterion, rung)
        is_leader = any(one.follows and one.follows.criterion == criterion.id for one in self.rubric.criteria.values())
        if is_leader or follows is not None:
            # What others are held against is kept plain: one claim, from a recent source.
            best[criterion.id] = top
            return f" {{{claim}, evidence: [{next(iter(self.evidence))}]}}"
        return self._with_extras(criterion, claim, rung, sources)

    def _rung(self, criterion: Criterion) -> int:
        """Draw a rung, the better the agency the nearer to the best."""
        at = (1 - self.quality) * criterion.lowest + self.random.gauss(0, 0.55)
        return min(max(round(at), 0), criterion.lowest)

    def _claim(self, criterion: Criterion, rung: int) -> tuple[str, int]:
        """Write a level or a bound, and count the best rung that it leaves."""
        level, roll = criterion.levels[rung].id, self.random.random()
        if roll < 0.06 and rung > 0:
            return f"no_better_than: {level}", rung
        if roll < 0.12 and rung < criterion.lowest:
            return f"no_better_than: {level}, no_worse_than: {criterion.levels[rung + 1].id}", rung
        if roll < 0.16 and criterion.follows is None:
            return f"no_worse_than: {level}", 0
        return f"level: {level}", rung

    def _measured(self, criterion: Criterion, sources: str) -> str:
        first = self.evidence[sources.split(",", maxsplit=1)[0]]
        if criterion.measure == "lag":
            days = int(10 ** self.random.uniform(0.6, 1.6 + 1.6 * (1 - self.quality)))
            return f" {{newest: {first - timedelta(days)}, evidence: [{sources}], basis: measured}}"
        present, unsure = [], []
        for element in criterion.elements:
            roll = self.random.random()
            if roll < 0.15 + 0.8 * self.quality:
                present.append(element)
            elif roll > 0.96:
                unsure.append(element)
        perhaps = f", unsure: [{', '.join(unsure)}]" if unsure else ""
        return f" {{present: [{', '.join(present)}]{perhaps}, evidence: [{sources}], basis: measured}}"

    def _with_extras(self, criterion: Criterion, claim: str, rung: int, sources: str) -> str:
        """Add what some answers have besides: a note, a second reader, another holder, a day, a reason."""
        level, roll = criterion.levels[rung].id, self.random.random()
        if roll < 0.02:
            return f' {{level: not_applicable, reason: "The county does this for {self.name}", evidence: [{sources}]}}'
        if roll < 0.06:
            other = criterion.levels[rung - 1 if rung else 1].id
            settled = f', settled: {{level: {level}, because: "Both read it again"}}' if roll < 0.05 else ""
            return f" {{level: {level}, evidence: [{sources}], by: AB, second: {{level: {other}, by: CD}}{settled}}}"
        if roll < 0.32:
            note = self.random.choice(_NOTES).format(url=f"{self.site}/notes?of={criterion.id}&part=2")
            note = note.replace('"may"', '\\"may\\"').replace('"shall"', '\\"shall\\"')
            form = claim.replace(", ", "\n    ")
            return f'\n    {form}\n    evidence: [{sources}]\n    basis: inventory\n    note: "{note}"'
        extras = (", owed_to: state", f", since: {AS_OF - timedelta(400)}", ", unconfirmed: true", ", basis: inventory")
        return f" {{{claim}, evidence: [{sources}]{extras[int(roll * 10) % 4] if roll > 0.7 else ''}}}"

    def _sources(self) -> str:
        names = list(self.evidence)
        return ", ".join(dict.fromkeys(self.random.choices(names, k=self.random.choice((1, 1, 2)))))

    def _reply(self) -> str:
        if self.random.random() > 0.3:
            return ""
        return (
            'reply:\n  sent: 2026-05-04\n  received: 2026-05-20\n  from: "Office of the Mayor"\n'
            '  text: "We thank the reviewers.\\n\\n- The set is **weekly** now.\\n- More is to follow."\n'
            f'  points:\n    {CHANGED}: {{says: "The board is new & independent.", disposition: partly, '
            'because: "It has no power to call witnesses."}\n'
        )

    def _pledge(self) -> str:
        name = next(iter(self.evidence))
        return f"pledge: {{signed: 2020-06-10, evidence: [{name}]}}\n" if self.random.random() < 0.2 else ""

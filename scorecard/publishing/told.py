"""An edition in, for each city that gets advice a digest of what it is told of others out, criterion by criterion.

What a city is told for a criterion rests on who does it, who they are and where that
is shown. So a whole column, one criterion for all cities, is remembered by a digest
of that, and worked out again only where that has changed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import cached_property
from hashlib import sha256

from scorecard.model.project import City
from scorecard.publishing.keys import digest
from scorecard.publishing.proofs import ProofOf
from scorecard.scoring.coded import WIDTH, codes_of
from scorecard.scoring.examples import Examples
from scorecard.scoring.result import EditionResult

CELL = 12  # bytes of a digest: enough that no two texts share one
_FIRST, _NOT_ASKED = "00", "-"  # how codes begin where a city certainly does it, and where it need not


class Told:
    """What advice in one edition says of other cities; made once for all cities of it.

    `advised` are the cities that get advice, by id, in the order of the columns.
    """

    def __init__(
        self,
        result: EditionResult,
        advised: Mapping[str, City],
        examples: Examples,
        proof_of: ProofOf,
        columns: Columns | None = None,
    ) -> None:
        """Take an edition; where `columns` is None, all are made here when the first is needed."""
        self.result = result
        self.advised, self._examples, self._proof_of = advised, examples, proof_of
        self._columns_of = columns or all_columns
        self._at = {city: CELL * place for place, city in enumerate(advised)}
        self._places = {criterion: WIDTH * place for place, criterion in enumerate(result.rubric.criteria)}
        self._public = result.public()
        self._codes = {city: codes_of(one.criteria) for city, one in result.cities.items()}

    def of(self, city: str) -> str:
        """Digest what a city is told of others, over all criteria that it is asked and does not certainly meet."""
        codes, at = self._codes[city], self._at[city]
        cells = [
            column[at : at + CELL]
            for place, column in self._columns
            if codes[place] != _NOT_ASKED and not codes.startswith(_FIRST, place)
        ]
        return sha256(b"".join(cells)).hexdigest()[:32]

    def prepare(self) -> None:
        """Make or find all columns now, so that processes forked later share them."""
        len(self._columns)

    @cached_property
    def _columns(self) -> list[tuple[int, bytes]]:
        found = self._columns_of(self)
        return [(place, found[criterion]) for criterion, place in self._places.items()]

    def rests_on(self, criterion: str) -> str:
        """Digest all that a column rests on."""
        return digest([self._roster, criterion, *self._able(criterion)])

    @cached_property
    def _roster(self) -> str:
        who = (f"{one.id} {one.state} {one.population}" for one in self.advised.values())
        return digest([self.result.edition.id, *who])

    @cached_property
    def _who(self) -> dict[str, str]:
        """Say once who each city that counts is."""
        cities = ((city, self._examples.cities[city]) for city in self._public)
        return {city: f"{one.name}\1{one.state}\1{one.population}" for city, one in cities}

    def _able(self, criterion: str) -> Iterator[str]:
        """Give who certainly does it, and of those that count what is said of them."""
        edition, place, who = self.result.edition.id, self._places[criterion], self._who
        for city, codes in self._codes.items():
            if codes.startswith(_FIRST, place):
                yield city
                if city in self._public:
                    yield who[city]
                    yield from self._proof_of(edition, city, criterion) or ("-",)

    def column(self, criterion: str) -> bytes:
        """Make a column: `CELL` bytes for each advised city, zeros where it does it itself."""
        edition, place = self.result.edition.id, self._places[criterion]
        said: dict[str, str] = {}

        def words(city: str) -> str:
            if city not in said:
                other = self._examples.cities[city]
                said[city] = "\1".join(
                    (city, other.name, other.state, *(self._proof_of(edition, city, criterion) or ()))
                )
            return said[city]

        def cell(who: City) -> bytes:
            if self._codes[who.id].startswith(_FIRST, place):
                return bytes(CELL)
            named = map(words, self._examples.of(who, criterion))
            return sha256("\1".join((criterion, *named)).encode()).digest()[:CELL]

        return b"".join(map(cell, self.advised.values()))


Columns = Callable[[Told], Mapping[str, bytes]]
"""Gives all columns by criterion, made now or remembered."""


def all_columns(told: Told) -> dict[str, bytes]:
    """Make all columns."""
    return {criterion: told.column(criterion) for criterion in told.result.rubric.criteria}

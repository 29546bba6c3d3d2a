"""The old site in, what still holds of its SQLite file out: which cities' rows, and which editions' scores."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from scorecard.building.cache import Cache
from scorecard.building.disk import digest_of
from scorecard.building.produce import Producer
from scorecard.publishing.citing import scores_path
from scorecard.publishing.keys import Keys
from scorecard.scoring.result import EditionResult

SQLITE = "data/scorecard.sqlite"


@dataclass(frozen=True, slots=True)
class Former:
    """A SQLite file of the old site.

    `path` and `sha256` are its own. `same` are the cities whose own files are what they were, so that
    their rows of answers and of evidence are; `others` those that are not, or are gone, in their order.
    `scored` are the editions whose scores are what they were.
    """

    path: Path
    sha256: str
    same: frozenset[str]
    others: Sequence[str]
    scored: frozenset[str]

    @property
    def is_itself(self) -> bool:
        """Whether it is byte for byte what the build left there; it is read whole."""
        return digest_of(self.path) == self.sha256


def key_of_rows(keys: Keys, cities: Mapping[str, str]) -> str:
    """Make the key of what holds the rows of all cities, given the digest of each city's own files."""
    return keys.common("bulk", *cities.values())


def find_former(cache: Cache, producer: Producer, keys: Keys, results: Mapping[str, EditionResult]) -> Former | None:
    """Find what still holds of the old site's SQLite file, and remember for the next build what this one's rests on.

    What was remembered of the old one is believed where its key comes out of it.
    """
    if not keys.shared:
        return None
    cache.put(f"rows {key_of_rows(keys, keys.cities)}", json.dumps(dict(keys.cities)).encode())
    entry = producer.old.files.get(SQLITE)
    kept = None if entry is None else cache.get(f"rows {entry.key}")
    if entry is None or kept is None or not entry.is_of(f"{producer.out}/{SQLITE}"):
        return None
    before: dict[str, str] = json.loads(kept)
    if key_of_rows(keys, before) != entry.key:
        return None
    same = frozenset(city for city, key in keys.cities.items() if before.get(city) == key)
    others = sorted({*before, *keys.cities} - same)
    documents = {name: producer.old.files.get(scores_path(result.edition)) for name, result in results.items()}
    scored = frozenset(
        name for name, one in documents.items() if one is not None and one.key == keys.lists([name], "document")
    )
    return Former(producer.out / SQLITE, entry.sha256, same, others, scored)

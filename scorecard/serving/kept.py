"""A census in, its cities' files as they were then out: a preview stays whole while its sources are being edited."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TypeVar

from scorecard.building.census import Census
from scorecard.building.inputs import CitySource, Inputs
from scorecard.problem import SourcesChanged
from scorecard.publishing.whole_city import WholeCity

Value = TypeVar("Value")
Texts = Mapping[str, Mapping[str, bytes]]
"""City id -> path as problems show it -> content."""


@dataclass(frozen=True, slots=True)
class Kept:
    """All cities of a census with the `texts` of their files; `folder` is where these are laid out to be read again."""

    census: Census
    texts: Texts
    folder: Path

    def load(self, city: str) -> WholeCity:
        """Give one city with all its answers, as it was surveyed, whatever stands in the project now."""
        inputs = self.census.inputs
        with TemporaryDirectory(dir=self.folder) as place:
            there = _laid_out(inputs.cities[city], self.texts[city], Path(place))
            return replace(self.census, inputs=replace(inputs, cities={city: there})).load(city)


def keep_texts(inputs: Inputs, before: Inputs | None, kept: Texts) -> dict[str, Mapping[str, bytes]]:
    """Read the files of every city; those of cities that are what they were `before` are taken from `kept`.

    Raises:
        SourcesChanged: a file is not any more what its digest says.
    """
    same = {city for city, one in inputs.cities.items() if before is not None and before.cities.get(city) == one}
    return {city: kept[city] if city in same else dict(_texts(one)) for city, one in inputs.cities.items()}


def _texts(source: CitySource) -> Iterator[tuple[str, bytes]]:
    for folder in source.folders:
        for shown, digest in _in(folder.shown, source.files):
            try:
                content = (folder.path / shown.removeprefix(f"{folder.shown}/")).read_bytes()
            except OSError as error:
                raise SourcesChanged(f"{shown} went away while it was read") from error
            if sha256(content).hexdigest() != digest:
                raise SourcesChanged(f"{shown} changed while it was read")
            yield shown, content


def _laid_out(source: CitySource, texts: Mapping[str, bytes], place: Path) -> CitySource:
    folders = []
    for number, folder in enumerate(source.folders):
        there = place / str(number) / source.id
        there.mkdir(parents=True)
        for shown, content in _in(folder.shown, texts):
            (there / shown.removeprefix(f"{folder.shown}/")).write_bytes(content)
        folders.append(replace(folder, path=there))
    return replace(source, folders=tuple(folders))


def _in(shown: str, paths: Mapping[str, Value]) -> Iterator[tuple[str, Value]]:
    """Go through what lies in a folder."""
    return ((path, one) for path, one in paths.items() if path.rpartition("/")[0] == shown)

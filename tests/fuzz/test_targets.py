"""Made-up bytes of every shape in: the reader, the Markdown step and each importer end in records or problems."""

from __future__ import annotations

from types import ModuleType

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scorecard.sources.cities import KINDS
from tests.fuzz import importers, markdown, reader
from tests.fuzz.files import JUNK, TARGETS, file

ANY = st.one_of(
    st.binary(max_size=200),
    st.text(max_size=200).map(lambda text: text.encode("utf-8", errors="surrogatepass")),
    st.lists(st.sampled_from([one for one in JUNK if len(one) < 100]), max_size=20).map(b"".join),
)


@pytest.mark.parametrize("target", TARGETS.values(), ids=TARGETS)
def test_what_is_whole_is_read(target: ModuleType) -> None:
    """The files that fuzzing starts from go through every target."""
    told = [target.run(seed) for seed in target.seeds()]
    assert len(told) > 3
    assert [] == [one for problems in told for one in reader.odd(problems)]
    assert [] in told or target is reader  # a file that is whole as one kind is broken as all others


@settings(max_examples=300, deadline=None)
@given(st.integers(0, 1_000_000))
def test_a_fuzzed_file_breaks_nothing(number: int) -> None:
    """A mutated, spliced or made-up file of any kind gives problems with their places, or none."""
    target, raw = file(number)
    assert [] == reader.odd(TARGETS[target].run(raw))


@settings(max_examples=200, deadline=None)
@given(ANY)
def test_any_bytes_break_no_reader(raw: bytes) -> None:
    """Bytes of any kind are settings, a rubric, a city and answers, or problems."""
    assert [] == reader.odd([*reader.run(raw), *markdown.run(raw)])


@settings(max_examples=200, deadline=None)
@given(st.integers(0, len(KINDS) - 1), ANY, st.booleans())
def test_any_bytes_break_no_importer(kind: int, raw: bytes, has_header: bool) -> None:
    """Bytes of any kind below the header of a table, or in its place, are facts or problems."""
    seed = importers.seeds()[kind]
    assert [] == reader.odd(importers.run(seed + raw if has_header else bytes([kind]) + raw))

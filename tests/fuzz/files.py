"""A number in, a fuzzed file out, always the same one: its target (`reader`, `markdown`, `importers`) and its bytes.

Four kinds: parts of whole and broken files with junk put in, parts of two files spliced, values of the right
shape and any content, and byte soup.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from random import Random

from tests.fuzz import importers, markdown, reader

TARGETS = {"reader": reader, "markdown": markdown, "importers": importers}
WORDS = r""": | #| #1|[|]|{|}|- |"|'|&a |*a|!t |~|-1|1/0|not_applicable|unknown|[[a]]|{a: b}|../../etc/passwd|"\u0000"
|2026-13|0000-00-00|0001-01-01|9999-12-31|9999-12|yes|<<: |? |con|2026-02-30|1.5|0|.nan|.inf|1e999|999999999999|=1+1
|@SUM(A1)|,|,,|;|""|"a,b"|javascript:alert(1)|https://u:p@h.example|//h.example|[a](|**|`|<b>|&#91;|> |1. |---|
|"\ud800"|"\u202e"|x-a|0.000000000001|1/999999999999|12/31/9999|00/00/0000|01/01/0001|-0|0/1|https://h.example:99999"""
JUNK = [
    *(word.strip("\n").encode() for word in WORDS.split("|")),
    *(b"", b"\n", b"\r", b"|", b"\t", b"\x00", b"\xff", b"\xfe\xff", b"\xef\xbb\xbf", "\u202e".encode(), b"---\n"),
    *(b"9" * 5000, b"x" * 300, b"[" * 3000, b"> " * 2000, b"*a" * 3000, b"{a: " * 2000, b'"' * 999, b"a," * 9000),
    *(b"[a](" * 3000, b" #" * 5000, b"=\n" * 4000, b"- " * 4000, b"`" * 5000, b"k: v\n" * 5000, b"\xed\xa0\x80"),
]  # fmt: skip


def file(number: int) -> tuple[str, bytes]:
    """Make the file of a number."""
    chance = Random(number)  # noqa: S311  # no secret
    target = sorted(TARGETS)[number % 3]
    make = (_mutated, _mutated, _spliced, _shaped, _soup)[number // 3 % 5]
    return target, make(chance, target)[: 300 * 1024]


@cache
def _seeds(target: str) -> list[bytes]:
    found: list[bytes] = TARGETS[target].seeds()
    return found


def _mutated(chance: Random, target: str) -> bytes:
    raw = chance.choice(_seeds(target))
    for _ in range(chance.randint(1, 4)):
        start = chance.randint(0, len(raw))
        raw = raw[:start] + chance.choice(JUNK) + raw[start + chance.choice([0, 0, 1, 5, 30]) :]
    return raw


def _spliced(chance: Random, target: str) -> bytes:
    one, other = chance.choice(_seeds(target)), chance.choice(_seeds(target))
    lines = other.splitlines(keepends=True)
    chance.shuffle(lines)
    return one[: chance.randint(1, len(one))] + b"".join(lines) * chance.choice([1, 1, 1, 50])


def _shaped(chance: Random, target: str) -> bytes:
    """Keep the first line, keys and commas of a file; put junk in the place of some values."""
    edge: Callable[[bytes], tuple[bytes, bytes, bytes]] = (
        (lambda line: line.rpartition(b": ")) if target == "reader" else (lambda line: line.rpartition(b","))
    )
    head, *lines = chance.choice(_seeds(target)).splitlines(keepends=True)
    changed = []
    for line in lines:
        before, mark, after = edge(line)
        end = b"\n" if after.endswith(b"\n") else b""
        changed.append(before + mark + chance.choice(JUNK) + end if mark and chance.random() < 0.3 else line)
    return head + b"".join(changed)


def _soup(chance: Random, target: str) -> bytes:
    if target == "importers":
        return bytes([chance.randrange(9)]) + chance.randbytes(chance.randint(0, 3000))
    return b"".join(chance.choice(JUNK) for _ in range(chance.randint(1, 40))) or chance.randbytes(300)

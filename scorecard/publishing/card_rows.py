"""The answers of a card as records: rows by dimension, and the numbered sources below them."""

from __future__ import annotations

from dataclasses import dataclass

DENSE_FROM = 31  # criteria: more than thirty do not fit a page as one row each
NONE = "–"


@dataclass(frozen=True, slots=True)
class CardAnswer:
    """One answer.

    `picture` is its mark, `title` its criterion's; `word` is bold before the `finding`. `points` is `2 to
    4 of 4`, or that it is not counted. `seen` is the newest day of its sources
    and `numbers` theirs in the list of sources, both a dash where there is none.
    """

    picture: str
    title: str
    word: str
    finding: str
    points: str
    seen: str
    numbers: str

    @property
    def has_source(self) -> bool:
        """Whether any source is named."""
        return self.numbers != NONE

    @property
    def dated(self) -> str:
        """Give day and numbers as one word, which no line breaks."""
        return f"{self.seen} · {self.numbers}".replace(" ", "\N{NO-BREAK SPACE}")


@dataclass(frozen=True, slots=True)
class CardDimension:
    """The `answers` of one dimension.

    `title` and `weight` name it, `figures` is its range. `is_continued`: it began
    in the column before.
    """

    title: str
    weight: str
    figures: str
    answers: tuple[CardAnswer, ...]
    is_continued: bool = False


@dataclass(frozen=True, slots=True)
class CardSource:
    """A source.

    `number` and `title` name it, the title in a `language`, None where it is the card's,
    since a link takes no element that tells it; `href` is its address, None where there is none, and
    `about` what else is said of it.
    """

    number: str
    title: str
    language: str | None
    href: str | None
    about: str


@dataclass(frozen=True, slots=True)
class CardAnswers:
    """All answers that are shown, by `dimensions`.

    `shared` are sentences that hold for several answers, each said once with
    their titles. `sources` are those that the answers name. `is_dense`: rows are
    set in narrow `columns`, which are empty otherwise.
    """

    dimensions: tuple[CardDimension, ...]
    shared: tuple[str, ...]
    sources: tuple[CardSource, ...]
    is_dense: bool
    columns: tuple[tuple[CardDimension, ...], ...]

    @property
    def is_flowing(self) -> bool:
        """Whether there is one column with all that is too long for a page: then the renderer parts it."""
        return len(self.columns) == 1

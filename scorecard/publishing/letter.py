"""One city in one edition in, the letter that goes with its draft card out: as Markdown, and as a page to print.

The letter is a template: the packaged `packet/letter.md`, or a project's own
`letter.md`. It runs in the sandbox, and what is put into it is shown as typed.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from markupsafe import Markup

from scorecard.model.project import Project
from scorecard.model.typed import as_typed
from scorecard.problem import ProblemsFound
from scorecard.publishing.city_parts import full_name
from scorecard.publishing.hero import Hero, hero_view
from scorecard.publishing.language import say, without_marks
from scorecard.publishing.markdown import prose
from scorecard.publishing.reply_form import ReplyForm
from scorecard.publishing.templating import Templates
from scorecard.publishing.words import NOTHING_APPLIES, day
from scorecard.scoring.result import EditionResult

LETTER = "packet/letter.md"


@dataclass(frozen=True, slots=True)
class Letter:
    """What a letter may say, each written so that Markdown shows it as it is.

    `city` and its `agency`; the scorecard's `title`, `publisher` and `contact`; the
    `edition` and the day of its facts, `as_of`; `until`, the day of the release, None
    where none is set; `figures`, where the city stands, in a sentence or two.
    """

    city: str
    agency: str
    title: str
    publisher: str
    contact: str
    edition: str
    as_of: str
    until: str | None
    figures: str
    template: str = LETTER


@dataclass(frozen=True, slots=True)
class LetterPage:
    """A letter to print.

    `title` stands above the `body`, which was rendered from Markdown. `site`,
    `publisher` and `confidential` stand on every page; `language` and `subject`
    describe the file.
    """

    title: str
    body: Markup
    site: str
    publisher: str
    confidential: str
    language: str
    subject: str
    template: str = "packet/letter.html"


def letter(project: Project, result: EditionResult, city_id: str, until: date | None) -> Letter:
    """Gather what a letter may say."""
    who, settings = project.cities[city_id], project.settings
    hero = hero_view(full_name(who), result.cities[city_id], result, card=None)
    return Letter(
        city=_typed(full_name(who)),
        agency=_typed(who.agency),
        title=_typed(settings.title),
        publisher=_typed(settings.publisher),
        contact=_typed(settings.contact),
        edition=_typed(result.edition.id),
        as_of=_typed(day(result.edition.as_of)),
        until=_typed(day(until)) if until is not None else None,
        figures=_typed(say(NOTHING_APPLIES) if hero is None else _stands(hero)),
    )


def _stands(hero: Hero) -> str:
    """Say where a city stands as its card does."""
    said = (hero.words.proved, hero.words.possible, hero.words.settled)
    return " ".join(
        [say("{figures} out of 100.", figures=hero.words.figures), *(one for one in said if one is not None)]
    )


def _typed(text: str) -> str:
    return as_typed(without_marks(text))


def letter_text(view: Letter, source: bytes, shown: str) -> str:
    """Put what a letter says into its template.

    Args:
        view: what it may say.
        source: the template.
        shown: its path as problems show it.

    Raises:
        ProblemsFound: the template cannot be read, or asks for what a letter does not have.
    """
    try:
        return Templates({LETTER: source}, is_markdown=True).render(view).decode()
    except ProblemsFound as error:
        mend = "correct the letter, or remove it to use the packaged one"
        raise ProblemsFound(replace(one, path=shown, mend=mend) for one in error.problems) from error


def letter_page(text: str, form: ReplyForm) -> LetterPage:
    """Make the page of a letter; its first heading is its title."""
    told = prose(text)
    return LetterPage(
        title=told.title or form.heading,
        body=told.body,
        site=form.site,
        publisher=form.publisher,
        confidential=form.confidential,
        language=form.language,
        subject=without_marks(say("Letter to the city with the draft of its report card.")),
    )

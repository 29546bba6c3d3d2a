"""One city in one edition in, its reply form out as a record: what was found, and where the city says what it says.

The spreadsheet (`reply_sheet.py`) and the PDF form (`templates/packet/form.html`) show
the same record, and an import reads both back by the names that stand here.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from scorecard.model.project import City, Project
from scorecard.model.rubric import Criterion
from scorecard.publishing.answers import AnswerView
from scorecard.publishing.city_parts import answer_views, counted_to, full_name
from scorecard.publishing.evidence import SourceView
from scorecard.publishing.language import later, say, without_marks
from scorecard.publishing.points import of_points
from scorecard.publishing.words import day, sentence
from scorecard.scoring.result import CityResult, EditionResult

KIND = "scorecard-reply-1"
"""Names the form; another number is another form."""

STATEMENT_WORDS = 300
"""What fits on a page beside the answers, and is still read."""

COLUMNS = ("agree", "says", "source", "date", "comment")
"""What a city fills in for each question, in this order."""

PERSON = ("office", "role", "date", "statement")
"""What a city fills in once."""

AGREE: dict[str, str] = {"yes": later("yes"), "no": later("no"), "partly": later("partly")}


@dataclass(frozen=True, slots=True)
class FormSource:
    """A source as plain words: its `title`, its `address`, and the day that was `seen`."""

    title: str
    address: str
    seen: str


@dataclass(frozen=True, slots=True)
class FormField:
    """Something to fill in: its `key`, its `label`, a `hint`, and its `name` in a PDF form."""

    key: str
    label: str
    hint: str
    name: str


@dataclass(frozen=True, slots=True)
class FormChoice:
    """An answer to choose: the `value` that is stored, and the `label` that is shown."""

    value: str
    label: str


@dataclass(frozen=True, slots=True)
class FormRow:
    """One question.

    `id` is the criterion's, `number` its place, `dimension` its group, `question`
    its title and `claim` what would be true. `found` is what we found, `points`
    what that earns and could, `sources` where it stands. `fields` are for the city.
    """

    id: str
    number: int
    dimension: str
    question: str
    claim: str
    found: str
    points: str
    sources: tuple[FormSource, ...]
    fields: tuple[FormField, ...]


@dataclass(frozen=True, slots=True)
class ReplyForm:
    """The form of one city.

    `kind`, `city` and `edition` tell an import whose form it is. `language` is a
    code. `name` is the city's, `site` the scorecard's, `heading` what stands above,
    `about` agency, edition and day. `confidential` says until when it is not to be
    passed on, `guide` what to do, sentence by sentence. `person` is filled in once;
    `rows` are the questions, whose `choices` are the same for all. `contact` takes it back.
    `subject` and `publisher` describe the file; `as_of` is its only date.
    """

    kind: str
    city: str
    edition: str
    language: str
    name: str
    site: str
    heading: str
    about: str
    confidential: str
    guide: tuple[str, ...]
    person: tuple[FormField, ...]
    rows: tuple[FormRow, ...]
    choices: tuple[FormChoice, ...]
    contact: str
    subject: str
    publisher: str
    as_of: date
    template: str = "packet/form.html"


def reply_form(project: Project, result: EditionResult, city_id: str, until: date | None) -> ReplyForm:
    """Make the form of a city.

    Args:
        project: whose city it is.
        result: of the edition.
        city_id: of a city with a file in the edition that is not withdrawn.
        until: the day of the release, by which the city is asked to reply; None where none is set.
    """
    city, settings, edition = result.cities[city_id], project.settings, result.edition
    who, prefix = project.cities[city_id], f"{city_id}_{edition.id}"
    return ReplyForm(
        kind=KIND,
        city=city_id,
        edition=edition.id,
        language=settings.language,
        name=full_name(who),
        site=settings.title,
        heading=form_heading(who),
        about=without_marks(f"{who.agency} · {counted_to(edition)}"),
        confidential=confidential(until),
        guide=guide(settings.contact, until),
        person=tuple(_field(key, prefix, _PERSON) for key in PERSON),
        rows=_rows(project, result, city, prefix),
        choices=tuple(FormChoice(value, label) for value, label in choice_labels().items()),
        contact=settings.contact,
        subject=without_marks(say("Form for the city’s reply to the draft of its report card.")),
        publisher=settings.publisher,
        as_of=edition.as_of,
    )


_PERSON = {
    "office": (
        later("Office"),
        later("Which office replies, such as Office of the Mayor. No name of a person: this is published."),
    ),
    "role": (later("Role"), later("Whose reply it is by role, such as Chief of Staff. No name. May stay empty.")),
    "date": (later("Day of this reply"), later("As 2026-04-11: year, month, day.")),
    "statement": (
        later("Statement"),
        later("Up to 300 words that we print in full. No personal address and no telephone number. May stay empty."),
    ),
}
_COLUMNS = {
    "agree": (later("Agree?"), later("Choose yes, no or partly. Nothing means that you do not say.")),
    "says": (later("What should it say?"), later("The answer that you think is right, in your words.")),
    "source": (later("Source (web address)"), later("A public page that shows it, from https://.")),
    "date": (later("Date"), later("The day from which that page shows it, as 2026-04-11.")),
    "comment": (later("Comment"), later("Anything else on this question.")),
}


def column_labels() -> dict[str, str]:
    """Name the columns that a city fills in, in the language that is spoken."""
    return {key: without_marks(say(label)) for key, (label, _) in _COLUMNS.items()}


def choice_labels() -> dict[str, str]:
    """Give what a city may choose, as it is stored, with how it is shown in the language that is spoken."""
    return {value: without_marks(say(word)) for value, word in AGREE.items()}


def agree_words() -> dict[str, str]:
    """Give what a city may choose, as it may be typed in, with how it is stored: as shown, or as stored."""
    return {word: value for value, label in choice_labels().items() for word in (value, label.casefold())}


def form_heading(city: City) -> str:
    """Say whose reply it is: the title of a form."""
    return without_marks(say("Reply of {city}", city=full_name(city)))


def _field(key: str, prefix: str, words: Mapping[str, tuple[str, str]]) -> FormField:
    label, hint = words[key]
    return FormField(key, without_marks(say(label)), without_marks(say(hint)), f"{prefix}_{key}")


def confidential(until: date | None) -> str:
    """Say until when a draft is not to be passed on."""
    if until is None:
        return without_marks(say("Draft, confidential until it is released"))
    return without_marks(say("Draft, confidential until {day}", day=day(until)))


def guide(contact: str, until: date | None) -> tuple[str, ...]:
    """Say what a city is asked to do, sentence by sentence."""
    said = [
        say("This is what we found in public sources. Tell us where it is wrong or out of date."),
        say("Fill in what you want to say. What stays empty says nothing, and you need not answer every question."),
        say("A source that anyone can open counts most."),
        say("We publish your words as you write them, and what we made of them."),
        say("Leave out names, personal addresses and telephone numbers of private persons."),
    ]
    back = (
        say("Send the spreadsheet or the PDF back to {contact} by {day}.", contact=contact, day=day(until))
        if until is not None
        else say("Send the spreadsheet or the PDF back to {contact}.", contact=contact)
    )
    return tuple(without_marks(one) for one in [*said, back])


def _rows(project: Project, result: EditionResult, city: CityResult, prefix: str) -> tuple[FormRow, ...]:
    views = answer_views(city, result, project)
    listed = [(dimension.title, one) for dimension in result.rubric.dimensions for one in dimension.criteria]
    return tuple(
        FormRow(
            id=criterion.id,
            number=number,
            dimension=without_marks(title),
            question=without_marks(criterion.title),
            claim=without_marks(sentence(criterion.claim)),
            found=found_words(views[criterion.id]),
            points=_points(criterion, views[criterion.id]),
            sources=tuple(_source(one) for one in views[criterion.id].sources),
            fields=tuple(_field(key, f"{prefix}_{criterion.id}", _COLUMNS) for key in COLUMNS),
        )
        for number, (title, criterion) in enumerate(listed, start=1)
    )


def found_words(view: AnswerView) -> str:
    """Say what was found as the page does, in plain words."""
    return without_marks(" ".join([f"{sentence(view.word)} {view.finding}", *view.lines]))


def _points(criterion: Criterion, view: AnswerView) -> str:
    if view.points is None:
        return without_marks(say("Not counted"))
    return without_marks(f"{view.points} {of_points(criterion.points)}")


def _source(one: SourceView) -> FormSource:
    return FormSource(without_marks(one.title), one.href or "", without_marks(one.seen))

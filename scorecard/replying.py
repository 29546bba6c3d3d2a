"""Returned reply forms and a project in, the cities' files with their replies out, or problems and nothing written."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from scorecard.checking import check_project
from scorecard.importing import write_files, wrong_in
from scorecard.model.answer import CityEdition
from scorecard.model.project import Project
from scorecard.problem import CommandLineError, Problem, ProblemsFound, counted, did_you_mean, one_line
from scorecard.publishing.language import speaking
from scorecard.publishing.reply_form import STATEMENT_WORDS, agree_words, choice_labels, column_labels, form_heading
from scorecard.reading.city_text import Field
from scorecard.reading.decoding import decode
from scorecard.reading.disk import read_bytes
from scorecard.reading.reply_edit import NewReply, edit_reply
from scorecard.sources import reply_paper, workbook
from scorecard.sources.reply import Asked, Returned, judge
from scorecard.sources.reply_paper import read_reply_paper
from scorecard.sources.reply_record import Filled, problem_at
from scorecard.sources.reply_sheet import read_reply_sheet

_BOM = "\ufeff"
_MOST_BYTES = max(workbook.MAX_BYTES, reply_paper.MAX_BYTES)
_ENDINGS = (".xlsx", ".pdf")


@dataclass(frozen=True, slots=True)
class _Taken:
    """A form that was read: its file, whose it is, and what that file is to say."""

    path: str
    file: CityEdition
    returned: Returned


def import_replies(files: Sequence[Path], root: Path, *, received: date | None) -> tuple[str, tuple[str, ...]]:
    """Bring returned forms into the files of their cities.

    Args:
        files: spreadsheets and PDF forms.
        root: the folder with `scorecard.yaml`.
        received: the day on which they came in; the day that each names where None.

    Returns:
        What was brought in and what is to be decided, and warnings: what to look at before it is published.

    Raises:
        CommandLineError: a file is not there.
        ProblemsFound: a form, or a file that it belongs to, is wrong; nothing was written.
        OutputNotWritable: a file could not be written.
    """
    checked = check_project(root, with_drafts=True)
    if checked.project is None:
        raise ProblemsFound(checked.problems)
    project, problems = checked.project, []
    taken: list[_Taken] = []
    for path in files:
        one, wrong = _take(path, project, received)
        problems += wrong
        if one is not None:
            problems += _again(one, taken)
            taken.append(one)
    own = {one.file.path for one in taken}
    problems += [one for one in checked.problems if one.path in own]
    texts: dict[str, str] = {}
    for one in taken if not problems else ():
        new = NewReply(tuple(_fields(one.returned)), one.returned.says)
        texts[one.file.path], wrong = edited(root, project, one.file, new)
        problems += wrong
    if problems:
        raise ProblemsFound(problems)
    write_files(root, texts)
    return "".join(map(_told, taken)), tuple(warning for one in taken for warning in one.returned.warnings)


def _take(path: Path, project: Project, received: date | None) -> tuple[_Taken | None, list[Problem]]:
    """Read one form, find its city, and judge it."""
    shown = one_line(path.name)
    filled, problems = _filled(path, shown)
    if filled is None:
        return None, problems
    city, edition = filled.city.text, filled.edition.text
    answers = project.answers.get(edition)
    if answers is None:
        mend = f"use a form of {', '.join(project.answers)}{did_you_mean(edition, project.answers)}"
        return None, [problem_at(filled.edition, "unknown-edition", f'"{edition[:40]}" is no edition', mend)]
    if city not in answers or city not in project.cities:
        what = f'"{city[:60]}" is no city with a file in {edition}{did_you_mean(city, answers)}'
        return None, [problem_at(filled.city, "unknown-city", what, "use a form of this project")]
    returned, problems = judge(filled, asked_of(project, city, edition), received=received)
    return (_Taken(shown, answers[city], returned) if returned is not None else None), problems


def _filled(path: Path, shown: str) -> tuple[Filled | None, list[Problem]]:
    if path.suffix.lower() not in _ENDINGS:
        what, mend = "a reply is a spreadsheet or a PDF form", f"save it as one that ends in {' or '.join(_ENDINGS)}"
        return None, [Problem(shown, 1, 1, "wrong-ending", what, mend)]
    if not path.is_file():
        raise CommandLineError(f"there is no file {path}")
    with path.open("rb") as file:
        raw = file.read(_MOST_BYTES + 1)
    return read_reply_paper(raw, shown) if raw.startswith(b"%PDF") else read_reply_sheet(raw, shown)


def asked_of(project: Project, city: str, edition: str) -> Asked:
    """Say what a city was asked, in the words of its form."""
    reply = project.answers[edition][city].reply
    with speaking(project.settings.language):
        return Asked(
            city=city,
            edition=edition,
            heading=form_heading(project.cities[city]),
            questions={one.id: one.title for one in project.rubric_of(edition).criteria.values()},
            agree=agree_words(),
            choices=choice_labels(),
            labels=column_labels(),
            statement_words=STATEMENT_WORDS,
            sent=reply.sent.first if reply is not None and reply.sent is not None else None,
        )


def _again(one: _Taken, taken: Sequence[_Taken]) -> Iterator[Problem]:
    for other in taken:
        if other.file.path == one.file.path:
            what = f"{other.path} is a reply of {one.file.city} {one.file.edition} as well"
            yield Problem(one.path, 1, 1, "another-reply", what, "import the one that holds")


def _fields(returned: Returned) -> Iterator[Field]:
    yield Field("received", returned.received)
    if returned.sender is not None:
        yield Field("from", returned.sender, is_prose=True)
    if returned.text is not None:
        yield Field("text", returned.text, is_prose=True)


def edited(root: Path, project: Project, file: CityEdition, new: NewReply) -> tuple[str, list[Problem]]:
    """Bring a reply into the text of a city's file, and read it back as `check` would."""
    raw, problems = read_bytes(root / file.path, file.path)
    text, wrong = decode(raw or b"", file.path)
    if problems or wrong:
        return "", [*problems, *wrong]
    rubric = project.rubric_of(file.edition)
    out, problems = edit_reply(text, file.path, new, list(rubric.criteria))
    mark = _BOM if raw is not None and raw.startswith(_BOM.encode()) else ""
    return f"{mark}{out}", problems or wrong_in(out, file.path, project.settings.edition(file.edition), rubric)


def note_sent(root: Path, project: Project, file: CityEdition, sent: date, until: date | None) -> None:
    """Note in a city's file when its packet was sent, and by when it was asked to reply.

    Raises:
        ProblemsFound: the file says otherwise; nothing was written.
        OutputNotWritable: it could not be written.
    """
    days: Mapping[str, date | None] = {"sent": sent, "until": until}
    fields = tuple(Field(key, day.isoformat()) for key, day in days.items() if day is not None)
    text, problems = edited(root, project, file, NewReply(fields, {}))
    if problems:
        raise ProblemsFound(problems)
    write_files(root, {file.path: text})


def _told(one: _Taken) -> str:
    open_points = counted(len(one.returned.says), "point")
    next_step = (
        f"decide on {open_points}: write `disposition` and `because` below each\n"
        if one.returned.says
        else "no question is disputed, so there is nothing to decide\n"
    )
    return f"{one.file.path}: reply of {one.file.city} {one.file.edition} from {one.path}; {next_step}"

"""A city's file in another language: its free texts are marked, names and figures are not."""

from __future__ import annotations

from dataclasses import fields, is_dataclass

from scorecard.model.answer import CityEdition
from scorecard.model.project import Project
from scorecard.publishing.language import foreign, speaking, without_marks
from scorecard.publishing.spoken_file import spoken_file

_TEXTS = {"title", "quote", "reason", "because", "note", "says", "text"}


def _texts(one: object, name: str = "") -> list[tuple[str, str]]:
    """List every text in a record with the name of its field."""
    if isinstance(one, str):
        return [(name, one)]
    if isinstance(one, dict):
        return [found for value in one.values() for found in _texts(value, name)]
    if isinstance(one, tuple):
        return [found for value in one for found in _texts(value, name)]
    if is_dataclass(one):
        return [found for field in fields(one) for found in _texts(getattr(one, field.name), field.name)]
    return []


def _files(project: Project) -> list[CityEdition]:
    return [file for files in project.answers.values() for file in files.values()]


def test_every_free_text_is_marked_and_nothing_else(project: Project) -> None:
    """Notes, reasons, replies, quotations and titles tell their language; ids, addresses and names stay."""
    seen = set()
    for file in _files(project):
        with speaking("es"):
            found = _texts(spoken_file(file, "en"))
            expected = [(name, foreign(text, "en") if name in _TEXTS else text) for name, text in _texts(file) if text]
        assert [(name, text) for name, text in found if text] == expected
        seen |= {name for name, _ in found}
    assert _TEXTS - seen == set()


def test_a_file_without_its_marks_is_the_file(project: Project) -> None:
    """Nothing but marks is put into a file."""
    for file in _files(project):
        with speaking("es"):
            found = _texts(spoken_file(file, "en"))
        assert [(name, without_marks(text)) for name, text in found] == _texts(file)


def test_a_file_in_the_language_that_is_spoken_stays(project: Project) -> None:
    """In the project's own language, no text is marked."""
    for file in _files(project):
        assert spoken_file(file, "en") == file

"""Templates of the card against their records: one variable, known fields that are documented, and no reckoning."""

from __future__ import annotations

import re
from dataclasses import fields

import pytest
from jinja2 import meta, nodes

from scorecard.publishing.card_bars import BarDrawing
from scorecard.publishing.card_drawing import CodeDrawing, DraftDrawing, KeyDrawing, LadderDrawing, MarkDrawing
from scorecard.publishing.card_page import CardPage
from tests.publishing.test_templates import SOURCES, records, tree

TEMPLATES = sorted(path for path in SOURCES if path.startswith("card/") and path.endswith((".html", ".svg")))
PAGES = (CardPage, BarDrawing, MarkDrawing, LadderDrawing, KeyDrawing, DraftDrawing, CodeDrawing)
REACHED = {record for page in PAGES for record in records(page)}
FIELDS = {field.name for record in REACHED for field in fields(record)}
PROPERTIES = {"has_source", "dated", "is_flowing"}


@pytest.mark.parametrize("path", TEMPLATES)
def test_a_template_takes_one_variable(path: str) -> None:
    """It knows `page`, the macros and inks that it imports, and nothing else."""
    parsed = tree(path)
    imported = {name for one in parsed.find_all(nodes.FromImport) for name in one.names}
    assert meta.find_undeclared_variables(parsed) - imported <= {"page"}


@pytest.mark.parametrize("path", TEMPLATES)
def test_templates_ask_for_known_fields_alone(path: str) -> None:
    """Every name after a dot is a field of some record."""
    asked = {one.attr for one in tree(path).find_all(nodes.Getattr)}
    assert asked - FIELDS - PROPERTIES - {"last"} == set()


@pytest.mark.parametrize("record", sorted(REACHED, key=str), ids=str)
def test_every_field_is_documented(record: type) -> None:
    """The docstring of a record names each of its fields."""
    named = set(re.findall(r"[a-z_0-9]+", (record.__doc__ or "").lower()))
    assert {field.name for field in fields(record)} - named - {"template"} == set()


@pytest.mark.parametrize("path", TEMPLATES)
def test_templates_do_not_reckon(path: str) -> None:
    """No template adds, sorts, filters, or compares with a number."""
    parsed = tree(path)
    reckoning = (nodes.Add, nodes.Sub, nodes.Mul, nodes.Div, nodes.FloorDiv, nodes.Mod, nodes.Pow, nodes.Filter)
    assert not list(parsed.find_all(reckoning))
    for comparison in parsed.find_all(nodes.Compare):
        assert all(isinstance(one.value, str) for one in comparison.find_all(nodes.Const)), path

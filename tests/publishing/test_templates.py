"""Templates against the records that they are given: one variable, known fields, and no reckoning."""

from __future__ import annotations

import re
import typing
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from pathlib import Path

import pytest
from jinja2 import BaseLoader, DictLoader, meta, nodes

from scorecard.model.project import Project
from scorecard.packaged import packaged
from scorecard.problem import ProblemsFound
from scorecard.publishing import templating
from scorecard.publishing.badge import EmbedPage
from scorecard.publishing.changes import ChangesPage
from scorecard.publishing.city_views import CityPage, LittleKnownPage, WithdrawnPage
from scorecard.publishing.compare_page import ComparePage
from scorecard.publishing.criterion import CriterionPage
from scorecard.publishing.data_page import DataPage
from scorecard.publishing.figures import FiguresPage
from scorecard.publishing.letter import Letter, LetterPage
from scorecard.publishing.lists import ListPage
from scorecard.publishing.method import MethodPage
from scorecard.publishing.national import NationalPage
from scorecard.publishing.own_weights import OwnWeightsPage
from scorecard.publishing.plain_pages import EmptyPage, NotePage, ProsePage
from scorecard.publishing.pledge import PledgePage
from scorecard.publishing.questions import QuestionsPage
from scorecard.publishing.reply_form import ReplyForm
from scorecard.publishing.search import SearchPage
from scorecard.publishing.site import site_pages
from scorecard.publishing.templating import Templates, environment, read_templates, templates_of
from scorecard.scoring.result import EditionResult

PAGES: dict[type, str] = {
    EmbedPage: "site/embed.html",
    PledgePage: "site/pledge.html",
    OwnWeightsPage: "site/own-weights.html",
    ComparePage: "site/compare.html",
    SearchPage: "site/search.html",
    CityPage: "site/city.html",
    LittleKnownPage: "site/little.html",
    WithdrawnPage: "site/withdrawn.html",
    ListPage: "site/list.html",
    FiguresPage: "site/figures.html",
    NationalPage: "site/national.html",
    EmptyPage: "site/empty.html",
    CriterionPage: "site/criterion.html",
    QuestionsPage: "site/questions.html",
    MethodPage: "site/method.html",
    DataPage: "site/data.html",
    ChangesPage: "site/changes.html",
    ProsePage: "site/prose.html",
    NotePage: "site/note.html",
    ReplyForm: "packet/form.html",
    Letter: "packet/letter.md",
    LetterPage: "packet/letter.html",
}
# What only report cards print, or what only Python reads.
NOT_PRINTED = {"template", "seen_short", "is_plain", "old", "acted_short"}  # cards print some of them
SOURCES = read_templates(packaged("templates"))
OURS = sorted(
    path
    for path in SOURCES
    if path.endswith((".html", ".md")) and not path.startswith(("card/", "report/", "shared/fonts/"))
)


def records(kind: object) -> Iterator[type]:
    """Find every record that a type holds, itself first."""
    if isinstance(kind, type) and is_dataclass(kind):
        yield kind
        for held in typing.get_type_hints(kind).values():
            yield from records(held)
    for argument in typing.get_args(kind):
        yield from records(argument)


def tree(path: str) -> nodes.Template:
    """Parse one template."""
    return environment(DictLoader({})).parse(SOURCES[path].decode())


REACHED = {record for page in PAGES for record in records(page)}
FIELDS = {field.name for record in REACHED for field in fields(record)}


@pytest.mark.parametrize("path", OURS)
def test_a_template_takes_one_variable(path: str) -> None:
    """A template knows `page`, the words, the macros that it imports, and nothing else."""
    parsed = tree(path)
    imported = {name for one in parsed.find_all(nodes.FromImport) for name in one.names}
    assert meta.find_undeclared_variables(parsed) - imported <= {"page", "say", "say_count"}


@pytest.mark.parametrize(("page", "path"), PAGES.items())
def test_a_page_has_what_its_template_asks_for(page: type, path: str) -> None:
    """What a template takes from `page`, step by step, are fields of the record that it is given."""
    chain = [path]
    while chain:
        template = tree(chain.pop())
        chain += [str(one.template.as_const()) for one in template.find_all(nodes.Extends)]
        for asked in template.find_all(nodes.Getattr):
            steps = _steps(asked)
            if steps is not None:
                assert _resolves(page, steps), f"{path}: page.{'.'.join(steps)}"


def _steps(asked: nodes.Getattr) -> list[str] | None:
    """Read `page.a.b` as its steps; None for what does not start at `page`."""
    steps: list[str] = []
    at: nodes.Node = asked
    while isinstance(at, nodes.Getattr):
        steps.insert(0, at.attr)
        at = at.node
    return steps if isinstance(at, nodes.Name) and at.name == "page" else None


def _resolves(kind: object, steps: list[str]) -> bool:
    if not steps:
        return True
    choices = [one for one in (kind, *typing.get_args(kind)) if isinstance(one, type) and is_dataclass(one)]
    held = [typing.get_type_hints(one)[steps[0]] for one in choices if steps[0] in typing.get_type_hints(one)]
    return any(_resolves(one, steps[1:]) for one in held)


@pytest.mark.parametrize("path", OURS)
def test_templates_ask_for_known_fields_alone(path: str) -> None:
    """Every name after a dot is a field of some record."""
    asked = {one.attr for one in tree(path).find_all(nodes.Getattr)}
    assert asked - FIELDS == set()


def test_every_field_is_printed() -> None:
    """No record carries what no template prints."""
    asked = {one.attr for path in OURS for one in tree(path).find_all(nodes.Getattr)}
    assert FIELDS - asked - NOT_PRINTED == set()


@pytest.mark.parametrize("record", sorted(REACHED, key=str), ids=str)
def test_every_field_is_documented(record: type) -> None:
    """The docstring of a record names each of its fields."""
    named = set(re.findall(r"[a-z_0-9]+", record.__doc__ or ""))
    assert {field.name for field in fields(record)} - named - {"template", "frame"} == set()


@pytest.mark.parametrize("path", OURS)
def test_templates_do_not_reckon(path: str) -> None:
    """No template adds, sorts, or compares with a number."""
    parsed = tree(path)
    reckoning = (nodes.Add, nodes.Sub, nodes.Mul, nodes.Div, nodes.FloorDiv, nodes.Mod, nodes.Pow, nodes.Filter)
    assert not list(parsed.find_all(reckoning))
    for comparison in parsed.find_all(nodes.Compare):
        constants = [one.value for one in comparison.find_all(nodes.Const)]
        assert constants, path
        assert all(isinstance(one, str) for one in constants), path


@pytest.mark.parametrize("path", OURS)
def test_attributes_are_quoted(path: str) -> None:
    """A value inside a tag stands between quotation marks, without which it could break out."""
    text = SOURCES[path].decode()
    assert re.findall(r"<[^>\"]*=\{\{", text) == []
    assert (
        re.findall(
            r"\bstyle=|\bon[a-z]+=|<script(?! src=\"{{ page.frame.root }}{{ [a-z.]+ }}\" defer></script>"
            r"| type=\"application/ld\+json\">{{ page.structured }}</script>)|<style",
            text,
        )
        == []
    )


def test_one_environment_makes_the_whole_site(
    project: Project, results: dict[str, EditionResult], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The environment is made once, however many pages and builds there are."""
    made: list[object] = []
    make = templating.environment

    def counting(loader: BaseLoader) -> object:
        made.append(loader)
        return make(loader)

    templating._compiled.cache_clear()
    monkeypatch.setattr(templating, "environment", counting)
    for _ in range(2):
        for page in site_pages(project, results, templates=packaged("templates"), cards=frozenset(), tool_version="1"):
            page.content()
    assert len(made) == 1


class Asks:
    """A page that has a template and nothing else."""

    def __init__(self, template: str) -> None:
        self.template = template


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("one\n{{ page.nothing }}", "templates/site/x.html:2:1: template-error: "),
        ("one\ntwo\n{% if %}", "templates/site/x.html:3:1: template-error: "),
        ('{% include "site/gone.html" %}', "templates/site/x.html:1:1: template-error: it needs site/gone.html"),
        ('{% include "../../scorecard.yaml" %}', "templates/site/x.html:1:1: template-error: "),
        ("{{ page.template.__class__.__mro__ }}", "templates/site/x.html:1:1: template-error: "),
        ("{{ 1 / 0 }}", "templates/site/x.html:1:1: template-error: "),
        ("{{ range(10000000) }}", "templates/site/x.html:1:1: template-error: "),
    ],
)
def test_a_broken_template_is_a_problem_with_its_place(text: str, said: str) -> None:
    """A mistake in a project's own template is told with its line, and what reaches out is refused."""
    templates = Templates({"site/x.html": text.encode()})
    with pytest.raises(ProblemsFound) as found:
        templates.render(Asks("site/x.html"))
    assert str(found.value.problems[0]).startswith(said)


def test_values_are_escaped_and_missing_ones_are_errors() -> None:
    """Text of the data never becomes markup."""
    templates = Templates({"site/x.html": b'<p title="{{ page.template }}">{{ page.template }}</p>'})
    assert templates.render(Asks("site/x.html")) == b'<p title="site/x.html">site/x.html</p>\n'
    template = environment(DictLoader({"a": "{{ page }}"})).get_template("a")
    assert template.render(page="<b>&\"'") == "&lt;b&gt;&amp;&#34;&#39;"


def test_links_in_a_templates_folder_are_not_followed(tmp_path: Path) -> None:
    """A link in a templates folder is left out, so that no file outside can be read through it."""
    (tmp_path / "outside").mkdir()
    (tmp_path / "outside" / "secret.html").write_text("secret")
    folder = tmp_path / "templates"
    (folder / "site").mkdir(parents=True)
    (folder / "site" / "a.html").write_text("a")
    (folder / "site" / "b.html").symlink_to(tmp_path / "outside" / "secret.html")
    (folder / "more").symlink_to(tmp_path / "outside")
    assert read_templates(folder) == {"site/a.html": b"a"}
    assert templates_of(folder).sources == {"site/a.html": b"a"}

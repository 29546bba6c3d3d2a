"""The sandbox of templates: as strict as Jinja's own, with the same output, and without asking about each field."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jinja2 import DictLoader, StrictUndefined, TemplateError
from jinja2.sandbox import ImmutableSandboxedEnvironment
from markupsafe import Markup, escape

from scorecard.model.project import Project
from scorecard.packaged import packaged
from scorecard.publishing.changes_file import changes_in_memory
from scorecard.publishing.credits import add_up
from scorecard.publishing.frame import Link
from scorecard.publishing.keys import Keys
from scorecard.publishing.language import say, say_count
from scorecard.publishing.sandbox import Sandbox, printed_text
from scorecard.publishing.site import Pages
from scorecard.publishing.templating import Templates, View, environment, read_templates
from scorecard.publishing.whole_city import loader
from scorecard.scoring.result import EditionResult
from scorecard.scoring.study import studies


@dataclass(frozen=True, slots=True)
class Foreign:
    """A record of somebody else: `label` is a field like any other."""

    label: str


class Marked:
    """Something that says itself how it is written as HTML."""

    def __html__(self) -> str:
        return "<i>"


class Asked(Sandbox):
    """Our sandbox, which writes down what it was asked for."""

    asked: list[str] = []  # noqa: RUF012 - each test makes an environment of its own and empties it

    def getattr(self, obj: Any, attribute: str) -> Any:
        self.asked.append(attribute)
        return super().getattr(obj, attribute)


def rendered(text: str, **variables: object) -> str:
    """Render a template twice, so that what was learned in the first time is used."""
    template = environment(DictLoader({"a": text})).get_template("a")
    template.render(variables)
    return template.render(variables)


@pytest.mark.parametrize(
    "reaching",
    [
        "page.__class__",
        "page.label.__class__",
        "page['__class__']",
        "page|attr('__class__')",
        "page.label['__class__']",
        "page.__init__.__globals__",
        "page.\uff3f\uff3fclass\uff3f\uff3f",
        "''.__class__.__mro__",
        "'{0.__class__}'.format(page)",
        "'{a.__class__}'.format_map({'a': page})",
        "(page.label|map('upper')).gi_frame",
        "(page.label|map('upper')).gi_code",
        "numbers.append(1)",
        "numbers.clear()",
        "table.update(a=1)",
        "table.pop('a')",
        "made._func",
        "made.__call__",
        "made._environment.getattr",
        "self.__init__",
        "range.__self__",
        "cycler.__init__",
        "lipsum.__globals__",
        "range(1000000)",
        "page.gone",
        "page.label.gone",
        "page.is",
    ],
)
def test_what_reaches_out_is_refused(reaching: str) -> None:
    """Python's own parts, private names, changes and missing fields stay out of reach, the second time too."""
    text = f"{{% macro made() %}}{{% endmacro %}}{{{{ page.label }}}}{{{{ {reaching} }}}}"
    jinja = environment(DictLoader({"a": text}))
    for _ in range(2):
        with pytest.raises((TemplateError, ValueError, ArithmeticError)):  # `Templates` makes problems of them
            jinja.get_template("a").render(page=Link("a", None), numbers=[1], table={"a": 1})


def test_a_field_named_like_a_method_opens_no_method() -> None:
    """That a record has a field of some name says nothing of other values with that name."""
    template = environment(DictLoader({"a": "{{ page.label.append(1) }}{{ one.append }}"})).get_template("a")
    with pytest.raises(TemplateError):
        template.render(page=Link([], None), one=Link("a", None))  # type: ignore[arg-type]


def test_what_is_no_record_of_ours_is_read_by_the_sandbox() -> None:
    """Mappings, other records and loops work as they do in Jinja."""
    text = (
        "{{ page.label }} {{ row.label }} {% for one in rows if one.label %}{{ loop.index }}{{ one.label }}{% endfor %}"
    )
    rows = [Link("a", None), {"label": "b"}, Foreign("c")]
    assert "&lt;x&gt; y 1a2b3c" == rendered(text, page=Foreign("<x>"), row={"label": "y"}, rows=rows)


def test_a_template_may_ask_whether_a_field_is_there() -> None:
    """`is defined` stays a question, along every step."""
    text = "{{ page.label is defined }} {{ page.gone is defined }} {{ page.path.gone is defined }}"
    assert "True False False" == rendered(text, page=Link("a", "b"))


def test_macros_take_what_jinja_gives_them() -> None:
    """Defaults, names, callers, loops in macros, and text that is safe already."""
    text = (
        "{% macro made(one, two='<2>') %}{{ one }}{{ two }}{% endmacro %}"
        "{% macro around(one) %}{{ one }}{{ caller() }}{% endmacro %}"
        "{{ made('&') }}{{ made(two='b', one='a') }}{% call around('<') %}<b>{% endcall %}"
        "{% for one in rows %}{{ made(one.label) }}{% endfor %}{% set block %}{{ made('c') }}{% endset %}{{ block }}"
    )
    assert "&amp;&lt;2&gt;ab&lt;<b>x&lt;2&gt;c&lt;2&gt;" == rendered(text, rows=[Link("x", None)])


@given(st.one_of(st.text(), st.integers(), st.none(), st.booleans(), st.text().map(Markup), st.just(Marked())))
def test_what_is_printed_is_escaped_as_ever(value: object) -> None:
    """Printing has the text of `escape`, whatever the value is."""
    assert str(escape(value)) == str(printed_text(value))


def test_escaping_can_be_switched_off_and_on() -> None:
    """A block that a template marks as not to be escaped is not, and what comes after it is."""
    assert "<b>&lt;b&gt;" == rendered("{% autoescape false %}{{ a }}{% endautoescape %}{{ a }}", a="<b>")


class Watched(Templates):
    """Templates that keep every view that they were to render."""

    def __init__(self) -> None:
        super().__init__(read_templates(packaged("templates")))
        self.views: list[View] = []

    def render(self, view: View) -> bytes:
        self.views.append(view)
        return b""


def views(project: Project, results: Mapping[str, EditionResult]) -> list[Any]:
    """List the views of all pages of a project."""
    watched = Watched()
    pages = Pages(
        project,
        results,
        studies(project, results),
        engine=watched,
        cards=frozenset(),
        tool_version="1",
        keys=Keys(project, results),
        load=loader(project, results),
        credits_of_all=lambda: add_up([]),
        changes=changes_in_memory(project, results),
    )
    for artifact in [*pages.shared(), *(one for city in project.cities for one in pages.of_city(city))]:
        artifact.content()
    return watched.views


def sources(folder: Path) -> DictLoader:
    """Give the templates of a folder to an environment."""
    found = read_templates(folder).items()
    return DictLoader({name: text.decode() for name, text in found if name.endswith((".html", ".svg"))})


def test_pages_are_what_jinja_makes_of_them(project: Project, results: dict[str, EditionResult]) -> None:
    """Every page of the made-up project is, byte for byte, that of Jinja's own strict sandbox."""
    loader = sources(packaged("templates"))
    ours = environment(loader)
    plain = ImmutableSandboxedEnvironment(
        loader=loader, undefined=StrictUndefined, autoescape=True, trim_blocks=True, lstrip_blocks=True
    )
    plain.globals |= {"say": say, "say_count": say_count}
    for view in views(project, results):
        expected = plain.get_template(view.template).render(page=view)
        assert expected == ours.get_template(view.template).render(page=view)


def test_the_sandbox_is_not_asked_about_fields_that_it_knows(
    project: Project, results: dict[str, EditionResult]
) -> None:
    """Once a page was made, nothing on a page of the same kind goes the long way: a city's page has 2,500 fields."""
    asking = Asked(loader=sources(packaged("templates")), undefined=StrictUndefined, autoescape=True)
    asking.globals |= {"say": say, "say_count": say_count}
    pages = views(project, results)
    for _ in range(2):
        asking.asked.clear()
        for view in pages:
            asking.get_template(view.template).render(page=view)
    assert [] == asking.asked


def test_a_said_text_reaches_nothing_of_what_it_is_given() -> None:
    """`{part.field}` in a text that a template says finds no field: parts are plain texts by then."""
    template = environment(DictLoader({"a": "{{ say('{part.label}', part=page) }}"})).get_template("a")
    with pytest.raises(AttributeError, match="'str' object has no attribute 'label'"):
        template.render(page=Foreign("x"))

"""Templates in, cheaper code for them out, that is held as strictly: what no record declares goes through the sandbox.

Jinja asks its sandbox about each attribute, and builds a `Markup` of each text
that it prints: half the cost of a page. Code made here reads a field that a
record of ours declares without asking, since a field is data, and joins escaped
texts as they are. All else is Jinja's own: an attribute that is no field,
whatever begins with an underscore, what belongs to Python's own types.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import fields, is_dataclass
from functools import cached_property
from keyword import iskeyword
from typing import Any

import markupsafe
from jinja2 import nodes
from jinja2.compiler import CodeGenerator, Frame
from jinja2.runtime import Context, Macro
from jinja2.sandbox import ImmutableSandboxedEnvironment
from markupsafe import Markup, escape

_escaped: Callable[[str], str] = getattr(markupsafe, "_escape_inner", escape)  # the same text, not wrapped as Markup


def printed_text(value: object) -> str:
    """Escape a value for output; Markup stays as it is."""
    kind = type(value)
    if kind is str:
        return _escaped(value)  # type: ignore[arg-type]
    return value if kind is Markup else escape(value)  # type: ignore[return-value]


class _Code(CodeGenerator):
    """Writes `x.title` where `x` is a record that declares it, and Jinja's own call everywhere else."""

    def visit_Template(self, node: nodes.Template, frame: Frame | None = None) -> None:  # noqa: N802 - Jinja's name
        self.writeline("printed_text = environment.printed_text")
        for name in sorted({one.attr for one in node.find_all(nodes.Getattr) if _is_plain(one)}):
            self.writeline(f"has_{name} = environment.holders_of({name!r})")
        super().visit_Template(node, frame)

    def visit_Getattr(self, node: nodes.Getattr, frame: Frame) -> None:  # noqa: N802 - Jinja's name
        if not _is_plain(node):
            super().visit_Getattr(node, frame)
            return
        self.write(f"(held.{node.attr} if type(held := ")
        self.visit(node.node, frame)
        self.write(f") in has_{node.attr} else environment.getattr(held, {node.attr!r}))")

    def _output_child_pre(self, node: nodes.Expr, frame: Frame, finalize: CodeGenerator._FinalizeInfo) -> None:
        if frame.eval_ctx.volatile or not frame.eval_ctx.autoescape or finalize.src is not None:
            super()._output_child_pre(node, frame, finalize)
        else:
            self.write("printed_text(")


def _is_plain(node: nodes.Expr) -> bool:
    """Whether it is a variable, or reads a name that a field may have off one, in as many steps as it takes."""
    if isinstance(node, nodes.Name) or not isinstance(node, nodes.Getattr):
        return isinstance(node, nodes.Name)
    return node.attr.isascii() and not node.attr.startswith("_") and not iskeyword(node.attr) and _is_plain(node.node)


class Sandbox(ImmutableSandboxedEnvironment):
    """Jinja's strict sandbox, with the code above."""

    code_generator_class = _Code
    printed_text = staticmethod(printed_text)

    @cached_property
    def _holders(self) -> dict[str, set[type]]:
        return {}

    def holders_of(self, name: str) -> set[type]:
        """Give the types of records seen so far that declare a field of this name; it grows as templates meet more."""
        return self._holders.setdefault(name, set())

    def getattr(self, obj: Any, attribute: str) -> Any:
        """Read an attribute as the sandbox allows it, and remember a record's field as safe."""
        value = super().getattr(obj, attribute)
        if _declares(type(obj), attribute):
            self.holders_of(attribute).add(type(obj))
        return value

    def call(self, context: Context, called: Any, /, *args: Any, **kwargs: Any) -> Any:
        """Call a macro straight away, which is a template's own code; all else as the sandbox allows it."""
        if type(called) is not Macro:
            return super().call(context, called, *args, **kwargs)
        kwargs.pop("_loop_vars", None)
        kwargs.pop("_block_vars", None)
        return called(context.eval_ctx, *args, **kwargs)


def _declares(kind: type, name: str) -> bool:
    """Whether a type is a record of ours that declares a field of this name."""
    is_ours = is_dataclass(kind) and kind.__module__.startswith("scorecard.")
    return is_ours and any(field.name == name for field in fields(kind))

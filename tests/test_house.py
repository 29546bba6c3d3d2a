"""The package's own source in: which folder may import which, how long a part may be, and who may print."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
SOURCES = sorted((ROOT / "scorecard").rglob("*.py"))
MODULES = {path: ast.parse(path.read_text(encoding="utf-8")) for path in SOURCES}

LEAVES = {"problem", "model"}
ROOMS = {
    "packaged",
    "progress",
    "saving",
    "checking",
    "importing",
    "starting",
    "codes",
    "arguments",
    "choosing",
    "asking",
    "comparing",
    "packets",
    "replying",
    "standing",
}
MAY_IMPORT = {  # folder or top-level module -> what it may import besides itself (style.md, "The house")
    "problem": set[str](),
    "model": set[str](),
    "packaged": set[str](),
    "saving": {"problem"},
    "codes": {"problem"},
    "reading": LEAVES,
    "sources": LEAVES,
    "scoring": LEAVES,
    "publishing": LEAVES | {"scoring", "packaged"},
    "building": LEAVES | {"reading", "checking", "scoring", "publishing", "packaged", "saving"},
    "serving": LEAVES | {"reading", "choosing", "scoring", "publishing", "building"},
    "progress": set[str](),
    "checking": LEAVES | {"reading", "scoring"},
    "arguments": {"problem"},
    "choosing": LEAVES | {"reading", "checking", "codes", "packaged"},
    "comparing": LEAVES | {"reading", "building", "checking", "choosing", "scoring", "publishing"},
    "asking": LEAVES | {"reading", "building", "checking", "choosing", "codes", "comparing", "scoring", "publishing"},
    "starting": LEAVES | {"reading", "scoring", "publishing", "checking", "packaged", "saving"},
    "importing": LEAVES | {"reading", "scoring", "sources", "checking", "packaged", "saving"},
    "replying": LEAVES | {"reading", "sources", "publishing", "checking", "importing"},
    "packets": LEAVES | {"reading", "building", "checking", "choosing", "replying", "saving"},
    "standing": LEAVES | {"checking", "choosing"},
    "cli": LEAVES | ROOMS | {"reading", "scoring", "publishing", "building", "serving", "sources"},
    "__main__": {"cli"},
}
ONLY_IN = {
    "yaml": {"reading"},
    "jinja2": {"publishing"},
    "weasyprint": {"building", "publishing"},
    "uharfbuzz": {"publishing"},
    "numpy": {"scoring"},
    "pyarrow": {"building"},
    "PIL": {"publishing", "building"},
    "sqlite3": {"building"},
    "dask": {"building"},
    "distributed": {"building"},
    "watchfiles": {"serving"},
    "openpyxl": {"publishing"},
    "pypdf": {"building", "sources"},
}
ONLY_LATE = {"weasyprint", "uharfbuzz", "PIL", "pyarrow", "dask", "distributed", "pypdf"}
LONGEST_FUNCTION, LONGEST_MODULE = 60, 330


def place(path: Path, line: int) -> str:
    """Write where something stands."""
    return f"{path.relative_to(ROOT).as_posix()}:{line}"


def part_of(path: Path) -> str:
    """Name the folder or top-level module; the package's own `__init__` is `scorecard`."""
    inside = path.relative_to(ROOT / "scorecard")
    return inside.parts[0] if len(inside.parts) > 1 else "scorecard" if inside.stem == "__init__" else inside.stem


def imports(tree: ast.AST) -> Iterator[tuple[int, str, bool]]:
    """List line, dotted name and whether it is imported late, inside a function."""
    late = {
        id(node)
        for function in ast.walk(tree)
        if isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda)
        for node in ast.walk(function)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, one.name, id(node) in late) for one in node.names)
        elif isinstance(node, ast.ImportFrom):
            module = "." * node.level + (node.module or "")
            names = [f"scorecard.{one.name}" for one in node.names] if module == "scorecard" else [module]
            yield from ((node.lineno, name, id(node) in late) for name in names)


def forbidden(path: Path, tree: ast.AST) -> Iterator[str]:
    """Tell each import that goes against the arrows."""
    part = part_of(path)
    for line, name, is_late in imports(tree):
        top, _, rest = name.partition(".")
        other = rest.split(".")[0]
        if top == "" or (top == "scorecard" and other not in {"", "__version__", part, *MAY_IMPORT.get(part, ())}):
            yield f"{place(path, line)}: {part} must not import {other or name}"
        if part not in ONLY_IN.get(top, {part}):
            yield f"{place(path, line)}: {part} must not import {top}"
        if top in ONLY_LATE and not is_late:
            yield f"{place(path, line)}: {top} must be imported inside a function"


def test_imports_run_one_way() -> None:
    """No folder imports one that stands above it, and each library is imported where it belongs."""
    assert [] == [wrong for path, tree in MODULES.items() for wrong in forbidden(path, tree)]


def test_every_part_of_the_house_is_known() -> None:
    """A new folder or top-level module is given its arrows before it is used."""
    assert set() == {part_of(path) for path in SOURCES} - {"scorecard", *MAY_IMPORT}


@pytest.mark.parametrize(
    ("part", "code", "expected"),
    [
        ("scoring/x.py", "from scorecard.publishing.api import a", ["1: scoring must not import publishing"]),
        ("scoring/x.py", "import scorecard.publishing.api", ["1: scoring must not import publishing"]),
        ("scoring/x.py", "from scorecard import publishing", ["1: scoring must not import publishing"]),
        ("scoring/x.py", "from ..publishing import a", ["1: scoring must not import ..publishing"]),
        ("scoring/x.py", "def f():\n    import yaml", ["2: scoring must not import yaml"]),
        ("reading/x.py", "import yaml\nfrom scorecard.model.when import When", []),
        ("model/x.py", "from scorecard.problem import Problem", ["1: model must not import problem"]),
        ("building/x.py", "import weasyprint.text", ["1: weasyprint must be imported inside a function"]),
        ("building/x.py", "def f():\n    from weasyprint import HTML", []),
        ("building/x.py", "from scorecard import __version__", []),
        ("checking.py", "from scorecard.cli import main", ["1: checking must not import cli"]),
    ],
)
def test_the_walk_sees_every_kind_of_import(part: str, code: str, expected: list[str]) -> None:
    """Plain, from, of the package, relative and late ones, each told with its line."""
    found = list(forbidden(ROOT / "scorecard" / part, ast.parse(code)))
    assert [f"scorecard/{part}:{one}" for one in expected] == found


def test_the_command_line_starts_without_what_is_slow() -> None:
    """`import scorecard.cli` brings in no renderer, no plotter, no template engine and no cluster."""
    slow = {"weasyprint", "uharfbuzz", "numpy", "jinja2", "dask", "distributed", "openpyxl", "pypdf"}
    code = f"import sys, scorecard.cli; print(*sorted({slow} & set(sys.modules)))"
    run = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert "" == run.stdout.strip()


def test_no_function_is_long() -> None:
    """What does not fit on a screen is two ideas."""
    assert [] == [
        f"{place(path, node.lineno)}: {node.name} has {length} lines"
        for path, tree in MODULES.items()
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and (length := (node.end_lineno or node.lineno) - node.lineno + 1) > LONGEST_FUNCTION
    ]


def test_no_module_is_long() -> None:
    """One idea a module."""
    lengths = {path: len(path.read_text(encoding="utf-8").splitlines()) for path in SOURCES}
    assert [] == [f"{place(path, 1)}: {lines} lines" for path, lines in lengths.items() if lines > LONGEST_MODULE]


def test_only_the_command_line_prints() -> None:
    """Everything else returns what it has to say."""
    assert [] == [
        f"{place(path, node.lineno)}: {part_of(path)} must not print"
        for path, tree in MODULES.items()
        if part_of(path) != "cli"
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "print"
    ]


def test_every_module_says_what_comes_in_and_goes_out() -> None:
    """The first line of a module is its docstring."""
    assert [] == [place(path, 1) for path, tree in MODULES.items() if not ast.get_docstring(tree)]


def test_scoring_knows_no_float() -> None:
    """No float literal, no `float` and no rounding by `round` in scoring or in the model."""
    assert [] == [
        place(path, node.lineno)
        for path, tree in MODULES.items()
        if part_of(path) in {"scoring", "model"}
        for node in ast.walk(tree)
        if (isinstance(node, ast.Constant) and isinstance(node.value, float))
        or (isinstance(node, ast.Name) and node.id in {"float", "round"})
    ]

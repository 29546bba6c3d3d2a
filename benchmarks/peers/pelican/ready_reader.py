"""A ready page in, a page of Pelican out: it has no text of its own, only a template, an address and its record."""

import json
from functools import cache
from pathlib import Path
from typing import Any

from pelican import signals
from pelican.readers import BaseReader


class ReadyReader(BaseReader):  # type: ignore[misc]  # Pelican is not installed where types are checked
    """Reads `content/*.md`, which are JSON."""

    enabled = True
    file_extensions = ("md",)

    def read(self, source_path: str) -> tuple[str, dict[str, Any]]:
        """Give address, template and record as metadata."""
        page, name = json.loads(Path(source_path).read_bytes()), Path(source_path).stem
        view = _record(page["of"])
        given = {"template": page["template"], "save_as": page["path"], "root": page["root"], "view": view}
        return "", {"title": name, "slug": name, **given}


@cache
def _record(name: str) -> Any:
    return json.loads(Path("data", f"{name}.json").read_bytes())


def _add_reader(readers: Any) -> None:
    readers.reader_classes["md"] = ReadyReader


def _show(generator: Any, content: Any) -> None:
    generator.context |= {"view": content.view, "root": content.root}


def register() -> None:
    """Join in where Pelican looks for readers, and before it writes a page."""
    signals.readers_init.connect(_add_reader)
    signals.page_generator_write_page.connect(_show)

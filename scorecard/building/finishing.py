"""A PDF as WeasyPrint leaves it in, the same with links that say where they go and data that has the edition's day out.

Run before the file is written; nothing here looks at a clock.
"""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

_DATES = ("CreationDate", "ModDate")


def finish(document: Any, pdf: Any) -> None:
    """Finish a PDF in place.

    Args:
        document: as WeasyPrint laid it out.
        pdf: what it made of that.
    """
    for page in document.pages:
        for _, target, _, box in page.links:
            if box.link_annotation is not None:
                said = said_of_link("".join(box.element.itertext()), target)
                box.link_annotation["Contents"] = type(box.link_annotation["Contents"])(said)
    _date_data(pdf)
    _associate_data(pdf)


def said_of_link(words: str, target: str) -> str:
    """Say where a link goes: its words, with the host where they do not name it; an address in one piece."""
    said, whole, host = " ".join(words.split()), "".join(words.split()), urlsplit(target).hostname
    if host is not None and whole.startswith(host) and whole in target:
        return whole
    return said if host is None or host in said else f"{said} ({host})"


def _date_data(pdf: Any) -> None:
    """Give what is attached the day of the document, not that of the machine; none where it has none."""
    for one in pdf.objects:
        params: dict[str, Any] | None = getattr(one, "extra", {}).get("Params")
        if params is None:
            continue
        for name in _DATES:
            del params[name]
            if name in pdf.info:
                params[name] = pdf.info[name]


def _associate_data(pdf: Any) -> None:
    """Say that what is attached is the document's data."""
    files: list[Any] = [one for one in pdf.objects if isinstance(one, dict) and one.get("Type") == "/Filespec"]
    for one in files:
        one["AFRelationship"] = "/Data"
    if files:
        pdf.catalog["AF"] = f"[{' '.join(one.reference.decode() for one in files)}]"

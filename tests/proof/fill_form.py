"""A running LibreOffice and a form in, the form filled in as a person would and saved out: run by the system's Python.

    python3 fill_form.py SOCKET FORM SAVED < cells as JSON: [[sheet, "C14", text], …]

Prints, as JSON, what each cell holds afterwards, and whether it could be written.
"""

from __future__ import annotations

import json
import re
import sys
import time
from pathlib import Path
from typing import Any

import uno
from com.sun.star.beans import PropertyValue
from com.sun.star.connection import NoConnectException

DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}\Z")


def main() -> None:
    """Fill the form in."""
    socket, form, saved = sys.argv[1:]
    desktop = connected(socket)
    hidden = PropertyValue("Hidden", 0, True, 0)
    document = desktop.loadComponentFromURL(Path(form).as_uri(), "_blank", 0, (hidden,))
    told = []
    for sheet, place, text in json.load(sys.stdin):
        page = document.Sheets.getByIndex(sheet)
        cell = page.getCellRangeByName(place)
        is_locked = page.isProtected() and cell.CellProtection.IsLocked
        if not is_locked:
            # A day goes in as LibreOffice counts days, all else as text.
            (cell.setFormula if DAY.match(text) else cell.setString)(text)
        told.append([sheet, place, cell.getString(), is_locked])
    document.storeToURL(Path(saved).as_uri(), (PropertyValue("FilterName", 0, "Calc MS Excel 2007 XML", 0),))
    document.close(True)
    desktop.terminate()
    json.dump(told, sys.stdout)


def context_of(socket: str) -> Any:
    """Reach the program."""
    local = uno.getComponentContext()
    resolver = local.ServiceManager.createInstanceWithContext("com.sun.star.bridge.UnoUrlResolver", local)
    return resolver.resolve(f"uno:pipe,name={socket};urp;StarOffice.ComponentContext")


def connected(socket: str) -> Any:
    """Wait until the program listens."""
    for _ in range(120):
        try:
            context = context_of(socket)
        except NoConnectException:
            time.sleep(0.5)
        else:
            return context.ServiceManager.createInstanceWithContext("com.sun.star.frame.Desktop", context)
    raise SystemExit("LibreOffice does not answer")


if __name__ == "__main__":
    main()

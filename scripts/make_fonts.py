"""The npm packages source-sans and source-serif in; the small, renamed fonts of templates/shared/fonts out.

    npm pack source-sans@3.52.0 source-serif@4.5.1
    for f in *.tgz; do mkdir -p "fonts/${f%-*}" && tar -xzf "$f" -C "fonts/${f%-*}" --strip-components=1; done
    .venv/bin/python scripts/make_fonts.py fonts

fontTools and brotli are in the environment already: WeasyPrint depends on both. The same packages and the same
two libraries give the same bytes.
"""

from __future__ import annotations

import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont, newTable
from fontTools.varLib.instancer import instantiateVariableFont

OUT = Path(__file__).resolve().parent.parent / "templates" / "shared" / "fonts"

BASE = frozenset([*range(0x20, 0x7F), *range(0xA0, 0x100), *map(ord, "Œœʻʼ–—‑‘’‚“”„†•…‹›−≈≠≥≤€™←↑→↓\u2009\u202f")])
# Latin Extended-A, then what Romanian, Welsh and Vietnamese names need beyond it.
EXTENDED = frozenset(
    [
        *range(0x100, 0x180),
        *(0x1A0, 0x1A1, 0x1AF, 0x1B0),
        *range(0x218, 0x21C),
        *range(0x1E80, 0x1E86),
        *range(0x1EA0, 0x1EFA),
    ]
) - frozenset(map(ord, "ŉŒœſ"))  # Œœ are in BASE; ŉ and ſ are obsolete
# Not in the serif: a heading with one of these falls back on the sans, which has them all.
SERIF_EXTENDED = EXTENDED - frozenset(map(ord, "ĬĭĲĳŦŧ"))
# The reserved font name of the licence; no name record of a changed font may carry it.
RESERVED = "source"
COPYRIGHT = {"Scorecard Sans": "Copyright 2010-2024 Adobe", "Scorecard Serif": "Copyright 2014-2023 Adobe"}
# Seconds from 1904 to 2024-01-01: head.modified is a clock reading otherwise.
FIXED_TIME = 3_786_912_000
FIRST_AXIS_ID = 256  # name ids below have a meaning of their own
ENGLISH = 0x409


@dataclass(frozen=True, slots=True)
class Recipe:
    """One font file to make: from where, which letters, under which name."""

    file: str
    origin: str
    family: str
    style: str
    letters: frozenset[int]
    weights: tuple[int, int] | None = None  # the range of a variable font


SANS = "source-sans/VF/SourceSans3VF-Upright.ttf"
SANS_400 = "source-sans/TTF/SourceSans3-Regular.ttf"
SANS_600 = "source-sans/TTF/SourceSans3-Semibold.ttf"
SERIF_600 = "source-serif/TTF/SourceSerif4-Semibold.ttf"
RECIPES = (
    Recipe("scorecard-sans.woff2", SANS, "Scorecard Sans", "Regular", BASE, (400, 600)),
    Recipe("scorecard-sans-ext.woff2", SANS, "Scorecard Sans", "Regular", EXTENDED, (400, 600)),
    Recipe("scorecard-serif.woff2", SERIF_600, "Scorecard Serif", "SemiBold", BASE),
    Recipe("scorecard-serif-ext.woff2", SERIF_600, "Scorecard Serif", "SemiBold", SERIF_EXTENDED),
    Recipe("scorecard-sans-400.ttf", SANS_400, "Scorecard Sans", "Regular", BASE | EXTENDED),
    Recipe("scorecard-sans-600.ttf", SANS_600, "Scorecard Sans", "SemiBold", BASE | EXTENDED),
    Recipe("scorecard-serif-600.ttf", SERIF_600, "Scorecard Serif", "SemiBold", BASE | SERIF_EXTENDED),
)


def subset(font: Any, letters: frozenset[int]) -> None:
    """Leave only `letters`, kerning and figures of one width in `font`.

    Raises:
        SystemExit: the font lacks one of them; a missing letter would make a card fail PDF/UA.
    """
    missing = sorted(letters - font.getBestCmap().keys())
    if missing:
        sys.exit("the font has no " + ", ".join(f"U+{code:04X}" for code in missing))
    options = Options()
    options.layout_features = ["kern", "lnum", "tnum"]
    options.hinting = False
    options.name_IDs = ["*"]
    options.notdef_outline = True
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=letters)
    subsetter.subset(font)


def rename(font: Any, family: str, style: str) -> None:
    """Give `font` new names in every record that a program shows, and none of the old ones.

    Weights beside Regular keep a family of their own in the old records (1, 2) and share one in the new (16, 17),
    as the OpenType specification asks of families with more than four styles.
    """
    version = str(font["name"].getDebugName(5)).split(";", maxsplit=1)[0]
    for instance in font["fvar"].instances if "fvar" in font else ():
        instance.postscriptNameID = 0xFFFF  # none: the old one has the reserved name in it
    font["name"].removeUnusedNames(font)
    axis_names = [r for r in font["name"].names if r.nameID >= FIRST_AXIS_ID and r.langID == ENGLISH]
    font["name"] = newTable("name")
    font["name"].names = axis_names
    full = family if style == "Regular" else f"{family} {style}"
    postscript = f"{family.replace(' ', '')}-{style}"
    notice = f"{COPYRIGHT[family]}. Subset and renamed. SIL Open Font License 1.1, see OFL.txt."
    texts = {0: notice, 1: full, 2: "Regular", 3: f"{version};{postscript}", 4: full, 5: version, 6: postscript}
    texts |= {13: "SIL Open Font License, Version 1.1", 14: "https://openfontlicense.org"}
    if style != "Regular":
        texts |= {16: family, 17: style}
    for number, text in texts.items():
        font["name"].setName(text, number, 3, 1, ENGLISH)
    if any(RESERVED in str(record).lower() for record in font["name"].names):
        sys.exit(f"a name record of {full} still carries the reserved name")


def make(recipe: Recipe, packages: Path) -> Path:
    """Write the font of one recipe into `OUT`, and return its path."""
    font: Any = TTFont(packages / recipe.origin, recalcTimestamp=False)
    subset(font, recipe.letters)  # before the weights are cut: that leaves glyphs out of gvar which subsetting expects
    if recipe.weights:
        lightest, heaviest = recipe.weights
        font = instantiateVariableFont(font, {"wght": (lightest, lightest, heaviest)})
    elif "STAT" in font:
        del font["STAT"]  # describes the axes of a family that this file no longer belongs to
    if "DSIG" in font:
        del font["DSIG"]  # a signature of the unchanged font
    rename(font, recipe.family, recipe.style)
    font["head"].modified = FIXED_TIME
    font.flavor = "woff2" if recipe.file.endswith(".woff2") else None
    path = OUT / recipe.file
    font.save(path)
    return path


def main() -> None:
    """Make all fonts from the folder named on the command line, and print their sizes in bytes."""
    if len(sys.argv) != 2:
        sys.exit("say where the unpacked packages are: make_fonts.py FOLDER")
    OUT.mkdir(parents=True, exist_ok=True)
    for recipe in RECIPES:
        path = make(recipe, Path(sys.argv[1]))
        print(f"{path.stat().st_size:>7} {path.name}")


if __name__ == "__main__":
    main()

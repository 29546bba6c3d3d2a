"""A problem's code in, what it means and how to mend it out: `scorecard explain CODE`."""

from __future__ import annotations

from textwrap import fill

CODES: dict[str, str] = {
    # the file as text
    "not-a-file": (
        "Only plain files that you may read are read. Links, pipes and devices could lead outside the project."
    ),
    "too-large": (
        "A file of a project stays under 256 KiB, a text under 20,000 characters and a page under 60,000, so that a "
        "check and a build are quick. Split the file, or shorten the text."
    ),
    "not-utf-8": "Files are UTF-8. In an editor or spreadsheet choose “save as” with the encoding UTF-8.",
    "invisible-character": (
        "A character that nobody can see may hide what a text says, or turn its direction. Delete it, or type the "
        "line anew."
    ),
    "mixed-scripts": (
        "A name has letters of two scripts in one word, such as a Cyrillic а among Latin letters. It looks like "
        "another name and is not found by it. Type the word anew."
    ),
    "wrong-ending": "Only files that end in .yaml are read, and pages that end in .md. Rename the file.",
    "wrong-place": "Each city has a folder of its own in cities/; a file beside the folders would be overlooked.",
    # YAML
    "yaml-syntax": (
        "The file is not YAML. Most often a colon, a quotation mark or the indentation is wrong just before the "
        "place named. Texts with `: ` or ` #` in them belong in double quotation marks."
    ),
    "alias": (
        "Aliases (*name) and anchors (&name) make a file that says something else than it seems to. Write the "
        "value out each time."
    ),
    "anchor": (
        "Anchors (&name) and aliases (*name) make a file that says something else than it seems to. Write the "
        "value out each time."
    ),
    "merge-key": "The merge key << copies values from elsewhere. Write the keys out.",
    "tag": (
        "A tag (!…) asks YAML to change the type of a value. Types are decided by the contract; write the plain value."
    ),
    "directive": "Lines that start with % tell YAML how to read the file. They are not needed; take them out.",
    "second-document": (
        "`---` starts a second document in the same file. One file holds one document; use a file of its own."
    ),
    "repeated-key": "The same key stands twice in one group, so one of the two would be lost. Keep one.",
    "not-a-key": "A key is a word before a colon. Lists or groups cannot be keys.",
    "too-deep": "Values are nested more than twelve deep. Check brackets and indentation.",
    "cut-text": (
        "YAML takes ` #` for the start of a comment, so the rest of the text would be lost without a word. Put the"
        " whole text in double quotation marks. A comment that is meant as one stands two spaces apart, with a "
        "space after its #."
    ),
    # shapes
    "not-a-text": "One value is expected here, not a list or a group.",
    "not-a-list": "A list is expected here: `[one, two]`, or lines that start with a hyphen.",
    "not-a-table": "Keys with values are expected here: `key: value`, or `{key: value}`.",
    "missing-key": "Something that the contract requires is not there. Nothing after the colon is the same as no key.",
    "unknown-key": (
        "The key is none that the contract knows, so it would be ignored. Mend its spelling, or start it with x- "
        "if it is a note of your own."
    ),
    "unknown-page": "A page such as pages/about.es.md says in Spanish what pages/about.md says; that one is not there.",
    "unknown-word": "Only a few words are possible here; the message names them.",
    "not-a-number": "Numbers are written as 12, 0.5 or 1/3: no signs for thousands, no percent.",
    "out-of-range": "The number does not fit what it counts.",
    "not-a-date": "Days are written as 2026-04-11; where the day is not known, 2026-04.",
    "not-true-or-false": "Write true or false. `yes` and `no` stay the words that they are.",
    "not-an-id": (
        "Ids become addresses: small letters a to z and digits, in words joined by one hyphen; bands are capitals."
    ),
    "reserved-id": "The word has a meaning of its own here, or on some computers, and cannot be an id.",
    "repeated-id": "Two things of one kind have the same id, or ids that are the same on a disk that ignores case.",
    "not-a-url": "Addresses start with https:// or http://, name a host and no user, and hold no spaces.",
    "not-a-path": "The path must stay inside the folder.",
    "not-a-contact": "The contact is where cities and readers write to: an e-mail address or a web address.",
    "not-a-state": "A state is two capitals, like WA.",
    "not-a-geoid": "A census place id has seven digits: two of the state, five of the place.",
    "half-a-place": "Latitude and longitude come together, or not at all.",
    "not-a-sha256": "A SHA-256 has 64 digits from 0 to f, in small letters.",
    # the project
    "unknown-edition": "The file is named after an edition that scorecard.yaml does not list.",
    "unknown-rubric": "An edition names a rubric that is no file in rubrics/.",
    "same-as-of": "Editions are ordered by as_of, so each needs a day of its own.",
    "missing-city": "A city with answers needs a city.yaml that says who it is.",
    "drafts-inside": "Drafts lie outside the project's folder, so that they are never committed with it by mistake.",
    "foreign-file": "A file that no build wrote stands where the build wants to write. Move it away.",
    "template-error": (
        "A file of the project's own templates/ is missing or wrong. Correct it, or remove the folder, and the "
        "packaged set is used."
    ),
    # the rubric
    "id-differs": "A rubric's id is the name of its file.",
    "weights": "The weights of all dimensions add up to 100.",
    "bands-order": "Bands are written from the highest to the lowest, each starting below the one before.",
    "bands-gap": "The bands cover 0 to 100 without a gap, so the last one starts at 0.",
    "levels": (
        "Levels run from the best (share 1) to the worst (share 0). `at_least` falls from level to level, "
        "`at_most` rises."
    ),
    "measure-differs": (
        "Elements are counted only by criteria with `measure: elements`, days only by those with `measure: lag`."
    ),
    "unknown-band": "A gate or a translation names a band that the rubric does not have.",
    "unknown-gate": "A translation names a gate that the rubric does not have.",
    "unknown-dimension": "A translation names a dimension that the rubric does not have.",
    "unknown-peer-group": "A translation names a group of cities by size that scorecard.yaml does not have.",
    "nothing-to-translate": (
        "A translation says something that the rubric does not say in its own language. Pages in another language "
        "say the same as pages in the first, so write the text itself first."
    ),
    "own-language": "`translations` has other languages. The texts of the project's own are the texts themselves.",
    "caps-order": "When the criterion that is followed gets worse, its cap may not get better.",
    "follows-circle": "Criteria follow each other in a circle, so none could be worked out first.",
    # answers
    "unknown-criterion": "The rubric of this edition has no such criterion.",
    "unknown-level": "The criterion has no such level.",
    "unknown-element": "The criterion does not count such an element.",
    "unknown-evidence": "The answer names evidence that the file does not list.",
    "missing-evidence": "Every answer but `unknown` needs evidence, so that each point can be followed to its source.",
    "missing-reason": "`not_applicable` takes points out of the count, so it says why: `reason: …`.",
    "missing-form": "An answer says a level, a bound, a newest day or elements. To say nothing, write unknown.",
    "several-forms": "An answer takes one form. Only no_better_than and no_worse_than stand together.",
    "bounds-crossed": "no_worse_than names a better level than no_better_than, so nothing would be left.",
    "beyond-cap": (
        "The answer claims more than the criterion that it follows leaves: what is not published cannot be recent "
        "or detailed. One of the two answers is wrong."
    ),
    "seen-after-edition": (
        "Evidence counts in an edition only if it shows what was there by its as_of. A month counts to its last day."
    ),
    "looked-before-seen": "Nobody can have looked at a source before the day that it shows.",
    "newest-after-seen": (
        "The newest record is dated after the day on which it was seen. Often it is a year's nominal end, or a "
        "typing error."
    ),
    "since-after-edition": "A practice that began after the edition's as_of does not count in it.",
    "received-before-sent": "A reply cannot be received before the card was sent.",
    "until-before-sent": "The day by which a city is asked to reply comes after the day on which its card was sent.",
    # tables that are imported
    "missing-table": "The table is not in the folder; sources/README.md says how to get it.",
    "another-table": (
        "The file is not the one whose SHA-256 stands in the list of sources, so its facts could not be traced."
    ),
    "unknown-table": "The list of sources has no table of that name.",
    "missing-file": "A list that the importers need is not there.",
    "missing-column": "The table lacks a column that is read. Is it the table that you meant?",
    "unknown-column": "The table has a column that nobody knows. Is it the table that you meant?",
    "repeated-column": "Two columns have the same name, so one would be lost.",
    "ragged-row": (
        "The row has more or fewer cells than the table has columns. Often a text with a comma lacks its quotation"
        " marks."
    ),
    "odd-cell": "The cell holds something that the table does not use.",
    # replies that come back
    "another-form": (
        "The file is not the form that was sent, or its locked parts were changed, so nobody could tell which words "
        "belong to which question. Ask the city for the form as it was sent, filled in."
    ),
    "another-question": (
        "The words of a question in the form are not those of the rubric beside its id. The row was moved, or the "
        "rubric's words were changed since the form was sent."
    ),
    "another-reply": (
        "The city's file already holds a reply that says otherwise. An import replaces no reply and no decision: look "
        "at both, and take out what does not hold."
    ),
    "unknown-city": "The form names a city that has no file in its edition. It may belong to another scorecard.",
    "not-a-workbook": (
        "The file cannot be read as a spreadsheet. Open it in LibreOffice or Excel, and save it as .xlsx without a "
        "password."
    ),
    "not-a-pdf-form": (
        "The PDF has no fields that can be read: it was printed, scanned, locked, or saved by a program that drops "
        "them. Ask for the form itself, or type its words into reply.xlsx."
    ),
    "has-macros": "A reply form has no macros, so nobody needs them in it. Save the file as .xlsx, which holds none.",
    "external-link": "The spreadsheet takes values from another file, which is never opened. Write the values as text.",
    "has-formula": "A cell holds a formula, whose value could change. Nothing is worked out: write the value as text.",
    "not-editable": (
        "The file is written in a way that cannot be edited without losing something. Write answers and evidence "
        "one below the other."
    ),
}
"""Code -> what it means; every code that the program can report."""


def explanation(code: str) -> str:
    """Print a code with its explanation, 80 columns wide."""
    return f"{code}\n{fill(CODES[code], 80)}\n"

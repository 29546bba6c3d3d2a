"""What the YAML parser says of a broken line in, plain words and the likely mending out."""

from __future__ import annotations

import re

_TEXT_WITH_COLON = re.compile(r"^\s*(?:- )?([^\s:#'\"{\[][^:#'\"{\[]*): +([^'\"\s{\[][^'\"]*:(?: .*|))$")
_CUT = re.compile(r"\s#")
_FALLBACK = "check indentation, colons and quotation marks near here"


def syntax_words(said: str, line: str) -> tuple[str, str]:
    """Say what is wrong with a line, and what to type instead.

    Args:
        said: the parser's words.
        line: where it stopped.

    Returns:
        What is wrong, and how to mend it.
    """
    text = _TEXT_WITH_COLON.match(line)
    if "\t" in line[: len(line) - len(line.lstrip())]:
        return "the line starts with a tab", "use spaces"
    if "end of stream" in said:
        return "a quotation mark or bracket that opens here is never closed", "close it"
    if text is not None and "mapping values" in said:
        what = "a text holds a colon and a space"
        return what, f'put the text in double quotation marks: {text.group(1)}: "{text.group(2).strip()}"'
    if _is_cut_in_brackets(line):
        return "a ` #` inside brackets cuts off the rest of the line", "put the text in double quotation marks"
    if "expected ',' or" in said:
        return "something inside brackets is not set apart", "put a comma between entries, and texts in quotation marks"
    if "cannot start any token" in said:
        return "a text starts with a sign that has a meaning in YAML", "put the text in double quotation marks"
    if "expected <block end>" in said or "did not find expected key" in said:
        return (
            "the line is not in step with the lines above it",
            "indent it like its neighbors, and quote texts that hold quotation marks",
        )
    return said, _FALLBACK


def _is_cut_in_brackets(line: str) -> bool:
    """Whether a ` #` stands somewhere behind an opening bracket."""
    opened = min((at for at in (line.find("["), line.find("{")) if at >= 0), default=len(line))
    return _CUT.search(line, opened) is not None

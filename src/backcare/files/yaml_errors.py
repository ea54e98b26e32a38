"""Errors of the YAML parser as messages for somebody who does not know YAML."""

import re

import yaml

from backcare.text import quote

_UNREADABLE = "cannot be read as YAML: put quotes around the text"
_BACKSLASH = "a backslash between double quotes means more: use single quotes"
_TOO_LITTLE = "this line is no `key: value`: a colon and a space are missing, or quotes around the text above"
# A part of what the parsers in C and in Python say; whether the context's mark has the position; our message.
_MESSAGES = (
    (" tag", True, "text that begins with ! needs quotes around it"),
    ("directive", True, "text that begins with % needs quotes around it"),
    ("incompatible YAML document", True, "text that begins with % needs quotes around it"),
    ("unexpected end of stream", True, "this quote is never closed"),
    ("unexpected document", True, "this quote is never closed"),
    ("expected ',' or", True, "this bracket is not closed, or text in it needs quotes (for a colon, { or [)"),
    ("unknown escape character", False, _BACKSLASH),
    ("hexadecimal numbers", False, _BACKSLASH),
    ("hexdecimal number", False, _BACKSLASH),  # as libyaml spells it
    ("Unicode character escape", False, _BACKSLASH),
    ("alphabetic or numeric", True, "text that begins with * or & needs quotes around it"),
    ("line break", True, "text that begins with > or | needs quotes around it"),
    ("could not find expected ':'", True, _TOO_LITTLE),
    ("mapping keys are not allowed", False, "text that begins with ? needs quotes around it"),
    ("sequence entries are not allowed", False, "a list begins on the next line, each item with '- '"),
    ("indentation indicator", True, "text that begins with > or | needs quotes around it"),
    ("tab character", False, "a tab stands here: use spaces"),
    ("node content", False, "a value is missing before this, or the text needs quotes"),
    ("unexpected ':'", False, "a colon too many: put quotes around the text"),
)
_UNEXPECTED_TEXT = re.compile("(did not find )?expected ('?<document start>|key|'-'|<block end>)")


def explain_yaml_error(error: Exception, text: str) -> tuple[tuple[int, int], str]:
    """Return where parsing a YAML text failed (line and column from 1), and a message for the user."""
    if not isinstance(error, yaml.MarkedYAMLError):
        return (1, 1), "some text in this file cannot be read as YAML"
    problem = error.problem or ""
    at_context, message = _translate(error)
    mark = (error.context_mark if at_context else None) or error.problem_mark or error.context_mark
    line, column = (mark.line, mark.column) if mark else (0, 0)
    before, rest = _split_line(text, line, column)
    if "cannot start any token" in problem:
        message = _bad_first_char(rest[:1])
    elif "mapping values are not allowed" in problem:
        message = _unexpected_colon(before)
    elif _UNEXPECTED_TEXT.match(problem):
        message = _unexpected_text(before)
    return (line + 1, column + 1), message


def text_before_error(error: Exception, text: str) -> str:
    """Return the text before the place where parsing failed; empty if the place is unknown."""
    marks = (error.context_mark, error.problem_mark) if isinstance(error, yaml.MarkedYAMLError) else ()
    return text[: min((mark.index for mark in marks if mark), default=0)]


def _split_line(text: str, line: int, column: int) -> tuple[str, str]:
    lines = text.split("\n")
    here = lines[line] if line < len(lines) else ""
    return here[:column], here[column:]


def _translate(error: yaml.MarkedYAMLError) -> tuple[bool, str]:
    said = f"{error.context} {error.problem}"
    found = ((at_context, message) for part, at_context, message in _MESSAGES if part in said)
    return next(found, (False, _UNREADABLE))


def _bad_first_char(char: str) -> str:
    if char == "\t":
        return "a tab stands here: use spaces"
    return f"text that begins with {quote(char)} needs quotes around it"


def _unexpected_colon(before: str) -> str:
    if re.search(r":\s", before):
        return "a second colon in one line: put quotes around the text"
    return "the line above is no `key: value`: a colon and a space are missing, or quotes around the text"


def _unexpected_text(before: str) -> str:
    last = before.rstrip()[-1:]
    if last and last in "}])'\"":
        return f"text goes on after a closing {last}: put quotes around the whole text"
    return "does not fit what stands above: look at the spaces before it"

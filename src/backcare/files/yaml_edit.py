"""Setting and removing one top-level `key: value` of a YAML text; the rest, with comments, is unchanged."""

import re

_END = r"(?:\r\n|\n|\r)"
_COMMENT = r"[ \t]+#[^\r\n]*"
_VALUE = r"""(?:"(?:[^"\\\r\n]|\\.)*"|'[^'\r\n]*'|(?![ \t]#)[^\r\n])*?"""  # on the line of its key
_MORE = rf"{_END}(?:-|[ \t]+(?![ \t#\r\n]))[^\r\n]*"  # a line that goes on with the value
_BETWEEN = rf"{_END}[ \t]*(?:#[^\r\n]*)?"  # an empty line, or a comment


def set_key(text: str, key: str, line: str) -> str:
    """Return the text with `line` in place of the key and its value, or at the end if the key is not there."""
    changed, count = _entry(key).subn(lambda old: line + (old["comment"] or ""), text, count=1)
    end = find_line_end(text)
    return changed if count else f"{text.rstrip()}{end}{line}{end}".lstrip()


def remove_key(text: str, key: str) -> str:
    """Return the text without the key, its value and the comment behind it."""
    return re.sub(f"{_entry(key).pattern}{_END}?", "", text)


def find_line_end(text: str) -> str:
    r"""Return what ends the lines of a text: "\r\n", "\r" or "\n"; that if it has one line only."""
    return next((end for end in ("\r\n", "\n", "\r") if end in text), "\n")


def _entry(key: str) -> re.Pattern[str]:
    start = rf"(?:\A|(?<=[\r\n]))(?P<quote>[\"']?){re.escape(key)}(?P=quote)[ \t]*:"
    return re.compile(rf"{start}{_VALUE}(?P<comment>{_COMMENT})?(?=[\r\n]|\Z)(?:(?:{_BETWEEN})*{_MORE})*")

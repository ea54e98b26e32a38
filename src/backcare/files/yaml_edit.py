"""Setting and removing one top-level `key: value` of a YAML text; the rest, with comments, is unchanged."""

import re


def set_key(text: str, key: str, line: str) -> str:
    """Return the text with `line` in place of the key and its value, or at the end if the key is not there."""
    changed, count = _entry(key).subn(lambda _old: line, text, count=1)
    return changed if count else f"{text.rstrip()}\n{line}\n".lstrip()


def remove_key(text: str, key: str) -> str:
    """Return the text without the key and its value."""
    return re.sub(_entry(key).pattern + r"\n?", "", text, flags=re.MULTILINE)


def _entry(key: str) -> re.Pattern[str]:
    return re.compile(rf"^{re.escape(key)}[ \t]*:.*(?:\n[ \t-].*)*", re.MULTILINE)

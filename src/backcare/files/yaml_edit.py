"""One `key: value` on top of a YAML text, put in or taken out; all else, comments too, stays as it is."""

import re


def set_key(text: str, key: str, line: str) -> str:
    """Return the text with a line in place of the key's own, or at the end where it has none."""
    found = _of(key)
    if found.search(text):
        return found.sub(lambda _old: line, text, count=1)
    return f"{text.rstrip()}\n{line}\n".lstrip()


def remove_key(text: str, key: str) -> str:
    """Return the text without the key and its value."""
    return re.sub(_of(key).pattern + r"\n?", "", text, flags=re.MULTILINE)


def _of(key: str) -> re.Pattern[str]:
    return re.compile(rf"^{re.escape(key)}[ \t]*:.*(?:\n[ \t-].*)*", re.MULTILINE)

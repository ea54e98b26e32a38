"""Take out of a terminal's input what is no key: the strings that it sends by itself, and what is in a paste.

A string tells its colours, its name or what is on its clipboard; ECMA-48 calls them OSC, DCS, APC, PM and SOS.
Each begins with Escape and a letter, or with one C1 control, and ends with ST (Escape and a backslash) or with
BEL. A control that cannot stand in one ends it as well. Of a paste only its brackets are left.
"""

import re

PASTE_START, PASTE_END = "\x1b[200~", "\x1b[201~"

_OPENING = r"(?:\x1b[\]P_^X]|[\x90\x98\x9d-\x9f])"
_PAYLOAD = r"[^\x00-\x07\x0e-\x1f\x9c]"
_END = r"(?:\x07|\x9c|\x1b\\)"
_ABORT = r"(?=[\x00-\x06\x0e-\x1a\x1c-\x1f]|\x1b[^\\])"
_NO_KEYS = re.compile(
    "|".join(
        (
            r"(?P<paste>\x1b\[200~.*?\x1b\[201~)",
            r"(?P<cut_paste>\x1b\[200~.*)\Z",
            rf"{_OPENING}(?:{_PAYLOAD}*{_END}|{_PAYLOAD}+{_ABORT})",
            rf"(?P<opening>{_OPENING})(?P<payload>{_PAYLOAD}*)(?P<escape>\x1b?)\Z",
            r"(?P<cut_opening>\x1b(?:\[(?:20?0?)?)?)\Z",
        )
    ),
    re.DOTALL,
)


class InputFilter:
    """Takes text in pieces of any size, and returns what is left of it for keys.

    `held` is the beginning of what may be a string or a paste, shortened to what is needed to go on; `is_inside`
    is set once it is certain to be one, while the opening of a string alone may still be an Alt-key.
    """

    def __init__(self) -> None:
        self.held = ""
        self.is_inside = False

    def feed(self, text: str) -> str:
        """Return the text for keys that is complete."""
        text, self.held, self.is_inside = self.held + text, "", False
        return _NO_KEYS.sub(self._take, text)

    def flush(self) -> str:
        """Return what was held if it belongs to a key after all; a string or paste without an end is dropped."""
        held = "" if self.is_inside else self.held
        self.held, self.is_inside = "", False
        return held

    def _take(self, found: re.Match[str]) -> str:
        """Hold what is cut; return what is left for keys."""
        if found["paste"]:
            return PASTE_START + PASTE_END
        if found["cut_paste"]:
            self.held, self.is_inside = PASTE_START + found["cut_paste"][len(PASTE_START) :][-5:], True
        elif found["opening"]:
            self.held = found["opening"] + found["payload"][:1] + found["escape"]
            self.is_inside = bool(found["payload"])
        elif found["cut_opening"]:
            self.held = found["cut_opening"]
        return ""

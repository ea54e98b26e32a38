"""Free text as a voice gets it, with signs as words: it would read `15-30s` as "fifteen dash thirty z"."""

import re
from collections.abc import Callable, Iterable

_FRACTIONS = {"½": "a half", "¼": "a quarter", "¾": "three quarters", "⅓": "a third", "⅔": "two thirds"}
_SLASHED = {"1/2": "½", "1/4": "¼", "3/4": "¾", "1/3": "⅓", "2/3": "⅔"}
_UNITS = {  # as written after a number, and as said after one
    **dict.fromkeys(("s", "sec", "secs", "second", "seconds"), "second"),
    **dict.fromkeys(("min", "mins", "minute", "minutes"), "minute"),
    **dict.fromkeys(("h", "hr", "hrs", "hour", "hours"), "hour"),
    **dict.fromkeys(("rep", "reps"), "repetition"),
    **dict.fromkeys(("deg", "°"), "degree"),
    **dict.fromkeys(("lb", "lbs"), "pound"),
    "mm": "millimetre",
    "cm": "centimetre",
    "m": "metre",
    "ft": "foot",
    "kg": "kilogram",
    "%": "percent",
}
_PLURALS = {"foot": "feet", "percent": "percent"}
_ABBREVIATIONS = {
    "e.g.": "for example",
    "i.e.": "that is",
    "etc.": "and so on",
    "approx.": "about",
    "incl.": "including",
    "max.": "at most",
    "min.": "at least",
    "vs.": "versus",
    "w/o": "without",
    "w/": "with",
    "L/R": "left and right",
    "R/L": "right and left",
    "(L)": "left",
    "(R)": "right",
    "and/or": "or",
    "&": "and",
}
_BEFORE_NUMBERS = {
    "~": "about",
    "≈": "about",
    "≤": "at most",
    "<=": "at most",
    "≥": "at least",
    ">=": "at least",
    "<": "less than",
    ">": "more than",
    "#": "number",
    "No.": "number",
    "±": "plus or minus",
    "+/-": "plus or minus",
}


def _any_of(words: Iterable[str]) -> str:
    """Return a pattern for any of the words, the longest first."""
    return "|".join(map(re.escape, sorted(words, key=len, reverse=True)))


_DASH = r"[-\u2010-\u2014\u2212]"
_X = r"[xX\u00d7]"
_NUMBER = rf"(?:[0-9]+ ?)?[{''.join(_FRACTIONS)}]|[0-9]+(?:[.,][0-9]+)?"
_UNIT = _any_of(_UNITS)
_END = r"(?:\s*\Z|\s+[A-Z])"  # what follows a stop that ends a sentence


def speakable(text: str) -> str:
    """Return a text with ranges, units, fractions and abbreviations as words; other text stays as it is."""
    for pattern, replacement in _RULES:
        text = re.sub(pattern, replacement, text)
    return text


def _range(match: re.Match[str]) -> str:
    """Return a range in words; around a dash with blanks there may also be two numbers that are none."""
    first, last = match["first"], match["last"]
    is_range = match["dash"].strip() == match["dash"] or _value(first) < _value(last)
    return f"{first}{match['unit'] or ''}{' to ' if is_range else ', '}{last}"


def _measure(match: re.Match[str]) -> str:
    unit = _UNITS[match["unit"].lower()]
    is_one = match["number"] == "1" or match["number"] in _FRACTIONS
    return f"{match['number']} {unit if is_one else _PLURALS.get(unit, f'{unit}s')}"


def _abbreviation(match: re.Match[str]) -> str:
    """Return an abbreviation in words, with its stop where that ends the sentence too."""
    short, after = match[0], match.string[match.end() :]
    stop = "." if short == "etc." and re.match(_END, after) else ""
    gap = " " if re.match(r"\w", after) else ""
    return f"{_ABBREVIATIONS[short]}{stop}{gap}"


def _fraction(match: re.Match[str]) -> str:
    part = _FRACTIONS[match["part"]]
    return f"{match['whole']} and {part}" if match["whole"] else part


def _value(number: str) -> float:
    """Return a number as it stands in a text, without its fraction."""
    whole = re.match("[0-9.,]*", number)
    return float((whole[0] if whole else "").replace(",", ".") or 0)


# In this order: what one leaves as a sign is for another further down. Patterns are compiled at their first use.
_RULES: tuple[tuple[str, str | Callable[[re.Match[str]], str]], ...] = (
    (
        rf"(?<![\w/.,:])(?P<whole>[0-9]+ )?(?P<part>{_any_of(_SLASHED)})(?![\w/.,:]*[0-9])",
        lambda match: f"{match['whole'] or ''}{_SLASHED[match['part']]}",
    ),
    (r"(?<![\w:.])([0-9]{1,2}):([0-5][0-9]) ?min(?:s|utes)?\b\.?", r"\1 min \2 s"),
    (
        rf"(?<![\w.,:/])(?<!{_DASH})(?P<first>{_NUMBER})(?P<unit>\s?(?:{_UNIT}))?"
        rf"(?P<dash>\s*{_DASH}\s*)(?P<last>{_NUMBER})(?![0-9]|{_DASH}[0-9]|[.,:/][0-9])",
        _range,
    ),
    (rf"(?<![\w.,])([0-9]+) ?{_X} ?(?=[0-9])", r"\1 times "),
    (rf"(?<![\w.,])([0-9]+) ?{_X}(?!\w)", r"\1 times"),
    (rf"(?<!\w){_X} ?([0-9]+)(?!\w)", r"\1 times"),
    (r"(?<![\w.,])1 times\b", "once"),
    (r"\b([0-9]{4})s\b", r"\1's"),  # years, no seconds
    (
        rf"(?i)(?<![\w.,:])(?P<number>{_NUMBER})\s?(?P<unit>{_UNIT})(?!\w)(?:\.(?!(?-i:{_END})))?",
        _measure,
    ),
    (rf"(?<![\w/])(?:(?:{_any_of(_ABBREVIATIONS)})(?!\w)|w/(?=\w))", _abbreviation),
    (
        rf"(?<!\w)(?P<sign>{_any_of(_BEFORE_NUMBERS)}) ?(?={_NUMBER})",
        lambda match: f"{_BEFORE_NUMBERS[match['sign']]} ",
    ),
    (r"(?<![\w/.,])([0-9]{1,2})/10(?![\w/.,]*[0-9])", r"\1 out of 10"),
    (rf"(?:(?P<whole>[0-9]+) ?)?(?P<part>[{''.join(_FRACTIONS)}])", _fraction),
    (r"(?<=\w) ?/ ?min(?:ute)?\b\.?", " per minute"),
    (rf"\b(times|once|breaths|(?:{'|'.join(_UNITS.values())})s?) ?/ ?(?=[a-z])", r"\1 per "),
    (r"(?<![\w/.:])([A-Za-z]{2,}) ?/ ?([A-Za-z]{2,})(?![\w/:]|\.\w)", r"\1 or \2"),
    (r"(?<=[0-9])\+(?!\w)", " or more"),
)

"""Numbers and lengths of time in words."""

# fmt: off
_SMALL = (
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
    "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
)
# fmt: on
_TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")


def number_words(number: int) -> str:
    """Return a whole number in words, or in digits from 100 on."""
    if not 0 <= number < 100:
        return str(number)
    if number < 20:
        return _SMALL[number]
    ten, one = divmod(number, 10)
    return _TENS[ten - 2] + (f"-{_SMALL[one]}" if one else "")


def duration_words(seconds: float) -> str:
    """Return seconds in words, rounded up as the countdown is: `twenty seconds`, `two minutes ten`."""
    minutes, rest = divmod(max(0, -int(-seconds // 1)), 60)
    if not minutes:
        return f"{number_words(rest)} {_plural('second', rest)}"
    whole = f"{number_words(minutes)} {_plural('minute', minutes)}"
    return f"{whole} {number_words(rest)}" if rest else whole


def _plural(unit: str, number: int) -> str:
    return unit if number == 1 else f"{unit}s"

"""Keys by their place on a keyboard: what stands there on other layouts, and the digits of other scripts."""

# The letters of three rows, left to right. Signs that stand where others have a letter mean themselves: a Greek q
# is a semicolon, which other keyboards have too.
_LATIN = "qwertyuiop asdfghjkl zxcvbnm"
_OTHERS = (
    "йцукенгшщз фывапролд ячсмить",  # Russian
    "йцукенгшщз фівапролд ячсмить",  # Ukrainian
    ";ςερτυθιοπ ασδφγηξκλ ζχψωβνμ",  # Greek
    "/'קראטוןםפ שדגכעיחלך זסבהנמצ",  # Hebrew
    "ضصثقفغعهخح شسيبلاتنم ئءؤرﻻىة",  # Arabic
)
_LATIN_AT_PLACE = {
    other: latin for letters in _OTHERS for other, latin in zip(letters, _LATIN, strict=True) if other.isalpha()
} | {"؟": "?"}
_FULL_WIDTH = range(0xFF01, 0xFF5F)  # the signs of ASCII as East Asian keyboards may send them
_TO_ASCII = 0xFEE0


def latin_key(key: str) -> str:
    """Return the name of a key as a Latin keyboard has it, in small letters: `й` is q, `٣` is 3."""
    if len(key) == 1 and ord(key) in _FULL_WIDTH:
        key = chr(ord(key) - _TO_ASCII)
    key = key.lower()
    if key.isdecimal():
        return str(int(key))
    return _LATIN_AT_PLACE.get(key, key)

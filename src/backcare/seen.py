"""Whether a text that is shown once was shown already; a text that changed counts as new."""

import hashlib
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from backcare.files.writing import private_folder, replace_file


def is_new(file: Path, texts: Sequence[str]) -> bool:
    """Tell whether this file does not keep that these texts were shown; one that cannot be read keeps nothing."""
    try:
        return file.read_text(encoding="utf-8") != _kept(texts)
    except (OSError, UnicodeDecodeError):
        return True


def keep(file: Path, texts: Sequence[str]) -> None:
    """Keep that these texts were shown; where that cannot be written, they are shown again."""
    with suppress(OSError):
        private_folder(file.parent)
        replace_file(file, _kept(texts))


def _kept(texts: Sequence[str]) -> str:
    digest = hashlib.sha256("\n".join(texts).encode()).hexdigest()
    return (
        f"# Says which warning signs were shown; without it they are shown once more.\nwarning_signs: {digest}\n"
    )

"""What a first word means that is no command: a routine, a command's old name, or a mistake with a way out."""

from collections.abc import Collection, Mapping

from backcare.cli.context import is_path
from backcare.errors import UsageError
from backcare.library.library import open_library
from backcare.library.lookup import FileKind, match_ids
from backcare.text import join_words, make_id, parse_number, quote, similar_words


def find_command(word: str, commands: Collection[str], moved: Mapping[str, str], *, quiet: bool) -> list[str]:
    """Return the command to put before a word: `routine` for a routine's name or file.

    Raises UsageError with what to type instead; nothing is raised where it is to be `quiet`.
    """
    library = open_library()
    if is_path(word) or make_id(word) in library.ids(FileKind.ROUTINE):
        return ["routine"]
    if quiet:
        return []
    if word in moved:
        raise UsageError(f"backcare {word} is called backcare {moved[word]} now")
    if parse_number(word) is not None or len(match_ids(word, library.ids(FileKind.STRETCH))) == 1:
        raise UsageError(f"that is to be held: backcare hold {word}")
    near = similar_words(word.lower(), (*commands, *moved, *library.ids(FileKind.ROUTINE)))
    hint = f"did you mean {join_words(dict.fromkeys(moved.get(one, one) for one in near))}?"
    raise UsageError(
        f"there is no command and no routine called {quote(word)}: {hint if near else 'backcare -h shows them'}"
    )

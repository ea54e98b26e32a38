"""Names for the shell's completion; the library is loaded only when a shell asks for them."""

from typing import Any


def routine_names() -> list[str]:
    """Return the ids of all routines."""
    from backcare.library.library import open_library
    from backcare.library.lookup import FileKind

    return list(open_library().ids(FileKind.ROUTINE))


def stretch_names() -> list[str]:
    """Return the ids of all stretches."""
    from backcare.library.library import open_library
    from backcare.library.lookup import FileKind

    return list(open_library().ids(FileKind.STRETCH))


def stretches_here(ctx: Any) -> list[str]:  # noqa: ANN401 - the library's own type is private
    """Return the ids of the stretches of the routine that stands on the command line, of all where none does."""
    from backcare.cli.context import find_routine
    from backcare.errors import BackcareError

    try:
        return [item.stretch.id for item in find_routine(ctx.params.get("name") or "").items]
    except (BackcareError, OSError):
        return stretch_names()


def setting_values(ctx: Any) -> list[str]:  # noqa: ANN401 - as above
    """Return what the setting that stands on the command line may be, where that can be listed."""
    from backcare.model.stretch import Stage
    from backcare.settings.config_schema import Config

    name = str(ctx.params.get("name")).replace("-", "_").lower()
    if name == "leave_out":
        return stretch_names()
    if name == "voice_name":
        return voice_names()
    if name == "stage":
        return list(Stage)
    field = Config.model_fields.get(name)
    return ["true", "false"] if field and "bool" in str(field.annotation) else []


def voice_names() -> list[str]:
    """Return the names of voices, for which no program is started."""
    from backcare.sound.voices import list_voice_names

    return list_voice_names()


def all_names() -> list[str]:
    """Return the ids of all routines and stretches."""
    return [*routine_names(), *stretch_names()]


def own_names() -> list[str]:
    """Return the ids of the routines and stretches in the user's own folder."""
    from backcare.files.folders import find_folders
    from backcare.library.library import Library
    from backcare.library.lookup import FileKind

    own = Library(find_folders().routines)
    return [one for kind in FileKind for one in own.ids(kind)]

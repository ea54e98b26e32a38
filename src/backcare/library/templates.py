"""The texts of new files: a routine or a stretch with notes, or a copy under another name."""

import re

from backcare.files.document import resolve_scalar
from backcare.files.yaml_edit import find_line_end, set_key
from backcare.library.json_schema import SCHEMA_FILE
from backcare.library.lookup import FileKind
from backcare.text import first_bad_char, is_id

_ROUTINE = """\
# A routine. What follows a # is a note for you: change it, or take it out.
name: NAME
stage: postpartum  # or pregnancy; without this line it is for both
source: Written by myself.  # or the book, address or person it comes from
stretches:
  # Names that `backcare list stretches` shows, in the order of doing them:
  - doorway-chest-opener
  - stretch: gentle-spinal-twist
    hold: 25  # seconds, inside the stretch's own range
    repeats: 2
  # One of your own, written out:
  - name: Towel Stretch
    hold: 15-30  # seconds: one number, or a range
    steps:
      setup: ["Sit tall, and hold a towel with both hands."]
      move: ["Lift it over your head."]
      hold: ["Breathe slowly."]
      release: ["Let your arms sink."]
"""
_STRETCH = """\
# A stretch. What follows a # is a note for you: change it, or take it out.
name: NAME
stages: [pregnancy, postpartum]
position: seated  # or kneeling, standing, supine (on the back: not in pregnancy)
equipment: [a chair]
purpose: May help ease tension in the upper back.
source: Written by myself.  # or the book, address or person it comes from
hold: 15-30  # seconds: one number, or a range; or, where it is counted, `reps: {count: 8, seconds: 4}`
sides: [left, right]  # in this order; take the line out where there are no sides
steps:  # one short sentence a line; {side} becomes left or right, {other} the other one
  setup:
    - Sit tall on a chair, both feet on the floor.
  move:
    - Reach your {side} arm up, and lean over to the {other}.
  hold:
    - Breathe slowly, shoulders low.
  release:
    - Come back to the middle, and let the arm sink.
cautions:
  before: [Check that the chair stands firm.]  # in the set-up
  during: [Only as far as it stays comfortable.]  # in the hold
"""
_TEMPLATES = {FileKind.ROUTINE: _ROUTINE, FileKind.STRETCH: _STRETCH}
_SCHEMA_LINE = re.compile(r"(?:\A|(?<=[\r\n]))# yaml-language-server:[^\r\n]*(?:\r\n|\n|\r)")
_PLAIN_NAME = re.compile(r"[^\W\d_][^:#{}\[\],&*!|>'\"%@`\\]{0,79}")


def make_template(kind: FileKind, name: str, own_id: str) -> str:
    """Return a file with notes and without faults; `name` is as it was typed, `own_id` is made from it."""
    return _schema_line(kind) + _TEMPLATES[kind].replace("NAME", _name(name, own_id))


def copy_under_name(text: str, kind: FileKind, name: str, own_id: str) -> str:
    """Return a file's text with another name."""
    rest = set_key(_SCHEMA_LINE.sub("", text), "name", f"name: {_name(name, own_id)}")
    return _schema_line(kind).replace("\n", find_line_end(text)) + rest


def _schema_line(kind: FileKind) -> str:
    folder = "../" if kind is FileKind.STRETCH else ""
    return f"# yaml-language-server: $schema={folder}{SCHEMA_FILE}\n"


def _name(typed: str, own_id: str) -> str:
    """Return the name as YAML: the typed one or one like it, in quotes if YAML would take it for no text."""
    is_readable = _PLAIN_NAME.fullmatch(typed) and not first_bad_char(typed) and not is_id(typed)
    name = typed if is_readable else own_id.replace("-", " ").capitalize()
    return name if resolve_scalar(name) == name else f'"{name}"'

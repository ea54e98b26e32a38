"""A file from a stranger, through the real program: a clear fault or rightly taken, soon, and nothing escapes."""

import json
import os
import subprocess
import sys

import pytest

from yaml_files import write

if sys.platform == "win32":
    pytest.skip("needs the files and limits of a Unix system", allow_module_level=True)

BYTES = 200 * 2**20
LONGEST = 50  # seconds for all the commands of a file, however busy the machine is
# A command may cost so many times the CPU of the count beside it: 2 s where that takes 20 ms.
TIMES = 100
# Everything is imported once; each line of stdin is then a file's commands, run in a child of its own.
NURSERY = """
import json, os, resource, signal, sys, time
from backcare.cli.main import main

def measured(task, *arguments):
    began = time.process_time()
    return task(*arguments), time.process_time() - began

def count():
    return sum(n * n for n in range(300_000))

def try_all(order):
    signal.alarm(order["longest"])
    resource.setrlimit(resource.RLIMIT_DATA, (order["bytes"],) * 2)
    resource.setrlimit(resource.RLIMIT_CPU, (20, 20))
    os.environ.clear()
    os.environ.update(order["environment"])
    os.chdir(order["folder"])
    out = os.open(order["out"], os.O_WRONLY)
    os.dup2(out, 1)
    os.dup2(out, 2)
    told = []
    _, unit = measured(count)
    for command in order["commands"]:
        code, seconds = measured(main, command)
        told.append([int(code), seconds / unit])
        sys.stdout.flush()
    with open(order["told"], "w") as file:
        json.dump(told, file)

os.environ["BACKCARE_HOME"] = sys.argv[1]
sys.stdout, stdout = open(os.devnull, "w"), sys.stdout
main(["check", os.path.join(sys.argv[1], "none.yaml")])
main(["list"])
sys.stdout = stdout
for line in sys.stdin:
    child = os.fork()
    if not child:
        os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
        try_all(json.loads(line))
        sys.stdout.flush()
        os._exit(0)
    print(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), flush=True)
"""
ROUTINE = "name: {}\nstretches:\n- name: Reach\n  hold: 1\n  steps: {{setup: [{}], release: [Rest.]}}\n"
ESCAPES = {
    "colour": "\x1b[31m",
    "title": "\x1b]0;mine\x07",
    "clipboard": "\x1b]52;c;bWluZQ==\x07",
    "link": "\x1b]8;;http://example.org\x1b\\",
    "eight bit": "\x9b31m",
    "NUL": "\0",
    "bidirectional": "\u202e",
    "isolate": "\u2066",
    "zero width": "\u200b",
    "line separator": "\u2028",
    "carriage return": "\x0d\x1b[2K",
    "backspace": "\x08",
}


def said(*texts):
    """A routine that says these texts as they stand, in quotes."""
    return ROUTINE.format(*(json.dumps(text, ensure_ascii=False) for text in texts))


def escaped(text):
    """A text in YAML's own escapes, which are all in order for a parser."""
    return '"' + "".join(f"\\U{ord(char):08X}" for char in text) + '"'


def bomb():
    return "a0: &a0 [lol]\n" + "\n".join(f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 10))


def with_seconds(number):
    return said("A", "Sit.") + f"  seconds: {{setup: {number}}}\n"


TAKEN = {
    "markup": said("[red]Reach[/red] :smile:", "[link=file:///etc/passwd]Sit[/link] [/] [[x]]"),
    "format codes": said("%s {0} {name}", "%n%n {side $HOME"),
    "shell": said("$(touch pwned) `touch pwned`; touch pwned", "| touch pwned && rm -rf ~"),
    "options": said("--help", "-f /etc/passwd"),
    "other scripts": said("\u4e2d\u6587 \u05e9\u05dc\u05d5\u05dd \U0001f476", "\u0e01\u0e33 e\u0301"),
    "foreign line ends": said("A", "Sit.").replace("\n", "\r\n").encode(),
    "old line ends": said("A", "Sit.").replace("\n", "\r").encode(),
    "byte order mark": b"\xef\xbb\xbf" + said("A", "Sit.").encode(),
    "a long comment": said("A", "Sit.") + "#" * 200_000,
}
REFUSED = {
    **{f"raw {name}": said("A", "Sit.").replace("Sit", f"Sit{text}") for name, text in ESCAPES.items()},
    "escape after escape": ROUTINE.format("A", ", ".join(map(escaped, ESCAPES.values()))),
    "escapes in keys": "".join(f"{escaped(text)}: 1\n" for text in ESCAPES.values()) + said("A", "Sit."),
    "half a character": ROUTINE.format("A", '"\\ud800"'),
    "a name of 10,000 characters": said("x" * 10_000, "Sit."),
    "100,000 steps": "name: A\nhold: 20\nsteps:\n" + "- a\n" * 60_000,
    "100,000 stretches": "name: A\nstretches:\n" + "- a\n" * 60_000,
    "9,000 unknown keys": said("A", "Sit.") + "".join(f"stetches{n:05}: 1\n" for n in range(9_000)),
    "1e308 seconds": with_seconds("1e308"),
    "not a number of seconds": with_seconds(".nan"),
    "endless seconds": with_seconds(".inf"),
    "5,000 digits": with_seconds("9" * 5_000),
    "brackets in brackets": "name: " + "[" * 100_000,
    "lists in lists": "- " * 100_000,
    "mappings in mappings": "name: " + "{a: " * 50_000,
    "an alias bomb": bomb(),
    "a merge key": "a: &a {b: 1}\n<<: *a\n" + said("A", "Sit."),
    "a tag": said("A", "Sit.") + "source: !!python/object/apply:os.system [touch pwned]\n",
    "duplicate keys": said("A", "Sit.") + "name: B\n",
    "duplicate ids": said("A", "Sit.") + "- {name: reach, hold: 1, steps: [a]}\n",
    "two documents": said("A", "Sit.") + "---\n" + said("B", "Sit."),
    "a path for an id": "name: A\nstretches: [../../x, /etc/passwd, con, 'C:\\x', ~/x]\n",
    "Latin-1": said("Caf\u00e9", "Sit.").encode("latin-1"),
    "UTF-16": said("A", "Sit.").encode("utf-16"),
    "UTF-32": said("A", "Sit.").encode("utf-32"),
    "nothing": "",
    "zeros": b"\0" * 4096,
    "random bytes": bytes(range(256)) * 64,
    "300 KB": said("A", "Sit.") + "#" * 300_000,
    "tiny mappings up to the limit": "name: A\nstretches: [" + "{a: b}," * 36_000 + "]\n",
    "a text up to the limit": f"name: {'x ' * 130_000}\n",
}
STRANGE = {
    "a device": lambda path: path.symlink_to("/dev/zero"),
    "a terminal": lambda path: path.symlink_to("/dev/tty"),
    "a pipe": os.mkfifo,
    "a loop of links": lambda path: path.symlink_to(path.name),
    "a link to nothing": lambda path: path.symlink_to("gone"),
    "a folder": lambda path: path.mkdir(),
    "a file without permission": lambda path: write(path, "[").chmod(0),
    "a link to a secret": lambda path: path.symlink_to("/etc/passwd"),
}
FILES = {name: lambda path, text=text: write(path, text) for name, text in (TAKEN | REFUSED).items()} | STRANGE


class Nursery:
    """The program, imported once; it tries the commands of each file in a child that has limits."""

    def __init__(self, folder):
        self.nothing = str(folder / "nothing")
        self.process = subprocess.Popen(
            [sys.executable, "-c", NURSERY, str(folder)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            encoding="utf-8",
            env=os.environ | {"PYTHONUTF8": "1"},  # whatever the locale is
        )

    def try_all(self, commands, *, folder, out, told):
        """Run commands in a folder; return the exit code of the child that did."""
        out.touch()
        order = {
            "commands": commands,
            "folder": str(folder),
            "out": str(out),
            "told": str(told),
            "environment": os.environ | {"PATH": self.nothing},  # no player, no voice
            "longest": LONGEST,
            "bytes": BYTES,
        }
        print(json.dumps(order), file=self.process.stdin, flush=True)
        return int(self.process.stdout.readline())

    def close(self):
        self.process.stdin.close()
        self.process.stdout.close()
        self.process.wait()


@pytest.fixture(scope="module")
def nursery(tmp_path_factory):
    made = Nursery(tmp_path_factory.mktemp("nursery"))
    yield made
    made.close()


@pytest.mark.parametrize("name", FILES)
def test_a_stranger_s_file_is_a_clear_fault_or_rightly_taken(nursery, home, tmp_path, name):
    sent, hers = tmp_path / "sent" / "strange.yaml", home / "config" / "routines"
    for path in (sent, hers / "strange.yaml"):
        path.parent.mkdir(parents=True)
        FILES[name](path)
    before = everything(tmp_path) | everything(home)
    commands = [
        ["check", str(sent)],
        ["check", str(sent), "--json"],
        ["routine", str(sent), "--dry-run"],
        ["routine", str(sent), "--plain", "--yes", "--no-log", "--speed", "1000"],
        ["routine", "strange", "--dry-run", "--json"],
        ["show", "strange"],
        ["list"],
        ["add", str(sent), "--yes"],
    ]
    out, told = (tmp_path.parent / f"{tmp_path.name}-{what}" for what in ("out", "told"))
    code = nursery.try_all(commands, folder=tmp_path, out=out, told=told)
    out = out.read_bytes().decode()
    assert code == 0, out
    assert [char for char in out if not char.isprintable() and char != "\n"] == []
    assert "Traceback" not in out
    told = json.loads(told.read_text(encoding="utf-8"))
    codes = [0] * 8 if name in TAKEN else [1, 0, 1, 1, 1, 1, 0, 1]
    codes[1] = codes[0]
    assert [code for code, _ in told] == codes, out
    assert [times for _, times in told if times >= TIMES] == []
    assert everything(tmp_path) | everything(home) == before


def everything(folder):
    """All files in a folder and below it, but those in which the program keeps what it checked."""
    kept = folder / "cache"
    return {file for file in folder.rglob("*") if file != kept and not file.is_relative_to(kept)}

"""Drive a real editor's YAML server with our schema: `python tools/check_editor.py path/to/yaml-language-server`.

It comes with `npm install yaml-language-server`; nothing else here needs npm.
"""

import json
import subprocess
import sys
import tempfile
from pathlib import Path

from backcare.library.json_schema import SCHEMA_FILE, make_schema
from backcare.library.library import list_files, shipped_folder

BROKEN = """\
nmae: Twist
stages: [pregnancy, postpartm]
position: kneelin
hold: 15-900
sides: [left, left]
steps:
  setup:
    - Kneel close to the wall.
    - Hold: breathe
  move: ["Turn gently to the {sid}."]
  relase: [Rest.]
cautions: Gently.
seconds: {setup: 20s, move: -1}
"""
ON_LINES = {1, 2, 3, 4, 5, 9, 10, 11, 12, 13}
ROUTINE = "name: Morning\nstage: \nstretches:\n  - stretch: twist\n    hold: 25\n    \n"
STRETCH = "name: Twist\nhold: 20\nposition: \nstages: []\nsteps: [Turn.]\n"


class Editor:
    """An editor that has one folder open, as far as a language server can tell."""

    def __init__(self, server, folder):
        self.folder = folder
        self.counted = 0
        self.diagnostics = {}
        self.server = subprocess.Popen([server, "--stdio"], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        capabilities = {
            "textDocument": {"publishDiagnostics": {}, "completion": {}},
            "workspace": {"configuration": True},
        }
        self.ask("initialize", {"processId": None, "rootUri": folder.as_uri(), "capabilities": capabilities})
        self.tell("initialized", {})

    def send(self, message):
        body = json.dumps({"jsonrpc": "2.0", **message}).encode()
        self.server.stdin.write(b"Content-Length: %d\r\n\r\n%s" % (len(body), body))
        self.server.stdin.flush()

    def tell(self, method, params):
        self.send({"method": method, "params": params})

    def ask(self, method, params):
        self.counted += 1
        self.send({"id": self.counted, "method": method, "params": params})
        while True:
            message = self.take()
            if message.get("id") == self.counted and "method" not in message:
                return message["result"]

    def take(self):
        """Take one message of the server's, and answer it where it is a question."""
        size = 0
        while (line := self.server.stdout.readline().strip()) != b"":
            if line.lower().startswith(b"content-length:"):
                size = int(line.split(b":")[1])
        message = json.loads(self.server.stdout.read(size))
        if message.get("method") == "textDocument/publishDiagnostics":
            self.diagnostics[message["params"]["uri"]] = message["params"]["diagnostics"]
        elif "method" in message and "id" in message:
            wanted = message["params"].get("items", []) if message.get("params") else []
            self.send({"id": message["id"], "result": [self.setting(item) for item in wanted]})
        return message

    def setting(self, item):
        return {"validate": True, "completion": True, "hover": True} if item.get("section") == "yaml" else {}

    def open(self, name, text):
        """Open a file, and return the server's complaints as pairs of line and message."""
        path = self.folder / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")
        document = {"uri": path.as_uri(), "languageId": "yaml", "version": 1, "text": text}
        self.tell("textDocument/didOpen", {"textDocument": document})
        while path.as_uri() not in self.diagnostics:
            self.take()
        return [(one["range"]["start"]["line"], one["message"]) for one in self.diagnostics[path.as_uri()]]

    def offered(self, name, line, character):
        """Return the words that completion offers at a place."""
        place = {
            "textDocument": {"uri": (self.folder / name).as_uri()},
            "position": {"line": line, "character": character},
        }
        return {item["label"] for item in self.ask("textDocument/completion", place)["items"]}


def main(server):
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / SCHEMA_FILE).write_text(json.dumps(make_schema()), encoding="utf-8")
        editor = Editor(server, Path(folder).resolve())
        head, inner = (f"# yaml-language-server: $schema={place}{SCHEMA_FILE}\n" for place in ("", "../"))
        files = list_files(shipped_folder())
        for file in files:
            complaints = editor.open(f"stretches/{file.name}", inner + file.read_text(encoding="utf-8"))
            assert complaints == [], (file, complaints)
        print(f"{len(files)} shipped files: no complaint")
        told = editor.open("broken.yaml", head + BROKEN)
        for line, message in told:
            print(f"line {line}: {message}")
        missed, more = ON_LINES - {line for line, _ in told}, {line for line, _ in told} - ON_LINES
        assert not missed | more, f"missed on lines {missed}, too many on lines {more}"
        editor.open("stretch.yaml", head + STRETCH)
        editor.open("routine.yaml", head + ROUTINE)
        words = [
            (editor.offered("stretch.yaml", 3, 10), {"seated", "kneeling", "standing", "supine"}),
            (editor.offered("stretch.yaml", 4, 9), {"pregnancy", "postpartum"}),
            (editor.offered("routine.yaml", 2, 7), {"pregnancy", "postpartum"}),
            (editor.offered("routine.yaml", 6, 4), {"repeats"}),
        ]
        for offered, wanted in words:
            print("offered:", ", ".join(sorted(offered)))
            assert wanted <= offered, f"not offered: {wanted - offered}"
        editor.server.kill()


if __name__ == "__main__":
    main(sys.argv[1])

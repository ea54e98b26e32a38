"""Drive an editor's language server with our schema: `python tools/check_editor.py path/to/yaml-language-server`.

The server comes with `npm install yaml-language-server`; nothing else here needs npm.
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
    """A language client: to the server, an editor with one folder open."""

    def __init__(self, server, folder):
        self.folder = folder
        self.last_id = 0
        self.diagnostics = {}
        self.server = subprocess.Popen([server, "--stdio"], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        capabilities = {
            "textDocument": {"publishDiagnostics": {}, "completion": {}},
            "workspace": {"configuration": True},
        }
        self.request("initialize", {"processId": None, "rootUri": folder.as_uri(), "capabilities": capabilities})
        self.notify("initialized", {})

    def send(self, message):
        """Send a message with the header that the protocol wants."""
        body = json.dumps({"jsonrpc": "2.0", **message}).encode()
        self.server.stdin.write(b"Content-Length: %d\r\n\r\n%s" % (len(body), body))
        self.server.stdin.flush()

    def notify(self, method, params):
        """Send a message that has no answer."""
        self.send({"method": method, "params": params})

    def request(self, method, params):
        """Send a request; return its result."""
        self.last_id += 1
        self.send({"id": self.last_id, "method": method, "params": params})
        while True:
            message = self.receive()
            if message.get("id") == self.last_id and "method" not in message:
                return message["result"]

    def receive(self):
        """Read one message of the server, and answer it where it is a request; return it."""
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
        """Return the settings of a section that the server asks for."""
        return {"validate": True, "completion": True, "hover": True} if item.get("section") == "yaml" else {}

    def open(self, name, text):
        """Open a file; return the server's complaints as pairs of line (from 0) and message."""
        path = self.folder / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")
        document = {"uri": path.as_uri(), "languageId": "yaml", "version": 1, "text": text}
        self.notify("textDocument/didOpen", {"textDocument": document})
        while path.as_uri() not in self.diagnostics:
            self.receive()
        return [(fault["range"]["start"]["line"], fault["message"]) for fault in self.diagnostics[path.as_uri()]]

    def completions(self, name, line, character):
        """Return the words that completion offers at a position."""
        position = {
            "textDocument": {"uri": (self.folder / name).as_uri()},
            "position": {"line": line, "character": character},
        }
        return {item["label"] for item in self.request("textDocument/completion", position)["items"]}


def main(server):
    """Check that the server complains of what is wrong, of nothing else, and offers the right words."""
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / SCHEMA_FILE).write_text(json.dumps(make_schema()), encoding="utf-8")
        editor = Editor(server, Path(folder).resolve())
        head, inner = (
            f"# yaml-language-server: $schema={folder_path}{SCHEMA_FILE}\n" for folder_path in ("", "../")
        )
        files = list_files(shipped_folder())
        for file in files:
            complaints = editor.open(f"stretches/{file.name}", inner + file.read_text(encoding="utf-8"))
            assert complaints == [], (file, complaints)
        print(f"{len(files)} shipped files: no complaint")
        complaints = editor.open("broken.yaml", head + BROKEN)
        for line, message in complaints:
            print(f"line {line}: {message}")
        missed, more = ON_LINES - {line for line, _ in complaints}, {line for line, _ in complaints} - ON_LINES
        assert not missed | more, f"missed on lines {missed}, too many on lines {more}"
        editor.open("stretch.yaml", head + STRETCH)
        editor.open("routine.yaml", head + ROUTINE)
        words = [
            (editor.completions("stretch.yaml", 3, 10), {"seated", "kneeling", "standing", "supine"}),
            (editor.completions("stretch.yaml", 4, 9), {"pregnancy", "postpartum"}),
            (editor.completions("routine.yaml", 2, 7), {"pregnancy", "postpartum"}),
            (editor.completions("routine.yaml", 6, 4), {"repeats"}),
        ]
        for offered, wanted in words:
            print("offered:", ", ".join(sorted(offered)))
            assert wanted <= offered, f"not offered: {wanted - offered}"
        editor.server.kill()


if __name__ == "__main__":
    main(sys.argv[1])

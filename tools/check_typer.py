"""Fails when the newest Typer no longer imports pydantic: then the cap in pyproject.toml can go.

With pydantic, which costs 50 ms, no command would start as fast as it does.
"""

import subprocess
import sys

SCRIPT = """
import importlib.metadata, sys, typer
app = typer.Typer()
app.command()(lambda: None)
app(args=[], standalone_mode=False)
print(importlib.metadata.version("typer"), "pydantic" in sys.modules)
"""
UV = (
    sys.executable,
    "-m",
    "uv",
    "run",
    "--quiet",
    "--no-project",
    "--isolated",
    "--with",
    "typer",
    "python",
    "-c",
)

version, imports_pydantic = subprocess.run(
    [*UV, SCRIPT], capture_output=True, text=True, check=True
).stdout.split()
if imports_pydantic == "False":
    sys.exit(f"Typer {version} does not import pydantic: take the cap out of pyproject.toml")
print(f"Typer {version} imports pydantic for every command: the cap stays")

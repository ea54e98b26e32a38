"""Check the types of the page's JavaScript, which stand in its comments; needs npm, which fetches TypeScript."""

import subprocess
import sys
from pathlib import Path

PAGE = Path(__file__).parents[1] / "src" / "backcare" / "phone" / "page.js"
TYPESCRIPT = "typescript@5"
CHECK = (
    "tsc",
    "--noEmit",
    "--allowJs",
    "--checkJs",
    "--strict",
    "--target",
    "es2022",
    "--lib",
    "es2023,dom,dom.iterable",
)

if __name__ == "__main__":
    sys.exit(subprocess.run(("npx", "--yes", "--package", TYPESCRIPT, *CHECK, PAGE), check=False).returncode)

"""`backcare` and `python -m backcare`."""

import gc
import sys


def start() -> int:
    """Run the program; return its exit code."""
    # Nothing made at the start is garbage, and looking for some costs a twentieth of it. A session turns it on.
    gc.disable()
    from backcare.cli.main import main

    return main()


if __name__ == "__main__":
    sys.exit(start())

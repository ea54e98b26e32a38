"""`python -m backcare`."""

import sys

from backcare.cli import main

if __name__ == "__main__":
    sys.exit(main())

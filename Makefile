# Every target sets up what it needs; Python 3.11 or newer is all that has to be there.

PYTHON ?= python3

# The versions of everything: those of the lock; with SET, the newest, or the oldest that pyproject.toml allows.
SET :=
VENV := .venv$(addprefix -,$(SET))
BIN := $(VENV)/bin
READY := $(VENV)/.ready
LOCK := requirements-lock.txt
PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check
INSTALL = $(PIP) --require-hashes -r $(LOCK) && $(PIP) --no-deps --no-build-isolation --editable .
INSTALL-newest = $(PIP) --editable '.[dev]'
INSTALL-oldest = .venv/bin/uv pip install --quiet --python $(VENV) --resolution lowest-direct --editable '.[dev]'

# How hard the properties are tried: dev, ci or long.
HYPOTHESIS_PROFILE ?= dev
export HYPOTHESIS_PROFILE
PYTEST := $(BIN)/python -m pytest -n auto --dist worksteal

.PHONY: run test test-long test-page test-wheel test-newest test-oldest style coverage check format lock check-typer bench pictures wheel clean

run: $(READY)
	@$(BIN)/backcare routine postpartum

test: $(READY)
	$(PYTEST) -m 'not long and not browser'

# The page for the phone in a real browser, where there is one.
test-page: $(READY)
	$(PYTEST) -m 'browser and not long'

# Everything, each property with a thousand examples, and the tests that take minutes.
test-long: $(READY)
	HYPOTHESIS_PROFILE=long $(PYTEST) --timeout=3600

# Builds the wheel and uses it from an environment of its own.
test-wheel: $(READY)
	$(BIN)/python tools/check_wheel.py

test-newest test-oldest: $(READY)
	rm -rf .venv-$(@:test-%=%)
	$(MAKE) test SET=$(@:test-%=%)

style: $(READY)
	$(BIN)/ruff format --check src tests tools
	$(BIN)/ruff check src tests tools
	$(BIN)/mypy
	$(BIN)/lint-imports

coverage: $(READY)
	$(PYTEST) -m 'not long' --cov --cov-report=term

check: style coverage test-wheel

format: $(READY)
	$(BIN)/ruff format src tests tools
	$(BIN)/ruff check --fix src tests tools

# Renews every version in the lock, for all systems and Pythons that are supported.
lock: $(READY)
	$(BIN)/uv pip compile --quiet --upgrade --universal --python-version 3.11 --generate-hashes --no-emit-index-url \
		--no-annotate --custom-compile-command 'make lock' --extra dev --output-file $(LOCK) pyproject.toml

# Whether pyproject.toml still has to keep the newest Typer out.
check-typer: $(READY)
	$(BIN)/python tools/check_typer.py

bench: $(READY)
	$(BIN)/python tests/bench/run.py

# The pictures of the README, and the diagram of the states in docs/architecture.md.
pictures: $(READY)
	$(BIN)/python tools/draw_pictures.py
	$(BIN)/python tools/draw_diagrams.py

wheel: $(READY)
	$(BIN)/python -m build --no-isolation

# Compiled now, the program starts three times as fast at the first call.
$(READY): pyproject.toml $(LOCK)
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "backcare needs Python 3.11 or newer")'
	$(PYTHON) -m venv --clear $(VENV)
	$(INSTALL$(addprefix -,$(SET)))
	$(BIN)/python -m compileall -q src $(VENV)/lib
	@touch $@

clean:
	rm -rf .venv .venv-* build dist .coverage .hypothesis .mypy_cache .pytest_cache .ruff_cache

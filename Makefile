# Every target sets up what it needs; Python 3.11 or newer is all that has to be there.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready

.PHONY: run test check format bench pictures wheel clean

run: $(READY)
	@$(BIN)/backcare routine postpartum

test: $(READY)
	$(BIN)/python -m pytest
	$(BIN)/python tests/wheel.py

check: $(READY)
	$(BIN)/ruff format --check src tests tools
	$(BIN)/ruff check src tests tools
	$(BIN)/mypy
	$(BIN)/python -m pytest --cov --cov-report=term

format: $(READY)
	$(BIN)/ruff format src tests tools
	$(BIN)/ruff check --fix src tests tools

bench: $(READY)
	$(BIN)/python tests/bench/run.py

pictures: $(READY)
	$(BIN)/python tests/pictures.py

wheel: $(READY)
	$(BIN)/python -m build

# Compiled now, the program starts three times as fast at the first call.
$(READY): pyproject.toml
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "backcare needs Python 3.11 or newer")'
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[dev]'
	$(BIN)/python -m compileall -q src $(VENV)/lib
	@touch $@

clean:
	rm -rf $(VENV) build dist .coverage .hypothesis .mypy_cache .pytest_cache .ruff_cache

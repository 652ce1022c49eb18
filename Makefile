# make run: install, migrate, load the demo company when empty, serve.   make test: everything, on both databases.
# make install: only what `make run` begins with.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
export AVOW_HOME ?= $(CURDIR)/.avow
PYTEST := $(BIN)/pytest -q -n 2 --dist loadgroup --max-worker-restart 2

.PHONY: run install test test-long lint lock clean

run: $(VENV)/.run
	@$(BIN)/avow migrate --verbosity 0
	@$(BIN)/avow demo --when-empty
	@$(BIN)/avow serve

# The commands in .venv/bin, and nothing else.
install: $(VENV)/.run

# What touches no database says the same again (tests/database.py), and no page looks otherwise on another: once is enough.
test: $(VENV)/.test lint
	$(PYTEST) -m "not long" --db=sqlite
	$(PYTEST) -m "not long" --db=postgresql --ignore=avow/policy --ignore=tests/looks

test-long: $(VENV)/.test
	$(PYTEST) -m long --db=sqlite
	$(PYTEST) -m long --db=postgresql --ignore=avow/policy

lint: $(VENV)/.test
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/lint-imports
	$(BIN)/mypy
	$(BIN)/avow policy check corporate
	$(BIN)/python -m tests.migrations

# Every process finds what another one compiled, tests with their assertions among it, even where that is switched off.
test test-long lint: export PYTHONDONTWRITEBYTECODE :=

# The private environment, from requirements locked by hash.
$(VENV)/.python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Avow needs Python 3.11 or newer. Name one: make run PYTHON=python3.12"; exit 2; }
	@$(PYTHON) -m venv $(VENV) || { echo "Python's venv is missing. On Debian and Ubuntu: apt install python3-venv"; rm -rf $(VENV); exit 2; }
	@touch $@

$(VENV)/.run: $(VENV)/.python requirements/run.txt pyproject.toml
	@echo "Installing what Avow needs into $(VENV) ..."
	@$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements/run.txt
	@$(BIN)/pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@

$(VENV)/.test: $(VENV)/.run requirements/test.txt
	@$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements/test.txt
	@sh tests/chromium.sh $(BIN)
	@touch $@

# Renews the locks; needs uv. The files carry hashes and no address.
LOCK := uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header --upgrade
lock:
	cd requirements && $(LOCK) run.in -o run.txt && $(LOCK) -c run.txt test.in -o test.txt

clean:
	rm -rf $(VENV) .pytest_cache .ruff_cache .mypy_cache .hypothesis .import_linter_cache

# Everything on a fresh machine with Python 3.11 or newer: `make run`, `make test`.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
FOR_RUNNING := $(VENV)/.for-running
FOR_TESTING := $(VENV)/.for-testing
AUDIT := $(VENV)/audit
# A folder that `make wheels` filled elsewhere, for a machine without an index: `make run WHEELS=wheels`.
WHEELS ?=
INSTALL := $(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes --no-deps \
	$(if $(WHEELS),--no-index --find-links $(WHEELS))
# One lock for every system and every Python that is allowed; no index is named in it.
LOCK := $(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header --no-annotate

.PHONY: run test lint bench accuracy audit lock wheels clean help

help: ## what can be made
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/'

run: $(FOR_RUNNING) ## the dashboard, in the browser; the store is built from seeds/ on the first start
	$(BIN)/streamlit run app.py

test: $(FOR_TESTING) ## the whole test suite, a process for each core
	$(BIN)/python -m pytest -n auto --dist worksteal

lint: $(FOR_TESTING) ## linter, formatter, type checker
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/python -m mypy

bench: $(FOR_TESTING) ## speed, as ratios within one run
	$(BIN)/python -m tests.benchmarks

accuracy: $(FOR_TESTING) ## how well invented documents are read, and where reading fails
	$(BIN)/python -m tests.accuracy

audit: $(AUDIT)/bin/pip-audit ## known weaknesses of the packages in the locks, where the database of them can be reached
	$(AUDIT)/bin/python data/deploy/audit.py requirements.lock requirements-dev.lock

lock: $(BIN)/python ## the newest versions that requirements*.txt allow, into the locks
	$(BIN)/python -m pip install --quiet --disable-pip-version-check 'uv>=0.13'
	$(LOCK) --upgrade requirements.txt --output-file requirements.lock
	$(LOCK) --upgrade requirements-dev.txt --constraint requirements.lock --output-file requirements-dev.lock

wheels: $(BIN)/python ## what running needs, into a folder, for a machine without internet; FOR=linux-x86_64|linux-arm64|windows for another one
ifdef FOR
	$(BIN)/python -m pip install --quiet --disable-pip-version-check 'uv>=0.13'
	$(BIN)/python data/deploy/wheels.py $(FOR) --python $(or $(PYTHON_VERSION),3.11) --to $(or $(WHEELS),wheels)
else
	$(BIN)/python -m pip download --quiet --disable-pip-version-check --require-hashes --no-deps \
		--only-binary :all: --requirement requirements.lock --dest $(or $(WHEELS),wheels)
endif

clean: ## the environment and the store; the store is built again from seeds/
	rm -rf $(VENV) data/dashboard.duckdb data/dashboard.duckdb.wal

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit("需要 Python 3.11 或更高版本：make PYTHON=python3.11 …") if sys.version_info < (3, 11) else None'
	$(PYTHON) -m venv $(VENV)

$(AUDIT)/bin/pip-audit: | $(BIN)/python
	$(PYTHON) -m venv $(AUDIT)
	$(AUDIT)/bin/python -m pip install --quiet --disable-pip-version-check 'pip-audit>=2.10'

$(FOR_RUNNING): requirements.lock | $(BIN)/python
	$(INSTALL) --requirement requirements.lock
	@touch $@

$(FOR_TESTING): requirements-dev.lock | $(BIN)/python
	$(INSTALL) --requirement requirements-dev.lock
	@touch $@ $(FOR_RUNNING)

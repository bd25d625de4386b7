# Everything on a fresh machine with Python 3.11 or newer: `make run`, `make test`.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.installed

.PHONY: run test lint bench accuracy clean help

help: ## what can be made
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/'

run: $(READY) ## the dashboard, in the browser; the store is built from seeds/ on the first start
	$(BIN)/streamlit run app.py

test: $(READY) ## the whole test suite
	$(BIN)/python -m pytest

lint: $(READY) ## linter and formatter
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

bench: $(READY) ## speed, as ratios within one run
	$(BIN)/python -m tests.benchmarks

accuracy: $(READY) ## how well invented documents are read, and where reading fails
	$(BIN)/python -m tests.accuracy

clean: ## the environment and the store; the store is built again from seeds/
	rm -rf $(VENV) data/dashboard.duckdb data/dashboard.duckdb.wal

$(READY): requirements.txt
	@$(PYTHON) -c 'import sys; sys.exit("需要 Python 3.11 或更高版本：make PYTHON=python3.11 …") if sys.version_info < (3, 11) else None'
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements.txt
	@touch $@

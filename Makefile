# Everything that one does with Rung, by one word. `make help` lists it.
# A bare machine needs Python 3.11 with venv, and make. All else is fetched into this folder, by locked versions.

SHELL := bash
PORT ?= 8000
PYTHON := $(shell command -v python3.11 || command -v python3)
UV_VERSION := 0.13.8
UV := .tools/bin/uv
RUN := .venv/bin/
export UV_PYTHON_DOWNLOADS := never
export UV_PYTHON := $(PYTHON)
export RUNG_DATA_DIR ?= $(CURDIR)/var
export PYTHONDONTWRITEBYTECODE := 1

QUICK := not browser and not contract and not foreign and not faults and not thorough

.PHONY: help setup demo test check thorough format lint types arrows records translations docs postgresql contract foreign browser \
	faults bench clean

help: ## show this list
	@grep -hE '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z]+):.*## /  \1\t/' | expand -t 16

$(UV):
	@"$(PYTHON)" -c 'import sys; sys.exit(sys.version_info[:2] != (3, 11))' || { echo "Rung needs Python 3.11; found $(PYTHON)."; exit 1; }
	"$(PYTHON)" -m venv .tools
	.tools/bin/pip install --quiet --disable-pip-version-check uv==$(UV_VERSION)

.venv/.ready: pyproject.toml uv.lock | $(UV)
	$(UV) sync --quiet --frozen
	@touch $@

setup: .venv/.ready ## fetch everything into this folder

demo: .venv/.ready ## set up and show Rung with the story loaded (PORT=8000)
	@exec $(RUN)rung demo --port $(PORT)

test: .venv/.ready ## set up and run the quick tests: no browser, no Node.js, SQLite
	@$(RUN)pytest -q -n 2 --dist worksteal -m "$(QUICK)"

check: format lint types arrows records translations docs test thorough postgresql contract foreign browser ## everything that CI holds
	@echo "All gates passed."

thorough: .venv/.ready ## the tests that take long: tampering, bounds, commands of the handbook, long random walks
	$(RUN)pytest -q -n 2 --dist worksteal -m thorough

format: .venv/.ready ## the layout of the code
	$(RUN)ruff format --check

lint: .venv/.ready ## every rule of ruff, each exception justified in pyproject.toml
	$(RUN)ruff check

types: .venv/.ready ## strict types over product and tests
	$(RUN)mypy

arrows: .venv/.ready ## which way data flows between rooms
	$(RUN)lint-imports --no-cache

records: .venv/.ready ## declared routes, scopes, personal data; no missing migration
	RUNG_DATA_DIR=$$(mktemp -d) $(RUN)rung manage check --fail-level WARNING
	RUNG_DATA_DIR=$$(mktemp -d) $(RUN)rung manage makemigrations --check --dry-run

translations: .venv/.ready ## Polish complete and compiled
	$(RUN)python -m tests.gates.translations

docs: .venv/.ready ## build the handbook; every warning is an error
	$(RUN)sphinx-build -q -W -n -b dirhtml docs docs/_build

postgresql: .venv/.ready ## the slices and the fault tests again, on a throw-away PostgreSQL, and the faults on SQLite
	$(RUN)pytest -q -m faults
	.ci/with-postgresql $(RUN)pytest -q -m faults
	.ci/with-postgresql $(RUN)pytest -q -n 2 --dist worksteal -m "$(QUICK)" tests/platform

contract: .venv/.ready ## the API against its committed description
	$(RUN)pytest -q -m contract

tests/foreign/node_modules: tests/foreign/package-lock.json
	cd tests/foreign && npm ci --ignore-scripts --no-fund --no-audit
	@touch $@

foreign: .venv/.ready tests/foreign/node_modules ## what software that is not ours says of our credentials
	$(RUN)pytest -q -m foreign

browser: .venv/.ready tests/foreign/node_modules ## every page in Chromium: axe, 320 px, keyboard, both languages
	$(RUN)pytest -q -m browser

faults: .venv/.ready ## the fault harness with its full figures
	RUNG_KILLS=25 $(RUN)pytest -q -s -m faults
	RUNG_KILLS=25 .ci/with-postgresql $(RUN)pytest -q -s -m faults

bench: .venv/.ready ## speed, beside a peer or a physical limit in the same run
	@for script in bench/*.py; do $(RUN)python $$script; done

clean: ## drop what make fetched; your data in var/ stays
	rm -rf .tools .venv docs/_build tests/foreign/node_modules .pytest_cache .mypy_cache .ruff_cache .hypothesis

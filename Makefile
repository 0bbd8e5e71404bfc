# Rostrum's commands; `make` lists them. `make run` and `make test` need nothing but Python 3.11 or
# newer: they set up what is missing and can be run again without harm.

PORT ?= 8000
VENV := .venv
PY := $(VENV)/bin/python
PIP := $(PY) -m pip --disable-pip-version-check --quiet
CODE := config reports evaluations people workshops tests manage.py

# At home: development settings. A server of the institute sets its own (README, "Settings").
HOME_SITE := ROSTRUM_DEBUG=1 ROSTRUM_SITE_URL=http://127.0.0.1:$(PORT)

# The newest Python on this machine that Rostrum runs on.
PYTHON = $(shell for name in python3.13 python3.12 python3.11 python3; do \
	command -v $$name > /dev/null && \
	$$name -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2> /dev/null && \
	{ echo $$name; break; }; done)

.DEFAULT_GOAL := help
.PHONY: help run test races check bench lock messages format clean
.SUFFIXES:

help: ## list these commands
	@sed -n 's/^\([a-z]*\):.*## /  make \1 	/p' Makefile

run: $(VENV)/.ready ## start the site with its samples; PORT=8000
	@mkdir -p var/static && chmod 700 var
	@$(HOME_SITE) $(PY) manage.py migrate --verbosity 0
	@$(HOME_SITE) $(PY) manage.py load_sample --refresh-live
	@$(HOME_SITE) $(PY) manage.py setup_site
	@$(HOME_SITE) $(PY) manage.py runserver 127.0.0.1:$(PORT)

test: $(VENV)/.ready-to-test ## run the whole suite, on SQLite with a browser, then on PostgreSQL; ARGS=…
	@$(PY) -m tests.tools.provide
	@$(PY) -m tests.tools.suite --numprocesses auto --maxprocesses 4 --tb=native $(ARGS)

races: $(VENV)/.ready-to-test ## two hundred for one seat, fifty times, on both databases
	@$(PY) -m tests.tools.provide postgresql
	@ROSTRUM_RACE_HEATS=50 ROSTRUM_RACE_RIVALS=200 $(PY) -m tests.tools.suite tests/house/test_races.py $(ARGS)

check: $(VENV)/.ready-to-test ## lint everything; changes nothing
	@$(PY) -m tests.tools.check

format: $(VENV)/.ready-to-test ## bring Python and templates into shape
	$(VENV)/bin/ruff check --fix --quiet $(CODE)
	$(VENV)/bin/ruff format --quiet $(CODE)
	find templates -name '*.html' -exec $(VENV)/bin/djade --target-version 5.2 {} +

bench: $(VENV)/.ready-to-test ## what pages and imports cost over the least that would do
	@$(PY) -m tests.tools.bench

messages: $(VENV)/.ready-to-test ## collect texts to translate, and compile the catalogues
	@$(PY) -m tests.tools.provide gettext
	@$(PY) -m tests.tools.messages

lock: $(VENV)/.ready-to-test ## compile requirements*.in, with hashes; ARGS=--upgrade
	@$(PY) -m tests.tools.lock $(ARGS)

clean: ## remove the environment and what tools leave behind; keeps var/, where the data is
	rm -rf $(VENV) .pytest_cache .ruff_cache .import_linter_cache .hypothesis
	find . -name __pycache__ -not -path './var/*' -prune -exec rm -rf {} +

$(PY):
	@if [ -z "$(PYTHON)" ]; then \
		echo "Rostrum needs Python 3.11 or newer, and there is none on this machine's PATH." >&2; exit 1; fi
	@$(PYTHON) -m venv $(VENV) || { rm -rf $(VENV); \
		echo "Python could not make an environment. On Debian or Ubuntu install its part for that:" >&2; \
		echo "  apt-get install python3-venv" >&2; exit 1; }

$(VENV)/.ready: requirements.txt | $(PY)
	@echo "Installing what Rostrum needs; this takes a minute the first time."
	@$(PIP) install --require-hashes -r requirements.txt
	@touch $@

$(VENV)/.ready-to-test: requirements-dev.txt | $(PY)
	@echo "Installing what the tests need; this takes a minute the first time."
	@$(PIP) install --require-hashes -r requirements-dev.txt
	@touch $@

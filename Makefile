# Everything that is done with Sammen, one word each. `make` or `make help` lists them.
.DEFAULT_GOAL := help
.PHONY: help run invite migrate test check bench lock screenshots clean venv venv-test .venv

ROLE ?= administrator
TESTS ?=
ROUNDS ?= 5
PART ?=
BIN := .venv/bin

# where a machine tells Python to keep nothing compiled, each of many processes would read all anew
unexport PYTHONDONTWRITEBYTECODE

help:  ## this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-11s %s\n", $$1, $$2 }' Makefile

run: venv  ## make .venv and the database, start the program, print its links
	@exec $(BIN)/sammen run

invite: venv  ## print a one-time staff link (ROLE=administrator, coordinator or host)
	@$(BIN)/sammen invite $(ROLE)

migrate: venv  ## bring the database to the newest form
	@$(BIN)/sammen migrate

test: venv-test  ## run the tests, but for those that take minutes (TESTS="tests/storage -k name" for some)
	@$(BIN)/pytest $(TESTS)

check: venv-test  ## what CI runs: format, lint, types, imports, house rules, texts, migrations, tests
	@tools/check.sh

bench: venv-test  ## what a message costs, beside two peers (ROUNDS=1 for a look; PART=understanding or matching)
	@$(BIN)/python -m tools.bench --rounds $(ROUNDS) $(if $(PART),--part $(PART))

lock:  ## refresh requirements.lock and requirements-test.lock from pyproject.toml (needs uv)
	@tools/lock.sh

screenshots: venv-test  ## make the README's pictures anew (needs Chromium)
	@$(BIN)/python tools/screenshots.py

clean:  ## remove .venv and what the tools left (never the database)
	@rm -rf .venv .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis build ./*.egg-info
	@find bot handlers storage tests -name __pycache__ -prune -exec rm -rf {} +

.venv: venv-test

venv:
	@tools/environment.sh run

venv-test:
	@tools/environment.sh test

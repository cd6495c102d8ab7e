# Everything sets itself up in .venv; nothing is installed outside it.
PYTHON ?= $(shell for p in python3 python3.14 python3.13 python3.12 python3.11; do \
	$$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$p && break; done)
BIN := .venv/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check install --quiet --require-hashes --requirement

.PHONY: setup run test fast format bench lock
.DEFAULT_GOAL := run

.venv/.run: requirements.lock
	@test -n "$(PYTHON)" || { echo "Encore needs Python 3.11 or newer; install it, or name it: make PYTHON=…"; exit 1; }
	@test -x $(BIN)/python || $(PYTHON) -m venv .venv
	@$(PIP) requirements.lock
	@touch $@

.venv/.dev: requirements-dev.lock .venv/.run
	@$(PIP) requirements-dev.lock
	@touch $@

setup: .venv/.dev

# The bot; without DISCORD_TOKEN together with the sandbox, whose address it prints.
run: .venv/.run
	@$(BIN)/python -m bot

# Format, lint, types, then every test: the quick ones side by side, then the slow ones.
test: .venv/.dev
	@$(BIN)/ruff format --check --quiet . || { echo "run: make format"; exit 1; }
	@$(BIN)/ruff check --quiet .
	@$(BIN)/mypy
	@$(BIN)/python -m pytest -q -n auto -m "not slow"
	@$(BIN)/python -m pytest -q -n auto --dist loadfile -m slow

# The quick part of the tests alone.
fast: .venv/.dev
	@$(BIN)/python -m pytest -q -n auto -m "not slow"

format: .venv/.dev
	@$(BIN)/ruff check --fix --quiet . || true
	@$(BIN)/ruff format .

bench: .venv/.dev
	@$(BIN)/python -m tests.bench

# Pins every dependency again, with hashes and without addresses, for Python 3.11 and newer on every system.
LOCK := $(BIN)/uv pip compile --quiet --upgrade --universal --python-version 3.11 --generate-hashes \
	--no-emit-index-url --no-annotate --no-header pyproject.toml
lock: .venv/.dev
	@$(LOCK) --output-file requirements.lock
	@$(LOCK) --group dev --output-file requirements-dev.lock

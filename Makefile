# Reconvene's commands. `make` alone lists them; the work itself is in scripts/.
SHELL := /bin/bash
.DEFAULT_GOAL := help
MAKEFLAGS += --no-print-directory
PORT ?= 8000
DATA ?= data
BIN := .venv/bin

.PHONY: help setup run test lint format types unit e2e client fuzz audit bench faults lock screenshots wheel clean

help: ## List the commands
	@awk -F ':.*## ' '/^[a-z0-9]+:.*## / { printf "  make %-12s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

setup: ## Install everything for working on Reconvene
	@scripts/setup.sh test && scripts/client.sh build

run: ## Start a server with a ready meeting (PORT=8000 DATA=data; GUESTS=8 with simulated people in it)
	@scripts/setup.sh $(if $(GUESTS),guests,run) && scripts/client.sh build
	@exec $(BIN)/reconvene serve --port $(PORT) --data $(DATA) --with-meeting "Reconvene" $(if $(GUESTS),--with-guests $(GUESTS))

test: ## Install what is missing and run all checks
	@scripts/test.sh

lint: ## Check style and import rules
	@$(BIN)/ruff check . && $(BIN)/lint-imports --no-logo && $(BIN)/shellcheck -x scripts/*.sh .ci/*

format: ## Format all sources and write the client's wire types anew
	@$(BIN)/python -m reconvene.wire.typescript > client/src/wire.gen.ts
	@$(BIN)/ruff check --fix --exit-zero --quiet . && $(BIN)/ruff format . && PATH="$(CURDIR)/$(BIN):$$PATH" npm --prefix client run --silent format

types: ## Check the types of Python and of the client
	@$(BIN)/mypy && PATH="$(CURDIR)/$(BIN):$$PATH" npm --prefix client run --silent types

unit: ## Run the Python tests without browsers
	@$(BIN)/python -m pytest -m "not e2e"

e2e: ## Run the end-to-end tests in Chromium
	@scripts/client.sh build && $(BIN)/python -m pytest -m e2e tests/e2e

client: ## Build the client
	@scripts/setup.sh run && scripts/client.sh build

fuzz: ## Throw a million damaged inputs at everything that reads, then minutes guided by coverage (SECONDS=60 each)
	@$(BIN)/python -m tests.fuzz --guided $(or $(SECONDS),60) && FUZZ_EXAMPLES=500 $(BIN)/python -m pytest tests/web/test_schema.py

audit: ## Ask the public services for known weaknesses of the locked packages
	@scripts/audit.sh

bench: ## Measure speed and size
	@scripts/client.sh build && $(BIN)/python -m bench

faults: ## Cause every fault and write what it did into bench/results and docs/operations.md
	@scripts/setup.sh test && scripts/client.sh build
	@rm -f bench/results/faults.json
	@$(BIN)/python -m pytest --every-fault --outcomes bench/results/faults.json --ignore tests/faults/test_table.py tests/faults tests/e2e/test_faults.py tests/e2e/test_relays.py tests/e2e/test_black_holes.py
	@$(BIN)/python -m bench.faults

lock: ## Resolve the requirements anew (UPGRADE=1 for newer versions)
	@scripts/lock.sh $(if $(UPGRADE),--upgrade)

screenshots: ## Take pictures of every state into test-results/
	@scripts/client.sh build && $(BIN)/python -m tests.e2e.screenshots

wheel: client ## Build the wheel with the client inside
	@$(BIN)/hatchling build -t wheel

clean: ## Remove what was built, not the data
	@rm -rf .venv .venv-lock .venv-audit build dist client/dist client/node_modules test-results .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache

#!/usr/bin/env bash
# All checks, in the order of how soon they fail; the first failure ends the run. Pytest's closing line comes last.
# Further arguments go to pytest.
set -euo pipefail
cd "$(dirname "$0")/.."
# shellcheck source=scripts/lib.sh
source scripts/lib.sh

scripts/setup.sh test
scripts/client.sh build

say "Lint and format"
.venv/bin/ruff check --quiet .
.venv/bin/ruff format --quiet --check .
.venv/bin/shellcheck --external-sources scripts/*.sh .ci/*
say "Types"
.venv/bin/mypy
say "Import rules"
.venv/bin/lint-imports --no-logo
say "The client's copy of the wire types"
.venv/bin/python -m reconvene.wire.typescript | diff client/src/wire.gen.ts - ||
    die "client/src/wire.gen.ts is out of date: run .venv/bin/python -m reconvene.wire.typescript > client/src/wire.gen.ts"
say "Client: lint, types, tests"
scripts/client.sh check
say "Tests"
# Two at a time, but those with browsers one after another and last, so that nothing disturbs their clocks.
exec .venv/bin/python -m pytest --numprocesses 2 --dist loadscope --no-loadscope-reorder "$@"

#!/usr/bin/env bash
# Ask the public services for known weaknesses of the locked packages: pip-audit for Python, npm audit for the client.
# Ends with 0 if none is known, 1 if one is, 2 if a service could not be asked (and so nothing was found).
set -euo pipefail
cd "$(dirname "$0")/.."

readonly tool_version=2.10.1
readonly tool=.venv-audit/bin/pip-audit

if [[ "$("$tool" --version 2>/dev/null)" != "pip-audit $tool_version" ]]; then
    .venv/bin/python -m venv .venv-audit
    .venv-audit/bin/python -m pip install --quiet --disable-pip-version-check "pip-audit==$tool_version"
fi
PATH="$PWD/.venv/bin:$PATH" exec .venv/bin/python scripts/audit.py "$tool" npm

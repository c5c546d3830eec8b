#!/usr/bin/env bash
# Ask the public services for known weaknesses of the locked packages: pip-audit for Python, npm audit for the client.
# A service that cannot be reached is said so and is no failure; a known weakness is one.
set -euo pipefail
cd "$(dirname "$0")/.."
# shellcheck source=scripts/lib.sh
source scripts/lib.sh

readonly tool_version=2.10.1
readonly tool=.venv-audit/bin/pip-audit
weak=0

# `judge WHAT LOG FINDING`: after a failed audit, tell a weakness that was found from a service that did not answer.
judge() {
    if grep -q "$3" "$2"; then
        cat "$2" >&2
        weak=1
    else
        say "$1: the service could not be asked from here; its last words: $(tail -n 1 "$2")"
    fi
}

log=$(mktemp)
trap 'rm -f "$log"' EXIT

if [[ "$("$tool" --version 2>/dev/null)" != "pip-audit $tool_version" ]]; then
    .venv/bin/python -m venv .venv-audit
    .venv-audit/bin/python -m pip install --quiet --disable-pip-version-check "pip-audit==$tool_version"
fi
say "Python packages"
if timeout 120 "$tool" --require-hashes --disable-pip --timeout 15 --requirement requirements/runtime.txt >"$log" 2>&1; then
    tail -n 1 "$log"
else
    judge "Python packages" "$log" "Fix Versions"
fi

say "npm packages"
if PATH="$PWD/.venv/bin:$PATH" npm --prefix client audit --omit=dev >"$log" 2>&1; then
    tail -n 1 "$log"
else
    judge "npm packages" "$log" "Severity:"
fi
exit "$weak"

#!/usr/bin/env bash
# Resolve pyproject.toml into requirements/*.txt: exact versions, every published file's hash, no addresses.
# The resolver never reads pip's own settings, so extra indexes and wheel folders of this machine leave no trace.
# Usage: scripts/lock.sh [--upgrade]
set -euo pipefail
cd "$(dirname "$0")/.."

readonly tool_version=0.13.9
readonly tool=.venv-lock/bin/uv

if [[ "$("$tool" --version 2>/dev/null)" != "uv $tool_version"* ]]; then
    python3 -m venv .venv-lock
    .venv-lock/bin/python -m pip install --quiet --disable-pip-version-check "uv==$tool_version"
fi

# `compile OUTPUT SOURCES…`; the existing output is a preference, so that only what must change changes.
compile() {
    local output=$1
    shift
    env -u UV_INDEX -u UV_DEFAULT_INDEX -u UV_INDEX_URL -u UV_EXTRA_INDEX_URL -u UV_FIND_LINKS \
        "$tool" pip compile --quiet --no-config --universal --python-version 3.11 \
        --generate-hashes --no-emit-index-url --no-emit-find-links --no-annotate \
        --custom-compile-command "make lock" --output-file "$output" "${upgrade[@]}" "$@"
}

upgrade=()
[[ "${1:-}" == --upgrade ]] && upgrade=(--upgrade)

compile requirements/runtime.txt pyproject.toml --extra postgres
compile requirements/guests.txt pyproject.toml --extra postgres --extra guests --constraints requirements/runtime.txt
compile requirements/build.txt --group build --constraints requirements/runtime.txt
# Everything, so that `make test` installs one file and both environments share their versions.
compile requirements/dev.txt pyproject.toml --extra postgres --extra guests --group build --group dev \
    --constraints requirements/runtime.txt --constraints requirements/guests.txt --constraints requirements/build.txt

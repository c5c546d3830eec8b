#!/usr/bin/env bash
# Build the browser's side with the virtual environment's Node: `client.sh build`, or `client.sh check` for its
# lint, types and tests. Packages and build are skipped while nothing they depend on has changed.
set -euo pipefail
cd "$(dirname "$0")/.."
# shellcheck source=scripts/lib.sh
source scripts/lib.sh

PATH="$PWD/.venv/bin:$PATH"
cd client

install_packages() {
    local stamp=node_modules/.reconvene-packages state
    state="$(node --version) $(hash_of package.json package-lock.json)"
    stamp_is "$stamp" "$state" && return
    say "Installing the locked client packages"
    npm ci --no-audit --no-fund --loglevel=error
    printf '%s' "$state" >"$stamp"
}

build() {
    local stamp=node_modules/.reconvene-build state
    local -a sources
    mapfile -d '' sources < <(find . \( -name node_modules -o -name dist \) -prune -o -type f -print0)
    state=$(hash_of "${sources[@]}")
    [[ -f dist/index.html ]] && stamp_is "$stamp" "$state" && return
    say "Building the client"
    npm run --silent build -- --logLevel warn
    printf '%s' "$state" >"$stamp"
}

install_packages
case ${1:?build or check} in
    build) build ;;
    check) npm run --silent check ;;
    *) die "client.sh: build or check, not $1" ;;
esac

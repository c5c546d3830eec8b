#!/usr/bin/env bash
# Make this machine ready: `setup.sh run` for running Reconvene, `setup.sh guests` for simulated people as well,
# `setup.sh test` for all checks.
# Everything is skipped that is there already, so a second run is instant.
set -euo pipefail
cd "$(dirname "$0")/.."
# shellcheck source=scripts/lib.sh
source scripts/lib.sh

readonly purpose=${1:?run, guests or test}

# Print the first Python that is new enough.
find_python() {
    local name
    for name in python3 python3.14 python3.13 python3.12 python3.11; do
        if "$name" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
            echo "$name"
            return
        fi
    done
    return 1
}

# Have a virtual environment whose Python and pip work; an existing good one is used as it is.
make_venv() {
    if .venv/bin/python -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
        .venv/bin/python -m pip --version >/dev/null 2>&1 || .venv/bin/python -m ensurepip >/dev/null
        return
    fi
    local python
    if ! python=$(find_python); then
        apt_install python3 python3-venv
        python=$(find_python) || die "needs Python 3.11 or newer; this system's is $(python3 --version)"
    fi
    if ! "$python" -c 'import ensurepip, venv' 2>/dev/null; then
        apt_install "$("$python" -c 'import sys; print("python%d.%d-venv" % sys.version_info[:2])')"
    fi
    say "Making the virtual environment .venv"
    "$python" -m venv --clear .venv
}

# Install the locked requirements and the project itself (editable).
install_python() {
    local requirements state
    case $purpose in
        run) requirements=(requirements/runtime.txt requirements/build.txt) ;;
        guests) requirements=(requirements/guests.txt requirements/build.txt) ;;
        test) requirements=(requirements/dev.txt) ;;
        *) die "setup.sh: run, guests or test, not $purpose" ;;
    esac
    state="$PWD $(hash_of requirements/*.txt pyproject.toml)"
    # What the tests need includes what guests need, and that includes what running needs.
    stamp_is ".venv/reconvene-$purpose" "$state" && return
    stamp_is .venv/reconvene-test "$state" && return
    [[ $purpose == run ]] && stamp_is .venv/reconvene-guests "$state" && return
    say "Installing the locked Python packages"
    venv_pip install --quiet --disable-pip-version-check --require-hashes \
        "${requirements[@]/#/--requirement=}"
    # Without isolation the build backend is the locked one; nothing is fetched here.
    venv_pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
    printf '%s' "$state" >".venv/reconvene-$purpose"
}

[[ -w . ]] || die "cannot write in $PWD: run this as the owner of the folder, or with sudo"
[[ ! -e .venv || -w .venv ]] || die ".venv belongs to somebody else (made with sudo?): use sudo again, or remove it"

packages=()
command -v janus >/dev/null || packages+=(janus)
if [[ $purpose == test ]]; then
    command -v chromium >/dev/null || packages+=(chromium fonts-dejavu-core fonts-noto-color-emoji)
    command -v turnserver >/dev/null || packages+=(coturn)
    compgen -G "/usr/lib/postgresql/*/bin/initdb" >/dev/null || packages+=(postgresql)
    compgen -G "/usr/lib/*/faketime/libfaketimeMT.so.1" >/dev/null || packages+=(libfaketime)
fi
[[ ${#packages[@]} -eq 0 ]] || apt_install "${packages[@]}"
make_venv
install_python

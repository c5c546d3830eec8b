#!/usr/bin/env bash
# As root: install Debian packages without letting any service start.
#
# Debian's `janus` brings a system service that starts at once and at every boot, and would take the very ports
# that other programs expect. Reconvene starts a Janus of its own, so the service is kept from starting during
# the installation (policy-rc.d, Debian's own switch for that) and from the next boot on (systemctl disable).
# A Janus that was there before is left as it is.
#
# Debian's `postgresql` makes a database of its own, `main`, when it is first installed. The tests need its programs
# alone, so the file that forbids it lies in postgresql-common's folder for as long as the installation takes.
set -euo pipefail

undo=()
trap 'rm -f "${undo[@]}"' EXIT

policy=/usr/sbin/policy-rc.d
if [[ ! -e $policy ]]; then
    undo+=("$policy")
    printf '#!/bin/sh\nexit 101\n' >"$policy"
    chmod 755 "$policy"
fi

if [[ " $* " == *" postgresql "* ]]; then
    no_cluster=/etc/postgresql-common/createcluster.d/reconvene.conf
    mkdir -p "${no_cluster%/*}"
    undo+=("$no_cluster")
    printf 'create_main_cluster = false\n' >"$no_cluster"
fi

install() {
    DEBIAN_FRONTEND=noninteractive apt-get install --yes --no-install-recommends \
        -o DPkg::Lock::Timeout=300 -o Dpkg::Use-Pty=0 -qq "$@"
}

# A repository of somebody else's that cannot be reached must not stop us: the installation itself will tell.
install "$@" || { apt-get update -qq || true; install "$@"; }

if [[ " $* " == *" janus "* ]] && command -v systemctl >/dev/null; then
    systemctl disable --quiet janus.service
fi

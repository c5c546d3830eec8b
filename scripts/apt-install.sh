#!/usr/bin/env bash
# As root: install Debian packages without letting any service start.
#
# Debian's `janus` brings a system service that starts at once and at every boot, and would take the very ports
# that other programs expect. Reconvene starts a Janus of its own, so the service is kept from starting during
# the installation (policy-rc.d, Debian's own switch for that) and from the next boot on (systemctl disable).
# A Janus that was there before is left as it is.
set -euo pipefail

policy=/usr/sbin/policy-rc.d
if [[ ! -e $policy ]]; then
    trap 'rm -f "$policy"' EXIT
    printf '#!/bin/sh\nexit 101\n' >"$policy"
    chmod 755 "$policy"
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

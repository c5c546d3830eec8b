# shellcheck shell=bash
# What the scripts share: plain words, root for Debian's packages only, and stamps to skip what is done.

say() { printf '\033[1m▸ %s\033[0m\n' "$*" >&2; }

die() {
    printf 'reconvene: %s\n' "$*" >&2
    exit 1
}

# Run a command as root: as it is, or with sudo.
as_root() {
    if [[ $(id -u) -eq 0 ]]; then
        "$@"
    elif command -v sudo >/dev/null; then
        sudo "$@"
    else
        die "needs root once for: $*. Run this as root, or install sudo."
    fi
}

# Install Debian packages; the package lists are renewed only if the first attempt fails.
apt_install() {
    command -v apt-get >/dev/null || die "please install $* (this is no Debian or Ubuntu: apt-get is missing)"
    say "Installing $* (Debian packages)"
    as_root bash scripts/apt-install.sh "$@" || die "apt-get could not install $*; its own words stand above"
}

# `stamp_is FILE TEXT`: is the work that FILE stands for done for exactly this TEXT?
stamp_is() { [[ -f $1 && $(<"$1") == "$2" ]]; }

# One hash over the names and contents of the given files, in a fixed order.
hash_of() { printf '%s\0' "$@" | LC_ALL=C sort -z | xargs -0 sha256sum | sha256sum | cut -d' ' -f1; }

# pip with the machine's own settings, less those that would lead it out of the virtual environment
# or forbid installing the project itself.
venv_pip() {
    env -u PIP_USER -u PIP_TARGET -u PIP_PREFIX -u PIP_CONSTRAINT -u PIP_REQUIRE_HASHES \
        .venv/bin/python -m pip "$@"
}

#!/usr/bin/env bash
# Sets up what is missing: tesseract with its Swedish model, Python's venv, and .venv with the pinned packages.
# Run by `make`; may be run again at any time. Without root or apt it says what to install and goes on where it can.
set -euo pipefail
cd "$(dirname "$0")/.."

say() { printf 'set-up: %s\n' "$*" >&2; }

as_root() {
    if [ "$(id -u)" -eq 0 ]; then "$@"
    elif command -v sudo >/dev/null && sudo -n true 2>/dev/null; then sudo -n "$@"
    else return 1; fi
}

can_install() { command -v apt-get >/dev/null && as_root true; }

apt_updated=
install_packages() {
    if [ -z "$apt_updated" ]; then
        as_root apt-get update -qq >&2 || true # an old list may still do; the install below tells
        apt_updated=yes
    fi
    as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$@" >&2
}

# Python 3.11 or newer, with venv
find_python() {
    local name
    for name in python3 python3.14 python3.13 python3.12 python3.11; do
        if command -v "$name" >/dev/null && "$name" -c 'import sys; sys.exit(sys.version_info < (3, 11))'; then
            echo "$name"
            return 0
        fi
    done
    return 1
}

python=$(find_python || true)
if [ -z "$python" ]; then
    wanted="python3 python3-venv"
    if can_install; then install_packages $wanted || install_packages python3.11 python3.11-venv || true; fi
    python=$(find_python || true)
    if [ -z "$python" ]; then
        say "Python 3.11 or newer is missing. Install it, for instance: sudo apt-get install $wanted"
        exit 1
    fi
fi

venv_python=.venv/bin/python
if ! [ -x "$venv_python" ] || ! "$venv_python" -m pip --version >/dev/null 2>&1; then
    rm -rf .venv
    if ! "$python" -m venv .venv >/dev/null 2>&1; then
        rm -rf .venv
        version=$("$python" -c 'import sys; print("%d.%d" % sys.version_info[:2])')
        if can_install; then install_packages "python$version-venv" || install_packages python3-venv; fi
        if ! "$python" -m venv .venv; then
            rm -rf .venv
            say "Python's venv module is missing. Install it: sudo apt-get install python$version-venv"
            exit 1
        fi
    fi
fi

# The packages, once for each state of the pins
stamp=.venv/.tertial-set-up
state=$(cat pyproject.toml constraints.txt | sha256sum)
if [ "$(cat "$stamp" 2>/dev/null || true)" != "$state" ]; then
    say "installing the Python packages into .venv"
    "$venv_python" -m pip install -qq --disable-pip-version-check \
        --constraint constraints.txt --editable '.[dev]' >&2
    printf '%s' "$state" > "$stamp"
fi

# tesseract with the Swedish model: digital reports do without
has_tesseract() {
    command -v tesseract >/dev/null && tesseract --list-langs 2>/dev/null | grep -qx swe
}
if ! has_tesseract; then
    say "installing tesseract with its Swedish model"
    if ! can_install || ! install_packages tesseract-ocr tesseract-ocr-swe || ! has_tesseract; then
        say "tesseract could not be installed; scans cannot be read until somebody with root does:"
        say "    sudo apt-get install tesseract-ocr tesseract-ocr-swe"
        say "Digital reports and text dumps work without it."
    fi
fi

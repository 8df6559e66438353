#!/bin/sh
# Makes or refreshes .venv: `tools/environment.sh run` for the program, `tools/environment.sh test` for its tests too.
# Needs Python 3.11 or newer with its venv module, and nothing else. A stamp per lock makes the second call instant;
# a changed lock or pyproject.toml installs again.
set -eu
cd "$(dirname "$0")/.."
wanted=${1:-run}
venv=.venv

say() { printf '%s\n' "$*"; }
stop() { printf 'Sammen cannot start: %s\n' "$*" >&2; exit 1; }

is_new_enough() { "$1" -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1; }

# The first Python that is new enough: PYTHON=..., then python3, then any that names its version, then pyenv's.
find_python() {
    for candidate in ${PYTHON:-} python3 python3.14 python3.13 python3.12 python3.11 python \
        "$HOME"/.pyenv/versions/3.1[1-9]*/bin/python3 /usr/local/bin/python3 /usr/bin/python3; do
        if is_new_enough "$candidate"; then say "$candidate"; return; fi
    done
}

make_venv() {
    python=$(find_python)
    [ -n "$python" ] || stop "it needs Python 3.11 or newer, and none was found: install it" \
        "(Debian and Ubuntu: apt install python3 python3-venv), or say where it is: make run PYTHON=/path/to/python3."
    "$python" -c 'import venv, ensurepip' >/dev/null 2>&1 || stop "$("$python" --version) is here without its venv" \
        "module: install it (Debian and Ubuntu: apt install python3-venv) and try again."
    say "Making .venv with $("$python" --version) ..."
    rm -rf "$venv"
    "$python" -m venv "$venv" || stop ".venv could not be made: see the lines above."
}

# Shows one line of progress a package: rewritten on a terminal, one in ten elsewhere.
progress() {
    awk -v total="$1" -v terminal="$([ -t 1 ] && echo 1 || echo 0)" '
        /^(Collecting|Processing) / {
            n++; name = $2; sub(/.*\//, "", name); sub(/[-=<>;].*/, "", name)
            if (terminal) printf "\r\033[K  %d of %d: %s", n, total, name
            else if (n % 10 == 0) printf "  %d of %d\n", n, total
            fflush()
        }
        /^Installing collected/ { if (terminal) printf "\r\033[K"; print "  unpacking ..."; fflush() }'
}

install_lock() {
    lock=$1 what=$2
    total=$(grep -c '^[a-z]' "$lock")
    say "Installing $total packages $what (first time only) ..."
    log=$venv/install.log
    { "$venv/bin/python" -m pip install --disable-pip-version-check --no-input --no-deps --require-hashes \
        --progress-bar off -r "$lock" 2>"$log" || echo failed >"$venv/failed"; } | progress "$total"
    if [ -e "$venv/failed" ]; then
        rm -f "$venv/failed"
        cat "$log" >&2
        stop "the packages of $lock could not be installed: is the network or the package cache reachable? Try again."
    fi
}

install_project() {
    "$venv/bin/python" -m pip install --disable-pip-version-check --quiet --no-input --no-build-isolation --no-deps \
        --editable . 2>"$venv/install.log" || { cat "$venv/install.log" >&2; stop "the project could not be installed."; }
}

fits() { cmp -s "$1" "$venv/$(basename "$1").stamp"; }
stamp() { cp "$1" "$venv/$(basename "$1").stamp"; }

is_new_enough "$venv/bin/python" && [ -x "$venv/bin/pip" ] || make_venv
fits requirements.lock || { install_lock requirements.lock "that the program needs" && stamp requirements.lock; }
fits pyproject.toml || { install_project && stamp pyproject.toml; }
if [ "$wanted" = test ]; then
    fits requirements-test.lock || { install_lock requirements-test.lock "that its tests need" && stamp requirements-test.lock; }
fi

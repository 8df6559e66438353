#!/bin/sh
# Makes or refreshes .venv: `tools/environment.sh run` for the program, `... test` for its tests too.
# Needs Python 3.11 or newer with its venv module, and nothing else. A copy of each lock beside what was
# installed from it makes the second call instant;
# a changed lock or pyproject.toml is installed again.
set -eu
cd "$(dirname "$0")/.."
wanted=${1:-run}
venv=.venv
terminal=0
[ ! -t 1 ] || terminal=1

say() { printf '%s\n' "$*"; }
stop() { printf 'Sammen cannot start: %s\n' "$*" >&2; exit 1; }

is_new_enough() { "$1" -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1; }
has_venv() { "$1" -c 'import venv, ensurepip' >/dev/null 2>&1; }

# The first Python that is new enough and, where asked, has its venv module: PYTHON=..., then python3,
# then any that names its version, then pyenv's.
find_python() {
    for candidate in ${PYTHON:-} python3 python3.14 python3.13 python3.12 python3.11 \
        "${HOME:-/root}"/.pyenv/versions/3.1[1-9]*/bin/python3 /usr/local/bin/python3 /usr/bin/python3; do
        if is_new_enough "$candidate" && "$1" "$candidate"; then say "$candidate"; return; fi
    done
}

make_venv() {
    python=$(find_python has_venv)
    if [ -z "$python" ]; then
        python=$(find_python true)
        [ -z "$python" ] || stop "$("$python" --version) is here, but not its venv module: install that" \
            "(Debian and Ubuntu: apt install python3-venv) and try again."
        stop "it needs Python 3.11 or newer, and none was found: install one (Debian and Ubuntu:" \
            "apt install python3 python3-venv), or say where it is: make run PYTHON=/path/to/python3."
    fi
    say "Making .venv with $("$python" --version) ..."
    rm -rf "$venv"
    "$python" -m venv "$venv" || stop ".venv could not be made: see the lines above."
}

# A .venv that was moved or copied here still points to where it was made.
is_ours() { is_new_enough "$venv/bin/python" && grep -qF "$PWD/$venv/" "$venv/bin/pip" 2>/dev/null; }

# Shows one line of progress a package: rewritten on a terminal, one in ten elsewhere.
progress() {
    awk -v total="$1" -v terminal="$terminal" '
        /^(Collecting|Processing) / {
            n++; name = $2; sub(/.*\//, "", name); sub(/[-=<>;].*/, "", name)
            if (terminal) printf "\r\033[K  %d of %d: %s", n, total, name
            else if (n % 10 == 0) printf "  %d of %d\n", n, total
            fflush()
        }
        /^Installing collected/ { if (terminal) printf "\r\033[K"; print "  writing them to .venv ..."; fflush() }'
}

pip_install() { "$venv/bin/python" -m pip install --disable-pip-version-check --no-input "$@"; }

install_lock() {
    lock=$1 what=$2
    total=$(grep -c '^[a-z]' "$lock")
    say "Installing $total packages $what (the next start is faster) ..."
    log=$venv/install.log
    rm -f "$venv/failed"
    { pip_install --no-deps --require-hashes --progress-bar off -r "$lock" 2>"$log" || : >"$venv/failed"; } |
        progress "$total"
    if [ -e "$venv/failed" ]; then
        cat "$log" >&2
        stop "the packages of $lock could not be installed: is the network or the package cache reachable? Try again."
    fi
}

install_project() {
    pip_install --quiet --no-build-isolation --no-deps --editable . 2>"$venv/install.log" || {
        cat "$venv/install.log" >&2
        stop "the project could not be installed."
    }
}

fits() { cmp -s "$1" "$venv/$(basename "$1").stamp"; }
stamp() { cp "$1" "$venv/$(basename "$1").stamp"; }

is_ours || make_venv
fits requirements.lock || { install_lock requirements.lock "that the program needs" && stamp requirements.lock; }
fits pyproject.toml || { install_project && stamp pyproject.toml; }
if [ "$wanted" = test ]; then
    fits requirements-test.lock || { install_lock requirements-test.lock "that its tests need" && stamp requirements-test.lock; }
fi

#!/bin/sh
# Refreshes the two locks from pyproject.toml. Needs uv; nothing else in the project does.
# Every file is hashed for every platform and for Python 3.11 and newer; no index address is written down.
# Without arguments the locked versions are kept where they still fit; `tools/lock.sh --upgrade` takes the newest.
set -eu
cd "$(dirname "$0")/.."

command -v uv >/dev/null || { echo "Refreshing the locks needs uv: install it with 'pip install uv'." >&2; exit 1; }

compile() {
    uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
        --no-header --no-emit-index-url --no-emit-find-links "$@" >/dev/null
}

# setuptools is locked beside the runtime because the project itself is installed without build isolation.
compile "${@:---quiet}" pyproject.toml --group build --output-file requirements.lock
compile "${@:---quiet}" --group test --constraints requirements.lock --output-file requirements-test.lock

#!/bin/sh
# What CI runs. Every part runs even when an earlier one failed; the last line says which did.
set -u
export THOROUGH=1 # what `make test` leaves out because it takes minutes
cd "$(dirname "$0")/.." || exit 1
bin=.venv/bin
failed=""

part() {
    name=$1
    shift
    printf '\n== %s\n' "$name"
    "$@" || failed="$failed, $name"
}

part format "$bin/ruff" format --check .
part lint "$bin/ruff" check .
part types "$bin/mypy" bot handlers storage tests tools
part imports "$bin/lint-imports" --no-logo
part "house rules" "$bin/pytest" -n0 tests/test_house_rules.py
part texts "$bin/pytest" -n0 tests/test_texts.py
part migrations "$bin/pytest" -n0 tests/storage/test_migrate.py
part tests "$bin/pytest" --ignore=tests/test_house_rules.py --ignore=tests/test_texts.py \
    --ignore=tests/storage/test_migrate.py

if [ -n "$failed" ]; then
    printf '\nmake check failed in: %s\n' "${failed#, }"
    exit 1
fi
printf '\nmake check: all is well.\n'

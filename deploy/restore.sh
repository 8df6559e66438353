#!/bin/sh
# Puts a copy made by backup.sh in the place of the database:   deploy/restore.sh backups/sammen-....
# Stop Sammen first: it refuses while something uses the database. What was there is kept beside it, or, on
# PostgreSQL, in a copy of its own. Afterwards `sammen migrate` has brought it to the newest form.
set -eu
umask 077
[ $# = 1 ] || { echo "Which copy? deploy/restore.sh backups/sammen-..." >&2; exit 1; }
copy=$1
[ -f "$copy" ] || { echo "Stopped: there is no file $copy." >&2; exit 1; }
. "$(dirname "$0")/database.sh"

restore_sqlite() {
    mkdir -p "$(dirname "$file")"
    work=$(mktemp -d "$(dirname "$file")/.restoring-XXXXXX")
    trap 'rm -rf "$work"' EXIT
    tar -xzf "$copy" -C "$work" sammen.db 2>/dev/null ||
        fail "$copy is no whole copy of an embedded database; nothing was changed."
    tar -xzf "$copy" -C "$work" secret_key 2>/dev/null || true
    "$python" - "$work/sammen.db" "$file" <<'PYTHON' || fail "nothing was changed."
import pathlib
import sqlite3
import sys
import time

from bot.app import hold_alone
from bot.config import ConfigError, read_settings

try:
    lock = hold_alone(read_settings())
except ConfigError as error:
    sys.exit(str(error))
copy, place = map(pathlib.Path, sys.argv[1:])
if sqlite3.connect(copy).execute("PRAGMA integrity_check").fetchone() != ("ok",):
    sys.exit("The copy is not whole.")
if place.exists():
    present = sqlite3.connect(place, timeout=1, isolation_level=None)
    try:  # only the last one who has a database open can take it out of WAL; then it is one file
        present.execute("PRAGMA journal_mode=DELETE")
    except sqlite3.OperationalError:
        sys.exit("The database is in use: stop Sammen first.")
    present.close()
    kept = place.with_name(time.strftime(f"{place.name}.before-%Y%m%dT%H%M%SZ", time.gmtime()))
    place.rename(kept)
    print(f"What was there is now {kept}.")
copy.rename(place)
PYTHON
    [ ! -f "$work/secret_key" ] || mv "$work/secret_key" "$key"
}

restore_postgresql() {
    pg_restore --list "$copy" >/dev/null 2>&1 ||
        fail "$copy is no copy of a PostgreSQL database; nothing was changed."
    others=$(psql -XAtqc "SELECT count(*) FROM pg_stat_activity
        WHERE datname = current_database() AND pid <> pg_backend_pid()") || fail "PostgreSQL does not answer."
    [ "$others" = 0 ] || fail "the database is in use ($others connections): stop Sammen first."
    "$(dirname "$0")/backup.sh" "$(dirname "$copy")/before-restore"
    script=$(mktemp)
    trap 'rm -f "$script"' EXIT
    pg_restore --no-owner --no-privileges "$copy" --file="$script" || fail "$copy is not whole; nothing was changed."
    sed -i '/^CREATE SCHEMA public;$/d' "$script"
    export PGOPTIONS="-c client_min_messages=warning"
    # One transaction: it is all there, or nothing was changed.
    psql -Xq --single-transaction -v ON_ERROR_STOP=1 -c 'DROP SCHEMA public CASCADE' -c 'CREATE SCHEMA public' \
        -f "$script" >/dev/null || fail "the copy could not be read in; nothing was changed."
}

"restore_$engine"
"$home/.venv/bin/sammen" migrate
echo "Restored from $copy."

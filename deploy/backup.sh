#!/bin/sh
# Copies the database into a dated file while Sammen runs:   deploy/backup.sh [folder]
# It reads Sammen's settings: the environment, and .env in the working folder. Copies hold personal data: only
# their owner can read them, and those older than BACKUP_DAYS (30) are removed.
set -eu
umask 077
folder=${1:-backups}
. "$(dirname "$0")/database.sh"

mkdir -p "$folder"
copy=$folder/sammen-$(date -u +%Y%m%dT%H%M%SZ)
work=$(mktemp -d "$folder/.copying-XXXXXX")
trap 'rm -rf "$work"' EXIT

if [ "$engine" = sqlite ]; then
    [ -f "$file" ] || fail "there is no database at $file."
    "$python" - "$file" "$work/sammen.db" <<'PYTHON' || fail "$file could not be copied."
import sqlite3
import sys

source = sqlite3.connect(f"file:{sys.argv[1]}?mode=ro", uri=True, timeout=60)
source.execute("VACUUM INTO ?", (sys.argv[2],))
if sqlite3.connect(sys.argv[2]).execute("PRAGMA integrity_check").fetchone() != ("ok",):
    sys.exit("The copy is not whole.")
PYTHON
    set -- sammen.db
    [ ! -f "$key" ] || { cp "$key" "$work/secret_key" && set -- sammen.db secret_key; }
    tar -czf "$work/whole" -C "$work" "$@"
    copy=$copy.tar.gz
else
    pg_dump --format=custom --no-owner --no-privileges --file="$work/whole" || fail "pg_dump could not copy it."
    copy=$copy.dump
fi

mv "$work/whole" "$copy"
find "$folder" -name 'sammen-*' -type f -mtime "+${BACKUP_DAYS:-30}" -delete
echo "Copied to $copy ($(wc -c <"$copy" | tr -d ' ') bytes)."

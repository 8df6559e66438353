# shellcheck shell=sh
# Read by backup.sh and restore.sh: which database the settings name. Sets `engine` to sqlite (then `file`, the
# database, and `key`, the secret kept beside it) or to postgresql (then PGHOST and its sisters for pg_dump).

fail() { echo "Stopped: $*" >&2; exit 1; }

home=$(cd "$(dirname "$0")/.." && pwd)
python=$home/.venv/bin/python
[ -x "$python" ] || fail "there is no $python: run make first, or set up Sammen as deploy/RUNBOOK.md says."

settings=$("$python" - <<'PYTHON'
import shlex
from bot.config import ConfigError, read_settings
from sqlalchemy import make_url

try:
    settings = read_settings()
except ConfigError as error:
    raise SystemExit(str(error)) from None
url = make_url(settings.database_url)
if settings.is_sqlite:
    names = {"engine": "sqlite", "file": url.database, "key": settings.folder / "secret_key"}
else:
    names = {"engine": "postgresql", "PGHOST": url.host or url.query.get("host"), "PGPORT": url.port,
             "PGUSER": url.username, "PGPASSWORD": url.password, "PGDATABASE": url.database}
for name, value in names.items():
    if value:
        print(f"export {name}={shlex.quote(str(value))}")
PYTHON
) || fail "the settings do not say which database."
engine="" file="" key=""
eval "$settings"
export engine file key

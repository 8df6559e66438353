"""Write a migration from the difference between the migrations and the tables.

    .venv/bin/python tools/migration.py "what it changes"
    .venv/bin/python tools/migration.py --again     the newest one anew, while it is unreleased

Then read what was written: Alembic sees columns, not what they mean.
"""

from __future__ import annotations

import asyncio
import subprocess
import sys
import tempfile
from pathlib import Path

from alembic import command
from alembic.script import ScriptDirectory
from sqlalchemy import Connection

from storage.database import Database
from storage.migrate import config, migrate


async def write(message: str, number: str) -> Path:
    """Migrate an empty database to the newest revision, and write the tables and columns that are
    missing.
    """
    with tempfile.TemporaryDirectory() as folder:
        url = f"sqlite+aiosqlite:///{folder}/empty.db"
        await migrate(url)
        async with Database(url) as database, database.transaction() as tx:
            return await tx.connection.run_sync(_revise, message, number)


def _revise(connection: Connection, message: str, number: str) -> Path:
    where = config()
    where.set_main_option("file_template", "%%(rev)s_%%(slug)s")
    where.attributes["connection"] = connection
    script = command.revision(where, message, autogenerate=True, rev_id=number)
    if script is None or isinstance(script, list):
        raise SystemExit("Alembic wrote nothing.")
    return Path(script.path)


def main() -> None:
    """Read the command line, write the migration, and format it as the project's files are."""
    if len(sys.argv) != 2:
        raise SystemExit(__doc__)
    scripts = ScriptDirectory.from_config(config())
    newest = scripts.get_current_head()
    number = int(newest or 0) + 1
    message = sys.argv[1]
    if message == "--again":
        if newest is None:
            raise SystemExit("There is no migration yet.")
        script = scripts.get_revision(newest)
        message, number = script.doc.rstrip("."), int(newest)
        Path(script.path).unlink()
    path = asyncio.run(write(message, f"{number:04}"))
    lines = path.read_text().splitlines(keepends=True)
    path.write_text("".join(line for line in lines if not line.startswith("    # ###")))
    ruff = Path(sys.executable).with_name("ruff")
    subprocess.run([ruff, "format", "--quiet", path], check=True)  # noqa: S603 - our own formatter
    sys.stdout.write(f"{path}\n")


if __name__ == "__main__":
    main()

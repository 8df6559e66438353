"""Brings a database to a revision, forward or back, in one transaction that locks others out.

The tables of every subject are imported here and nowhere else: a new subject is one line. A new
revision is written by `tools/migration.py`.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

from alembic import command
from alembic.autogenerate.api import AutogenContext
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, text

from storage import sample
from storage.agreements import tables as agreements
from storage.base import Base, UtcDateTime
from storage.care import tables as care
from storage.cases import tables as cases
from storage.database import Database
from storage.ideas import tables as ideas
from storage.introductions import tables as introductions
from storage.joining import tables as joining
from storage.library import tables as library
from storage.mail import tables as mail
from storage.partners import tables as partners
from storage.people import tables as people
from storage.privacy import tables as privacy
from storage.shifts import tables as shifts
from storage.silences import tables as silences
from storage.talk import tables as talk
from storage.volunteers import tables as volunteers

SUBJECTS = (
    people,
    library,
    mail,
    talk,
    cases,
    care,
    partners,
    ideas,
    volunteers,
    shifts,
    introductions,
    agreements,
    silences,
    joining,
    privacy,
    sample,
)
HEAD = "head"
BASE = "base"

_LOCK = 5_221_017_344
"""The number of the advisory lock that lets only one process at a time migrate a PostgreSQL."""


def config() -> Config:
    """Alembic's settings; there is no alembic.ini."""
    found = Config()
    found.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
    return found


def settings() -> dict[str, Any]:
    """How the tables are compared and written, for Alembic's context."""
    return {
        "target_metadata": Base.metadata,
        "compare_type": True,
        "compare_server_default": True,
        "render_item": _render,
    }


def _render(kind: str, item: object, _: AutogenContext) -> str | bool:
    """Write our own column types as SQLAlchemy's, so that migrations do not depend on our code."""
    is_time = kind == "type" and isinstance(item, UtcDateTime)
    return "sa.DateTime(timezone=True)" if is_time else False


async def migrate(url: str, target: str = HEAD) -> None:
    """Bring the database at `url` to a revision, back or forward; nothing if it is there already.

    All or nothing: an error leaves the database as it was. Raises Unavailable.
    """
    database = Database(url)
    try:
        async with database.transaction() as tx:
            await tx.connection.run_sync(_migrate, target)
    finally:
        await database.close()


async def is_current(url: str) -> bool:
    """Whether the database at `url` is at the newest revision. Raises Unavailable."""
    database = Database(url)
    try:
        async with database.reading() as tx:
            return await tx.connection.run_sync(_revision) == newest()
    finally:
        await database.close()


@cache
def newest() -> str | None:
    """The newest revision that this program knows."""
    return _scripts().get_current_head()


def _scripts() -> ScriptDirectory:
    return ScriptDirectory.from_config(config())


def _revision(connection: Connection) -> str | None:
    return MigrationContext.configure(connection).get_current_revision()


def _migrate(connection: Connection, target: str) -> None:
    if connection.dialect.name == "postgresql":
        connection.execute(text(f"SELECT pg_advisory_xact_lock({_LOCK})"))
    where = config()
    where.attributes["connection"] = connection
    past = _scripts().iterate_revisions(_revision(connection), BASE)
    if target == BASE or target in [script.revision for script in past][1:]:
        command.downgrade(where, target)
    else:
        command.upgrade(where, target)


async def is_empty(url: str) -> bool:
    """Whether the database at `url` has never been migrated. Raises Unavailable."""
    database = Database(url)
    try:
        async with database.reading() as tx:
            return await tx.connection.run_sync(_revision) is None
    finally:
        await database.close()

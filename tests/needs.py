"""What a test needs besides Python, whether this machine has it, and how to get it.

A test names a need by a mark, such as `needs_postgres`. Where it is missing the test is left out,
and the end of the run says how many, why, and what to do. With `NOTHING_LEFT_OUT=1`, as in .ci/run,
a missing need is an error.

A thorough test needs time: `make test` leaves it out and says so, `make check` sets `THOROUGH=1`,
and naming its file runs it too. The same holds for the second database of a test where the two take
turns (tests/databases.py).
"""

from __future__ import annotations

import asyncio
import os
import pwd
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import asyncpg

ROOT = Path(__file__).resolve().parent.parent
SHARED = ROOT.parent / "shared"
BOT_API = SHARED / "bot-api"
CLUSTER_OWNER = "postgres"
CHROMIUM = Path(os.environ.get("CHROMIUM", "/usr/bin/chromium"))
POSTGRES = os.environ.get(
    "TEST_DATABASE_URL", "postgresql+asyncpg://postgres@127.0.0.1:5432/postgres"
)


@dataclass(frozen=True)
class Need:
    """Something that a machine may lack. `missing()` returns None where it exists, else what is
    missing.
    """

    mark: str
    what: str
    missing: Callable[[], str | None]
    remedy: str


def nothing_left_out() -> bool:
    """Whether a missing need is an error (CI), or a reason to leave a test out (a newcomer)."""
    return os.environ.get("NOTHING_LEFT_OUT", "") not in ("", "0")


def is_thorough() -> bool:
    """Whether everything runs: in `make check`, and in CI."""
    return nothing_left_out() or os.environ.get("THOROUGH", "") not in ("", "0")


def examples(many: int) -> int:
    """How many generated cases a property is tried on: all in a thorough run, else some."""
    return many if is_thorough() else max(many // 5, min(many, 10))


def without_patience() -> str | None:
    """Why thorough tests are left out, or None."""
    return None if is_thorough() else "they take minutes"


def without_both() -> str | None:
    """Why a test does not run on its other database too, or None."""
    return None if is_thorough() else "they were tried on the other database, whose turn it was"


@cache
def without_postgres() -> str | None:
    """Why no test database can be created on the PostgreSQL that POSTGRES names, or None."""

    async def try_it() -> None:
        address = POSTGRES.replace("postgresql+asyncpg://", "postgresql://")
        connection = await asyncpg.connect(address, timeout=5)
        try:
            if not await connection.fetchval(
                "SELECT rolcreatedb OR rolsuper FROM pg_roles WHERE rolname = current_user"
            ):
                raise PermissionError("its user may not create databases")
        finally:
            await connection.close()

    try:
        asyncio.run(try_it())
    except (OSError, asyncpg.PostgresError, TimeoutError) as error:
        return f"no PostgreSQL can be used for tests ({error or type(error).__name__})"
    return None


def without_chromium() -> str | None:
    """Why no browser can be started, or None."""
    return None if os.access(CHROMIUM, os.X_OK) else f"there is no {CHROMIUM}"


def without_shared() -> str | None:
    """Why our lists cannot be compared with those of the domain, or None."""
    return None if (SHARED / "domain").is_dir() else "no folder ../shared lies beside the project"


def without_bot_api() -> str | None:
    """Why requests are not checked against the Bot API's documentation, or None."""
    return None if BOT_API.is_dir() else "no folder ../shared/bot-api lies beside the project"


@cache
def cluster_programs() -> Path | None:
    """The folders of PostgreSQL's programs, the newest first; None where there are none."""
    versions = sorted(Path("/usr/lib/postgresql").glob("*/bin/pg_ctl"), reverse=True)
    found = shutil.which("pg_ctl")
    all_of_them = [*versions, *([Path(found)] if found else [])]
    return all_of_them[0].parent if all_of_them else None


def without_cluster() -> str | None:
    """Why a test cannot start a PostgreSQL of its own, or None."""
    if cluster_programs() is None:
        return "initdb and pg_ctl are not installed"
    if os.geteuid() == 0 and CLUSTER_OWNER not in (user.pw_name for user in pwd.getpwall()):
        return f"PostgreSQL does not run as root, and there is no user {CLUSTER_OWNER}"
    return None


NEEDS = (
    Need(
        "thorough",
        "time",
        without_patience,
        "make check, or make test TESTS=their file",
    ),
    Need(
        "second_turn",
        "time for both databases",
        without_both,
        "make check, or make test TESTS=their file",
    ),
    Need(
        "needs_postgres",
        "PostgreSQL",
        without_postgres,
        "start one at 127.0.0.1:5432 that trusts the user postgres, or set TEST_DATABASE_URL",
    ),
    Need(
        "needs_cluster",
        "a PostgreSQL to stop and start",
        without_cluster,
        "apt install postgresql",
    ),
    Need(
        "needs_chromium",
        "Chromium",
        without_chromium,
        "apt install chromium, or name another in CHROMIUM",
    ),
    Need(
        "needs_shared",
        "../shared",
        without_shared,
        "it belongs to the project's makers: nothing to do",
    ),
    Need(
        "needs_bot_api",
        "../shared/bot-api",
        without_bot_api,
        "it belongs to the project's makers: nothing to do",
    ),
)

"""Programs as processes, forked from one that has loaded everything: so a test does not wait
seconds for imports.

They are killed, told to stop and waited for like any other process.
"""

from __future__ import annotations

import asyncio
import multiprocessing
import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

_FORKS = multiprocessing.get_context("forkserver")
_FORKS.set_forkserver_preload(
    [
        *("bot.cli", "bot.app", "bot.channels.presence", "storage.migrate"),
        *("sqlalchemy.dialects.postgresql.asyncpg", "sqlalchemy.dialects.sqlite.aiosqlite"),
    ]
)


@dataclass(frozen=True)
class Process:
    """A process. `code` is its exit code, None while it runs."""

    pid: int
    code: Callable[[], int | None]

    async def ended(self) -> int:
        """Wait for its end."""
        while (code := self.code()) is None:  # noqa: ASYNC110 - another process
            await asyncio.sleep(0.01)
        return code


async def forked(folder: Path, settings: dict[str, str], log: Path) -> Process:
    """`sammen run`, forked: without the start of its command line."""
    process = _FORKS.Process(target=_runs, args=(folder, settings, log))
    await asyncio.to_thread(process.start)
    assert process.pid is not None
    return Process(process.pid, lambda: process.exitcode)


def commanded(folder: Path, settings: dict[str, str], log: Path) -> Process:
    """`sammen run` by its command, as a library runs it."""
    command = str(Path(sys.executable).with_name("sammen"))
    with log.open("a") as said:
        process = subprocess.Popen(
            [command, "run"], cwd=folder, env=settings, stdout=said, stderr=said
        )
    return Process(process.pid, process.poll)


def _runs(folder: Path, settings: dict[str, str], log: Path) -> None:
    """What the new process runs. It replaces everything that a normal start would set up."""
    from bot.cli import main

    os.chdir(folder)
    os.environ.clear()
    os.environ.update(settings)
    with log.open("a") as said:
        os.dup2(said.fileno(), 1)
        os.dup2(said.fileno(), 2)
    sys.exit(main(["run"]))

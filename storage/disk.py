"""Waiting until what was committed has reached the disk, together with all who commit meanwhile.

SQLite can wait for the disk at each commit, while nobody else may write. Here a commit goes as far
as the operating system, so that no kill can undo it, and the next one begins; nobody is answered
before the disk has it too, so that no power cut can. Must not know what was written.
"""

from __future__ import annotations

import asyncio
import os
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path


class Disk:
    """The disk under one database file."""

    def __init__(self, database: str) -> None:
        self._log = Path(f"{database}-wal")
        self._thread = ThreadPoolExecutor(1, "sqlite-disk")
        self._owed = False
        self._going: asyncio.Task[None] | None = None
        self._next: asyncio.Task[None] | None = None

    def owes(self) -> None:
        """Something was committed."""
        self._owed = True

    async def reached(self) -> None:
        """Wait until all that was committed before has reached it. Raises OSError."""
        if self._owed and self._next is None:
            self._next = asyncio.create_task(self._reach(self._going))
        waited_for = self._next if self._owed else self._going
        if waited_for is None or waited_for.done():
            await asyncio.sleep(0)  # all else runs on the same thread, and has its turn
        else:
            await asyncio.shield(waited_for)

    async def _reach(self, before: asyncio.Task[None] | None) -> None:
        """One way to the disk for all who wait: it begins when the one before has ended."""
        if before is not None:
            await asyncio.wait([before])
        self._going, self._next, self._owed = self._next, None, False
        await asyncio.get_running_loop().run_in_executor(self._thread, self._sync)

    def _sync(self) -> None:
        with suppress(FileNotFoundError):  # the last to close the database has put all of it away
            log = os.open(self._log, os.O_RDONLY)
            try:
                os.fsync(log)
            finally:
                os.close(log)

    def close(self) -> None:
        """Nobody waits any more."""
        self._thread.shutdown(wait=False)

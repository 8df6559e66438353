"""Waits until commits have reached the disk; everybody who commits meanwhile shares one wait.

SQLite can wait for the disk at each commit, but then nobody else may write. Here a commit goes as
far as the operating system, so no kill can undo it, and the next one begins. Nobody is answered
before the disk has it too, so no power cut can undo it either. Must not know what was written.
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
        """Note that something was committed."""
        self._owed = True

    async def reached(self) -> None:
        """Wait until everything committed so far is on the disk. Raises OSError."""
        if self._owed and self._next is None:
            self._next = asyncio.create_task(self._reach(self._going))
        waited_for = self._next if self._owed else self._going
        if waited_for is None or waited_for.done():
            await asyncio.sleep(0)  # let the other tasks of this thread run
        else:
            await asyncio.shield(waited_for)

    async def _reach(self, before: asyncio.Task[None] | None) -> None:
        """One sync for everybody who waits; it begins when the one before has ended."""
        if before is not None:
            await asyncio.wait([before])
        self._going, self._next, self._owed = self._next, None, False
        await asyncio.get_running_loop().run_in_executor(self._thread, self._sync)

    def _sync(self) -> None:
        with suppress(FileNotFoundError):  # the last connection to close removes the log
            log = os.open(self._log, os.O_RDONLY)
            try:
                os.fsync(log)
            finally:
                os.close(log)

    def close(self) -> None:
        """Stop the thread; nobody waits any more."""
        self._thread.shutdown(wait=False)

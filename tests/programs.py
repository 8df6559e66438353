"""`sammen` as a process: started, told to stop, killed, started again on the same port.

What it prints and logs goes to a file, in which a test may search for what must not be there.
"""

from __future__ import annotations

import asyncio
import os
import signal
import socket
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import aiohttp

from storage.database import Database
from tests.forked import Process, commanded, forked
from tests.needs import ROOT
from tests.online import KEY, LIBRARY, Town

COMMAND = str(Path(sys.executable).with_name("sammen"))
LAST_WORDS = "Ctrl-C stops it."
"""What `sammen run` prints when it has begun."""

PATIENCE = 120.0
"""Seconds after which a program that does not answer counts as broken, on a busy machine too."""


def free_port() -> int:
    """A port that nothing uses now."""
    with socket.socket() as made:
        made.bind(("127.0.0.1", 0))
        return int(made.getsockname()[1])


def surroundings(url: str = "", **more: str) -> dict[str, str]:
    """The environment of a program: a library's settings, and nothing of this machine."""
    kept = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
    library = {name.upper(): value for name, value in LIBRARY.items()}
    own = {"SECRET_KEY": KEY, "SAMPLE": "0", "PYTHONPATH": str(ROOT)}
    database = {"DATABASE_URL": url} if url else {}
    return {**kept, **own, **library, **database, **more}


async def sammen(folder: Path, *words: str, url: str = "", **settings: str) -> tuple[int, str, str]:
    """Run a command to its end. Returns its exit code, its output and its errors."""
    process = await asyncio.create_subprocess_exec(
        COMMAND,
        *words,
        cwd=folder,
        env=surroundings(url, **settings),
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
    )
    try:
        async with asyncio.timeout(PATIENCE):
            out, err = await process.communicate()
    finally:
        if process.returncode is None:
            process.kill()
            await process.wait()
    return process.returncode or 0, out.decode(), err.decode()


class Program(Town):
    """`sammen run`, and the browsers that visit it."""

    def __init__(self, folder: Path, database: Database, port: int, **settings: str) -> None:
        super().__init__(f"http://127.0.0.1:{port}", database)
        address = database.url.render_as_string(hide_password=False)
        self._settings = surroundings(address, PORT=str(port), **settings)
        self._folder = folder
        self._log = folder / f"log-{port}"
        self._process: Process | None = None

    @property
    def log(self) -> str:
        """All that it printed and logged."""
        return self._log.read_text()

    async def start(self, *, by_command: bool = False) -> None:
        """Start it, and wait until it is ready and has said so."""
        self._log.touch()
        told = self.log.count(LAST_WORDS)
        given = (self._folder, self._settings, self._log)
        self._process = commanded(*given) if by_command else await forked(*given)
        async with asyncio.timeout(PATIENCE), aiohttp.ClientSession() as session:
            while not await self._has_begun(session, told):  # noqa: ASYNC110 - another process
                await asyncio.sleep(0.03)

    async def _has_begun(self, session: aiohttp.ClientSession, told: int) -> bool:
        assert self._process is not None
        assert self._process.code() is None, self.log
        try:
            async with session.get(f"{self.url}/readyz") as response:
                return response.status == 200 and self.log.count(LAST_WORDS) > told
        except aiohttp.ClientError:
            return False

    async def kill(self) -> None:
        """End it with SIGKILL, whatever it is doing."""
        assert self._process is not None
        os.kill(self._process.pid, signal.SIGKILL)
        await self._process.ended()

    def tell_to_stop(self) -> None:
        """Send it SIGTERM."""
        assert self._process is not None
        os.kill(self._process.pid, signal.SIGTERM)

    async def ended(self) -> int:
        """Wait for its end; the exit code."""
        assert self._process is not None
        async with asyncio.timeout(PATIENCE):
            return await self._process.ended()

    async def close(self) -> None:
        """Close the browsers, and end it if it still runs."""
        await super().close()
        if self._process is not None and self._process.code() is None:
            await self.kill()


@asynccontextmanager
async def a_program(
    folder: Path,
    database: Database,
    port: int = 0,
    *,
    by_command: bool = False,
    **settings: str,
) -> AsyncIterator[Program]:
    """A program that runs."""
    program = Program(folder, database, port or free_port(), **settings)
    try:
        await program.start(by_command=by_command)
        yield program
    finally:
        await program.close()

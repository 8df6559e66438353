"""A bot as a process: started, measured from outside, told to stop.

Its cost is read from /proc, so this needs Linux; the bot does not know that it is watched.
"""

from __future__ import annotations

import asyncio
import os
import signal
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager, suppress
from pathlib import Path

from tools.bench.bot_api import BotApi

PATIENCE = 60.0
TICKS = os.sysconf("SC_CLK_TCK")


class Bot:
    """A running bot."""

    def __init__(self, process: asyncio.subprocess.Process, port: int, log: Path) -> None:
        self._process = process
        self._port = port
        self._log = log

    def cpu(self) -> float:
        """Seconds of CPU that it has used, in all its threads."""
        after_its_name = self._read("stat").rpartition(")")[2].split()
        return (int(after_its_name[11]) + int(after_its_name[12])) / TICKS

    def memory(self) -> float:
        """Its memory now, in MB."""
        for line in self._read("status").splitlines():
            if line.startswith("VmRSS:"):
                return int(line.split()[1]) / 1024
        raise LookupError("the kernel does not say how much memory a program holds")

    async def has_begun(self, api: BotApi) -> None:
        """Wait until it has told the Bot API its address, and answers there."""
        async with asyncio.timeout(PATIENCE):
            while not (api.webhook and await self._answers()):
                if self._process.returncode is not None:
                    raise AssertionError(self._log.read_text())
                await asyncio.sleep(0.02)

    async def stop(self) -> None:
        """Tell it to stop, and see that it does."""
        with suppress(ProcessLookupError):
            self._process.send_signal(signal.SIGTERM)
        try:
            async with asyncio.timeout(PATIENCE):
                await self._process.wait()
        except TimeoutError:
            self._process.kill()
            await self._process.wait()

    def _read(self, name: str) -> str:
        return Path(f"/proc/{self._process.pid}/{name}").read_text()

    async def _answers(self) -> bool:
        try:
            _, writer = await asyncio.open_connection("127.0.0.1", self._port)
        except OSError:
            return False
        writer.close()
        await writer.wait_closed()
        return True


@asynccontextmanager
async def a_bot(
    command: Sequence[str], settings: Mapping[str, str], folder: Path, port: int
) -> AsyncIterator[Bot]:
    """A process that ends with the block. Its output goes to a file in its folder."""
    log = folder / "log"
    with log.open("w") as file:
        process = await asyncio.create_subprocess_exec(
            *command, cwd=folder, env=settings, stdout=file, stderr=file
        )
    bot = Bot(process, port, log)
    try:
        yield bot
    finally:
        await bot.stop()

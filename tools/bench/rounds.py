"""One run of one bot, and rounds in which all of them take turns.

Two cores of a shared machine are never equally fast for long. So only results of the same round are
compared, and each round begins with another bot.
"""

from __future__ import annotations

import asyncio
import statistics
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AsyncExitStack
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.parse import urlsplit

import aiohttp

from tests.programs import free_port
from tools.bench.bot_api import BotApi
from tools.bench.citizens import IDEA, Load
from tools.bench.programs import Bot, a_bot
from tools.bench.systems import SECRET, System, ideas_in

CALM = 0.5
"""Seconds after the last answer in which a bot may finish its work in the background."""


@dataclass(frozen=True)
class Size:
    """The size of one run."""

    conversations: int = 600
    at_once: int = 32
    warm_up: int = 64


@dataclass(frozen=True)
class Measured:
    """The cost of one run."""

    cpu: float
    """Milliseconds of the bot's CPU per message."""
    pace: float
    """Messages per second."""
    p50: float
    p99: float
    """Milliseconds from a message to its answer."""
    memory: float
    """MB held at the end."""
    repeats: int
    """How often the bot asked for more time."""


async def run(system: System, size: Size) -> Measured:
    """Start a bot, warm it up, measure it. Raises AssertionError when it did not do its work."""
    async with AsyncExitStack() as stack:
        folder = Path(stack.enter_context(TemporaryDirectory(prefix="sammen-bench-")))
        api = await stack.enter_async_context(BotApi())
        url = await stack.enter_async_context(system.memory(folder))
        port = free_port()
        settings = system.settings(api.url, port, url)
        async with a_bot(system.command, settings, folder, port) as bot:
            await bot.has_begun(api)
            measured = await _measured(bot, api, port, system, size)
        if url:
            kept, given = await ideas_in(url), size.warm_up + size.conversations
            if kept != given:
                raise AssertionError(f"{system.name} kept {kept} of {given} ideas")
    return measured


async def _measured(bot: Bot, api: BotApi, port: int, system: System, size: Size) -> Measured:
    webhook = f"http://127.0.0.1:{port}{urlsplit(str(api.webhook['url'])).path}"
    connector = aiohttp.TCPConnector(limit=size.at_once)
    async with aiohttp.ClientSession(connector=connector) as session:
        await Load(api, session, webhook, SECRET, system.asks).converse(size.warm_up, size.at_once)
        load = Load(api, session, webhook, SECRET, system.asks)
        await asyncio.sleep(CALM)
        cpu, begun = bot.cpu(), time.perf_counter()
        await load.converse(size.conversations, size.at_once)
        lasted = time.perf_counter() - begun
        await asyncio.sleep(CALM)
        cpu = bot.cpu() - cpu
    messages = size.conversations * len(IDEA)
    cuts = statistics.quantiles(load.seconds, n=100, method="inclusive")
    return Measured(
        cpu=cpu / messages * 1000,
        pace=messages / lasted,
        p50=cuts[49] * 1000,
        p99=cuts[98] * 1000,
        memory=bot.memory(),
        repeats=load.repeats,
    )


@dataclass(frozen=True)
class Results:
    """The cost of every bot in every round, by its name."""

    systems: Sequence[System]
    rounds: Sequence[Mapping[str, Measured]]


def turns(systems: Sequence[System], rounds: int) -> Iterator[list[System]]:
    """The order of each round: every bot is first, last and in the middle in turn."""
    for i in range(rounds):
        first = i % len(systems)
        yield [*systems[first:], *systems[:first]]


async def compare(
    systems: Sequence[System], rounds: int, size: Size, say: Callable[[str], object]
) -> Results:
    """Let all bots take turns, and report the progress."""
    measured: list[dict[str, Measured]] = []
    for i, turn in enumerate(turns(systems, rounds), 1):
        measured.append({})
        for system in turn:
            found = measured[-1][system.name] = await run(system, size)
            say(f"round {i} of {rounds}: {system.name}: {found.cpu:.2f} ms, {found.pace:.0f}/s\n")
    return Results(systems, measured)
